"""Customer invoices and credit notes: numbers, statuses, refusals, notes."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any, Literal

import pytest

from severa_vnf.testing.faults import Fault, Faults, Kind
from tests.testing.vnf.office import Office, detail, line, number_of, project, v, wrapped


def status(office: Office, number: str = "100001", path: str = "customerinvoice") -> str:
    """How a document stands."""
    return str(office.get(f"/v1/{path}/{number}")["status"])


def test_defaults(office: Office) -> None:
    """What is not said comes from the customer, its terms, the item and the company."""
    invoice = office.made(wrapped(inventoryNumber="ADVICE", quantity=2) | {"operation": "Insert"})
    [row] = invoice["invoiceLines"]
    assert invoice["customer"] == {"number": "10000", "name": "Acme"}
    assert invoice["creditTerms"]["id"] == "30"
    assert invoice["documentDueDate"] == "2026-11-29T00:00:00"
    assert (invoice["currencyId"], invoice["exchangeRate"], invoice["financialPeriod"]) == ("EUR", 1, "202610")
    assert invoice["branchNumber"] == row["branchNumber"] == {"number": "1", "name": "Demo company"}
    assert invoice["invoiceAddress"]["city"] == "Utrecht"
    assert (row["description"], row["uom"], row["unitPriceInCurrency"]) == ("Advice", "HOUR", 150)


def test_base_currency(office: Office) -> None:
    """A customer without a currency is billed in the company's."""
    office.sim.load("customer", [{"number": "1", "name": "One", "customerClass": {"id": "DOMESTIC"}}])
    assert office.made(customerNumber="1")["currencyId"] == "EUR"


def test_today(office: Office) -> None:
    """Without a date a document has the server's."""
    office.post("/v2/customerinvoice", **wrapped(customerNumber="10000"), invoiceLines=[line()])
    assert office.get("/v1/customerinvoice/100001")["documentDate"] == "2026-10-30T00:00:00"


def test_written(office: Office) -> None:
    """What is said is kept, under the names it is read by."""
    contact = office.post("/v1/contact", **wrapped(lastName="Jansen", firstName="An", businessAccount="10000"))
    invoice = office.made(
        line(taskId="10", uom="EACH", description="Talk", accountNumber="3000", branchNumber="1"),
        billingAddress=wrapped(addressLine1="Quay 2", countryId="BE", overrideAddress=True),
        invoiceContact=wrapped(name="Acme Holding", overrideContact=True),
        contact=int(number_of(contact)),
        project="P1",
        documentDueDate="2026-12-01",
        externalReference="yours",
        customerRefNumber="order",
        invoiceText="text",
        sendToAutoInvoice=False,
        paymentReference="555",
    )
    [row] = invoice["invoiceLines"]
    assert invoice["invoiceAddress"] == {"addressLine1": "Quay 2", "country": {"id": "BE"}, "overrideAddress": True}
    assert invoice["invoiceContact"]["businessName"] == "Acme Holding"
    assert invoice["contact"] == {"id": int(number_of(contact)), "name": "Jansen, An"}
    assert invoice["project"] == {"id": "P1", "description": "Project P1"}
    assert invoice["documentDueDate"] == "2026-12-01T00:00:00"
    assert (invoice["externalReference"], invoice["customerRefNumber"]) == ("yours", "order")
    assert (invoice["invoiceText"], invoice["sendToAutoInvoice"], invoice["paymentReference"]) == ("text", False, "555")
    assert row["projectTask"] == {"id": "10", "description": "All work"}
    assert (row["uom"], row["description"], row["account"]["number"]) == ("EACH", "Talk", "3000")


def test_payment_reference(office: Office) -> None:
    """A payment reference is the number and a digit that checks it."""
    assert office.made()["paymentReference"] == "1000017"


def test_numbers_of_their_own(office: Office) -> None:
    """Invoices and credit notes are numbered apart, in digits that never meet."""
    invoices = [number_of(office.invoice()) for _ in range(2)]
    notes = [number_of(office.credit_note()) for _ in range(2)]
    assert (invoices, notes) == (["100001", "100002"], ["200001", "200002"])


@pytest.mark.parametrize(("hold", "expected"), [(False, "Balanced"), (True, "Hold")])
def test_status_when_made(office: Office, hold: bool, expected: str) -> None:
    """A new document is balanced, or on hold."""
    assert office.made(hold=hold)["status"] == expected


