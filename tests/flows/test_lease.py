"""One host works for a tenant at a time."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta

import pytest
from attrs import define, evolve

from severa_vnf import AuthError, LeaseLost, Settings, SettingsError
from severa_vnf.flows.ask import Hold
from severa_vnf.testing.faults import Fault, Faults
from severa_vnf.testing.faults import Kind as Trouble
from tests.flows.observers import Killed, When, dies
from tests.flows.office import Kind, Office, Tally, few, many

drivers = pytest.mark.parametrize("driver", ["sync", "async"])


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
        office.cycle()
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
