from __future__ import annotations

import asyncio
import threading
from datetime import datetime, timedelta
from time import sleep
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from severa_vnf import severa, vnf
from severa_vnf.errors import RateLimited
from severa_vnf.send import AsyncSender
from severa_vnf.testing import SeveraSimulator, SimulatedClock, VnfSimulator
from severa_vnf.testing.exchange import Reply as Answer
from severa_vnf.testing.exchange import Request
from severa_vnf.wire.account import Outgoing
from severa_vnf.wire.call import NoReply, Reply
from severa_vnf.wire.pace import Pace
from tests.hosts import Async, Host, Sync, Yielding, both
from tests.wires import ACCOUNT, GET, SECOND, AsyncWire, Watched, at_once, sender


@both
@settings(max_examples=15)
@given(workers=st.integers(1, 30), calls=st.integers(1, 12), refused=st.sets(st.integers(1, 60), max_size=2))
def test_no_second_holds_more_calls_than_allowed(host: Host, workers: int, calls: int, refused: set[int]) -> None:
    """However many threads or tasks share a credential, and while some are turned away, its pace is kept."""
    pace, count = Watched(calls), iter(range(1, 999))
    one = sender(host, lambda out: Reply(429 if next(count) in refused else 204), pace)
    at_once(host, one, [GET] * workers)
    assert not pace.crowded(calls)
    assert one.requests == len(pace.gone)


def test_threads_ask_for_their_turn_one_after_the_other() -> None:
    """A place in the pace is given to one thread at a time, else two might get the same one; and none is miscounted."""
    asking = threading.Lock()

    class Slow(Pace):
        """Takes a while to give a place."""

        def turn(self, now: datetime) -> float:
            """Give a place, to one who asks alone."""
            assert asking.acquire(blocking=False)
            sleep(0.001)
            asking.release()
            return super().turn(now)

    one = sender(Sync(), pace=Slow(9))
    at_once(Sync(), one, [GET] * 16)
    assert one.requests == 16


def test_tasks_go_in_the_order_they_came() -> None:
    """Whoever waits longest for a place gets the next one."""
    went: list[str] = []

    def answer(out: Outgoing) -> Reply:
        went.append(out.url)
        return Reply(204)

    one = sender(Async(), answer, Pace(2))
    calls = [evolve(GET, path=f"/v1/{place}") for place in range(20)]
    at_once(Async(), one, calls)
    assert went == [f"https://host{call.path}" for call in calls]


class Counting(SeveraSimulator):
    """Knows how many calls it has answered, and says so to those who wait for it."""

    answered = 0
    news = threading.Condition()

    def handle(self, request: Request) -> Answer:
        """Answer."""
        reply = super().handle(request)
        with self.news:
            self.answered += 1
            self.news.notify_all()
        return reply

    def wait_for(self, calls: int) -> None:
        """Until so many have been answered."""
        with self.news:
            assert self.news.wait_for(lambda: self.answered >= calls, timeout=30)


class Unhurried(Yielding):
    """No time passes before every call that was let through has arrived, however long its thread takes for it."""

    sim: Counting
    client: Any

    def sleep(self, seconds: float) -> None:
        """Let the other threads go first."""
        self.sim.wait_for(self.client.requests + self.client.logins)
        super().sleep(seconds)


@both
def test_forty_calls_at_once_are_never_refused(host: Host) -> None:
    """Nine in a second pass a service that takes ten, token request included."""
    clock = Unhurried()
    sim = clock.sim = Counting(clock=clock, rate_limit=10)
    sev = clock.client = host.severa(sim)
    began = sim.clock.now()
    at_once(host, sev, [severa.organization.get()] * 40)
    assert sev.requests == 40
    assert sim.clock.now() - began >= 4 * SECOND


@both
def test_one_that_is_refused_holds_back_all(host: Host) -> None:
    """After a 429 nobody calls before its wait is over."""
    clock = Yielding()
    first = threading.Event()

    def answer(out: Outgoing) -> Reply:
        if first.is_set():
            return Reply(204)
        first.set()
        return Reply(429, {"retry-after": "30"})

    pace = Watched(None)
    one = sender(host, answer, pace, clock=clock)
    began = clock.now()
    host.answer(one.send(GET))
    host.answer(one.send(GET))
    assert [moment - began for moment in pace.gone] == [timedelta(), 30 * SECOND, 30 * SECOND]