def test_release(office: Office) -> None:
    """Release opens a document at once, and answers with an action that is done."""
    office.made()
    answer = office.client.post("/v1/customerinvoice/100001/action/release")
    assert (answer.status_code, answer.json()["actionResult"]) == (200, "Done")
    assert status(office) == "Open"


def test_release_takes_time() -> None:
    """With the switch a release is queued and done some time later, without a word."""
    office = Office(release_takes=30)
    office.made()
    answer = office.client.post("/v1/customerinvoice/100001/action/release")
    assert (answer.json()["actionResult"], status(office)) == ("Queued", "Balanced")
    office.clock.advance(timedelta(seconds=30))
    assert status(office) == "Open"
    assert office.sim.documents("customer_invoice")[0]["status"] == "Open"


@pytest.mark.parametrize("told", ["status", "result"])
def test_release_refused(told: Literal["status", "result"]) -> None:
    """A release that can't be is refused with 400, or, by the switch, with 200 and a result that failed."""
    office = Office(release_refusal=told)
    office.made(hold=True)
    answer = office.client.post("/v1/customerinvoice/100001/action/release")
    if told == "status":
        assert answer.status_code == 400
    else:
        assert (answer.status_code, answer.json()["actionResult"]) == (200, "Failed")
        assert "Hold" in answer.json()["errorInfo"]
    assert status(office) == "Hold"


def test_nothing_to_pay(office: Office) -> None:
    """A document of nothing closes when it is released."""
    office.made(line(price=0))
    office.sim.release("100001")
    assert status(office) == "Closed"


def test_released_is_final(office: Office) -> None:
    """A released document is neither released again, nor changed, nor deleted: 400 with the reason."""
    office.made()
    office.sim.release("100001")
    replies = [
        office.client.post("/v1/customerinvoice/100001/action/release"),
        office.put("/v1/customerinvoice/100001", **wrapped(invoiceText="x")),
        office.client.delete("/v1/customerinvoice/100001"),
    ]
    assert [reply.status_code for reply in replies] == [400, 400, 400]
    assert "already released" in detail(replies[2])


def test_hold_is_not_released(office: Office) -> None:
    """A document on hold is not released; taken off hold it is."""
    office.made(hold=True)
    assert office.client.post("/v1/customerinvoice/100001/action/release").status_code == 400
    office.put("/v1/customerinvoice/100001", **wrapped(hold=False))
    assert office.client.post("/v1/customerinvoice/100001/action/release").status_code == 200


@pytest.mark.parametrize("hold", [True, False])
def test_delete(office: Office, hold: bool) -> None:
    """A document that is not released can be deleted: 204, and it is gone; its number is not given out again."""
    office.made(hold=hold)
    assert office.client.delete("/v1/customerinvoice/100001").status_code == 204
    assert office.client.get("/v1/customerinvoice/100001").status_code == 404
    assert office.get("/v1/customerdocument") == []
    assert office.made()["referenceNumber"] == "100002"


def test_number_given_out_again() -> None:
    """With the switch the newest number is given out again, an older one is not."""
    office = Office(reuse_deleted_numbers=True)
    for _ in range(2):
        office.made()
    office.client.delete("/v1/customerinvoice/100001")
    assert office.made()["referenceNumber"] == "100003"
    office.client.delete("/v1/customerinvoice/100003")
    assert office.made()["referenceNumber"] == "100003"


def test_update(office: Office) -> None:
    """A PUT works the totals out again, and a new date moves the period."""
    office.made()
    changed = wrapped(documentDate="2026-11-02", customerNumber="10001")
    assert office.put("/v1/customerinvoice/100001", **changed).status_code == 204
    invoice = office.get("/v1/customerinvoice/100001")
    assert (invoice["financialPeriod"], invoice["customer"]["name"]) == ("202611", "Other")
    office.put("/v1/customerinvoice/100001", **wrapped(financialPeriod="202612"))
    assert office.get("/v1/customerinvoice/100001")["financialPeriod"] == "202612"


