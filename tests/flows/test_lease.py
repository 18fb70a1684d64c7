"""One host works for a tenant at a time."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any, cast

import pytest
from attrs import define, evolve

from severa_vnf import AuthError, LeaseLost, Settings, SettingsError
from severa_vnf.flows.ask import Flow, Hold, Now, Send, ask
from severa_vnf.ports import Record, Write
from severa_vnf.severa import invoices
from severa_vnf.testing.faults import Fault, Faults
from severa_vnf.testing.faults import Kind as Trouble
from tests.clocks import Host, Steady, Wall
from tests.flows.observers import Killed, When, dies
from tests.flows.office import Kind, Office, Tally, few, many

drivers = pytest.mark.parametrize("driver", ["sync", "async"])
SECOND = timedelta(seconds=1)


def ends(office: Office) -> datetime:
    """When the lease is over."""
    return datetime.fromisoformat(office.known("lease")["until"]["at"])


@drivers
def test_a_second_host_says_who_works(driver: Kind) -> None:
    """A host that comes while another works leaves, and names it."""
    office = Office(few(0))
    told: list[str] = []

    def second() -> None:
        with pytest.raises(LeaseLost) as error:
            office.bridge(host="web-2").sync()
        told.append(str(error.value))

    office.using(driver, lambda bridge: bridge.sync("invoices"), When("POST", "customerinvoice", second))
    assert len(told) == 1
    assert office.posts() == 1


def test_the_name_is_the_hosts_own() -> None:
    """The name that a host gives itself is the one that others read."""
    office = Office(few(0))
    told: list[str] = []

    def second() -> None:
        with pytest.raises(LeaseLost) as error:
            office.bridge(host="web-2").sync()
        told.append(str(error.value))

    office.bridge(When("POST", "customerinvoice", second), host="web-1").sync()
    assert [text.startswith("web-1 works for this tenant until 2026-10-30T") for text in told] == [True]


@drivers
def test_given_back_after_a_run(driver: Kind) -> None:
    """After a run nobody has to wait."""
    office = Office(few(0))
    office.cycle(driver)
    assert ends(office) <= office.clock.now()


@drivers
def test_given_back_after_an_error(driver: Kind) -> None:
    """Nor after one that ended in an error."""
    office = Office(few(0), vnf_switches={"scopes": ("vismanet_erp_service_api:read",)})
    with pytest.raises(AuthError):
        office.cycle(driver)
    assert ends(office) <= office.clock.now()


@drivers
def test_a_killed_run_leaves_it_to_run_out(driver: Kind) -> None:
    """Nobody works until the lease of a process that died is over."""
    office = Office(few(0))
    with suppress(Killed):
        office.cycle(driver, When("POST", "customerinvoice", dies))
    with pytest.raises(LeaseLost):
        office.cycle(driver)
    office.clock.advance(office.settings.takeover)
    office.until_quiet(driver)
    assert office.tally() == Tally()


@drivers
def test_who_takes_over_waits_for_what_may_still_arrive(driver: Kind) -> None:
    """Of a host that died: its lease, twice the skew, and the settle time. To have its name proves nothing."""
    office = Office(few(0))
    with suppress(Killed):
        office.using(driver, lambda bridge: bridge.sync("invoices"), When("POST", "customerinvoice", dies))
    end, name = ends(office), office.known("lease")["holder"]["name"]
    told = []
    for moment in (end - SECOND, end, end + office.settings.grace - SECOND):
        office.clock.advance(moment - office.clock.now())
        with pytest.raises(LeaseLost, match=name) as error:
            office.bridge(host=name).sync("invoices")
        told.append(str(error.value).removeprefix(name))
    waits = f" has not said that it is done; what it sent may arrive until {(end + office.settings.grace).isoformat()}"
    assert told == [f" works for this tenant until {end.isoformat()}", waits, waits]
    office.clock.advance(SECOND)
    office.cycle(driver)
    office.until_quiet(driver)
    assert office.tally() == Tally()


@drivers
def test_an_end_that_no_right_clock_can_have_told_is_cut(driver: Kind) -> None:
    """A host that died with its clock a year ahead keeps others waiting from when they see its lease first."""
    office = Office(few(0))
    settings = office.settings
    with pytest.raises(Killed):
        Host(office, Wall(office.clock, timedelta(days=365))).cycle(driver, When("GET", "organization", dies))
    assert ends(office) - office.clock.now() > timedelta(days=364)
    office.clock.advance(timedelta(days=2))
    for wait in (settings.lease + settings.max_clock_skew, settings.grace):
        with pytest.raises(LeaseLost):
            office.cycle(driver)
        office.clock.advance(wait)
    assert office.cycle(driver).counts == {"created": 1}


def test_an_end_far_off_that_moves_on_is_no_dead_hosts() -> None:
    """Whoever works on beside a host whose settings are shorter, or whose clock is behind, is not taken over."""
    office, worker = Office(few(0)), Office(few(0), Settings(lease=timedelta(hours=2)))
    worker.store = office.store
    lost = []

    def comes() -> None:
        for _ in range(40):
            office.clock.advance(timedelta(minutes=2))
            with pytest.raises(LeaseLost, match="web-1 works for this tenant"):
                office.bridge().sync("invoices")
            lost.append(office.clock.now())

    worker.link_registers()
    worker.bridge(When("POST", "customerinvoice", comes), host="web-1").sync("invoices")
    assert len(lost) == 40


def test_two_hosts_see_an_end_far_off_at_once() -> None:
    """Of two that remember it at the same moment one does; both leave."""
    office = Office(few(0))
    with pytest.raises(Killed):
        Host(office, Wall(office.clock, timedelta(days=365))).cycle("sync", When("GET", "organization", dies))

    class Overtaken:
        """A store in which another host is faster."""

        def read(self, *what: Any) -> Mapping[str, Record]:
            """As it is."""
            return kept.read(*what)

        def commit(self, tenant: str, writes: Sequence[Write]) -> int:
            """It has remembered it by now."""
            kept.commit(tenant, writes)
            return kept.commit(tenant, writes)

    kept, office.store = office.store, cast(Any, Overtaken())
    with pytest.raises(LeaseLost):
        office.bridge().sync("invoices")


@drivers
def test_what_was_given_back_is_free_at_once(driver: Kind) -> None:
    """By whatever clock it was: nothing of that run is under way."""
    office = Office(few(0, 3))
    ahead = Host(office, Wall(office.clock, office.settings.max_clock_skew))
    assert ahead.using(driver, lambda bridge: bridge.transfer_invoice(office.guid(0))).counts == {"created": 1}
    assert ends(office) > office.clock.now()
    assert office.cycle(driver).counts == {"created": 1}


@drivers
def test_a_clock_that_is_set_back_makes_no_lease_longer(driver: Kind) -> None:
    """The lease is held by seconds that nobody sets: half of it gone, it is renewed, whatever the wall shows."""
    office, found = Office(few(0)), []
    clock = Steady(office.clock)
    start = office.clock.now()

    def holds() -> Flow[None]:
        clock.off = -timedelta(minutes=1)
        office.clock.advance(timedelta(minutes=3))
        found.append((yield from ask(Hold())).until)
        found.append((yield from ask(Now())))

    host = Host(office, clock)
    host.using(driver, lambda bridge: bridge._driver.work(holds))
    assert found == [start + timedelta(minutes=3) + office.settings.lease, start + timedelta(minutes=3)]


@drivers
def test_a_clock_that_is_set_back_lets_nothing_be_sent_later(driver: Kind) -> None:
    """The last moment to send is one of those seconds too."""
    office = Office(few(0))
    clock = Steady(office.clock)

    def sends() -> Flow[None]:
        last = (yield from ask(Now())) + timedelta(seconds=50)
        clock.off = -timedelta(minutes=1)
        office.clock.advance(timedelta(seconds=50))
        yield from ask(Send(invoices.patch(office.guid(0), number=1), before=last))

    with pytest.raises(LeaseLost, match="nothing was sent"):
        Host(office, clock).using(driver, lambda bridge: bridge._driver.work(sends))
    assert office.invoice(0)["number"] is None


@drivers
def test_a_clock_that_is_set_forward_ends_the_lease_sooner(driver: Kind) -> None:
    """As after a machine was suspended: what the wall shows counts where it is later."""
    office, found = Office(few(0)), []
    clock = Steady(office.clock)

    def holds() -> Flow[None]:
        clock.off = timedelta(minutes=2)
        office.clock.advance(timedelta(seconds=40))
        found.append((yield from ask(Hold())).until)

    Host(office, clock).using(driver, lambda bridge: bridge._driver.work(holds))
    assert found == [office.clock.now() + timedelta(minutes=2) + office.settings.lease]


@drivers
def test_a_long_run_renews_it(driver: Kind) -> None:
    """With slow services a run outlasts its lease many times over, and holds it to the end."""
    office = Office(many(20))
    start = office.clock.now()
    office.severa.latency = office.vnf.latency = 20.0
    assert office.cycle(driver).counts == {"created": 20}
    assert office.clock.now() - start > 3 * office.settings.lease
    assert office.tally() == Tally()


def test_a_lease_taken_over_ends_the_run() -> None:
    """A host that stood still past its lease writes nothing more once another has taken it over."""
    office = Office(few(0, 3))

    def stands_still() -> None:
        office.clock.advance(office.settings.takeover)
        office.bridge(host="web-2").sync("invoices")

    once: list[Callable[[], object]] = [stands_still]
    first = When("GET", "invoicerows", lambda: once.pop()() if once else None)
    with pytest.raises(LeaseLost, match="another host took the lease over"):
        office.cycle(observer=first)
    assert office.tally() == Tally()


def test_two_hosts_at_the_same_moment() -> None:
    """Of two that find the lease free at once one gets it; the other hears so."""
    office = Office(few(0))
    office.link_registers()
    second = office.bridge(host="web-2")

    class Slow:
        """A store whose first host is overtaken between reading and committing."""

        def __init__(self) -> None:
            self.overtaken: list[Callable[[], object]] = [lambda: None, second.sync]

        def read(self, *what: object) -> object:
            return store.read(*what)

        def commit(self, tenant: str, writes: object) -> int:
            self.overtaken.pop()()
            return store.commit(tenant, writes)

    store, office.store = office.store, Slow()
    with pytest.raises(LeaseLost, match="at the same moment"):
        office.bridge().sync("invoices")
    assert office.posts() == 1


@drivers
def test_longer_than_the_longest_call(driver: Kind) -> None:
    """A lease that a single call may outlast is a mistake in the settings."""
    office = Office(few(0), Settings(lease=timedelta(seconds=120)), timeout=30.0)
    with pytest.raises(SettingsError, match=r"lease must be longer than a call may take \(120 s"):
        office.cycle(driver)


@drivers
def test_a_write_that_comes_too_late_for_the_lease_is_made_with_the_next(driver: Kind) -> None:
    """What can't be over before the lease is not sent: the run renews the lease first, for a document and a number."""
    office = Office(few(0), Settings(lease=timedelta(seconds=121)))
    late = Fault(Trouble.TOO_MANY_RETRY_AFTER, nth=1)
    office.vnf.faults = Faults([evolve(late, method="POST", path="customerinvoice")])
    office.severa.faults = Faults([evolve(late, method="PATCH")])
    held = Holds()
    assert office.cycle(driver, held).counts == {"created": 1}
    assert (held.count, office.tally()) == (4, Tally())


@define
class Holds:
    """An observer that counts how often a flow made sure of its lease."""

    count: int = 0

    def asked(self, question: object) -> None:
        """Count it."""
        self.count += isinstance(question, Hold)

    def answered(self, question: object, answer: object) -> None:
        """Nothing."""
