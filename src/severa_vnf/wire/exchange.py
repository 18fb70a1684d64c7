"""One call from its token to its answer: what is tried, what is tried again, and for how long.

It asks for what it needs and touches nothing itself; `drive` answers, once for a sync host and once for an async one.
"""

from __future__ import annotations

from collections.abc import Generator
from typing import Any, TypeVar

from attrs import frozen

from severa_vnf.errors import OutcomeUnknown, RateLimited, ServiceDown
from severa_vnf.wire.call import Call, NoReply, Reply, content
from severa_vnf.wire.decode import loads
from severa_vnf.wire.judge import LOOK, WAIT, Again, Answer, Later, Refusal, Renew, judge
from severa_vnf.wire.token import Grant

T = TypeVar("T")

LONGEST_WAIT = 60.0
"""Seconds. A service that asks for more gets no caller kept waiting: RateLimited tells the host when to come."""

POLLS = 60
"""How often work that Visma.net took over is asked for, before nobody knows how it went."""


@frozen
class Transmit:
    """Send this over the network, with this token. Answered by a Reply or a NoReply."""

    call: Call[Any]
    grant: Grant | None


@frozen
class Login:
    """Give a token that is not `stale`. Answered by a Grant."""

    stale: Grant | None = None


@frozen
class Pause:
    """Let so many seconds pass; with `everybody`, all other workers of this credential wait too."""

    seconds: float
    everybody: bool = False


@frozen
class Draw:
    """A random number from 0 to 1."""


Step = Transmit | Login | Pause | Draw
Exchange = Generator[Step, Any, T]


def exchange(call: Call[T], retries: int, *, login: bool = True) -> Exchange[T]:
    """Make one call. Raises ApiError; an error after `retries` further tries is the last one's."""
    grant: Grant | None = (yield Login()) if login else None
    tries = 0
    renewed = not login
    while True:
        reply: Reply | NoReply = yield Transmit(call, grant)
        verdict = judge(call, reply)
        if isinstance(verdict, Later):
            verdict = judge(call, (yield from _background(call, verdict.path, retries)))
        match verdict:
            case Answer(value):
                return value
            case Renew(why):
                if renewed:
                    raise why
                renewed, grant = True, (yield Login(stale=grant))
            case Again(after, why):
                if tries == retries or (after or 0) > LONGEST_WAIT:
                    raise why
                tries += 1
                limited = isinstance(why, RateLimited)
                yield Pause(after if after is not None else _backoff(tries, (yield Draw())), everybody=limited)
            case Later() | Refusal():
                raise verdict.why if isinstance(verdict, Refusal) else _never_told(call)


def _backoff(tries: int, draw: float) -> float:
    """Twice as long each time, from half a second to 30; a random part of it, so that workers do not march in step."""
    return min(30.0, 0.5 * 2.0 ** (tries - 1)) * (0.5 + draw / 2)


def _background(call: Call[T], path: str, retries: int) -> Exchange[Reply]:
    """Wait for work that Visma.net took over, and give the reply it came to."""
    state = Call(call.system, "GET", path, lambda reply: loads(reply.body))
    for poll in range(POLLS):
        told = yield from exchange(state, retries)
        if told.get("status") in ("Finished", "Failed"):
            headers = {str(name).lower(): str(value) for name, value in (told.get("responseHeaders") or {}).items()}
            body = b""
            if told.get("hasResponseContent"):
                body = yield from exchange(Call(call.system, "GET", f"{path}/content", content), retries)
            return Reply(told.get("statusCode") or 500, headers, body)
        yield Pause(min(30.0, 0.5 * 2.0**poll))
    raise _never_told(call)


def _never_told(call: Call[Any]) -> OutcomeUnknown | ServiceDown:
    if call.repeatable:
        return ServiceDown("taken over and never finished", remedy=WAIT, **call.where)
    return OutcomeUnknown("taken over and never finished", remedy=LOOK, **call.where)
