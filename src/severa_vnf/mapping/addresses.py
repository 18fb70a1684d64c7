"""Addresses, both ways (documentation, field table of customers).

Severa has any number of them for a customer, each for one use or several, and a text of any lines. Visma.net has three
places and three lines. What is lost by that is lost once: the same address comes back and goes there unchanged.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from enum import StrEnum

from attrs import evolve, field, fields, frozen

from severa_vnf.mapping.given import Codes, Given
from severa_vnf.mapping.table import Pair, Register, Trouble, both, left_out
from severa_vnf.mapping.texts import TEXT
from severa_vnf.rules.registers import ADDRESS_BESIDE, ADDRESS_LEFT_OUT
from severa_vnf.severa.addresses import Address, NewAddress
from severa_vnf.severa.refs import Pointer, Ref
from severa_vnf.values import Guid
from severa_vnf.vnf import refs as vnf
from severa_vnf.vnf.customer import Customer
from severa_vnf.wire.model import named
from severa_vnf.wire.unset import UNSET, Unset


class Slot(StrEnum):
    """The three places of an address in Visma.net."""

    MAIN = "main_address"
    INVOICE = "invoice_address"
    DELIVERY = "delivery_address"


@frozen(kw_only=True)
class Place:
    """An address as Visma.net holds it, its three lines as one thing."""

    lines: tuple[str, ...] | Unset = field(default=UNSET, metadata=named("addressLine1, addressLine2, addressLine3"))
    postal_code: str | Unset = UNSET
    city: str | Unset = UNSET
    country_id: str | Unset = UNSET
    county: str | Unset = UNSET


def _lines(text: str | None, given: Given) -> tuple[str, ...]:
    """What three lines can't hold shares the third."""
    lines = [line.strip() for line in (text or "").splitlines() if line.strip()]
    return (*lines[:2], *filter(None, (", ".join(lines[2:]),)))


def _text(lines: tuple[str, ...] | None, given: Given) -> str | None:
    return "\n".join(lines or ()) or None


LINES: Pair[str | None, tuple[str, ...], str] = Pair(_lines, _text)


def _coded(name: str) -> Pair[Ref | None, str, Pointer]:
    """A record of Severa's that has a code: by its guid, never by its name, which is localised."""

    def code(ref: Ref | Pointer | None, given: Given) -> str | Unset | None:
        if ref is None or ref.guid is None:
            return None
        codes: Codes = getattr(given, name)
        return codes.codes.get(ref.guid, UNSET)

    def pointer(code: str | None, given: Given) -> Pointer | Unset:
        codes: Codes = getattr(given, name)
        guid = codes.guids.get(code or "")
        return Pointer(guid) if guid else UNSET

    return Pair(code, pointer)


S, P = fields(Address), fields(Place)

ADDRESS: Register[Address, Place, NewAddress] = Register(
    Address,
    Place,
    (
        both(S.address_line, P.lines, LINES, why="One text in Severa, three lines in Visma.net."),
        both(S.postal_code, P.postal_code, TEXT),
        both(S.city, P.city, TEXT),
        both(S.country, P.country_id, _coded("country_codes"), why="By its code."),
        both(S.country_region, P.county, _coded("regions"), why="By its code."),
        left_out(S.is_billing_address, vnf="invoiceAddress", why="It chooses the place; of several the oldest."),
        left_out(S.is_postal_address, vnf="deliveryAddress", why="It chooses the place; of several the oldest."),
        left_out(S.is_visit_address, vnf="mainAddress", why="It chooses the place, unless headquarters are named."),
        left_out(S.guid, S.customer, vnf="addressId", why="The customer's link and the place tell which it is."),
        left_out(S.created_date_time, S.last_updated_date_time, why="They tell the oldest, and what to read again."),
    ),
    NewAddress,
)


@frozen
class Placed:
    """Where the addresses of one customer go, and why the others stay in Severa, by guid."""

    slots: Mapping[Slot, Address]
    left_out: Mapping[Guid, Trouble]


def place(addresses: Sequence[Address], headquarter: Guid | None = None) -> Placed:
    """Find each place its address: the headquarters before any visit address, else the oldest of the kind."""
    home = headquarter if any(one.guid == headquarter for one in addresses) else None
    slots: dict[Slot, Address] = {}
    for one in sorted(addresses, key=_age):
        for slot in _uses(one, home):
            slots.setdefault(slot, one)
    placed = {one.guid for one in slots.values()}
    return Placed(slots, {one.guid: _reason(one) for one in addresses if one.guid not in placed})


def _age(address: Address) -> tuple[datetime, str]:
    made = address.created_date_time
    return (made.wall if made else datetime.max, address.guid)  # noqa: DTZ901 - a wall has no zone


def _uses(address: Address, home: Guid | None) -> list[Slot]:
    uses = {
        Slot.MAIN: address.guid == home if home else address.is_visit_address,
        Slot.INVOICE: address.is_billing_address,
        Slot.DELIVERY: address.is_postal_address,
    }
    return [slot for slot, used in uses.items() if used]


def _reason(address: Address) -> Trouble:
    text = ", ".join(filter(None, (*_lines(address.address_line, Given()), address.city)))
    return Trouble(ADDRESS_BESIDE if _uses(address, None) else ADDRESS_LEFT_OUT, "Address", text)


def written(address: Address, given: Given) -> vnf.AddressUpdate:
    """An address as Visma.net takes it."""
    made, _ = ADDRESS.map(address, given)
    return place_written(made)


def place_written(place: Place) -> vnf.AddressUpdate:
    """A place, or what changes of it, as Visma.net takes it. Lines are written together, the unused ones empty."""
    update = vnf.AddressUpdate(
        postal_code=place.postal_code, city=place.city, country_id=place.country_id, county=place.county
    )
    if isinstance(place.lines, Unset):
        return update
    first, second, third, *_ = (*place.lines, "", "", "")
    return evolve(update, address_line1=first, address_line2=second, address_line3=third)


def place_seen(address: vnf.Address | None) -> Place:
    """What Visma.net holds of an address."""
    address = address or vnf.Address()
    lines = (address.address_line1, address.address_line2, address.address_line3)
    return Place(
        lines=tuple(line for line in lines if line and line.strip()),
        postal_code=address.postal_code or "",
        city=address.city or "",
        country_id=(address.country and address.country.id) or UNSET,
        county=(address.county and address.county.id) or UNSET,
    )


def is_empty(place: Place) -> bool:
    """Whether nothing stands there. A country alone is no address."""
    return not (place.lines or place.postal_code or place.city)


def addresses_to_severa(
    customer: Customer, given: Given | None = None, taken: Collection[Slot] = ()
) -> tuple[NewAddress, ...]:
    """The addresses of Visma.net's that Severa lacks: equal ones as one address with several uses, the main one first.

    `taken` are the places that have an address in Severa. Where the main one has, a place that only follows it is no
    address of its own.
    """
    given = given or Given()
    uses: dict[Place, list[Slot]] = {}
    for slot in Slot:
        uses.setdefault(place_seen(getattr(customer, slot)), []).append(slot)
    new = []
    for seen, slots in uses.items():
        missing = [slot for slot in slots if slot not in taken]
        follows = Slot.MAIN in slots and Slot.MAIN in taken
        if missing and not follows and not is_empty(seen):
            made, _ = ADDRESS.back(seen, given)
            new.append(
                evolve(
                    made,
                    is_visit_address=Slot.MAIN in missing,
                    is_billing_address=Slot.INVOICE in missing,
                    is_postal_address=Slot.DELIVERY in missing,
                )
            )
    return tuple(new)
