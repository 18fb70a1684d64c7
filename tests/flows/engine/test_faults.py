"""How far a trouble of a service reaches."""

from __future__ import annotations

from typing import Any

import pytest

from severa_vnf.errors import ApiError, AuthError, Forbidden, NotFound, RateLimited, Rejected, ServiceDown, Unreadable
from severa_vnf.flows.ask import Flow, Now, ask
from severa_vnf.flows.engine.faults import apart, is_partial

WHERE: dict[str, Any] = {"system": "vnf", "method": "GET", "path": "/v1/customer"}
PARTIAL = [
    Forbidden("no", status=403, **WHERE),
    NotFound("no", status=404, **WHERE),
    Rejected("no", status=400, **WHERE),
    Unreadable("no", status=200, **WHERE),
    ServiceDown("no answer of its own", status=404, **WHERE),
]
WHOLE = [
    AuthError("no", status=401, **WHERE),
    RateLimited("no", status=429, **WHERE),
    ServiceDown("no answer", **WHERE),
    ServiceDown("out of order", status=503, **WHERE),
]


def asking() -> Flow[str]:
    """A flow with one question."""
    yield from ask(Now())
    return "read"


def ended(answer: object) -> Any:
    """What the flow ends with where that is the answer."""
    flow = apart(asking(), lambda error: error)
    next(flow)
    with pytest.raises(StopIteration) as done:
        flow.send(answer)
    return done.value.value


@pytest.mark.parametrize("error", PARTIAL, ids=repr)
def test_trouble_with_one_list(error: ApiError) -> None:
    """Where an answer came, others may be read: the flow ends with what is told instead."""
    assert is_partial(error)
    assert ended(error) is error


@pytest.mark.parametrize("error", WHOLE, ids=repr)
def test_trouble_with_the_run(error: ApiError) -> None:
    """A service that is down, a credential and a rate are everybody's."""
    assert not is_partial(error)
    flow = apart(asking(), lambda other: other)
    next(flow)
    with pytest.raises(type(error)):
        flow.send(error)


def test_no_trouble() -> None:
    """Else it is the flow alone."""
    assert ended(None) == "read"
