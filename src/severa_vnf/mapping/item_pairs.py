"""Items that are linked, any of Severa's three registers against the one of Visma.net: matched by code."""

from __future__ import annotations

from collections.abc import Mapping

from severa_vnf.mapping.given import Given
from severa_vnf.mapping.items import (
    ACTIVE,
    PRODUCT,
    STREAM,
    TABLES,
    Item,
    ItemRegister,
    item_seen,
    register_of,
    route_item,
)
from severa_vnf.mapping.merge import Known, decide, unmoved
from severa_vnf.mapping.sides import Decision, Facts
from severa_vnf.mapping.table import Trouble
from severa_vnf.rules.matching import OTHER_REGISTER
from severa_vnf.rules.registers import CODE_MISSING
from severa_vnf.values import code_key
from severa_vnf.vnf import inventory as vnf
from severa_vnf.vnf.inventory import Inventory

REGISTERS = {
    ItemRegister.PRODUCTS: "products",
    ItemRegister.WORK_TYPES: "work types",
    ItemRegister.TRAVEL_EXPENSES: "travel expenses",
}
"""What a user calls them."""


def in_severa_facts(item: Item, given: Given) -> Facts:
    """By what one of Severa's items is matched. The group is its register; None for active counts as active."""
    code = (item.code or "").strip()
    lacking = "" if code else Trouble(CODE_MISSING, "Code")
    return Facts(
        id=item.guid,
        key=code_key(code),
        number=code,
        name=item.name.strip(),
        label=" ".join(f"Item {code} {item.name}".split()),
        group=REGISTERS[register_of(item)],
        stays="inactive" if item.is_active is False else lacking,
    )


def in_vnf_facts(item: Inventory, given: Given) -> Facts:
    """By what one of Visma.net's is. One of a kind that has no register stays, with that reason."""
    register = route_item(item.type)
    reason = register.rule.says.of("en", "", register.value) if isinstance(register, Trouble) else ""
    return Facts(
        id=str(item.inventory_id),
        key=code_key(item.inventory_number),
        number=item.inventory_number,
        name=(item.description or "").strip(),
        label=f"Item {item.inventory_number} {item.description or ''}".rstrip(),
        group="" if isinstance(register, Trouble) else REGISTERS[register],
        stays="inactive" if ACTIVE.back(item.status, given) is False else reason,
    )


def decide_item(
    item: Item, twin: Inventory, known: Mapping[str, Known], given: Given, *, first: bool = False
) -> Decision:
    """Decide an item. The code is watched, not written; a type that leads elsewhere is a trouble."""
    register = register_of(item)
    direction = given.settings.directions.get(STREAM, "both")
    merged = decide(TABLES[register], item, item_seen(twin), known, given, first=first, direction=direction)
    other = Trouble(OTHER_REGISTER, f"The type {twin.type.value}", REGISTERS[register])
    return Decision(
        fields=merged.fields,
        known=merged.known,
        to_vnf=() if merged.to_vnf is None else (vnf.update_by_id(twin.inventory_id, merged.to_vnf),),
        patch=merged.to_severa,
        troubles=merged.troubles if route_item(twin.type) is register else (*merged.troubles, other),
    )


def severa_unmoved(item: Item, known: Mapping[str, Known], given: Given) -> bool:
    """Whether nothing of one of Severa's items is new to us."""
    return unmoved(TABLES[register_of(item)], "severa", item, known, given)


def vnf_unmoved(twin: Inventory, known: Mapping[str, Known], given: Given) -> bool:
    """Whether nothing of one of Visma.net's is new to us. Its type tells which fields are compared."""
    register = route_item(twin.type)
    table = PRODUCT if isinstance(register, Trouble) else TABLES[register]
    return unmoved(table, "vnf", item_seen(twin), known, given)
