"""Fees that another host may have made: of a store that was copied or restored, or used for two tenants.

No commit of ours proves that this store's is the newest. So before a run makes its first fee it reads which fees are
new in Severa since the last run, in one exchange. All are ours, or another's that no line is like, in the ordinary
case; a line that one is like is looked for on its project.
"""

from __future__ import annotations

from datetime import datetime

from attrs import define, frozen

from severa_vnf.flows.ask import Flow, everything
from severa_vnf.flows.costs.carried import TWINS, Sought
from severa_vnf.flows.costs.looking import Text, text_of, words
from severa_vnf.flows.memory import OVERLAP, recall
from severa_vnf.severa import project_fees
from severa_vnf.values import Guid
from severa_vnf.wire.mismatch import Undecodable

Place = tuple[Guid | None, Text]
"""A project, and what a fee on it says."""


@frozen
class Strange:
    """What the fees say that this store does not know; None: one can't be read, and may be any."""

    places: frozenset[Place] | None = frozenset()

    def may_have(self, sought: Sought) -> bool:
        """Whether one of them may be this fee."""
        return self.places is None or (sought.project, text_of(sought)) in self.places


NOTHING = Strange()


@define
class Others:
    """The fees that are new since the last run, which began at `last` (None: there was none). Asked once for a run."""

    last: datetime | None
    _strange: Strange | None = None

    def look(self) -> Flow[Strange]:
        """Those that are not ours. In a first run every line is looked for by itself."""
        if self._strange is None:
            self._strange = NOTHING if self.last is None else (yield from _since(self.last - OVERLAP))
        return self._strange


def _since(moment: datetime) -> Flow[Strange]:
    rows = yield from everything(project_fees.list(changed_since=moment))
    if any(isinstance(row, Undecodable) for row in rows):
        return Strange(None)
    fees = [row for row in rows if not isinstance(row, Undecodable)]
    ours = yield from recall(TWINS, [fee.guid for fee in fees])
    strange = (fee for fee in fees if fee.guid not in ours)
    return Strange(frozenset((fee.project.guid, (fee.event_date, words(fee.description))) for fee in strange))
