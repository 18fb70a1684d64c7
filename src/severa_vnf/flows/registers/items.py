"""Items: three registers in Severa, one in Visma.net."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from attrs import evolve

from severa_vnf.errors import NotFound
from severa_vnf.flows.ask import Flow, send
from severa_vnf.flows.engine.cursor import Cursor, Listing, is_number, read
from severa_vnf.flows.registers.half import Half, entire, half_of, since_in_severa, since_in_vnf
from severa_vnf.flows.registers.kind import Kind, Side
from severa_vnf.flows.registers.pack import Pack
from severa_vnf.mapping import item_pairs
from severa_vnf.mapping.given import Given
from severa_vnf.mapping.items import STREAM, TABLES, Item, ItemRegister, item_to_severa, item_to_vnf, register_of
from severa_vnf.mapping.mapped import Mapped
from severa_vnf.mapping.matching import match_items
from severa_vnf.mapping.merge import Known
from severa_vnf.mapping.sides import Decision, Facts
from severa_vnf.mapping.table import Trouble
from severa_vnf.settings import Settings
from severa_vnf.severa import products, travel_expense_types, work_types
from severa_vnf.severa.products import NewProduct
from severa_vnf.severa.work_types import NewWorkType
from severa_vnf.vnf import inventory
from severa_vnf.vnf.inventory import Inventory
from severa_vnf.wire.call import Call

HOMES: dict[ItemRegister, Any] = {
    ItemRegister.PRODUCTS: products,
    ItemRegister.WORK_TYPES: work_types,
    ItemRegister.TRAVEL_EXPENSES: travel_expense_types,
}
"""The calls of each register of Severa's: all have the same names."""


OURS: tuple[Listing[Any], ...] = tuple(
    Listing(
        f"severa {register}",
        since_in_severa(home.list),
        lambda one: one.last_updated_date_time,
        lambda one: one.guid,
        number=lambda one: one.code,
    )
    for register, home in HOMES.items()
)
THEIRS: Listing[Inventory] = Listing(
    "vnf items",
    since_in_vnf(inventory.list),
    lambda one: one.last_modified_date_time,
    lambda one: one.inventory_id,
    whose=("inventoryId",),
    is_sound=is_number,
    number=lambda one: one.inventory_number,
)


def _hear_severa(whole: bool, settings: Settings) -> Flow[Half[Item]]:
    found: Pack[Any] = Pack()
    cursors: list[Cursor] = []
    for listing in OURS:
        cursors += [(yield from read(listing, lambda one: found.add(one.guid, one), whole=whole))]
    return Half(found, tuple(cursors))


def _one(guid: str) -> Flow[Item]:
    try:
        return (yield from send(products.get(guid)))
    except NotFound:
        pass
    try:
        return (yield from send(work_types.get(guid)))
    except NotFound:
        pass
    return (yield from send(travel_expense_types.get(guid)))


def _like_in_severa(facts: Facts, given: Given) -> Flow[list[Item]]:
    found: list[Item] = []
    for home in HOMES.values():
        found += yield from entire(home.list(code=facts.number))
    return found


def _like_in_vnf(facts: Facts, given: Given) -> Flow[list[Inventory]]:
    try:
        return [(yield from send(inventory.get(facts.number)))]
    except NotFound:
        return []


def _new_in_severa(twin: Inventory, given: Given) -> Mapped[Any]:
    mapped = item_to_severa(twin, given)
    assert not isinstance(mapped, Trouble)
    return mapped


def _create(made: Any) -> Call[Any]:
    if isinstance(made, NewProduct):
        return products.create(made)
    return work_types.create(made) if isinstance(made, NewWorkType) else travel_expense_types.create(made)


def _decide(item: Item, twin: Inventory, known: Mapping[str, Known], given: Given, *, first: bool = False) -> Decision:
    """As `decide_item`, the change of Severa's record as a call of its register."""
    decision = item_pairs.decide_item(item, twin, known, given, first=first)
    if not decision.patch:
        return decision
    return evolve(decision, patch={}, to_severa=(HOMES[register_of(item)].patch(item.guid, **decision.patch),))


def _surroundings(records: Sequence[Item], twins: Sequence[Inventory], given: Given) -> Flow[Given]:
    return given
    yield


ITEMS: Kind[Item, Inventory] = Kind(
    name="items",
    stream=STREAM,
    severa=Side(
        hear=_hear_severa,
        lists=OURS,
        one=_one,
        like=_like_in_severa,
        facts=item_pairs.in_severa_facts,
        unmoved=lambda one, link, given: item_pairs.severa_unmoved(one, link.known, given),
        new=_new_in_severa,
        create=_create,
    ),
    vnf=Side(
        hear=lambda whole, _: half_of(THEIRS, whole=whole),
        lists=(THEIRS,),
        one=lambda vnf_id: send(inventory.get_by_id(int(vnf_id))),
        like=_like_in_vnf,
        facts=item_pairs.in_vnf_facts,
        unmoved=lambda one, link, given: item_pairs.vnf_unmoved(one, link.known, given),
        new=item_to_vnf,
        create=inventory.create,
    ),
    match=match_items,
    decide=_decide,
    made=lambda item: item,
    named=inventory.get,
    answer=lambda one: one.inventory_number,
    rows={row.vnf: row for table in TABLES.values() for row in table.rows},
    word=lambda facts: facts.key,
    watched=True,
    surroundings=_surroundings,
)
