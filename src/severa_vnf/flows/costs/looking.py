"""Is the fee there? After any doubt only looking settles it.

A fee carries no other system's key: it is known by project, date, amount and description, and of several alike each
stands for one line. One that was corrected is known by the sum. What stands in the way of saying that it is not there:

| seen on the project | when |
|---|---|
| its list, or a fee on it, can't be read | always |
| a fee of that date was deleted, and nobody knows whose it was | always |
| a fee is nobody's, made since, and has two of date, amount and description | it was sent, and the answer was lost |
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal

from attrs import frozen

from severa_vnf.errors import ApiError, AuthError, Forbidden, NotFound, RateLimited, ServiceDown
from severa_vnf.flows.ask import Flow, everything, together
from severa_vnf.flows.costs.around import AT_ONCE
from severa_vnf.flows.costs.carried import TWINS, Fee, Sought, Whose
from severa_vnf.flows.costs.judging import price_of
from severa_vnf.flows.memory import known, recall
from severa_vnf.mapping.booked import CASH, MODULE, POSTING
from severa_vnf.mapping.table import Trouble
from severa_vnf.rules import Rule
from severa_vnf.rules.costs import FEE_DELETED, FEE_LIKE_IT, FEES_UNREADABLE, TROUBLE
from severa_vnf.severa import deleted_project_fees, project_fees
from severa_vnf.severa.deleted_project_fees import DeletedProjectFee
from severa_vnf.severa.project_fees import RecordedProjectFee
from severa_vnf.values import Guid
from severa_vnf.wire.mismatch import Undecodable

Found = tuple[Fee, ...] | Trouble
"""The fee, or several that come to it; none; or why nobody can tell."""
Text = tuple[date | None, str]
Fees = Sequence[RecordedProjectFee | Undecodable]
SENT_LATEST = timedelta(hours=26)
"""How long before its last moment a sending can have been made, by any clock and zone."""


@frozen
class Shelf:
    """The fees of one project by date and description, with the lines that have them; and what could not be read."""

    fees: Mapping[Text, list[tuple[RecordedProjectFee, str | None]]]
    fault: Trouble | None


def look(sought: Sequence[tuple[str, Sought]], taken: Mapping[str, str]) -> Flow[list[Found]]:
    """Look for the fees of these lines, each told by its key. A fee that one of them takes, no other takes.

    `taken`: whose fees are that the store does not know of yet.
    """
    guids = list(dict.fromkeys(one.project for _, one in sought))
    listed = dict(zip(guids, (yield from together([_fees(guid) for guid in guids])), strict=True))
    deleted = yield from _deleted(guids)
    gone = {} if isinstance(deleted, Trouble) else deleted
    ids = [row.guid for rows in listed.values() for row in _read(rows)]
    known_owners = yield from recall(TWINS, [*ids, *gone])
    owners = {**{guid: known(Whose, one).key for guid, one in known_owners.items()}, **taken}
    blind = deleted if isinstance(deleted, Trouble) else None
    shelves = {guid: _shelf(rows, owners, blind) for guid, rows in listed.items()}
    exact = [_taken(key, one, shelves[one.project]) for key, one in sought]
    alike = Counter((one.project, text_of(one)) for (_, one), fees in zip(sought, exact, strict=True) if not fees)
    found: list[Found] = []
    for (key, one), fees in zip(sought, exact, strict=True):
        shelf = shelves[one.project]
        summed = _all(key, one, shelf) if alike[one.project, text_of(one)] == 1 and not fees else ()
        free = [row for row in gone.values() if _free(key, owners.get(row.guid))]
        found.append(fees or summed or _doubt(one, shelf, free) or ())
    return found


def _fees(project: Guid) -> Flow[Fees | Trouble]:
    try:
        return (yield from everything(project_fees.of_project(project)))
    except NotFound:
        return ()
    except ApiError as error:
        return unseen(error, FEES_UNREADABLE)


def _deleted(projects: Sequence[Guid]) -> Flow[dict[Guid, DeletedProjectFee] | Trouble]:
    found: dict[Guid, DeletedProjectFee] = {}
    for first in range(0, len(projects), AT_ONCE):
        try:
            rows = yield from everything(deleted_project_fees.list(project_guids=projects[first : first + AT_ONCE]))
        except ApiError as error:
            return unseen(error, FEES_UNREADABLE)
        found |= {row.guid: row for row in rows if not isinstance(row, Undecodable)}
    return found


def unseen(error: ApiError, rule: Rule) -> Trouble:
    """Nobody could look: trouble with the lines that need it. A credential that is refused ends the run."""
    if isinstance(error, AuthError) and not isinstance(error, Forbidden):
        raise error
    return Trouble(TROUBLE if isinstance(error, ServiceDown | RateLimited) else rule, value=error.message)


def _read(rows: Fees | Trouble) -> list[RecordedProjectFee]:
    return [] if isinstance(rows, Trouble) else [row for row in rows if not isinstance(row, Undecodable)]


def _shelf(rows: Fees | Trouble, owners: Mapping[str, str], fault: Trouble | None) -> Shelf:
    if isinstance(rows, Trouble):
        return Shelf({}, rows)
    fees: dict[Text, list[tuple[RecordedProjectFee, str | None]]] = {}
    for row in rows:
        if isinstance(row, Undecodable):
            fault = Trouble(FEES_UNREADABLE, value=row.fault)
        else:
            fees.setdefault((row.event_date, words(row.description)), []).append((row, owners.get(row.guid)))
    return Shelf(fees, fault)


def _taken(key: str, sought: Sought, shelf: Shelf) -> tuple[Fee, ...]:
    """The first fee like this that the line may have; no other line has it then."""
    alike = shelf.fees.get(text_of(sought), [])
    for place, (row, owner) in enumerate(alike):
        if _free(key, owner) and cost_of(row) == sought.cost:
            del alike[place]
            return (_fee(row, sought),)
    return ()


def _all(key: str, sought: Sought, shelf: Shelf) -> tuple[Fee, ...]:
    """A fee with its corrections: all that are like it and nobody's, where they come to the amount."""
    alike = [row for row, owner in shelf.fees.get(text_of(sought), []) if _free(key, owner)]
    comes_to = sum(map(cost_of, alike), Decimal(0))
    return tuple(_fee(row, sought) for row in alike) if alike and comes_to == sought.cost else ()


