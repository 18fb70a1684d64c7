"""How Visma.net sees a request, and what it would answer in another record's name, or from another host."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote, urlsplit

from attrs import evolve

from severa_vnf.testing.exchange import Reply, Request, dumps, loads
from severa_vnf.testing.sight import Sight, Sort
from severa_vnf.testing.vnf.address import split
from severa_vnf.testing.vnf.call import Call, Routes
from severa_vnf.testing.vnf.engine import OF_CUSTOMER
from severa_vnf.testing.vnf.refusals import Refused
from severa_vnf.testing.vnf.resource import Paging
from severa_vnf.testing.vnf.world import World

_JOBS = ("stateLocation", "contentLocation")
_NO_RECORDS = ("dimension", "background")


def look(world: World, routes: Routes, request: Request) -> Sight:
    """What a request asks for."""
    try:
        call = routes.call(request)
    except Refused:
        call = None
    if call is None or call.resource.name in _NO_RECORDS:
        return Sight(Sort.OTHER)
    match call.method, call.rest:
        case "GET", ():
            return _list(call)
        case "GET", (_, part) if call.resource.name == "customer" and part.lower() in OF_CUSTOMER:
            return _list(evolve(call, resource=world.resources[OF_CUSTOMER[part.lower()][0]]))
        case ("GET", (_,)) if call.resource.name == "attachment":
            return Sight(Sort.FILE)
        case ("GET", (_, "print")):
            return Sight(Sort.FILE)
        case "GET", _:
            return _record(world, call)
        case "POST", ():
            return Sight(Sort.CREATE)
    return Sight(Sort.OTHER)


def _list(call: Call) -> Sight:
    request, paged = call.request, call.resource.paging is not Paging.NONE
    later = paged and call.value("pageNumber", "1") != "1"
    first = tuple((name, "1" if name.lower() == "pagenumber" else value) for name, value in request.query)
    return Sight(Sort.LIST, call.resource.key[-1], paged, evolve(request, query=first) if later else None)


def _record(world: World, call: Call) -> Sight:
    named, behind = split(call.resource, call.rest)
    if behind:
        return Sight(Sort.OTHER)
    other = _other(world, call, named[-1])
    path = request_path(call)
    return Sight(
        Sort.RECORD,
        call.resource.key[-1],
        other=evolve(call.request, path=f"{path}/{quote(other, safe='')}") if other else None,
    )


def request_path(call: Call) -> str:
    """The path of a call's resource, as it was asked."""
    return call.request.path.rstrip("/").rsplit("/", len(call.rest))[0]


def _other(world: World, call: Call, number: str) -> str | None:
    """The number of the newest record of the collection that has not this number or internal id."""
    resource = call.resource
    numbers = [
        str(record.wire[resource.key[-1]]).strip()
        for record in world.shelves[resource.name].records.values()
        if str(record.wire.get(resource.internal)) != number
    ]
    return next((known for known in reversed(numbers) if known != number), None)


def misnamed(world: World, routes: Routes, reply: Reply) -> Reply | None:
    """The answer to a create with the Location of another record of its collection; None where there is none."""
    location = reply.headers.get("Location", "")
    call = routes.call(Request("GET", urlsplit(location).path)) if reply.status == 201 else None
    other = _other(world, call, call.rest[-1]) if call else None
    if other is None:
        return None
    return evolve(
        reply, headers={**reply.headers, "Location": f"{location.rpartition('/')[0]}/{quote(other, safe='')}"}
    )


def moved_job(reply: Reply, host: str) -> Reply | None:
    """The answer with the addresses of a background job on another host; None where it names none."""
    told = loads(reply.body) if reply.headers.get("Content-Type", "").startswith("application/json") else None
    if not isinstance(told, dict) or not told.keys() & set(_JOBS):
        return None
    return evolve(reply, body=dumps({name: _moved(name, value, host) for name, value in told.items()}))


def _moved(name: str, value: Any, host: str) -> Any:
    return host + urlsplit(value).path if name in _JOBS else value
