"""A second document with an invoice's mark is told by the run that sees it, however late it comes."""

from __future__ import annotations

from typing import Any

import pytest

from severa_vnf.ports import Put
from severa_vnf.testing.exchange import dumps
from severa_vnf.testing.faults import Fault, Faults
from severa_vnf.testing.faults import Kind as Trouble
from tests.flows.ledger import CREDIT_NOTE, Ledger
from tests.flows.office import Kind, Office, codes, few

drivers = pytest.mark.parametrize("driver", ["sync", "async"])
TWIN = "late-twin"
MADE = ("createdDateTime", "lastModifiedDateTime")


def sent(*places: int) -> Ledger:
    """Invoices that were transferred and sent."""
    return Ledger.sent(Office(few(*places)))


def comes(ledger: Ledger, number: str = "100777", place: int = 0, **fields: Any) -> None:
    """A document of an invoice comes once more, under another number; or a person makes one like it."""
    vnf, was = ledger.office.vnf, ledger.document(place)
    now = {name: vnf._world.stamp() for name in MADE}
    wire = {**was, "referenceNumber": number, "status": "Balanced", "applications": [], **now, **fields}
    vnf.load(ledger.collection(place), [wire])


def reads(ledger: Ledger, number: str = "100777") -> int:
    """How often the document was read by itself."""
    return sum(one.endswith(f"/{number}") for one in ledger.exchanges())


@drivers
@pytest.mark.parametrize("place", [0, CREDIT_NOTE])
def test_told_until_it_is_gone(driver: Kind, place: int) -> None:
    """It is read once, told at once with both numbers, in each run, and closed by the sweep that misses it."""
    ledger = sent(place)
    comes(ledger)
    ledger.forget()
    report = ledger.cycle(driver)
    assert codes(report) == [TWIN]
    name = "CreditNote" if place else "Invoice"
    assert report.problems[0].value == f"{name} 100777"
    assert report.problems[0].label == f"{name} {ledger.number(0)}"
    assert (report.problems[0].record, reads(ledger)) == (ledger.office.guid(0), 1)
    ledger.forget()
    assert (codes(ledger.cycle(driver)), reads(ledger)) == ([TWIN], 0)
    ledger.days(9)
    assert ledger.log(driver) == codes(ledger.cycle(driver)) == [TWIN]
    ledger.office.erase("100777", ledger.collection(0))
    assert codes(ledger.cycle(driver)) == [TWIN]
    ledger.days(1)
    assert codes(ledger.cycle(driver)) == ledger.log(driver) == []


def test_voided() -> None:
    """It is closed as soon as the list shows it voided, and one that comes voided is none."""
    ledger = sent(0)
    comes(ledger)
    comes(ledger, "100778", status="Voided")
    assert codes(ledger.cycle()) == [TWIN]
    ledger.office.vnf.edit("customer_invoice", "100777", status="Voided")
    assert codes(ledger.cycle()) == []


def test_voided_without_a_stamp() -> None:
    """What the list does not show, the sweep sees; and one that was credited whole is closed too."""
    ledger = sent(0)
    comes(ledger)
    comes(ledger, "100778")
    assert [problem.value for problem in ledger.cycle().problems] == ["Invoice 100777, Invoice 100778"]
    ledger.days(3)
    ledger.cycle()
    total = ledger.document(0)["amountInCurrency"]
    row = {"docType": "CreditNote", "refNbr": "5", "amountPaid": total, "applicationDate": ledger.today}
    closed = {"status": "Closed", "balanceInCurrency": 0, "applications": [row]}
    for number, fields in (("100777", {"status": "Voided"}), ("100778", closed)):
        ledger.office.vnf.edit("customer_invoice", number, **fields, lastModifiedDateTime="2026-01-01T00:00:00")
    ledger.days(1)
    assert codes(ledger.cycle()) == []


