"""What a type checker must refuse: an ignore that refuses nothing is an error itself. Read by mypy, never run."""

from __future__ import annotations

from decimal import Decimal

from attrs import fields

from severa_vnf import InvoiceStatuses, MappingStore, Money, Settings, Severa, VismaNet, severa, vnf
from severa_vnf.mapping import CUSTOMER, INVOICE, check_total, customers, find_statuses, header, invoice_to_vnf
from severa_vnf.mapping.header import Head
from severa_vnf.mapping.table import Pair, always, both, left_out, made, to_severa, to_vnf, to_vnf_if_any
from severa_vnf.mapping.texts import TEXT
from severa_vnf.ports import Clock
from severa_vnf.values import Code, Guid

SOURCE, TARGET = fields(severa.Invoice), fields(vnf.CustomerInvoiceUpdate)
OURS, THEIRS = fields(severa.Customer), fields(vnf.CustomerUpdate)


def a_float_is_no_money() -> None:
    Money(9.5, "EUR")  # type: ignore[arg-type]


def one_systems_id_is_not_the_others(number: Code) -> None:
    guid: Guid = number  # type: ignore[assignment]


def a_value_does_not_change(money: Money) -> None:
    money.currency = "SEK"  # type: ignore[misc]


def a_filter_must_exist() -> None:
    severa.invoices.list(changed="2026-10-31")  # type: ignore[call-arg]


def a_field_must_be_writable() -> None:
    severa.invoices.patch("guid", total_including_tax=1)  # type: ignore[call-arg]


def a_number_is_a_number() -> None:
    severa.invoices.patch("guid", number="1001")  # type: ignore[arg-type]


def a_reply_is_not_of_another_type(sev: Severa) -> None:
    invoice: vnf.CustomerInvoice = sev.send(severa.invoices.get("guid"))  # type: ignore[assignment]


def a_list_is_not_sent(sev: Severa) -> None:
    sev.send(severa.invoices.list())  # type: ignore[arg-type]


def a_credential_is_named(fin: VismaNet) -> None:
    VismaNet("id", "secret", "demo")  # type: ignore[call-arg]


def a_store_has_three_verbs() -> None:
    store: MappingStore = {}  # type: ignore[assignment]


def a_clock_answers() -> None:
    clock: Clock = object()  # type: ignore[assignment]


def the_types_of_a_row_meet() -> None:
    to_vnf(SOURCE.number, TARGET.document_date)  # type: ignore[misc]


def a_number_is_no_text() -> None:
    to_vnf_if_any(SOURCE.number, TARGET.invoice_text)  # type: ignore[misc]


def what_may_be_missing_does_not_simply_cross() -> None:
    to_vnf(SOURCE.due_date, TARGET.document_due_date)  # type: ignore[misc]


def a_function_makes_what_its_field_takes() -> None:
    made((SOURCE.notes,), TARGET.project, header.lines)  # type: ignore[arg-type]


def a_fixed_value_is_of_its_fields_type() -> None:
    always(TARGET.hold, "no", why="It is never on hold.")  # type: ignore[misc]


def a_mapped_field_must_exist() -> None:
    to_vnf(SOURCE.dates, TARGET.document_date)  # type: ignore[attr-defined]


def what_always_stands_has_a_reason() -> None:
    always(TARGET.hold, False)  # type: ignore[call-arg]


def what_comes_back_has_a_reason() -> None:
    to_severa(SOURCE.number, TARGET.note)  # type: ignore[call-overload]


def what_may_be_missing_has_no_way_back_as_it_is() -> None:
    both(OURS.vat_number, THEIRS.vat_registration_id)  # type: ignore[misc]


def a_number_and_a_text_need_a_pair() -> None:
    both(OURS.number, THEIRS.number)  # type: ignore[misc]


def a_pair_is_of_its_fields_types() -> None:
    both(OURS.is_active, THEIRS.name, TEXT)  # type: ignore[misc]
    both(OURS.name, THEIRS.status, customers.ACTIVE)  # type: ignore[misc]


def a_function_is_no_pair() -> None:
    both(OURS.payment_term, THEIRS.credit_terms_id, str)  # type: ignore[call-overload]


def a_pair_comes_back() -> None:
    Pair(there=customers.customer_class)  # type: ignore[call-arg]


def a_pair_comes_back_to_where_it_began() -> None:
    pair: Pair[int | None, str, int] = TEXT  # type: ignore[assignment]


def an_owner_is_one_of_the_two() -> None:
    both(OURS.name, THEIRS.name, owner="us")  # type: ignore[call-overload]


def what_comes_back_fits() -> None:
    to_severa(OURS.name, THEIRS.number, customers.number, why="It is a number.")  # type: ignore[arg-type]


def a_register_maps_its_own_source(invoice: severa.Invoice) -> None:
    CUSTOMER.map(invoice, invoice)  # type: ignore[arg-type]


def what_is_left_out_has_a_reason() -> None:
    left_out(SOURCE.number)  # type: ignore[call-arg]


def a_table_maps_its_own_source(head: Head) -> None:
    INVOICE.map(head, head)  # type: ignore[arg-type]


def rows_are_a_list(invoice: severa.Invoice) -> None:
    invoice_to_vnf(invoice, invoice)  # type: ignore[arg-type]


def a_total_is_no_float() -> None:
    check_total(121.0, Decimal("121.00"))  # type: ignore[arg-type]


def a_doubt_is_not_overlooked(statuses: list[severa.InvoiceStatus]) -> None:
    roles: InvoiceStatuses = find_statuses(statuses)  # type: ignore[assignment]


def a_choice_must_be_one() -> None:
    Settings(several_codes="last")  # type: ignore[arg-type]


def a_tolerance_is_no_float() -> None:
    Settings(tolerance=0.05)  # type: ignore[arg-type]


def each_role_is_named(guid: Guid) -> None:
    InvoiceStatuses(failed=guid)  # type: ignore[call-arg]
