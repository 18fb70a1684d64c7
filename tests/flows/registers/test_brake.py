"""More than anybody expects, or less than there was: then nothing is touched until a person says so."""

from __future__ import annotations

from contextlib import suppress
from decimal import Decimal

import pytest
from attrs import evolve

from severa_vnf.settings import MaxChanges
from tests.flows.observers import Killed, When, dies
from tests.flows.office import Kind
from tests.flows.registers.office import A_DAY, SETTINGS, Company, codes, customer, item, open_office

drivers = pytest.mark.parametrize("driver", ["sync", "async"])


def company(count: int, share: str) -> Company:
    """Five items that agree, in a company that lets so many change at once."""
    settings = evolve(SETTINGS, max_changes=MaxChanges(count=count, share=Decimal(share)))
    office = open_office(*(item(f"I{place}") for place in range(5)), settings=settings)
    office.sync()
    office.later(A_DAY)
    return office


def rename(office: Company, count: int) -> None:
    """Somebody renames so many of them with a spreadsheet."""
    for place in range(count):
        office.severa.edit("products", f"i{place}", name="Renamed")


@drivers
@pytest.mark.parametrize(
    ("count", "share", "waits"),
    [(2, "0", False), (1, "0", True), (0, "0.4", False), (0, "0.39", True), (1, "1", False)],
)
def test_more_than_both(count: int, share: str, waits: bool, driver: Kind) -> None:
    """Two changes of five wait where both the count and the share are lower, and only then."""
    office = company(count, share)
    rename(office, 2)
    report = office.sync("items", driver=driver)
    assert codes(report) == (["too-many-changes"] if waits else [])
    assert len(office.writes()) == (0 if waits else 2)


@pytest.mark.parametrize("whole", [True, False])
def test_it_waits_and_goes_on(whole: bool) -> None:
    """What waits is seen in each run, with figures, until fewer are left; then it is done, and the problem closed."""
    office = company(1, "0.3")
    rename(office, 2)
    for _ in range(2):
        office.later()
        report = office.sync("items", whole=whole)
        assert (report.outcomes, [problem.value for problem in report.problems]) == ((), ["2 / 5"])
        assert office.writes() == []
    office.severa.edit("products", "i0", name="Item I0")
    office.later()
    assert office.sync("items", whole=whole).counts == {"updated": 1}
    assert office.bridge().problems() == ()


def test_what_is_new_does_not_wait() -> None:
    """Only changes of records are counted, not new ones."""
    office = company(0, "0")
    for place in range(3):
        office.severa.load(
            "products", [{"guid": f"new {place}", "code": f"N{place}", "name": "New", "type": "Materials"}]
        )
    assert office.sync("items").counts == {"created": 3}


def test_the_first_run_is_not_braked() -> None:
    """The first run of a register changes what it must, even where it was stopped half way and goes on."""
    settings = evolve(SETTINGS, max_changes=MaxChanges(count=0, share=Decimal(0)))
    parts = [customer(f"c{place}", f"0000010{place}", ours={"number": 900 + place}) for place in range(4)]
    office = open_office(*parts, settings=settings)
    with suppress(Killed):
        office.sync("customers", observer=When("PATCH", "customers", dies))
    assert len(office.known("links customers")) == 4
    office.clock.advance(settings.takeover)
    report = office.sync("customers")
    assert (report.counts, report.problems) == ({"updated": 4}, ())


@drivers
@pytest.mark.parametrize("side", ["severa", "vnf"])
@pytest.mark.parametrize("left", [0, 2])
def test_a_list_that_is_too_short(side: str, left: int, driver: Kind) -> None:
    """A list that has less than half of what is linked is not believed: nothing is decided, nothing is told gone."""
    office = company(50, "0.1")
    if side == "severa":
        for place in range(left, 5):
            office.severa.remove("products", f"i{place}")
    else:
        shelf = office.vnf._world.shelves["inventory"]
        shelf.records = {key: one for key, one in shelf.records.items() if int(key[1:]) < left}
    plan = office.preview("items", driver=driver, whole=True)
    report = office.sync("items", driver=driver, whole=True)
    assert (codes(report), codes(plan), plan.steps) == (["list-too-short"], ["list-too-short"], ())
    assert report.problems[0].value in (f"{left}, 5 / 5", f"5, {left} / 5")
    assert (report.outcomes, office.writes()) == ((), [])


def test_a_short_list_ends() -> None:
    """Once the list is as long as before, the problem is closed, and what happened meanwhile crosses."""
    office = company(50, "0.1")
    gone = [office.ours("products", f"i{place}") for place in range(4)]
    for one in gone:
        office.severa.remove("products", one["guid"])
    assert codes(office.sync("items", whole=True)) == ["list-too-short"]
    office.severa.load("products", [{**one, "name": "Renamed"} for one in gone])
    assert office.sync("items", whole=True).counts == {"updated": 4}
    assert office.bridge().problems() == ()
