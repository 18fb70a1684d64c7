"""What is true for a whole run."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from attrs import frozen

from severa_vnf.flows.ask import Flow
from severa_vnf.flows.costs.around import Around
from severa_vnf.flows.costs.carried import WAITING
from severa_vnf.flows.costs.desk import Candidate
from severa_vnf.flows.costs.due import Due, Terms
from severa_vnf.flows.costs.judging import Ready
from severa_vnf.flows.costs.others import NOTHING, Others
from severa_vnf.flows.costs.start import Begun, is_past
from severa_vnf.plan import Plan

LONG_AGO = datetime.min.replace(tzinfo=UTC)
"""When nobody knows whether it was made, what was made can't be under way any more."""


HURRIED = 5
"""Records that are worked on together under a deadline."""


@frozen
class Round:
    """What is true for a run. `anew`: documents of lists that were read from their beginning.

    `linked` are projects that were linked since the last one. With `planned` no others are made than those.
    """

    begun: Begun
    terms: Terms
    around: Around
    anew: frozenset[str]
    linked: frozenset[str]
    others: Others
    planned: Plan | None = None
    deadline: datetime | None = None

    def is_late(self) -> Flow[bool]:
        """Whether nothing more is to be begun."""
        return (yield from is_past(self.deadline))

    def at_once(self, most: int) -> int:
        """How many are begun together: fewer where somebody waits for the end."""
        return most if self.deadline is None else min(most, HURRIED)

    def may_be_there(self, due: Due) -> bool:
        """Whether a fee may be in Severa though the store does not know of it."""
        day, project = (due.said.transaction_date, due.said.project) if due.said else (None, "")
        anew = due.case.booked.key in self.anew or project in self.linked
        return _is_doubtful(due) or self.begun.may_be_there(day, read_whole=anew)

    def candidates(self, ready: Sequence[Ready]) -> Flow[list[Candidate]]:
        """The fees, none to be sent so far; those that may be there are to be looked for."""
        sought = [self._is_sought(one) for one in ready]
        new = any(one.but is None and not look for one, look in zip(ready, sought, strict=True))
        strange = (yield from self.others.look()) if new else NOTHING
        return [
            Candidate(
                one.due.case.booked.key,
                one.due.line,
                one.sought,
                LONG_AGO if look or (one.but is None and strange.may_have(one.sought)) else None,
            )
            for one, look in zip(ready, sought, strict=True)
        ]

    def _is_sought(self, ready: Ready) -> bool:
        """Whether to look for a fee first. One that can't be made was looked for when it was held first."""
        if ready.but is not None:
            return self.may_be_there(ready.due) and not _is_doubtful(ready.due)
        return self.may_be_there(ready.due) or WAITING in ready.due.case.records


def _is_doubtful(due: Due) -> bool:
    held = due.case.lines.get(due.line.number)
    return held is not None and held.doubtful