@pytest.mark.parametrize("fields", [{"amountInCurrency": 5}, {"currencyId": "SEK"}, {"customer": {"number": "10009"}}])
def test_other_documents_cost_nothing(fields: dict[str, Any]) -> None:
    """One by hand of another total, currency or customer is not read; nor is one without a customer, or an old one."""
    ledger = sent(0)
    comes(ledger, **fields)
    comes(ledger, "100778", customer=None)
    comes(ledger, "100779", createdDateTime="2026-01-01T00:00:00")
    ledger.forget()
    assert codes(ledger.cycle()) == []
    assert sum(reads(ledger, number) for number in ("100777", "100778", "100779")) == 0


def test_one_by_hand_of_the_same_total() -> None:
    """One that carries no mark is read once, and forgotten when it is old."""
    ledger = sent(0)
    comes(ledger, note="By hand")
    ledger.forget()
    for _ in range(3):
        assert codes(ledger.cycle()) == []
    assert reads(ledger) == 1
    assert list(ledger.office.known("documents of nobody")) == ["Invoice 100777"]
    ledger.days(10)
    comes(ledger, "100778", amountInCurrency=5)
    ledger.cycle()
    assert list(ledger.office.known("documents of nobody")) == ["Invoice 100778"]


def test_it_cannot_be_read() -> None:
    """One that can't be read is read again by the next run; one that was told stays told."""
    ledger = sent(0)
    comes(ledger)
    vnf = ledger.office.vnf
    down = Faults([Fault(Trouble.SERVER_ERROR, path="customerinvoice/100777", nth=n) for n in range(1, 9)])
    vnf.faults = down
    assert codes(ledger.cycle()) == []
    vnf.faults = Faults()
    assert codes(ledger.cycle()) == [TWIN]
    vnf.faults = Faults([Fault(Trouble.SERVER_ERROR, path="customerinvoice/100777", nth=n) for n in range(1, 9)])
    ledger.days(1)
    assert codes(ledger.cycle()) == [TWIN]


def test_the_person_takes_the_other_one() -> None:
    """Linked with the invoice, it is its document, and the one from before is the twin."""
    ledger = sent(0)
    was = ledger.number(0)
    comes(ledger)
    ledger.cycle()
    ledger.office.using("sync", lambda bridge: bridge.relink("invoices", ledger.office.guid(0), "Invoice 100777"))
    found = [problem for problem in ledger.cycle().problems if problem.code == TWIN]
    assert [(problem.label, problem.value) for problem in found] == [("Invoice 100777", f"Invoice {was}")]


def test_its_own_document_is_gone() -> None:
    """Where the linked document is not there any more, the other is no second one."""
    ledger = sent(0)
    was = ledger.document(0)
    comes(ledger)
    ledger.office.vnf.edit("customer_invoice", was["referenceNumber"], referenceNumber="7", note="By hand")
    assert TWIN not in codes(ledger.cycle())


@pytest.mark.parametrize("note", ["", None])
def test_while_a_transfer_is_in_doubt(note: str | None) -> None:
    """What may be the document of an invoice whose answer was lost is not judged before that is settled."""
    ledger = sent(0, 3)
    office = ledger.office
    intent = {
        "stage": "sending",
        "creditNote": False,
        "customer": ledger.document(0)["customer"]["number"],
        "date": "2026-10-30",
        "currency": "EUR",
        "total": 5,
        "items": [],
        "at": "2026-10-30T00:00:00+00:00",
        "until": "2026-10-30T00:00:00+00:00",
        "seen": "",
    }
    guid = "5" + office.guid(0)[1:]
    office.store.commit("acme", [Put("intents", guid, dumps(intent).decode(), None)])
    comes(ledger, note=f"Severa invoice {guid}" if note is None else note)
    comes(ledger, "100778", amountInCurrency=5)
    assert codes(ledger.cycle()) == []
    assert office.known("documents of nobody") == {}
