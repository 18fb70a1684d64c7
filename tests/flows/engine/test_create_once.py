"""What the engine does with whatever a create comes to, answered by hand."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from attrs import define, field

from severa_vnf.errors import (
    ApiError,
    LeaseLost,
    NotFound,
    OutcomeUnknown,
    RateLimited,
    Rejected,
    ServiceDown,
    Unreadable,
)
from severa_vnf.flows.ask import Flow, Hold, Lease, Send, Together
from severa_vnf.flows.engine.create_once import Absent, Doubt, Made, Refused, Unknown, Unsent, create_once
from severa_vnf.flows.writing import TRIES, write
from severa_vnf.wire.call import Call, nothing

NOW = datetime(2026, 11, 2, 9, tzinfo=UTC)
SETTLE = timedelta(minutes=2)
WHERE: dict[str, Any] = {"system": "vnf", "method": "POST", "path": "/v1/thing"}


@define
class Things:
    """A kind of record: what a probe finds and a proof says, by the item; and what was asked in which order."""

    found: dict[str, Any] = field(factory=dict)
    proofs: dict[str, Any] = field(factory=dict)
    intents: dict[str, datetime] = field(factory=dict)
    unwanted: frozenset[str] = frozenset()
    log: list[str] = field(factory=list)

    def begun(self, item: str) -> datetime | None:
        """Until when it may have been sent."""
        return self.intents.get(item)

    def probe(self, items: Sequence[str]) -> Flow[list[Any]]:
        """What stands in `found`."""
        self.log.append("probe " + " ".join(items))
        return [self.found.get(item) for item in items]
        yield

    def remember(self, items: Sequence[str], lease: Lease) -> Flow[None]:
        """Write it to the log."""
        self.log.append("remember " + " ".join(items))
        return
        yield

    def call(self, item: str) -> Call[Any] | None:
        """A call by its name."""
        return None if item in self.unwanted else Call("vnf", "POST", f"/v1/{item}", nothing)

    def prove(self, answered: Sequence[tuple[str, str]]) -> Flow[list[Any]]:
        """What stands in `proofs`, else that it is made."""
        self.log.append("prove " + " ".join(item for item, _ in answered))
        return [self.proofs.get(item, Made(answer)) for item, answer in answered]
        yield


def lived(flow: Flow[Any], answers: dict[str, list[Any]], log: list[str]) -> Any:
    """Answer the questions of a flow: each call by its path, the first answer first."""
    answer: Any = None
    while True:
        try:
            question = flow.send(answer)
        except StopIteration as end:
            return end.value
        match question:
            case Hold():
                answer = Lease(NOW + timedelta(minutes=5), 60.0)
            case Together(flows):
                answer = [lived(one, answers, log) for one in flows]
            case _:
                assert isinstance(question, Send)
                assert question.before == NOW + timedelta(minutes=4)
                log.append(f"send {question.call.path[4:]}")
                answer = answers[question.call.path[4:]].pop(0)


def came(things: Things, *items: str, **answers: Any) -> list[Any]:
    """What came of creating these items."""
    told = {name: value if isinstance(value, list) else [value] for name, value in answers.items()}
    return list(lived(create_once(things, items, NOW, SETTLE), told, things.log))


def test_it_is_remembered_then_sent_then_proven() -> None:
    """All at once, each step for all of them before the next."""
    things = Things()
    assert came(things, "a", "b", a="1", b="2") == [Made("1"), Made("2")]
    assert things.log == ["remember a b", "send a", "send b", "prove a b"]


@pytest.mark.parametrize(
    ("error", "outcome"),
    [(Rejected, Refused), (NotFound, Refused), (ServiceDown, Unsent), (RateLimited, Unsent)],
)
def test_what_was_certainly_not_done_is_not_looked_for(error: type[ApiError], outcome: type) -> None:
    """Refused in the service's own words, or never received: nobody has to look."""
    things, why = Things(), error("no", **WHERE)
    assert came(things, "a", a=why) == [outcome(why)]
    assert things.log == ["remember a", "send a"]


@pytest.mark.parametrize("error", [OutcomeUnknown, Unreadable])
def test_a_lost_answer_is_looked_for_at_once(error: type[ApiError]) -> None:
    """Found, it is adopted; not found, nobody knows."""
    lost = error("lost", **WHERE)
    assert came(Things(found={"a": Made("1", found=True)}), "a", a=lost) == [Made("1", found=True)]
    assert came(Things(), "a", a=lost) == [Unknown("lost")]
    assert came(Things(found={"a": Doubt("two")}), "a", a=lost) == [Doubt("two")]


