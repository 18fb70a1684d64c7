from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from time import monotonic
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from severa_vnf import severa, vnf
from severa_vnf.errors import AuthError, LeaseLost, OutcomeUnknown, RateLimited, ServiceDown
from severa_vnf.send import AsyncSender, Sender, SyncSender, SystemClock
from severa_vnf.testing import Fault, Faults, Kind, SeveraSimulator, SimulatedClock, VnfSimulator, demo_world, load_into
from severa_vnf.wire.account import Account, Outgoing
from severa_vnf.wire.call import Call, NoReply, Reply, nothing
from severa_vnf.wire.encode import dumps
from severa_vnf.wire.pace import Pace
from severa_vnf.wire.token import vnf_token
from tests.hosts import Async, Host, Sync, Yielding, both

SECOND = timedelta(seconds=1)
GET = Call("vnf", "GET", "/v1/x", nothing)
POST = evolve(GET, method="POST", body=b"{}")
TOKEN = Reply(200, {}, dumps({"access_token": "t", "expires_in": 3600}))
ACCOUNT = Account("vnf", "https://host", vnf_token("id", "secret", "tenant", ""), "https://host/connect/token")
STATUSES = severa.invoice_statuses.list()

Answers = Callable[[Outgoing], Reply | NoReply]


class Wire:
    """A way to a service that is a function; token requests are answered with a token."""

    longest = 1.0

    def __init__(self, answer: Answers = lambda out: Reply(204)) -> None:
        self.answer = answer

    def send(self, out: Outgoing) -> Reply | NoReply:
        """Answer."""
        return TOKEN if out.url.endswith("/connect/token") else self.answer(out)

    def close(self) -> None:
        """Nothing is open."""


class AsyncWire(Wire):
    """The same for an async host."""

    async def send(self, out: Outgoing) -> Reply | NoReply:  # type: ignore[override]
        """Answer."""
        return super().send(out)

    async def close(self) -> None:  # type: ignore[override]
        """Nothing is open."""


class Watched(Pace):
    """Remembers when each call was let through."""

    def __init__(self, calls: int | None) -> None:
        super().__init__(calls)
        self.gone: list[datetime] = []

    def turn(self, now: datetime) -> float:
        """Let through, or say how long to wait."""
        wait = super().turn(now)
        if not wait:
            self.gone.append(now)
        return wait

    def crowded(self, calls: int) -> bool:
        """Whether any second held more calls than that."""
        return any(later - earlier < SECOND for earlier, later in zip(self.gone, self.gone[calls:], strict=False))


def sender(
    host: Host,
    wire: Answers = lambda out: Reply(204),
    pace: Pace | None = None,
    at_once: int | None = None,
    clock: SimulatedClock | None = None,
) -> Any:
    """A sender of a host over a function."""
    details = (ACCOUNT, pace or Pace(None), at_once, 2, clock or Yielding())
    return AsyncSender(AsyncWire(wire), *details) if isinstance(host, Async) else SyncSender(Wire(wire), *details)


def at_once(host: Host, one: Any, calls: list[Call[Any]]) -> list[Any]:
    """Make calls side by side: by as many threads, or tasks, as there are calls."""
    if not isinstance(host, Async):
        with ThreadPoolExecutor(len(calls)) as pool:
            return [*pool.map(one.send, calls)]

    async def gather() -> list[Any]:
        return await asyncio.gather(*map(one.send, calls))

    return asyncio.run(gather())


# The token


@both
def test_a_token_serves_many_calls(host: Host) -> None:
    """One token is asked for, whatever is called; exchanges are counted without it."""
    sev = host.severa(SeveraSimulator())
    for _ in range(3):
        host.rows(sev.iterate(STATUSES))
    assert (sev.logins, sev.requests) == (1, 3)