def test_update_keeps_the_rate(office: Office) -> None:
    """A PUT that says nothing of the rate keeps it; a new currency brings its own."""
    office.made(currencyId="USD", exchangeRate=0.5)
    office.put("/v1/customerinvoice/100001", **wrapped(invoiceText="x"))
    assert office.get("/v1/customerinvoice/100001")["amount"] == Decimal("60.50")
    office.put("/v1/customerinvoice/100001", **wrapped(currencyId="EUR"))
    assert office.get("/v1/customerinvoice/100001")["amount"] == 121


def test_committed_answer_lost(office: Office) -> None:
    """A lost answer leaves the document behind."""
    office.sim.faults = Faults([Fault(Kind.COMMITTED_500, "POST")])
    assert office.invoice().status_code == 500
    assert [row["referenceNumber"] for row in office.sim.documents("customer_invoice")] == ["100001"]


@pytest.mark.parametrize(
    "name", ["creditTermsId", "documentDueDate", "exchangeRate", "paymentReference", "invoiceLines"]
)
def test_credit_note_lacks(office: Office, name: str) -> None:
    """A credit note is not written with fields that only an invoice has."""
    assert f"customerCreditNote.{name} is no field" in detail(office.post("/v2/customerCreditNote", **{name: v(1)}))


def test_credit_note(office: Office) -> None:
    """A credit note has lines, an invoiceAddress, and positive amounts."""
    reply = office.credit_note(
        line(quantity=2), invoiceAddress=wrapped(city="Ghent", countryId="BE", overrideAddress=True)
    )
    note = office.get(f"/v1/customerCreditNote/{number_of(reply)}")
    assert (note["documentType"], note["amount"], note["invoiceAddress"]["city"]) == ("CreditNote", 242, "Ghent")
    assert note["lines"][0]["amount"] == 200
    office.client.post("/v1/customerCreditNote/200001/action/release")
    assert status(office, "200001", "customerCreditNote") == "Open"


class TestNotes:
    """A note is found in the single answer, never in the list, by default."""

    @pytest.mark.parametrize(("single", "listed"), [(True, False), (False, False), (True, True)])
    def test_header(self, single: bool, listed: bool) -> None:
        """Where the note shows is a switch for each place."""
        office = Office(note_in_single=single, note_in_list=listed)
        number_of(office.invoice(note="marker"))
        assert ("note" in office.get("/v1/customerinvoice/100001")) is single
        assert ("note" in office.get("/v1/customerinvoice")[0]) is listed
        assert office.sim.documents("customer_invoice")[0]["note"] == "marker"

    def test_line(self, office: Office) -> None:
        """The note of a line goes with that of the header."""
        number_of(office.invoice(line(note="row")))
        assert office.get("/v1/customerinvoice/100001")["invoiceLines"][0]["note"] == "row"
        assert "note" not in office.get("/v1/customerinvoice")[0]["invoiceLines"][0]


