"""Contact persons of linked customers: with their communications in Severa, one record in Visma.net."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from attrs import evolve

from severa_vnf.flows.ask import Flow, everything, send, together
from severa_vnf.flows.engine.cursor import Listing, is_number, read
from severa_vnf.flows.memory import Owner, known, recall
from severa_vnf.flows.registers.half import Half, Wholes, entire, half_of, since_in_severa, since_in_vnf
from severa_vnf.flows.registers.kind import Kind, Side
from severa_vnf.flows.registers.link import RecordLink, Spaces, read_link
from severa_vnf.mapping import contact_pairs
from severa_vnf.mapping.contact_pairs import METHODS, WholeContact, decide_contact, fingerprint
from severa_vnf.mapping.contacts import CONTACTS as TABLES
from severa_vnf.mapping.contacts import NewPerson, contact_to_severa, contact_to_vnf, person
from severa_vnf.mapping.customers import STREAM
from severa_vnf.mapping.given import Given
from severa_vnf.mapping.mapped import Mapped
from severa_vnf.mapping.matching import match_contacts
from severa_vnf.mapping.merge import unmoved
from severa_vnf.mapping.sides import Facts, folded
from severa_vnf.plan import TO_COME
from severa_vnf.settings import Settings
from severa_vnf.severa import communications, contacts
from severa_vnf.severa.communications import Communication
from severa_vnf.severa.contacts import Contact, NewContact
from severa_vnf.severa.refs import Pointer
from severa_vnf.values import Code, Guid
from severa_vnf.vnf import contact as persons
from severa_vnf.wire.call import Call
from severa_vnf.wire.mismatch import Undecodable

CUSTOMERS = Spaces("customers")
ELSEWHERE = "of no linked customer"
"""Why a person stays where it is: a supplier's, an employee, a customer's that does not cross."""


OWN = {
    name: evolve(table, rows=tuple(row for row in table.rows if row.into not in METHODS))
    for name, table in TABLES.items()
}
"""The tables without what is a communication in Severa."""


OURS: Listing[Contact] = Listing(
    "severa contacts",
    since_in_severa(contacts.list),
    lambda one: one.last_updated_date_time or one.created_date_time,
    lambda one: one.guid,
)
REACHED: Listing[Communication] = Listing(
    "severa communications",
    since_in_severa(communications.list),
    lambda one: one.last_updated_date_time or one.created_date_time,
    lambda one: one.guid,
    whose=("contact", "guid"),
)
THEIRS: Listing[persons.Contact] = Listing(
    "vnf contacts",
    since_in_vnf(persons.list),
    lambda one: one.last_modified_date_time,
    lambda one: one.contact_id,
    whose=("contactId",),
    is_sound=is_number,
)


def _hear_severa(whole: bool, settings: Settings) -> Flow[Half[WholeContact]]:
    found: Wholes[Contact, Communication, WholeContact] = Wholes(WholeContact)
    first = yield from read(OURS, lambda one: found.alone.add(one.guid, one), whole=whole)
    second = yield from read(REACHED, lambda one: found.parts.add(one.contact.guid or "", one), whole=whole)
    return found.half(first, second)


def _one(guid: str) -> Flow[WholeContact]:
    return (yield from _completed(WholeContact((yield from send(contacts.get(guid))), ())))


def _completed(whole: WholeContact) -> Flow[WholeContact]:
    return WholeContact(whole.contact, tuple((yield from entire(communications.of(whole.contact.guid)))))


def _like_in_severa(facts: Facts, given: Given) -> Flow[list[WholeContact]]:
    """Those of the name. With how they are reached: of several the mail address tells."""
    if facts.group.startswith(TO_COME):
        return []
    rows = yield from entire(contacts.of(facts.group))
    alike = [row for row in rows if folded(f"{row.first_name} {row.last_name}") == facts.name]
    return (yield from together([_completed(WholeContact(row)) for row in alike]))


def _like_in_vnf(facts: Facts, given: Given) -> Flow[list[persons.Contact]]:
    if facts.group.startswith(TO_COME):
        return []
    links = yield from recall(CUSTOMERS.links, (facts.group,))
    number = given.customers.get(Guid(facts.group)) or read_link(links[facts.group]).number
    rows = [] if number == TO_COME else (yield from entire(persons.list(business_account=number)))
    return [row for row in rows if folded(f"{row.first_name or ''} {row.last_name or ''}") == facts.name]


def _surroundings(records: Sequence[WholeContact], twins: Sequence[persons.Contact], given: Given) -> Flow[Given]:
    """The customers of these persons, by their links; numbers are Visma.net's."""
    numbers = {one.business_account for one in twins if one.business_account} - given.linked_customers.keys()
    owners = yield from recall(CUSTOMERS.numbers, sorted(numbers))
    guids = {one.contact.customer.guid for one in records if one.contact.customer.guid} - given.customers.keys()
    links = yield from recall(CUSTOMERS.links, sorted(guids))
    return evolve(
        given,
        customers={**given.customers, **{Guid(guid): read_link(one).number for guid, one in links.items()}},
        linked_customers={**given.linked_customers, **{name: known(Owner, one).guid for name, one in owners.items()}},
    )


