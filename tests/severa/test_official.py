"""The reader of the official document, on a small document of our own: what it must find, by name."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from enum import StrEnum
from typing import Any

import pytest
from attrs import frozen

from severa_vnf.severa.refs import Ref
from severa_vnf.values import Guid, Stamp
from severa_vnf.wire.model import Model
from tests.severa.official import NEWER_FILTERS, NEWER_OPERATIONS, Official

MANY = {"type": "array", "items": {"type": "string"}}
THING: dict[str, Any] = {
    "required": ["name"],
    "properties": {
        "guid": {"type": "string", "nullable": True, "readOnly": True},
        "name": {"type": "string"},
        "note": {"type": "string", "nullable": True},
        "size": {"type": "number", "format": "double"},
        "count": {"type": "integer", "format": "int32"},
        "made": {"type": "string", "format": "date-time"},
        "day": {"type": "string", "format": "date"},
        "colour": {"type": "string", "enum": ["Red", "Blue"]},
        "owner": {"$ref": "#/components/schemas/Owner", "nullable": True},
        "tags": MANY,
        "isOpen": {"type": "boolean"},
    },
}
OWNER = {"properties": {"guid": {"type": "string"}}}


class Colour(StrEnum):
    """Too many colours."""

    RED = "Red"
    GREEN = "Green"


@frozen(kw_only=True, slots=False)
class Fitting(Model):
    """It fits."""

    guid: Guid
    note: str | None = None
    size: Decimal
    count: int
    made: Stamp
    day: dt.date
    colour: str
    owner: Ref | None = None
    tags: tuple[str, ...]
    is_open: bool = False


@frozen(kw_only=True, slots=False)
class Wrong(Model):
    """Nothing of it fits."""

    note: str
    size: int
    made: dt.date
    colour: Colour
    owner: tuple[Ref, ...] | None = None
    tags: Ref
    nothing: str | None = None


@pytest.fixture
def small() -> Official:
    """A document of few paths and two schemas."""
    lists: dict[str, Any] = {path: {"get": {"parameters": [], "responses": {}}} for path in NEWER_FILTERS}
    paths = ("/v1/things/all", "/v1/things/{name}", "/v1/things/{guid}")
    described = {path: {"get": {"path": path}} for path in paths}
    schemas = {"Thing": THING, "Owner": OWNER, "ProjectFileModel": THING}
    return Official({"paths": lists | described, "components": {"schemas": schemas}})


def test_a_model_that_fits_has_no_faults(small: Official) -> None:
    """A model whose fields are all there, with their types, is not complained of."""
    assert list(small.misread(Fitting, THING)) == []


def test_each_wrong_field_is_named(small: Official) -> None:
    """Every field that does not fit is in the list, with what the document says."""
    assert list(small.misread(Wrong, THING)) == [
        "Wrong.note: may be null",
        "Wrong.size: is number double",
        "Wrong.made: is string date-time",
        "Wrong.colour: is one of ['Red', 'Blue']",
        "Wrong.owner: is no array",
        "Wrong.tags: is no object",
        "Wrong.nothing: there is no nothing",
    ]


def test_a_reference_may_know_more_than_its_place_tells_but_needs_a_guid(small: Official) -> None:
    """The small objects of `refs` stand in many places: only their guid must be in each."""
    assert list(small.misread(Ref, OWNER)) == []
    assert list(small.misread(Ref, {"properties": {}})) == ["Ref.guid: there is no guid"]


def test_a_value_that_fits_has_no_faults(small: Official) -> None:
    """A body whose values are all known and of their types is not complained of."""
    body = {
        "name": "a",
        "count": 1,
        "size": Decimal("1.5"),
        "day": "2026-10-31",
        "owner": {"guid": "g"},
        "isOpen": True,
        "tags": ["a"],
    }
    assert list(small.miswritten(body, THING)) == []


def test_each_wrong_value_is_named(small: Official) -> None:
    """Every value that the document does not take is in the list, with its place."""
    body = {"guid": "g", "nothing": 1, "count": True, "day": "soon", "owner": {"guid": 7}, "isOpen": 1, "tags": [7]}
    assert list(small.miswritten(body, THING)) == [
        "/guid: cannot be written",
        "/nothing: is not known",
        "/count: is integer",
        "/day: is a date",
        "/owner/guid: is string",
        "/isOpen: is boolean",
        "/tags[]: is string",
    ]


def test_a_list_is_no_single_value_and_the_other_way_round(small: Official) -> None:
    """A filter that may be repeated takes a list, and no other does."""
    assert list(small.miswritten("a", MANY, "tags")) == ["tags: is array"]
    assert list(small.miswritten(["a"], {"type": "string"}, "name")) == ["name: is string"]


def test_what_a_body_lacks_is_named(small: Official) -> None:
    """The fields that the document demands are missed by name."""
    assert small.missing({"count": 1}, THING) == ["name"]


def test_a_place_of_a_change_is_found_or_not(small: Official) -> None:
    """A pointer leads through references; to no field, or to a read-only one, it leads nowhere."""
    assert small.at("/owner/guid", THING) == {"type": "string"}
    assert small.at("/owner/name", THING) is None
    assert small.at("/guid", THING) is None


def test_fixed_segments_go_before_guids_and_guids_before_names(small: Official) -> None:
    """Of the paths that fit, the one meant is found; of those that do not, none."""
    assert small.operation("GET", "/v1/things/all") == {"path": "/v1/things/all"}
    assert small.operation("GET", "/v1/things/1") == {"path": "/v1/things/{guid}"}
    assert small.operation("POST", "/v1/things/1") is None


def test_what_came_after_the_document_is_added_to_it(small: Official) -> None:
    """The routes and filters of the later API stand beside the old ones."""
    for method, path, scope, _ in NEWER_OPERATIONS:
        operation = small.operation(method, path.replace("{guid}", "1").replace("{projectGuid}", "1"))
        assert operation is not None
        assert operation["security"] == [{"OAuth2": [scope]}]
    asked = small.operation("GET", "/v1/customers")
    assert asked is not None
    assert [parameter["name"] for parameter in asked["parameters"]] == ["vatNumber", "kvkNumber"]
