"""What an answer to a create names is proven before it is linked, and in doubt nothing is made again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from severa_vnf import Settings
from severa_vnf.plan import Adopted, Created
from severa_vnf.testing.faults import Fault, Faults, Kind
from tests.flows.costs.bent import BentBuyer, made, straight
from tests.flows.costs.purchases import Buyer, line, unheard
from tests.flows.costs.test_files import billed, unheard_file
from tests.flows.costs.test_never_twice import official
from tests.flows.office import codes


def linked(here: Buyer) -> dict[str, list[str]]:
    """What the fees of each line say."""
    said = {fee["guid"]: fee["description"] for fee in here.fees()}
    return {link.line: [said[guid] for guid in link.fees] for link in here.bridge().links("costs")}


def late(there: list[list[Any]]) -> Callable[[list[Any]], Any]:
    """Each answer is that of the create before it."""

    def change(rows: list[Any]) -> Any:
        there.append(rows)
        return there[-2] if len(there) > 1 else rows

    return change


@pytest.mark.parametrize("project", ["1001", "1002"])
def test_answers_that_were_swapped(project: str) -> None:
    """An answer that names another line's fee, on this project or another, is not believed: each gets its own."""
    here = BentBuyer().begun()
    here.bill("1", line(1, text="Oak"), line(2, project, "Elm"), line(3, text="Ash"))
    here.bend = made(late([]))
    assert [type(one) for one in here.cycle().outcomes] == [Adopted, Adopted, Adopted]
    said = {
        f"Invoice 1 {place}": [f"{text}, 1, 50000 Staal & Co"] for place, text in enumerate(("Oak", "Elm", "Ash"), 1)
    }
    assert linked(here) == said
    assert len(here.fees()) == 3
    here.bend = straight
    assert here.cycle().outcomes == ()


def test_one_answer_for_two_equal_lines() -> None:
    """Of two equal lines whose answers name one fee neither takes it: both are looked for, and have one each."""
    here = BentBuyer().begun()
    here.bill("1", line(5), line(5))
    here.bend = made(late([]))
    here.cycle()
    assert {guid for link in here.bridge().links("costs") for guid in link.fees} == {fee["guid"] for fee in here.fees()}
    assert here.costs() == ["5", "5"]


@pytest.mark.parametrize(
    "foreign",
    [{"eventDate": "2026-10-29"}, {"description": "By hand"}, {"unitCost": {"amount": 99, "currencyCode": "EUR"}}],
)
def test_an_answer_with_a_strangers_fee(foreign: dict[str, Any]) -> None:
    """A fee of another date, text or amount is never linked, whoever says that it is ours."""
    here = BentBuyer().begun()
    guid = official(here, **foreign)
    stranger = here.fees()[0]
    here.bill("1", line(100))
    here.bend = made(lambda rows: [stranger])
    assert [type(one) for one in here.cycle().outcomes] == [Adopted]
    [link] = here.bridge().links("costs")
    assert guid not in link.fees
    assert len(here.fees()) == 2


def test_an_answer_with_the_fee_of_another_line() -> None:
    """A fee that an earlier run linked stays with its line, even where both lines are equal."""
    here = BentBuyer().begun()
    here.bill("1", line(5))
    here.cycle()
    first = here.fees()
    here.bill("1", line(5), line(5))
    here.bend = made(lambda rows: first)
    here.cycle()
    links = {link.line: link.fees for link in here.bridge().links("costs")}
    assert len({*links["Invoice 1 1"], *links["Invoice 1 2"]}) == 2
    assert here.costs() == ["5", "5"]


@pytest.mark.parametrize("guid", ["", "0", "00000000-0000-0000-0000-000000000000", "a\nb", "x" * 101])
def test_an_answer_without_a_sound_guid(guid: str) -> None:
    """What can't be a guid is not remembered; the fee is found by what it says."""
    here = BentBuyer().begun()
    here.bill("1", line(5))
    here.bend = made(lambda rows: [{**rows[0], "guid": guid}])
    assert [type(one) for one in here.cycle().outcomes] == [Adopted]
    assert [list(link.fees) for link in here.bridge().links("costs")] == [[here.fees()[0]["guid"]]]


def test_an_answer_that_is_no_fee() -> None:
    """An answer that can't be read says that something was made: it is found."""
    here = BentBuyer().begun()
    here.bill("1", line(5))
    here.bend = made(lambda rows: [])
    assert [type(one) for one in here.cycle().outcomes] == [Adopted]
    assert here.costs() == ["5"]


