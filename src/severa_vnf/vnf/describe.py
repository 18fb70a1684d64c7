"""How Visma.net's calls are written down. Every resource module beside this one is made of these."""

from __future__ import annotations

import re
from base64 import urlsafe_b64encode
from collections.abc import Callable, Hashable, Mapping
from enum import StrEnum
from typing import Annotated, Any, TypedDict, TypeVar, get_type_hints
from urllib.parse import unquote

from attrs import evolve, frozen

from severa_vnf.values import LONGEST_ID, Code, Stamp, same_number
from severa_vnf.wire.call import Call, Ceiling, Reply, nothing, query, segment
from severa_vnf.wire.decode import loads, structure
from severa_vnf.wire.encode import dumps, wrapped
from severa_vnf.wire.mismatch import Mismatch, shown
from severa_vnf.wire.model import Model, camel
from severa_vnf.wire.paging import Habit, Paged, by_number, page_of

T = TypeVar("T")

ROWS = 1000
"""Rows asked for at a time. The service cuts it to what it gives at most."""

NUMBERS = ("inventory_number", "project_id", "number")
"""The fields by which customers, items, projects and the like are named."""

NONE = Reply(200, {}, b"[]")
SCOPE = "vismanet_erp_service_api"


@frozen
class Named:
    """A filter's name on the wire, when it is not its own in camelCase."""

    wire: str


Since = Annotated[Stamp, "since"]
"""A filter by a stamp of the service's own: that moment and later. Sent with its condition: the service demands it."""


class NoFilters(TypedDict):
    """What a list can be asked for that takes no filter."""


def key(value: object) -> str:
    """A number or id as one segment of a path; base64 in `b64(…)` where it holds what a path gives another meaning."""
    text = str(value)
    return segment(text) if re.fullmatch(r"[\w -]+(\.[\w -]+)*", text) else f"b64({base64(text)})"


def base64(text: str) -> str:
    """Text in the alphabet that is safe in addresses, without padding."""
    return urlsafe_b64encode(text.encode()).decode().rstrip("=")


def item(model: type[T], path: str, own: tuple[str, str | int] | None = None, **options: Any) -> Call[T]:
    """Read one record. `own` names a field and its value: an answer in which it is another is of another record."""

    def read(reply: Reply) -> T:
        found = structure(loads(reply.body), model)
        if own is not None and not same_number(own[1], its_own := getattr(found, own[0])):
            raise Mismatch(camel(own[0]), str(own[1]), its_own)
        if fault := numberless(found):
            raise Mismatch("", "a record", fault)
        return found

    return Call("vnf", "GET", path, read, scope=f"{SCOPE}:read", query=query(**options))


def listed(
    model: type[T],
    path: str,
    filters: Mapping[str, Any],
    known: type,
    identity: Callable[[Any], Hashable] | None,
    *,
    habit: Habit = by_number,
    envelope: str | None = None,
    join: Callable[[T, T], T | None] | None = None,
) -> Paged[T]:
    """Read a list. `known` is the TypedDict of what may be asked: the service would ignore any other name."""
    values = _named(filters, known)
    if habit.__name__ != "whole":
        values |= {"pageNumber": 1, "pageSize": ROWS}
    first = Call("vnf", "GET", path, page_of(model, envelope, numberless), scope=f"{SCOPE}:read", query=query(**values))
    return Paged(evolve(first, absent=NONE, ceiling=Ceiling.LIST), habit, identity, join)


def numberless(record: object) -> str:
    """Why a record is none: it is of those that are named by a number, and has no number."""
    number = next((getattr(record, name) for name in NUMBERS if hasattr(record, name)), None)
    fits = not isinstance(number, str) or (number.strip() and number.isprintable() and len(number) <= LONGEST_ID)
    return "" if fits else f"no number of a record: {shown(number)}"


def _named(filters: Mapping[str, Any], known: type) -> dict[str, Any]:
    """The filters under their names on the wire. Raises TypeError for a name that the list does not know."""
    hints = get_type_hints(known, include_extras=True)
    if unknown := [name for name in filters if name not in hints]:
        raise TypeError(f"no such filter here: {', '.join(unknown)}; there are: {', '.join(hints)}")
    values: dict[str, Any] = {}
    for name, value in filters.items():
        notes = getattr(hints[name], "__metadata__", ())
        wire = next((note.wire for note in notes if isinstance(note, Named)), camel(name))
        values[wire] = value
        if "since" in notes:
            values[f"{wire}Condition"] = ">="
    return values


def created(path: str, value: object) -> Call[Code]:
    """Make a record. The answer is empty: its number is the last segment of the header Location."""
    return Call("vnf", "POST", path, made, scope=f"{SCOPE}:create", body=dumps(wrapped(value)))


def made(reply: Reply) -> Code:
    """The number of what was made. Raises Mismatch where the answer does not tell it."""
    place = reply.headers.get("location", "").split("?")[0].rstrip("/")
    if not place:
        raise Mismatch("Location", "the address of what was made", None)
    return Code(unquote(place.rsplit("/", 1)[-1]).strip())


def updated(path: str, value: object) -> Call[None]:
    """Change the fields that `value` names, and no other."""
    return Call("vnf", "PUT", path, nothing, scope=f"{SCOPE}:update", body=dumps(wrapped(value)))


def removed(path: str) -> Call[None]:
    """Delete a record."""
    return Call("vnf", "DELETE", path, nothing, scope=f"{SCOPE}:delete")


class Progress(StrEnum):
    """How far an action is. `Failed` comes with HTTP 200; `Queued` and `InProcess` tell nothing of the end."""

    QUEUED = "Queued"
    IN_PROCESS = "InProcess"
    FAILED = "Failed"
    DONE = "Done"


@frozen(kw_only=True, slots=False)
class ActionResult(Model):
    """How an action went."""

    action_result: Progress | None = None
    error_info: str | None = None


R = TypeVar("R", bound=ActionResult)


def action(result: type[R], path: str, value: object = None) -> Call[R]:
    """Have something done with a record. Some actions take a body, others none."""

    def read(reply: Reply) -> R:
        return structure(loads(reply.body or b"{}"), result)

    body = None if value is None else dumps(wrapped(value))
    return Call("vnf", "POST", path, read, scope=f"{SCOPE}:update", body=body, of_parent=True)
