from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.testing.severa.caller import (
    APPROVAL,
    AT,
    DRAFT,
    FAILED,
    INVOICE,
    PAID,
    PARTLY,
    SENT,
    TO_TRANSFER,
    TRANSFERRED,
    Caller,
    amounts,
    exact,
    invoice,
    refused,
    row,
    simulator,
    standing,
)


def test_an_invoice_shows_its_status_but_not_the_flags_of_the_bridge() -> None:
    """An invoice's status tells sent, paid and awaiting payment; whether it is editable stands in the register only."""
    _, ask = standing(PAID)
    assert exact(ask.get(AT))["status"] == {
        "guid": PAID, "name": "Betaald", "isSent": True, "isPaid": True, "isWaitingPayment": False}  # fmt: skip


@pytest.mark.parametrize("value", [{"status__guid": TRANSFERRED}, {"status": {"guid": TRANSFERRED}}])
def test_a_status_is_set_by_its_guid_or_whole(value: dict[str, Any]) -> None:
    """A status is patched at /status/guid, or at /status with an object; nothing else of it can be written."""
    _, ask = standing(TO_TRANSFER)
    (shown,) = exact(ask.patch(AT, **value))
    assert shown["status"]["guid"] == TRANSFERRED
    assert refused(ask.patch(AT, status__isSent=True)) == (400, "InvalidRequest")
    assert refused(ask.patch(AT, status={"guid": "none"})) == (400, "InvalidParameter")


def test_a_status_that_wants_a_number_gives_severas_own() -> None:
    """An invoice without a number that enters a status with numbers takes Severa's next, past those that are taken."""
    sim, ask = standing(TO_TRANSFER)
    sim.load("settings", [{"nextInvoiceNumber": 500}])
    invoice(sim, SENT, "taken", number=500)
    (shown,) = exact(ask.patch(AT, status__guid=TRANSFERRED))
    assert shown["number"] == 501
    settings = exact(ask.get("organizationsettings"))
    assert (settings["lastInvoiceNumber"], settings["nextInvoiceNumber"]) == (501, 502)


def test_a_number_written_before_the_status_stays() -> None:
    """Operations are applied in order: with the number first, no number of Severa's own is taken."""
    _, ask = standing(TO_TRANSFER)
    (shown,) = exact(ask.patch(AT, number=1001, referenceNumber="RF18", status__guid=TRANSFERRED))
    assert (shown["number"], shown["referenceNumber"], shown["status"]["guid"]) == (1001, "RF18", TRANSFERRED)
    assert exact(ask.get("organizationsettings"))["nextInvoiceNumber"] == 1


def test_a_refused_patch_takes_no_number() -> None:
    """A patch refused in a later operation leaves number, status and the organisation's next number as they were."""
    sim, ask = standing(TO_TRANSFER)
    assert ask.patch(AT, status__guid=TRANSFERRED, colour="red").status_code == 400
    assert (sim.documents("invoices")[0]["number"], sim.documents("settings")[0]["nextInvoiceNumber"]) == (None, 1)


@pytest.mark.parametrize("status", [FAILED, DRAFT, APPROVAL])
def test_an_editable_status_locks_nothing(status: str) -> None:
    """Header and rows of an invoice in an editable status can be changed."""
    _, ask = standing(status)
    assert ask.patch(AT, notes="hello").status_code == 200
    assert ask.patch(f"invoicerows/{INVOICE}-row-1", quantity=3).status_code == 200


@pytest.mark.parametrize("status", [TO_TRANSFER, TRANSFERRED, SENT, PARTLY, PAID])
def test_a_read_only_status_locks_header_and_rows(status: str) -> None:
    """An invoice in a read-only status can neither be changed nor deleted, nor can its rows."""
    _, ask = standing(status)
    for answer in (
        ask.patch(AT, notes="hello"), ask.patch(f"invoicerows/{INVOICE}-row-1", quantity=3),
        ask.delete(f"invoicerows/{INVOICE}-row-1"), ask.delete(AT),
    ):  # fmt: skip
        assert refused(answer) == (400, "InvalidOperation")


def test_what_a_read_only_status_still_accepts_is_a_switch() -> None:
    """Number, reference number, payment date and status can be written in a read-only status, or by the switch not."""
    changes = {"number": 5, "referenceNumber": "R", "paymentDate": "2026-11-01", "status__guid": SENT}
    for accepts, expected in (
        ({"number", "referenceNumber", "paymentDate", "status"}, 200),
        ((), 400),
        ({"status"}, 400),
    ):
        for name, value in changes.items():
            _, ask = standing(TO_TRANSFER, read_only_accepts=accepts)
            status = 200 if name.partition("__")[0] in accepts else expected
            assert ask.patch(AT, **{name: value}).status_code == status


