"""The stream of invoices: those that wait for the transfer, in the order of their dates."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from itertools import groupby
from typing import TypeVar

from attrs import evolve, frozen

from severa_vnf.errors import NotFound, Unreadable
from severa_vnf.flows.ask import Commit, Flow, Legs, Relay, ask, everything, send
from severa_vnf.flows.classes import Classes, kept, refresh
from severa_vnf.flows.invoices.around import Around, business_units, item_facts, look_ups
from severa_vnf.flows.invoices.case import Case
from severa_vnf.flows.invoices.feeds import Listed, recent, to_learn
from severa_vnf.flows.invoices.finishing import finish
from severa_vnf.flows.invoices.posting import Posted, post
from severa_vnf.flows.invoices.rebuild import made_at, rebuild
from severa_vnf.flows.invoices.severa_changes import Changes, asked, nobody_waits
from severa_vnf.flows.memory import INTENTS, LINKS, all_of, recall
from severa_vnf.flows.result import Result
from severa_vnf.mapping.invoices import STREAM, crosses_as_credit_note, invoice_to_vnf, link_to
from severa_vnf.mapping.statuses import find_statuses
from severa_vnf.mapping.table import Trouble
from severa_vnf.plan import Deferred, Outcome, Problem
from severa_vnf.ports import Record
from severa_vnf.rules.transfer import INVOICE_GONE, UNREADABLE
from severa_vnf.settings import InvoiceStatuses, Settings
from severa_vnf.severa import invoice_rows, invoices
from severa_vnf.severa.invoices import Invoice
from severa_vnf.values import Guid
from severa_vnf.wire.mismatch import Undecodable

R = TypeVar("R")

STATUSES = "invoice_statuses"


@frozen
class Waiting:
    """An invoice to be seen to, and what the store holds of it."""

    invoice: Invoice
    link: Record | None
    intent: Record | None


Carry = Callable[[Waiting, Around], Legs[Outcome]]
"""How one of them is carried: it is read, sent and numbered."""


def transfer_invoices(
    settings: Settings,
    deadline: datetime | None = None,
    only: Guid | None = None,
    carry: Carry | None = None,
    changes: Changes | None = None,
) -> Flow[Result]:
    """Carry over every invoice that waits, or the one of guid `only`; each by `carry`, where that is given.

    Which invoices wait is told by the statuses as they were read last, so that looking costs one exchange where none
    does; or none, where `changes` tell that none can. Before anything is done the statuses are read again.
    """
    roles = yield from find_roles(settings, kept(STATUSES))
    quick = changes if only is None else None
    waiting, strange = ([], []) if isinstance(roles, Trouble) else (yield from _gather(settings, roles, only, quick))
    if waiting or isinstance(roles, Trouble) or only is not None:
        before, roles = roles, (yield from find_roles(settings, refresh(settings, STATUSES)))
        if isinstance(roles, Trouble):
            unclear = Problem(roles.rule, STREAM, "", "Invoice statuses", roles.field, roles.value)
            return Result(problems=(unclear,), unseen=None)
        if roles != before:
            waiting, strange = yield from _gather(settings, roles, only)
    if not waiting:
        return Result(problems=tuple(strange))
    shown = [one.invoice for one in waiting]
    given = yield from look_ups(settings, shown)
    listed: dict[bool, Listed] = {}
    for kind in sorted({crosses_as_credit_note(invoice) for invoice in shown}):
        listed[kind] = yield from recent(kind, min(map(made_at, shown)))
    around = Around(roles, given, listed, deadline)
    outcomes = yield from _by_date(waiting, around, carry or _read)
    unseen = frozenset(outcome.record for outcome in outcomes if _was_skipped(outcome))
    marks = tuple(write for one in listed.values() for write in one.mark())
    if marks and only is None and not unseen:
        yield from ask(Commit(marks))
    return Result(tuple(outcomes), tuple(strange), unseen)


def of_companies(found: Sequence[Invoice], settings: Settings) -> Flow[list[Invoice]]:
    """Those of the companies that this bridge carries: by their projects, else by whose number series they are of."""
    if not settings.companies:
        return [*found]
    units = yield from business_units([ref for one in found for ref in one.projects or ()])
    return [one for one in found if _units_of(one, units) & {*settings.companies}]


def _units_of(invoice: Invoice, units: Mapping[Guid, Guid]) -> set[Guid]:
    own = {units[ref.guid] for ref in invoice.projects or () if ref.guid is not None and ref.guid in units}
    series = invoice.invoice_number_business_unit_guid
    return own or ({series} if series else set())


def find_roles(settings: Settings, look: Flow[Classes]) -> Flow[InvoiceStatuses | Trouble]:
    """Which status is which: the settings' choice, else what the statuses that are looked up tell."""
    statuses = () if settings.statuses else (yield from look).invoice_statuses
    return find_statuses(statuses, settings.statuses)


