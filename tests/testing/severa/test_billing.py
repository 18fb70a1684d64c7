from __future__ import annotations

from decimal import Decimal
from typing import Any

from severa_vnf.testing.severa import SeveraSimulator
from tests.testing.severa.caller import (
    AT,
    CUSTOMER,
    DRAFT,
    INVOICE,
    PROJECT,
    SENT,
    TO_TRANSFER,
    Caller,
    amounts,
    exact,
    refused,
    simulator,
    standing,
)


def billable(**project: Any) -> tuple[SeveraSimulator, Caller]:
    """Two fees to bill and one not, on a project with these fields."""
    sim = simulator()
    sim.edit("projects", PROJECT, **project)
    sim.load("products", [{"guid": "screw", "name": "Screw", "code": "S1"}])
    money = {"amount": 30, "currencyCode": "EUR"}
    sim.load("project_fees", [
        {"guid": "f1", "project": {"guid": PROJECT}, "isBillable": True, "name": "Screws", "quantity": 2,
        "unitPrice": money, "vatRate": 21,
         "product": {"guid": "screw"}},
        {"guid": "f2", "project": {"guid": PROJECT}, "isBillable": True, "name": "Work", "quantity": 1,
        "unitPrice": money, "vatRate": 9},
        {"guid": "f3", "project": {"guid": PROJECT}, "isBillable": False, "quantity": 1, "unitPrice": money},
    ])  # fmt: skip
    return sim, Caller(sim)


def test_a_project_is_billed_with_its_fees() -> None:
    """POST answers an array of one invoice per project, in the default status, with a row per billable fee."""
    _, ask = billable(paymentTerm=30, orderNumber="PO")
    (made,) = exact(ask.post("invoices", {"projects": [{"guid": PROJECT}]}))
    assert (made["number"], made["status"]["guid"], made["customer"]["number"]) == (None, DRAFT, 10)
    assert (made["date"], made["dueDate"], made["paymentTerm"], made["orderNumber"]) == (
        "2026-10-30",
        "2026-11-29",
        30,
        "PO",
    )
    assert (made["receiverCustomerName"], made["currency"]["code"]) == ("Acme B.V.", "EUR")
    assert amounts(made) == (90, Decimal("15.30"), Decimal("105.30"))
    rows = exact(ask.get(f"invoices/{made['guid']}/invoicerows"))
    assert [(each["code"], each["description"], each["sortOrder"]) for each in rows] == [
        (["S1"], "Screws", 1),
        (None, "Work", 2),
    ]
    fees = exact(ask.get(f"projects/{PROJECT}/projectfees", isBilled=True))
    assert [(fee["invoice"]["guid"], fee["invoiceRowGuid"]) for fee in fees] == [
        (made["guid"], each["guid"]) for each in rows
    ]
    (empty,) = exact(ask.post("invoices", {"projects": [{"guid": PROJECT}]}))
    assert amounts(empty) == (0, 0, 0)


def test_a_deleted_invoice_lets_its_fees_go() -> None:
    """The fees of a deleted invoice can be billed again."""
    _, ask = billable()
    (made,) = exact(ask.post("invoices", {"projects": [{"guid": PROJECT}]}))
    assert ask.delete(f"invoices/{made['guid']}").status_code == 204
    assert [fee["guid"] for fee in exact(ask.get(f"projects/{PROJECT}/projectfees", isBilled=True))] == []


def test_a_deleted_row_may_take_its_fee_off_the_bill() -> None:
    """The fee of a deleted row can be billed again, unless it is set as not billable with the deletion."""
    for keep, expected in ((False, []), (True, ["f1"])):
        _, ask = billable()
        (made,) = exact(ask.post("invoices", {"projects": [{"guid": PROJECT}]}))
        first = exact(ask.get(f"invoices/{made['guid']}/invoicerows"))[0]["guid"]
        assert ask.delete(f"invoicerows/{first}", setAsNonBillable=not keep).status_code == 204
        open_fees = exact(ask.get(f"projects/{PROJECT}/projectfees", isBilled=False, isBillable=True))
        assert [fee["guid"] for fee in open_fees] == expected


def test_projects_of_one_customer_can_share_an_invoice() -> None:
    """With groupProjects several projects make one invoice; without, one each."""
    sim, ask = billable()
    sim.load(
        "projects",
        [
            {"guid": "second", "name": "Second", "customer": {"guid": CUSTOMER}},
            {"guid": "homeless", "name": "Homeless"},
        ],
    )
    both = [{"guid": PROJECT}, {"guid": "second"}]
    assert len(exact(ask.post("invoices", {"projects": both, "groupProjects": True}))[0]["projects"]) == 2
    assert len(exact(ask.post("invoices", {"projects": both}))) == 2
    for wrong in ({"projects": [], "groupProjects": True},
    {"projects": [*both, {"guid": "homeless"}], "groupProjects": True},
                  {"projects": [{"guid": "homeless"}]}):  # fmt: skip
        assert refused(ask.post("invoices", wrong)) == (400, "InvalidOperation")


