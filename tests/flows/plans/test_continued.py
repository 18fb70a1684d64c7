"""A plan whose carrying out was interrupted is carried on with, wherever it stopped."""

from __future__ import annotations

from collections import Counter
from typing import Any, Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from severa_vnf import PlanStale
from tests.flows.observers import Killed, Stop, When, dies
from tests.flows.office import Kind
from tests.flows.registers.office import (
    Company,
    address,
    codes,
    communication,
    contact,
    customer,
    item,
    open_office,
    project,
)


def to_visma_net() -> Company:
    """A customer with all that belongs to it, an item and a project that Visma.net does not have; two to renumber."""
    return open_office(
        customer("ringed", "00010002", ours={"number": 10003}),
        customer("turned", "00010003", ours={"number": 10002, "email": None}),
        customer("ours", "00010004", theirs=None),
        address("home", "ours"),
        contact("ours-bakker", "ours", theirs=None),
        communication("mail", "ours-bakker", "EmailAddress", "bakker@ours.example"),
        item("B2", theirs=None),
        project(8, "ours", theirs=None),
    )


def to_severa() -> Company:
    """A customer with its address and contact person, and an item, that Severa does not have."""
    place = {"addressLine1": "Dorpsstraat 1", "city": "Delft", "country": {"id": "NL", "name": "Nederland"}}
    return open_office(
        customer("theirs", "00010005", ours=None, theirs={"mainAddress": place}),
        contact("visser", "theirs", "00010005", ours=None, theirs={"email": "visser@theirs.example"}),
        item("C3", "work_types", ours=None),
    )


def wait(office: Company) -> None:
    """Until nothing of an interrupted run can arrive any more."""
    office.clock.advance(office.settings.takeover)


def carried_on(office: Company, at: int, when: Literal["before", "after"], driver: Kind) -> None:
    """A plan is interrupted there and applied again: then all of it is done, once."""
    plan = office.preview()
    counts = plan.counts
    try:
        office.apply(plan, driver, Stop(at, when))
    except Killed:
        wait(office)
        assert codes(office.apply(plan, driver)) == []
    assert office.preview().writes == ()
    bridge = office.bridge()
    assert sum(len(bridge.links(name)) for name in REGISTERS) == counts.get("create", 0) + counts.get("adopt", 0)
    assert repeated(office.vnf.documents("customer"), "name") == []
    assert repeated(office.severa.documents("customers"), "name") == []
    assert repeated(office.severa.documents("contacts"), "lastName") == []


def repeated(records: list[dict[str, Any]], field: str) -> list[str]:
    """The names that more than one of these has."""
    return [name for name, count in Counter(one[field] for one in records).items() if count > 1]


REGISTERS = ("customers", "contacts", "items", "projects")
points = given(
    at=st.integers(1, 60), when=st.sampled_from(["before", "after"]), driver=st.sampled_from(["sync", "async"])
)


@settings(max_examples=8)
@points
def test_carried_on_to_visma_net(at: int, when: Literal["before", "after"], driver: Kind) -> None:
    """Wherever it stops, what was made is not made again, and numbers that moved move on."""
    carried_on(to_visma_net(), at, when, driver)


@settings(max_examples=8)
@points
def test_carried_on_to_severa(at: int, when: Literal["before", "after"], driver: Kind) -> None:
    """Wherever it stops, what was made in Severa is completed, and not made again."""
    carried_on(to_severa(), at, when, driver)


def test_an_update_that_was_half_written() -> None:
    """Where one side was written and the other not, the same plan does the rest."""
    office = open_office(customer("alike"))
    office.sync()
    office.severa.edit("customers", "alike", name="Renamed B.V.")
    office.vnf.edit("customer", "00010001", mainContact={"email": "new@alike.example"})
    plan = office.preview("customers")
    with pytest.raises(Killed):
        office.apply(plan, observer=When("PATCH", "customers", dies))
    assert office.theirs("customer", number="00010001")["name"] == "Renamed B.V."
    wait(office)
    assert office.apply(plan).counts == {"updated": 1}
    assert office.ours("customers", "alike")["email"] == "new@alike.example"


@pytest.mark.parametrize("edit", ["name", "email"])
def test_what_was_edited_after_the_interruption(edit: str) -> None:
    """What a person edits between the interruption and the second try was never planned, and is refused."""
    office = open_office(customer("ours", theirs=None))
    plan = office.preview("customers")
    with pytest.raises(Killed):
        office.apply(plan, observer=When("PATCH", "customers/ours", dies))
    office.severa.edit("customers", "ours", **{edit: "other@ours.example"})
    wait(office)
    office.later()
    with pytest.raises(PlanStale):
        office.apply(plan)
    assert office.writes() == []


def test_a_link_that_was_broken_since() -> None:
    """What was to be updated, and is matched anew, is another thing than was planned."""
    office = open_office(customer("alike"))
    office.sync()
    office.severa.edit("customers", "alike", email="new@alike.example")
    plan = office.preview("customers")
    office.bridge().unlink("customers", "alike")
    with pytest.raises(PlanStale, match=r"Customer Alike B\.V\."):
        office.apply(plan)
