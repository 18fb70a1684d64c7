"""What came of a stream, for its report and for the error log."""

from __future__ import annotations

from attrs import frozen

from severa_vnf.plan import Outcome, Problem
from severa_vnf.ports import Write


@frozen
class Result:
    """What came of a stream: an outcome for each record, and troubles that are no record's own.

    `unseen` are the records that nobody has looked at; None: none was.
    """

    outcomes: tuple[Outcome, ...] = ()
    problems: tuple[Problem, ...] = ()
    unseen: frozenset[str] | None = frozenset()

    @property
    def found(self) -> list[Problem]:
        """Every problem, those of the outcomes too."""
        return [*self.problems, *(problem for outcome in self.outcomes for problem in outcome.problems)]


@frozen
class Done:
    """What came of a part of a stream.

    `seen` are the records of the error log that were looked at; None: none can be believed. `marks` are how far was
    read and what waits no more: remembered with the log, for nobody looks at it again.
    """

    outcomes: tuple[Outcome, ...] = ()
    problems: tuple[Problem, ...] = ()
    seen: frozenset[str] | None = frozenset()
    marks: tuple[Write, ...] = ()
