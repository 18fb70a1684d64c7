"""Every operation of the service: method and path, the scopes it needs, and what serves it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from itertools import product
from typing import Any
from urllib.parse import unquote

from attrs import frozen

from severa_vnf.testing.exchange import Reply, Request
from severa_vnf.testing.severa.billing import bill
from severa_vnf.testing.severa.files import data, pdf, upload
from severa_vnf.testing.severa.invoices import SHARED_DATES
from severa_vnf.testing.severa.listings import LISTINGS, Listing
from severa_vnf.testing.severa.lists import listed
from severa_vnf.testing.severa.refusals import not_found
from severa_vnf.testing.severa.resources import RESOURCES, SINGLES, Resource
from severa_vnf.testing.severa.shapes import Document
from severa_vnf.testing.severa.world import World
from severa_vnf.testing.severa.writes import body_of, checked, create, delete, patch, patched

Serve = Callable[..., Reply]
Routes = dict[tuple[str, ...], dict[str, "Route"]]
VERBS = {"GET": "read", "POST": "write", "PATCH": "write", "DELETE": "delete"}
LONGEST = 5


@frozen
class Route:
    """One operation. `serve` takes the request and the guids of its path; a list looks at its parameters itself.

    `collection` is that of the records which it answers.
    """

    serve: Serve
    scope: str
    addon: str = ""
    listing: Listing | None = None
    query: tuple[str, ...] = ()
    collection: str = ""


def find(known: Routes, path: str) -> tuple[dict[str, Route], list[str]]:
    """The operations of a path under the version, by method, and the guids in it. None where nothing lives there."""
    given = [unquote(part) for part in path.split("/")]
    for masks in product((False, True), repeat=len(given) if len(given) <= LONGEST else 0):
        operations = known.get(tuple("{}" if mask else part for part, mask in zip(given, masks, strict=False)))
        if operations:
            return operations, [part for part, mask in zip(given, masks, strict=True) if mask]
    return {}, []


def routes(world: World) -> Routes:
    """All operations, drawn from the tables of the resources; what is special is written out."""
    known: Routes = {}

    def add(method: str, path: str, serve: Serve, area: str, addon: str = "", **about: Any) -> None:
        route = Route(partial(serve, world), f"{area}:{VERBS[method]}", addon, **about)
        known.setdefault(tuple(path.split("/")), {})[method] = route

    for listing in LISTINGS:
        resource = RESOURCES[listing.collection]
        add(
            "GET",
            listing.path,
            partial(listed, listing),
            listing.area or resource.area,
            resource.addon,
            listing=listing,
            collection=listing.collection,
        )
    for resource in RESOURCES.values():
        if resource.item:
            add(
                "GET",
                f"{resource.path}/{{}}",
                partial(_item, resource),
                resource.area,
                resource.addon,
                collection=resource.collection,
            )
        for method in sorted(resource.verbs):
            path = (resource.post_path or resource.path) if method == "POST" else f"{resource.path}/{{}}"
            add(
                method,
                path,
                partial(WRITES[method], resource),
                resource.area,
                resource.addon,
                collection=resource.collection,
            )
    for single in SINGLES.values():
        add("GET", single.path, partial(_single, single), single.area, single.addon)
        if single.verbs:
            add("PATCH", single.path, partial(_patch_single, single), single.area)
    add("GET", "localization/countries/{}", _country, "settings")
    add("POST", "invoices", _bill, "invoices", collection="invoices")
    add("DELETE", "invoicerows/{}", _delete_row, "invoices", query=("setAsNonBillable",))
    add("GET", "invoices/{}/invoicesettings", _invoice_settings, "invoices")
    add("GET", "invoices/{}/pdf", pdf, "files", query=("invoiceType", "pdfGetOptions"))
    add("GET", "files/{}/filedata", data, "files")
    if world.switches.spec == "2024":
        add("POST", "projects/{}/files", upload, "files", collection="project_files")
        add("DELETE", "projectfiles/{}", partial(_delete, RESOURCES["project_files"]), "files")
    return known


def _item(resource: Resource, world: World, request: Request, guid: str) -> Reply:
    if world.late(guid, world.whims.unready):
        raise not_found()
    return Reply.of_json(world.view(resource.collection, world.get(resource.collection, guid)))


def _answered(world: World, resource: Resource, method: str, document: Document) -> Reply:
    shown = world.view(resource.collection, document)
    return Reply.of_json([shown] if method in resource.arrays else shown, 201 if method == "POST" else 200)


def _post(resource: Resource, world: World, request: Request, parent: str | None = None) -> Reply:
    fields = checked(world, resource.shape, body_of(request))
    if parent is not None:
        world.get("customers", parent)
        fields["customer"] = {"guid": parent}
    return _answered(world, resource, "POST", create(world, resource, fields))


def _patch(resource: Resource, world: World, request: Request, guid: str) -> Reply:
    document = world.get(resource.collection, guid)
    return _answered(world, resource, "PATCH", patch(world, resource, document, body_of(request)))


def _delete(resource: Resource, world: World, request: Request, guid: str) -> Reply:
    return delete(world, resource, guid)


def _delete_row(world: World, request: Request, guid: str) -> Reply:
    """A row of an invoice; by `setAsNonBillable` its fees will not be billed again."""
    fees = world.shelves["project_fees"].where("invoiceRowGuid", guid)
    reply = delete(world, RESOURCES["invoice_rows"], guid)
    for fee in fees if ("setAsNonBillable", "true") in request.query else ():
        world.keep("project_fees", world.touched(world.get("project_fees", fee["guid"]), isBillable=False))
    return reply


WRITES: dict[str, Serve] = {"POST": _post, "PATCH": _patch, "DELETE": _delete}


def _single(single: Resource, world: World, request: Request) -> Reply:
    return Reply.of_json(world.view(single.collection, world.singles[single.collection]))


def _patch_single(single: Resource, world: World, request: Request) -> Reply:
    world.singles[single.collection] = patched(world, single, world.singles[single.collection], body_of(request))
    return _single(single, world, request)


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


def _invoice_settings(world: World, request: Request, guid: str) -> Reply:
    """The settings of an invoice, which come to be when they are first asked for."""
    invoice, shelf = world.get("invoices", guid), world.shelves["invoice_settings"]
    if not shelf.where("invoiceGuid", guid):
        dates = {name: invoice[name] for name in SHARED_DATES}
        shelf.put(world.made("invoice_settings", {"invoiceGuid": guid, **dates}))
    return Reply.of_json(world.view("invoice_settings", shelf.where("invoiceGuid", guid)[0]))
