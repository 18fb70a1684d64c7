from __future__ import annotations

import copy
import inspect
import pickle
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

import severa_vnf
from severa_vnf import errors
from severa_vnf.errors import (
    ApiError,
    BridgeError,
    ClockSkew,
    PlanStale,
    RateLimited,
    Rejected,
    SettingsError,
    StoreError,
)

CLASSES = [one for one in vars(errors).values() if inspect.isclass(one) and one.__module__ == errors.__name__]
FULL = Rejected(
    "No.", system="vnf", method="POST", path="/v2/x", status=400, code="12027", request_id="r-1", remedy="Mend it."
)


def test_the_tree_is_as_it_is_drawn() -> None:
    """The drawing in the module's docstring shows every error under its parent."""
    drawn: dict[str, str] = {}
    above: list[str] = []
    for line in re.findall(r"^[│ ]*(?:[├└]── )?[A-Z]\w+(?=$| {2})", errors.__doc__ or "", re.MULTILINE):
        name = line.split()[-1]
        above = [*above[: (len(line) - len(name)) // 4], name]
        drawn[name] = above[-2] if len(above) > 1 else "Exception"
    assert drawn == {one.__name__: one.__bases__[0].__name__ for one in CLASSES}


@pytest.mark.parametrize("error", CLASSES)
def test_every_error_is_found_at_the_top(error: type[Exception]) -> None:
    """A host catches each by a name of the package, or all as BridgeError."""
    assert getattr(severa_vnf, error.__name__) is error
    assert issubclass(error, BridgeError)


def test_an_api_error_tells_what_a_support_desk_asks() -> None:
    """Service, request, status, code, message, request id and remedy stand in one line, each where it is known."""
    assert str(FULL) == "vnf: POST /v2/x 400 12027: No. [request r-1] Mend it."
    assert str(ApiError("No answer", system="severa", method="GET", path="/v1/x")) == "severa: GET /v1/x: No answer"


def test_an_api_error_keeps_its_parts() -> None:
    """A host reads each part by its name."""
    assert (FULL.system, FULL.method, FULL.path, FULL.status) == ("vnf", "POST", "/v2/x", 400)
    assert (FULL.code, FULL.message, FULL.request_id, FULL.remedy) == ("12027", "No.", "r-1", "Mend it.")


def test_too_many_calls_tell_when_to_come_again() -> None:
    """RateLimited has the seconds that the service asked for, None where it did not say."""
    where: dict[str, Any] = {"system": "vnf", "method": "GET", "path": "/v1/x"}
    assert RateLimited("slow down", retry_after=7.0, **where).retry_after == 7.0
    assert RateLimited("slow down", **where).retry_after is None


def test_wrong_settings_are_told_all_at_once() -> None:
    """Every problem is in the message and in `.problems`."""
    error = SettingsError(["a is wrong", "b is wrong"])
    assert (str(error), error.problems) == ("a is wrong; b is wrong", ("a is wrong", "b is wrong"))


def test_a_stale_plan_names_what_moved() -> None:
    """Each record is in the message and in `.moved`."""
    error = PlanStale(["customer 1", "customer 2"])
    assert (str(error), error.moved) == (
        "changed since the preview: customer 1, customer 2",
        ("customer 1", "customer 2"),
    )


WHERE: dict[str, Any] = {"system": "vnf", "method": "GET", "path": "/v1/x", "status": 429, "request_id": "r-1"}
OF_THEIR_OWN = SettingsError | PlanStale | StoreError | ClockSkew
MADE = [
    SettingsError(["a is wrong", "b is wrong"]),
    PlanStale(["customer 1"]),
    RateLimited("slow down", retry_after=7.0, remedy="Wait.", **WHERE),
    *(one("No.", **WHERE) for one in CLASSES if issubclass(one, ApiError) and one is not RateLimited),
    StoreError("disk full", "links.db"),
    ClockSkew("far off", timedelta(minutes=8)),
    *(
        one("No.")
        for one in CLASSES
        if not issubclass(one, ApiError | SettingsError | PlanStale | StoreError | ClockSkew)
    ),
]


@pytest.mark.parametrize("error", MADE, ids=lambda error: type(error).__name__)
@pytest.mark.parametrize("carry", [copy.copy, copy.deepcopy, lambda error: pickle.loads(pickle.dumps(error))])
def test_an_error_survives_a_journey(error: BridgeError, carry: Callable[[BridgeError], BridgeError]) -> None:
    """What one process raises another may catch: of the same kind, with the same words and all that it knows."""
    error.add_note("seen by the host")
    arrived = carry(error)
    assert type(arrived) is type(error)
    assert (str(arrived), arrived.args, vars(arrived)) == (str(error), error.args, vars(error))


def test_wrong_settings_are_a_wrong_value() -> None:
    """A host that guards its settings against bad values, as Python has it, catches ours."""
    assert isinstance(SettingsError(["a is wrong"]), ValueError)