def _following(guid: str, number: str) -> Flow[tuple[list[str], list[str]]]:
    """The persons of a customer that has only just been linked: they stayed where they were."""
    ours = yield from everything(contacts.of(guid))
    theirs = yield from everything(persons.list(business_account=number))
    return (
        [row.guid for row in ours if not isinstance(row, Undecodable)],
        [str(row.contact_id) for row in theirs if not isinstance(row, Undecodable)],
    )


def _facts_of_severa(whole: WholeContact, given: Given) -> Facts:
    facts = contact_pairs.in_severa_facts(whole, given)
    return facts if facts.group in given.customers else evolve(facts, stays=ELSEWHERE, apart=True)


def _facts_of_vnf(contact: persons.Contact, given: Given) -> Facts:
    owner = given.linked_customers.get(contact.business_account or "")
    facts = contact_pairs.in_vnf_facts(contact, owner or Guid(""), given)
    return facts if owner else evolve(facts, stays=ELSEWHERE, apart=True)


def _new_in_severa(contact: persons.Contact, given: Given) -> Mapped[NewContact]:
    """The person itself; how it is reached is made when it is linked."""
    mapped = contact_to_severa(contact, given)
    owner, made = given.linked_customers[contact.business_account or ""], mapped.made
    person = NewContact(
        customer=Pointer(owner),
        first_name=made.first_name,
        last_name=made.last_name,
        salutation=made.salutation,
        job_title=made.job_title,
        is_active=made.is_active,
        is_email_allowed=made.is_email_allowed,
    )
    return Mapped(person, mapped.problems)


def _reached(contact: persons.Contact, given: Given) -> Sequence[Any]:
    made: NewPerson = contact_to_severa(contact, given).made
    return [{name: value for name in ("mobile", "phone", "email") if isinstance(value := getattr(made, name), str)}]


def _patch(guid: Guid, changes: Mapping[str, Any]) -> Call[Any]:
    return contacts.patch(guid, **changes)


def _unmoved(whole: WholeContact, link: RecordLink, given: Given) -> bool:
    """Of the person itself: how it is reached is looked at by itself."""
    return unmoved(OWN[given.settings.mobile_phone], "severa", person(whole.contact), link.known, given)


CONTACTS: Kind[WholeContact, persons.Contact] = Kind(
    name="contacts",
    stream=STREAM,
    theirs="vnf contact",
    severa=Side(
        hear=_hear_severa,
        lists=(OURS,),
        one=_one,
        like=_like_in_severa,
        facts=_facts_of_severa,
        unmoved=_unmoved,
        new=_new_in_severa,
        create=contacts.create,
        along=_reached,
        completed=_completed,
        part=lambda one: {one.guid: fingerprint(one)},
    ),
    vnf=Side(
        hear=lambda whole, _: half_of(THEIRS, whole=whole),
        lists=(THEIRS,),
        one=lambda vnf_id: send(persons.get(int(vnf_id))),
        like=_like_in_vnf,
        facts=_facts_of_vnf,
        unmoved=lambda one, link, given: contact_pairs.vnf_unmoved(one, link.known, given),
        new=lambda whole, given: contact_to_vnf(whole.contact, whole.communications, given),
        create=persons.create,
    ),
    match=match_contacts,
    decide=decide_contact,
    patch=_patch,
    made=WholeContact,
    named=lambda answer: persons.get(int(answer)),
    is_answer=is_number,
    answer=lambda one: Code(str(one.contact_id)),
    rows={row.vnf: row for table in TABLES.values() for row in table.rows},
    word=lambda facts: f"{facts.group} {facts.name} {facts.witness}",
    watched=False,
    following=_following,
    surroundings=_surroundings,
)
