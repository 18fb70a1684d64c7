"""One address in Severa for several places in Visma.net: who keeps it once they differ, and what the others get."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from attrs import evolve, frozen

from severa_vnf.mapping.addresses import Placed, Slot, place
from severa_vnf.mapping.sides import digest
from severa_vnf.mapping.table import Trouble
from severa_vnf.rules.registers import ADDRESS_SHARED
from severa_vnf.severa.addresses import Address, NewAddress
from severa_vnf.severa.customers import Customer
from severa_vnf.severa.refs import Pointer, Ref
from severa_vnf.values import Guid
from severa_vnf.wire.model import camel
from severa_vnf.wire.unset import UNSET

USES = {Slot.MAIN: "is_visit_address", Slot.INVOICE: "is_billing_address", Slot.DELIVERY: "is_postal_address"}
"""What marks an address in Severa for each place."""


@frozen
class Parted:
    """What changes of an address in Severa, and the address that each place gets in its stead. None: it is empty."""

    patch: Mapping[str, Any]
    own: Mapping[Slot, Address | None]


def fingerprint(address: Address) -> str:
    """Of all that matters in an address, its stamps left out: 8 hex digits."""
    return digest(_content(address), *(getattr(address, use) for use in USES.values()))


def placed_of(customer: Customer, addresses: Sequence[Address]) -> Placed:
    """The places that a customer's addresses fill."""
    home = customer.headquarter_address
    return place(addresses, home.guid if home else None)


def filling(placed: Placed) -> list[tuple[Address, list[Slot]]]:
    """Each address with the places that it fills."""
    found: dict[Guid, tuple[Address, list[Slot]]] = {}
    for slot, one in placed.slots.items():
        found.setdefault(one.guid, (one, []))[1].append(slot)
    return list(found.values())


def part(
    one: Address,
    changes: Mapping[Slot, Mapping[str, Any]],
    customer: Customer,
    others: Sequence[tuple[Address, bool]],
    empty: Collection[Slot],
) -> Parted | Trouble:
    """The main place keeps the address, else one that did not change in Visma.net; the others part from it.

    It loses the uses of those. Where another address in Severa stands next for such a use, that has to be the one that
    is wanted: else nobody can tell which of them is meant. `others` are those, and whether they change themselves;
    `empty` are the places that are empty in Visma.net.
    """
    keeper = min(changes, key=lambda slot: (slot is not Slot.MAIN, bool(changes[slot])))
    parting = [slot for slot in changes if changes[slot] != changes[keeper]]
    patch = {**changes[keeper], **{USES[slot]: False for slot in parting}}
    heirs = placed_of(customer, [without_uses(one, parting), *(other for other, _ in others)]).slots
    wanting = {other.guid for other, changes_too in others if changes_too}
    own: dict[Slot, Address | None] = {}
    for slot in parting:
        wanted = changed(one, changes[slot])
        heir = heirs.get(slot)
        if heir is None:
            blank = not (wanted.address_line or wanted.postal_code or wanted.city)
            own[slot] = None if blank and slot in empty else wanted
        elif heir.guid in wanting or _content(heir) != _content(wanted):
            return Trouble(ADDRESS_SHARED, camel(slot), ", ".join(filter(None, (one.address_line, one.city))))
    return Parted(patch, own)


def without_uses(one: Address, slots: Iterable[Slot]) -> Address:
    """The same address, for these places no more."""
    return changed(one, {USES[slot]: False for slot in slots})


def changed(one: Address, changes: Mapping[str, Any]) -> Address:
    """An address as Severa shows it after these changes."""
    refs = {name: Ref(guid=value) for name, value in changes.items() if name in ("country", "country_region")}
    after: Address = evolve(one, **{**changes, **refs})
    return after


def made_for(slot: Slot, one: Address) -> NewAddress:
    """An address of its own for one place."""

    def pointer(ref: Ref | None) -> Any:
        return Pointer(ref.guid) if ref and ref.guid else UNSET

    return NewAddress(
        address_line=one.address_line or UNSET,
        postal_code=one.postal_code or UNSET,
        city=one.city or UNSET,
        country=pointer(one.country),
        country_region=pointer(one.country_region),
        is_visit_address=slot is Slot.MAIN,
        is_billing_address=slot is Slot.INVOICE,
        is_postal_address=slot is Slot.DELIVERY,
    )


def joined(new: Iterable[NewAddress]) -> Iterator[NewAddress]:
    """Equal addresses as one with several uses."""
    uses: dict[NewAddress, set[str]] = {}
    for one in new:
        bare = _marked(one, dict.fromkeys(USES.values(), UNSET))
        uses.setdefault(bare, set()).update(use for use in USES.values() if getattr(one, use) is True)
    for bare, used in uses.items():
        yield _marked(bare, {use: use in used for use in USES.values()})


def _marked(new: NewAddress, uses: Mapping[str, Any]) -> NewAddress:
    return evolve(new, **uses)


def _content(one: Address) -> tuple[str | None, ...]:
    country, region = (ref.guid if ref else None for ref in (one.country, one.country_region))
    return (one.address_line, one.postal_code, one.city, country, region)
