"""One cause that is the company's does not fail every invoice, and burns one number at the most.

The series is exhausted, December is closed, a branch is missing: Visma.net refuses whatever is sent. After a few
refusals alike the rest wait, one problem carries the service's words, and the next run tries one invoice.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from attrs import define, field, frozen

from severa_vnf.flows.ask import Commit, Flow, ask, everything
from severa_vnf.flows.memory import Cause, drop, known, put, recall
from severa_vnf.mapping.compare import fits
from severa_vnf.mapping.invoices import STREAM
from severa_vnf.mapping.table import Trouble
from severa_vnf.plan import Problem
from severa_vnf.ports import Record
from severa_vnf.rules import RULES, Rule
from severa_vnf.rules.refusals import NUMBER_DOES_NOT_FIT, PERIOD_CLOSED, REJECTED
from severa_vnf.rules.transfer import COMPANY_CAUSE
from severa_vnf.settings import Settings
from severa_vnf.severa.invoices import Invoice
from severa_vnf.vnf import number_sequence
from severa_vnf.vnf.number_sequence import NumberSequence
from severa_vnf.wire.mismatch import Undecodable

SPACE, KEY = "refusals", "cause"
REQUEST = re.compile(r"(VismaId: )?[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}[.:]? ?")
"""What each answer of Visma.net has of its own: a guid."""
ALIKE = 3
"""So many refusals alike, one after the other, are the company's and not the invoices'."""
NUMBERS = "ARINVOICE", "ARCREDNOTE"
"""The series of documents in a new company. Unconfirmed: which ones a company uses, no API tells."""


@frozen(kw_only=True, slots=False)
class Waiting:
    """What stopped an earlier run, and of which month it is: empty for a cause of all."""

    cause: Cause
    month: str = ""


@define
class Refusals:
    """The refusals of a run. `most`: how many of one rule it takes; `before`: what stopped an earlier one."""

    most: int
    before: Waiting | None = None
    _record: Record | None = field(default=None)
    _now: Waiting | None = field(default=None, init=False)
    _last: str = field(default="", init=False)
    _row: int = field(default=0, init=False)
    _counts: Counter[str] = field(factory=Counter, init=False)
    _taken: bool = field(default=False, init=False)
    _stopped: bool = field(default=False, init=False)

    def stop(self, invoice: Invoice) -> bool:
        """Whether this invoice is not sent in this run."""
        stops = self._now is not None and self._now.month in ("", _month(invoice))
        self._stopped = self._stopped or stops
        return stops

    def refused(self, troubles: Sequence[Trouble], invoice: Invoice) -> bool:
        """Count a refusal. Whether it is the one of an earlier run once more, which is not this invoice's fault."""
        first = troubles[0]
        told = Cause(code=first.rule.code, value=REQUEST.sub("", first.value))
        month = _month(invoice) if first.rule is PERIOD_CLOSED else ""
        self._counts[told.code] += 1
        if first.rule in (REJECTED, PERIOD_CLOSED):
            words = month or told.value
            self._row, self._last = (self._row + 1 if words == self._last else 1), words
        again = self.before is not None and (self.before.cause.value, self.before.month) == (told.value, month)
        if again or self._row >= ALIKE or self._counts[told.code] >= self.most:
            self._now = Waiting(cause=Cause(code=COMPANY_CAUSE.code, field=told.field, value=told.value), month=month)
        return again

    def taken(self) -> None:
        """Visma.net took an invoice: what was refused before was not the company's fault, or is mended."""
        self._taken, self._row, self._last = True, 0, ""

    def met_by_all(self, rule: Rule, value: str) -> None:
        """Every further one would meet this: none is sent."""
        self._now = Waiting(cause=Cause(code=rule.code, field="Number", value=value))

    def problems(self) -> list[Problem]:
        """The one problem that all of those that wait have in common."""
        if self._now is None or not self._stopped:
            return []
        cause = self._now.cause
        return [Problem(RULES[cause.code], STREAM, "", "Invoices", cause.field, cause.value)]

    def remember(self) -> Flow[None]:
        """Keep what stopped the run for the next one, or forget what stops nothing any more."""
        if self._now is not None and self._now != self.before:
            yield from ask(Commit((put(SPACE, KEY, self._now, self._record),)))
        elif self._now is None and self._record is not None and self._taken:
            yield from ask(Commit((drop(SPACE, self._record),)))


def refusals(settings: Settings) -> Flow[Refusals]:
    """What stopped an earlier run. Numbers that do not fit are looked for in the series: trying would burn one."""
    record = (yield from recall(SPACE, (KEY,))).get(KEY)
    before = known(Waiting, record) if record else None
    found = Refusals(max(settings.max_changes.count, ALIKE), before, record)
    if before is not None and before.cause.code == NUMBER_DOES_NOT_FIT.code and not (yield from _fitting()):
        found.met_by_all(NUMBER_DOES_NOT_FIT, before.cause.value)
    return found


def _fitting() -> Flow[bool]:
    rows = yield from everything(number_sequence.list())
    series = [one for one in rows if not isinstance(one, Undecodable) and one.numbering_id in NUMBERS]
    return all(map(_gives_numbers, series))


def _gives_numbers(series: NumberSequence) -> bool:
    return all(fits(one.next_number or one.start_nbr or "") for one in series.sequence or ())


def _month(invoice: Invoice) -> str:
    return f"{invoice.date:%Y-%m}"
