"""Customers that are linked, each with its addresses: by what they are matched, and what becomes of them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from attrs import evolve, frozen

from severa_vnf.mapping.address_pairs import decide_addresses, slot_unmoved
from severa_vnf.mapping.address_parting import fingerprint, placed_of
from severa_vnf.mapping.addresses import Slot, place_seen, place_written
from severa_vnf.mapping.customers import CUSTOMERS, STREAM, customer_seen, number
from severa_vnf.mapping.given import Given
from severa_vnf.mapping.merge import Known, decide, unmoved
from severa_vnf.mapping.sides import Decision, Facts, parts_unmoved
from severa_vnf.mapping.table import Trouble
from severa_vnf.severa import addresses as severa_addresses
from severa_vnf.severa.addresses import Address
from severa_vnf.severa.customers import Customer
from severa_vnf.values import Guid, number_key
from severa_vnf.vnf import customer as vnf
from severa_vnf.vnf.customer import CustomerStatus, CustomerUpdate

__all__ = [
    "WholeCustomer",
    "decide_customer",
    "fingerprint",
    "in_severa_facts",
    "in_vnf_facts",
    "severa_unmoved",
    "vnf_unmoved",
]


@frozen
class WholeCustomer:
    """A customer of Severa's with all its addresses."""

    customer: Customer
    addresses: tuple[Address, ...] = ()


def in_severa_facts(whole: WholeCustomer, given: Given) -> Facts:
    """By what Severa's customer is matched. Its number counts only where this company's numbers stand in Severa."""
    customer = whole.customer
    shown = "" if customer.number is None else str(customer.number)
    return Facts(
        id=customer.guid,
        key=number_key(shown) if given.settings.owns_customer_numbers else "",
        number=shown,
        name=customer.name.strip(),
        label=f"Customer {customer.name}",
        witness=_vat(customer.vat_number),
        stays="internal" if customer.is_internal else "" if customer.is_active else "inactive",
        apart=customer.is_internal,
    )


def in_vnf_facts(customer: vnf.Customer, given: Given) -> Facts:
    """By what Visma.net's is."""
    held = number(customer.number, given)
    owns = given.settings.owns_customer_numbers
    trouble = held if isinstance(held, Trouble) and owns else ""
    return Facts(
        id=str(customer.internal_id),
        key=number_key(customer.number) if owns else "",
        number=customer.number,
        name=customer.name.strip(),
        label=f"Customer {customer.number} {customer.name}",
        witness=_vat(customer.vat_registration_id),
        stays="inactive" if customer.status is CustomerStatus.INACTIVE else trouble,
    )


def decide_customer(
    whole: WholeCustomer, twin: vnf.Customer, known: Mapping[str, Known], given: Given, *, first: bool = False
) -> Decision:
    """Decide a customer and its addresses: one write to Visma.net, a patch, and writes of Severa's addresses.

    New addresses are made before an old one loses its use: a run that is stopped between finds them.
    """
    direction = given.settings.directions.get(STREAM, "both")
    table = CUSTOMERS[given.settings.owns_customer_numbers]
    merged = decide(table, whole.customer, customer_seen(twin), known, given, first=first, direction=direction)
    filed = decide_addresses(whole.customer, whole.addresses, twin, known, given, first=first, direction=direction)
    update = merged.to_vnf or CustomerUpdate()
    if filed.to_vnf:
        update = _with(update, {slot.value: place_written(place) for slot, place in filed.to_vnf.items()})
    written = merged.to_vnf is not None or bool(filed.to_vnf)
    return Decision(
        fields={**merged.fields, **filed.fields},
        known={**merged.known, **filed.known},
        to_vnf=(vnf.update_by_id(twin.internal_id, update),) if written else (),
        patch=merged.to_severa,
        to_severa=(
            *(severa_addresses.create(whole.customer.guid, new) for new in filed.new),
            *(severa_addresses.patch(guid, **_changes(changes)) for guid, changes in filed.patches.items()),
        ),
        troubles=(*merged.troubles, *filed.troubles),
        parts=filed.parts,
    )


def severa_unmoved(whole: WholeCustomer, known: Mapping[str, Known], parts: Mapping[Guid, str], given: Given) -> bool:
    """Whether nothing of a customer of Severa's is new to us."""
    slots = placed_of(whole.customer, whole.addresses).slots
    table = CUSTOMERS[given.settings.owns_customer_numbers]
    return (
        unmoved(table, "severa", whole.customer, known, given)
        and all(slot_unmoved(slot, "severa", one, known, given) for slot, one in slots.items())
        and parts_unmoved(
            {one.guid: fingerprint(one) for one in whole.addresses}, parts, {one.guid for one in slots.values()}
        )
    )


def vnf_unmoved(twin: vnf.Customer, known: Mapping[str, Known], given: Given) -> bool:
    """Whether nothing of Visma.net's customer is new to us."""
    table = CUSTOMERS[given.settings.owns_customer_numbers]
    return unmoved(table, "vnf", customer_seen(twin), known, given) and all(
        slot_unmoved(slot, "vnf", place_seen(getattr(twin, slot)), known, given) for slot in Slot
    )


def _vat(number: str | None) -> str:
    return re.sub(r"[\s.-]", "", number or "").upper()


def _with(update: CustomerUpdate, places: Any) -> CustomerUpdate:
    return evolve(update, **places)


def _changes(changes: Mapping[str, Any]) -> Any:
    return changes
