"""The three places of an address in Visma.net beside Severa's addresses: what becomes of each of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from attrs import evolve, frozen

from severa_vnf.mapping.address_parting import USES, changed, filling, fingerprint, joined, made_for, part, placed_of
from severa_vnf.mapping.addresses import ADDRESS, Place, Placed, Slot, addresses_to_severa, is_empty, place_seen
from severa_vnf.mapping.given import Given
from severa_vnf.mapping.merge import (
    Agreed,
    Crosses,
    Kept,
    Known,
    Merged,
    Plain,
    Verdict,
    decide,
    sides_of,
    undecided,
    unmoved,
    values,
)
from severa_vnf.mapping.table import Owner, Trouble
from severa_vnf.settings import Direction
from severa_vnf.severa.addresses import Address, NewAddress
from severa_vnf.severa.customers import Customer
from severa_vnf.values import Guid
from severa_vnf.vnf import customer as vnf
from severa_vnf.wire.model import camel
from severa_vnf.wire.unset import Unset


@frozen(kw_only=True)
class Filed:
    """What becomes of a customer's addresses. `fields` and `known` go by place and row: `invoiceAddress.city`."""

    fields: Mapping[str, Verdict]
    known: Mapping[str, Known]
    to_vnf: Mapping[Slot, Place]
    new: tuple[NewAddress, ...]
    patches: Mapping[Guid, Mapping[str, Any]]
    troubles: tuple[Trouble, ...]
    parts: Mapping[Guid, str]


def slot_unmoved(slot: Slot, side: Owner, record: Address | Place, known: Mapping[str, Known], given: Given) -> bool:
    """Whether a place has nothing on one side that was not seen before."""
    return unmoved(ADDRESS, side, record, _known_of(slot, known), given)


def decide_addresses(
    customer: Customer,
    addresses: Sequence[Address],
    twin: vnf.Customer,
    known: Mapping[str, Known],
    given: Given,
    *,
    first: bool,
    direction: Direction,
) -> Filed:
    """Decide each place. What Severa has no address for gets one, unless it was there and is only gone in Severa."""
    placed = placed_of(customer, addresses)
    seen = {slot: place_seen(getattr(twin, slot)) for slot in Slot}
    merged: dict[Slot, Merged[Place]] = {
        slot: decide(ADDRESS, one, seen[slot], _known_of(slot, known), given, first=first, direction=direction)
        for slot, one in placed.slots.items()
    }
    patches: dict[Guid, Mapping[str, Any]] = {}
    new: list[NewAddress] = []
    emptied: set[Slot] = set()
    troubles: list[Trouble] = []
    filled = filling(placed)
    changing = {one.guid for one, slots in filled if any(merged[slot].to_severa for slot in slots)}
    for one, slots in filled:
        changes = {slot: merged[slot].to_severa for slot in slots}
        others = [(other, other.guid in changing) for other in addresses if other.guid != one.guid]
        parted = part(one, changes, customer, others, [slot for slot in slots if is_empty(seen[slot])])
        if isinstance(parted, Trouble):
            troubles.append(parted)
            merged |= {slot: _held(merged[slot], _known_of(slot, known)) for slot in slots}
            continue
        patches |= {one.guid: parted.patch} if parted.patch else {}
        new += [made_for(slot, own) for slot, own in parted.own.items() if own is not None]
        emptied |= {slot for slot, own in parted.own.items() if own is None}
    moved = [slot for slot in Slot if slot not in merged and not slot_unmoved(slot, "vnf", seen[slot], known, given)]
    lacking = (
        () if direction == "to_vnf" else addresses_to_severa(twin, given, [one for one in Slot if one not in moved])
    )
    fields: dict[str, Verdict] = {}
    after: dict[str, Known] = {}
    for slot in Slot:
        if slot in merged and slot not in emptied:
            of_slot, left = merged[slot].fields, merged[slot].known
        else:
            gets = slot in emptied or any(getattr(one, USES[slot]) is True for one in lacking)
            of_slot, left = _without(slot, placed, seen[slot], given, gets)
            left = _following(slot, twin, merged) or left
        fields |= {f"{camel(slot)}.{name}": one for name, one in of_slot.items()}
        after |= {f"{camel(slot)}.{name}": one for name, one in left.items()}
    told = [
        evolve(one, field=f"{camel(slot)}.{one.field}")
        for slot in Slot
        if slot in merged and slot not in emptied
        for one in merged[slot].troubles
    ]
    return Filed(
        fields=fields,
        known=after,
        to_vnf={slot: one.to_vnf for slot, one in merged.items() if one.to_vnf is not None and slot not in emptied},
        new=tuple(joined([*new, *lacking])),
        patches=patches,
        troubles=(*troubles, *told),
        parts={one.guid: fingerprint(changed(one, patches.get(one.guid, {}))) for one in addresses},
    )


def _known_of(slot: Slot, known: Mapping[str, Known]) -> dict[str, Known]:
    prefix = f"{camel(slot)}."
    return {name.removeprefix(prefix): one for name, one in known.items() if name.startswith(prefix)}


def _held(merged: Merged[Place], known: Mapping[str, Known]) -> Merged[Place]:
    """The same, but nothing crosses to Severa."""
    held = [name for name, one in merged.fields.items() if isinstance(one, Crosses) and one.to == "severa"]
    return evolve(undecided(merged, held, known), to_severa={})


def _without(
    slot: Slot, placed: Placed, seen: Place, given: Given, gets: bool
) -> tuple[Mapping[str, Verdict], Mapping[str, Known]]:
    """A place without an address in Severa, or that loses it: what it `gets` there. Visma.net's values are known."""
    theirs = _plain(values(ADDRESS, "vnf", seen, given))
    ours = _plain(values(ADDRESS, "severa", placed.slots[slot], given)) if slot in placed.slots else {}
    fields: dict[str, Verdict] = {}
    for name, value in theirs.items():
        old = ours.get(name)
        fields[name] = Agreed(value) if value == old else Crosses("severa", value, old) if gets else Kept()
    return fields, theirs


def _following(slot: Slot, twin: vnf.Customer, merged: Mapping[Slot, Merged[Place]]) -> dict[str, Known] | None:
    """What a place has once the main one is written, where both are one address in Visma.net."""
    main, own = twin.main_address, getattr(twin, slot)
    if main is None or own is None or main.address_id is None or main.address_id != own.address_id:
        return None
    if Slot.MAIN not in merged or merged[Slot.MAIN].to_vnf is None:
        return None
    return {name: sides_of(one).vnf for name, one in merged[Slot.MAIN].known.items()}


def _plain(held: Mapping[str, Plain | Unset | Trouble]) -> dict[str, Plain]:
    """The values. What the other side can't hold counts as none; no field of an address is ever in trouble."""
    return {name: None if isinstance(one, Unset | Trouble) else one for name, one in held.items()}