def test_an_invoice_can_be_ordered_with_date_status_and_payer() -> None:
    """Date, status and billing customer of a new invoice can be chosen; unknown ones are refused."""
    sim, ask = billable()
    sim.load("customers", [{"guid": "payer", "name": "Payer", "number": 99, "vatNumber": "NL9"}])
    order = {
        "projects": [{"guid": PROJECT}],
        "date": "2026-12-01",
        "invoiceStatusGuid": SENT,
        "billingCustomerGuid": "payer",
    }
    (made,) = exact(ask.post("invoices", order))
    assert (made["date"], made["number"], made["billingCustomer"]["number"], made["receiverVatNumber"]) == (
        "2026-12-01",
        1,
        99,
        "NL9",
    )
    for wrong in ({"invoiceStatusGuid": "none"}, {"projects": [{"guid": "none"}]}, {"billingCustomerGuid": "none"}):
        assert refused(ask.post("invoices", {**order, **wrong})) == (400, "InvalidParameter")
    assert refused(ask.post("invoices", {})) == (400, "InvalidRequest")


def test_without_a_default_status_nothing_can_be_billed() -> None:
    """A new invoice needs a status that is the default."""
    sim, ask = billable()
    sim.edit("invoice_statuses", DRAFT, isDefault=False)
    assert refused(ask.post("invoices", {"projects": [{"guid": PROJECT}]})) == (400, "InvalidOperation")


def test_currency_and_address_come_from_the_nearest() -> None:
    """A new invoice takes the project's currency and its rate, else the customer's, else the organisation's."""
    sim, ask = billable()
    sim.load("currencies", [{"guid": "usd", "code": "USD", "rate": Decimal("1.08")}])
    sim.load("addresses", [{"guid": "home", "city": "Breda", "customer": {"guid": CUSTOMER}}])
    sim.edit("customers", CUSTOMER, headquarterAddress={"guid": "home"})
    order = {"projects": [{"guid": PROJECT}]}
    assert exact(ask.post("invoices", order))[0]["receiverAddress"]["city"] == "Breda"
    sim.edit("projects", PROJECT, currency={"guid": "usd"})
    (made,) = exact(ask.post("invoices", order))
    assert (made["currency"]["code"], made["currencyRate"]) == ("USD", Decimal("1.08"))
    sim.edit("projects", PROJECT, currency=None)
    sim.edit("customers", CUSTOMER, currency=None)
    (made,) = exact(ask.post("invoices", order))
    assert (made["currency"], made["currencyRate"]) == (None, 1)
    sim.load("settings", [{"paymentTerm": None}])
    sim.load("organization", [{"currency": {"guid": "eur"}}])
    (made,) = exact(ask.post("invoices", order))
    assert (made["currency"]["code"], made["paymentTerm"], made["dueDate"]) == ("EUR", 0, made["date"])


def test_a_credit_note_turns_the_rows() -> None:
    """A credit note has its invoice's rows with their quantities turned, no number, and the status for credit notes."""
    sim, ask = standing(SENT)
    note = exact(ask.get(f"invoices/{sim.reimburse(INVOICE)}"))
    assert amounts(note) == (Decimal("-23.43"), Decimal("-4.52"), Decimal("-27.95"))
    assert (note["isCreditNote"], note["number"], note["status"]["guid"]) == (True, None, TO_TRANSFER)
    assert note["reimburseInvoice"]["guid"] == INVOICE
    assert exact(ask.get(AT))["creditNoteInvoice"]["guid"] == note["guid"]


def test_severa_may_number_credit_notes_itself() -> None:
    """Where the organisation says so, a credit note takes Severa's next number whatever its status."""
    sim, _ = standing(SENT)
    sim.load("settings", [{"setCreditNoteInvoiceNumber": True, "nextInvoiceNumber": 5}])
    sim.reimburse(INVOICE)
    assert sim.documents("invoices")[1]["number"] == 5


def test_a_deleted_fee_is_remembered() -> None:
    """A deleted fee shows up in the feed of deleted ones, from the moment it was deleted."""
    sim, ask = billable()
    sim.clock.sleep(60)
    assert ask.delete("projectfees/f1").status_code == 204
    (gone,) = exact(ask.get("deletedprojectfees", deletedSince="2026-10-30T09:01:00Z", projectGuids=PROJECT))
    assert (gone["guid"], gone["product"], gone["deletedDateTime"]) == ("f1", {"guid": "screw"}, "2026-10-30T09:01:00Z")
    assert exact(ask.get("deletedprojectfees", deletedSince="2026-10-30T09:01:01Z")) == []


def test_a_fee_belongs_to_its_projects_customer() -> None:
    """A new fee shows the customer of its project."""
    _, ask = billable()
    (fee,) = exact(ask.post("projectfees", {"project": {"guid": PROJECT}}))
    assert fee["customer"] == {"guid": CUSTOMER, "name": "Acme B.V.", "number": 10}


def test_a_fee_bears_the_vat_of_its_product() -> None:
    """A new fee that names no VAT rate has its product's; one that names a rate keeps it."""
    sim, ask = billable()
    sim.edit("products", "screw", vatRate=9)
    fee = {"project": {"guid": PROJECT}, "product": {"guid": "screw"}}
    (bare,), (own,) = exact(ask.post("projectfees", fee)), exact(ask.post("projectfees", {**fee, "vatRate": 21}))
    assert (bare["vatRate"], own["vatRate"]) == (9, 21)
