from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

import httpx
import pytest

from severa_vnf.testing import Fault, Faults, Kind
from severa_vnf.testing.exchange import loads
from tests.hosts import Async, Host, both
from tests.testing.counter import Counter

URL = "https://anywhere.example/a%20b?x=1&x=2"


def post(host: Host, simulator: Counter) -> Any:
    """The answer to one request over httpx."""
    if not isinstance(host, Async):
        with httpx.Client(transport=simulator.transport) as client:
            return client.post(URL, content=b"body", headers={"X-Name": "y"})

    async def send() -> httpx.Response:
        async with httpx.AsyncClient(transport=simulator.transport) as client:
            return await client.post(URL, content=b"body", headers={"X-Name": "y"})

    return asyncio.run(send())


@both
def test_a_request_reaches_the_simulator_whole(host: Host) -> None:
    """Method, path, query, headers and body arrive, and the reply comes back as httpx's."""
    simulator = Counter()
    answer = post(host, simulator)
    assert (answer.status_code, loads(answer.content)) == (200, {"done": 1, "asked": "POST /a%20b body"})
    assert answer.headers["Content-Type"] == "application/json; charset=utf-8"
    (request,) = simulator.requests
    assert (request.query, request.headers["x-name"]) == ((("x", "1"), ("x", "2")), "y")


@both
@pytest.mark.parametrize(
    ("kind", "error", "done"), [(Kind.UNREACHABLE, httpx.ConnectError, 0), (Kind.ANSWER_LOST, httpx.ReadTimeout, 1)]
)
def test_silence_is_reported_as_httpx_does(host: Host, kind: Kind, error: type[Exception], done: int) -> None:
    """What was not received is a failed connection, a lost answer a time-out in reading; each knows its request."""
    simulator = Counter()
    simulator.faults = Faults([Fault(kind)])
    with pytest.raises(error) as caught:
        post(host, simulator)
    assert caught.value.request.url == URL
    assert simulator.done == done


@both
@pytest.mark.parametrize("latency", [0.0, 0.3])
def test_an_answer_takes_simulated_time(host: Host, latency: float) -> None:
    """The delay of an answer passes on the simulator's clock."""
    simulator = Counter(latency=latency)
    began = simulator.clock.now()
    post(host, simulator)
    assert simulator.clock.now() - began == timedelta(seconds=latency)


@both
@pytest.mark.parametrize("kind", [Kind.DRIP_BODY, Kind.SLOW_UPLOAD])
def test_what_drips_takes_simulated_time(host: Host, kind: Kind) -> None:
    """A drip takes eight times its seconds of simulated time; four bytes have but four pieces."""
    simulator = Counter()
    simulator.faults = Faults([Fault(kind, seconds=5)])
    began = simulator.clock.now()
    assert loads(post(host, simulator).content)["done"] == 1
    assert simulator.clock.now() - began == timedelta(seconds=40 if kind is Kind.DRIP_BODY else 20)


@both
def test_a_torn_answer_is_reported_as_httpx_does(host: Host) -> None:
    """A connection that ends in the middle of an answer is an error of the protocol; what was asked is done."""
    simulator = Counter()
    simulator.faults = Faults([Fault(Kind.TORN)])
    with pytest.raises(httpx.RemoteProtocolError, match="without sending complete"):
        post(host, simulator)
    assert simulator.done == 1