def test_the_lock_falls_with_the_operation_that_sets_it() -> None:
    """Within one patch, what comes after the move into a read-only status meets the lock."""
    _, ask = standing(DRAFT)
    assert ask.patch(AT, notes="in time", status__guid=TO_TRANSFER).status_code == 200
    _, ask = standing(DRAFT)
    assert refused(ask.patch(AT, status__guid=TO_TRANSFER, notes="too late")) == (400, "InvalidOperation")


def test_a_number_of_another_invoice_is_refused() -> None:
    """A number that another invoice of the series has is refused, unless the switch allows it."""
    for unique, expected in ((True, 400), (False, 200)):
        sim, ask = standing(DRAFT, unique_invoice_numbers=unique)
        invoice(sim, SENT, "other", number=7)
        invoice(sim, SENT, "abroad", number=8, invoiceNumberBusinessUnitGuid="unit")
        assert ask.patch(AT, number=7).status_code == expected
        assert ask.patch(AT, number=8).status_code == 200
        assert ask.patch(AT, number=8).status_code == 200


@pytest.mark.parametrize("number", ["INV-1", 2**31, 1.5])
def test_a_number_is_an_int32(number: Any) -> None:
    """An invoice number is a whole number of 32 bits."""
    _, ask = standing(DRAFT)
    assert refused(ask.patch(AT, number=number)) == (400, "InvalidRequest")


def test_a_number_may_go_with_the_status() -> None:
    """An invoice that moves back to a status without numbers keeps its number, or by the switch loses it."""
    for keeps, expected in ((True, 7), (False, None)):
        sim, ask = standing(DRAFT, keeps_number=keeps)
        assert exact(ask.patch(AT, number=7, status__guid=SENT))[0]["number"] == 7
        sim.set_status(INVOICE, FAILED)
        assert exact(ask.get(AT))["number"] == expected


def test_a_person_moves_an_invoice_past_the_lock() -> None:
    """A person's change of status does what follows from it: the number, the stamp."""
    sim, ask = standing(TO_TRANSFER, read_only_accepts=())
    sim.clock.sleep(5)
    sim.set_status(INVOICE, TRANSFERRED)
    shown = exact(ask.get(AT))
    assert (shown["number"], shown["lastUpdatedDateTime"]) == (1, "2026-10-30T09:00:05Z")


def test_totals_follow_from_the_rows() -> None:
    """Each row's amount is rounded to the cent, the VAT once per rate."""
    _, ask = standing(DRAFT)
    shown = exact(ask.get(AT))
    assert amounts(shown) == (Decimal("23.43"), Decimal("4.52"), Decimal("27.95"))
    assert shown["projectFeesTotalExcludingTax"]["amount"] == Decimal("23.43")
    assert shown["totalIncludingTax"]["currencyCode"] == "EUR"


def test_the_totals_are_split_by_kind_of_row() -> None:
    """Hours, fees, travel expenses and flat rates have totals of their own; hours are counted."""
    sim = simulator()
    invoice(sim, number=1)
    for kind in ("Hours", "TravelExpenses", "FlatRate"):
        sim.load("invoice_rows", [{**row(INVOICE, kind, 2, "1.25", 0), "rowType": kind, "vatRate": None}])
    shown = exact(Caller(sim).get(AT))
    assert shown["workHoursQuantity"] == 2
    assert shown["totalTax"]["amount"] == Decimal("4.52")
    names = ("workHours", "projectTravelExpenses", "flatRates", "projectFees")
    assert [shown[f"{name}TotalExcludingTax"]["amount"] for name in names] == [Decimal("2.50")] * 3 + [Decimal("23.43")]


@given(quantity=st.decimals(-999, 999, places=4), price=st.decimals(-999, 999, places=4))
def test_half_a_cent_goes_away_from_zero(quantity: Decimal, price: Decimal) -> None:
    """A row's amount is its quantity times its price, half a cent going away from zero."""
    sim = simulator()
    money = {"amount": price, "currencyCode": "EUR"}
    sim.load("invoices", [{"guid": "i"}])
    sim.load("invoice_rows", [{"invoiceGuid": "i", "quantity": quantity, "unitPrice": money}, {"invoiceGuid": "i"}])
    exactly = quantity * price
    rounded = sim.documents("invoices")[0]["totalExcludingTax"]["amount"]
    assert abs(rounded - exactly) <= Decimal("0.005")
    assert abs(rounded - exactly) < Decimal("0.005") or abs(rounded) > abs(exactly)


def test_totals_that_were_loaded_stay_until_a_row_changes() -> None:
    """An invoice shows the totals it was loaded with, and those of its rows once one of them has changed."""
    sim = simulator()
    given_totals = {"totalExcludingTax": 100, "totalTax": 0, "totalIncludingTax": 100}
    invoice(sim, **{name: {"amount": amount, "currencyCode": "EUR"} for name, amount in given_totals.items()})
    ask = Caller(sim)
    assert amounts(exact(ask.get(AT))) == (100, 0, 100)
    ask.patch(AT, notes="kept")
    assert amounts(exact(ask.get(AT))) == (100, 0, 100)
    sim.clock.sleep(5)
    (changed,) = exact(ask.patch(f"invoicerows/{INVOICE}-row-2", vatRate=21))
    shown = exact(ask.get(AT))
    assert (changed["vatRate"], amounts(shown)) == (21, (Decimal("23.43"), Decimal("4.92"), Decimal("28.35")))
    assert shown["lastUpdatedDateTime"] == "2026-10-30T09:00:05Z"


