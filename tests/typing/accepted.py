"""What a type checker must accept and understand. Read by mypy, never run."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from datetime import date
from decimal import Decimal
from typing import assert_type

from attrs import fields

from severa_vnf import (
    AsyncSevera,
    InvoiceStatuses,
    MappingStore,
    Money,
    Settings,
    Severa,
    Undecodable,
    VismaNet,
    severa,
    vnf,
)
from severa_vnf.mapping import (
    CREDIT_NOTE,
    CUSTOMER,
    Agreed,
    Conflict,
    Crosses,
    Draft,
    Given,
    Kept,
    Mapped,
    NotTaken,
    Question,
    TotalCheck,
    check_total,
    customer_to_vnf,
    customers,
    decide_field,
    find_statuses,
    header,
    invoice_to_vnf,
)
from severa_vnf.mapping.header import Head
from severa_vnf.mapping.table import Row, Trouble, always, both, left_out, made, to_severa, to_vnf, to_vnf_if_any
from severa_vnf.mapping.texts import TEXT
from severa_vnf.ports import Clock
from severa_vnf.stores import MemoryStore, SqliteStore
from severa_vnf.testing import SimulatedClock
from severa_vnf.values import Guid


def a_reply_has_the_type_of_its_call(sev: Severa) -> None:
    assert_type(sev.send(severa.invoices.get("guid")), severa.Invoice)
    assert_type(sev.send(severa.invoices.pdf("guid")), bytes)
    assert_type(sev.iterate(severa.invoices.list()), Iterator[severa.Invoice | Undecodable])


async def so_it_has_for_an_async_host(sev: AsyncSevera) -> None:
    assert_type(await sev.send(severa.invoices.get("guid")), severa.Invoice)
    assert_type(sev.iterate(severa.invoices.list()), AsyncIterator[severa.Invoice | Undecodable])


def the_other_service_too(fin: VismaNet) -> None:
    assert_type(fin.send(vnf.customer_invoice.get("1001")), vnf.CustomerInvoice)


def a_patch_names_what_changes(sev: Severa) -> None:
    sev.send(severa.invoices.patch("guid", number=1001, reference_number=None, payment_date=date(2026, 10, 31)))


def both_stores_are_stores() -> list[MappingStore]:
    return [MemoryStore(), SqliteStore("links.db")]


def a_simulated_clock_is_a_clock() -> Clock:
    return SimulatedClock()


def money_is_decimal() -> None:
    assert_type(Money(Decimal("9.50"), "EUR").amount, Decimal)


def an_id_is_text(guid: Guid) -> str:
    return guid


def the_types_of_a_row_meet() -> list[Row]:
    source, target = fields(severa.Invoice), fields(vnf.CustomerInvoiceUpdate)
    return [
        to_vnf(source.date, target.document_date),
        to_vnf_if_any(source.due_date, target.document_due_date),
        made((source.projects, "business unit"), target.project, header.project),
        always(target.hold, False, why="Nothing waits."),
        to_severa(source.number, fields(vnf.CustomerInvoice).reference_number, why="Not ours."),
        left_out(source.status, "dimension", why="It has one of its own."),
    ]


def a_table_makes_its_target(invoice: severa.Invoice) -> None:
    made, troubles = CREDIT_NOTE.map(invoice, Head(Given()))
    assert_type(made, vnf.CustomerCreditNoteUpdate)
    assert_type(troubles, list[Trouble])


def the_types_of_both_ways_meet() -> list[Row]:
    source, target = fields(severa.Customer), fields(vnf.CustomerUpdate)
    return [
        both(source.name, target.name),
        both(source.vat_number, target.vat_registration_id, TEXT, owner="vnf"),
        both(source.is_active, target.status, customers.ACTIVE),
        to_severa(source.number, target.number, customers.number, why="Visma.net owns it."),
    ]


def a_register_is_read_both_ways(customer: severa.Customer) -> None:
    made, _ = CUSTOMER.map(customer, Given())
    assert_type(made, vnf.CustomerUpdate)
    assert_type(CUSTOMER.back(made, Given()), tuple[severa.customers.NewCustomer, list[Trouble]])
    assert_type(customer_to_vnf(customer), Mapped[vnf.CustomerUpdate])


def a_verdict_is_one_of_five() -> None:
    assert_type(decide_field("a", "b", None), Agreed | Crosses | Conflict | Question | Kept | NotTaken)


def a_draft_is_made_offline(invoice: severa.Invoice, rows: list[severa.InvoiceRow]) -> None:
    assert_type(invoice_to_vnf(invoice, rows), Draft)
    assert_type(invoice_to_vnf(invoice, rows, Given(Settings(several_codes="first"))), Draft)


def totals_are_money_or_bare(total: Decimal) -> None:
    assert_type(check_total(Money(total, "EUR"), total, rounding=total, credit_note=True), TotalCheck)


def a_doubt_is_a_value(statuses: list[severa.InvoiceStatus]) -> None:
    assert_type(find_statuses(statuses), InvoiceStatuses | Trouble)
