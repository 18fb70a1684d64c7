"""Numbers of documents, customers and projects are compared by value, codes of items as text without their case."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from attrs import evolve

from severa_vnf.mapping import Given, ItemFacts, match_items, match_projects
from severa_vnf.mapping.compare import same_content
from severa_vnf.mapping.customers import customer_class
from severa_vnf.mapping.drift import Apart, Terms
from severa_vnf.mapping.item_pairs import in_severa_facts as item_facts
from severa_vnf.mapping.item_pairs import in_vnf_facts as twin_facts
from severa_vnf.mapping.items import item_class
from severa_vnf.mapping.project_pairs import in_severa_facts, in_vnf_facts
from severa_vnf.mapping.read_back import fields_of
from severa_vnf.settings import CustomerClasses, ItemClasses, Settings
from tests.mapping import test_items as items
from tests.mapping.papers import codes, document, drafted, invoice, row
from tests.mapping.registers import KNOWN, in_severa
from tests.mapping.test_project_pairs import theirs
from tests.mapping.test_projects import ours


def test_a_document_of_a_customer_with_zeros_in_front_is_the_customers() -> None:
    """A series of "000042" does not make a changed customer out of 42."""
    agreed = Terms(customer="000042", date=date(2026, 10, 31), currency="EUR", total=Decimal("121.00"))
    same = Apart(invoice(number=7), "007", agreed, evolve(agreed, customer="42"))
    assert same.troubles() == []
    assert Apart(invoice(number=7), "7", evolve(agreed, customer="1"), agreed, customers=["0042"]).troubles() == []
    (changed,) = Apart(invoice(number=7), "7", evolve(agreed, customer="420"), agreed).troubles()
    assert changed.field == "Customer"


@pytest.mark.parametrize("number", ["0042", "42", " 00042 "])
def test_a_project_is_matched_by_the_value_of_its_number(number: str) -> None:
    """Visma.net's 0042 is Severa's 42: no second project is made."""
    matched = match_projects(
        [in_severa_facts(ours(number=42), KNOWN)], [in_vnf_facts(theirs(projectID=number, customer=None), KNOWN)]
    )
    assert matched.pairs == (("j1", "3", "number and name"),)


def test_a_number_that_visma_net_has_in_two_writings_is_a_doubt() -> None:
    """Which of 42 and 0042 is meant, a person has to say; nothing is made meanwhile."""
    twins = [
        in_vnf_facts(theirs(projectID=number, internalID=place), KNOWN) for place, number in ((3, "42"), (4, "0042"))
    ]
    matched = match_projects([in_severa_facts(ours(number=42), KNOWN)], twins)
    assert matched.pairs == ()
    (review,) = matched.reviews
    assert (review.trouble.rule.code, [one.id for one in review.records]) == ("several-of-one-number", ["j1", "3", "4"])
    assert review.trouble.value == "Project 42 Bridge in Severa; Project 42 Bridge, Project 0042 Bridge in Visma.net"


def test_two_projects_of_one_number_in_severa_are_a_doubt() -> None:
    """Neither is linked, and neither is made anew."""
    mine = [in_severa_facts(ours(number=42, guid=guid), KNOWN) for guid in ("j1", "j2")]
    matched = match_projects(mine, [in_vnf_facts(theirs(projectID="0042"), KNOWN)])
    assert [review.trouble.rule.code for review in matched.reviews] == ["several-fit"]
    assert match_projects(mine, []).reviews == ()


@pytest.mark.parametrize(
    ("severa", "vnf", "same"),
    [("a1 ", "A1", True), ("007", "7", False), ("A 1", "A  1", False), ("é1", "É1", True)],
)
def test_an_items_code_is_text(severa: str, vnf: str, same: bool) -> None:
    """Its case and the blanks around it do not count, zeros and inner blanks do."""
    matched = match_items(
        [item_facts(items.product(code=severa), KNOWN)],
        [twin_facts(items.item_in_vnf(inventoryNumber=vnf), KNOWN)],
    )
    assert bool(matched.pairs) is same


@pytest.mark.parametrize(("code", "chosen"), [("a1", "SERVICE"), ("B1 ", "SERVICE"), ("b 1", "P"), (None, "P")])
def test_the_class_of_an_item_goes_by_its_code_as_matching_does(code: str | None, chosen: str) -> None:
    """Settings name codes as people type them."""
    classes = ItemClasses(products="P", by_code={"A1": "SERVICE", "b1": "SERVICE"})
    assert item_class(items.product(code=code), Given(Settings(item_classes=classes))) == chosen


@pytest.mark.parametrize(("number", "chosen"), [(100, "KEY"), (1000, "C"), (None, "C")])
def test_the_class_of_a_customer_goes_by_the_value_of_its_number(number: int | None, chosen: str) -> None:
    """Settings may have Visma.net's writing of it."""
    classes = CustomerClasses(default="C", by_number={"00100": "KEY"})
    assert customer_class(in_severa(number=number), Given(Settings(customer_classes=classes))) == chosen


def test_a_grouped_row_of_one_code_in_two_writings_is_of_one_item() -> None:
    """No doubt is made of case and blanks."""
    (line,) = drafted(row(code=["w1", " W1 ", ""])).lines
    assert line.inventory_number == "w1"
    (line,) = drafted(row(code=[" W1"])).lines
    assert line.inventory_number == "W1"
    given = Given(items={"W1": ItemFacts("3", "8000"), "w2": ItemFacts("3", "8000")})
    (line,) = drafted(row(code=["w1", "W2", "W1"]), given=given).lines
    assert line.inventory_number == "w1"
    assert codes(drafted(row(code=["007", "7"]))) == ["row-with-several-codes"]


@pytest.mark.parametrize(("code", "same"), [("w1", True), (" W1", True), ("W01", False)])
def test_a_line_has_the_items_code_whatever_its_case(code: str, same: bool) -> None:
    """Visma.net writes codes as its register has them."""
    assert same_content(drafted(), document({"inventoryNumber": code})) is same


def test_what_is_read_back_is_compared_by_value() -> None:
    """In a rehearsal a number with zeros in front, or a code in capitals, is no difference."""
    shown = document(
        {"inventoryNumber": "w1"}, referenceNumber="0007", customer={"number": "00100"}, project={"id": "04000"}
    )
    found: dict[str, Any] = {one.row: one for one in fields_of(invoice(number=7), drafted(), shown)}
    for name in ("referenceNumber", "customerNumber", "project", "inventoryNumber"):
        assert found[name].equal, name
    assert (found["project"].severa, found["project"].vnf) == ("4000", "04000")
    other = document({}, referenceNumber="0008", customer={"number": "1000"})
    wrong = {one.row for one in fields_of(invoice(number=7), drafted(), other) if not one.equal}
    assert {"referenceNumber", "customerNumber"} <= wrong
    unnumbered = [one for one in fields_of(invoice(), drafted(), other) if one.row == "referenceNumber"]
    assert not unnumbered[0].equal
