"""Whole lives of documents: made with their files, paid in two parts, credited; all of it right on both sides.

The public documents in the folder beside the repository are lived through where it is there; small ones of every kind
of VAT always.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from attrs import define

from severa_vnf import Settings
from severa_vnf.plan import Report
from severa_vnf.stores import MemoryStore
from severa_vnf.testing.ubl import ubl_files
from severa_vnf.testing.worlds import World, invoices_world
from severa_vnf.values import rounded
from tests.flows.invoices.papers import Files, check_files, files_of
from tests.flows.ledger import PAID, PARTLY, SENT
from tests.flows.office import TRANSFERRED, Kind, Office, codes
from tests.testing.ubl.papers import allowance, line, paper, vat

drivers = pytest.mark.parametrize("driver", ["sync", "async"])
NONE: Files = {}
TOLERANCE = Decimal("0.05")
CENT = Decimal("0.01")


@define
class Books:
    """Both services, and what people do with the documents of all invoices at once."""

    office: Office
    driver: Kind = "sync"

    def cycle(self, stream: str) -> Report:
        """A cycle of one stream, an hour later."""
        self.office.clock.advance(self.office.settings.lease * 12)
        report: Report = self.office.using(self.driver, lambda bridge: bridge.sync(stream))
        assert codes(report) == []
        return report

    def invoices(self) -> list[dict[str, Any]]:
        """Severa's invoices and credit notes, those that go anywhere."""
        return self.office.severa.documents("invoices")

    def document(self, invoice: dict[str, Any]) -> dict[str, Any]:
        """Its document."""
        number = str(invoice["number"])
        return next(one for one in self.office.vnf.documents(collection(invoice)) if one["referenceNumber"] == number)

    def send(self) -> None:
        """What was transferred is released in Visma.net, and sent by AutoInvoice."""
        sent = self.office.roles().sent
        for invoice in self.invoices():
            if invoice["status"]["name"] == TRANSFERRED:
                self.office.vnf.release(str(invoice["number"]), kind(invoice))
                self.office.severa.set_status(invoice["guid"], sent)

    def pay(self, share: Decimal) -> None:
        """Of each document that is open this share of its total is paid, a cent at least."""
        for invoice in self.invoices():
            document = self.document(invoice)
            amount = max(rounded(Decimal(document["amountInCurrency"]) * share), CENT)
            if document["balanceInCurrency"]:
                self.office.vnf.pay(str(invoice["number"]), min(amount, document["balanceInCurrency"]), kind(invoice))

    def credit(self) -> None:
        """Severa makes a credit note of each invoice; once in Visma.net, it is set against what is still open."""
        for invoice in self.invoices():
            if not invoice["isCreditNote"]:
                self.office.severa.reimburse(invoice["guid"])
        self.cycle("invoices")
        _, vnf = self.office.clients()
        for note in self.invoices():
            credited = note["reimburseInvoice"]
            if credited is None:
                continue
            invoice = next(one for one in self.invoices() if one["guid"] == credited["guid"])
            rest = self.document(invoice)["balanceInCurrency"]
            row = {"documentType": "Invoice", "refNbr": str(invoice["number"]), "amountPaid": rest}
            lines = [{"operation": "Insert", **{name: {"value": value} for name, value in row.items()}}]
            vnf.request("PUT", f"/v1/customerCreditNote/{note['number']}", json={"applicationLines": lines})
        self.send()

    def check(self) -> None:
        """What must hold at every moment."""
        documents = [(one, self.document(one)) for one in self.invoices()]
        for invoice, document in documents:
            total, rest = Decimal(document["amountInCurrency"]), Decimal(document["balanceInCurrency"])
            taken = sum((Decimal(one["amountPaid"]) for one in document["applications"]), Decimal(0))
            assert rest == total - taken
            assert (rest == 0) is (document["status"] == "Closed")
            assert abs(abs(invoice["totalIncludingTax"]["amount"]) - total) <= TOLERANCE
            assert invoice["currency"]["code"] == document["currencyId"]
            assert invoice["status"]["name"] == expected(document)
        payments = [one for one in self.office.vnf.documents("customer_payment") if one["type"] == "Payment"]
        paid = sum((Decimal(row["amountPaid"]) for one in payments for row in one["paymentLines"]), Decimal(0))
        set_off = 2 * sum(
            (Decimal(one["amountPaid"]) for _, document in documents for one in of_credit_notes(document)), Decimal(0)
        )
        totals = sum((Decimal(document["amountInCurrency"]) for _, document in documents), Decimal(0))
        rests = sum((Decimal(document["balanceInCurrency"]) for _, document in documents), Decimal(0))
        assert rests == totals - paid - set_off


