"""A failure made small: fewer kinds of trouble, fewer records, fewer hosts, fewer days, as long as it still fails."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from time import monotonic

from attrs import evolve

from tests.swarm.draws import Draws
from tests.swarm.simulation import Lived

Live = Callable[[Draws], Lived]


def shrunk(lived: Lived, live: Live, seconds: float) -> Lived:
    """The smallest world found in that time in which the same checker says no."""
    assert lived.failure is not None
    end, smallest = monotonic() + seconds, lived
    smaller = True
    while smaller:
        smaller = False
        for draws in _smaller(smallest):
            if monotonic() > end:
                return smallest
            found = live(draws)
            if found.failure is not None and found.failure.checker == lived.failure.checker:
                smallest, smaller = found, True
                break
    return smallest


def _smaller(lived: Lived) -> Iterator[Draws]:
    """Worlds with less in them: half of the kinds, the other half, each kind left out; less of all else."""
    draws, kinds = lived.draws, [*lived.draws.often]
    days = max(1, int(lived.days))
    if days < draws.days:
        yield evolve(draws, days=days)
    if len(kinds) > 2:
        half = len(kinds) // 2
        yield from (_without(draws, kinds[:half]), _without(draws, kinds[half:]))
    yield from (_without(draws, [kind]) for kind in kinds)
    yield from (evolve(draws, invoices=fewer) for fewer in (1, draws.invoices // 2) if 0 < fewer < draws.invoices)
    if draws.hosts > 1:
        yield evolve(draws, hosts=draws.hosts - 1)


def _without(draws: Draws, kinds: list[str]) -> Draws:
    return evolve(draws, often={kind: often for kind, often in draws.often.items() if kind not in kinds})
