from __future__ import annotations

import random
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from attrs import evolve

from severa_vnf import Bridge
from severa_vnf.errors import LeaseLost, Unreadable
from severa_vnf.testing.exchange import dumps, loads
from tests.poison import many
from tests.poison.__main__ import main
from tests.poison.company import DEEDS, Shape, apart, founded
from tests.poison.mutations import KINDS, SHAPES, VALUES, Mutator, places
from tests.poison.poison import Poisoned, live, smaller, twin

ROW = {"guid": "a", "name": "Ann", "isActive": True, "rank": 3, "amount": 5, "made": "2026-10-30T09:00:00Z"}
ANSWER: Any = {"rows": [ROW, {**ROW, "guid": "b", "name": "Bob"}], "day": "2026-10-30", "total": {"amount": 10}}


def _mutator(seed: int = 0) -> Mutator:
    mutator = Mutator(random.Random(seed))
    mutator.look("x", ANSWER)
    return mutator


@pytest.mark.parametrize("kind", VALUES)
def test_a_value_is_wrong_and_of_its_type(kind: str) -> None:
    """Every field is still there, and each is of the type that it was."""
    for seed in range(20):
        changed = loads(dumps(ANSWER))
        assert VALUES[kind](_mutator(seed), "x", changed)
        assert changed != ANSWER
        assert sorted(one.path for one in places(changed)) == sorted(one.path for one in places(ANSWER))
        types = [type(one.value) for one in places(changed)]
        assert sorted(map(str, types)) == sorted(str(type(one.value)) for one in places(ANSWER))


@pytest.mark.parametrize("kind", [*VALUES, *(kind for kind in SHAPES if kind != "cut short")])
def test_nothing_has_no_place(kind: str) -> None:
    """An empty answer is left alone."""
    assert (VALUES | SHAPES)[kind](_mutator(), "x", {}) is None


def test_every_kind_is_drawn() -> None:
    """Both halves alike often; an answer to which nothing can be done but cutting is cut, or left."""
    drawn = [found for seed in range(400) if (found := _mutator(seed).mutate("x", ANSWER))]
    assert {one.kind for one in drawn} == set(KINDS)
    assert 150 < sum(one.kind in VALUES for one in drawn) < 250
    assert {found.kind if found else "" for seed in range(20) for found in [_mutator(seed).mutate("x", {})]} == {
        "",
        "cut short",
    }


def test_mutations_can_be_left_out() -> None:
    """By the place in which they are drawn."""
    mutator = Mutator(random.Random(0), {1})
    assert [mutator.allowed() for _ in range(3)] == [True, False, True]


def test_a_service_is_poisoned() -> None:
    """Answers that hold JSON are changed, for certain at a place or as often as is said; others go by."""
    company = founded(Shape(0, (0,), False, ()))
    way = Poisoned(company.severa, Mutator(random.Random(0)), often=1.0, sure=0)
    company.ways = {"severa": way}
    with pytest.raises(Unreadable):
        company.bridge().sync()
    assert way.kinds.total() == len(way.changed) > 0
    way.quiet()
    company.bridge().sync()
    assert way.clock is company.clock


def test_what_people_do_ends_well() -> None:
    """Without poison all that people do crosses, and nothing is asked of them."""
    assert not [line for line in twin(Shape(0, (0, 2), True, tuple(DEEDS))) if line.startswith("problem")]


def test_what_is_held_is_compared() -> None:
    """What is on one side alone, or more often on it, is said with its side."""
    assert list(apart(["a", "b", "b"], ["a", "b", "c"])) == ["poisoned: b", "clean:    c"]


def test_worlds_are_lived_through(capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing but typed errors leaves, and the end is the clean twin's; the figures are printed."""
    assert main("1", "0", "--cores", "1") == 0
    shown = capsys.readouterr().out
    assert shown.startswith("1 worlds")
    assert shown.splitlines()[-1] == "0 failures"


def test_others_may_live_them(monkeypatch: pytest.MonkeyPatch) -> None:
    """A world is its seed's, whoever lives it; the order is that of the seeds."""
    monkeypatch.setenv("PYTHONHASHSEED", "0")
    lived = live(2)
    with ThreadPoolExecutor(2) as pool:
        assert many.many(3, 5, pool, lambda seed: evolve(lived, seed=seed)).worlds == 3
    assert main("0", "0", "--cores", "2") == 0


def test_one_world(capsys: pytest.CaptureFixture[str]) -> None:
    """It is told with all that was changed in it."""
    assert main("--only", "2") == 0
    assert capsys.readouterr().out.startswith("seed 2: ")


def _stumbles(bridge: Bridge) -> None:
    bridge.sync()
    raise KeyError("it")


def test_what_lives_on_is_found() -> None:
    """An engine that writes another's name into a record ends otherwise than the clean twin; fewer mutations do."""

    def scribbles(bridge: Any) -> None:
        bridge.sync()
        ways = [sender._transport.service for sender in bridge._driver._senders.values()]
        if not any(way.changed for way in ways):
            return
        severa = ways[0].service
        severa.edit("customers", severa.documents("customers")[0]["guid"], name="Somebody else")

    lived = live(4, runs={"sync": scribbles})
    assert any(line.startswith("poisoned: ") and "Somebody else" in line for line in lived.wrong)
    assert len(smaller(lived, {"sync": scribbles}).changed) <= len(lived.changed)


def test_errors_of_ours_are_counted() -> None:
    """By their names; they are nothing wrong."""

    def refuses(bridge: Bridge) -> None:
        raise LeaseLost("busy")

    lived = live(2, runs={"sync": refuses})
    assert lived.errors == {"LeaseLost": len(lived.runs)}
    assert not lived.wrong


def test_figures_tell_of_failures(capsys: pytest.CaptureFixture[str]) -> None:
    """Each is printed as it is found, and counted."""
    figures = many.many(1, 4, lives=lambda seed: evolve(live(seed), wrong=["something"]))
    assert "FAILED seed 4: something" in capsys.readouterr().out
    assert [*figures.lines()][-1] == "1 failures"


def test_an_error_that_is_none_of_ours_is_found(capsys: pytest.CaptureFixture[str]) -> None:
    """An engine that lets another error out fails with its seed, and how to see it again."""
    assert main("--only", "2", runs={"sync": _stumbles}) == 1
    shown = capsys.readouterr().out
    assert "WRONG sync: KeyError('it')" in shown
    assert "--only 2" in shown
