"""A resource of Visma.net as a row of data."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, Literal

from attrs import field, frozen

from severa_vnf.testing.vnf.shapes import Shape


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


@frozen(kw_only=True)
class Resource:
    """What one collection is called, how it is addressed, listed and written. One engine serves them all."""

    name: str
    """The collection's name in load() and documents()."""
    path: str
    """Behind /v1, as the documentation spells it; any case is taken."""
    key: tuple[str, ...]
    """The fields whose values are the last path segments."""
    key_guesses: tuple[str, ...] = ()
    """With a key of two parts: the first parts that a path of only the second may mean, in order."""
    key_words: frozenset[str] = frozenset()
    """Those first parts that may stand in a path."""
    internal: str = ""
    """The field that holds the internal id; /internal/{id} finds by it, unless it is the key itself."""
    version: str = "v1"
    create_version: str = "v1"
    verbs: frozenset[str] = frozenset({"GET"})

    paging: Paging = Paging.NONE
    filters: Mapping[str, str] = field(factory=dict)
    """Query parameter to the field it compares; a * in the path goes through the rows."""
    newer_filters: Mapping[str, str] = field(factory=dict)
    """As they are after version 9.66."""
    older_filters: frozenset[str] = frozenset()
    """Those that did not outlive 9.66."""
    expand: Mapping[str, tuple[str, ...]] = field(factory=dict)
    """Query parameter to the fields that are left out without it."""
    expand_single: bool = False
    """Whether a single answer takes these parameters too."""
    expanded: frozenset[str] = frozenset()
    """Those that are on when they are not sent."""
    lists_note: bool = True
    modified: bool = True
    """Whether lastModifiedDateTime is kept and filters."""
    created: bool = False
    """Whether createdDateTime filters."""
    condition: bool = True
    """Whether that filter takes a condition; else it means since."""

    shape: Shape | None = None
    required: tuple[str, ...] = ()
    rows: str = ""
    """The name of the lines when read, and, through the shape's names, when written."""
    row_key: str = "lineNumber"
    series: str = ""
    """The number sequence that numbers it."""
    editable: frozenset[str] = frozenset()
    """The statuses in which it may be changed or deleted; none: all."""
    actions: tuple[str, ...] = ()
    attaches: bool = False
    if_match: Literal["always", "background", "never"] = "never"
    time_stamp: str = ""
    """The field that repeats the ETag."""
    defaults: Mapping[str, Any] = field(factory=dict)
    """What a document has when nothing else is said. None: left out of answers."""
    hidden: frozenset[str] = frozenset()
    """Fields that can be loaded but are in no answer."""
