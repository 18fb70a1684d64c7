"""One document and its invoice: what was paid is read, decided upon, written to Severa and remembered."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import assert_never

from attrs import evolve, frozen

from severa_vnf.errors import (
    ApiError,
    Forbidden,
    NotFound,
    OutcomeUnknown,
    RateLimited,
    Rejected,
    ServiceDown,
    Unreadable,
)
from severa_vnf.flows.ask import Flow, Now, ask, send
from severa_vnf.flows.invoices.documents import get
from severa_vnf.flows.memory import drop, known, put
from severa_vnf.flows.payments.balances import EVEN, STREAM, WAITING, Awaited, Even, Item
from severa_vnf.flows.writing import write
from severa_vnf.mapping.invoices import label_of, severa_total
from severa_vnf.mapping.payments import Balance, Move, Standing, balance_of, payment_to_severa, standing_of, undone_by
from severa_vnf.mapping.table import Trouble
from severa_vnf.plan import Deferred, Held, Outcome, Problem, Updated
from severa_vnf.ports import Write
from severa_vnf.rules.drift import CHANGED_IN_VISMA_NET
from severa_vnf.rules.payments import NOT_TAKEN, PAYMENT_WAITS
from severa_vnf.rules.transfer import GONE, UNREADABLE
from severa_vnf.settings import InvoiceStatuses
from severa_vnf.severa import invoices
from severa_vnf.severa.invoices import Invoice
from severa_vnf.values import Guid


@frozen
class Came:
    """What came of an item (None: all was right), and what to remember.

    `over` is by what it is not looked at again: remembered with the error log, which nobody else would close. `undone`
    are the credit notes that come to the whole of its document; None: it was not read.
    """

    outcome: Outcome | None = None
    writes: tuple[Write, ...] = ()
    over: tuple[Write, ...] = ()
    undone: Sequence[str] | None = None


@frozen
class Paying:
    """An item with its invoice as Severa has it now, and the roles of the statuses."""

    item: Item
    invoice: Invoice
    roles: InvoiceStatuses

    def settle(self, deadline: datetime | None) -> Flow[Came]:
        """See to it that the invoice says what was paid, or say why not."""
        if deadline is not None and (yield from ask(Now())) >= deadline:
            return Came(self._outcome(Deferred))
        item = self.item
        if item.balance is None and (remembered := self._by_what_is_known()):
            return remembered
        balance = item.balance
        if balance is None or (balance.touched and balance.applied is None):
            try:
                document = yield from send(get(item.key))
            except NotFound:
                return self._held(Trouble(GONE, "Document", item.key.number))
            except (Unreadable, Rejected, Forbidden) as error:
                return self._held(Trouble(UNREADABLE, "Document", error.message))
            except (ServiceDown, RateLimited) as error:
                return self._put_off("Document", error)
            if document.customer and not item.is_of(document.customer.number):
                told = f"{item.customer} -> {document.customer.number} in Visma.net"
                return self._held(Trouble(CHANGED_IN_VISMA_NET, "Customer", told))
            balance = balance_of(document)
        if balance is None:
            return self._held(Trouble(UNREADABLE, "Document", "it does not tell what is open of it"))
        came = yield from self._carry(balance, standing_of(balance))
        return evolve(came, undone=() if item.key.credit_note else undone_by(balance))

    def _by_what_is_known(self) -> Came | None:
        """What comes of it as far as is known of the document. None: that is to be read."""
        item = self.item
        if item.waiting:
            awaited = known(Awaited, item.waiting)
            decided = self._decide(Standing(awaited.state, awaited.day)) if awaited.state else None
            return Came(self._outcome(Held, [decided])) if isinstance(decided, Trouble) else None
        even = known(Even, item.even) if item.even and item.as_known else None
        if even is None or even.state is None:
            return None
        standing = Standing(even.state, even.day)
        match self._decide(standing):
            case None:
                return Came(None, self._even(even.seen, self.invoice.status.guid, standing))
            case Trouble() as trouble:
                awaited = Awaited(seen=even.seen, state=standing.state, day=standing.day)
                return Came(self._outcome(Held, [trouble]), waits(item, awaited))
            case _:
                return None

    def _carry(self, balance: Balance, standing: Standing) -> Flow[Came]:
        match self._decide(standing):
            case None:
                return self._right(None, balance, self.invoice.status.guid, standing)
            case Trouble() as trouble:
                return self._held(trouble, balance, standing)
            case Move() as move:
                return (yield from self._move(move, balance, standing))
            case never:
                assert_never(never)

    def _decide(self, standing: Standing) -> Move | Trouble | None:
        agreed = known(Even, self.item.even).status if self.item.even else None
        return payment_to_severa(self.invoice, standing, self.roles, agreed)

    def _move(self, move: Move, balance: Balance, standing: Standing) -> Flow[Came]:
        """Write status and payment date at once; the answer is the check."""
        call = invoices.patch(self.item.guid, payment_date=move.payment_date, status=move.status)
        try:
            now = yield from write(call)
        except (Rejected, NotFound, Forbidden) as error:
            return self._held(Trouble(NOT_TAKEN, "Status", error.message), balance)
        except (OutcomeUnknown, ServiceDown, RateLimited, Unreadable) as error:
            return self._put_off("Status", error)
        told = Trouble(NOT_TAKEN, "Status", f"'{now.status.name}' / {now.payment_date}")
        if now.status.guid != move.status:
            return self._held(told, balance)
        troubles = [] if now.payment_date == move.payment_date else [told]
        return self._right(self._outcome(Updated, troubles, balance), balance, move.status, standing)

    def _right(self, outcome: Outcome | None, balance: Balance, status: Guid, standing: Standing) -> Came:
        """Remember that both sides agree, and wait no longer."""
        over = (drop(WAITING, self.item.waiting),) if self.item.waiting else ()
        return Came(outcome, self._even(str(balance), status, standing), over)

    def _even(self, seen: str, status: Guid, standing: Standing) -> tuple[Write, ...]:
        even = Even(seen=seen, status=status, state=standing.state, day=standing.day)
        return (put(EVEN, self.item.guid, even, self.item.even),)

    def _held(self, trouble: Trouble, balance: Balance | None = None, standing: Standing | None = None) -> Came:
        """Remember to look again, though the document does not change. Without `standing` it is read again then."""
        awaited = Awaited(
            seen=str(balance) if balance else "",
            state=standing.state if standing else None,
            day=standing.day if standing else None,
        )
        return Came(self._outcome(Held, [trouble], balance), waits(self.item, awaited))

    def _put_off(self, where: str, error: ApiError) -> Came:
        """Remember to try again."""
        return Came(
            self._outcome(Deferred, [Trouble(PAYMENT_WAITS, where, error.message)]), waits(self.item, Awaited())
        )

    def _outcome(
        self, kind: type[Outcome], troubles: Iterable[Trouble] = (), balance: Balance | None = None
    ) -> Outcome:
        item, label = self.item, label_of(self.invoice)
        return kind(
            stream=STREAM,
            record=item.guid,
            label=label,
            problems=tuple(Problem(one.rule, STREAM, item.guid, label, one.field, one.value) for one in troubles),
            number=item.key.number,
            severa_total=severa_total(self.invoice),
            vnf_total=balance.total if balance else None,
        )


def waits(item: Item, awaited: Awaited) -> tuple[Write, ...]:
    """What is to be written so that the item is looked at again."""
    return (put(WAITING, item.guid, awaited, item.waiting),)
