"""How Severa sees a request, and what it would answer in another record's name."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import evolve

from severa_vnf.testing.exchange import Reply, Request, dumps, loads
from severa_vnf.testing.severa.listings import Paging
from severa_vnf.testing.severa.routes import Route
from severa_vnf.testing.severa.world import World
from severa_vnf.testing.sight import Sight, Sort

_FILES = ("/pdf", "/filedata")
_PAGE = {Paging.TOKEN: ("pagetoken",), Paging.OFFSET: ("firstrow",), Paging.WHOLE: ()}


def look(world: World, route: Route | None, request: Request, guids: Sequence[str]) -> Sight:
    """What a request for this operation and these guids asks for."""
    if route is None:
        return Sight(Sort.OTHER)
    if route.listing is not None:
        return _list(route.listing.paging, request)
    if request.method == "GET" and route.collection:
        others = [row["guid"] for row in world.shelves[route.collection] if row["guid"] != guids[-1]]
        path = request.path.rstrip("/").rpartition("/")[0]
        return Sight(Sort.RECORD, "guid", other=evolve(request, path=f"{path}/{others[-1]}") if others else None)
    if request.path.endswith(_FILES):
        return Sight(Sort.FILE)
    return Sight(Sort.CREATE if request.method == "POST" and not guids else Sort.OTHER)


def _list(paging: Paging, request: Request) -> Sight:
    names = _PAGE[paging]
    rest = tuple((name, value) for name, value in request.query if name.lower() not in names)
    later = any(name.lower() in names and value != "0" for name, value in request.query)
    first = evolve(request, query=rest) if later else None
    return Sight(Sort.LIST, "guid", paging is not Paging.WHOLE, first)


def misnamed(world: World, route: Route | None, reply: Reply) -> Reply | None:
    """The answer to a write with the newest other record of its collection in it; None where there is none."""
    if route is None or route.listing or reply.status not in (200, 201) or not route.collection:
        return None
    told = loads(reply.body)
    own = {row["guid"] for row in (told if isinstance(told, list) else [told])}
    others = [row for row in world.shelves[route.collection] if row["guid"] not in own]
    if not others:
        return None
    other = world.view(route.collection, others[-1])
    return evolve(reply, body=dumps([other] if isinstance(told, list) else other))
