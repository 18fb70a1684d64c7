"""A resource of Visma.net as a row of data."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, Literal

from attrs import field, frozen

from severa_vnf.testing.vnf.shapes import Shape, names

READ = frozenset({"GET"})
WRITE = READ | {"POST", "PUT"}
DELETE = WRITE | {"DELETE"}
UNRELEASED = frozenset({"Hold", "Balanced"})


class Paging(StrEnum):
    """How a list is answered."""

    NONE = "whole"
    """Everything at once."""
    ROWS = "rows"
    """pageNumber and pageSize; each row carries metadata."""
    BARE = "bare"
    """pageNumber and pageSize; the rows' declared shape has no metadata."""
    RECORDS = "records"
    """pageNumber and pageSize; the rows lie in an envelope."""
    LINES = "lines"
    """pageNumber and pageSize count lines, and a document may be split over pages."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _parts(text: str) -> tuple[str, ...]:
    return tuple(text.split())


def _fields(text: str) -> dict[str, tuple[str, ...]]:
    return {name: tuple(fields.split(",")) for name, fields in names(text).items()}


@frozen(kw_only=True)
class Resource:
    """What one collection is called, how it is addressed, listed and written. One engine serves them all.

    Texts are names separated by spaces; `parameter=field` where the two differ.
    """

    name: str
    """The collection's name in load() and documents()."""
    path: str
    """Behind /v1, as the documentation spells it; any case is taken."""
    key: tuple[str, ...] = field(converter=_parts)
    """The fields whose values are the last path segments."""
    key_guesses: tuple[str, ...] = ()
    """With a key of two parts: the first parts that a path of only the second may mean, in order."""
    key_words: frozenset[str] = field(default="", converter=_words)
    """Those first parts that may stand in a path."""
    internal: str = ""
    """The field that holds the internal id."""
    version: str = "v1"
    create_version: str = "v1"
    verbs: frozenset[str] = READ

    paging: Paging = Paging.NONE
    filters: Mapping[str, str] = field(default="", converter=names)
    """Query parameter to the field it compares; a * in the path goes through the rows."""
    newer_filters: Mapping[str, str] = field(default="", converter=names)
    """As they are after version 9.66."""
    older_filters: frozenset[str] = field(default="", converter=_words)
    """Those that did not outlive 9.66."""
    expand: Mapping[str, tuple[str, ...]] = field(default="", converter=_fields)
    """Query parameter to the fields, joined by commas, that are left out without it."""
    expand_single: bool = False
    """Whether a single answer takes these parameters too."""
    expanded: frozenset[str] = field(default="", converter=_words)
    """Those that are on when they are not sent."""
    modified: bool = True
    """Whether lastModifiedDateTime is kept and filters."""
    created: bool = False
    """Whether createdDateTime filters."""
    condition: bool = True
    """Whether that filter takes a condition; else it means since."""

    shape: Shape = field(factory=lambda: Shape({}))
    required: tuple[str, ...] = field(default="", converter=_parts)
    """What a new one must say."""
    required_again: bool = False
    """Whether a change must say all of it too; else it may leave out what it does not change."""
    rows: str = ""
    """The name of the lines when read."""
    row_key: str = "lineNumber"
    series: str = ""
    """The number sequence that numbers it."""
    editable: frozenset[str] = frozenset()
    """The statuses in which it may be changed or deleted; none: all."""
    actions: frozenset[str] = field(default="", converter=_words)
    attaches: bool = False
    if_match: Literal["always", "background", "never"] = "never"
    time_stamp: str = ""
    """The field that repeats the ETag."""
    defaults: Mapping[str, Any] = field(factory=dict)
    """What a document has when nothing else is said."""
    empty: frozenset[str] = field(default="", converter=_words)
    """Fields that have no value when nothing else is said: left out of answers, or null, by a switch."""
    hidden: frozenset[str] = field(default="", converter=_words)
    """Fields that can be loaded but are in no answer."""
