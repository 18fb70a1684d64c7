from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from severa_vnf.errors import AuthError, NotFound, OutcomeUnknown, RateLimited, Rejected, ServiceDown, Unreadable
from severa_vnf.wire.call import Call, NoReply, Reply
from severa_vnf.wire.decode import loads
from severa_vnf.wire.encode import dumps
from severa_vnf.wire.exchange import POLLS, Draw, Exchange, Login, Look, Pause, Step, Transmit, exchange
from severa_vnf.wire.token import Grant

OLD, NEW = Grant("old", 3600, ""), Grant("new", 3600, "")
GET = Call("vnf", "GET", "/v1/x", lambda reply: loads(reply.body))
POST = evolve(GET, method="POST")
OK = Reply(200, {}, b"1")
LOST = NoReply(True, "ReadTimeout: no answer")
UNSENT = NoReply(False, "ConnectError: no answer")
TAKEN = Reply(202, {}, b'{"id":"w"}')


class Run:
    """An exchange answered by hand: a reply for each sending, the old token first, then the new one."""

    def __init__(self, steps: Exchange[Any], replies: Iterable[Reply | NoReply], draw: float = 0.0) -> None:
        self._steps, self._replies, self._draw = steps, iter(replies), draw
        self._grants = iter((OLD, *[NEW] * 999))
        self.asked: list[Step] = []

    def end(self) -> Any:
        """Answer until it ends, and give its result."""
        answer: Any = None
        try:
            while True:
                self.asked.append(self._steps.send(answer))
                answer = self._answer(self.asked[-1])
        except StopIteration as done:
            return done.value

    def _answer(self, step: Step) -> Any:
        match step:
            case Transmit():
                return next(self._replies)
            case Login():
                return next(self._grants)
            case Draw():
                return self._draw
        return None

    def all(self, kind: type) -> list[Any]:
        """What was asked of one kind."""
        return [step for step in self.asked if isinstance(step, kind)]


def state(status: str, code: int | None = None, **more: Any) -> Reply:
    """How work stands that was taken over."""
    return Reply(200, {}, dumps({"id": "w", "status": status, "statusCode": code, **more}))


def test_a_call_is_sent_with_a_token() -> None:
    """An exchange asks for a token, sends once, and gives what the call reads."""
    run = Run(exchange(GET, 5), [OK])
    assert run.end() == 1
    assert run.asked == [Login(), Transmit(GET, OLD)]


def test_a_token_request_is_sent_without_one() -> None:
    """A token is asked for without a token."""
    run = Run(exchange(evolve(POST, login=True), 5), [OK])
    assert run.end() == 1
    assert [step.grant for step in run.all(Transmit)] == [None]


def test_a_refused_token_is_renewed_once() -> None:
    """After a 401 the call is sent again with a token that is not the refused one."""
    run = Run(exchange(POST, 5), [Reply(401), OK])
    assert run.end() == 1
    assert run.asked == [Login(), Look(), Transmit(POST, OLD), Login(stale=OLD), Look(), Transmit(POST, NEW)]


def test_nobody_looks_where_a_token_leads_before_reading() -> None:
    """A read changes nothing wherever it goes: it is sent again at once with the new token."""
    run = Run(exchange(GET, 5), [Reply(401), OK])
    run.end()
    assert run.all(Look) == []


def test_a_second_refusal_of_the_token_is_final() -> None:
    """A 401 with a new token too is an AuthError: no third token is asked for."""
    run = Run(exchange(GET, 5), [Reply(401), Reply(401)])
    with pytest.raises(AuthError):
        run.end()
    assert len(run.all(Login)) == 2


@pytest.mark.parametrize(
    ("call", "reply", "why"),
    [
        (GET, Reply(500), ServiceDown),
        (GET, LOST, ServiceDown),
        (POST, UNSENT, ServiceDown),
        (POST, Reply(429), RateLimited),
    ],
)
@pytest.mark.parametrize("retries", [0, 1, 5])
def test_retries_have_an_end(call: Call[Any], reply: Reply | NoReply, why: type[Exception], retries: int) -> None:
    """What may be sent again is, so many times and no more; the last failure is the error."""
    run = Run(exchange(call, retries), [reply] * (retries + 1))
    with pytest.raises(why):
        run.end()
    assert (len(run.all(Transmit)), len(run.all(Pause))) == (retries + 1, retries)


@pytest.mark.parametrize("reply", [LOST, Reply(500), Reply(503, {"retry-after": "1"})])
def test_what_may_have_been_done_is_not_sent_again(reply: Reply | NoReply) -> None:
    """A write that arrived, or may have, is sent once: OutcomeUnknown."""
    run = Run(exchange(POST, 5), [reply])
    with pytest.raises(OutcomeUnknown):
        run.end()
    assert len(run.all(Transmit)) == 1


def test_a_write_that_never_arrived_goes_out_again() -> None:
    """A connection that failed, or a turning away for the rate, is tried again and then counts as one sending."""
    assert Run(exchange(POST, 5), [UNSENT, Reply(429), OK]).end() == 1


@given(st.floats(0, 1), st.integers(1, 12))
def test_waiting_grows_and_is_not_in_step(draw: float, retries: int) -> None:
    """Each wait may be twice the one before, from half a second to 30, and the draw takes half of it at most."""
    run = Run(exchange(GET, retries), [Reply(500)] * retries + [OK], draw)
    run.end()
    tops = [min(30.0, 0.5 * 2**place) for place in range(retries)]
    waits = [pause.seconds for pause in run.all(Pause)]
    assert waits == pytest.approx([top * (0.5 + draw / 2) for top in tops])
    assert len(run.all(Draw)) == retries


