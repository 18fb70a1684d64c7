"""The stream of invoices: those that wait for the transfer, in the order of their dates."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import TypeVar

from attrs import evolve, frozen

from severa_vnf.errors import AuthError, NotFound, RateLimited, ServiceDown, Unreadable
from severa_vnf.flows.ask import Commit, Flow, Legs, Now, Relay, ask, ended, everything, send
from severa_vnf.flows.classes import Classes, kept, refresh
from severa_vnf.flows.invoices.around import Around, business_units, item_facts, look_ups
from severa_vnf.flows.invoices.case import Case
from severa_vnf.flows.invoices.feeds import Listed, recent, to_learn
from severa_vnf.flows.invoices.finishing import finish
from severa_vnf.flows.invoices.lasting import lasting
from severa_vnf.flows.invoices.rebuild import made_at, rebuild
from severa_vnf.flows.invoices.refusals import refusals
from severa_vnf.flows.invoices.repair import tombstone
from severa_vnf.flows.invoices.severa_changes import Changes, asked, nobody_waits
from severa_vnf.flows.invoices.transfer import Posted, transfer
from severa_vnf.flows.memory import (
    FORGOTTEN,
    INTENTS,
    LINKS,
    UNLINKED,
    Link,
    LinkState,
    Unlinked,
    all_of,
    known,
    recall,
)
from severa_vnf.flows.problems import recorded
from severa_vnf.flows.result import Result
from severa_vnf.mapping.invoices import STREAM, crosses_as_credit_note, invoice_to_vnf, label_of, link_to, problem_of
from severa_vnf.mapping.statuses import find_statuses
from severa_vnf.mapping.table import Trouble
from severa_vnf.plan import Deferred, Held, Outcome, Problem
from severa_vnf.ports import Record
from severa_vnf.rules.transfer import INVOICE_GONE, NUMBERED_ALIKE, SERVICE_TROUBLE, SEVERAL_COMPANIES, UNREADABLE
from severa_vnf.settings import InvoiceStatuses, Settings
from severa_vnf.severa import invoice_rows, invoices
from severa_vnf.severa.invoices import Invoice
from severa_vnf.values import Guid
from severa_vnf.wire.mismatch import Undecodable

R = TypeVar("R")

STATUSES = "invoice_statuses"
YOUNG = timedelta(days=60)
"""What is older, and still has no document, gets none by itself."""


@frozen
class Waiting:
    """An invoice to be seen to, and what the store holds of it."""

    invoice: Invoice
    link: Record | None = None
    intent: Record | None = None
    unlinked: Record | None = None


@frozen
class Gathered:
    """The invoices that wait, troubles of those that don't, and those of which nothing new is known."""

    waiting: Sequence[Waiting] = ()
    problems: tuple[Problem, ...] = ()
    untouched: frozenset[str] = frozenset()


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
    gathered = Gathered() if isinstance(roles, Trouble) else (yield from _gather(settings, roles, only, quick))
    if gathered.waiting or isinstance(roles, Trouble) or only is not None:
        before, roles = roles, (yield from find_roles(settings, refresh(settings, STATUSES)))
        if isinstance(roles, Trouble):
            unclear = Problem(roles.rule, STREAM, "", "Invoice statuses", roles.field, roles.value)
            return Result(problems=(unclear,), unseen=None)
        if roles != before:
            gathered = yield from _gather(settings, roles, only)
    if not gathered.waiting:
        return Result(problems=gathered.problems, unseen=gathered.untouched)
    invoiced = [one.invoice for one in gathered.waiting]
    given = yield from look_ups(settings, invoiced)
    listed: dict[bool, Listed] = {}
    for kind in sorted({crosses_as_credit_note(invoice) for invoice in invoiced}):
        listed[kind] = yield from recent(kind, min(map(made_at, invoiced)))
    around = Around(roles, given, listed, (yield from refusals(settings)), deadline)
    outcomes = yield from _by_date(gathered.waiting, around, carry or _read)
    yield from around.refusals.remember()
    skipped = frozenset(outcome.record for outcome in outcomes if _was_skipped(outcome))
    marks = tuple(write for one in listed.values() for write in one.mark())
    if marks and only is None and not skipped:
        yield from ask(Commit(marks))
    problems = (*gathered.problems, *around.refusals.problems())
    return Result(tuple(outcomes), problems, skipped | gathered.untouched)


def of_companies(found: Sequence[Invoice], settings: Settings) -> Flow[list[Invoice]]:
    """Those of the companies that this bridge carries: by their projects, else by whose number series they are of."""
    ours, _ = yield from by_company(found, settings)
    return ours