@both
@pytest.mark.parametrize(("lifetime", "renewed"), [(3600, 3480), (240, 120), (60, 30)])
def test_a_token_is_renewed_before_it_ends(host: Host, lifetime: int, renewed: int) -> None:
    """Two minutes before its end, and never before half its life, a token is replaced by a new one."""
    sim = SeveraSimulator(token_lifetime=lifetime)
    sev = host.severa(sim)
    host.rows(sev.iterate(STATUSES))
    sim.clock.advance(timedelta(seconds=renewed - 1))  # type: ignore[attr-defined]
    host.rows(sev.iterate(STATUSES))
    assert sev.logins == 1
    sim.clock.advance(SECOND)  # type: ignore[attr-defined]
    host.rows(sev.iterate(STATUSES))
    assert sev.logins == 2


@both
def test_a_token_is_asked_for_once_by_many(host: Host) -> None:
    """However many call at once, one of them asks for the token and the others use it; so too when it is refused."""
    sim = SeveraSimulator()
    sev = host.severa(sim)
    calls = [severa.organization.get()] * 8
    at_once(host, sev, calls)
    assert sev.logins == 1
    sim.revoke_tokens()
    at_once(host, sev, calls)
    assert sev.logins == 2


@both
def test_a_second_401_is_final(host: Host) -> None:
    """A service that refuses a new token too gets no third one."""
    one = sender(host, lambda out: Reply(401))
    with pytest.raises(AuthError):
        host.answer(one.send(GET))
    assert (one.logins, one.requests) == (2, 2)


@both
@pytest.mark.parametrize("wrong", [{"client_id": "other"}, {"client_secret": "other"}, {"tenant_id": "other"}])
def test_a_wrong_credential_is_told_at_once(host: Host, wrong: dict[str, str]) -> None:
    """A refused token request is an AuthError, and no call is made."""
    sim = VnfSimulator()
    fin = host.vnf(sim, **wrong)
    with pytest.raises(AuthError, match="POST /connect/token"):
        host.rows(fin.iterate(vnf.branch.list()))
    assert (fin.logins, sim.requests) == (0, [])


@both
def test_a_wrong_secret_is_told_by_severa_too(host: Host) -> None:
    """The same of Severa, whose token request is another."""
    with pytest.raises(AuthError, match="POST /v1/token"):
        host.rows(host.severa(SeveraSimulator(), client_secret="other").iterate(STATUSES))


@both
@pytest.mark.parametrize("kind", [Kind.ANSWER_LOST, Kind.UNREACHABLE, Kind.SERVER_ERROR, Kind.TOO_MANY])
def test_a_token_request_is_tried_again(host: Host, kind: Kind) -> None:
    """Asking for a token once more does no harm: a lost answer or a failure is tried again, like a read."""
    sim = SeveraSimulator()
    sim.faults = Faults([Fault(kind, path="token", nth=1)])
    sev = host.severa(sim)
    host.rows(sev.iterate(STATUSES))
    assert sev.logins == 1


@both
def test_a_token_service_that_is_down_is_down(host: Host) -> None:
    """A write whose token could not be had was not sent: ServiceDown, and nothing is in doubt."""
    sim = SeveraSimulator()
    sim.faults = Faults([Fault(Kind.SERVER_ERROR, path="token")])
    with pytest.raises(ServiceDown):
        host.answer(host.severa(sim).send(severa.customers.create(severa.NewCustomer(name="n"))))
    assert sim.requests == []


# The pace


@both
@settings(max_examples=15)
@given(workers=st.integers(1, 30), calls=st.integers(1, 12), refused=st.sets(st.integers(1, 60), max_size=4))
def test_no_second_holds_more_calls_than_allowed(host: Host, workers: int, calls: int, refused: set[int]) -> None:
    """However many threads or tasks share a credential, and while some are turned away, its pace is kept."""
    pace, count = Watched(calls), iter(range(1, 999))
    one = sender(host, lambda out: Reply(429 if next(count) in refused else 204), pace)
    outcomes = [GET] * workers
    try:
        at_once(host, one, outcomes)
    except RateLimited:
        assert refused
    assert not pace.crowded(calls)
    assert one.requests == len(pace.gone)


