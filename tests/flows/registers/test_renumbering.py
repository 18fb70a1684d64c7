"""Severa's customers have Visma.net's numbers, and on the way there no number is ever held twice."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from typing import Literal

import pytest
from attrs import evolve

from severa_vnf.flows.registers.carrying import FIRST
from severa_vnf.testing.faults import Fault, Faults
from severa_vnf.testing.faults import Kind as Trouble
from severa_vnf.testing.worlds import World
from tests.flows.observers import Killed, When, dies
from tests.flows.office import Kind
from tests.flows.registers.office import A_DAY, SETTINGS, Company, codes, customer, described, open_office

drivers = pytest.mark.parametrize("driver", ["sync", "async"])


def numbered(**numbers: tuple[int, int]) -> list[World]:
    """Customers by their name, with their number in Severa and the one in Visma.net."""
    return [customer(name, f"{theirs:08}", ours={"number": ours}) for name, (ours, theirs) in numbers.items()]


def numbers(office: Company) -> dict[str, int]:
    """What Severa has now."""
    return {one["guid"]: one["number"] for one in office.severa.documents("customers") if not one["isInternal"]}


def renumber(office: Company, *pairs: tuple[str, str]) -> None:
    """Persons give customers in Visma.net other numbers, over a number that nobody has."""
    for old, _ in pairs:
        office.vnf.edit("customer", old, number=f"T{old}")
    for old, new in pairs:
        office.vnf.edit("customer", f"T{old}", number=new)


def patches(office: Company) -> Sequence[str]:
    """The customers whose record Severa was asked to change, one after the other."""
    return [one.rpartition("/")[2] for one in office.writes() if one.startswith("severa PATCH")]


@drivers
@pytest.mark.parametrize(
    ("before", "steps"),
    [
        ({"a": (2, 101), "b": (3, 2), "c": (4, 3)}, 3),
        ({"a": (102, 101), "b": (101, 102)}, 3),
        ({"a": (2, 1001), "b": (101, 102), "c": (102, 103), "d": (103, 101)}, 5),
    ],
    ids=["a chain", "two that changed places", "a ring of three"],
)
def test_chains_and_rings(before: dict[str, tuple[int, int]], steps: int, driver: Kind) -> None:
    """Whoever has another's number waits until it is free, and of a ring one steps aside first; once each, else."""
    office = open_office(*numbered(**before))
    report = office.sync("customers", driver=driver)
    assert report.problems == ()
    assert numbers(office) == {name: theirs for name, (_, theirs) in before.items()}
    assert len(patches(office)) == steps
    office.later()
    office.sync("customers", whole=True)
    assert office.writes() == []


def chained(count: int) -> Company:
    """Customers more than a chunk: the first is to get the number of the last, who gets one that is free."""
    pairs = {f"c{place:02}": (200 + place, 300 + place) for place in range(count)}
    last = f"c{count - 1:02}"
    return open_office(*numbered(**{**pairs, "c00": (200, 999), last: (999, 300 + count)}))


@drivers
def test_a_number_that_becomes_free_in_a_later_chunk(driver: Kind) -> None:
    """Who waits for it is set aside and gets it in the end, in one write; nothing is left to do or to look at."""
    office = chained(FIRST + 3)
    report = office.sync("customers", driver=driver)
    assert (report.counts, report.problems) == ({"adopted": FIRST + 3}, ())
    assert patches(office)[-1] == "c00"
    assert len(patches(office)) == FIRST + 3
    assert numbers(office)["c00"] == 999
    assert office.known("links customers")["c00"]["severa_number"] == "999"
    assert office.known("waiting customers") == {}
    office.later()
    office.sync("customers", whole=True)
    assert office.writes() == []


