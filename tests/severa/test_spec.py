"""Every described call, held against the official document of Severa's API."""

from __future__ import annotations

from typing import get_type_hints

import attrs
import pytest

from severa_vnf.severa.describe import Named, named_values
from severa_vnf.wire.decode import loads
from severa_vnf.wire.encode import dumps, plain
from severa_vnf.wire.paging import Paged, by_offset, by_token, whole
from tests.severa.described import Described, described, sample
from tests.severa.official import Official

EVERY = described()
every = pytest.mark.parametrize("one", EVERY, ids=lambda one: one.name)
listing = pytest.mark.parametrize(
    "one", [one for one in EVERY if isinstance(one.asked(), Paged)], ids=lambda one: one.name
)
reading = pytest.mark.parametrize("one", [one for one in EVERY if attrs.has(one.gives)], ids=lambda one: one.name)
making = pytest.mark.parametrize(
    "one",
    [one for one in EVERY if one.call().method == "POST" and one.call().content_type == "application/json"],
    ids=lambda one: one.name,
)
changing = pytest.mark.parametrize(
    "one", [one for one in EVERY if one.call().method == "PATCH"], ids=lambda one: one.name
)


@every
def test_there_is_such_an_operation(official: Official, one: Described) -> None:
    """Each method and path is an operation of the document, with the scope that it demands."""
    call = one.call()
    operation = official.operation(call.method, call.path)
    assert operation is not None, f"{call.method} {call.path}"
    [demanded] = operation.get("security", [{}])
    assert demanded.get("OAuth2", []) == ([call.scope] if call.scope else []), one.name


@every
def test_the_operation_knows_every_name_that_it_is_asked(official: Official, one: Described) -> None:
    """Each name of a query is a parameter of the operation: the service ignores any other."""
    call = one.call()
    operation = official.operation(call.method, call.path) or {}
    known = {parameter["name"] for parameter in operation.get("parameters", ())}
    faults = [f"{name}: is no parameter" for name, _ in call.query if name not in known]
    assert not faults, "\n".join(faults)


@listing
def test_filters_have_the_type_that_the_operation_takes(official: Official, one: Described) -> None:
    """A filter is a sequence where the parameter may be repeated, and nowhere else, and its members have its type."""
    call = one.call()
    operation = official.operation(call.method, call.path) or {}
    told = {parameter["name"]: official.resolved(parameter["schema"]) for parameter in operation.get("parameters", ())}
    faults: list[str] = []
    for name, hint in get_type_hints(one.known or dict).items():
        [wire] = named_values({name: None}, one.known or dict, Named)
        faults += official.miswritten(loads(dumps(plain(sample(hint)))), told.get(wire, {}), name)
    assert not faults, "\n".join(faults)


@listing
def test_a_list_is_read_on_in_the_way_that_the_operation_has(official: Official, one: Described) -> None:
    """A list with a page token goes on by it, one with a first row by offset, any other comes whole."""
    call = one.call()
    operation = official.operation(call.method, call.path) or {}
    known = {parameter["name"] for parameter in operation.get("parameters", ())}
    assert one.asked().habit is (by_token if "pageToken" in known else by_offset if "firstRow" in known else whole)
    assert ("rowCount" in dict(call.query)) is ("rowCount" in known)


@listing
def test_only_a_list_without_a_parent_may_be_absent(one: Described) -> None:
    """Not found means an empty list where the path names no record, and a missing parent where it does."""
    call = one.call()
    assert (call.absent is None) is (one.function.__name__ != "list")


@reading
def test_every_field_that_is_read_is_sent(official: Official, one: Described) -> None:
    """Each field of a model is in the answer by its name on the wire, with its type, and may be null where that may."""
    call = one.call()
    answer = official.answer(official.operation(call.method, call.path) or {})
    row = official.resolved(answer["items"]) if answer.get("type") == "array" else answer
    faults = list(official.misread(one.gives, row))
    assert not faults, "\n".join(faults)
    assert not isinstance(one.asked(), Paged) or answer["type"] == "array"


@making
def test_every_field_that_is_written_is_taken(official: Official, one: Described) -> None:
    """Each field that is written is one that the operation takes, with its type; none that it demands is missing."""
    call = one.call()
    body = official.body(official.operation(call.method, call.path) or {})
    faults = [*official.miswritten(loads(call.body or b""), body)]
    faults += [f"{name}: is missing" for name in official.missing(loads(one.call(whole=False).body or b""), body)]
    assert not faults, "\n".join(faults)


@changing
def test_every_place_that_is_changed_is_there(official: Official, one: Described) -> None:
    """Each place of a change is a field of the changed record that is not read-only, and the value has its type."""
    call = one.call()
    answer = official.answer(official.operation(call.method, call.path) or {})
    record = official.resolved(answer["items"]) if answer.get("type") == "array" else answer
    faults: list[str] = []
    for operation in loads(call.body or b""):
        schema = official.at(operation["path"], record)
        found = ["cannot be changed"] if schema is None else official.miswritten(operation["value"], schema)
        faults += [f"{operation['path']}: {fault}" for fault in found]
    assert not faults, "\n".join(faults)
