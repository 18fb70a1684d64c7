from __future__ import annotations

import pytest
from attrs import evolve

from tests.year.__main__ import complaints, main, told
from tests.year.figures import cost_tally, figures
from tests.year.size import SMALL, Size
from tests.year.year import Year, year


@pytest.fixture(scope="module")
def tiny() -> Year:
    """A year in which little happens."""
    return year(Size(6, 6, 16, often=0.0))


def test_a_year_and_the_same_with_kills() -> None:
    """Every month is reconciled to the cent, at its closing and at the end; nothing is double, nothing is lost.

    A host that is killed now and then brings about the same figures, and every kind of thing is in them.
    """
    whole, killed = year(SMALL), year(SMALL, SMALL.kills)
    for lived in (whole, killed):
        assert lived.wrong == []
        assert len(lived.closings) == len(lived.figures.months) == 12
    assert (whole.killed, killed.killed) == (0, SMALL.kills)
    assert whole.figures.invoices == killed.figures.invoices
    assert whole.figures.documents == killed.figures.documents
    assert whole.figures.costs == killed.figures.costs
    assert list(complaints(whole, killed, SMALL.kills)) == []
    documents = whole.office.documents()
    assert {one["currencyId"] for one in documents} == {"EUR", "SEK", "USD"}
    assert {detail["taxId"][0] for one in documents for detail in one["taxDetails"]} >= {*"SZEAKGO"}
    assert {one["documentType"] for one in documents} == {"Invoice", "CreditNote"}
    assert any(len(one["applications"]) > 1 for one in documents)
    assert whole.office.severa.documents("project_fees")


def test_a_rough_year() -> None:
    """Where answers are lost on the way, and people meddle in the middle of cycles, all is right in the end as well."""
    assert year(SMALL, rough=True).wrong == []


def test_what_is_double_is_counted(tiny: Year) -> None:
    """A document or a fee too many is counted, and so is one too few."""
    office = tiny.office
    fee = next(one for one in office.severa.documents("project_fees") if one["unitCost"]["amount"] > 0)
    assert cost_tally(office, [fee]) == cost_tally(office, []) or cost_tally(office, []) != (0, 0)
    before = figures(office, (), [])
    kept = ("project", "eventDate", "quantity", "description", "unitCost")
    office.severa.load("project_fees", [{name: fee[name] for name in kept}])
    document = office.vnf.documents("customer_invoice")[0]
    office.vnf.load("customer_invoice", [{**document, "referenceNumber": "7"}])
    after = figures(office, (), [])
    assert after.duplicates == before.duplicates + 2
    office.severa.remove("project_fees", fee["guid"])
    assert figures(office, (), []).duplicates == before.duplicates + 1


def test_what_is_wrong_is_told(tiny: Year) -> None:
    """A year in which something is double or lost says so, and so do two that differ."""
    whole = tiny
    bad = evolve(tiny, killed=3, figures=evolve(tiny.figures, duplicates=1, lost=2, costs={}))
    assert bad.wrong == ["1 too many", "2 lost"]
    assert len(list(complaints(whole, bad, 10))) == 4
    assert "duplicates 1, lost 2" in told(bad)


def test_the_command(capsys: pytest.CaptureFixture[str]) -> None:
    """It lives the year three times, and tells the outcome."""
    assert main("6", "4", "4", "1", "0", "0") == 0
    assert capsys.readouterr().out.endswith("the rough one is right too\n")