@pytest.mark.parametrize(
    "changed",
    [
        {"description": "Steel for the roof"},
        {"eventDate": "2026-10-29"},
        {"unitCost": {"amount": 90, "currencyCode": "EUR"}},
    ],
)
def test_a_fee_that_a_person_edits_meanwhile(changed: dict[str, Any]) -> None:
    """Whatever a person changed since an answer was lost, no second fee is made: it is told, and may be linked."""
    here = Buyer().begun()
    here.bill("1", line(100))
    here.severa.faults = unheard()
    here.cycle()
    here.severa.faults = Faults()
    guid = here.fees()[0]["guid"]
    here.severa.edit("project_fees", guid, **changed)
    here.clock.advance(timedelta(minutes=20))
    for _ in range(2):
        report = here.cycle()
        assert [(one.code, one.field) for one in report.problems] == [("cost-perhaps-there", guid)]
    assert len(here.fees()) == 1
    here.bridge().relink("costs", guid, "Invoice 1 1")
    here.cycle()
    assert (len(here.fees()), here.waiting(), here.bridge().problems()) == (1, [], ())


def test_a_fee_like_it_that_is_no_matter_of_the_line() -> None:
    """If it is not the line's, a person enters the fee, and that one is adopted."""
    here = Buyer().begun()
    here.bill("1", line(100))
    here.severa.faults = unheard()
    here.cycle()
    here.severa.faults = Faults()
    here.severa.edit("project_fees", here.fees()[0]["guid"], description="Wood")
    assert codes(here.cycle()) == ["cost-perhaps-there"]
    official(here)
    assert [type(one) for one in here.cycle().outcomes] == [Adopted]
    assert here.waiting() == []


@pytest.mark.parametrize(
    "other",
    [
        {"description": "Wood", "createdDateTime": "2026-10-28T00:00:00Z"},
        {"description": "Wood", "eventDate": "2026-10-29"},
    ],
)
def test_a_fee_that_is_not_like_it(other: dict[str, Any]) -> None:
    """A fee that was there long before, or that agrees in one thing alone, is no doubt: what was lost is made again."""
    here = Buyer().begun()
    official(here, **other)
    here.bill("1", line(100))
    here.severa.faults = Faults([Fault(Kind.SERVER_ERROR, "POST", "projectfees", nth=1)])
    assert codes(here.cycle()) == ["cost-waits-for-certainty"]
    here.clock.advance(timedelta(minutes=20))
    assert [type(one) for one in here.cycle().outcomes] == [Created]


def test_answers_to_files_that_were_swapped() -> None:
    """An answer that names another file is not believed: each project has each file once, and each is known."""
    here = billed(BentBuyer(), "a.pdf", "b.pdf", "c.pdf")
    here.bend = made(late([]), "/files")
    assert codes(here.cycle()) == []
    here.bend = straight
    there = [(file["projectGuid"], file["name"]) for file in here.severa.documents("project_files")]
    assert Counter(Counter(there).values()) == {1: 6}
    assert (here.cycle().problems, here.waiting(), len(here.severa.documents("project_files"))) == ((), [], 6)


@pytest.mark.parametrize("changed", [{"name": "scan_1.pdf"}, {"description": "The scan"}])
def test_a_file_that_a_person_renames_meanwhile(changed: dict[str, Any]) -> None:
    """A file whose answer was lost and that is called otherwise by now is not sent again."""
    here = billed(Buyer(), "a.pdf")
    here.severa.faults = unheard_file()
    here.cycle()
    here.severa.faults = Faults()
    here.severa.edit("project_files", here.severa.documents("project_files")[0]["guid"], **changed)
    here.clock.advance(timedelta(minutes=20))
    assert codes(here.cycle()) == []
    assert (here.waiting(), len(here.severa.documents("project_files"))) == ([], 2)


def test_a_severa_that_renames_files() -> None:
    """Where the service gives a file another name, it is known by its description, and sent once."""
    here = billed(BentBuyer(), "a.pdf")

    def rename(rows: list[Any]) -> Any:
        here.severa.edit("project_files", rows[0]["guid"], name=rows[0]["name"].upper())
        return [{**rows[0], "name": rows[0]["name"].upper()}]

    here.bend = made(rename, "/files")
    for _ in range(4):
        here.cycle()
        here.clock.advance(timedelta(minutes=20))
    assert (here.waiting(), len(here.severa.documents("project_files"))) == ([], 2)


def test_the_first_run_makes_what_is_not_like_it() -> None:
    """Only what was sent can be there under another text: in a first run an edited fee is somebody else's."""
    here = Buyer(settings=Settings(go_live=date(2026, 10, 1)))
    official(here, description="Wood")
    here.bill("1", line(100))
    assert [type(one) for one in here.cycle().outcomes] == [Created]