class TestRefused:
    """A document that does not fit the company is refused, and says why."""

    @pytest.mark.parametrize(
        ("fields", "said"),
        [
            ({"customerNumber": "77777"}, "Customer '77777' cannot be found in the system."),
            ({"creditTermsId": "99"}, "Credit term '99' cannot be found in the system."),
            ({"branchNumber": "9"}, "Branch '9' cannot be found in the system."),
            ({"currencyId": "XXX"}, "Currency 'XXX' cannot be found in the system."),
            ({"project": "P9"}, "Project 'P9' cannot be found in the system."),
            ({"contact": 12345}, "Contact '12345' cannot be found in the system."),
            ({"locationId": "2"}, "Location '2' cannot be found in the system."),
            ({"documentDate": "1999-01-01"}, "The financial period 01-1999 is not defined."),
            ({"invoiceText": "x" * 256}, "invoiceText exceeds the maximum length of 255"),
            ({"externalReference": "x" * 41}, "externalReference exceeds"),
            ({"customerRefNumber": "x" * 41}, "customerRefNumber exceeds"),
            ({"customerVatZoneId": "MOON"}, "Vat zone 'MOON' cannot be found in the system."),
        ],
    )
    def test_header(self, office: Office, fields: dict[str, Any], said: str) -> None:
        """A code that is not there, a period that is not defined, a text that is too long."""
        assert said in detail(office.invoice(**fields))

    @pytest.mark.parametrize(
        ("fields", "said"),
        [
            ({"item": "NOTHING"}, "Inventory 'NOTHING' cannot be found in the system."),
            ({"uom": "FURLONG"}, "Unit of measure 'FURLONG' cannot be found in the system."),
            ({"vatCodeId": "S99"}, "Vat category 'S99' cannot be found in the system."),
            ({"accountNumber": "1"}, "Account '1' cannot be found in the system."),
            ({"taskId": "99"}, "Task '99' cannot be found in project 'P1'."),
            ({"description": "x" * 256}, "description exceeds the maximum length of 255"),
        ],
    )
    def test_line(self, office: Office, fields: dict[str, Any], said: str) -> None:
        """The same on a line."""
        assert said in detail(office.invoice(line(**fields), project="P1"))

    @pytest.mark.parametrize("state", ["Inactive", "OnHold", "CreditHold"])
    def test_customer(self, office: Office, state: str) -> None:
        """A customer that is not active, or on hold."""
        office.sim.edit("customer", "10000", status=state)
        assert state in detail(office.invoice())

    @pytest.mark.parametrize("state", ["Inactive", "NoSales", "MarkedForDeletion"])
    def test_item(self, office: Office, state: str) -> None:
        """An item that is not sold."""
        office.sim.edit("inventory", "ADVICE", status=state)
        assert state in detail(office.invoice())

    @pytest.mark.parametrize("state", ["NoPurchases", "NoRequest"])
    def test_item_sold(self, office: Office, state: str) -> None:
        """An item that is only not bought is sold."""
        office.sim.edit("inventory", "ADVICE", status=state)
        assert office.invoice().status_code == 201

    @pytest.mark.parametrize("state", ["Planned", "OnHold", "Completed", "Cancelled"])
    def test_project(self, office: Office, state: str) -> None:
        """A project that is not active."""
        office.sim.edit("project", "P1", status=state)
        assert state in detail(office.invoice(project="P1"))

    def test_project_unseen(self, office: Office) -> None:
        """A project that the customer ledger does not see, and a template."""
        office.sim.edit("project", "P1", visibility={"visibleInAr": False})
        assert "not visible" in detail(office.invoice(project="P1"))
        assert "Template" in detail(office.invoice(project="Z"))

    def test_task(self, office: Office) -> None:
        """A task that is not active, and a task without a project."""
        [task] = office.sim.documents("project_task")
        office.sim.edit("project_task", str(task["internalId"]), status="Completed")
        assert "Completed" in detail(office.invoice(line(taskId="10"), project="P1"))
        assert "needs a project" in detail(office.invoice(line(taskId="10")))

    def test_foreign_project(self) -> None:
        """Another customer's project passes, unless the switch refuses it."""
        for switch, code in (("accept", 201), ("refuse", 400)):
            office = Office(foreign_project=switch)
            office.sim.load("project", [project("P2", "10001")])
            assert office.invoice(project="P2").status_code == code
            assert office.invoice(project="P1").status_code == 201

    @pytest.mark.parametrize("closed", [{"closedInCustomerLedger": True}, {"active": False}])
    def test_period(self, office: Office, closed: dict[str, bool]) -> None:
        """A period that is closed in the customer ledger, or not open at all."""
        office.sim.edit("financial_period", "202610", **closed)
        assert "10-2026 is closed" in detail(office.invoice())
        assert office.invoice(documentDate="2026-11-01").status_code == 201

    @pytest.mark.parametrize("name", ["billingAddress", "invoiceContact"])
    def test_override(self, office: Office, name: str) -> None:
        """Strict: an address or contact without its override; lenient, the customer's own shows."""
        body = {name: wrapped(**({"city": "Ghent"} if name == "billingAddress" else {"name": "Ghent"}))}
        assert f"{name} needs override" in detail(office.invoice(**body))
        invoice = Office(strict=False).made(**body)
        assert invoice["invoiceAddress"]["city"] == "Utrecht"
        assert invoice["invoiceContact"]["businessName"] == "Acme"

    def test_lengths(self) -> None:
        """What fits is a switch."""
        office = Office(invoice_text_length=5, line_description_length=5, reference_length=5)
        assert office.invoice(line(description="12345"), invoiceText="12345", externalReference="12345").is_success
        assert not office.invoice(invoiceText="123456").is_success


def test_print(office: Office) -> None:
    """A document prints as a PDF."""
    office.made()
    reply = office.client.get("/v1/customerinvoice/100001/print")
    assert (reply.headers["Content-Type"], reply.content[:5]) == ("application/pdf", b"%PDF-")
