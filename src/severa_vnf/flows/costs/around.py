"""What has to be known before a fee is made: asked for the documents at work, and for none twice."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TypeVar

from attrs import evolve, field, frozen

from severa_vnf.errors import ApiError, NotFound
from severa_vnf.flows.ask import Flow, everything, send, together
from severa_vnf.flows.classes import refresh
from severa_vnf.flows.costs.due import Due
from severa_vnf.flows.engine.faults import apart
from severa_vnf.mapping.purchases import PurchaseLine
from severa_vnf.mapping.table import Trouble
from severa_vnf.rules.transfer import UNREADABLE
from severa_vnf.settings import Settings
from severa_vnf.severa import project_fees, projects
from severa_vnf.severa import settings as closing
from severa_vnf.severa.project_fees import RecordedProjectFee
from severa_vnf.severa.projects import Project
from severa_vnf.severa.settings import OrganizationSettings
from severa_vnf.values import Guid
from severa_vnf.vnf import customer, supplier
from severa_vnf.wire.mismatch import Undecodable

T = TypeVar("T")

AT_ONCE = 50
"""Projects asked for in one call: their guids stand in its address."""


@frozen
class Around:
    """Severa's closing date and currency; the projects, and the fees to be corrected (None: it is gone).

    `names` are those of suppliers and customers by number. What can't be read is trouble with the lines that need it.
    """

    settings: Settings
    closed_before: date | None = None
    currency: str | None = None
    projects: Mapping[Guid, Project | Trouble | None] = field(factory=dict)
    made: Mapping[Guid, RecordedProjectFee | Trouble | None] = field(factory=dict)
    names: Mapping[str, str | Trouble] = field(factory=dict)
    asked: bool = False
    """Whether the closing dates were read."""

    def knows(self, due: Due) -> bool:
        """Whether all was asked that this fee needs."""
        return due.project in self.projects and all(fee.guid in self.made for fee in due.before)

    def trouble(self, due: Due) -> Trouble | None:
        """What it needs and can't be read."""
        number = due.said.customer_supplier if due.said and not due.said.customer_supplier_name else ""
        needed = (self.names.get(number), self.projects[due.project], *(self.made[fee.guid] for fee in due.before))
        return next((one for one in needed if isinstance(one, Trouble)), None)

    def named(self, line: PurchaseLine) -> PurchaseLine:
        """The line with its supplier's name, and the company's currency."""
        known = self.names.get(line.customer_supplier, "")
        name = line.customer_supplier_name or (known if isinstance(known, str) else "")
        return evolve(line, customer_supplier_name=name, currency=self.currency or line.currency)


def look_round(known: Around, due: Sequence[Due], lines: Iterable[PurchaseLine]) -> Flow[Around]:
    """Read what these fees need and is not known yet, and the names that are on no line of these."""
    numbers = {line.customer_supplier for line in lines if not line.customer_supplier_name} - {"", *known.names}
    named = yield from together([_name(number) for number in sorted(numbers)])
    around = evolve(known, names={**known.names, **dict(zip(sorted(numbers), named, strict=True))})
    if not due:
        return around
    if not around.asked:
        around = yield from _at_first(around)
    found = yield from _projects(dict.fromkeys(one.project for one in due if one.project not in around.projects))
    guids = list(dict.fromkeys(fee.guid for one in due for fee in one.before))
    made = dict(zip(guids, (yield from together([_fee(guid) for guid in guids])), strict=True))
    return evolve(around, projects={**around.projects, **found}, made={**around.made, **made})


def _at_first(around: Around) -> Flow[Around]:
    """What holds for every fee."""
    told = yield from send(closing.get())
    own = around.currency or (yield from refresh(around.settings, "currency")).currency
    return evolve(around, closed_before=_closed_before(told, around.settings), currency=own, asked=True)


def _closed_before(told: OrganizationSettings, settings: Settings) -> date | None:
    dates = {"worktime": told.worktime_entry_closing_date, "travel": told.travel_entry_closing_date}
    chosen = dates.values() if settings.closing_date == "latest" else (dates.get(settings.closing_date),)
    return max((day for day in chosen if day is not None), default=None)


def _projects(guids: Iterable[Guid]) -> Flow[dict[Guid, Project | Trouble | None]]:
    """These projects. A list may lack sales cases in progress: what it lacks is asked for by itself."""
    every = list(guids)
    found: dict[Guid, Project | Trouble | None] = {}
    for first in range(0, len(every), AT_ONCE):
        rows = yield from everything(projects.list(project_guids=every[first : first + AT_ONCE]))
        found |= {row.guid: row for row in rows if not isinstance(row, Undecodable)}
    lacking = [guid for guid in every if guid not in found]
    return found | dict(zip(lacking, (yield from together([_project(guid) for guid in lacking])), strict=True))


def _project(guid: Guid) -> Flow[Project | Trouble | None]:
    return (yield from _read(send(projects.get(guid))))


def _fee(guid: Guid) -> Flow[RecordedProjectFee | Trouble | None]:
    return (yield from _read(send(project_fees.get(guid))))


def _name(number: str) -> Flow[str | Trouble]:
    """A supplier's name, else a customer's: a journal line has a number, and does not tell whose."""
    found = (yield from _read(send(supplier.get(number)))) or (yield from _read(send(customer.get(number))))
    return "" if found is None else found if isinstance(found, Trouble) else found.name


def _read(flow: Flow[T]) -> Flow[T | Trouble | None]:
    """What is asked for; None where there is none. What one record does not show is trouble with that one."""
    return (yield from apart(flow, _not_read))


def _not_read(error: ApiError) -> Trouble | None:
    return None if isinstance(error, NotFound) else Trouble(UNREADABLE, value=error.message)
