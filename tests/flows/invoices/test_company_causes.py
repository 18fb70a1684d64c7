"""One cause of the company's does not fail every invoice, and burns one number at the most."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from attrs import evolve

from severa_vnf.plan import Deferred
from severa_vnf.testing.worlds import World
from tests.flows.office import FAILED, TO_TRANSFER, TRANSFERRED, Kind, Office, many

drivers = pytest.mark.parametrize("driver", ["sync", "async"])
COUNT = 8
LETTERS = {"numberingId": "ARINVOICE", "startNbr": "F26-0001", "endNbr": "F26-9999"}
DIGITS = {"numberingId": "ARINVOICE", "startNbr": "300001", "endNbr": "399999"}


def dated(world: World, *days: str) -> World:
    """The invoices of a world on these days, the last of them for all that are left."""
    listed = [*days, *[days[-1]] * len(world.severa["invoices"])]
    invoices = [{**one, "date": day} for one, day in zip(world.severa["invoices"], listed, strict=False)]
    return evolve(world, severa={**world.severa, "invoices": invoices})


def close(office: Office, period: str, closed: bool = True) -> None:
    """A bookkeeper closes a period, or opens it."""
    office.vnf.edit("financial_period", period, closedInCustomerLedger=closed)


def task(status: str) -> Callable[[Office], None]:
    """A person gives that status to the task of the invoices' project: Visma.net refuses without saying which."""

    def edit(office: Office) -> None:
        for one in office.vnf.documents("project_task"):
            office.vnf.edit("project_task", str(one["internalId"]), status=status)

    return edit


def numbers(sequence: dict[str, Any]) -> Callable[[Office], None]:
    """A person changes the number series."""
    return lambda office: office.vnf.load(
        "number_sequence", [{"numberingId": "ARINVOICE", "description": "documents", "sequence": [sequence]}]
    )


def told(office: Office) -> list[tuple[str, str]]:
    """What is open, and of which invoice; of all of them it has none."""
    return [(entry.cause.code, entry.record) for entry in office.bridge().problems()]


def statuses(office: Office) -> dict[str, int]:
    """How many invoices have each status."""
    names = [office.status(place) for place in range(COUNT)]
    return {name: names.count(name) for name in dict.fromkeys(names)}


@drivers
def test_numbers_with_letters_burn_one(driver: Kind) -> None:
    """The first document has a number that Severa can't hold: it goes again, the rest wait, and all is told once.

    The next runs look at the series instead of trying; mended, all cross.
    """
    office = Office(many(COUNT))
    numbers(LETTERS)(office)
    for _ in range(3):
        office.cycle(driver)
        assert (office.posts(), len(office.known("number gaps"))) == (1, 1)
        assert statuses(office) == {FAILED: 1, TO_TRANSFER: COUNT - 1}
        assert ("number-does-not-fit", "") in told(office)
    numbers(DIGITS)(office)
    assert office.cycle(driver).counts == {"created": COUNT - 1}
    assert statuses(office) == {FAILED: 1, TRANSFERRED: COUNT - 1}
    assert office.known("refusals") == {}


@drivers
def test_the_same_refusal_three_times_is_the_companys(driver: Kind) -> None:
    """The rest wait with one problem that carries the service's words; the next run tries one and fails none."""
    office = Office(dated(many(COUNT), *(f"2026-08-{day:02}" for day in range(1, COUNT + 1))))
    task("Completed")(office)
    report = office.cycle(driver)
    assert report.counts == {"refused": 3, "deferred": COUNT - 3}
    (cause,) = [problem for problem in report.problems if problem.code == "refused-for-all"]
    assert "Task" in cause.value
    for _ in range(2):
        posts = office.posts()
        assert set(map(type, office.cycle(driver).outcomes)) == {Deferred}
        assert (office.posts() - posts, statuses(office)) == (1, {FAILED: 3, TO_TRANSFER: COUNT - 3})
        assert ("refused-for-all", "") in told(office)
    task("Active")(office)
    assert office.cycle(driver).counts == {"created": COUNT - 3}
    assert ("refused-for-all", "") not in told(office)
    assert office.known("refusals") == {}


def test_a_closed_month_stops_its_own_invoices_alone() -> None:
    """December is closed: after three refusals its others wait, and January's cross."""
    days = [*["2026-08-31"] * (COUNT - 2), "2026-09-01", "2026-09-02"]
    office = Office(dated(many(COUNT), *days))
    close(office, "202608")
    report = office.cycle()
    assert report.counts == {"refused": 3, "deferred": COUNT - 5, "created": 2}
    assert ("refused-for-all", "") in told(office)
    assert office.cycle().counts == {"deferred": COUNT - 5}
    close(office, "202608", closed=False)
    assert office.cycle().counts == {"created": COUNT - 5}


def test_refusals_of_different_kinds_are_each_invoices_own() -> None:
    """Another refusal, or one that is taken, in between: nothing waits for another."""
    office = Office(dated(many(3), "2026-08-31", "2026-09-01", "2026-09-02"))
    close(office, "202608")
    task("Active")(office)
    assert office.cycle().counts == {"refused": 1, "created": 2}
    assert office.known("refusals") == {}


def test_one_rule_for_very_many_is_the_companys() -> None:
    """Totals that differ for as many invoices as one run may change: the rest keep their numbers."""
    settings = Office().settings
    office = Office(many(COUNT), evolve(settings, max_changes=evolve(settings.max_changes, count=4)))
    for place in range(COUNT):
        office.total(place, "7")
    report = office.cycle()
    assert report.counts == {"refused": 4, "deferred": COUNT - 4}
    assert len(office.known("number gaps")) == 4
