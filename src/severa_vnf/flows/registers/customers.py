"""Customers, as both services hold them: with their addresses in Severa, whole in Visma.net."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from attrs import evolve

from severa_vnf.errors import NotFound
from severa_vnf.flows.ask import Flow, everything, send
from severa_vnf.flows.customer_class import class_of
from severa_vnf.flows.engine.cursor import Listing, is_number, read
from severa_vnf.flows.registers.half import Half, Wholes, chosen, entire, half_of, since_in_severa, since_in_vnf
from severa_vnf.flows.registers.kind import Kind, Side
from severa_vnf.flows.registers.link import RecordLink
from severa_vnf.flows.registers.todo import Todo
from severa_vnf.mapping import customer_pairs
from severa_vnf.mapping.addresses import ADDRESS, Slot, addresses_to_severa
from severa_vnf.mapping.customer_pairs import WholeCustomer, decide_customer, fingerprint
from severa_vnf.mapping.customers import CUSTOMER, STREAM, customer_to_severa, customer_to_vnf
from severa_vnf.mapping.customers import CUSTOMERS as CUSTOMER_TABLES
from severa_vnf.mapping.given import Given
from severa_vnf.mapping.matching import match_customers
from severa_vnf.mapping.merge import Known, unmoved
from severa_vnf.mapping.sides import Decision, Facts
from severa_vnf.plan import TO_COME, Action, Change
from severa_vnf.plan.steps import NUMBER
from severa_vnf.settings import Settings
from severa_vnf.severa import addresses, customers
from severa_vnf.severa.addresses import Address
from severa_vnf.severa.customers import Customer
from severa_vnf.values import Guid
from severa_vnf.vnf import customer as debtors
from severa_vnf.wire.call import Call
from severa_vnf.wire.mismatch import Undecodable
from severa_vnf.wire.model import camel

HEADQUARTERS = "headquarterAddress"


OURS: Listing[Customer] = Listing(
    "severa customers",
    since_in_severa(customers.list),
    lambda one: one.last_updated_date_time or one.created_date_time,
    lambda one: one.guid,
)
PLACES: Listing[Address] = Listing(
    "severa addresses",
    since_in_severa(addresses.list),
    lambda one: one.last_updated_date_time or one.created_date_time,
    lambda one: one.guid,
    whose=("customer", "guid"),
)
THEIRS: Listing[debtors.Customer] = Listing(
    "vnf customers",
    since_in_vnf(debtors.list),
    lambda one: one.last_modified_date_time,
    lambda one: one.internal_id,
    whose=("internalId",),
    is_sound=is_number,
    number=lambda one: one.number,
)


def _hear_severa(whole: bool, settings: Settings) -> Flow[Half[WholeCustomer]]:
    found: Wholes[Customer, Address, WholeCustomer] = Wholes(WholeCustomer)

    def keep(address: Address) -> None:
        """One of no customer is the organisation's own."""
        if address.customer is not None and address.customer.guid is not None:
            found.parts.add(address.customer.guid, address)

    records, parts = (chosen(one, STREAM, settings) for one in (OURS, PLACES))
    first = yield from read(records, lambda one: found.alone.add(one.guid, one), whole=whole)
    return found.half(first, (yield from read(parts, keep, whole=whole)))


def _one(guid: str) -> Flow[WholeCustomer]:
    return (yield from _completed(WholeCustomer((yield from send(customers.get(guid))), ())))


def _completed(whole: WholeCustomer) -> Flow[WholeCustomer]:
    return WholeCustomer(whole.customer, tuple((yield from entire(addresses.of(whole.customer.guid)))))


def _like_in_severa(facts: Facts, given: Given) -> Flow[list[WholeCustomer]]:
    rows = [*(yield from entire(customers.list(customer_names=[facts.name])))]
    if facts.key.isdecimal():
        rows += yield from entire(customers.list(numbers=[int(facts.key)]))
    return [WholeCustomer(row, ()) for row in {row.guid: row for row in rows}.values()]


def _like_in_vnf(facts: Facts, given: Given) -> Flow[list[debtors.Customer]]:
    """Those of the name, and the one that has the number as it is. What has leading zeros is seen in whole lists."""
    rows = yield from entire(debtors.list(name=facts.name))
    try:
        return [*rows, (yield from send(debtors.get(facts.key)))] if facts.key else rows
    except NotFound:
        return rows


def _patch(guid: Guid, changes: Mapping[str, Any]) -> Call[Any]:
    return customers.patch(guid, **changes)


