"""Every operation of the service: method and path, the scopes it needs, and what serves it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from itertools import product
from typing import Any

from attrs import frozen

from severa_vnf.testing.exchange import Reply, Request
from severa_vnf.testing.severa.billing import bill
from severa_vnf.testing.severa.documents import ORGANIZATION
from severa_vnf.testing.severa.files import data, pdf, upload
from severa_vnf.testing.severa.lists import listed
from severa_vnf.testing.severa.refusals import bad_parameter, not_found
from severa_vnf.testing.severa.resources import SINGLES, Listing, Resource
from severa_vnf.testing.severa.shapes import Document
from severa_vnf.testing.severa.world import RESOURCES, World
from severa_vnf.testing.severa.writes import body_of, checked, create, delete, patch, patched

Serve = Callable[..., Reply]
Routes = dict[tuple[str, ...], dict[str, "Route"]]
VERBS = {"GET": "read", "POST": "write", "PATCH": "write", "DELETE": "delete"}
LONGEST = 5


@frozen
class Route:
    """One operation. `serve` takes the request and the guids of its path."""

    serve: Serve
    scopes: tuple[str, ...]
    addon: str = ""
    resource: Resource | None = None
    listing: Listing | None = None


def find(known: Routes, path: str) -> tuple[dict[str, Route], list[str]]:
    """The operations of a path under the version, by method, and the guids in it. None where nothing lives there."""
    given = path.split("/")
    for masks in product((False, True), repeat=len(given) if len(given) <= LONGEST else 0):
        operations = known.get(tuple("{}" if mask else part for part, mask in zip(given, masks, strict=False)))
        if operations:
            return operations, [part for part, mask in zip(given, masks, strict=True) if mask]
    return {}, []


def routes(world: World) -> Routes:
    """All operations, drawn from the tables of the resources; what is special is written out."""
    known: Routes = {}

    def add(method: str, path: str, serve: Serve, area: str, *more: str, **about: Any) -> None:
        scopes = (f"{area}:{VERBS[method]}", *more)
        known.setdefault(tuple(path.split("/")), {})[method] = Route(serve, scopes, **about)

    for resource in RESOURCES.values():
        for listing in resource.lists:
            serve = partial(_list, world, resource, listing)
            about = {"addon": resource.addon, "resource": resource, "listing": listing}
            add("GET", listing.path, serve, listing.area or resource.area, **about)
        if resource.item:
            add("GET", f"{resource.path}/{{}}", partial(_item, world, resource), resource.area, addon=resource.addon)
        for method in sorted(resource.writes):
            path = (resource.post_path or resource.path) if method == "POST" else f"{resource.path}/{{}}"
            add(method, path, partial(WRITES[method], world, resource), resource.area, addon=resource.addon)
    for single in SINGLES.values():
        add("GET", single.path, partial(_single, world, single), single.area, addon=single.addon)
    add("PATCH", "organizationdetails", partial(_patch_single, world, SINGLES["organization"]), "organization")
    add("GET", "localization/countries/{}", partial(_country, world), "settings")
    add("POST", "invoices", partial(_bill, world), "invoices")
    add("GET", "invoices/{}/invoicesettings", partial(_invoice_settings, world), "invoices")
    add("GET", "invoices/{}/pdf", partial(pdf, world), "files")
    add("GET", "files/{}/filedata", partial(data, world), "files")
    if world.switches.spec == "2024":
        add("POST", "projects/{}/files", partial(upload, world), "files")
        add("DELETE", "projectfiles/{}", partial(_delete, world, RESOURCES["project_files"]), "files")
    return known


def _plain(request: Request, world: World) -> None:
    """An operation that takes no parameters."""
    if world.strict and request.query:
        raise bad_parameter(request.query[0][0], "this operation takes no such parameter")


def _list(world: World, resource: Resource, listing: Listing, request: Request, parent: str = "") -> Reply:
    return listed(world, resource, listing, request, parent)


def _item(world: World, resource: Resource, request: Request, guid: str) -> Reply:
    _plain(request, world)
    return Reply.of_json(world.view(resource.collection, world.get(resource.collection, guid)))


def _answered(world: World, resource: Resource, method: str, documents: list[Document]) -> Reply:
    shown = [world.view(resource.collection, document) for document in documents]
    return Reply.of_json(shown if method in resource.arrays else shown[0], 201 if method == "POST" else 200)


def _post(world: World, resource: Resource, request: Request, parent: str | None = None) -> Reply:
    _plain(request, world)
    fields = checked(world, resource.shape, body_of(request))
    if parent is not None:
        world.get("customers", parent)
        fields["customer"] = {"guid": parent}
    return _answered(world, resource, "POST", [create(world, resource, fields)])


def _patch(world: World, resource: Resource, request: Request, guid: str) -> Reply:
    _plain(request, world)
    document = patch(world, resource, world.get(resource.collection, guid), body_of(request))
    return _answered(world, resource, "PATCH", [document])


def _delete(world: World, resource: Resource, request: Request, guid: str) -> Reply:
    return delete(world, resource, guid)


WRITES: dict[str, Serve] = {"POST": _post, "PATCH": _patch, "DELETE": _delete}


def _single(world: World, single: Resource, request: Request) -> Reply:
    _plain(request, world)
    return Reply.of_json(world.view(single.collection, world.singles[single.collection]))


def _patch_single(world: World, single: Resource, request: Request) -> Reply:
    world.singles[single.collection] = patched(world, single, world.singles[single.collection], body_of(request))
    return _single(world, single, request)


def _country(world: World, request: Request, key: str) -> Reply:
    """A country by its guid, or an array of those with that code or name."""
    found = world.shelves["countries"].get(key)
    if found:
        return Reply.of_json(world.view("countries", found))
    named = [row for row in world.shelves["countries"] if key in (row["code2"], row["code3"], row["name"])]
    if not named:
        raise not_found()
    return Reply.of_json([world.view("countries", row) for row in named])


def _bill(world: World, request: Request) -> Reply:
    invoices = bill(world, body_of(request))
    return Reply.of_json([world.view("invoices", invoice) for invoice in invoices], 201)


def _invoice_settings(world: World, request: Request, invoice: str) -> Reply:
    world.get("invoices", invoice)
    if not world.shelves["invoice_settings"].where("invoiceGuid", invoice):
        world.keep("invoice_settings", world.made("invoice_settings", {"invoiceGuid": invoice}))
    return Reply.of_json(world.view("invoice_settings", world.shelves["invoice_settings"].where("invoiceGuid", invoice)[0]))

