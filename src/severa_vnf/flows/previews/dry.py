"""A flow, run up to what it would write to a service. So a preview decides nothing by itself: the run does."""

from __future__ import annotations

from typing import Any, TypeVar

from attrs import frozen

from severa_vnf.flows.ask import Commit, Flow, Relay, Send, Together, carried, together
from severa_vnf.wire.call import Call

T = TypeVar("T")


@frozen
class Stopped:
    """What would have been written first."""

    call: Call[Any]


def before_writing(flow: Flow[T]) -> Flow[T | Stopped]:
    """Run a flow: its reading is done, its commits are taken for done, and before it writes to a service it ends.

    Flows side by side are each run so. One that stops shows nothing to the others, and ends the whole.
    """
    value: T
    value, stopped = yield from _run(flow)
    return value if stopped is None else stopped


def _run(flow: Flow[T]) -> Flow[tuple[Any, Stopped | None]]:
    """What it came to, and where it stopped. Apart, for a flow may itself tell of another that stopped."""
    answer: Any = None
    while True:
        try:
            question = flow.send(answer)
        except StopIteration as end:
            return end.value, None
        match question:
            case Send(call=call) if call.method != "GET":
                flow.close()
                return None, Stopped(call)
            case Commit():
                answer = 0
            case Together() | Relay():
                flows = question.flows if isinstance(question, Together) else map(carried, sum(question.groups, ()))
                ends = yield from together([_run(one) for one in flows])
                if stopped := [one for _, one in ends if one is not None]:
                    flow.close()
                    return None, stopped[0]
                answer = [value for value, _ in ends]
            case _:
                answer = yield question
