"""How Severa's calls are written down. Every resource module beside this one is made of these."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypedDict, TypeVar, get_type_hints
from urllib.parse import unquote

from attrs import evolve, frozen

from severa_vnf.values import is_id, same_code
from severa_vnf.wire.call import Call, Ceiling, Reply, nothing, query
from severa_vnf.wire.decode import loads, structure
from severa_vnf.wire.encode import dumps, plain
from severa_vnf.wire.mismatch import Mismatch, shown
from severa_vnf.wire.model import camel
from severa_vnf.wire.paging import Habit, Paged, by, by_token, page_of

T = TypeVar("T")

ROWS = 1000
"""Rows asked for at a time. The service cuts it to what it gives at most."""

NONE = Reply(200, {}, b"[]")


@frozen
class At:
    """Where a change lands, when that is not the field of its own name: `Annotated[Guid, At("/status/guid")]`."""

    path: str


@frozen
class Named:
    """A filter's name on the wire, when it is not its own in camelCase."""

    wire: str


class NoFilters(TypedDict):
    """What a list without filters can be asked for."""


def item(model: type[T], path: str, scope: str, guid: str | None = None) -> Call[T]:
    """Read one record. With `guid` an answer that is of another record is none."""
    return Call("severa", "GET", path, one(model) if guid is None else _of(model, guid), scope=scope)


def _of(model: type[T], guid: str) -> Callable[[Reply], T]:
    """Reads the record of that guid."""

    def read(reply: Reply) -> T:
        found = one(model)(reply)
        its_own = getattr(found, "guid", None)
        if not same_code(guid, its_own):
            raise Mismatch("guid", guid, its_own)
        return found

    return read


def listed(
    model: type[T],
    path: str,
    scope: str,
    filters: Mapping[str, Any] = {},
    known: type = NoFilters,
    *,
    habit: Habit = by_token,
    of_parent: bool = False,
) -> Paged[T]:
    """Read a list. `known` is the TypedDict of what may be asked: the service would ignore any other name."""
    values = named_values(filters, known, Named)
    size = {} if habit.__name__ == "whole" else {"rowCount": ROWS}
    first = Call("severa", "GET", path, page_of(model, fault=nameless), scope=scope, query=query(**values, **size))
    return Paged(evolve(first, absent=None if of_parent else NONE, ceiling=Ceiling.LIST), habit, by("guid"))


def nameless(row: object) -> str:
    """Why a row can't be told from others: its guid is none."""
    guid = getattr(row, "guid", None)
    return f"guid: no id: {shown(guid)}" if isinstance(guid, str) and not is_id(guid) else ""


def patched(model: type[T], path: str, scope: str, changes: Mapping[str, Any], known: type) -> Call[T]:
    """Replace the named values, in the order given, all or none (JSON Patch). The path ends with the record's guid.

    An answer that is of another record is none: nobody knows what became of it.
    """
    values = named_values(changes, known, At)
    operations = [
        {"op": "Replace", "path": place if place.startswith("/") else f"/{place}", "value": plain(value)}
        for place, value in values.items()
    ]
    read = _of(model, unquote(path.rpartition("/")[2]))
    return Call("severa", "PATCH", path, read, scope=scope, body=dumps(operations))


def created(model: type[T], path: str, scope: str, value: object) -> Call[T]:
    """Make a record."""
    return Call("severa", "POST", path, one(model), scope=scope, body=dumps(plain(value)))


def removed(path: str, scope: str) -> Call[None]:
    """Delete a record."""
    return Call("severa", "DELETE", path, nothing, scope=scope)


def named_values(given: Mapping[str, Any], known: type, place: type[Any]) -> dict[str, Any]:
    """The given values under their names on the wire. Raises TypeError for a name that the endpoint does not know."""
    hints = get_type_hints(known, include_extras=True)
    if unknown := [name for name in given if name not in hints]:
        raise TypeError(f"no such name here: {', '.join(unknown)}; there are: {', '.join(hints)}")
    return {_wire(name, hints[name], place): value for name, value in given.items()}


def _wire(name: str, hint: Any, place: type[Any]) -> str:
    notes = [note for note in getattr(hint, "__metadata__", ()) if isinstance(note, place)]
    return str(getattr(notes[0], "path", None) or notes[0].wire) if notes else camel(name)


def one(model: type[T]) -> Callable[[Reply], T]:
    """How one record is read, whether it comes bare or in a list of one."""

    def read(reply: Reply) -> T:
        value = loads(reply.body)
        if type(value) is list:  # some calls answer with the object, some with a list of it
            if len(value) != 1:
                raise Mismatch("", "one object", value)
            value = value[0]
        return structure(value, model)

    return read


def stringified(call: Call[T]) -> Call[T]:
    """The same call with every value of its JSON Patch as a string, as the official document types them."""
    if call.method != "PATCH" or call.body is None:
        return call
    operations = loads(call.body)
    texts = [{**one, "value": _string(one["value"])} for one in operations]
    return evolve(call, body=dumps(texts))


def referring_whole(call: Call[T]) -> Call[T]:
    """The same call with `{"guid": …}` at `/status`, and the like, in the place of the guid at `/status/guid`."""
    if call.method != "PATCH" or call.body is None:
        return call
    whole = [
        {**one, "path": one["path"].removesuffix("/guid"), "value": {"guid": one["value"]}}
        if one["path"].endswith("/guid")
        else one
        for one in loads(call.body)
    ]
    return evolve(call, body=dumps(whole))


def _string(value: Any) -> str | None:
    if value is None or type(value) is str:
        return value
    return dumps(value).decode()
