"""Whatever a service, a proxy or a broken line sends: a value of the promised type or a typed error, never another."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from copy import deepcopy
from decimal import Decimal
from functools import cache
from types import ModuleType, UnionType
from typing import Any, NewType, Union, get_args, get_origin, get_type_hints

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from severa_vnf import severa, vnf
from severa_vnf.errors import OutcomeUnknown, Unreadable
from severa_vnf.testing import SeveraSimulator, VnfSimulator, demo_world, load_into
from severa_vnf.values import Code, Guid
from severa_vnf.wire.call import Call, Reply
from severa_vnf.wire.decode import loads
from severa_vnf.wire.encode import dumps
from severa_vnf.wire.judge import Answer, Refusal, judge
from severa_vnf.wire.mismatch import Undecodable
from severa_vnf.wire.model import Model, parts
from severa_vnf.wire.paging import Page, Paged, Walk, page_of, whole
from tests.severa.described import described
from tests.vnf.samples import samples
from tests.wire.models import Leaf, Tree

DEEP, ENDLESS = "@deep", "@endless"
ODD: list[Any] = [
    None, True, False, 0, -1, 10**400, 2**63, Decimal("1e999999"), Decimal("-1e-999999"), Decimal("0.1"), "", " ", "0",
    "null", "\x00", "é" * 99, "2026-02-30", "2026-10-31T23:30:00+99:99", "0001-01-01T00:00:00",
    "9999-12-31T23:59:59+14:00", [], {}, [None], [[]], {"value": 1}, DEEP, ENDLESS,
]  # fmt: skip
DEPTHS = {f'"{DEEP}"'.encode(): b"[" * 900 + b"]" * 900, f'"{ENDLESS}"'.encode(): b'{"a":' * 99_999}


def models(package: ModuleType) -> list[type[Model]]:
    """Every model that a package reads."""
    found = (getattr(package, name) for name in package.__all__)
    return [one for one in found if inspect.isclass(one) and issubclass(one, Model)]


MODELS = [*models(severa), *models(vnf)]
CALLS: list[Call[Any]] = [each.call() for each in described()] + [each.call for each in samples()]


@cache
def real() -> tuple[dict[str, Any], ...]:
    """Every object that both simulated services hold of the demo world, those inside others too."""
    simulators = SeveraSimulator(), VnfSimulator()
    world = demo_world()
    load_into(world, *simulators)
    held = (
        simulator.documents(collection)
        for simulator, collections in zip(simulators, (world.severa, world.vnf), strict=True)
        for collection in collections
    )
    return tuple(one for documents in held for document in documents[:3] for one in objects(document))


def objects(value: Any) -> Iterator[dict[str, Any]]:
    """The objects in a JSON value, itself first."""
    if isinstance(value, dict):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from objects(inner)


@cache
def payload(model: Any) -> dict[str, Any]:
    """The real object that has the most of a model's fields."""
    known = {part.wire for part in parts(model)}
    return max(real(), key=lambda one: len(known & one.keys()) - len(one) / 1000)


def places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Every container in a JSON value with each of its keys."""
    keys = list(value) if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    for key in keys:
        yield value, key
        yield from places(value[key])


@st.composite
def mutated(draw: st.DrawFn, value: Any) -> bytes:
    """A value spoiled in up to four places, then perhaps its bytes."""
    spoiled = {"": loads(dumps(value))}
    for _ in range(draw(st.integers(0, 4))):
        container, key = draw(st.sampled_from([*places(spoiled)]))
        if draw(st.booleans()) and container is not spoiled:
            del container[key]
        else:
            container[key] = deepcopy(draw(st.sampled_from(ODD)))
    body = dumps(spoiled[""])
    for word, depth in DEPTHS.items():
        body = body.replace(word, depth)
    cut = draw(st.integers(0, len(body)))
    return draw(st.sampled_from([body, body, body, body[:cut], body[:cut] + b"\xff" + body[cut:], body + b"]"]))


def fits(value: Any, hint: Any) -> bool:
    """Whether a value is of exactly the type that a model names, inside too."""
    if isinstance(hint, NewType):
        return fits(value, hint.__supertype__)
    if get_origin(hint) in (Union, UnionType):
        return any(fits(value, member) for member in get_args(hint))
    if get_origin(hint) is tuple:
        return type(value) is tuple and all(fits(each, get_args(hint)[0]) for each in value)
    if not attrs.has(hint):
        return type(value) is hint
    hints = get_type_hints(hint)
    return type(value) is hint and all(fits(getattr(value, name), hints[name]) for name in hints if name != "_raw")


def test_no_value_of_another_type_would_pass_unseen() -> None:
    """The check itself tells a wrong type in a field, in a list and inside another object."""
    tree: Any = Tree(name="Oak", leaves=(Leaf(guid=Guid("l"), weight=Decimal(1)),), marks=(Code("A"),))
    assert fits(tree, Tree)
    bad: Any = 7
    wrong: list[dict[str, Any]] = [
        {"name": 1}, {"height": 1}, {"evergreen": None}, {"colour": "Red"}, {"marks": ["A"]}, {"marks": (1,)},
        {"leaf": {"guid": "l"}}, {"leaves": (Leaf(guid=bad),)}, {"planted": "2026-10-31"},
    ]  # fmt: skip
    assert not any(fits(attrs.evolve(tree, **change), Tree) for change in wrong)


@pytest.mark.parametrize("model", MODELS, ids=[f"{one.__module__.split('.')[1]}.{one.__name__}" for one in MODELS])
@settings(max_examples=25)
@given(data=st.data())
def test_a_row_is_a_value_or_a_fault_with_its_path(model: Any, data: st.DataObject) -> None:
    """A spoiled row is read as its model says in every field, or told by its path; the row behind it is not touched."""
    good = payload(model)
    body = data.draw(mutated(good))
    call: Call[Page[Any]] = Call("vnf", "GET", "/v1/x", page_of(model))
    verdict = judge(call, Reply(200, {}, b"[" + body + b"," + dumps(good) + b"]"))
    if isinstance(verdict, Refusal):
        assert isinstance(verdict.why, Unreadable)
        assert "JSON" in verdict.why.message
        return
    assert isinstance(verdict, Answer)
    known = {part.wire for part in parts(model)}
    for row in Walk(Paged(call, whole)).take(verdict.value):
        told = row.fault.replace("[", ".").replace(":", ".").split(".")[0] if isinstance(row, Undecodable) else None
        assert fits(row, model) if told is None else told in known | {"the value"}


@settings(max_examples=300)
@given(data=st.data())
def test_every_call_reads_or_refuses(data: st.DataObject) -> None:
    """Whatever comes back to any call that the library describes is an answer, or Unreadable, or an open outcome."""
    call = data.draw(st.sampled_from(CALLS))
    value = data.draw(st.sampled_from([*real()[:200], [real()[0]], [], None, 7, "text"]))
    headers = data.draw(st.sampled_from([{}, {"location": ""}, {"location": "/v1/x/7"}, {"location": "?"}]))
    verdict = judge(call, Reply(200, headers, data.draw(mutated(value) | st.binary(max_size=9))))
    if not isinstance(verdict, Answer):
        assert isinstance(verdict, Refusal)
        assert isinstance(verdict.why, Unreadable if call.repeatable else OutcomeUnknown)