@drivers
@pytest.mark.parametrize("at", ["before", "after"])
def test_a_run_that_ends_while_one_is_set_aside(at: Literal["before", "after"], driver: Kind) -> None:
    """The next run gives it its number, or sees that it has it."""
    office = chained(FIRST + 3)
    with suppress(Killed):
        office.sync("customers", driver=driver, observer=When("PATCH", "customers/c00", dies, at))
    office.later(office.settings.takeover)
    office.sync("customers", driver=driver)
    assert numbers(office)["c00"] == 999
    assert office.known("links customers")["c00"]["severa_number"] == "999"
    assert office.known("waiting customers") == {}


@drivers
def test_places_changed_later(driver: Kind) -> None:
    """Two customers that change places in Visma.net years later do so in Severa, whoever has the numbers above."""
    office = open_office(*numbered(a=(101, 101), b=(102, 102), c=(103, 103), d=(104, 104)))
    office.sync()
    office.later(A_DAY)
    renumber(office, ("00000101", "00000102"), ("00000102", "00000101"))
    report = office.sync("customers", driver=driver)
    assert described(report) == [("updated", "a"), ("updated", "b")]
    assert numbers(office) == {"a": 102, "b": 101, "c": 103, "d": 104}
    assert {number: one["guid"] for number, one in office.known("numbers customers").items()} == {
        "00000101": "b",
        "00000102": "a",
        "00000103": "c",
        "00000104": "d",
    }
    office.later()
    office.sync(driver=driver)
    assert office.writes() == []


def test_one_gets_a_number_that_was_left() -> None:
    """A number that another had before is free once that one has its own; the way back from it leads to the new one."""
    office = open_office(*numbered(a=(101, 101), b=(102, 102)))
    office.sync()
    office.later(A_DAY)
    renumber(office, ("00000101", "00000777"), ("00000102", "00000101"))
    office.sync()
    assert numbers(office) == {"a": 777, "b": 101}
    assert {number: one["guid"] for number, one in office.known("numbers customers").items()} == {
        "00000777": "a",
        "00000101": "b",
    }


def test_changed_in_severa() -> None:
    """A number that somebody changes in Severa is changed back: Visma.net owns it."""
    office = open_office(*numbered(a=(101, 101)))
    office.sync()
    office.later(A_DAY)
    office.severa.edit("customers", "a", number=555)
    assert office.sync().counts == {"updated": 1}
    assert (numbers(office), office.theirs("customer")["number"]) == ({"a": 101}, "00000101")


def test_more_zeros_are_the_same_number() -> None:
    """Another way to write the same number in Visma.net changes the link and nothing else."""
    office = open_office(*numbered(a=(101, 101)))
    office.sync()
    office.later(A_DAY)
    office.vnf.edit("customer", "00000101", number="101")
    report = office.sync()
    assert (report.outcomes, office.writes()) == ((), [])
    assert list(office.known("numbers customers")) == ["101"]
    assert office.known("links customers")["a"]["number"] == "101"


@pytest.mark.parametrize("first", [True, False])
def test_another_has_it(first: bool) -> None:
    """A number that a customer has who does not cross is a problem that names the number; all else still crosses."""
    office = open_office(
        *numbered(a=(55, 101) if first else (101, 101)),
        customer("stays", theirs=None, ours={"number": 101 if first else 202, "isActive": False}),
    )
    if not first:
        office.sync()
        office.later(A_DAY)
        renumber(office, ("00000101", "00000202"))
    report = office.sync()
    assert codes(report) == ["number-taken"]
    assert f"the number {101 if first else 202}, which another record has" in report.problems[0].text()
    office.later()
    office.severa.edit("customers", "stays", number=9)
    report = office.sync()
    assert (codes(report), numbers(office)["a"]) == ([], 101 if first else 202)