def _fee(row: RecordedProjectFee, sought: Sought) -> Fee:
    return Fee(guid=row.guid, project=sought.project, cost=cost_of(row), price=price_of(row))


def cost_of(row: RecordedProjectFee) -> Decimal:
    """What a fee costs; nothing where it does not say."""
    return (row.unit_cost.amount if row.unit_cost else None) or Decimal(0)


def _doubt(sought: Sought, shelf: Shelf, deleted: Iterable[DeletedProjectFee]) -> Trouble | None:
    """What keeps us from saying that it is not there. A deleted fee tells its project and date, and no amount.

    The guids, by which one may be linked, are in the field, where no person reads them.
    """
    if shelf.fault is not None:
        return shelf.fault
    gone = [
        row
        for row in deleted
        if row.project and row.project.guid == sought.project and row.event_date == sought.date and row.quantity == 1
    ]
    if gone:
        names = dict.fromkeys(row.project.name or "" for row in gone if row.project)
        return Trouble(FEE_DELETED, ", ".join(row.guid for row in gone), f"{', '.join(names)} {sought.date}".strip())
    if like := [row for rows in shelf.fees.values() for row, owner in rows if not owner and _is_like(row, sought)]:
        said = (f"{row.event_date} {cost_of(row)} {words(row.description)}" for row in like)
        return Trouble(FEE_LIKE_IT, ", ".join(row.guid for row in like), "; ".join(said))
    return None


def _is_like(row: RecordedProjectFee, sought: Sought) -> bool:
    """Whether a fee may be the one that was sent, changed since by a person or by the service."""
    if not sought.until:
        return False
    made, earliest = row.created_date_time, sought.sent_by() - SENT_LATEST
    day, text = text_of(sought)
    agrees = (row.event_date == day, words(row.description) == text, cost_of(row) == sought.cost)
    return sum(agrees) >= 2 and (made is None or made.instant() >= earliest)


def text_of(sought: Sought) -> Text:
    """The date and the words of a fee."""
    return sought.date, words(sought.description)


def _free(key: str, owner: str | None) -> bool:
    """Whether a line may have a fee: it is nobody's, or that of the same booking as another source has it."""
    if owner is None:
        return True
    (ours, from_journal), (theirs, theirs_too) = _kind(key), _kind(owner)
    return ours == theirs and from_journal != theirs_too


def _kind(key: str) -> tuple[str, bool]:
    """The module that a line was booked in, and whether it was read from the journal."""
    word = key.split(" ", 1)[0]
    module = {CASH: "CA", POSTING: "PM"}.get(word, "AP")
    return (word.removeprefix(MODULE), True) if word.startswith(MODULE) else (module, False)


def words(text: str | None) -> str:
    """A text, whatever blanks are between its words."""
    return " ".join((text or "").split())
