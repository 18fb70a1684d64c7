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
PDF_OPTIONS = ("invoiceType", "pdfGetOptions")


@frozen
class Route:
    """One operation. `serve` takes the request and the guids of its path."""

    serve: Serve
    scopes: tuple[str, ...]
    addon: str = ""
    resource: Resource | None = None
    listing: Listing | None = None


def find(known: Routes, method: str, path: str) -> tuple[Route | None, list[str]]:
    """The operation of a path under the version, and its guids. None with a path: that path has other methods only."""
    given = path.split("/")
    for masks in product((False, True), repeat=min(len(given), LONGEST)):
        template = tuple("{}" if mask else part for part, mask in zip(given, masks, strict=False))
        if template in known and len(template) == len(given):
            return known[template].get(method), [part for part, mask in zip(given, masks, strict=True) if mask] or [path]
    return None, []
