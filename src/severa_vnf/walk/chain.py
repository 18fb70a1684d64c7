"""Bought, re-billed, invoiced, transferred, numbered, sent, paid in two parts, partly credited: step by step."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from decimal import Decimal

from severa_vnf.plan import Report
from severa_vnf.severa.invoices import Invoice
from severa_vnf.testing.transport import SimulatorTransport
from severa_vnf.walk.origins import of_document, of_fee
from severa_vnf.walk.scene import BILL, MULTIPLIER, SENT, TO_TRANSFER, Scene, Way

COST = Decimal("1000.00")
CREDITED = Decimal("200.00")
FIRST = Decimal("800.00")


def walk(way: Way = SimulatorTransport) -> Iterator[str]:
    """Each step in words, with what the bridge reported, and where each field came from. For `way` see `Scene`."""
    here = Scene(way)
    yield from _bought(here)
    invoice = yield from _invoiced(here)
    yield from _paid_and_credited(here, invoice)
    month = f"{invoice.date:%Y-%m}"
    yield f"10. The month, held against each other by bridge.reconcile({month!r}):\n{here.bridge.reconcile(month)}"


def _bought(here: Scene) -> Iterator[str]:
    yield f"1. A first cycle joins what both services hold already.\n{_told(here)}"
    here.later()
    here.buy("Steel", COST)
    yield (
        f"2. In Visma.net a supplier's invoice {BILL} is released. One line costs {COST} and names project "
        f"{here.project['number']}, {here.project['name']}."
    )
    report = here.bridge.sync()
    yield (
        f"3. The next cycle makes a project fee of it, re-billed at {MULTIPLIER} times its cost.\n{report}\n"
        f"{of_fee(here.fee())}"
    )


def _invoiced(here: Scene) -> Generator[str, None, Invoice]:
    invoice = here.bill()
    here.move(invoice.guid, TO_TRANSFER)
    yield f"4. In Severa the project is invoiced and approved: {_shown(here.invoice(invoice.guid))}"
    here.later()
    report = here.bridge.sync()
    invoice = here.invoice(invoice.guid)
    assert invoice.number is not None
    made = here.document(invoice.number)
    origins = of_document(invoice, here.rows(invoice.guid), made, here.given())
    yield (f"5. It is transferred; its number and payment reference come back: {_shown(invoice)}\n{report}\n{origins}")
    here.vnf.release(str(invoice.number))
    here.move(invoice.guid, SENT)
    sent = here.invoice(invoice.guid)
    yield f"6. The document is released in Visma.net, and the invoice sent from Severa: {_shown(sent)}"
    return sent


def _paid_and_credited(here: Scene, invoice: Invoice) -> Iterator[str]:
    assert invoice.number is not None
    here.later()
    here.vnf.pay(str(invoice.number), FIRST)
    report = here.bridge.sync()
    yield (
        f"7. The customer pays {FIRST} of it: {_shown(here.invoice(invoice.guid))}\n{report}\n"
        "  Status and paymentDate come from the document's balance and the day of its last payment."
    )
    note = here.credit(invoice.guid, CREDITED)
    here.later()
    report = here.bridge.sync()
    note = here.invoice(note.guid)
    assert note.number is not None
    document = here.note(note.number)
    origins = of_document(note, here.rows(note.guid), document, here.given())
    here.move(note.guid, SENT)
    here.set_off(note.number, invoice.number, document.amount_in_currency)
    here.later()
    yield (
        f"8. {CREDITED} without VAT are credited in Severa. The credit note is transferred, sent, and set against the "
        f"invoice in Visma.net: {_shown(note)}\n{report}\n{origins}"
    )
    rest = here.document(invoice.number).balance_in_currency
    assert rest is not None
    here.vnf.pay(str(invoice.number), rest)
    report = here.bridge.sync()
    yield (
        f"9. The customer pays the rest, {rest}: {_shown(here.invoice(invoice.guid))}; "
        f"{_shown(here.invoice(note.guid))}\n{report}"
    )


def _told(here: Scene) -> str:
    report: Report = here.bridge.sync()
    return f"  {report.counts}"


def _shown(invoice: Invoice) -> str:
    """An invoice, its status and what else the chain gave it."""
    total = invoice.total_including_tax
    kind = "credit note" if invoice.is_credit_note else "invoice"
    parts = [
        f"{kind} {invoice.number or 'without a number'}",
        f"{total.amount if total else ''} {total.currency_code if total else ''}",
        f"'{invoice.status.name}'",
        *([f"paid on {invoice.payment_date}"] if invoice.payment_date else []),
        *([f"reference {invoice.reference_number}"] if invoice.reference_number else []),
    ]
    return ", ".join(parts)
