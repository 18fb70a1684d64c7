"""Statuses, switches, periods, rounding, and the last year's invoices."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from attrs import asdict, evolve

from severa_vnf import InvoiceStatuses, Settings
from severa_vnf.testing.severa.statuses import statuses
from severa_vnf.values import Guid
from tests.flows.office import HELD, TO_TRANSFER, TRANSFERRED, Office, few
from tests.flows.preflight.inspected import found, inspected, only, stops


def change(office: Office, name: str, **fields: Any) -> None:
    """A person changes an invoice status."""
    status = next(one for one in office.severa.documents("invoice_statuses") if one["name"] == name)
    office.severa.edit("invoice_statuses", status["guid"], **fields)


@pytest.mark.parametrize(
    ("name", "fields", "sentence"),
    [
        (TO_TRANSFER, {"isReadOnly": False}, f"'{TO_TRANSFER}' waits for the transfer: switch 'Not editable' on."),
        ("Overdracht niet gelukt", {"isDefault": True}, "it may not be the default."),
        ("Betaald", {"isPaid": False}, "Switch 'Paid' on for the last status, and for no other."),
    ],
)
def test_statuses_by_order(name: str, fields: dict[str, Any], sentence: str) -> None:
    """Order and flags must be as documented; each fault is a sentence of its own."""
    office = Office()
    change(office, name, **fields)
    wrong = [one for one in inspected(office) if one.code == "statuses-wrong"]
    assert [sentence in one.text() for one in wrong] == [True]
    assert wrong[0].stops


def test_credit_notes_begin_where_they_are_transferred() -> None:
    """The default of credit notes is the status that waits for the transfer: they skip the approval."""
    office = Office()
    change(office, TO_TRANSFER, isDefaultForCreditNote=False)
    assert "default for credit notes" in only(office).value


def test_transferred_may_be_unsent() -> None:
    """A status for transferred invoices that is not 'Sent' is no fault; it is worth knowing."""
    world = few(0)
    office = Office(evolve(world, severa={**world.severa, "invoice_statuses": statuses(1, transferred_is_sent=False)}))
    assert (only(office).code, only(office).value, only(office).stops) == ("status-not-sent", TRANSFERRED, False)


def chosen(office: Office, **changed: str) -> Settings:
    """Settings that name the roles, some of them otherwise."""
    return Settings(statuses=evolve(office.roles(), **{role: Guid(guid) for role, guid in changed.items()}))


def test_statuses_by_the_settings() -> None:
    """Where the settings name the roles an additional status is no fault."""
    office = Office()
    office.settings = chosen(office)
    office.severa.load("invoice_statuses", [{"name": "Incasso", "sortOrder": 9, "isReadOnly": True}])
    assert found(office) == []
    office.settings = Settings()
    assert stops(office) == ["statuses-wrong"] * len(stops(office)) != []


@pytest.mark.parametrize(
    ("role", "fields", "told"),
    [
        ("failed", {"isReadOnly": True}, "is the status for failed: switch off Not editable."),
        ("failed", {"isDefault": True}, "is the status for failed: switch off Default."),
        ("to_transfer", {"hasInvoiceNumber": True}, "is the status for to transfer: switch off Invoice number."),
        ("to_transfer", {"isReadOnly": False}, "is the status for to transfer: switch on Not editable."),
        (
            "to_transfer",
            {"isDefaultForCreditNote": False},
            "is the status for to transfer: switch on Default for credit notes.",
        ),
        ("transferred", {"hasInvoiceNumber": False}, "is the status for transferred: switch on Invoice number."),
        ("sent", {"isSent": False}, "is the status for sent: switch on Sent."),
        ("partially_paid", {"isPaid": True}, "is the status for partially paid: switch off Paid."),
        ("paid", {"isPaid": False, "isSent": False}, "is the status for paid: switch on Sent, Paid."),
    ],
)
def test_flags_of_the_roles(role: str, fields: dict[str, Any], told: str) -> None:
    """A role that the settings name has the flags of that role."""
    office = Office(few(0))
    office.settings = chosen(office)
    office.severa.edit("invoice_statuses", asdict(office.roles())[role], **fields)
    assert only(office).value.endswith(told)


def test_a_role_whose_status_is_not_there() -> None:
    """A status that is not there, or not in use, can have no role."""
    office = Office()
    office.settings = chosen(office, transferred="gone")
    assert only(office).value == "Settings.statuses.transferred names a status that is not in use: gone."
    office.settings = chosen(office)
    assert isinstance(office.settings.statuses, InvoiceStatuses)
    office.severa.edit("invoice_statuses", office.settings.statuses.sent, isActive=False)
    assert "Settings.statuses.sent names" in only(office).value


@pytest.mark.parametrize(
    ("setting", "rule"),
    [
        ({"setCreditNoteInvoiceNumber": True}, "severa-numbers-credit-notes"),
        ({"uniqueIdentifierForProductsAndWorktypes": False}, "codes-not-held-unique"),
    ],
)
def test_switches_of_severa(setting: dict[str, bool], rule: str) -> None:
    """Severa may not number credit notes, and must hold codes unique."""
    office = Office()
    office.severa.load("settings", [setting])
    assert (only(office).code, only(office).stops) == (rule, True)


@pytest.mark.parametrize("closed", ["closedInCustomerLedger", "closedInGeneralLedger", "active"])
def test_the_period_of_today(closed: str) -> None:
    """Today's period must be open for customers and in the general ledger."""
    office = Office(few(0))
    office.vnf.edit("financial_period", "202610", **{closed: closed != "active"})
    assert (only(office).code, only(office).value, only(office).stops) == ("period-not-open", "today, 2026-10-30", True)


