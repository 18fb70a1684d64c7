"""Segmented keys such as PROJECT and INVENTORY (`/v1/dimension`; CS203000): how long numbers are, of what parts."""

from __future__ import annotations

from attrs import frozen

from severa_vnf.values import Code
from severa_vnf.vnf.describe import SCOPE, base64, item, key
from severa_vnf.wire.call import Call, Reply
from severa_vnf.wire.decode import loads, structure
from severa_vnf.wire.model import Model
from severa_vnf.wire.paging import Page, Paged, whole


@frozen(kw_only=True, slots=False)
class SegmentValue(Model):
    """A value that a segment may have."""

    value_id: Code
    description: str | None = None
    active: bool | None = None


@frozen(kw_only=True, slots=False)
class Segment(Model):
    """A part of a key. With `validate` only its values are allowed."""

    segment_id: int
    description: str | None = None
    length: int | None = None
    is_auto_number: bool | None = None
    validate: bool | None = None
    segment_values: tuple[SegmentValue, ...] | None = None


@frozen(kw_only=True, slots=False)
class Dimension(Model):
    """A key: its numbers are `length` characters long."""

    id: Code
    description: str | None = None
    length: int | None = None
    segments: tuple[Segment, ...] | None = None


@frozen(kw_only=True, slots=False)
class _Ids(Model):
    ids: tuple[Code, ...]


def get(dimension_id: str, *, expand_segments_values: bool = True) -> Call[Dimension]:
    """One key; its segments' values can be many and are left out when not expanded."""
    return item(Dimension, f"/v1/dimension/{key(dimension_id)}", expandSegmentsValues=expand_segments_values)


def list() -> Paged[Code]:
    """The ids of all keys, in one answer."""
    return Paged(Call("vnf", "GET", "/v1/dimension", _ids, scope=f"{SCOPE}:read"), whole)


def get_segment(dimension_id: str, segment_id: int) -> Call[Segment]:
    """One segment of a key."""
    return item(Segment, f"/v1/dimension/{key(dimension_id)}/{segment_id}")


def get_value(dimension_id: str, segment_id: int, value_id: str) -> Call[SegmentValue]:
    """One value of a segment. Its id goes in base64."""
    return item(SegmentValue, f"/v1/dimension/{key(dimension_id)}/{segment_id}/{base64(value_id)}")


def _ids(reply: Reply) -> Page[Code]:
    ids = structure({"ids": loads(reply.body)}, _Ids).ids
    return Page(ids, ids, reply)
