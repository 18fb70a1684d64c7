"""Which record a path means."""

from __future__ import annotations

from severa_vnf.testing.vnf.call import Call
from severa_vnf.testing.vnf.refusals import Refused
from severa_vnf.testing.vnf.resource import Resource
from severa_vnf.testing.vnf.world import Record, World


def split(resource: Resource, rest: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The part of a path that names a record, and what comes behind it.

    A record is named by its number, by its kind and number, or by `internal` and its internal id.
    """
    match rest:
        case (word, first, *behind) if word.lower() == "internal":
            return ("internal", first), tuple(behind)
        case (word, first, second, *behind) if word.lower() == "documenttype":
            return (first, second), tuple(behind)
        case (word, first, second, *behind) if word.lower() == "module":
            return (f"Module{first}", second), tuple(behind)
        case (first, second, *behind) if first in resource.key_words:
            return (first, second), tuple(behind)
    return rest[:1], rest[1:]


def find(world: World, resource: Resource, named: tuple[str, ...]) -> Record:
    """The record of that name. Refused with 404 when there is none."""
    shelf = world.shelves[resource.name]
    found: Record | None = None
    match named:
        case ("internal", internal) if internal.isdecimal():
            found = shelf.by_internal.get(int(internal))
        case (single,) if resource.key_guesses:
            guesses = (shelf.records.get(f"{guess}/{single}") for guess in resource.key_guesses)
            found = next((record for record in guesses if record), None)
        case _:
            found = shelf.records.get("/".join(named))
    if found is None:
        raise Refused(f"{resource.path} '{'/'.join(named)}' cannot be found in the system.", 404)
    return found


def unchanged(call: Call, record: Record) -> None:
    """Refuse with 412 a call that was meant for an earlier state of the record, where If-Match is honoured."""
    wanted = call.request.headers.get("if-match", "").removeprefix("W/").strip('"')
    honoured = call.resource.if_match == "always" or (call.resource.if_match == "background" and call.background)
    if wanted and honoured and wanted != record.etag:
        raise Refused("The record has been changed by another process.", 412)
