"""A batch of documents, start to end: what is in doubt, what is due, and what came of each line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attrs import define, evolve, field

from severa_vnf.flows.ask import Flow
from severa_vnf.flows.costs.carried import FILES_WAIT, WAITING
from severa_vnf.flows.costs.case import Case, remember
from severa_vnf.flows.costs.desk import Candidate, Desk, doubt
from severa_vnf.flows.costs.due import Due, Terms, dues
from severa_vnf.flows.costs.fee_creator import FeeCreator, Fees, keep
from severa_vnf.flows.costs.file_dues import copies_due
from severa_vnf.flows.costs.judging import Elsewhere, Gone, Ready, judge
from severa_vnf.flows.costs.looking import Found
from severa_vnf.flows.costs.planning import step_of
from severa_vnf.flows.costs.round import Round
from severa_vnf.flows.costs.telling import told
from severa_vnf.flows.engine.create_once import Absent, Came, Doubt, Made, create_once
from severa_vnf.mapping.table import Trouble
from severa_vnf.plan import Adopted, Created, Outcome, Updated

AT_ONCE = 25
"""Fees that are made together. The deadline is looked at before."""


@define
class Work:
    """The lines of some documents. `left`: documents with a line that was put off."""

    desk: Desk
    run: Round
    outcomes: list[Outcome] = field(factory=list)
    left: set[str] = field(factory=set)

    def carry(self) -> Flow[None]:
        """Carry these lines, and remember what is known of them then."""
        yield from self._settle()
        ready = list(self._judged())
        while ready:
            count = self.run.at_once(AT_ONCE)
            now, ready = ready[:count], ready[count:]
            if (yield from self.run.is_late()):
                self._put_off([*now, *ready])
                break
            yield from self._make(now)
        waits = {key: _waits_in(case, self.run.terms) for key, case in self.desk.items()}
        self.desk = yield from remember(self.desk, waits)

    @property
    def fresh(self) -> frozenset[str]:
        """The lines whose fees were made just now, so that nobody else can have done anything for them."""
        return frozenset(one.record for one in self.outcomes if isinstance(one, Created | Updated))

    def _settle(self) -> Flow[None]:
        """Find out how earlier attempts ended: what can't come any more is due again, if it still is."""
        begun = [
            Candidate(key, line, one, one.sent_by())
            for key, case in self.desk.items()
            for line in case.carried.lines
            for one in line.begun
        ]
        for one, came in zip(begun, (yield from self._create(begun)), strict=True):
            found = keep(self.desk, one, came)
            if not isinstance(came, Absent):
                self._tell(one, found, Adopted)

    def _create(self, candidates: Sequence[Candidate]) -> Flow[list[Came[Fees, Trouble]]]:
        begun, settle = self.run.begun, self.run.around.settings.grace
        return (yield from create_once(FeeCreator(self.desk), candidates, begun.now, settle))

    def _make(self, ready: Sequence[Ready]) -> Flow[None]:
        """Find those that may be there, and make those that are not, if they can be made and are planned."""
        found = yield from self.run.candidates(ready)
        wanted = [
            evolve(one, fee=each.fee) if each.but is None and self._may(each) else one
            for one, each in zip(found, ready, strict=True)
        ]
        for one, each, came in zip(wanted, ready, (yield from self._create(wanted)), strict=True):
            what = keep(self.desk, one, came)
            if isinstance(came, Doubt) and one.begun is not None:
                doubt(self.desk, each.due)
            if isinstance(came, Absent) and each.but is not None:
                self._hold(each.due, each.but)
            else:
                adopted = isinstance(came, Made) and came.found
                self._tell(one, what, Adopted if adopted else Updated if each.due.corrects else Created)

    def _may(self, ready: Ready) -> bool:
        """Whether it is planned so, where there is a plan."""
        plan = self.run.planned
        return plan is None or plan.allows(step_of(ready.due, ready, (), self.run))

    def _judged(self) -> Iterator[Ready]:
        """What can be sent. What is held is told, and what is to be left alone is known to the desk."""
        for due in [due for case in self.desk.values() for due in dues(case, self.run.terms)]:
            if not self.run.around.knows(due):
                continue  # found a moment ago, and not what is wanted any more: in the next run
            match judge(due, self.run.around):
                case Ready() as one:
                    yield one
                case Trouble() as trouble:
                    self._hold(due, trouble)
                case left:
                    self._leave(due, left)

    def _hold(self, due: Due, trouble: Trouble) -> None:
        """Nothing is made now; a fee that may be there is to be looked for whenever it is."""
        if self.run.may_be_there(due):
            doubt(self.desk, due)
        self.outcomes.append(told(self.run.around, due.case, due.line.number, due.cost, trouble))

    def _put_off(self, ready: Sequence[Ready]) -> None:
        for due in (one.due for one in ready):
            self.left.add(due.case.booked.key)
            self.outcomes.append(told(self.run.around, due.case, due.line.number, due.cost, ()))

    def _leave(self, due: Due, left: Elsewhere | Gone) -> None:
        """Nothing is made: the project is another company's, or a person deleted what was made."""
        key = due.case.booked.key
        line = self.desk[key].lines.get(due.line.number, due.line)
        if isinstance(left, Elsewhere):
            line = evolve(line, project=due.line.project, target=None, elsewhere=True)
        else:
            fees = tuple(evolve(fee, deleted=fee.deleted or fee in left.deleted) for fee in line.fees)
            line = evolve(line, fees=fees)
        self.desk[key] = self.desk[key].with_line(line)

    def _tell(self, one: Candidate, found: Found, kind: type[Outcome]) -> None:
        case = self.desk[one.document]
        self.outcomes.append(told(self.run.around, case, one.line.number, one.sought.cost, found, kind))


def _waits_in(case: Case, terms: Terms) -> str | None:
    if any(line.begun for line in case.carried.lines) or dues(case, terms):
        return WAITING
    return FILES_WAIT if copies_due(case) else None
