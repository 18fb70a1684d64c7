"""One invoice on its way: what is known of it, and how it is spoken of."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TypeVar

from attrs import evolve, frozen

from severa_vnf.flows.ask import Commit, Flow, ask, everything, send
from severa_vnf.flows.invoices.probe import Sought
from severa_vnf.flows.memory import INTENTS, Intent, Item, Link, Unlinked, drop, known, put
from severa_vnf.mapping.compare import items_of
from severa_vnf.mapping.invoices import STREAM, Draft, label_of, problem_of, severa_total
from severa_vnf.mapping.table import Trouble
from severa_vnf.mapping.totals import AnyDocument, total_of
from severa_vnf.plan import Outcome, Problem
from severa_vnf.ports import Record
from severa_vnf.settings import Settings
from severa_vnf.severa import invoice_rows, invoices
from severa_vnf.severa.invoice_rows import InvoiceRow
from severa_vnf.severa.invoices import Invoice
from severa_vnf.values import Money
from severa_vnf.wire.mismatch import Undecodable
from severa_vnf.wire.unset import Unset

Kind = TypeVar("Kind", bound=Outcome)


@frozen
class Case:
    """An invoice, its rows in order, its draft, and what the store holds of it."""

    invoice: Invoice
    rows: tuple[InvoiceRow, ...]
    draft: Draft
    link_record: Record | None = None
    intent_record: Record | None = None
    unlinked: Unlinked | None = None

    @property
    def link(self) -> Link | None:
        """The document that it is linked to."""
        return known(Link, self.link_record) if self.link_record else None

    @property
    def intent(self) -> Intent | None:
        """What was begun and not settled."""
        return known(Intent, self.intent_record) if self.intent_record else None

    def sought(self, settings: Settings) -> Sought | None:
        """By what its document is found: as it was when it was sent, else as it is. None: no document can be there."""
        intent = self.intent
        if intent is None:
            return self.drafted(settings)
        return Sought(
            self.invoice.guid,
            intent.credit_note,
            intent.customer,
            intent.date,
            Money(intent.total, intent.currency),
            intent.items,
            settings.tolerance_in(intent.currency),
            datetime.fromisoformat(intent.at),
        )

    def drafted(self, settings: Settings) -> Sought | None:
        """By what the document would be found that is made of it now. None: none can be made."""
        document, lines = self.draft.document, self.draft.lines
        if isinstance(document.customer_number, Unset) or isinstance(document.currency_id, Unset):
            return None
        total = Money(self.draft.total.amount, document.currency_id)
        items = tuple(Item(code=code, quantity=quantity) for code, quantity in items_of(lines))
        tolerance = settings.tolerance_in(total.currency)
        kind, customer = self.draft.is_credit_note, document.customer_number
        return Sought(self.invoice.guid, kind, customer, self.invoice.date, total, items, tolerance)

    @property
    def seen(self) -> str:
        """When the invoice was last changed, as far as this run knows."""
        return str(self.invoice.last_updated_date_time)

    def remember(self, intent: Intent) -> Flow[Case]:
        """Commit an intent; the case that knows it."""
        write = put(INTENTS, self.invoice.guid, intent, self.intent_record)
        version = yield from ask(Commit((write,)))
        return evolve(self, intent_record=Record(write.key, write.value, version))

    def settle(self) -> Flow[None]:
        """Remember that nothing is unknown of it any more."""
        if self.intent_record is not None:
            yield from ask(Commit((drop(INTENTS, self.intent_record),)))

    def said_again(self) -> Flow[bool]:
        """Ask Severa once more: does it say the same of the invoice and its rows? What nobody can take back waits."""
        now = yield from send(invoices.get(self.invoice.guid))
        rows = yield from everything(invoice_rows.of(self.invoice.guid))
        again = sorted((row for row in rows if not isinstance(row, Undecodable)), key=lambda row: row.sort_order)
        return _shown(now) == _shown(self.invoice) and tuple(again) == self.rows

    def problems(self, troubles: Iterable[Trouble]) -> tuple[Problem, ...]:
        """Troubles, said of this invoice."""
        return tuple(problem_of(self.invoice, trouble) for trouble in troubles)

    def outcome(
        self,
        kind: type[Kind],
        troubles: Iterable[Trouble] = (),
        number: str | None = None,
        document: AnyDocument | None = None,
    ) -> Kind:
        """What came of it."""
        return kind(
            stream=STREAM,
            record=self.invoice.guid,
            label=label_of(self.invoice),
            problems=self.problems(troubles),
            number=number,
            severa_total=self.draft.total,
            vnf_total=total_of(document) if document else None,
        )


def _shown(invoice: Invoice) -> tuple[object, ...]:
    """Name all of an invoice that its document is made of, its rows left out."""
    who = [one and one.guid for one in (invoice.customer, invoice.billing_customer, invoice.currency)]
    projects = [one.guid for one in invoice.projects or ()]
    dates = invoice.date, invoice.due_date, invoice.payment_term
    return severa_total(invoice), invoice.is_credit_note, who, projects, dates
