"""One call from its token to its answer: what is tried, what is tried again, and for how long.

It asks for what it needs and touches nothing itself; `send` answers, once for a sync host and once for an async one.
"""

from __future__ import annotations

from collections.abc import Generator
from typing import Any, TypeVar, assert_never

from attrs import frozen

from severa_vnf.errors import ApiError, NotFound, RateLimited, Rejected
from severa_vnf.wire.call import Call, NoReply, Reply, content
from severa_vnf.wire.decode import loads, structure
from severa_vnf.wire.encode import dumps
from severa_vnf.wire.judge import Again, Answer, Later, Refusal, Renew, judge, never_told
from severa_vnf.wire.model import Model
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
class Look:
    """A write is about to go out: if nobody has looked yet where the newest token leads, now is the time."""


@frozen
class Pause:
    """Let so many seconds pass; with `everybody`, all other workers of this credential wait too.

    Answered by False where there is no time for that: nothing is tried again then.
    """

    seconds: float
    everybody: bool = False


@frozen
class Draw:
    """A random number from 0 to 1."""


Step = Transmit | Login | Look | Pause | Draw
Exchange = Generator[Step, Any, T]


def exchange(call: Call[T], retries: int, *, asks_after: bool = False) -> Exchange[T]:
    """Make one call. Raises ApiError; an error after `retries` further tries is the last one's.

    One that asks after work that was taken over is never followed when it is taken over itself.
    """
    grant: Grant | None = None if call.login else (yield Login())
    tries = 0
    renewed = False
    while True:
        if not call.repeatable:
            yield Look()
        reply: Reply | NoReply = yield Transmit(call, grant)
        verdict = judge(call, reply)
        if isinstance(verdict, Later) and not asks_after:
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
                seconds = after if after is not None else _backoff(tries, (yield Draw()))
                if (yield Pause(seconds, everybody=limited)) is False:
                    raise why
            case Refusal(why):
                raise why
            case Later():
                raise never_told(call, "taken over once more")
            case _:
                assert_never(verdict)


def _backoff(tries: int, draw: float) -> float:
    """Twice as long each time, from half a second to 30; a random part of it, so that workers do not march in step."""
    return min(30.0, 0.5 * 2.0 ** (tries - 1)) * (0.5 + draw / 2)


@frozen(kw_only=True, slots=False)
class Work(Model):
    """Work that Visma.net took over: how it stands, or what it came to. Finished is not yet success."""

    status: str
    status_code: int | None = None
    error_message: str | None = None
    has_response_content: bool | None = None

    def reply(self, body: bytes) -> Reply:
        """The reply that the call would have had without delay. A code that says nothing is a failure."""
        least, code = 400 if self.status == "Failed" else 200, self.status_code or 0
        told = self.extra.get("responseHeaders")
        headers = {name.lower(): str(value) for name, value in told.items()} if type(told) is dict else {}
        words = dumps({"message": self.error_message}) if self.error_message else b""
        return Reply(code if least <= code < 600 else 500, headers, body or words)


def _background(call: Call[T], path: str, retries: int) -> Exchange[Reply]:
    """Wait for work that Visma.net took over, and give the reply it came to.

    Whatever asking after it meets says nothing of the record that the call was about.
    """
    try:
        return (yield from _awaited(call, path, retries))
    except (NotFound, Rejected) as error:
        raise never_told(call, f"taken over, then: {error.message}") from error
    except ApiError as error:
        if call.repeatable:
            raise
        raise never_told(call, f"taken over, then: {error.message}") from error


def _awaited(call: Call[T], path: str, retries: int) -> Exchange[Reply]:
    state = Call(call.system, "GET", path, lambda reply: structure(loads(reply.body), Work))
    for poll in range(POLLS):
        work = yield from exchange(state, retries, asks_after=True)
        if work.status in ("Finished", "Failed"):
            body = b""
            if work.has_response_content:
                whole = Call(call.system, "GET", f"{path}/content", content, ceiling=call.ceiling)
                body = yield from exchange(whole, retries, asks_after=True)
            return work.reply(body)
        if (yield Pause(min(30.0, 0.5 * 2.0**poll))) is False:
            raise never_told(call, "not finished in time")
    raise never_told(call, "never finished")
