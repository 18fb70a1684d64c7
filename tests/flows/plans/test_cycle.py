"""A cycle of the streams: in their order, what came of it, and the error log after each."""

from __future__ import annotations

from decimal import Decimal

import pytest
from attrs import evolve

from severa_vnf.flows.run import REGISTERS, STREAMS
from severa_vnf.plan import Report
from severa_vnf.settings import MaxChanges
from tests.flows.office import Kind
from tests.flows.plans.worlds import after_edits, of_all_kinds
from tests.flows.registers.office import A_DAY, MINUTES, Company, codes, item, open_office
from tests.registers.worlds import SETTINGS

drivers = pytest.mark.parametrize("driver", ["sync", "async"])


def log(office: Company) -> list[tuple[str, str]]:
    """What is open: the rule, and the record that it is of."""
    return [(one.cause.code, one.record) for one in office.bridge().problems()]


@drivers
def test_a_whole_cycle(driver: Kind) -> None:
    """Without a name all streams are run, customers before their projects; each record that was worked on is told."""
    office = of_all_kinds()
    report: Report = office.using(driver, lambda bridge: bridge.sync())
    streams = list(dict.fromkeys(one.stream for one in report.outcomes))
    assert streams == [*REGISTERS]
    assert report.counts["created"] == 7
    assert report.counts["adopted"] == 6
    assert codes(report) == ["code-missing"]
    number = str(office.ours("customers", "ours")["number"])
    assert office.theirs("project", projectID="8")["customer"]["number"] == number


@drivers
def test_what_came_of_updates(driver: Kind) -> None:
    """A record that crossed, either way, is told as updated with its number; others are not told."""
    report = after_edits().sync(driver=driver)
    assert report.counts == {"updated": 6}
    assert {one.record: one.number for one in report.outcomes if one.stream != "items"} == {
        "alike": "00010001",
        "ringed": "00010002",
        "ours-bakker": "",
        "project-8": "8",
    }
    assert "updated  00010001" in str(report)


@drivers
@pytest.mark.parametrize("name", ["contacts", "Invoices", ""])
def test_a_stream_that_there_is_not(driver: Kind, name: str) -> None:
    """A cycle of a stream that there is not is refused before anything is asked."""
    office = of_all_kinds()
    with pytest.raises(ValueError, match=rf"no such stream: {name}; there are: {', '.join(STREAMS)}$"):
        office.sync("items", name, driver=driver)
    assert office.asked() == []


@drivers
def test_a_problem_is_open_until_a_run_finds_it_gone(driver: Kind) -> None:
    """What is wrong with a record stands in the log, with its first run, until it is mended."""
    office = of_all_kinds()
    office.sync(driver=driver)
    assert log(office) == [("code-missing", "no-code")]
    office.later()
    office.sync(driver=driver)
    (entry,) = office.bridge().problems()
    assert entry.attempts == 2
    office.severa.edit("products", "no-code", code="D4")
    office.later(A_DAY)
    assert codes(office.sync(driver=driver)) == []
    assert log(office) == []


def test_a_run_of_one_stream_closes_nothing_of_another() -> None:
    """What is open of items stays open while customers are run."""
    office = of_all_kinds()
    office.sync()
    office.sync("customers", "projects")
    assert log(office) == [("code-missing", "no-code")]


def test_a_register_that_waits_closes_nothing() -> None:
    """While the brake holds a register, what was open of its records stays open; the brake's own goes with it."""
    careful = evolve(SETTINGS, max_changes=MaxChanges(count=0, share=Decimal(0)))
    office = open_office(item("A1"), item("", theirs=None, ours={"guid": "no-code"}), settings=careful)
    office.sync("items")
    office.severa.edit("products", "no-code", code="D4")
    office.severa.edit("products", "a1", name="Better")
    office.later()
    assert codes(office.sync("items")) == ["too-many-changes"]
    assert log(office) == [("too-many-changes", ""), ("code-missing", "no-code")]
    office.severa.edit("products", "a1", name="Item A1")
    office.later()
    office.sync("items")
    assert log(office) == []


def test_what_the_deadline_left_stays_open() -> None:
    """A run that comes to its deadline before a record leaves its problems in the log, and its work for later."""
    office = of_all_kinds()
    office.sync("items")
    office.severa.edit("products", "no-code", code="D4")
    office.severa.edit("products", "a1", name="Better")
    office.later(MINUTES)
    report = office.sync("items", deadline=0)
    assert (report.counts, office.writes()) == ({"deferred": 2}, [])
    assert log(office) == [("code-missing", "no-code")]
    assert office.sync("items").counts == {"updated": 1, "created": 1}
    assert log(office) == []
