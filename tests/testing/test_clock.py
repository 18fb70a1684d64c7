from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from time import monotonic

from severa_vnf.testing import SimulatedClock


def test_time_stands_still_until_it_is_moved() -> None:
    """The clock shows its start, aware and in UTC, for as long as nobody moves it."""
    clock = SimulatedClock(datetime(2026, 10, 31, 23, 30, tzinfo=UTC))
    assert clock.now() == clock.now() == datetime(2026, 10, 31, 23, 30, tzinfo=UTC)
    clock.advance(timedelta(hours=1))
    assert clock.now() == datetime(2026, 11, 1, 0, 30, tzinfo=UTC)


def test_whoever_sleeps_moves_the_time_and_does_not_wait() -> None:
    """An hour of sleep takes no time."""
    clock, began = SimulatedClock(), monotonic()
    start = clock.now()
    clock.sleep(3600)
    asyncio.run(clock.asleep(0.5))
    assert clock.now() - start == timedelta(seconds=3600.5)
    assert monotonic() - began < 5


def test_no_sleep_is_lost_between_threads() -> None:
    """Many threads that sleep move the clock by the sum of it."""
    clock = SimulatedClock()
    start = clock.now()
    with ThreadPoolExecutor(8) as pool:
        [*pool.map(clock.sleep, [1] * 1000)]
    assert clock.now() - start == timedelta(seconds=1000)
