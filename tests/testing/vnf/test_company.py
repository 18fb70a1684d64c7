"""The ready company and the VAT set-up."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from severa_vnf.testing.vnf import VnfSimulator, company, vat_code, vat_setup
from tests.testing.vnf.office import Office, item, line

pairs = st.tuples(
    st.sampled_from(["S", "Z", "E", "K", "G", "O", "L"]), st.decimals(min_value=0, max_value=99, places=2)
)


@settings(max_examples=30)
@given(pairs=st.lists(pairs, min_size=1, max_size=6))
def test_any_rates(pairs: list[tuple[str, Decimal]]) -> None:
    """Every pair of category and rate that is set up is borne exactly by an item that names it."""
    office = Office()
    for collection, documents in vat_setup(pairs).items():
        office.sim.load(collection, documents)
    for category, rate in pairs:
        code = vat_code(category, rate)
        office.sim.load("inventory", [item("ANY", "S", 21, vatCode={"id": code})])
        [detail] = office.made(line("ANY"))["taxDetails"]
        assert (detail["taxId"], detail["vatRate"]) == (code, rate)


@pytest.mark.parametrize(
    ("category", "rate", "code"),
    [("S", "21", "S21"), ("S", "12.50", "S12.5"), ("O", "0.00", "O0"), ("S", "100", "S100")],
)
def test_code(category: str, rate: str, code: str) -> None:
    """A code is the category and the rate, written one way."""
    assert vat_code(category, Decimal(rate)) == code


def test_company() -> None:
    """The company loads whole, with one base currency and series of digits that do not meet."""
    sim = VnfSimulator()
    for collection, documents in company("NOK", country="NO", name="AS", years=(2026,)).items():
        sim.load(collection, documents)
    base = [currency["id"] for currency in sim.documents("currency") if currency["isBaseCurrency"]]
    starts = [sequence["sequence"][0]["startNbr"] for sequence in sim.documents("number_sequence")]
    assert base == ["NOK"]
    assert len(set(starts)) == len(starts)
    assert all(start.isdecimal() for start in starts)
    assert len(sim.documents("financial_period")) == 12
    assert sim.documents("organization")[0]["vatRegistrationId"] == "NO12345678"


def test_terms() -> None:
    """The company's terms are each a fixed number of days, paid at once, for all, in the description's letters."""
    terms = Office().get("/v1/creditTerm")["records"]
    assert {(term["dueDateType"], term["instalmentType"], term["visibleTo"]) for term in terms} == {("N", "S", "AL")}
    assert [term["dueDay1"] for term in terms] == [0, 7, 14, 30, 60]
