"""The item classes that the settings choose (documentation, product register): each must lead back to its register."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet

from attrs import frozen

from severa_vnf.flows.ask import Flow
from severa_vnf.flows.preflight.inspection import Inspection, finding
from severa_vnf.flows.preflight.registers import items
from severa_vnf.mapping.items import Item, ItemRegister, register_of, route_item
from severa_vnf.plan import Finding
from severa_vnf.rules.preflight import CLASS_ELSEWHERE, CLASS_NOT_CHOSEN, CLASS_UNKNOWN
from severa_vnf.settings import ItemClasses
from severa_vnf.severa import product_categories
from severa_vnf.severa.work_types import WorkType
from severa_vnf.values import Guid
from severa_vnf.vnf import item_class
from severa_vnf.vnf.item_class import ItemClass

NAME = "Settings.item_classes"


@frozen
class _Choice:
    """A class that the settings name, where, and the registers of the items that get it."""

    place: str
    name: str
    registers: AbstractSet[ItemRegister]


def item_classes(inspection: Inspection) -> Flow[list[Finding]]:
    """Each must be there, and the type of its items that of every register whose items get it."""
    if not inspection.crosses("items"):
        return []
    chosen = inspection.settings.item_classes
    known: dict[str, ItemClass] = {one.id: one for one in (yield from inspection.rows(item_class.list()))}
    own = yield from items(inspection)
    categories = {one.guid: one.code or "" for one in (yield from inspection.rows(product_categories.list()))}
    found: list[Finding] = []
    if open_to := [register for register in ItemRegister if getattr(chosen, register) is None]:
        place = f"{NAME} ({', '.join(open_to)})"
        found.append(finding(CLASS_NOT_CHOSEN, "Item classes", place, stops=False))
    for choice in _choices(chosen, own, categories):
        kept = known.get(choice.name)
        if kept is None:
            found.append(finding(CLASS_UNKNOWN, "Item classes", choice.place, choice.name))
        elif choice.registers - {kept.type and route_item(kept.type)}:
            value = f"{choice.name}, for items of type {kept.type}"
            found.append(finding(CLASS_ELSEWHERE, "Item classes", choice.place, value))
    return found


def _choices(chosen: ItemClasses, own: Sequence[Item], categories: Mapping[Guid, str]) -> Iterator[_Choice]:
    for register in ItemRegister:
        if name := getattr(chosen, register):
            yield _Choice(f"{NAME}.{register}", name, {register})
    for category, name in chosen.by_category.items():
        those = {register_of(one) for one in own if _category(one, categories) == category}
        yield _Choice(f"{NAME}.by_category[{category!r}]", name, those)
    for code, name in chosen.by_code.items():
        yield _Choice(f"{NAME}.by_code[{code!r}]", name, {register_of(one) for one in own if one.code == code})


def _category(item: Item, categories: Mapping[Guid, str]) -> str | None:
    of = None if isinstance(item, WorkType) else item.product_category
    return categories.get(of.guid) if of and of.guid else None
