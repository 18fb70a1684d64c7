"""A flow is run up to what it would write to a service."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from severa_vnf.flows.ask import Commit, Flow, Legs, Read, Relay, Send, Together, ask, ended, together
from severa_vnf.flows.previews.dry import Stopped, before_writing
from severa_vnf.ports import Put
from severa_vnf.wire.call import Call


def call(method: str) -> Call[str]:
    """A call of that verb."""
    return Call("severa", method, "/v1/things", lambda reply: str(reply.status))


def work(*methods: str) -> Flow[str]:
    """Remember something, then make these calls; the answers."""
    yield from ask(Commit((Put("space", "key", "value", None),)))
    answers = []
    for method in methods:
        answers.append((yield from ask(Send(call(method)))))
    return " ".join(answers)


def run(flow: Flow[Any]) -> tuple[Any, list[object]]:
    """What comes of a flow whose calls are answered with their verbs, and what it asked, side by side or not."""
    asked: list[object] = []
    answer: Any = None
    while True:
        try:
            question = flow.send(answer)
        except StopIteration as end:
            return end.value, asked
        if isinstance(question, Together):
            told = [run(one) for one in question.flows]
            answer, asked = [one for one, _ in told], [*asked, *(each for _, more in told for each in more)]
        else:
            asked.append(question)
            answer = question.call.method if isinstance(question, Send) else {}


def test_reading() -> None:
    """What reads and remembers comes to its end; only its reading is done."""
    result, asked = run(before_writing(work("GET", "GET")))
    assert (result, [type(one) for one in asked]) == ("GET GET", [Send, Send])


def test_writing() -> None:
    """Before it writes it ends, and the call is given that would have been made."""
    stopped, asked = run(before_writing(work("GET", "PATCH", "GET")))
    assert isinstance(stopped, Stopped)
    assert (stopped.call.method, len(asked)) == ("PATCH", 1)


def test_the_store_is_read() -> None:
    """Other questions are put as they are."""
    assert run(before_writing(ask(Read("space", ("key",))))) == ({}, [Read("space", ("key",))])


def beside(*flows: Flow[str]) -> Flow[list[str]]:
    """Flows side by side."""
    return (yield from together(flows))


def told(flow: Flow[Any]) -> Flow[list[Any]]:
    """A flow, and side by side with nothing it tells where another would stop: as a preview does."""
    stopped = yield from before_writing(flow)
    return [stopped, *(yield from together([work("GET")]))]


def relayed(flows: Sequence[Flow[str]]) -> Flow[list[str]]:
    """Flows in three legs, of which the last works."""
    groups = (tuple(legs_of(flow) for flow in flows),)
    return (yield from ask(Relay(groups)))


def legs_of(flow: Flow[str]) -> Legs[str]:
    """A first leg that ends with a second one, which ends with this flow."""
    return ended(ended(flow))


def test_side_by_side() -> None:
    """Flows side by side come to their ends; where one would write, the whole ends with its call."""
    assert run(before_writing(beside(work("GET"), work())))[0] == ["GET", ""]
    stopped, _ = run(before_writing(beside(work("GET"), work("POST"), work("PATCH"))))
    assert stopped == Stopped(stopped.call)
    assert stopped.call.method == "POST"


def test_one_that_tells_of_another_goes_on() -> None:
    """A flow side by side that finds where another would write has not written: the whole comes to its end."""
    result, _ = run(before_writing(together([told(work("POST"))])))
    [[stopped, read]] = result
    assert (stopped.call.method, read) == ("POST", "GET")


def test_in_three_legs() -> None:
    """So do flows that are relayed."""
    assert run(before_writing(relayed([work("GET"), work()])))[0] == ["GET", ""]
    stopped, _ = run(before_writing(relayed([work("DELETE")])))
    assert stopped.call.method == "DELETE"
