"""Contact persons that are linked, each with its communications: by what they are matched, and what becomes of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from attrs import evolve, frozen

from severa_vnf.mapping.contacts import (
    CONTACTS,
    EMAIL,
    MOBILE,
    PHONE,
    communications_of,
    contact_seen,
    person,
)
from severa_vnf.mapping.customers import STREAM
from severa_vnf.mapping.given import Given
from severa_vnf.mapping.merge import Known, decide, undecided, unmoved
from severa_vnf.mapping.sides import Decision, Facts, digest, folded, parts_unmoved
from severa_vnf.mapping.table import Trouble
from severa_vnf.rules.registers import COMMUNICATION_TYPE_MISSING
from severa_vnf.severa import communications as severa_communications
from severa_vnf.severa.communication_types import CommunicationMethod
from severa_vnf.severa.communications import Communication, NewCommunication
from severa_vnf.severa.contacts import Contact
from severa_vnf.severa.refs import Pointer
from severa_vnf.values import Guid
from severa_vnf.vnf import contact as vnf
from severa_vnf.wire.call import Call

METHODS = {"mobile": MOBILE, "phone": PHONE, "email": EMAIL}
"""The fields of a person that are communications in Severa."""


@frozen
class WholeContact:
    """A contact person of Severa's with all its communications."""

    contact: Contact
    communications: tuple[Communication, ...] = ()


def in_severa_facts(whole: WholeContact, given: Given) -> Facts:
    """By what Severa's contact person is matched: within the customer by name, with the mail address as a witness."""
    contact = whole.contact
    email = communications_of(contact, whole.communications).get(EMAIL)
    active = contact.is_active and not contact.is_deleted
    return Facts(
        id=contact.guid,
        key="",
        number="",
        name=folded(f"{contact.first_name} {contact.last_name}"),
        label=f"Contact {contact.first_name} {contact.last_name}",
        group=contact.customer.guid or "",
        witness=_mail(email.value if email else None),
        stays="" if active else "inactive",
    )


def in_vnf_facts(contact: vnf.Contact, customer_guid: Guid, given: Given) -> Facts:
    """By what Visma.net's is; the customer is the one that its business account is linked with."""
    return Facts(
        id=str(contact.contact_id),
        key="",
        number="",
        name=folded(f"{contact.first_name or ''} {contact.last_name or ''}"),
        label=f"Contact {contact.display_name or contact.last_name or contact.contact_id}",
        group=customer_guid,
        witness=_mail(contact.email),
        stays="inactive" if contact.active is False else "",
    )


def fingerprint(communication: Communication) -> str:
    """Of all that matters in a communication, its stamps left out: 8 hex digits."""
    kind = communication.communication_type
    return digest(communication.value, kind.guid, kind.type, communication.is_forbidden_to_use)


def decide_contact(
    whole: WholeContact, twin: vnf.Contact, known: Mapping[str, Known], given: Given, *, first: bool = False
) -> Decision:
    """Decide a contact person and how it is reached: one write to Visma.net, a patch, and writes of communications."""
    direction = given.settings.directions.get(STREAM, "both")
    table = CONTACTS[given.settings.mobile_phone]
    ours, theirs = person(whole.contact, whole.communications), contact_seen(twin)
    merged = decide(table, ours, theirs, known, given, first=first, direction=direction)
    held = communications_of(whole.contact, whole.communications)
    reached = {method: merged.to_severa[name] for name, method in METHODS.items() if name in merged.to_severa}
    lacking = [method for method in reached if method not in held and method not in given.communication_types]
    rows = [row.vnf for row in table.rows if METHODS.get(row.into) in lacking]
    calls = {
        method: _written(whole.contact, method, value, held.get(method), given)
        for method, value in reached.items()
        if method not in lacking
    }
    after = {held[method].guid: reached[method] for method in calls if method in held}
    merged = undecided(merged, rows, known)
    return Decision(
        fields=merged.fields,
        known=merged.known,
        to_vnf=() if merged.to_vnf is None else (vnf.update(twin.contact_id, merged.to_vnf),),
        patch={name: value for name, value in merged.to_severa.items() if name not in METHODS},
        to_severa=tuple(calls.values()),
        troubles=(
            *merged.troubles,
            *(Trouble(COMMUNICATION_TYPE_MISSING, method.value, reached[method]) for method in lacking),
        ),
        parts={
            one.guid: fingerprint(evolve(one, value=after.get(one.guid, one.value)))
            for one in whole.communications
            if after.get(one.guid, one.value) is not None
        },
    )


def severa_unmoved(whole: WholeContact, known: Mapping[str, Known], parts: Mapping[Guid, str], given: Given) -> bool:
    """Whether nothing of a contact person of Severa's is new to us."""
    seen = {one.guid: fingerprint(one) for one in whole.communications}
    crossing = communications_of(whole.contact, whole.communications).values()
    ours = person(whole.contact, whole.communications)
    return unmoved(CONTACTS[given.settings.mobile_phone], "severa", ours, known, given) and parts_unmoved(
        seen, parts, {one.guid for one in crossing}
    )


def vnf_unmoved(twin: vnf.Contact, known: Mapping[str, Known], given: Given) -> bool:
    """Whether nothing of Visma.net's contact person is new to us."""
    return unmoved(CONTACTS[given.settings.mobile_phone], "vnf", contact_seen(twin), known, given)


def _written(
    contact: Contact, method: CommunicationMethod, value: str | None, old: Communication | None, given: Given
) -> Call[Any]:
    """A communication that is made, changed, or deleted where there is no value any more."""
    if old is None:
        kind = Pointer(given.communication_types[method])
        new = NewCommunication(contact=Pointer(contact.guid), communication_type=kind, value=str(value))
        return severa_communications.create(new)
    if value is None:
        return severa_communications.delete(old.guid)
    return severa_communications.patch(old.guid, value=value)


def _mail(address: str | None) -> str:
    return (address or "").strip().lower()
