"""A host whose clock is not the services' writes nothing."""

from __future__ import annotations

import pickle
from datetime import timedelta
from typing import Any

import pytest

from severa_vnf import ClockSkew, LeaseLost
from tests.clocks import Host, Steady, Wall, dated, undated
from tests.flows.observers import Killed, When, dies
from tests.flows.office import Kind, Office, Tally, codes, few

drivers = pytest.mark.parametrize("driver", ["sync", "async"])
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


@drivers
@pytest.mark.parametrize("off", [-8 * MINUTE, 3 * MINUTE, 365 * 24 * HOUR])
def test_a_clock_that_is_off(driver: Kind, off: timedelta) -> None:
    """Nothing is written, in the services or of invoices; the error has the difference, and the lease is free."""
    office = Office(few(0))
    with pytest.raises(ClockSkew, match="Set the clock") as error:
        Host(office, Wall(office.clock, off)).cycle(driver)
    assert error.value.difference == -off
    assert str(pickle.loads(pickle.dumps(error.value))) == str(error.value)
    assert (office.posts(), office.known("intents"), office.known("links")) == (0, {}, {})
    assert office.known("lease")["until"]["givenBack"]
    assert office.cycle(driver).counts == {"created": 1}


@drivers
def test_a_clock_that_is_off_a_little(driver: Kind) -> None:
    """As far as the setting allows is far enough for every clock that somebody sets."""
    office = Office(few(0))
    assert Host(office, Wall(office.clock, office.settings.max_clock_skew)).cycle(driver).counts == {"created": 1}


@drivers
def test_one_service_alone_is_off(driver: Kind) -> None:
    """That is told until it is over, and the other one counts."""
    office = Office(few(0, 3))
    host = Host(office, Wall(office.clock), vnf=dated(office.clock, HOUR))
    report = host.cycle(driver)
    assert (report.counts, codes(report)) == ({"created": 2}, ["clock-differs"])
    assert [(one.label, one.value) for one in report.problems] == [("Clocks, Visma.net", "+1:00:00")]
    host.vnf = dated(office.clock)
    assert (codes(host.cycle(driver)), host.using(driver, lambda bridge: bridge.problems())) == ([], ())


@drivers
def test_a_host_is_off_by_the_only_one_that_tells(driver: Kind) -> None:
    """A service that tells no time is no witness for the host's."""
    office = Office(few(0))
    with pytest.raises(ClockSkew):
        Host(office, Wall(office.clock, HOUR), severa=undated).cycle(driver)


@drivers
def test_no_service_tells_the_time(driver: Kind) -> None:
    """The host goes by its own clock. That is told once, and stays in the log until one tells it."""
    office = Office(few(0, 3))
    host = Host(office, Wall(office.clock, HOUR), severa=undated, vnf=lambda: {"Date": "yesterday"})
    assert [codes(host.cycle(driver)) for _ in range(2)] == [["no-clock"], []]
    assert [one.cause.code for one in host.using(driver, lambda bridge: bridge.problems())] == ["no-clock"]
    host = Host(office, Wall(office.clock))
    office.clock.advance(office.settings.takeover)
    host.cycle(driver)
    assert host.using(driver, lambda bridge: bridge.problems()) == ()


@drivers
def test_an_answer_out_of_a_cache_tells_no_time(driver: Kind) -> None:
    """With an Age it is as old as whatever keeps it."""
    office = Office(few(0))
    old = dated(office.clock, -HOUR, Age="3600")
    assert Host(office, Wall(office.clock), severa=old, vnf=old).cycle(driver).counts == {"created": 1}


@drivers
def test_a_clock_that_is_set_in_mid_run(driver: Kind) -> None:
    """What is not written by then is written by a host whose clock is right."""
    office = Office(few(0, 3))
    clock = Steady(office.clock)

    def sets() -> None:
        clock.off = -HOUR

    with pytest.raises(ClockSkew):
        Host(office, clock).cycle(driver, When("POST", "customerinvoice", sets, "after"))
    office.clock.advance(office.settings.takeover)
    office.until_quiet(driver)
    assert office.tally() == Tally()


@pytest.mark.parametrize("off", [HOUR, -HOUR])
def test_a_clock_that_is_set_between_two_runs(off: timedelta) -> None:
    """What the services told before says nothing of it: they are asked again before anything is written."""
    office = Office(few(0, 3))
    clock = Steady(office.clock)
    bridge = Host(office, clock, vnf=undated).bridge()
    bridge.sync("invoices")
    clock.off = off
    with pytest.raises(ClockSkew):
        bridge.sync("invoices")
    clock.off = timedelta()
    assert bridge.sync("invoices").counts == {}


def test_a_clock_that_was_put_right_is_right_at_once() -> None:
    """A bridge that stays up asks again, and goes on; also with a host's clock that can't tell that it was set."""
    for made in (Steady, Wall):
        office = Office(few(0))
        clock: Any = made(office.clock, HOUR)
        bridge = Host(office, clock).bridge()
        with pytest.raises(ClockSkew):
            bridge.sync("invoices")
        clock.off = timedelta()
        assert bridge.sync("invoices").counts == {"created": 1}


@drivers
@pytest.mark.parametrize(("ahead", "told"), [(6 * MINUTE, LeaseLost), (8 * MINUTE, LeaseLost), (HOUR, ClockSkew)])
def test_a_host_that_is_ahead_takes_nothing_over(driver: Kind, ahead: timedelta, told: type[Exception]) -> None:
    """To whoever is ahead a lease seems over: the services are asked before it is taken, and the holder works on."""
    office = Office(few(0, 3))
    came: list[object] = []

    def comes() -> None:
        before = office.known("lease")["holder"]
        with pytest.raises(told):
            Host(office, Wall(office.clock, ahead), name="web-2").cycle()
        came.append(office.known("lease")["holder"] == before)

    assert office.cycle(driver, When("POST", "customerinvoice", comes)).counts == {"created": 2}
    assert came == [True, True]
    assert office.tally() == Tally()


@drivers
def test_within_the_skew_a_host_waits_for_what_was_sent(driver: Kind) -> None:
    """One host is behind and dies while its document is on the way; one that is ahead comes: it waits long enough."""
    office = Office(few(0))
    skew = office.settings.max_clock_skew
    with pytest.raises(Killed):
        Host(office, Wall(office.clock, -skew)).cycle(driver, When("POST", "customerinvoice", dies))
    died, ahead = office.clock.now(), Host(office, Wall(office.clock, skew), name="web-2")
    while True:
        try:
            ahead.cycle(driver)
        except LeaseLost:
            office.clock.advance(MINUTE)
        else:
            break
    assert office.clock.now() - died >= office.settings.lease + office.settings.settle
