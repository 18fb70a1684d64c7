from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from severa_vnf.testing import Fault, Faults, Kind


@pytest.mark.parametrize(
    ("fault", "struck"),
    [
        (Fault(Kind.SLOW), True),
        (Fault(Kind.SLOW, method="GET"), True),
        (Fault(Kind.SLOW, method="POST"), False),
        (Fault(Kind.SLOW, path="invoices"), True),
        (Fault(Kind.SLOW, path="^/v1/invoices$"), True),
        (Fault(Kind.SLOW, path="/v2/"), False),
        (Fault(Kind.SLOW, method="POST", path="invoices"), False),
    ],
)
def test_a_fault_strikes_its_sort_of_request(fault: Fault, struck: bool) -> None:
    """A fault is for a method, or all, and for the paths in which its expression is found."""
    assert (Faults([fault]).strike("GET", "/v1/invoices") is Kind.SLOW) is struck


def test_the_nth_request_of_a_sort_is_struck() -> None:
    """Requests are counted for each fault by itself, from one, and those of another sort are not."""
    faults = Faults([Fault(Kind.SLOW, path="b", nth=2)])
    assert [faults.strike("GET", path) for path in "abbab"] == [None, None, Kind.SLOW, None, None]


def test_the_first_fault_that_strikes_wins() -> None:
    """Of two faults for one request the first is met, and both have counted it."""
    faults = Faults([Fault(Kind.SLOW, nth=1), Fault(Kind.GARBAGE, nth=1), Fault(Kind.TOO_MANY, nth=2)])
    assert [faults.strike("GET", "/") for _ in range(3)] == [Kind.SLOW, Kind.TOO_MANY, None]


def test_no_faults_strike_nothing() -> None:
    """By default nothing goes wrong."""
    assert Faults().strike("GET", "/") is None


@given(st.integers(), st.floats(0, 1))
def test_the_same_seed_gives_the_same_run(seed: int, probability: float) -> None:
    """Chance is seeded; at 0 it never strikes, at 1 always."""
    runs = [Faults([Fault(Kind.SLOW, probability=probability)], seed) for _ in range(2)]
    first, second = ([run.strike("GET", "/") for _ in range(50)] for run in runs)
    assert first == second
    assert probability not in (0, 1) or set(first) == {Kind.SLOW if probability else None}


def test_chance_strikes_about_as_often_as_it_says() -> None:
    """Of a thousand requests at one in ten, about a hundred are struck."""
    faults = Faults([Fault(Kind.SLOW, probability=0.1)], seed=1)
    assert 70 < sum(faults.strike("GET", "/") is not None for _ in range(1000)) < 130


def test_a_fault_ends_at_its_last_moment() -> None:
    """Before `until` it strikes, from then on no more; at a request whose moment nobody tells it does not."""
    end = datetime(2026, 10, 30, 9, tzinfo=UTC)
    faults = Faults([Fault(Kind.SLOW, until=end)])
    moments = [end - timedelta(seconds=1), end, None]
    assert [faults.strike("GET", "/", moment) for moment in moments] == [Kind.SLOW, None, None]


def test_what_strikes_before_the_body_is_asked_for_by_itself() -> None:
    """A slow upload is met before the body is read, and no other kind is; each counts its own requests."""
    faults = Faults([Fault(Kind.SLOW_UPLOAD, nth=1), Fault(Kind.SLOW, nth=1)])
    assert faults.strike("POST", "/") is Kind.SLOW
    met = faults.met("POST", "/", before=True)
    assert met is not None
    assert met.kind is Kind.SLOW_UPLOAD


def test_a_kind_has_its_usual_length() -> None:
    """A kind that needs a length of time has one, unless the fault tells another."""
    lengths = [Fault(Kind.AGED).seconds, Fault(Kind.AGED, seconds=5).seconds, Fault(Kind.GARBAGE).seconds]
    assert lengths == [86400, 5, 0]
