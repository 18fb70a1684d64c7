"""What is true for a whole run."""

from __future__ import annotations

from attrs import frozen

from severa_vnf.flows.costs.around import Around
from severa_vnf.flows.costs.due import Due, Terms
from severa_vnf.flows.costs.judging import Ready
from severa_vnf.flows.costs.start import Begun
from severa_vnf.plan import Plan


@frozen
class Round:
    """What is true for a run. `anew`: documents of lists that were read from their beginning.

    With `planned` no others are made than those.
    """

    begun: Begun
    terms: Terms
    around: Around
    anew: frozenset[str]
    planned: Plan | None = None

    def may_be_there(self, due: Due) -> bool:
        """Whether a fee may be in Severa though the store does not know of it."""
        day = due.said.transaction_date if due.said else None
        anew = due.case.booked.key in self.anew
        return _is_doubtful(due) or self.begun.may_be_there(day, read_whole=anew)

    def is_sought(self, ready: Ready) -> bool:
        """Whether to look for a fee first. One that can't be made was looked for when it was held first."""
        return self.may_be_there(ready.due) and not (ready.but is not None and _is_doubtful(ready.due))


def _is_doubtful(due: Due) -> bool:
    held = due.case.lines.get(due.line.number)
    return held is not None and held.doubtful