def _taken(numbers: Sequence[int]) -> Flow[dict[int, Guid]]:
    """The numbers in use, those of these, or all of them where none is named."""
    rows = yield from everything(customers.list(numbers=numbers) if numbers else customers.list())
    return {row.number: row.guid for row in rows if not isinstance(row, Undecodable) and row.number is not None}


def _surroundings(records: Sequence[WholeCustomer], twins: Sequence[debtors.Customer], given: Given) -> Flow[Given]:
    return given
    yield


def _before_new(whole: WholeCustomer, given: Given) -> Flow[Given]:
    """The class that the customer's own field names, where the settings name such a field."""
    if given.settings.customer_classes.by_field is None:
        return given
    chosen = yield from class_of(whole.customer.guid, given.settings)
    return given if chosen is None else evolve(given, customer_classes={whole.customer.guid: chosen})


def _comes_back(whole: WholeCustomer, given: Given) -> tuple[Change, ...]:
    """Visma.net's number, where it is this company's that Severa's customers have."""
    owns = given.settings.owns_customer_numbers
    return (Change(NUMBER, "severa", whole.customer.number, TO_COME),) if owns else ()


def _foreseen(todos: Sequence[Todo[WholeCustomer, debtors.Customer]], given: Given) -> Given:
    """The numbers of customers that will be linked, as far as they are known before."""
    ours, theirs = dict(given.customers), dict(given.linked_customers)
    for one in todos:
        guid, number = one.item.guid, one.twin.number if one.twin else TO_COME
        if guid and (one.twin or one.step.action is Action.CREATE):
            ours[Guid(guid)], theirs[number] = number, Guid(guid)
        elif one.twin and one.step.action is Action.CREATE:
            theirs[number] = Guid(f"{TO_COME} {one.item.vnf_id}")
    return evolve(given, customers=ours, linked_customers=theirs)


def _decide(
    whole: WholeCustomer, twin: debtors.Customer, known: Mapping[str, Known], given: Given, *, first: bool = False
) -> Decision:
    """As `decide_customer`; which address are the headquarters is remembered too, though the address did not change."""
    decision = decide_customer(whole, twin, known, given, first=first)
    return evolve(decision, known={**decision.known, HEADQUARTERS: _headquarters(whole)})


def _headquarters(whole: WholeCustomer) -> Guid | None:
    home = whole.customer.headquarter_address
    return home.guid if home else None


def _unmoved(whole: WholeCustomer, link: RecordLink, given: Given) -> bool:
    """Of the customer itself: its addresses are looked at by themselves."""
    table = CUSTOMER_TABLES[given.settings.owns_customer_numbers]
    same_home = link.known.get(HEADQUARTERS) == _headquarters(whole)
    return same_home and unmoved(table, "severa", whole.customer, link.known, given)


CUSTOMERS: Kind[WholeCustomer, debtors.Customer] = Kind(
    name="customers",
    stream=STREAM,
    severa=Side(
        hear=_hear_severa,
        lists=(OURS,),
        one=_one,
        like=_like_in_severa,
        facts=customer_pairs.in_severa_facts,
        unmoved=_unmoved,
        new=customer_to_severa,
        create=customers.create,
        completed=_completed,
        along=addresses_to_severa,
        part=lambda address: {address.guid: fingerprint(address)},
    ),
    vnf=Side(
        hear=lambda whole, settings: half_of(chosen(THEIRS, STREAM, settings), whole=whole),
        lists=(THEIRS,),
        one=lambda vnf_id: send(debtors.get_by_id(int(vnf_id))),
        like=_like_in_vnf,
        facts=customer_pairs.in_vnf_facts,
        unmoved=lambda one, link, given: customer_pairs.vnf_unmoved(one, link.known, given),
        new=lambda whole, given: customer_to_vnf(whole.customer, whole.addresses, given),
        create=debtors.create,
    ),
    match=match_customers,
    decide=_decide,
    patch=_patch,
    made=lambda customer: WholeCustomer(customer, ()),
    named=debtors.get,
    answer=lambda one: one.number,
    surroundings=_surroundings,
    followers="contacts",
    comes_back=_comes_back,
    foreseen=_foreseen,
    number=lambda whole: whole.customer.number,
    taken=_taken,
    before_new=_before_new,
    watched=False,
    rows={
        **{row.vnf: row for row in CUSTOMER.rows},
        **{f"{camel(slot)}.{row.vnf}": row for slot in Slot for row in ADDRESS.rows},
    },
    word=lambda facts: facts.name.casefold(),
)