@both
def test_forty_calls_at_once_are_never_refused(host: Host) -> None:
    """Nine in a second pass a service that takes ten, token request included."""
    sim = SeveraSimulator(clock=Yielding(), rate_limit=10)
    sev = host.severa(sim)
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

        async def send(self, out: Outgoing) -> Reply | NoReply:  # type: ignore[override]
            """Answer late."""
            nonlocal most
            self.under_way += 1
            most = max(most, self.under_way)
            for _ in range(50):
                await asyncio.sleep(0)
            self.under_way -= 1
            return await super().send(out)

    at_once(Async(), AsyncSender(Slow(), ACCOUNT, Pace(None), 8, 2, Yielding()), [GET] * 24)
    assert most == 8


@both
def test_a_spent_budget_is_waited_for(host: Host) -> None:
    """At X-RateLimit-Remaining: 0 nobody calls until the window is over, so that no call is refused."""
    sim = VnfSimulator(calls_an_hour=2)
    fin = host.vnf(sim, max_retries=0)
    began = sim.clock.now()
    for _ in range(3):
        host.rows(fin.iterate(vnf.branch.list()))
    assert sim.clock.now() - began == timedelta(hours=1)


# A call in time


@both
def test_a_write_has_a_deadline(host: Host) -> None:
    """A write that could not be sent before the moment named is not sent at all, nor counted: LeaseLost."""
    clock = Yielding()
    sent: list[Outgoing] = []

    def answer(out: Outgoing) -> Reply:
        sent.append(out)
        return Reply(204)

    one = sender(host, answer, clock=clock)
    host.answer(one.send(POST, before=clock.now() + SECOND))
    with pytest.raises(LeaseLost, match="nothing was sent"):
        host.answer(one.send(POST, before=clock.now()))
    assert (len(sent), one.requests) == (1, 1)


@both
def test_a_deadline_is_looked_at_last(host: Host) -> None:
    """The wait for a place counts: what would leave too late stays."""
    clock = Yielding()
    one = sender(host, pace=Pace(1), clock=clock)
    host.answer(one.send(POST))
    with pytest.raises(LeaseLost):
        host.answer(one.send(POST, before=clock.now() + SECOND))


@both
def test_a_write_that_was_taken_over_is_asked_after_in_any_case(host: Host) -> None:
    """Once a write has left, the deadline does not keep anybody from hearing how it went."""
    clock = Yielding()
    replies = iter([
        Reply(202, {}, b'{"id":"w"}'), Reply(200, {}, b'{"status":"Started"}'),
        Reply(200, {}, b'{"status":"Finished","statusCode":204}'),
    ])  # fmt: skip
    one = sender(host, lambda out: next(replies), clock=clock)
    host.answer(one.send(POST, before=clock.now() + timedelta(seconds=0.1)))
    assert one.requests == 3


# What is sent, and how often


@both
def test_a_lost_answer_to_a_write_is_not_repeated(host: Host) -> None:
    """The service did it, the answer was lost: one request, and OutcomeUnknown."""
    sim = SeveraSimulator()
    sim.faults = Faults([Fault(Kind.ANSWER_LOST, method="POST", path="customers")])
    with pytest.raises(OutcomeUnknown):
        host.answer(host.severa(sim).send(severa.customers.create(severa.NewCustomer(name="n"))))
    assert len(sim.documents("customers")) == len(sim.requests) == 1


@both
def test_a_write_that_did_not_arrive_is_repeated(host: Host) -> None:
    """A connection that fails is tried again, and makes one record."""
    sim = SeveraSimulator()
    sim.faults = Faults([Fault(Kind.UNREACHABLE, method="POST", path="customers", nth=1)])
    host.answer(host.severa(sim).send(severa.customers.create(severa.NewCustomer(name="n"))))
    assert len(sim.documents("customers")) == 1


