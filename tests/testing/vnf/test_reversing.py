"""Undoing a released invoice: POST .../action/reverse."""

from __future__ import annotations

from tests.testing.vnf.office import Office, detail, line

PATH = "/v1/customerinvoice/100001/action/reverse"


def test_credit_note(office: Office) -> None:
    """Reversing a released invoice makes a balanced credit note of the same lines and amounts; the invoice stays."""
    lines = (line("ADVICE", 3, 33.25), line("BOOK", discountPercent=10))
    made = office.made(*lines, currencyId="SEK", exchangeRate=2, project="P1")
    office.sim.release("100001")
    before = office.get("/v1/customerinvoice/100001")
    reply = office.post(PATH, returnCreditNote=False)
    assert reply.status_code == 200
    assert reply.json().items() >= {"actionResult": "Done", "referenceNumber": "200001"}.items()
    note = office.get("/v1/customerCreditNote/200001")
    assert (note["status"], note["documentType"], note["paymentReference"]) == ("Balanced", "CreditNote", "2000016")
    for name in ("customer", "project", "currencyId", "exchangeRate", "documentDate", "taxDetails"):
        assert note[name] == made[name]
    assert note["balanceInCurrency"] == made["amountInCurrency"]
    assert note["lines"] == made["invoiceLines"]
    assert office.get("/v1/customerinvoice/100001") == before


def test_unreleased(office: Office) -> None:
    """Only a released invoice is reversed."""
    office.made()
    assert "its status is Balanced" in detail(office.post(PATH, returnCreditNote=False))
    assert office.sim.documents("customer_credit_note") == []


def test_not_in_the_answer(office: Office) -> None:
    """The credit note itself is not in the answer: who asks for it is refused, and nothing is made."""
    office.made()
    office.sim.release("100001")
    assert "number only" in detail(office.post(PATH, returnCreditNote=True))
    assert office.sim.documents("customer_credit_note") == []