def test_a_person_changes_or_removes_a_row_and_the_totals_follow() -> None:
    """The totals follow the rows whoever changes them, and stay when a row goes whose invoice is gone."""
    sim, ask = standing(TO_TRANSFER)
    sim.edit("invoice_rows", f"{INVOICE}-row-1", vatRate=9)
    assert amounts(exact(ask.get(AT)))[1] == Decimal("2.11")
    sim.remove("invoice_rows", f"{INVOICE}-row-2")
    assert amounts(exact(ask.get(AT)))[0] == Decimal("20.10")
    sim.load("invoice_rows", [{"guid": "lost", "invoiceGuid": "none"}])
    assert ask.delete("invoicerows/lost").status_code == 204


def test_a_deleted_row_leaves_its_invoice() -> None:
    """A row of an editable invoice is deleted, and the totals are those of the rest."""
    sim, ask = standing(DRAFT)
    sim.edit("invoices", INVOICE, totalExcludingTax={"amount": 1, "currencyCode": "EUR"})
    assert ask.delete(f"invoicerows/{INVOICE}-row-1").status_code == 204
    assert amounts(exact(ask.get(AT)))[0] == Decimal("3.33")


@pytest.mark.parametrize(("fields", "allowed"), [
    ({}, True), ({"isCreditNote": True}, False), ({"number": 9}, True), ({"number": 8}, False),
    ({"number": 8, "invoiceNumberBusinessUnitGuid": "own"}, True), ({"status": {"guid": SENT}}, False),
], ids=repr)  # fmt: skip
def test_only_drafts_and_the_newest_number_can_be_deleted(fields: dict[str, Any], allowed: bool) -> None:
    """A draft can be deleted, and the newest number of a series; never a credit note or what is not editable."""
    sim = simulator()
    invoice(sim, SENT, "other", number=8, invoiceNumberBusinessUnitGuid="third")
    sim.load("invoices", [{"number": 9}])
    sim.load("invoices", [{"number": None}])
    invoice(sim, **{"status": DRAFT, **{name: value for name, value in fields.items() if name != "status"}})
    if "status" in fields:
        sim.set_status(INVOICE, SENT)
    ask = Caller(sim)
    assert exact(ask.get(AT))["canBeDeleted"] == allowed
    assert ask.delete(AT).status_code == (204 if allowed else 400)


def test_a_deleted_newest_number_is_used_again() -> None:
    """Deleting the invoice of Severa's last own number frees that number, and takes its rows along."""
    sim, ask = standing(DRAFT)
    sim.set_status(INVOICE, SENT)
    sim.set_status(INVOICE, DRAFT)
    assert ask.delete(AT).status_code == 204
    settings = exact(ask.get("organizationsettings"))
    assert (settings["nextInvoiceNumber"], settings["lastInvoiceNumber"]) == (1, 0)
    assert sim.documents("invoice_rows") == []


def test_a_status_in_use_stays() -> None:
    """A status that invoices stand in cannot be deleted, only disabled."""
    _, ask = standing(DRAFT)
    assert refused(ask.delete(f"invoicestatuses/{DRAFT}")) == (400, "InvalidOperation")
    assert exact(ask.patch(f"invoicestatuses/{DRAFT}", isActive=False))[0]["isActive"] is False
    assert ask.delete(f"invoicestatuses/{SENT}").status_code == 204


def test_the_settings_of_an_invoice_repeat_its_dates() -> None:
    """An invoice's settings are read below it, patched by a guid of their own as an object; dates are shared."""
    sim, ask = standing(DRAFT)
    settings = exact(ask.get(f"{AT}/invoicesettings"))
    assert settings["guid"] not in (INVOICE, exact(ask.get(AT))["guid"])
    assert exact(ask.get(f"{AT}/invoicesettings")) == settings
    at = f"invoicesettings/{settings['guid']}"
    assert exact(ask.patch(at, paymentDate="2026-11-05"))["paymentDate"] == "2026-11-05"
    assert exact(ask.get(AT))["paymentDate"] == "2026-11-05"
    assert exact(ask.patch(at, isReverseCharged=True))["isReverseCharged"] is True
    ask.patch(AT, entryDate="2026-11-06")
    assert exact(ask.get(f"{AT}/invoicesettings"))["entryDate"] == "2026-11-06"
    sim.set_status(INVOICE, SENT)
    assert ask.patch(at, isReverseCharged=False).status_code == 400
    assert ask.patch(at, paymentDate=None).status_code == 200
    sim.remove("invoices", INVOICE)
    assert sim.documents("invoice_settings") == []
