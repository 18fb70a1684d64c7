from __future__ import annotations

import pytest
from attrs import evolve

from tests.year.__main__ import complaints, main, told
from tests.year.figures import cost_tally, figures
from tests.year.size import SMALL
from tests.year.year import Year, year

pytestmark = pytest.mark.xdist_group("year")  # one process lives the years for all of them


@pytest.fixture(scope="module")
def years() -> tuple[Year, Year]:
    """A small year, and the same with a host that is killed now and then."""
    return year(SMALL), year(SMALL, SMALL.kills)


def test_both_are_right(years: tuple[Year, Year]) -> None:
    """Every month is reconciled to the cent, at its closing and at the end; nothing is double, nothing is lost."""
    for lived in years:
        assert lived.wrong == []
        assert len(lived.closings) == len(lived.figures.months) == 12


def test_the_same_figures(years: tuple[Year, Year]) -> None:
    """A host that is killed ten times brings about the same figures as one that never is."""
    whole, killed = years
    assert (whole.killed, killed.killed) == (0, SMALL.kills)
    assert whole.figures.invoices == killed.figures.invoices
    assert whole.figures.documents == killed.figures.documents
    assert whole.figures.costs == killed.figures.costs
    assert list(complaints(whole, killed, SMALL.kills)) == []


def test_it_is_a_whole_year(years: tuple[Year, Year]) -> None:
    """Three currencies, every kind of VAT, credit notes, part payments and costs are in it."""
    office = years[0].office
    documents = office.documents()
    assert {one["currencyId"] for one in documents} == {"EUR", "SEK", "USD"}
    taxed = {detail["taxId"][0] for one in documents for detail in one["taxDetails"]}
    assert taxed >= {*"SZEAKGO"}
    kinds = {one["documentType"] for one in documents}
    assert kinds == {"Invoice", "CreditNote"}
    assert any(len(one["applications"]) > 1 for one in documents)
    assert office.severa.documents("project_fees")


def test_a_rough_year() -> None:
    """Where answers are lost on the way, and people meddle in the middle of cycles, all is right in the end as well."""
    assert year(SMALL, rough=True).wrong == []


def test_what_is_double_is_counted(years: tuple[Year, Year]) -> None:
    """A document or a fee too many is counted, and so is one too few."""
    office = years[1].office
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


def test_what_is_wrong_is_told(years: tuple[Year, Year]) -> None:
    """A year in which something is double or lost says so, and so do two that differ."""
    whole, killed = years
    bad = evolve(killed, killed=3, figures=evolve(killed.figures, duplicates=1, lost=2, costs={}))
    assert bad.wrong == ["1 too many", "2 lost"]
    assert len(list(complaints(whole, bad, 10))) == 4
    assert "duplicates 1, lost 2" in told(bad)


def test_the_command(capsys: pytest.CaptureFixture[str]) -> None:
    """It lives the year three times, and tells the outcome."""
    assert main("6", "4", "4", "1", "0", "0") == 0
    assert capsys.readouterr().out.endswith("the rough one is right too\n")
