"""A purchase document of any source, cut down to what costs are made of: its lines with a project, and its files."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import assert_never

from attrs import frozen

from severa_vnf.mapping.purchase_lines import purchase_line
from severa_vnf.mapping.purchases import RELEASED, AnyLine, CostsGiven, PurchaseDocument, PurchaseLine
from severa_vnf.values import Stamp
from severa_vnf.vnf.cash_transaction import CashTransaction
from severa_vnf.vnf.journal_transaction import JournalTransaction, JournalTransactionLine
from severa_vnf.vnf.project_transaction import ProjectTransaction, ProjectTransactionLine
from severa_vnf.vnf.refs import Attachment
from severa_vnf.vnf.supplier_invoice import SupplierInvoice, SupplierInvoiceLine

CASH, POSTING = "Cash", "Project"
"""The kinds of a cash transaction and of a project transaction. Those of the others are Visma.net's own words."""
MODULE = "Module"
"""How the kinds of journal transactions begin."""


@frozen(kw_only=True, slots=False)
class BookedFile:
    """A file on a document or a line. `revision` counts what was put under one name."""

    id: str
    name: str
    revision: int


@frozen(kw_only=True, slots=False)
class BookedLine:
    """A line with a project. Its number is unique in its document."""

    number: str
    said: PurchaseLine
    files: tuple[BookedFile, ...] = ()


@frozen(kw_only=True, slots=False)
class Booked:
    """A document. Neither released nor voided: it is not ready yet.

    `whole`: a line that is not here is gone, or has no project any more.
    """

    kind: str
    number: str
    released: bool
    voided: bool
    whole: bool
    stamp: str | None
    lines: tuple[BookedLine, ...] = ()
    files: tuple[BookedFile, ...] = ()

    @property
    def key(self) -> str:
        """By what it is remembered."""
        return f"{self.kind} {self.number}"

    @property
    def twice(self) -> str:
        """A number that two of its lines have; empty where each has its own."""
        numbers = [line.number for line in self.lines]
        return next((number for number in numbers if numbers.count(number) > 1), "")

    @property
    def label(self) -> str:
        """How a person knows it: "Purchase Invoice 700001", "Journal GL 900001", "Cash transaction 600001"."""
        if self.kind.startswith(MODULE):
            return f"Journal {self.kind.removeprefix(MODULE)} {self.number}"
        return f"{self.kind} transaction {self.number}" if self.kind in (CASH, POSTING) else f"Purchase {self.key}"


def booked(document: PurchaseDocument, given: CostsGiven) -> Booked:
    """Read a document, with those of its lines that name a project. `given.projects` plays no part."""
    facts = _facts(document)
    read = (
        BookedLine(number=_number(line), said=purchase_line(document, line, given), files=_files(line))
        for line in facts.lines or ()
    )
    return Booked(
        kind=facts.kind,
        number=facts.number,
        released=document.status in RELEASED,
        voided=document.status == "Voided",
        whole=facts.whole,
        stamp=str(facts.stamp) if facts.stamp else None,
        lines=tuple(line for line in read if line.said.project),
        files=_named(facts.files),
    )


def stamp_of(document: PurchaseDocument) -> Stamp | None:
    """When it was last changed. Project transactions tell it of their lines alone."""
    return _facts(document).stamp


@frozen
class _Facts:
    """What each kind of document has under a name of its own."""

    kind: str
    number: str
    stamp: Stamp | None
    lines: Sequence[AnyLine] | None
    files: Sequence[Attachment] | None = None
    whole: bool = True


def _facts(document: PurchaseDocument) -> _Facts:
    match document:
        case SupplierInvoice(document_type=kind, reference_number=number, last_modified_date_time=stamp):
            lines = document.invoice_lines
            return _Facts(kind.value, number, stamp, lines, document.attachments, lines is not None)
        case JournalTransaction(module=module, batch_number=number, last_modified_date_time=stamp):
            entries = document.journal_transaction_lines
            return _Facts(module.value, number, stamp, entries, document.attachments, _balances(document))
        case CashTransaction(reference_nbr=number, last_modified_date_time=stamp):
            return _Facts(CASH, number, stamp, document.transaction_details)
        case ProjectTransaction(ref_nbr=number, lines=postings):
            stamps = [line.last_modified_date_time for line in postings or () if line.last_modified_date_time]
            return _Facts(POSTING, number, max(stamps, default=None), postings, whole=False)
        case _:
            assert_never(document)


def _balances(batch: JournalTransaction) -> bool:
    """Whether all lines are here: a batch that two pages share could have lost some."""
    debits = (line.debit_amount or Decimal(0) for line in batch.journal_transaction_lines or ())
    return sum(debits, Decimal(0)) == batch.debit_total


def _number(line: AnyLine) -> str:
    return str(line.tran_id if isinstance(line, ProjectTransactionLine) else line.line_number)


def _files(line: AnyLine) -> tuple[BookedFile, ...]:
    """Of supplier invoices and journal transactions alone: the API shows none of the others."""
    return _named(line.attachments) if isinstance(line, SupplierInvoiceLine | JournalTransactionLine) else ()


def _named(files: Sequence[Attachment] | None) -> tuple[BookedFile, ...]:
    return tuple(BookedFile(id=one.id, name=one.name or "", revision=one.revision or 0) for one in files or ())


def number_of(document: PurchaseDocument) -> str:
    """Its number among those of its kind."""
    return _facts(document).number