def test_periods_of_waiting_invoices() -> None:
    """An invoice that has no number yet, in a period that is closed, is worth knowing; one that crossed is not."""
    office = Office(few(0, 1, 4))
    for period in ("202608", "202609"):
        office.vnf.edit("financial_period", period, closedInCustomerLedger=True)
    office.severa.edit("invoices", office.guid(0), number=7)
    shut = only(office)
    assert (shut.value, shut.stops) == ("2 invoices without a number, dated 2026-08-31 to 2026-09-30", False)


@pytest.mark.parametrize("dates", [{"startDate": None}, {"endDate": None}, {"endDate": "2026-10-29T00:00:00"}])
def test_a_day_without_a_period(dates: dict[str, Any]) -> None:
    """A day that is in no period can't be booked."""
    office = Office(few(0))
    office.vnf.edit("financial_period", "202610", **dates)
    assert stops(office) == ["period-not-open"]


def test_severa_rounds() -> None:
    """Totals in whole amounts would differ from Visma.net's by cents, each time."""
    office = Office()
    office.severa.load("settings", [{"currencyRoundingType": "NearestInteger"}])
    assert (only(office).code, only(office).field) == ("totals-rounded", "Severa")


def test_visma_net_rounds() -> None:
    """What Visma.net's rounding adds to documents shows on them, and the customer pays another amount."""
    office = Office(few(0), vnf_switches={"document_rounding": Decimal(1)})
    office.cycle()
    rounded = only(office)
    assert (rounded.code, rounded.field) == ("totals-rounded", "Visma.net")
    assert rounded.value.startswith("invoice 100001 by ")


def test_documents_that_cannot_be_read_show_no_rounding() -> None:
    """Nothing is concluded from a document that is not as promised."""
    office = Office(few(0))
    office.cycle()
    office.vnf.edit("customer_invoice", "100001", roundingDiff=Decimal("0.5"), amountInCurrency="much")
    assert found(office) == []


def test_the_last_years_invoices() -> None:
    """Each rule that would hold some is one finding: how many, which, and why; none of it stops a run."""
    office = Office(few(0, 1, 2, 3, HELD))
    for place in range(4):
        office.row(place, code=[])
    held = [one for one in inspected(office) if one.code == "row-without-code"]
    assert [one.stops for one in held] == [False]
    (one,) = held
    assert one.label.startswith("5 of 5 invoices of the last year would be held (Invoice, 2026-08-31, ")
    assert one.label.endswith("; 2 more)")
    assert (one.field, one.value) == ("Row 1 'Senior advies'", "Hours")


def test_each_rule_is_told() -> None:
    """One invoice may be held by several rules, and each counts once."""
    office = Office(few(0))
    for row in office.severa.documents("invoice_rows"):
        office.severa.edit("invoice_rows", row["guid"], code=[])
    office.severa.edit("invoices", office.guid(0), orderNumber="9" * 50)
    assert [one.code for one in inspected(office) if one.label.startswith("1 of 1")] == [
        "text-too-long",
        "row-without-code",
    ]


def test_older_invoices_do_not_count() -> None:
    """What is dated more than a year ago is history."""
    office = Office(few(HELD))
    office.severa.edit("invoices", office.guid(0), date="2025-10-29")
    assert "row-without-code" not in {one.code for one in inspected(office)}
    office.severa.edit("invoices", office.guid(0), date="2025-10-30")
    assert "row-without-code" in {one.code for one in inspected(office)}


def test_the_day_of_going_live_does_not_count() -> None:
    """Invoices before that day would not cross at all: that is no fault of theirs."""
    office = Office(few(0), Settings(go_live=date(2026, 11, 1)))
    assert found(office) == []


def test_invoices_of_other_companies_do_not_count() -> None:
    """Invoices that another bridge carries are not mapped."""
    office = Office(few(HELD))
    other = "20000000-0000-0000-0000-000000000000"
    office.severa.load("business_units", [{"guid": other, "name": "Other"}])
    office.settings = Settings(companies=(Guid(other),))
    assert "row-without-code" not in {one.code for one in inspected(office)}


def test_rows_that_were_not_listed() -> None:
    """An invoice whose rows are older than the list goes back is asked by itself; one without rows would be held."""
    world = few(0)
    old = [{**row, "createdDateTime": "2024-01-01T00:00:00Z"} for row in world.severa["invoice_rows"]]
    office = Office(evolve(world, severa={**world.severa, "invoice_rows": old}))
    assert found(office) == []
    for row in office.severa.documents("invoice_rows"):
        office.severa.remove("invoice_rows", row["guid"])
    assert [one.code for one in found(office)] == ["invoice-without-rows"]


@pytest.mark.parametrize(("choice", "asked"), [("same_vat", True), ("first", False)])
def test_grouped_rows(choice: Any, asked: bool) -> None:
    """The items of a grouped row are looked up where the settings want to know whether they are alike."""
    office = Office(few(4), Settings(several_codes=choice))
    office.vnf.edit("inventory", "JUNIOR", vatCode={"id": "S9"})
    assert ([one.code for one in found(office)] == ["row-with-several-codes"]) is asked
    assert any(one.path.endswith("/inventory/JUNIOR") for one in office.vnf.requests) is asked
