from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import timedelta
from typing import Any, cast

import pytest
from attrs import evolve

from severa_vnf import BridgeError, LeaseLost, Severa
from severa_vnf.flows.ask import Commit, ended
from severa_vnf.ports import Put
from severa_vnf.severa import invoices
from severa_vnf.values import Guid, number_key
from severa_vnf.wire.exchange import Login, Transmit
from tests.flows.office import DRAFT, TO_TRANSFER, Office, few
from tests.swarm import checkers
from tests.swarm.draws import PEOPLE, Draws
from tests.swarm.driver import MOMENT, SteppedSender
from tests.swarm.expected import expected
from tests.swarm.network import Wire
from tests.swarm.people import NUMBERS, People
from tests.swarm.scene import REGISTERS, STAYS, Scene
from tests.swarm.simulation import Simulation
from tests.swarm.test_checkers import Told
from tests.year.host import SETTINGS

QUIET = Draws(seed=1, days=1, hosts=2, invoices=2, often={})
ON_INVOICES = [kind for kind in PEOPLE if "customer" not in kind and "item" not in kind and "project" not in kind]


def people(office: Office) -> People:
    """Of a company that was looked at."""
    scene = Scene(office.severa, office.vnf, expected(office.world))
    scene.look(people=True)
    return People(office, scene, random.Random(1))


def test_people_need_something_to_work_on() -> None:
    """Where no invoice waits and there is no document nothing of an invoice can be done but a new one."""
    here = people(Office(few(), SETTINGS))
    assert [kind for kind in ON_INVOICES if here.work(kind)] == ["a document is made by hand"]


def test_an_invoice_that_waits_can_be_changed() -> None:
    """A note is written on it; it is taken back."""
    office = Office(few(0), SETTINGS)
    here = people(office)
    assert office.status(0) == TO_TRANSFER
    assert here.work("a note is written")
    assert here.work("an invoice is taken back")
    assert office.status(0) == DRAFT


def test_somebody_may_type_what_waits() -> None:
    """A document like an invoice that waits makes it doubtful, and is a stranger's."""
    here = people(Office(few(0), SETTINGS))
    assert here.work("a document like one of ours")
    here.scene.look(people=True)
    assert (len(here.scene.strangers), here.scene.expected.is_clean(here.office.guid(0))) == (1, False)


def test_documents_are_edited_and_deleted() -> None:
    """A document that a person touched makes its invoice doubtful."""
    office = Office(few(0), SETTINGS)
    here = people(office)
    office.cycle()
    here.scene.look()
    for kind in ("a document is edited", "a document loses its note", "a document is deleted"):
        here.scene.expected.allowed.clear()
        assert here.work(kind)
        here.scene.look(people=True)
        assert not here.scene.expected.is_clean(office.guid(0))
    assert here.scene.documents == {}


def test_what_is_paid_may_be_paid() -> None:
    """An invoice whose document is paid may say so, and only one that is not sent yet is sent."""
    office = Office(few(0), SETTINGS)
    here = people(office)
    office.cycle()
    here.scene.look()
    assert here.work("an invoice is paid")
    here.scene.look(people=True)
    office.move(0, "In Financials, verzend naar klant")
    here.scene.look(people=True)
    assert not here.work("an invoice is paid")
    office.move(0, "Betaald")
    here.scene.look(people=True)
    assert [*checkers.PaidOnlyWhatIsPaid().now(here.scene)] == []


def test_numbers_go_astray() -> None:
    """A number is given to another's document, typed on an invoice that is not of it; an invoice is unlinked."""
    office = Office(few(0, 3), SETTINGS)
    here = people(office)
    assert not here.work("a number is used again")
    assert not here.work("an invoice is unlinked")
    office.move(1, DRAFT)
    office.cycle()
    here.scene.look()
    assert here.work("a number is used again")
    here.scene.look(people=True)
    office.move(1, TO_TRANSFER)
    here.scene.look(people=True)
    assert (len(here.scene.strangers), here.scene.replaced) == (1, {office.guid(0)})
    assert here.scene.documents_of(office.guid(0)) == []
    assert not here.work("an invoice gets a stranger's number")
    assert here.work("a document is made by hand")
    here.scene.look(people=True)
    assert here.work("an invoice gets a stranger's number")
    assert here.work("an invoice is unlinked")
    here.scene.look(people=True)
    assert [office.status(place) for place in (0, 1)] == [TO_TRANSFER, TO_TRANSFER]
    assert [*checkers.NoStrangersDocument().now(here.scene)] == []


