from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from severa_vnf.wire.call import Reply
from severa_vnf.wire.pace import Pace

NOW = datetime(2026, 10, 30, 9, tzinfo=UTC)
SECOND = timedelta(seconds=1)
waits = st.floats(0, 3, allow_nan=False)


def after(seconds: float) -> datetime:
    """A moment of the test."""
    return NOW + timedelta(seconds=seconds)


def test_a_burst_is_let_through_and_then_held() -> None:
    """Nine calls go at once; the tenth waits until the first is a second old."""
    pace = Pace(9)
    assert [pace.turn(after(0.1 * place)) for place in range(9)] == [0.0] * 9
    assert pace.turn(after(0.9)) == pytest.approx(0.1)
    assert pace.turn(after(1)) == 0.0


def test_what_comes_after_a_burst_is_spread() -> None:
    """Nine calls went at the same moment; the next nine go one after the other, a ninth of a second apart."""
    pace, now, gone = Pace(9), NOW, []
    for _ in range(18):
        while wait := pace.turn(now):
            now += timedelta(seconds=wait)
        gone.append((now - NOW).total_seconds())
    assert gone == pytest.approx([0.0] * 9 + [1 + place / 9 for place in range(9)], abs=1e-5)


def test_after_a_rest_there_may_be_a_burst_again() -> None:
    """Where nobody called for two seconds, nine calls go at once."""
    pace = Pace(9)
    assert [pace.turn(after(at)) for at in [0] * 9 + [2] * 9] == [0.0] * 18


@given(st.integers(1, 12), st.lists(waits, max_size=60), st.lists(st.tuples(st.integers(0, 59), waits), max_size=3))
def test_no_second_holds_more_than_allowed(
    calls: int, arrivals: list[float], closings: list[tuple[int, float]]
) -> None:
    """Whoever comes when, and whenever the service turns calls away, no second holds more calls than allowed."""
    pace, now, gone = Pace(calls), NOW, []
    for place, arrival in enumerate(arrivals):
        now += timedelta(seconds=arrival / 10)
        for at, seconds in closings:
            if at == place:
                pace.close(now + timedelta(seconds=seconds))
        while wait := pace.turn(now):
            now += timedelta(seconds=wait)
        gone.append(now)
    assert all(later - earlier >= SECOND for earlier, later in zip(gone, gone[calls:], strict=False))
    assert len(gone) == len(arrivals)


@given(st.lists(waits, max_size=30))
def test_a_service_without_a_pace_is_never_waited_for(arrivals: list[float]) -> None:
    """Where there is no pace, every call goes at once."""
    pace = Pace(None)
    assert not any(pace.turn(after(arrival)) for arrival in arrivals)


def test_a_closed_service_is_left_alone() -> None:
    """Nobody goes before the moment that was named; a second, earlier one does not open it."""
    pace = Pace(None)
    pace.close(after(10))
    pace.close(after(5))
    assert [pace.turn(after(at)) for at in (0, 9, 10)] == [10.0, 1.0, 0.0]


@pytest.mark.parametrize(
    ("left", "reset", "wait"),
    [
        ("0", "30", 30.0),
        ("1", "30", 0.0),
        ("0", "", 0.0),
        ("0", "soon", 0.0),
        ("0", "-5", 0.0),
        ("0", "²", 0.0),
        ("0", "9" * 5000, 3600.0),
        ("", "30", 0.0),
    ],
)
def test_a_spent_budget_closes_until_it_is_renewed(left: str, reset: str, wait: float) -> None:
    """At no calls left nobody calls until the window is over: an hour at most, whatever the header says."""
    pace = Pace(None)
    pace.heed(Reply(200, {"x-ratelimit-remaining": left, "x-ratelimit-reset": reset}), NOW)
    assert pace.turn(NOW) == wait


def test_an_answer_without_a_budget_changes_nothing() -> None:
    """Severa tells no budget."""
    pace = Pace(None)
    pace.heed(Reply(200), NOW)
    assert pace.turn(NOW) == 0.0