def test_an_answer_that_names_another_record_is_no_proof() -> None:
    """It is looked for as if the answer had been lost, and never taken for ours."""
    wrong = {"a": Unknown("the answer named 9")}
    assert came(Things(proofs=wrong), "a", a="9") == [Unknown("the answer named 9")]
    things = Things(proofs=wrong, found={"a": Made("1", found=True)})
    assert came(things, "a", a="9") == [Made("1", found=True)]
    assert things.log == ["remember a", "send a", "prove a", "probe a"]


def test_what_an_earlier_run_began_is_probed_before_anything() -> None:
    """Found, it is adopted; in doubt, a person decides; where nobody could look, nothing is sent."""
    begun = dict.fromkeys("abc", NOW - timedelta(hours=1))
    told = {"a": Made("1", found=True), "b": Doubt("two"), "c": Unknown("could not look")}
    things = Things(found=told, intents=begun)
    assert came(things, "a", "b", "c") == [*told.values()]
    assert things.log == ["probe a b c"]


def test_what_is_not_found_is_sent_again_when_it_cannot_come_any_more() -> None:
    """Within the settle time after its last moment it may still arrive."""
    begun = {"a": NOW - SETTLE + timedelta(seconds=1), "b": NOW - SETTLE}
    things = Things(intents=begun)
    assert came(things, "a", "b", b="2") == [Unknown("sent in an earlier run"), Made("2")]
    assert things.log == ["probe a b", "remember b", "send b", "prove b"]


def test_what_is_not_to_be_created_any_more_is_probed_and_not_sent() -> None:
    """It is absent: nothing is remembered of it, and nothing is sent."""
    things = Things(intents={"a": NOW - timedelta(hours=1)}, unwanted=frozenset("ab"))
    assert came(things, "a", "b", "c", c="3") == [Absent(), Absent(), Made("3")]
    assert things.log == ["probe a", "remember c", "send c", "prove c"]


def test_what_comes_too_late_for_a_lease_is_begun_anew_under_the_next() -> None:
    """It was not sent: it is remembered again, with the new lease's end."""
    things = Things()
    assert came(things, "a", "b", a=[LeaseLost("too late"), "1"], b="2") == [Made("1"), Made("2")]
    assert things.log == ["remember a b", "send a", "send b", "remember a", "send a", "prove b a"]


def test_where_all_come_too_late_half_as_many_are_begun() -> None:
    """Together they may be too many for a lease; as soon as one was in time, all that is left is begun again."""
    late, things = LeaseLost("too late"), Things()
    told = {"a": [late, late, "1"], "b": [late, late, "2"], "c": [late, "3"], "d": [late, "4"]}
    assert came(things, *told, **told) == [Made("1"), Made("2"), Made("3"), Made("4")]
    rounds = [line.partition(" ")[2] for line in things.log if line.startswith("remember")]
    assert rounds == ["a b c d", "a b", "a", "b c d"]


def test_a_host_that_is_never_in_time_ends() -> None:
    """After so many leases in vain the run is over, and another may try."""
    things = Things()
    with pytest.raises(LeaseLost, match="too slow for its lease"):
        came(things, "a", "b", a=[LeaseLost("too late")] * TRIES, b=[LeaseLost("too late")])
    assert things.log.count("send a") == TRIES
    assert things.log.count("send b") == 1


def test_a_call_that_is_never_in_time_ends() -> None:
    """So does what changes a record: it is tried a few times, and not for ever."""
    things = Things()
    with pytest.raises(LeaseLost, match="too slow for its lease"):
        lived(write(Call("vnf", "PUT", "/v1/a", nothing)), {"a": [LeaseLost("too late")] * TRIES}, things.log)
    assert things.log == ["send a"] * TRIES


def test_what_changes_one_record_is_sent_in_turn() -> None:
    """None is sent before the one before it was answered; one that comes too late is begun anew as ever."""
    things, late = Things(), LeaseLost("too late")
    flow = create_once(things, "ab", NOW, SETTLE, in_turn=True)
    assert lived(flow, {"a": [late, "1"], "b": ["2"]}, things.log) == [Made("1"), Made("2")]
    assert things.log == ["remember a b", "send a", "send b", "remember a", "send a", "prove b a"]
    asked = create_once(Things(), "ab", NOW, SETTLE, in_turn=True)
    next(asked)
    assert isinstance(asked.send(Lease(NOW + timedelta(minutes=5), 60.0)), Send)


def test_nothing_to_create_asks_nothing() -> None:
    """Without items there is no question at all."""
    things = Things()
    assert (came(things), things.log) == ([], [])