@both
def test_who_waits_for_a_turn_hears_of_a_refusal(host: Host) -> None:
    """A worker that already waits for its place waits on when another one is turned away meanwhile."""
    pace = Watched(1)

    class Interrupted(SimulatedClock):
        """While somebody sleeps, another worker is refused, once."""

        def advance(self, span: timedelta) -> None:
            """Let time pass."""
            pace.close(began + 10 * SECOND)
            super().advance(span)

    clock = Interrupted()
    began = clock.now()
    one = sender(host, pace=pace, clock=clock)
    host.answer(one.send(GET))
    host.answer(one.send(GET))
    assert [moment - began for moment in pace.gone] == [timedelta(), 10 * SECOND]


def test_no_more_threads_are_under_way_than_allowed() -> None:
    """Of twenty-four threads eight are under way at a time, and eight really are."""
    under_way, most = 0, 0
    lock, eight = threading.Lock(), threading.Barrier(8, timeout=10)

    def answer(out: Outgoing) -> Reply:
        nonlocal under_way, most
        with lock:
            under_way += 1
            most = max(most, under_way)
        eight.wait()
        with lock:
            under_way -= 1
        return Reply(204)

    at_once(Sync(), sender(Sync(), answer, at_once=8), [GET] * 24)
    assert most == 8


def test_no_more_tasks_are_under_way_than_allowed() -> None:
    """The same of tasks."""
    most = 0

    class Slow(AsyncWire):
        """Each call waits until eight are under way."""

        under_way = 0

        async def send(self, out: Outgoing) -> Reply | NoReply:
            """Answer late."""
            nonlocal most
            self.under_way += 1
            most = max(most, self.under_way)
            for _ in range(50):
                await asyncio.sleep(0)
            self.under_way -= 1
            return await super().send(out)

    at_once(Async(), AsyncSender(Slow(lambda out: Reply(204)), ACCOUNT, Pace(None), 8, 2, Yielding()), [GET] * 24)
    assert most == 8


@both
def test_a_spent_budget_is_told(host: Host) -> None:
    """At X-RateLimit-Remaining: 0 nobody calls, and nobody is kept waiting for the hour: the error says how long."""
    sim = VnfSimulator(calls_an_hour=2)
    fin = host.vnf(sim, max_retries=0)
    for _ in range(2):
        host.rows(fin.iterate(vnf.branch.list()))
    began, requests = sim.clock.now(), len(sim.requests)
    with pytest.raises(RateLimited, match="Nothing was sent") as caught:
        host.rows(fin.iterate(vnf.branch.list()))
    assert 3500 < (caught.value.retry_after or 0) <= 3600
    assert (sim.clock.now(), len(sim.requests)) == (began, requests)


@both
@pytest.mark.parametrize(("reset", "waited"), [(59, 59.0), (60, 60.0), (61, None)])
def test_a_minute_is_waited_for_and_no_more(host: Host, reset: int, waited: float | None) -> None:
    """A budget that is renewed within a minute is waited for."""
    clock = Yielding()
    headers = {"x-ratelimit-remaining": "0", "x-ratelimit-reset": str(reset)}
    one = sender(host, lambda out: Reply(204, headers), clock=clock)
    host.answer(one.send(GET))
    began = clock.now()
    if waited is None:
        with pytest.raises(RateLimited):
            host.answer(one.send(GET))
    else:
        host.answer(one.send(GET))
    assert (clock.now() - began).total_seconds() == (waited or 0.0)


class Set(Yielding):
    """A clock that somebody sets."""

    off = timedelta()

    def now(self) -> datetime:
        """What it shows."""
        return super().now() + self.off


@both
@pytest.mark.parametrize("hours", [-6, 6])
def test_a_clock_that_is_set_keeps_nobody_waiting(host: Host, hours: int) -> None:
    """The pace, and the life of a token, go on from where they were when a clock is put back or forward."""
    clock, pace = Set(), Pace(9)
    one = sender(host, pace=pace, clock=clock)
    for _ in range(9):
        host.answer(one.send(GET))
    began = SimulatedClock.now(clock)
    clock.off = timedelta(hours=hours)
    host.answer(one.send(GET))
    assert SimulatedClock.now(clock) - began <= SECOND
    assert one.logins == (2 if hours > 0 else 1)
    clock.advance(timedelta(hours=1))
    host.answer(one.send(GET))
    assert one.logins == (3 if hours > 0 else 2)
