"""Answering a list: parameters checked, records filtered, pages cut."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Iterator
from datetime import datetime
from decimal import Decimal, InvalidOperation
from itertools import islice
from typing import Any

from severa_vnf.testing.exchange import Reply, Request, dumps, loads
from severa_vnf.testing.severa.listings import Listing, Paging
from severa_vnf.testing.severa.refusals import bad_parameter
from severa_vnf.testing.severa.shapes import Document
from severa_vnf.testing.severa.world import World

DEFAULT_ROWS = 20
_READ: dict[str, Callable[[str], Any]] = {
    "text": str,
    "bool": lambda text: {"true": True, "false": False}[text.lower()],
    "int32": int,
    "int64": int,
    "number": Decimal,
    "moment": datetime.fromisoformat,
}
Asked = dict[str, list[Any]]


def listed(listing: Listing, world: World, request: Request, owner: str = "") -> Reply:
    """One page of a list, as a bare array."""
    asked = parameters(world, listing, request)
    if listing.owner:
        world.get(listing.owner, owner)
    count = _row_count(world, listing, asked)
    if listing.paging is Paging.TOKEN:
        return _by_token(world, listing, request, owner, asked, count)
    first = asked.get("firstRow", [0])[0]
    found = islice(matching(world, listing, owner, asked), first, None if count is None else first + count)
    return Reply.of_json([world.view(listing.collection, row) for row in found])


def matching(world: World, listing: Listing, owner: str, asked: Asked, start: int = 0) -> Iterator[Document]:
    """The records of a list from a place on that pass its filters, in the order they were made."""
    shelf = world.shelves[listing.collection]
    wanted = [(entry.test, asked[entry.name]) for entry in listing.filters if entry.name in asked]
    rows = (
        (row for row in shelf.where(listing.at, owner) if shelf.place(row) >= start)
        if listing.at
        else shelf.since(start)
    )
    shown = world.shown(listing.path)
    lag = world.whims.lag
    changes = any(name.endswith("Since") for name in asked)
    rows = (row for row in rows if not world.late(row["guid"], lag, changes=changes)) if lag else rows
    return (row for row in rows if shown(row) and all(test(world, row, values) for test, values in wanted))


def parameters(world: World, listing: Listing, request: Request) -> Asked:
    """The query by the names that the list knows; in strict mode every other name is refused."""
    kinds = {
        entry.name.lower(): (entry.name, entry.kind) for entry in listing.filters if entry.spec <= world.switches.spec
    }
    if listing.paging is not Paging.WHOLE:
        kinds["rowcount"] = ("rowCount", "int32")
    if listing.paging is Paging.TOKEN:
        kinds["pagetoken"] = ("pageToken", "text")
    if listing.paging is Paging.OFFSET:
        kinds |= {"firstrow": ("firstRow", "int32"), "calculaterowcount": ("calculateRowCount", "bool")}
    asked: Asked = {}
    for given, text in request.query:
        if given.lower() in kinds:
            name, kind = kinds[given.lower()]
            asked.setdefault(name, []).append(_read(world, name, kind, text))
        elif world.strict:
            raise bad_parameter(given, "the simulator does not know it here; the service ignores what it does not know")
    return asked


def _read(world: World, name: str, kind: str, text: str) -> Any:
    try:
        value = _READ[kind](text)
    except (ValueError, KeyError, InvalidOperation):
        raise bad_parameter(name, f"is no {kind}") from None
    if kind == "moment" and value.tzinfo is None:
        if world.strict and name.endswith("Since"):
            raise bad_parameter(name, "has no zone: how the service reads that is not known")
        return value.replace(tzinfo=world.clock.now().tzinfo)
    return value


def _row_count(world: World, listing: Listing, asked: Asked) -> int | None:
    if listing.paging is Paging.WHOLE:
        return None
    if "rowCount" not in asked and listing.default_all and world.switches.whole_by_default:
        return None
    count = int(asked.get("rowCount", [DEFAULT_ROWS])[0])
    if count < 1 or asked.get("firstRow", [0])[0] < 0:
        raise bad_parameter("rowCount" if count < 1 else "firstRow", "is out of range")
    return min(count, world.switches.page_cap)


def _by_token(world: World, listing: Listing, request: Request, owner: str, asked: Asked, count: int | None) -> Reply:
    bound = _digest(request)
    start = _token(asked["pageToken"][0], bound)[0] if "pageToken" in asked else 0
    page: list[Document] = []
    headers = {}
    for row in matching(world, listing, owner, asked, start):
        if len(page) == count:
            place = world.shelves[listing.collection].place(row)
            headers["NextPageToken"] = _page_token(place, page[-1]["guid"], bound)
            break
        page.append(row)
    return Reply.of_json([world.view(listing.collection, row) for row in page], headers=headers)


def _digest(request: Request) -> str:
    """What a page token is bound to: the list and its filters."""
    filters = sorted((name, value) for name, value in request.query if name.lower() not in ("pagetoken", "rowcount"))
    return hashlib.sha256(dumps([request.path, filters])).hexdigest()[:16]


def token_to(request: Request) -> str:
    """A token that leads to the page that is asked for, or to the first."""
    asked = [value for name, value in request.query if name.lower() == "pagetoken"]
    return asked[0] if asked else _page_token(0, "", _digest(request))


def _page_token(place: int, before: str, bound: str) -> str:
    return base64.urlsafe_b64encode(dumps([place, before, bound])).decode()


def _token(text: str, bound: str) -> tuple[int, str]:
    """The place a page starts at, and the guid of the row before it."""
    try:
        place, guid, digest = loads(base64.urlsafe_b64decode(text))
    except (TypeError, ValueError):
        raise bad_parameter("pageToken", "is not a token of this service") from None
    if digest != bound:
        raise bad_parameter("pageToken", "belongs to a list with other filters")
    return place, guid


def row_before(world: World, listing: Listing, request: Request, owner: str) -> Document | None:
    """The last row of the page before the one that is asked for; None on a first page."""
    asked = parameters(world, listing, request)
    if "pageToken" in asked:
        row = world.shelves[listing.collection].get(_token(asked["pageToken"][0], _digest(request))[1])
    else:
        first = asked.get("firstRow", [0])[0]
        row = next(islice(matching(world, listing, owner, asked), first - 1, None), None) if first else None
    return row and world.view(listing.collection, row)