def test_the_services_own_wait_is_kept() -> None:
    """Where the service says how long, just so long is waited, and nothing is drawn; a 429 holds all others too."""
    run = Run(exchange(GET, 5), [Reply(503, {"retry-after": "7"}), Reply(429, {"retry-after": "60"}), OK])
    run.end()
    assert run.all(Pause) == [Pause(7.0), Pause(60.0, everybody=True)]
    assert run.all(Draw) == []


@pytest.mark.parametrize(("status", "why"), [(429, RateLimited), (503, ServiceDown)])
def test_nobody_is_kept_waiting_for_minutes(status: int, why: type[Exception]) -> None:
    """A service that asks for more than a minute is an error at once, which says how long."""
    run = Run(exchange(GET, 5), [Reply(status, {"retry-after": "61"})])
    with pytest.raises(why) as caught:
        run.end()
    assert run.all(Pause) == []
    assert getattr(caught.value, "retry_after", 61.0) == 61.0


@pytest.mark.parametrize("call", [GET, POST])
def test_work_that_was_taken_over_is_waited_for(call: Call[Any]) -> None:
    """A 202 is asked after until it is finished; its answer is then the call's, headers and content."""
    taken = evolve(call, read=lambda reply: (reply.status, reply.headers["location"], reply.body))
    finished = state("Finished", 201, hasResponseContent=True, responseHeaders={"Location": "/v1/x/7"})
    run = Run(exchange(taken, 5), [TAKEN, state("Started", 0), finished, Reply(200, {}, b"content")])
    assert run.end() == (201, "/v1/x/7", b"content")
    sent = [(step.call.method, step.call.path) for step in run.all(Transmit)]
    assert sent[1:] == [("GET", "/v1/background/w")] * 2 + [("GET", "/v1/background/w/content")]
    assert run.all(Pause) == [Pause(0.5)]


@pytest.mark.parametrize(
    ("reply", "why"),
    [
        (state("Finished", 400, errorMessage="released already"), Rejected),
        (state("Failed", 400, errorMessage="released already"), Rejected),
        (state("Failed", 0, errorMessage="released already"), OutcomeUnknown),
        (state("Failed", 200, errorMessage="released already"), OutcomeUnknown),
        (state("Finished", None, errorMessage="released already"), OutcomeUnknown),
        (state("Finished", 7, errorMessage="released already"), OutcomeUnknown),
        (state("Finished", 10**400, errorMessage="released already"), OutcomeUnknown),
    ],
)
def test_finished_is_not_success(reply: Reply, why: type[Exception]) -> None:
    """What it came to hangs on the code: a refusal is one, and a code that says nothing leaves it open."""
    with pytest.raises(why, match="released already"):
        Run(exchange(POST, 5), [TAKEN, reply]).end()


def test_headers_that_are_none_are_left_out() -> None:
    """Response headers of another shape are no headers."""
    taken = evolve(POST, read=lambda reply: dict(reply.headers))
    assert Run(exchange(taken, 5), [TAKEN, state("Finished", 201, responseHeaders=["Location"])]).end() == {}


@pytest.mark.parametrize(("call", "why"), [(POST, OutcomeUnknown), (GET, ServiceDown)])
def test_work_that_never_ends_is_given_up(call: Call[Any], why: type[Exception]) -> None:
    """After so many askings nobody knows how a write went; a read has failed."""
    run = Run(exchange(call, 5), [TAKEN, *[state("Started", 0)] * POLLS])
    with pytest.raises(why, match="never finished"):
        run.end()
    assert max(pause.seconds for pause in run.all(Pause)) == 30.0


@pytest.mark.parametrize(
    ("replies", "why", "of_a_read"),
    [
        ([Reply(404, {}, b'{"message":"No."}')], NotFound, ServiceDown),
        ([Reply(200, {}, b"<html>")], Unreadable, Unreadable),
        ([Reply(200, {}, b"[]")], Unreadable, Unreadable),
        ([Reply(503)] * 2, ServiceDown, ServiceDown),
        ([TAKEN], ServiceDown, ServiceDown),
        (
            [state("Finished", 200, hasResponseContent=True), Reply(410, {}, b'{"message":"No."}')],
            Rejected,
            ServiceDown,
        ),
        ([state("Finished", 200, hasResponseContent=True), TAKEN], ServiceDown, ServiceDown),
    ],
)
def test_trouble_in_asking_after_a_write_leaves_it_open(
    replies: list[Reply], why: type[Exception], of_a_read: type[Exception]
) -> None:
    """A write that was taken over may have been done, whatever asking after it met; of a read's record it says nothing.

    Asking after it is not taken over in turn.
    """
    with pytest.raises(OutcomeUnknown) as caught:
        Run(exchange(POST, 1), [TAKEN, *replies]).end()
    assert isinstance(caught.value.__cause__, why)
    assert (caught.value.method, caught.value.path) == ("POST", "/v1/x")
    with pytest.raises(of_a_read):
        Run(exchange(GET, 1), [TAKEN, *replies]).end()


def test_work_is_not_taken_over_twice() -> None:
    """Work that came to be taken over once more is not followed for ever."""
    again = state("Finished", 202, hasResponseContent=True)
    with pytest.raises(OutcomeUnknown, match="once more"):
        Run(exchange(POST, 5), [TAKEN, again, Reply(200, {}, b'{"id":"w"}')]).end()
