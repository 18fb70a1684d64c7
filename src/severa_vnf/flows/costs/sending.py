"""What makes something is sent while the lease holds, and only after it was remembered that it will be."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from attrs import frozen

from severa_vnf.errors import ApiError, LeaseLost, NotFound, OutcomeUnknown, RateLimited, Rejected, ServiceDown
from severa_vnf.flows.ask import Flow, Hold, Lease, Send, ask, together
from severa_vnf.wire.call import Call

T = TypeVar("T")


@frozen
class Failed:
    """It was not made, or nobody knows. An error by itself could not be a flow's result: it would be raised."""

    error: ApiError


@frozen
class _Late:
    """The lease was too short to begin: it was not sent."""


def send_all(calls: Sequence[Call[T]], begin: Callable[[Sequence[int], str], Flow[None]]) -> Flow[list[T | Failed]]:
    """Send these calls side by side: what each made, or how it failed.

    `begin` remembers those at these places first, with the last moment at which they can have been sent. What came too
    late for a lease was not sent: it is begun anew under the next.
    """
    answers: dict[int, T | Failed | _Late] = {}
    while late := [place for place in range(len(calls)) if isinstance(answers.get(place, _Late()), _Late)]:
        lease = yield from ask(Hold())
        yield from begin(late, lease.until.isoformat())
        sent = yield from together([_sent(calls[place], lease) for place in late])
        answers |= dict(zip(late, sent, strict=True))
    return [answer for _, answer in sorted(answers.items()) if not isinstance(answer, _Late)]


def _sent(call: Call[T], lease: Lease) -> Flow[T | Failed | _Late]:
    try:
        return (yield from ask(Send(call, before=lease.last_start)))
    except LeaseLost:
        return _Late()
    except (OutcomeUnknown, Rejected, NotFound, ServiceDown, RateLimited) as error:
        return Failed(error)