@both
@pytest.mark.parametrize("kind", [Kind.SERVER_ERROR, Kind.BAD_GATEWAY, Kind.ANSWER_LOST, Kind.TOO_MANY, Kind.SLOW])
def test_reading_gets_over_passing_trouble(host: Host, kind: Kind) -> None:
    """A list is read whole though every third request meets trouble."""
    sim = SeveraSimulator(page_cap=2)
    sim.load("customers", [{"guid": f"c{place}", "name": f"n{place}"} for place in range(9)])
    sim.faults = Faults([Fault(kind, path="customers", nth=nth) for nth in (1, 4, 7)])
    found = host.rows(host.severa(sim).iterate(severa.customers.list()))
    assert [row.guid for row in found] == [f"c{place}" for place in range(9)]


@both
def test_pages_are_fetched_as_they_are_needed(host: Host) -> None:
    """Who stops after the first row has fetched the first page only."""
    sim = SeveraSimulator(page_cap=2)
    sim.load("customers", [{"guid": f"c{place}", "name": f"n{place}"} for place in range(9)])
    sev = host.severa(sim)
    rows = sev.iterate(severa.customers.list())
    first = asyncio.run(anext(rows)) if isinstance(host, Async) else next(rows)
    assert (first.guid, sev.requests) == ("c0", 1)


@both
def test_every_list_of_a_world_is_read_whole(host: Host) -> None:
    """Both services' lists give every record they hold, once, while rows shift at each page."""
    sev_sim, vnf_sim = SeveraSimulator(page_cap=20), VnfSimulator(max_page_size=3)
    load_into(demo_world(), sev_sim, vnf_sim)
    for sim in (sev_sim, vnf_sim):
        sim.faults = Faults([Fault(Kind.SHIFT, nth=2)])
    sev, fin = host.severa(sev_sim), host.vnf(vnf_sim)
    rows = host.rows(sev.iterate(severa.invoice_rows.list()))
    assert [row.guid for row in rows] == [row["guid"] for row in sev_sim.documents("invoice_rows")]
    terms = host.rows(fin.iterate(vnf.credit_term.list()))
    assert [term.terms_id for term in terms] == [term["termsId"] for term in vnf_sim.documents("credit_term")]
    customers = host.rows(fin.iterate(vnf.customer.list()))
    assert [one.number for one in customers] == [one["number"] for one in vnf_sim.documents("customer")]


# Itself


def test_a_sender_prints_where_it_sends_and_no_more() -> None:
    """Its repr is the address."""
    assert repr(sender(Sync())) == "SyncSender('https://host')"
    assert repr(sender(Async())) == "AsyncSender('https://host')"


def test_a_sender_knows_how_long_a_sending_takes_at_most() -> None:
    """The longest is its transport's."""
    assert (sender(Sync()).longest, sender(Async()).longest) == (1.0, 1.0)


def test_backoff_is_drawn_at_random() -> None:
    """Two senders do not wait alike: what each draws is from 0 to 1 and not the same."""
    clocks = SimulatedClock(), SimulatedClock()
    for clock in clocks:
        replies = iter([Reply(500), Reply(204)])
        sender(Sync(), lambda out, replies=replies: next(replies), clock=clock).send(GET)  # type: ignore[misc]
    waits = [clock.now() - SimulatedClock().now() for clock in clocks]
    assert waits[0] != waits[1]
    assert all(timedelta(seconds=0.25) <= wait <= timedelta(seconds=0.5) for wait in waits)


def test_the_machines_clock_tells_utc_and_waits() -> None:
    """By default the machine's time counts, aware and in UTC, and waiting takes that long."""
    clock = Sender(ACCOUNT, Pace(None), None, 0, None).clock
    assert isinstance(clock, SystemClock)
    assert abs(clock.now() - datetime.now(UTC)) < 10 * SECOND
    began = monotonic()
    clock.sleep(0.02)
    asyncio.run(clock.asleep(0.02))
    assert monotonic() - began >= 0.04
