"""Is the fee there? After any doubt only looking settles it.

A fee carries no other system's key: it is known by project, date, amount and description, and of several alike each
stands for one line. One that was corrected is known by the sum.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal

from attrs import frozen

from severa_vnf.errors import NotFound
from severa_vnf.flows.ask import Flow, everything, together
from severa_vnf.flows.costs.around import AT_ONCE
from severa_vnf.flows.costs.carried import TWINS, Fee, Sought, Whose
from severa_vnf.flows.costs.judging import price_of
from severa_vnf.flows.memory import known, recall
from severa_vnf.mapping.booked import CASH, MODULE, POSTING
from severa_vnf.mapping.table import Trouble
from severa_vnf.rules.costs import FEE_DELETED, FEES_UNREADABLE
from severa_vnf.severa import deleted_project_fees, project_fees
from severa_vnf.severa.deleted_project_fees import DeletedProjectFee
from severa_vnf.severa.project_fees import RecordedProjectFee
from severa_vnf.values import Guid
from severa_vnf.wire.mismatch import Undecodable

Found = tuple[Fee, ...] | Trouble
"""The fee, or several that come to it; none; or why nobody can tell."""
Text = tuple[date | None, str]


@frozen
class Shelf:
    """The fees of one project by date and description, with the lines that have them; and what could not be read."""

    fees: Mapping[Text, list[tuple[RecordedProjectFee, str | None]]]
    fault: str | None


def look(sought: Sequence[tuple[str, Sought]]) -> Flow[list[Found]]:
    """Look for the fees of these lines, each told by its key. A fee that one of them takes, no other takes."""
    guids = list(dict.fromkeys(one.project for _, one in sought))
    listed = dict(zip(guids, (yield from together([_fees(guid) for guid in guids])), strict=True))
    deleted = yield from _deleted(guids)
    ids = [row.guid for rows in listed.values() for row in rows if not isinstance(row, Undecodable)]
    owners = {guid: known(Whose, one).key for guid, one in (yield from recall(TWINS, [*ids, *deleted])).items()}
    shelves = {guid: _shelf(rows, owners) for guid, rows in listed.items()}
    exact = [_taken(key, one, shelves[one.project]) for key, one in sought]
    alike = Counter((one.project, _text(one)) for (_, one), fees in zip(sought, exact, strict=True) if not fees)
    found: list[Found] = []
    for (key, one), fees in zip(sought, exact, strict=True):
        shelf = shelves[one.project]
        summed = _all(key, one, shelf) if alike[one.project, _text(one)] == 1 and not fees else ()
        gone = [row for row in deleted.values() if _free(key, owners.get(row.guid))]
        found.append(fees or summed or _doubt(one, shelf, gone) or ())
    return found


def _fees(project: Guid) -> Flow[Sequence[RecordedProjectFee | Undecodable]]:
    try:
        return (yield from everything(project_fees.of_project(project)))
    except NotFound:
        return ()


def _deleted(projects: Sequence[Guid]) -> Flow[dict[Guid, DeletedProjectFee]]:
    found: dict[Guid, DeletedProjectFee] = {}
    for first in range(0, len(projects), AT_ONCE):
        rows = yield from everything(deleted_project_fees.list(project_guids=projects[first : first + AT_ONCE]))
        found |= {row.guid: row for row in rows if not isinstance(row, Undecodable)}
    return found


def _shelf(rows: Iterable[RecordedProjectFee | Undecodable], owners: Mapping[str, str]) -> Shelf:
    fees: dict[Text, list[tuple[RecordedProjectFee, str | None]]] = {}
    fault: str | None = None
    for row in rows:
        if isinstance(row, Undecodable):
            fault = row.fault
        else:
            fees.setdefault((row.event_date, _words(row.description)), []).append((row, owners.get(row.guid)))
    return Shelf(fees, fault)


def _taken(key: str, sought: Sought, shelf: Shelf) -> tuple[Fee, ...]:
    """The first fee like this that the line may have; no other line has it then."""
    alike = shelf.fees.get(_text(sought), [])
    for place, (row, owner) in enumerate(alike):
        if _free(key, owner) and _cost(row) == sought.cost:
            del alike[place]
            return (_fee(row, sought),)
    return ()


def _all(key: str, sought: Sought, shelf: Shelf) -> tuple[Fee, ...]:
    """A fee with its corrections: all that are like it and nobody's, where they come to the amount."""
    alike = [row for row, owner in shelf.fees.get(_text(sought), []) if _free(key, owner)]
    comes_to = sum(map(_cost, alike), Decimal(0))
    return tuple(_fee(row, sought) for row in alike) if alike and comes_to == sought.cost else ()


def _fee(row: RecordedProjectFee, sought: Sought) -> Fee:
    return Fee(guid=row.guid, project=sought.project, cost=_cost(row), price=price_of(row))


def _cost(row: RecordedProjectFee) -> Decimal:
    return (row.unit_cost.amount if row.unit_cost else None) or Decimal(0)


def _doubt(sought: Sought, shelf: Shelf, deleted: Iterable[DeletedProjectFee]) -> Trouble | None:
    """What keeps us from saying that it is not there. A deleted fee tells its project and date, and no amount.

    Its guid, by which it may be linked, is in the field, where no person reads it.
    """
    if shelf.fault is not None:
        return Trouble(FEES_UNREADABLE, value=shelf.fault)
    like = [
        row
        for row in deleted
        if row.project and row.project.guid == sought.project and row.event_date == sought.date and row.quantity == 1
    ]
    if not like:
        return None
    names = dict.fromkeys(row.project.name or "" for row in like if row.project)
    return Trouble(FEE_DELETED, ", ".join(row.guid for row in like), f"{', '.join(names)} {sought.date}".strip())


def _text(sought: Sought) -> Text:
    return sought.date, _words(sought.description)


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


def _words(text: str | None) -> str:
    return " ".join((text or "").split())
