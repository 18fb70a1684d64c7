from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from time import monotonic
from typing import Any

import pytest
from attrs import evolve

from severa_vnf import severa, vnf
from severa_vnf.errors import LeaseLost, OutcomeUnknown, Rejected, WrongCompany
from severa_vnf.send import Sender, SystemClock
from severa_vnf.testing import Fault, Faults, Kind, SeveraSimulator, SimulatedClock, VnfSimulator, demo_world, load_into
from severa_vnf.wire.account import Outgoing
from severa_vnf.wire.call import NoReply, Reply
from severa_vnf.wire.pace import Pace
from tests.hosts import Async, Host, Sync, Yielding, both
from tests.wires import ACCOUNT, GET, POST, SECOND, sender


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
def test_the_lease_is_looked_at_as_late_as_the_network_lets(host: Host) -> None:
    """The last check goes along with the request, for whoever knows when its first byte leaves; a read has none."""
    clock = Yielding()
    checks: list[Any] = []

    def answer(out: Outgoing) -> Reply:
        checks.append(out.check)
        return Reply(204)

    one = sender(host, answer, clock=clock)
    host.answer(one.send(POST, before=clock.now() + SECOND))
    host.answer(one.send(POST))
    host.answer(one.send(GET, before=clock.now()))
    checks[0]()
    clock.advance(SECOND)
    with pytest.raises(LeaseLost, match="nothing was sent"):
        checks[0]()
    assert checks[1] is None
    checks[2]()


def hook(host: Host, one: Any, error: Exception | None = None) -> list[int]:
    """What is done about a new token: the number of exchanges so far is noted, and an error raised, if any."""
    seen: list[int] = []

    def look() -> None:
        seen.append(one.requests)
        if error is not None:
            raise error

    async def look_too() -> None:
        look()

    one.on_new_token = look_too if isinstance(host, Async) else look
    return seen


@both
def test_a_new_token_is_looked_at_before_a_write_goes_out_on_it(host: Host) -> None:
    """Once for each token, before the first write on it, and before the second sending of a write; reads do without."""
    replies = iter([Reply(204), Reply(204), Reply(204), Reply(401), Reply(204), Reply(204)])
    one = sender(host, lambda out: next(replies))
    seen = hook(host, one)
    host.answer(one.send(GET))
    for _ in range(4):
        host.answer(one.send(POST))
    assert (one.logins, seen) == (2, [1, 4])


@both
def test_a_token_that_leads_elsewhere_stops_the_write(host: Host) -> None:
    """What the look finds wrong is raised, and the write is not sent again; the next write looks again."""
    one = sender(host)
    seen = hook(host, one, WrongCompany("another company"))
    for _ in range(2):
        with pytest.raises(WrongCompany):
            host.answer(one.send(POST))
    assert (one.requests, seen) == (0, [0, 0])


MOMENT = SimulatedClock().now()


@both
@pytest.mark.parametrize(
    ("headers", "difference"),
    [
        ({"date": format_datetime(MOMENT, usegmt=True)}, timedelta()),
        ({"date": format_datetime(MOMENT + timedelta(seconds=20), usegmt=True)}, timedelta()),
        ({"date": format_datetime(MOMENT + timedelta(hours=1), usegmt=True)}, timedelta(minutes=59, seconds=30)),
        ({"date": format_datetime(MOMENT - timedelta(hours=1), usegmt=True)}, -timedelta(hours=1)),
        ({"date": format_datetime(MOMENT, usegmt=True), "age": "7"}, None),
        ({"date": "yesterday"}, None),
        ({"date": "Fri, 30 Oct 2026 09:00:00 -0000"}, None),
        ({}, None),
    ],
)
def test_how_far_the_services_time_is_from_ones_own(host: Host, headers: dict[str, str], difference: Any) -> None:
    """The `Date` of an answer that took half a minute was said somewhere within it; a cache's or none tells nothing."""
    clock = Yielding()

    def answer(out: Outgoing) -> Reply:
        clock.advance(timedelta(seconds=30))
        return Reply(204, headers)

    one = sender(host, answer, clock=clock)
    host.answer(one.send(GET))
    assert one.date_difference == difference


@both
@pytest.mark.parametrize("path", ["/v1/" + "A" * 70_000, "/v1/a\r\nX: y", "/v1/é"])
def test_what_makes_no_address_is_not_sent(host: Host, path: str) -> None:
    """A code of seventy thousand letters is refused before anything leaves, in few words, and is not tried again."""
    one = sender(host, lambda out: NoReply(True, "sent"))
    with pytest.raises(Rejected, match="no address") as caught:
        host.answer(one.send(evolve(GET, path=path)))
    assert one.requests == 0
    assert len(str(caught.value)) < 400


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
        sender(Sync(), lambda out, replies=replies: next(replies), clock=clock).send(GET)
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