def of_credit_notes(document: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The credit notes that were set against an invoice."""
    return (one for one in document["applications"] if one["docType"] == "CreditNote")


def kind(invoice: dict[str, Any]) -> str:
    """The type of an invoice's document."""
    return "CreditNote" if invoice["isCreditNote"] or invoice["totalIncludingTax"]["amount"] < 0 else "Invoice"


def collection(invoice: dict[str, Any]) -> str:
    """Where it stands."""
    return "customer_credit_note" if kind(invoice) == "CreditNote" else "customer_invoice"


def expected(document: dict[str, Any]) -> str:
    """The status that Severa must have: by what was paid, a credit alone being no payment while something is open."""
    paid = any(one["docType"] != "CreditNote" for one in document["applications"])
    if not document["balanceInCurrency"]:
        return PAID
    return PARTLY if paid else SENT


def live(world: World, driver: Kind, files: Files = NONE) -> Books:
    """Made; paid in two parts, so that a quarter is left; credited; what the credit notes leave is paid back.

    With `files` each invoice carries its own, and its PDF.
    """
    books = Books(
        Office(world, Settings(attachments=bool(files), invoice_pdf=bool(files), attachment_endings=None)), driver
    )
    for guid, held in files.items():
        for file in held:
            books.office.severa.attach(guid, file.name, file.content, file.kind)
    assert books.cycle("invoices").counts == {"created": len(world.severa["invoices"])}
    books.send()
    books.cycle("payments")
    books.check()
    for share in (Decimal("0.25"), Decimal("0.5")):
        books.pay(share)
        books.cycle("payments")
        books.check()
    books.credit()
    books.cycle("payments")
    books.check()
    books.pay(Decimal(1))
    books.cycle("payments")
    books.check()
    return books


def ended(books: Books, made: int, notes: int) -> None:
    """All is paid; each invoice has its credit note, once, and nothing is left to be told or done."""
    invoices = books.invoices()
    assert len(invoices) == made + notes
    assert {invoice["status"]["name"] for invoice in invoices} == {PAID}
    assert all(not books.document(invoice)["balanceInCurrency"] for invoice in invoices)
    assert len(books.office.documents()) == len(invoices)
    assert books.office.bridge().problems() == ()
    books.office.clock.advance(books.office.settings.lease * 300)
    for stream in ("invoices", "payments"):
        assert books.cycle(stream).outcomes == ()


def forgotten(books: Books) -> None:
    """The store is lost, and built anew: everything is found again, and nothing is done."""
    books.office.store = MemoryStore()
    found: Report = books.office.using(books.driver, lambda bridge: bridge.rebuild())
    assert found.counts == {"adopted": len(books.invoices())}
    for stream in ("invoices", "payments"):
        assert books.cycle(stream).outcomes == ()


@drivers
def test_real_documents(shared: Path, driver: Kind) -> None:
    """All 29 public documents live through it, with the files that they embed, else themselves as files."""
    folder = shared / "data" / "invoices"
    world = invoices_world(ubl_files(folder))
    files = files_of(world, folder)
    kinds = Counter(file.kind for held in files.values() for file in held)
    assert kinds == {"application/xml": 26, "text/csv": 2, "application/pdf": 1}
    books = live(world, driver, files)
    made = world.severa["invoices"]
    notes = sum(not one["isCreditNote"] for one in made)
    assert len(made) == 29
    assert check_files(books.office, files) == 29 + 29 + notes
    ended(books, 29, notes)
    forgotten(books)
    assert check_files(books.office, files) == 29 + 29 + notes


KINDS: dict[str, bytes] = {
    "standard": paper(),
    "reverse charge": paper(lines=line(tax=vat("AE", None)), taxes=(), total="100"),
    "zero": paper(lines=line(tax=vat("Z", None)), taxes=(), total="100"),
    "exempt": paper(lines=line(tax=vat("E", None)), taxes=(), total="100"),
    "out of scope": paper(lines=line(tax=vat("O", None)), taxes=(), total="100"),
    "allowance": paper(inside=allowance("1", tax=vat("E", None)), total="120"),
    "foreign currency": paper(currency="SEK", taxes=(("21.00", "SEK"),)),
    "credit note": paper(root="CreditNote", lines=line(root="CreditNote")),
}


def written(folder: Path, contents: Sequence[bytes]) -> list[Path]:
    """The documents as files."""
    paths = [folder / f"{place}.xml" for place in range(len(contents))]
    for path, content in zip(paths, contents, strict=True):
        path.write_bytes(content)
    return paths


@drivers
@pytest.mark.parametrize("name", KINDS)
def test_every_kind_of_vat(tmp_path: Path, driver: Kind, name: str) -> None:
    """A small document of each kind of VAT, and a credit note, live through it."""
    world = invoices_world(written(tmp_path, [KINDS[name]]))
    files = files_of(world, tmp_path)
    books = live(world, driver, files)
    notes = int(name != "credit note")
    ended(books, 1, notes)
    assert check_files(books.office, files) == 2 + notes


@drivers
def test_all_at_once(tmp_path: Path, driver: Kind) -> None:
    """So do all of them together, of one customer and one item."""
    books = live(invoices_world(written(tmp_path, [*KINDS.values()])), driver)
    ended(books, len(KINDS), len(KINDS) - 1)
