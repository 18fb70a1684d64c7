"""The documents at work: what is known so far of their lines, to be remembered at the end."""

from __future__ import annotations

from datetime import datetime

from attrs import evolve, frozen

from severa_vnf.flows.costs.carried import Fee, Line, Sought
from severa_vnf.flows.costs.case import Case
from severa_vnf.flows.costs.due import Due
from severa_vnf.severa.project_fees import ProjectFee

Desk = dict[str, Case]
"""By their keys."""


@frozen
class Candidate:
    """A fee that is due, or was begun: by what it is known, and the line that it belongs to.

    `begun` is until when it may have been sent before; None: it certainly was not. `fee` is what to send, if anything.
    """

    document: str
    line: Line
    sought: Sought
    begun: datetime | None = None
    fee: ProjectFee | None = None

    @property
    def key(self) -> str:
        """The line, as it is called in outcomes and problems."""
        return f"{self.document} {self.line.number}"


def know(desk: Desk, one: Candidate, what: tuple[Fee, ...] | Sought) -> None:
    """Know of a fee that it is there, or that it was begun, or neither."""
    held = desk[one.document].lines.get(one.line.number, one.line)
    begun = tuple(each for each in held.begun if evolve(each, until="") != evolve(one.sought, until=""))
    line = evolve(held, project=one.line.project, target=one.line.target, elsewhere=False, doubtful=False, begun=begun)
    more = {"begun": (*begun, what)} if isinstance(what, Sought) else {"fees": (*held.fees, *what)}
    desk[one.document] = desk[one.document].with_line(evolve(line, **more))


def doubt(desk: Desk, due: Due) -> None:
    """The line is held, and its fee may be there: to be looked for whenever it is made."""
    key = due.case.booked.key
    line = desk[key].lines.get(due.line.number, due.line)
    desk[key] = desk[key].with_line(evolve(line, doubtful=True))


def owners(desk: Desk) -> dict[str, str]:
    """Whose each fee and file of these documents is, by its guid in Severa."""
    return {guid: whose for case in desk.values() for guid, whose in case.twins().items()}
