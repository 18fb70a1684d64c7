"""Payments and credit notes settle what is open."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from severa_vnf.testing.vnf.refusals import Refused
from tests.testing.vnf.office import Office, detail, line, number_of, wrapped


def standing(office: Office, number: str = "100001", path: str = "customerinvoice") -> tuple[str, Any]:
    """Status and balance of a document."""
    document = office.get(f"/v1/{path}/{number}")
    return document["status"], document["balance"]


@pytest.fixture
def billed(office: Office) -> Office:
    """Invoice 100001 of 121, released."""
    office.made()
    office.sim.release("100001")
    return office


def test_in_two_parts(billed: Office) -> None:
    """A part leaves the rest open; the whole closes it."""
    seen = [standing(billed)]
    for amount in (50, 71):
        billed.sim.pay("100001", amount)
        seen.append(standing(billed))
    assert seen == [("Open", 121), ("Open", 71), ("Closed", 0)]


def test_application(billed: Office) -> None:
    """The payment shows on the invoice and the invoice on the payment."""
    number = billed.sim.pay("100001", "50")
    [application] = billed.get("/v1/customerinvoice/100001")["applications"]
    assert (application["refNbr"], application["docType"], application["amountPaid"]) == (number, "Payment", 50)
    [payment] = billed.get("/v1/customerPayment", invoiceRefNbr="100001")
    assert (payment["type"], payment["status"], payment["availableBalance"]) == ("Payment", "Closed", 0)
    [row] = payment["paymentLines"]
    assert (row["documentType"], row["refNbr"], row["balance"], "lineNumber" in row) == ("Invoice", "100001", 71, False)


def test_too_much(billed: Office) -> None:
    """What is paid over stays available on the payment."""
    number = billed.sim.pay("100001", 200)
    payment = billed.get(f"/v1/customerPayment/{number}")
    assert standing(billed) == ("Closed", 0)
    assert (payment["status"], payment["availableBalance"]) == ("Open", 79)


def test_in_foreign_currency(office: Office) -> None:
    """A payment is in the document's currency; the base balance follows, and ends at nothing."""
    office.made(currencyId="USD", exchangeRate=0.333)
    office.sim.release("100001")
    office.sim.pay("100001", 21)
    assert standing(office) == ("Open", Decimal("33.30"))
    office.sim.pay("100001", 100)
    assert standing(office) == ("Closed", 0)


@pytest.mark.parametrize("bumps", [True, False])
def test_stamp(bumps: bool) -> None:
    """Whether a payment moves the invoice's stamp is a switch."""
    office = Office(payment_bumps_invoice=bumps)
    before = office.made()["lastModifiedDateTime"]
    office.sim.release("100001")
    office.clock.sleep(5)
    office.sim.pay("100001", 1)
    assert (office.get("/v1/customerinvoice/100001")["lastModifiedDateTime"] != before) is bumps


def test_not_open(office: Office) -> None:
    """What is not released cannot be paid, nor can what is not there."""
    office.made()
    with pytest.raises(Refused, match="Balanced"):
        office.sim.pay("100001", 1)
    with pytest.raises(Refused, match="cannot be found"):
        office.sim.pay("9", 1)
    with pytest.raises(Refused, match="cannot be found"):
        office.sim.pay("100001", 1, "FinCharge")


class TestVoid:
    """A payment taken back."""

    def test_by_person(self, billed: Office) -> None:
        """The invoice is open again; the payment and its counterpart stand side by side and add up to nothing."""
        number = billed.sim.pay("100001", 121)
        billed.sim.void(number)
        assert standing(billed) == ("Open", 121)
        payments = billed.get("/v1/customerPayment", invoiceRefNbr="100001")
        assert [(row["type"], row["status"]) for row in payments] == [("Payment", "Voided"), ("VoidPayment", "Closed")]
        assert sum(row["paymentLines"][0]["amountPaid"] for row in payments) == 0
        applications = billed.get("/v1/customerinvoice/100001")["applications"]
        assert [row["voided"] for row in applications] == [False, True]

    def test_by_api(self, billed: Office) -> None:
        """Over the API the payment's type must be sent, and a payment is voided once."""
        path = f"/v1/customerPayment/{billed.sim.pay('100001', 121)}/action/void"
        assert "type of payment" in detail(billed.post(path))
        assert billed.post(path, type="Payment").status_code == 200
        assert "Voided" in detail(billed.post(path, type="Payment"))


class TestPosted:
    """Payments over the API."""

    def post(self, office: Office, *lines: dict[str, Any], **fields: Any) -> Any:
        """POST a payment."""
        rows = [{"operation": "Insert", **wrapped(**row)} for row in lines]
        body = wrapped(**{"customer": "10000", "paymentAmount": 100, **fields})
        return office.post("/v1/customerPayment", **body, paymentLines=rows)

    def test_released(self, billed: Office) -> None:
        """A payment settles only when it is released, with its type."""
        number = number_of(self.post(billed, {"documentType": "Invoice", "refNbr": "100001", "amountPaid": 60}))
        assert standing(billed) == ("Open", 121)
        path = f"/v1/customerPayment/{number}/action/release"
        assert billed.post(path, type={"value": "Payment"}).status_code == 200
        assert standing(billed) == ("Open", 61)
        assert billed.get(f"/v1/customerPayment/{number}")["availableBalance"] == 40

    def test_on_hold(self, billed: Office) -> None:
        """On hold it is not released."""
        number = number_of(self.post(billed, hold=True, currency="EUR", applicationDate="2026-10-31"))
        assert "Hold" in detail(billed.post(f"/v1/customerPayment/{number}/action/release", type="Payment"))

    def test_applies_too_much(self, billed: Office) -> None:
        """No more is applied than was paid, nor than is open."""
        row = {"documentType": "Invoice", "refNbr": "100001", "amountPaid": 101}
        assert "cannot settle" in detail(self.post(billed, row))
        number = number_of(self.post(billed, {**row, "amountPaid": 130}, paymentAmount=200))
        assert "121" in detail(billed.post(f"/v1/customerPayment/{number}/action/release", type="Payment"))
        assert standing(billed) == ("Open", 121)