def test_registers_are_edited() -> None:
    """Names, a mail address: what is edited on two sides at a time may have to be agreed on."""
    office = Office(few(0), SETTINGS)
    here = people(office)
    named = [kind for kind in PEOPLE if "renamed" in kind or "changed" in kind]
    assert [kind for kind in named if here.work(kind)] == named
    assert any("changed-on-both-sides" in codes for codes in here.scene.expected.allowed.values())


@pytest.mark.parametrize("stream", NUMBERS)
def test_somebody_decides_what_shares_a_number(stream: str) -> None:
    """What is told to share nothing but its number gets one name on both sides, and nothing else is touched."""
    office = Office(few(0), SETTINGS)
    here, register = people(office), REGISTERS[stream]
    ours = next(one for one in here._known("severa", register.severa[0]) if one["name"])
    office.severa.edit(register.severa[0], ours["guid"], name="Another name")
    told = [("equal-in-number-alone", ours["guid"]), ("equal-in-number-alone", "gone"), ("never-agreed", "x")]
    here.scene.problems = [Told(stream, record, code) for code, record in told]
    here.decide()
    named = [
        one[NUMBERS[stream]] for one in office.vnf.documents(register.vnf) if one[register.other] == "Another name"
    ]
    assert [*map(number_key, named)] == [str(ours["number"])]


def test_a_deletion_that_was_refused_is_no_failure() -> None:
    """Where a service may refuse one, a document that stays is allowed as long as it is told."""
    here = people(Office(few(0), SETTINGS))
    here.scene.expected = evolve(here.scene.expected, explained=frozenset({STAYS}))
    here.scene.problems = [Told("invoices", "one", STAYS), Told("invoices", "two", "vat-differs")]
    here.scene.allow_refused_deletions()
    assert here.scene.expected.may_be_told("one", STAYS)
    assert not here.scene.expected.may_be_told("two", STAYS)


def test_new_customers_come() -> None:
    """With an invoice of their own, as a draft that is approved at once."""
    simulation = Simulation(evolve(QUIET, invoices=3, zeros=True))
    before = len(simulation.scene.invoices)
    simulation.people.approve()
    simulation.scene.look(people=True)
    assert (before, len(simulation.scene.invoices), simulation.people.newcomers) == (2, 3, [])


def test_who_comes_second_waits() -> None:
    """For a token, and for the lease, until the first one is through."""
    office = Office(few(0), SETTINGS)
    wire = Wire(office.severa, random.Random(1), lambda parcel, way: None)
    client = Severa(client_id="id", client_secret="secret")
    with client:
        sender = SteppedSender(wire, client.account, client._pace, None, 5, office.clock)
    sender._logging_in = True
    assert next(sender._log_in(Login())) == MOMENT
    driver = Simulation(QUIET).hosts[1]
    bridge = driver.fresh(driver)
    bridge._driver._busy.add("renewing")
    assert next(bridge._driver._alone_in("renewing", bridge._driver._keep)) == MOMENT


def result(steps: Iterator[Any]) -> Any:
    """What steps that nobody has to answer come to."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            return end.value


def test_a_place_in_the_queue() -> None:
    """Who has to wait for a pace comes after those who wait already, and leaves the queue with its turn."""
    office = Office(few(0), SETTINGS)
    with Severa(client_id="id", client_secret="secret") as client:
        wire = Wire(office.severa, random.Random(1), lambda parcel, way: None)
        sender = SteppedSender(wire, client.account, client._pace, None, 5, office.clock)
    sender._pace.close(office.clock.now() + timedelta(seconds=2))
    steps = sender._transmit(Transmit(invoices.get(Guid("x")), cast(Any, "a token")), None)
    assert (next(steps), sender._queue) == (2.0, 1)
    office.clock.advance(timedelta(seconds=2))
    sender.account = cast(Any, None)
    with pytest.raises(AttributeError):
        next(steps)
    assert (sender._queue, sender.requests) == (0, 1)


def test_an_async_host_carries_side_by_side() -> None:
    """All first legs, then the others, in their order; and what another has written meanwhile is a conflict."""
    host = Simulation(QUIET).hosts[1]
    driver = host.fresh(host)._driver
    legs = [[ended(ended(ended(one))) for one in group] for group in ("ab", "c")]
    assert result(driver._relay(legs)) == ["a", "b", "c"]
    with pytest.raises(BridgeError):
        driver._commit(Commit((Put("notes", "a", "text", 7),)))


def test_a_host_is_told_of_a_lost_lease() -> None:
    """Its cycle ends with the error, and it comes again soon."""
    simulation = Simulation(QUIET)
    simulation._heard(simulation.hosts[0], LeaseLost("taken"))
    assert simulation.trace[-1].endswith("LeaseLost taken")