def by_company(found: Sequence[Invoice], settings: Settings) -> Flow[tuple[list[Invoice], list[Invoice]]]:
    """Those of this bridge's companies alone; and those that are of others' as well, which nobody may book whole.

    One that is linked stays with its ledger, whatever became of its project; one that was forgotten is of no bridge.
    """
    forgotten = yield from recall(FORGOTTEN, [tombstone(one.guid) for one in found])
    found = [one for one in found if tombstone(one.guid) not in forgotten]
    if not settings.companies:
        return found, []
    own = {*settings.companies}
    units = yield from business_units([ref for one in found for ref in one.projects or ()])
    links = yield from recall(LINKS, [one.guid for one in found])
    ours = [one for one in found if one.guid in links or _units_of(one, units) & own]
    mixed = [one for one in ours if one.guid not in links and _units_of(one, units) - own]
    return [one for one in ours if one not in mixed], mixed


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
) -> Flow[Gathered]:
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
    dark = (yield from recorded(STREAM)) if len(found) < len(rows) else frozenset()  # which ones they are, nobody knows
    ours, mixed = yield from by_company(found, settings)
    faults = [*_unreadable(rows), *(_of_several(one) for one in mixed if one.status.guid == roles.to_transfer)]
    if learned:
        earlier = yield from rebuild(ours, settings)
        faults += [problem for one in earlier for problem in one.problems if problem.rule is NUMBERED_ALIKE]
        yield from learned.remember(complete=not _may_come(earlier, ours, learned.now.date()))
    begun = {record.key: record for record in (yield from all_of(INTENTS))}
    listed = {invoice.guid: invoice for invoice in ours}
    for guid in [guid for guid in begun if guid not in listed]:
        try:
            listed[Guid(guid)] = yield from send(invoices.get(guid))
        except NotFound:
            faults.append(Problem(INVOICE_GONE, STREAM, guid, f"Invoice, {link_to(guid)}", value=link_to(guid)))
        except (Unreadable, AuthError) as error:
            faults.append(Problem(UNREADABLE, STREAM, guid, f"Invoice, {link_to(guid)}", value=error.message))
    links, parted = (yield from recall(LINKS, listed)), (yield from recall(UNLINKED, listed))
    waiting = [Waiting(one, links.get(guid), begun.get(guid), parted.get(guid)) for guid, one in listed.items()]
    due = [one for one in waiting if _waits(one, roles)]
    failed = {one.invoice.guid for one in waiting if one.invoice.status.guid == roles.failed}
    going = {one.invoice.guid for one in due}
    faults = [fault for fault in faults if fault.record not in going]
    told = yield from lasting(going, failed - going, learned=learned is not None)
    faults += told.problems
    return Gathered(
        [one for one in due if only in (None, one.invoice.guid)],
        tuple(fault for fault in faults if only in (None, fault.record)),
        told.untouched | (failed - going) | (dark - listed.keys()),
    )


def _waits(one: Waiting, roles: InvoiceStatuses) -> bool:
    """To transfer, or left in doubt; a failed one only if it has a document that counts: somebody sent it again."""
    status = one.invoice.status.guid
    if status == roles.to_transfer or one.intent is not None:
        return True
    link = known(Link, one.link) if one.link else None
    return status == roles.failed and link is not None and link.state is not LinkState.REJECTED


def _readable(rows: Sequence[R | Undecodable]) -> list[R]:
    return [row for row in rows if not isinstance(row, Undecodable)]


def _unreadable(rows: Sequence[object]) -> list[Problem]:
    faults = [row for row in rows if isinstance(row, Undecodable)]
    guids = [str(row.raw.get("guid")) if isinstance(row.raw, dict) else "" for row in faults]
    return [
        Problem(UNREADABLE, STREAM, guid, f"Invoice, {link_to(guid)}", value=row.fault)
        for guid, row in zip(guids, faults, strict=True)
    ]


def _may_come(earlier: Sequence[Outcome], invoices: Sequence[Invoice], today: date) -> bool:
    """Whether a young invoice has a number and no document: another integration may be about to finish it."""
    young = {one.guid for one in invoices if today - one.date < YOUNG}
    return any(isinstance(one, Held) and one.record in young for one in earlier)


def _of_several(invoice: Invoice) -> Problem:
    names = ", ".join(dict.fromkeys(ref.name or str(ref.guid) for ref in invoice.projects or ()))
    return problem_of(invoice, Trouble(SEVERAL_COMPANIES, "Projects", names))


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
    draft = invoice_to_vnf(one.invoice, rows, given)
    parted = known(Unlinked, one.unlinked) if one.unlinked else None
    return Case(one.invoice, tuple(ordered), draft, one.link, one.intent, parted)


def _by_date(waiting: Sequence[Waiting], around: Around, carry: Carry) -> Flow[list[Outcome]]:
    """Each is read, sent and numbered. Sent day after day, so that numbers follow the dates; the rest side by side.

    The very first is sent alone: where it meets what all would meet, no other is sent.
    """
    ordered = sorted(waiting, key=lambda one: one.invoice.date)
    days = [ordered[:1], *(list(day) for _, day in groupby(ordered[1:], key=lambda one: one.invoice.date))]
    return (yield from ask(Relay(tuple(tuple(carry(one, around) for one in day) for day in days))))


def _read(one: Waiting, around: Around) -> Legs[Outcome]:
    """Read it, unless the run has no time left: what waits costs nothing then."""
    if around.is_late((yield from ask(Now()))):
        return ended(ended(_skipped(one)))
    try:
        case = yield from read_case(one, around)
    except (ServiceDown, RateLimited) as error:
        trouble = problem_of(one.invoice, Trouble(SERVICE_TROUBLE, "Invoice", error.message))
        return ended(ended(evolve(_skipped(one), problems=(trouble,))))
    return send_case(case, around)


def _skipped(one: Waiting) -> Outcome:
    return Deferred(stream=STREAM, record=one.invoice.guid, label=label_of(one.invoice))


def send_case(case: Case, around: Around) -> Flow[Flow[Outcome]]:
    """See to it that an invoice has its document; then that it has the document's number."""
    return _end((yield from transfer(case, around)), around)


def _end(posted: Posted | Outcome, around: Around) -> Flow[Outcome]:
    return (yield from finish(posted, around)) if isinstance(posted, Posted) else posted