class TestCreditNote:
    """A credit note applied to an invoice."""

    def write(self, office: Office, amount: float) -> Any:
        """POST a credit note of 60.50 that is applied to the invoice."""
        application = {"operation": "Insert", **wrapped(documentType="Invoice", refNbr="100001", amountPaid=amount)}
        return office.credit_note(line(price=50), applicationLines=[application])

    def test_applied(self, billed: Office) -> None:
        """Its release takes the amount off both."""
        self.write(billed, 60.5)
        assert standing(billed) == ("Open", 121)
        billed.sim.release("200001", "CreditNote")
        assert standing(billed) == ("Open", Decimal("60.50"))
        assert standing(billed, "200001", "customerCreditNote") == ("Closed", 0)
        [row] = billed.get("/v1/customerinvoice/100001")["applications"]
        assert (row["docType"], row["refNbr"]) == ("CreditNote", "200001")
        [other] = billed.get("/v1/customerCreditNote/200001")["applications"]
        assert (other["docType"], other["applicationDate"]) == ("Invoice", row["applicationDate"])

    def test_coming(self, billed: Office) -> None:
        """Before its release it shows what it will be set against, as not released; the invoice shows nothing."""
        self.write(billed, 60.5)
        [row] = billed.get("/v1/customerCreditNote/200001")["applications"]
        assert (row["refNbr"], row["amountPaid"], row["released"]) == ("100001", Decimal("60.5"), False)
        assert billed.get("/v1/customerinvoice/100001")["applications"] == []

    def test_coming_hidden(self) -> None:
        """Whether it does is a switch."""
        office = Office(shows_coming_applications=False)
        office.made()
        self.write(office, 5)
        assert office.get("/v1/customerCreditNote/200001")["applications"] == []

    def test_operations(self, billed: Office) -> None:
        """An Insert adds, though one to the same invoice be there; Update and Delete take those away first."""
        self.write(billed, 20)
        for operation, amount, left in (("Insert", 5, [20, 5]), ("Update", 7, [7]), ("Delete", 7, [])):
            row = {"operation": operation, **wrapped(refNbr="100001", amountPaid=amount)}
            assert billed.put("/v1/customerCreditNote/200001", applicationLines=[row]).status_code == 204
            shown = billed.get("/v1/customerCreditNote/200001")["applications"]
            assert [one["amountPaid"] for one in shown] == left

    def test_no_operation(self) -> None:
        """Without one nothing is written, which is refused unless the simulator is lenient."""
        row = wrapped(refNbr="100001", amountPaid=5)
        for strict in (True, False):
            office = Office(strict=strict)
            office.made()
            reply = office.credit_note(line(price=50), applicationLines=[row])
            assert reply.status_code == (400 if strict else 201)
        assert office.get("/v1/customerCreditNote/200001")["applications"] == []

    def test_too_much(self, billed: Office) -> None:
        """More than is open is refused, and nothing is changed."""
        self.write(billed, 130)
        assert billed.client.post("/v1/customerCreditNote/200001/action/release").status_code == 400
        assert standing(billed, "200001", "customerCreditNote")[0] == "Balanced"

    def test_too_much_later(self) -> None:
        """A release that takes its time and then cannot be done leaves the document as it was, without a word."""
        office = Office(release_takes=1)
        office.made()
        self.write(office, 5)
        reply = office.client.post("/v1/customerCreditNote/200001/action/release")
        office.clock.sleep(1)
        assert reply.json()["actionResult"] == "Queued"
        assert standing(office, "200001", "customerCreditNote")[0] == "Balanced"


def test_released_twice() -> None:
    """Of two releases that wait, the second finds the document released and does nothing."""
    office = Office(release_takes=1)
    office.made()
    office.sim.release("100001")
    office.clock.sleep(1)
    TestCreditNote().write(office, 20)
    for _ in range(2):
        office.client.post("/v1/customerCreditNote/200001/action/release")
    office.clock.sleep(1)
    assert standing(office) == ("Open", 101)


def test_loaded(office: Office) -> None:
    """A loaded invoice is open for its amount unless it says otherwise, in both currencies."""
    customer = {"number": "10000", "name": "Acme"}
    office.sim.load(
        "customer_invoice",
        [
            {"referenceNumber": "1", "customer": customer, "amount": 100, "status": "Open", "currencyId": "EUR"},
            {"referenceNumber": "2", "customer": customer, "amountInCurrency": 100, "balance": 40, "status": "Open"},
        ],
    )
    assert [standing(office, number) for number in ("1", "2")] == [("Open", 100), ("Open", 40)]
    office.sim.pay("1", 100)
    assert standing(office, "1") == ("Closed", 0)


def test_loaded_payment(office: Office) -> None:
    """A loaded payment has what it did not apply available."""
    office.sim.load(
        "customer_payment", [{"refNbr": "1", "paymentAmount": 100, "paymentLines": [{"refNbr": "x", "amountPaid": 30}]}]
    )
    payment = office.get("/v1/customerPayment/1")
    assert (payment["availableBalance"], payment["appliedToDocuments"]) == (70, 30)
