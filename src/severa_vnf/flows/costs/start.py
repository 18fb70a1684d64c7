"""From when on costs cross, and when a fee may be there that the store does not know of."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

from attrs import evolve, frozen

from severa_vnf.flows.ask import Commit, Flow, Now, ask
from severa_vnf.flows.memory import known, put, recall
from severa_vnf.ports import Put, Record
from severa_vnf.settings import Settings
from severa_vnf.values import Stamp

SPACE, FIRST, LAST = "cost start", "first run", "last run"
LONG = timedelta(hours=1)
"""Since the last run. A store that says so may be an older copy, that does not know the newest fees."""
ENTERED_BEFORE = timedelta(days=366)
"""How long before its own date a document may have been released. The first reading goes back as far."""


@frozen(kw_only=True, slots=False)
class Start:
    """How this tenant began: the `first` day, the earliest day that was carried so far, and from which `sources`.

    `switched` is the day on which the sources changed last: what is dated up to it may stand under another key.
    """

    first: date
    fence: date
    sources: tuple[str, ...]
    switched: date | None = None


@frozen(kw_only=True, slots=False)
class Last:
    """When the last run began that came to its end, by our clock."""

    at: str


@frozen
class Begun:
    """A run that begins: with `wider` its fence was moved back, and everything is read anew.

    `last` is when the last run began that came to its end; None: there was none.
    """

    now: datetime
    start: Start
    wider: bool
    last: datetime | None
    records: Mapping[str, Record]

    @property
    def gap(self) -> bool:
        """Whether the store may be an older copy, or there was no run that came to its end."""
        return self.last is None or self.now - self.last > LONG

    @property
    def since(self) -> Stamp:
        """The earliest stamp of a document that may be dated within the fence."""
        return Stamp(datetime.combine(self.start.fence, time())).less(ENTERED_BEFORE)

    def may_be_there(self, day: date | None, *, read_whole: bool) -> bool:
        """Whether a cost of that day may have a fee that the store does not know of."""
        switched = self.start.switched
        return read_whole or self.gap or (switched is not None and (day is None or day <= switched))

    def remembered(self) -> Flow[Begun]:
        """Remember the first day, and a change of sources, before anything is done: a run may be killed."""
        record = self.records.get(FIRST)
        before = known(Start, record) if record else None
        if before is not None and evolve(self.start, fence=before.fence) == before:
            return self
        write = put(SPACE, FIRST, evolve(self.start, fence=before.fence if before else self.start.fence), record)
        version = yield from ask(Commit((write,)))
        return evolve(self, records={**self.records, FIRST: Record(FIRST, write.value, version)})

    def ended(self) -> list[Put]:
        """What to remember when all is done."""
        before = self.records.get(FIRST)
        last = put(SPACE, LAST, Last(at=self.now.isoformat()), self.records.get(LAST))
        moved = before is None or known(Start, before) != self.start
        return [put(SPACE, FIRST, self.start, before), last] if moved else [last]


def begin(settings: Settings) -> Flow[Begun]:
    """From when on costs cross in this run, and what may have happened since the last one. Asks the store alone."""
    now = yield from ask(Now())
    today, held = now.date(), (yield from recall(SPACE, (FIRST, LAST)))
    sources = tuple(_sources(settings))
    before = known(Start, held[FIRST]) if FIRST in held else None
    fence = settings.go_live or (before.first if before else today)
    start = before or Start(first=today, fence=fence, sources=sources)
    wider = fence < start.fence
    if start.sources != sources:
        start = evolve(start, sources=sources, switched=today)
    last = datetime.fromisoformat(known(Last, held[LAST]).at) if LAST in held else None
    return Begun(now, evolve(start, fence=fence), wider, last, held)


def is_past(deadline: datetime | None) -> Flow[bool]:
    """Whether it is later than that; no deadline is ever."""
    return deadline is not None and (yield from ask(Now())) >= deadline


def _sources(settings: Settings) -> list[str]:
    """What is read, as far as the settings choose it."""
    chosen = {"cash": settings.cash_transactions, "projects": settings.project_transactions}
    return [settings.cost_source, *(name for name, on in chosen.items() if on)]
