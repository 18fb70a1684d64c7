"""Which invoice status plays which role. Names mean nothing; order and flags do (documentation, invoice statuses)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from severa_vnf.mapping.table import Trouble
from severa_vnf.rules.transfer import STATUSES_UNCLEAR
from severa_vnf.settings import InvoiceStatuses
from severa_vnf.severa.invoice_statuses import InvoiceStatus

BEFORE, AFTER = (3, 4), 4
"""How many statuses stand before and after 'Invoice number' comes on: an approval step may be among the first."""


def find_statuses(
    statuses: Sequence[InvoiceStatus], chosen: InvoiceStatuses | None = None
) -> InvoiceStatuses | Trouble:
    """The status for each role, by order; flags that say otherwise are a trouble, not a guess.

    Failed is the first; to transfer the default of credit notes, else the last read-only one without a number;
    then come transferred, which is the first with a number, sent, partially paid and paid.
    """
    if chosen is not None:
        return chosen
    used = _in_order(statuses)
    wrong = list(_wrong(used))
    if wrong:
        listed = ", ".join(map(_shown, used)) or "there are none"
        return Trouble(STATUSES_UNCLEAR, value=" ".join([f"{listed}.", *wrong]).removesuffix("."))
    transferred, sent, partially_paid, paid = _numbered(used)
    return InvoiceStatuses(
        failed=used[0].guid,
        to_transfer=_to_transfer(used).guid,
        transferred=transferred.guid,
        sent=sent.guid,
        partially_paid=partially_paid.guid,
        paid=paid.guid,
    )


def check_statuses(statuses: Sequence[InvoiceStatus]) -> tuple[str, ...]:
    """What to change in Severa's invoice statuses, a sentence each; none where they are as the documentation asks."""
    used = _in_order(statuses)
    return (*_wrong(used), *_wrong_for_credit_notes(used))


def _in_order(statuses: Sequence[InvoiceStatus]) -> list[InvoiceStatus]:
    return sorted((status for status in statuses if status.is_active), key=lambda status: status.sort_order)


def _waiting(used: Sequence[InvoiceStatus]) -> list[InvoiceStatus]:
    return [status for status in used if not status.has_invoice_number]


def _numbered(used: Sequence[InvoiceStatus]) -> list[InvoiceStatus]:
    return [status for status in used if status.has_invoice_number]


def _to_transfer(used: Sequence[InvoiceStatus]) -> InvoiceStatus:
    """Where no flag tells, the last before the number comes on."""
    waiting = _waiting(used)
    told = [status for status in waiting if status.is_default_for_credit_note]
    return (told or [status for status in waiting if status.is_read_only] or waiting)[-1]


def _wrong(used: Sequence[InvoiceStatus]) -> Iterator[str]:
    """Whatever leaves a role in doubt."""
    waiting, numbered = _waiting(used), _numbered(used)
    if len(waiting) not in BEFORE or len(numbered) != AFTER:
        yield (
            f"{len(waiting)} statuses have 'Invoice number' off and {len(numbered)} have it on; the documentation "
            "has 3 (4 with an approval) and 4: change them, or name the roles in Settings.statuses."
        )
    for one, other in pairwise(used):
        if one.has_invoice_number and not other.has_invoice_number:
            yield (
                f"'{one.name}' has 'Invoice number' on and '{other.name}' after it has not: the number comes on "
                "with the transferred status and stays on."
            )
        if one.sort_order == other.sort_order:
            yield f"'{one.name}' and '{other.name}' have the same place in the order."
    if waiting:
        yield from _wrong_before(used, waiting)
    for status in numbered[1:]:
        if not status.is_sent:
            yield f"'{status.name}' comes after the transferred status: switch 'Sent' on."
    if [status for status in used if status.is_paid] != numbered[-1:]:
        yield "Switch 'Paid' on for the last status, and for no other."


def _wrong_before(used: Sequence[InvoiceStatus], waiting: Sequence[InvoiceStatus]) -> Iterator[str]:
    first, ready = used[0], _to_transfer(used)
    if first.is_default:
        yield f"'{first.name}' is the first status, for failed transfers: it may not be the default."
    if first.is_read_only or first.has_invoice_number or first.is_sent or first.is_paid:
        yield f"'{first.name}' is the first status, for failed transfers: switch off all its flags."
    if not any(status.is_default for status in waiting[1:]):
        yield "A new invoice needs a default status between the failed one and the transferred one."
    if not ready.is_read_only:
        yield f"'{ready.name}' waits for the transfer: switch 'Not editable' on."
    if ready is not waiting[-1]:
        yield f"'{waiting[-1].name}' comes after '{ready.name}', which waits for the transfer: move it before."
    for status in waiting:
        if status.is_sent:
            yield f"'{status.name}' comes before the transferred status: switch 'Sent' off."


def _wrong_for_credit_notes(used: Sequence[InvoiceStatus]) -> Iterator[str]:
    """Credit notes skip the approval: they begin in the status that waits for the transfer."""
    if _waiting(used) and not _to_transfer(used).is_default_for_credit_note:
        yield f"Make '{_to_transfer(used).name}', which waits for the transfer, the default for credit notes."


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
