from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from attrs import evolve

from severa_vnf.mapping import Crosses
from severa_vnf.mapping.item_pairs import decide_item, in_severa_facts, in_vnf_facts, severa_unmoved, vnf_unmoved
from severa_vnf.mapping.items import Item
from severa_vnf.mapping.table import Trouble
from severa_vnf.settings import Settings
from severa_vnf.severa.products import Product
from severa_vnf.severa.refs import Amount
from severa_vnf.severa.travel_expense_types import TravelExpenseType
from severa_vnf.severa.work_types import WorkType
from severa_vnf.wire.decode import structure
from tests.mapping.pairs import body
from tests.mapping.registers import KNOWN, item_in_vnf

KINDS = {
    "products": (Product, "NonStockItem", {"unitPrice": {"amount": Decimal("9.50")}}),
    "work types": (WorkType, "LaborItem", {"isProductive": True}),
    "travel expenses": (TravelExpenseType, "ExpenseItem", {"unitCost": {"amount": Decimal("9.50")}}),
}
every_register = pytest.mark.parametrize("register", KINDS)


def ours(register: str = "products", **changes: Any) -> Item:
    """An item as Severa shows it."""
    model, _, more = KINDS[register]
    item: Item = structure({"guid": "i1", "code": "A1", "name": "Advice", "isActive": True, **more, **changes}, model)
    return item


@every_register
def test_facts(register: str) -> None:
    """An item is known by its code as both systems compare it, in any register of Severa's."""
    facts = in_severa_facts(ours(register, code=" a1 "), KNOWN)
    twin = in_vnf_facts(item_in_vnf(inventoryNumber="A1 ", type=KINDS[register][1]), KNOWN)
    assert (facts.id, facts.key, facts.number, facts.name, facts.label) == (
        "i1",
        "a1",
        "a1",
        "Advice",
        "Item a1 Advice",
    )
    assert (twin.id, twin.key, twin.number, twin.name, twin.label) == ("5", "a1", "A1", "Advice", "Item A1 Advice")
    assert (facts.group, twin.group, facts.stays, twin.stays) == (register, register, "", "")


@pytest.mark.parametrize(
    ("changes", "stays"),
    [
        ({"code": " "}, "code-missing"),
        ({"code": None}, "code-missing"),
        ({"code": None, "isActive": False}, "inactive"),
        ({"isActive": None}, ""),
    ],
)
def test_stays_in_severa(changes: dict[str, Any], stays: str) -> None:
    """Without a code it is a trouble, unless it is not in use anyway; where Severa does not say, it is."""
    told = in_severa_facts(ours(**changes), KNOWN).stays
    assert stays == (told.rule.code if isinstance(told, Trouble) else told)


@pytest.mark.parametrize(
    ("changes", "stays"),
    [
        ({"type": "ChargeItem"}, "Items of type ChargeItem have no register in Severa, so it stays in Visma.net only."),
        ({"type": "ChargeItem", "status": "Inactive"}, "inactive"),
        ({"status": "NoSales", "description": None}, "inactive"),
        ({"status": "NoPurchases"}, ""),
    ],
)
def test_stays_in_vnf(changes: dict[str, Any], stays: str) -> None:
    """A kind without a register stays where it is, and so does what can't be sold."""
    assert in_vnf_facts(item_in_vnf(**changes), KNOWN).stays == stays


@every_register
def test_decide(register: str) -> None:
    """Each field crosses from where it was changed: one write there, one patch here."""
    twin = item_in_vnf(type=KINDS[register][1])
    before = decide_item(ours(register), twin, {}, KNOWN, first=True)
    assert (before.to_vnf, before.patch, before.troubles) == ((), {}, ())
    assert severa_unmoved(ours(register), before.known, KNOWN)
    assert vnf_unmoved(twin, before.known, KNOWN)
    moved = ours(register, name="Good advice")
    assert not severa_unmoved(moved, before.known, KNOWN)
    later = item_in_vnf(type=KINDS[register][1], status="Inactive")
    assert not vnf_unmoved(later, before.known, KNOWN)
    decision = decide_item(moved, later, before.known, KNOWN)
    (put,) = decision.to_vnf
    assert (put.method, put.path) == ("PUT", "/v1/inventory/internal/5")
    assert body(put) == {"description": {"value": "Good advice"}}
    assert decision.patch == {"is_active": False}
    assert decision.fields["status"] == Crosses("severa", "Inactive", "Active")
    assert (decision.to_severa, decision.parts) == ((), {})


def test_price() -> None:
    """A price comes back as an amount in the company's currency."""
    before = decide_item(ours(), item_in_vnf(), {}, KNOWN, first=True)
    decision = decide_item(ours(), item_in_vnf(defaultPrice=12), before.known, KNOWN)
    assert decision.patch == {"unit_price": Amount(amount=Decimal(12), currency_code="EUR")}


@pytest.mark.parametrize("kind", ["LaborItem", "ChargeItem"])
def test_another_register(kind: str) -> None:
    """An item whose type leads elsewhere is told of, and its fields still cross."""
    before = decide_item(ours(), item_in_vnf(), {}, KNOWN, first=True)
    decision = decide_item(ours(name="Good advice"), item_in_vnf(type=kind), before.known, KNOWN)
    (trouble,) = decision.troubles
    assert trouble.rule.code == "item-of-another-register"
    assert (trouble.field, trouble.value) == (f"The type {kind}", "products")
    assert len(decision.to_vnf) == 1
    assert vnf_unmoved(item_in_vnf(type="ChargeItem"), before.known, KNOWN)


def test_direction() -> None:
    """One way, that side's values count."""
    known = evolve(KNOWN, settings=Settings(directions={"items": "to_severa"}))
    decision = decide_item(ours(name="Good advice"), item_in_vnf(), {}, known, first=True)
    assert (decision.to_vnf, decision.patch) == ((), {"name": "Advice"})
