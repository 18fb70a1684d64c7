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
    answer: Any = None
    while True:
        try:
            question = flow.send(answer)
        except StopIteration as end:
            value: T = end.value
            return value
        match question:
            case Send(call=call) if call.method != "GET":
                flow.close()
                return Stopped(call)
            case Commit():
                answer = 0
            case Together() | Relay():
                flows = question.flows if isinstance(question, Together) else map(carried, sum(question.groups, ()))
                answer = yield from together([before_writing(one) for one in flows])
                if stopped := [one for one in answer if isinstance(one, Stopped)]:
                    flow.close()
                    return stopped[0]
            case _:
                answer = yield question
