from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from severa_vnf.mapping import Given, ItemFacts
from severa_vnf.plan import Problem
from severa_vnf.settings import ProjectDefaults, Settings, TextLimits
from severa_vnf.vnf.documents import LineUpdate, Operation
from severa_vnf.wire.unset import UNSET
from tests.mapping.papers import drafted, invoice, row


def line(*rows: Any, **settings: Any) -> LineUpdate:
    """The first line of a draft."""
    return drafted(*rows, **settings).lines[0]


def problem(*rows: Any, given: Given | None = None, **settings: Any) -> Problem:
    """The only problem of a draft."""
    (only,) = drafted(*rows, given=given, **settings).problems
    return only


def test_whole() -> None:
    """A row becomes a line with its item, text, quantity and price, on the project's task."""
    assert line() == LineUpdate(
        operation=Operation.INSERT,
        line_number=1,
        inventory_number="W1",
        description="Advice",
        quantity=Decimal(2),
        unit_price_in_currency=Decimal(50),
        task_id="10",
    )


def test_order() -> None:
    """Lines stand in Severa's order of the rows and are counted from 1."""
    draft = drafted(row(sortOrder=2, code=["B"]), row(sortOrder=1, code=["A"]), row(sortOrder=2, code=["C"]))
    assert [(made.line_number, made.inventory_number) for made in draft.lines] == [(1, "A"), (2, "B"), (3, "C")]


def test_task() -> None:
    """The task is the settings', and only where the document stands on a project."""
    assert line(project_defaults=ProjectDefaults(task="20")).task_id == "20"
    assert line(project_defaults=ProjectDefaults(task=None)).task_id is UNSET
    assert drafted(of=invoice(projects=None)).lines[0].task_id is UNSET


@pytest.mark.parametrize("code", [None, [], [" "]])
@pytest.mark.parametrize("kind", ["FlatRate", "Hours", "ProjectFees", "TravelExpenses"])
def test_without_code(code: Any, kind: str) -> None:
    """A row without a code takes the item that the settings name for its kind, else it is held."""
    bare = row(code=code, rowType=kind)
    assert line(bare, row_items={kind: "FLAT"}).inventory_number == "FLAT"
    held = problem(bare)
    assert (held.code, held.field, held.value) == ("row-without-code", "Row 1 'Advice'", kind)


A, B, OTHER = ItemFacts("1", "3000"), ItemFacts("1", "3000"), ItemFacts("1", "3010")


@pytest.mark.parametrize(
    ("choice", "items", "crosses"),
    [
        ("same_vat", {"A": A, "B": B}, True),
        ("same_vat", {"A": A, "B": OTHER}, False),
        ("same_vat", {"A": A}, False),
        ("same_vat", {}, False),
        ("first", {}, True),
        ("hold", {"A": A, "B": B}, False),
    ],
)
def test_several_codes(choice: Any, items: dict[str, ItemFacts], crosses: bool) -> None:
    """A grouped row goes under its first code: where all items share VAT and account, always or never, as chosen."""
    given = Given(Settings(several_codes=choice), items=items)
    draft = drafted(row(code=["A", "B"]), given=given)
    assert [made.inventory_number for made in draft.lines] == ["A" if crosses else UNSET]
    assert [(held.code, held.value) for held in draft.problems] == (
        [] if crosses else [("row-with-several-codes", "A, B")]
    )


def test_one_code_twice() -> None:
    """A grouped row whose products have one code is as good as any."""
    assert line(row(code=["A", "A"]), several_codes="hold").inventory_number == "A"


def test_units() -> None:
    """A unit crosses under Visma.net's word for it, else Visma.net takes the item's own."""
    assert line(units={"h": "HOUR"}).uom == "HOUR"
    assert line(units={"pcs": "PIECE"}).uom is UNSET
    assert line(row(measurementUnit=None), units={"h": "HOUR"}).uom is UNSET


@pytest.mark.parametrize("price", [None, {"currencyCode": "EUR"}])
@pytest.mark.parametrize("by", ["price", "amount"])
def test_no_price(price: Any, by: Any) -> None:
    """A row without a price is a problem; one without a text goes by its place."""
    held = problem(row(unitPrice=price, description=None), line_amounts=by)
    assert (held.code, held.field) == ("row-without-price", "Row 1")


def test_price_in_another_currency() -> None:
    """A row in another currency than its invoice is a problem; one that names none is in the invoice's."""
    assert problem(row(unitPrice={"amount": 5, "currencyCode": "SEK"})).value == "SEK"
    assert line(row(unitPrice={"amount": 5})).unit_price_in_currency == 5


def test_line_amounts() -> None:
    """On demand each amount is written by hand, rounded half away from zero, so that Visma.net need not multiply."""
    fine = row(quantity=Decimal("0.333"), unitPrice={"amount": Decimal("15.0150"), "currencyCode": "EUR"})
    assert line(fine).manual_amount_in_currency is UNSET
    assert line(fine, line_amounts="amount").manual_amount_in_currency == Decimal("5.00")
    half = row(quantity=1, unitPrice={"amount": Decimal("0.005")})
    assert line(half, line_amounts="amount").manual_amount_in_currency == Decimal("0.01")


def test_long_text() -> None:
    """A text of just the limit crosses whole; one letter more is a problem that names the row."""
    limits = TextLimits(description=5)
    assert line(row(description="12345"), text_limits=limits).description == "12345"
    held = problem(row(description=None), row(description="123456"), text_limits=limits)
    assert (held.code, held.field, held.value) == ("text-too-long", "The text of row 2", "6 > 5")


def test_project_numbers_in_text() -> None:
    """Carried under no project, the lines keep the project numbers in their text."""
    several = invoice(projects=[{"guid": "p0", "number": 1}, {"guid": "p1", "number": 2}])
    given = Given(Settings(several_projects="none"))
    draft = drafted(row(), row(description=None), of=several, given=given)
    assert [made.description for made in draft.lines] == ["1, 2 Advice", "1, 2"]
    assert [made.task_id for made in draft.lines] == [UNSET, UNSET]