def _gather(
    settings: Settings, roles: InvoiceStatuses, only: Guid | None, changes: Changes | None = None
) -> Flow[tuple[list[Waiting], list[Problem]]]:
    """The invoices that wait, and those of which something was begun, wherever their status is by now; or `only` one.

    A store that knows nothing yet first learns the links of the invoices that already have a number.
    """
    learned = yield from to_learn()
    guids = [roles.to_transfer, roles.failed]
    guids += [roles.transferred, roles.sent, roles.partially_paid, roles.paid] if learned else []
    rows: list[Invoice | Undecodable] = []
    if not (yield from nobody_waits(changes, guids)):
        rows = yield from everything(invoices.list(invoice_status_guids=guids))
        yield from asked(guids, rows)
    found = _readable(rows)
    if learned:
        yield from rebuild(found, settings)
        yield from ask(Commit((learned,)))
    begun = {record.key: record for record in (yield from all_of(INTENTS))}
    listed = {invoice.guid: invoice for invoice in (yield from of_companies(found, settings))}
    faults = _unreadable(rows)
    for guid in [guid for guid in begun if guid not in listed]:
        try:
            listed[Guid(guid)] = yield from send(invoices.get(guid))
        except NotFound:
            faults.append(Problem(INVOICE_GONE, STREAM, guid, f"Invoice, {link_to(guid)}", value=link_to(guid)))
        except Unreadable as error:
            faults.append(Problem(UNREADABLE, STREAM, guid, f"Invoice, {link_to(guid)}", value=error.message))
    links = yield from recall(LINKS, listed)
    waiting = [Waiting(invoice, links.get(guid), begun.get(guid)) for guid, invoice in listed.items()]
    return (
        [one for one in waiting if _waits(one, roles) and only in (None, one.invoice.guid)],
        [fault for fault in faults if only in (None, fault.record)],
    )


def _waits(one: Waiting, roles: InvoiceStatuses) -> bool:
    """To transfer, or left in doubt; a failed one only if it has a document: somebody sent it again."""
    status = one.invoice.status.guid
    if status == roles.to_transfer or one.intent is not None:
        return True
    return status == roles.failed and one.link is not None


def _readable(rows: Sequence[R | Undecodable]) -> list[R]:
    return [row for row in rows if not isinstance(row, Undecodable)]


def _unreadable(rows: Sequence[object]) -> list[Problem]:
    faults = [row for row in rows if isinstance(row, Undecodable)]
    guids = [str(row.raw.get("guid")) if isinstance(row.raw, dict) else "" for row in faults]
    return [
        Problem(UNREADABLE, STREAM, guid, f"Invoice, {link_to(guid)}", value=row.fault)
        for guid, row in zip(guids, faults, strict=True)
    ]


def _was_skipped(outcome: Outcome) -> bool:
    """Put off for want of time: nobody has looked for its document."""
    return isinstance(outcome, Deferred) and not outcome.problems


def read_case(one: Waiting, around: Around) -> Flow[Case]:
    """Read the rows and draft the document."""
    rows = yield from everything(invoice_rows.of(one.invoice.guid))
    grouped = dict.fromkeys(code for row in _readable(rows) if len(row.code or ()) > 1 for code in row.code or ())
    given = around.given
    if grouped and given.settings.several_codes == "same_vat":
        given = evolve(given, items=(yield from item_facts(list(grouped))))
    ordered = sorted(_readable(rows), key=lambda row: row.sort_order)
    return Case(one.invoice, tuple(ordered), invoice_to_vnf(one.invoice, rows, given), one.link, one.intent)


def _by_date(waiting: Sequence[Waiting], around: Around, carry: Carry) -> Flow[list[Outcome]]:
    """Each is read, sent and numbered. Sent day after day, so that numbers follow the dates; the rest side by side."""
    ordered = sorted(waiting, key=lambda one: one.invoice.date)
    days = [list(day) for _, day in groupby(ordered, key=lambda one: one.invoice.date)]
    return (yield from ask(Relay(tuple(tuple(carry(one, around) for one in day) for day in days))))


def _read(one: Waiting, around: Around) -> Legs[Outcome]:
    return send_case((yield from read_case(one, around)), around)


def send_case(case: Case, around: Around) -> Flow[Flow[Outcome]]:
    """See to it that an invoice has its document; then that it has the document's number."""
    return _end((yield from post(case, around)), around)


def _end(posted: Posted | Outcome, around: Around) -> Flow[Outcome]:
    return (yield from finish(posted, around)) if isinstance(posted, Posted) else posted
