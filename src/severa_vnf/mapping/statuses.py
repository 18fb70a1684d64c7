"""Which invoice status plays which role. Names mean nothing; order and flags do (documentation, invoice statuses)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from severa_vnf.mapping.table import Trouble
from severa_vnf.rules import STATUSES_UNCLEAR
from severa_vnf.settings import InvoiceStatuses
from severa_vnf.severa.invoice_statuses import InvoiceStatus


def find_statuses(
    statuses: Sequence[InvoiceStatus], chosen: InvoiceStatuses | None = None
) -> InvoiceStatuses | Trouble:
    """The status for each role.

    Failed is the first; to transfer the default of credit notes, else the last read-only one without a number;
    transferred the first with a number; paid is flagged so; between those two stand sent and partially paid, and
    nothing else. Whatever else is found is not guessed at.
    """
    if chosen is not None:
        return chosen
    used = _in_order(statuses)
    numbered = [status for status in used if status.has_invoice_number]
    waiting = [status for status in used if not status.has_invoice_number]
    to_transfer = [status for status in waiting if status.is_default_for_credit_note]
    to_transfer = to_transfer or [status for status in waiting if status.is_read_only]
    paid = [status for status in used if status.is_paid]
    if len(waiting) < 3 or not to_transfer or len(numbered) != 4 or len(paid) != 1 or paid[0] is not numbered[3]:
        return Trouble(STATUSES_UNCLEAR, value=", ".join(_shown(status) for status in used) or "there are none")
    transferred, sent, partially_paid, last = numbered
    return InvoiceStatuses(
        failed=waiting[0].guid,
        to_transfer=to_transfer[-1].guid,
        transferred=transferred.guid,
        sent=sent.guid,
        partially_paid=partially_paid.guid,
        paid=last.guid,
    )


def check_statuses(statuses: Sequence[InvoiceStatus]) -> tuple[str, ...]:
    """What to change in Severa's invoice statuses, a sentence each; none where they are as the documentation asks."""
    return tuple(_wrong(_in_order(statuses)))


def _in_order(statuses: Sequence[InvoiceStatus]) -> list[InvoiceStatus]:
    return sorted((status for status in statuses if status.is_active), key=lambda status: status.sort_order)


def _wrong(used: Sequence[InvoiceStatus]) -> Iterator[str]:
    if not used:
        yield "There are no invoice statuses in use."
        return
    first = used[0]
    if first.is_default:
        yield f"'{first.name}' is the first status, for failed transfers: it may not be the default."
    if first.is_read_only or first.has_invoice_number or first.is_sent or first.is_paid:
        yield f"'{first.name}' is the first status, for failed transfers: switch off all its flags."
    if not any(status.has_invoice_number for status in used):
        yield "No status has 'Invoice number' on: the transferred status and all after it need it."
    seen = False
    for status in used:
        if seen and not status.has_invoice_number:
            yield f"'{status.name}' comes after the transferred status: switch 'Invoice number' on."
        seen = seen or status.has_invoice_number
    if not any(status.is_paid for status in used):
        yield "No status is flagged 'Paid'."
    credit = [status for status in used if status.is_default_for_credit_note]
    if not credit:
        yield "No status is the default for credit notes: choose the one that waits for the transfer."
    for status in credit:
        if status.has_invoice_number or not status.is_read_only:
            yield f"'{status.name}', the default for credit notes, must be read-only and without a number."


def _shown(status: InvoiceStatus) -> str:
    flags = [
        word
        for on, word in (
            (status.is_read_only, "read-only"),
            (status.has_invoice_number, "number"),
            (status.is_sent, "sent"),
            (status.is_paid, "paid"),
        )
        if on
    ]
    return f"{status.sort_order} '{status.name}'" + (f" ({', '.join(flags)})" if flags else "")