@drivers
def test_a_number_that_another_has_holds_up_nothing_else(driver: Kind) -> None:
    """The link follows Visma.net at once, so that documents find the customer, and its other fields cross."""
    office = open_office(customer("a", "00000101"), customer("stays", "00000009"))
    office.sync()
    office.later(A_DAY)
    office.severa.edit("customers", "stays", number=202)
    office.strike("severa", Fault(Trouble.VALIDATION_500, method="PATCH", path="customers/stays"))
    mail = {**office.theirs("customer", number="00000101")["mainContact"], "email": "new@a.example"}
    office.vnf.edit("customer", "00000101", number="00000202", mainContact=mail)
    assert "number-taken" in codes(office.sync(driver=driver))
    assert office.known("links customers")["a"]["number"] == "00000202"
    assert office.ours("customers", "a")["email"] == "new@a.example"
    office.strike("severa")
    office.later()
    office.sync(driver=driver)
    office.later()
    assert office.sync(driver=driver).problems == ()
    assert numbers(office) == {"a": 202, "stays": 9}


def test_what_else_changes_may_be_refused() -> None:
    """Where even the rest is refused, that is told, and tried again."""
    office = open_office(customer("a", "00000101"), customer("stays", "00000009"))
    office.sync()
    office.later(A_DAY)
    office.severa.edit("customers", "stays", number=202)
    office.strike("severa", Fault(Trouble.VALIDATION_500, method="PATCH", path="customers/"))
    mail = {**office.theirs("customer", number="00000101")["mainContact"], "email": "new@a.example"}
    office.vnf.edit("customer", "00000101", number="00000202", mainContact=mail)
    assert codes(office.sync()) == ["service-trouble", "service-trouble"]


@drivers
def test_one_that_fails_holds_up_those_behind_it(driver: Kind) -> None:
    """A number that can't be given away nobody gets: the next one is told who has it, and the next run ends it."""
    office = open_office(*numbered(a=(2, 101), b=(3, 2)))
    office.severa.faults = Faults([Fault(Trouble.VALIDATION_500, method="PATCH", path="customers/a", nth=1)])
    report = office.sync("customers", driver=driver)
    assert sorted(described(report)) == [("deferred", "a"), ("deferred", "b")]
    assert codes(report) == ["number-taken", "service-trouble"]
    assert patches(office) == ["a"]
    office.later()
    assert office.sync("customers", driver=driver).problems == ()
    assert numbers(office) == {"a": 101, "b": 2}


def test_a_ring_that_is_opened_and_no_more() -> None:
    """One that stepped aside and could not take its place is brought there by the next run."""
    office = open_office(*numbered(a=(102, 101), b=(101, 102)))
    office.severa.faults = Faults([Fault(Trouble.SERVER_ERROR, method="PATCH", path="customers/b", nth=1)])
    assert codes(office.sync("customers")) == ["number-taken", "service-trouble"]
    office.later(A_DAY)
    assert office.sync("customers").problems == ()
    assert numbers(office) == {"a": 101, "b": 102}


def test_a_number_is_written_with_all_else() -> None:
    """What else changes of a customer goes in the one write that changes its number."""
    office = open_office(customer("a", "00000101", ours={"number": 5, "email": None}))
    office.sync()
    [body] = office.bodies()
    assert sorted(one["path"] for one in body) == ["/email", "/number"]


def test_numbers_of_another_company() -> None:
    """A bridge that does not own the customers' numbers never writes one, and matches by name alone."""
    settings = evolve(SETTINGS, owns_customer_numbers=False)
    office = open_office(
        *numbered(a=(5, 101)),
        customer("b", "00000102", theirs=None),
        customer("c", "00000103", ours=None, theirs={"number": "DEB3"}),
        settings=settings,
    )
    report = office.sync()
    assert (report.counts, report.problems) == ({"adopted": 1, "created": 2}, ())
    assert numbers(office)["a"] == 5
    assert numbers(office)["b"] == 102
    made = next(one for one in office.severa.documents("customers") if one["name"] == "C B.V.")
    assert made["number"] == 900
    office.later(A_DAY)
    office.sync()
    office.later(A_DAY)
    office.vnf.load("customer", customer("d", "00000900").vnf["customer"])
    assert (office.sync().counts, numbers(office)["a"]) == ({"created": 1}, 5)
