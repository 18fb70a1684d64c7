from __future__ import annotations

import random
from concurrent.futures import ThreadPoolExecutor

import pytest

from severa_vnf.testing import Fault, Faults, Kind, SimulatedClock
from severa_vnf.testing.exchange import AnswerLost, NotReceived, Reply, Request, loads
from severa_vnf.testing.kinds import SECONDS
from severa_vnf.testing.simulator import Simulator
from tests.testing.counter import Counter

READ, WRITE = Request("GET", "/x"), Request("POST", "/x")
HTML = {"Content-Type": "text/html"}
TEXT = {"Content-Type": "text/plain; charset=utf-8"}
DATE = {"Date": "Fri, 30 Oct 2026 09:00:00 GMT"}


def struck(kind: Kind, request: Request = WRITE) -> tuple[Counter, Reply]:
    """A simulator that met this trouble at its first request, and its reply."""
    simulator = Counter()
    simulator.faults = Faults([Fault(kind)])
    return simulator, simulator.handle(request)


def test_a_request_is_answered_and_remembered() -> None:
    """Every request is kept in order; a token request is answered and not kept."""
    simulator = Counter()
    assert loads(simulator.handle(READ).body)["done"] == 1
    simulator.handle(Request("POST", "/token"))
    simulator.handle(WRITE)
    assert simulator.requests == [READ, WRITE]


@pytest.mark.parametrize(
    ("kind", "done", "status", "headers", "body"),
    [
        (Kind.TOO_MANY, 0, 429, TEXT, b"Not so fast."),
        (Kind.TOO_MANY_RETRY_AFTER, 0, 429, {**TEXT, "Retry-After": "1"}, b"Not so fast."),
        (Kind.SERVER_ERROR, 0, 500, {}, b""),
        (Kind.VALIDATION_500, 0, 500, {"Content-Type": "application/json; charset=utf-8"}, b'{"message":"wrong"}'),
        (Kind.BAD_GATEWAY, 0, 502, HTML, b"<html><body>502 Bad Gateway</body></html>"),
        (Kind.COMMITTED_500, 1, 500, {}, b""),
    ],
)
def test_a_failure_says_nothing_of_what_was_done(
    kind: Kind, done: int, status: int, headers: dict[str, str], body: bytes
) -> None:
    """Each failure has its true look; only what is called committed was done."""
    simulator, reply = struck(kind)
    assert (simulator.done, reply.status, dict(reply.headers), reply.body) == (done, status, {**headers, **DATE}, body)


@pytest.mark.parametrize(
    ("kind", "error", "done"), [(Kind.UNREACHABLE, NotReceived, 0), (Kind.ANSWER_LOST, AnswerLost, 1)]
)
def test_no_answer_comes_of_two_different_things(kind: Kind, error: type[Exception], done: int) -> None:
    """A request that was not received did nothing; a lost answer hides that it did. Both are remembered as made."""
    simulator = Counter()
    simulator.faults = Faults([Fault(kind)])
    with pytest.raises(error):
        simulator.handle(WRITE)
    assert (simulator.done, simulator.requests) == (done, [WRITE])


def test_garbage_is_for_reads_only() -> None:
    """A read is answered with a body that is no JSON; a write is answered as usual."""
    with pytest.raises(ValueError):
        loads(struck(Kind.GARBAGE, READ)[1].body)
    assert loads(struck(Kind.GARBAGE, WRITE)[1].body)["done"] == 1


def test_a_shifted_page_is_the_services_own() -> None:
    """How a page shifts is the service's matter."""
    assert loads(struck(Kind.SHIFT, READ)[1].body)["shifted"] is True


def test_an_answer_takes_its_time() -> None:
    """A slow answer takes twenty seconds, and every answer the latency on top."""
    simulator = Counter(latency=0.3)
    assert simulator.handle(READ).delay == pytest.approx(0.3)
    simulator.faults = Faults([Fault(Kind.SLOW)])
    assert simulator.handle(READ).delay == pytest.approx(SECONDS[Kind.SLOW] + 0.3)


def test_chance_and_time_are_the_worlds() -> None:
    """The same seed gives the same chance, and the clock is the one given, or one of its own."""
    clock = SimulatedClock()
    assert Counter(clock=clock, seed=7).clock is clock
    assert isinstance(Counter().clock, SimulatedClock)
    assert Counter(seed=7).random.random() == random.Random(7).random()
    assert (Counter().strict, Counter(strict=False).strict) == (True, False)


def test_one_request_is_answered_at_a_time() -> None:
    """However many threads ask, each request is carried out alone: every answer has another number."""
    simulator = Counter()
    with ThreadPoolExecutor(8) as pool:
        numbers = [loads(reply.body)["done"] for reply in pool.map(simulator.handle, [READ] * 500)]
    assert sorted(numbers) == list(range(1, 501))


def test_a_service_answers_for_itself() -> None:
    """What only a service knows, the common part does not make up: alone it is no simulator."""
    with pytest.raises(TypeError, match="abstract"):
        Simulator()


def test_a_simulator_is_loaded_and_read() -> None:
    """What was put in can be read again."""
    simulator = Counter()
    simulator.load("x", [{}, {}])
    assert simulator.documents("x") == [{}, {}]


@pytest.mark.parametrize("kind", [Kind.ROUTE_404, Kind.OTHER_LOCATION, Kind.EMPTY_200, Kind.TOKEN_LOOP, Kind.ENDLESS])
def test_what_is_about_records_leaves_a_service_without_them_alone(kind: Kind) -> None:
    """A service that knows no records, lists and creates answers as usual, and no fault is counted."""
    simulator, reply = struck(kind)
    assert (loads(reply.body)["done"], simulator.faults.fired) == (1, {})


def test_an_echo_in_a_services_usual_words() -> None:
    """Where a service has no form of its own for errors, it is an object with a message."""
    simulator, reply = struck(Kind.ECHO, Request("POST", "/x", headers={"authorization": "Bearer t"}, body=b"hush"))
    assert (reply.status, simulator.done) == (400, 0)
    assert loads(reply.body) == {"message": "Unhandled: POST /x authorization: Bearer t; hush"}


def test_faults_are_exchanged_at_any_time() -> None:
    """What fired is counted by the faults that did; others begin anew."""
    simulator, _ = struck(Kind.SERVER_ERROR)
    before, simulator.faults = simulator.faults, Faults()
    assert simulator.handle(WRITE).status == 200
    assert (before.fired, simulator.faults.fired) == ({Kind.SERVER_ERROR: 1}, {})
