"""The company of a world: what stands in both systems at first, and which customers come later, with their invoices."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from typing import Any

from attrs import evolve, frozen

from severa_vnf.testing.worlds import World, demo_world, with_leading_zeros, with_wrong_vat
from tests.swarm.draws import Draws

Records = Mapping[str, Sequence[dict[str, Any]]]

NEW = {"guid", "number", "name", "vatNumber", "kvkNumber", "email", "headquarterAddress"}
"""Fields of a customer that no other customer has."""
NEWCOMERS = 3
"""One invoice in so many is of a customer that nobody knows at first."""


@frozen
class Company:
    """`world` is all of it, `first` what stands there at the beginning; newcomers are wire JSON by collection."""

    world: World
    first: World
    newcomers: Sequence[Records]


def newcomer(world: World, place: int, invoice: dict[str, Any]) -> Records:
    """An invoice and its rows, copied, with a customer and a project of its own."""
    payer = _found(world.severa["customers"], invoice["customer"])
    work = _found(world.severa["projects"], invoice["projects"][0])
    kept = {name: value for name, value in payer.items() if name not in NEW}
    who = {"guid": _guid(place, payer), "name": f"Client {place}", "number": 20_000 + place}
    what = {"guid": _guid(place, work), "name": f"Work for {place}", "number": 5_000 + place}
    return {
        "customers": [{**kept, **who}],
        "projects": [{**work, **what, "customer": who}],
        **copied(world, place, {**invoice, "customer": who, "projects": [what]}),
    }


def copied(world: World, place: int, invoice: dict[str, Any]) -> Records:
    """An invoice and its rows, with guids of their own."""
    guid = _guid(place, invoice)
    rows = [row for row in world.severa["invoice_rows"] if row["invoiceGuid"] == invoice["guid"]]
    return {
        "invoices": [{name: value for name, value in {**invoice, "guid": guid}.items() if name != "reimburseInvoice"}],
        "invoice_rows": [{**row, "guid": _guid(place, row), "invoiceGuid": guid} for row in rows],
    }


def joined(world: World, parts: Sequence[Records]) -> World:
    """The world with these invoices in place of its own, and with all that comes with them."""
    bare = {**world.severa, "invoices": [], "invoice_rows": []}
    names = {name for part in parts for name in part}
    more = {name: [*bare[name], *(record for part in parts for record in part.get(name, ()))] for name in names}
    return evolve(world, severa={**bare, **more})


def company_of(draws: Draws) -> Company:
    """Documents of the demo world, over and over; one whose VAT is wrong; and newcomers."""
    world = with_wrong_vat(demo_world(draws.seed))
    world = with_leading_zeros(world) if draws.zeros else world
    chance = random.Random(f"world {draws.seed}")
    first, later, sources = [], [], {}
    for place in range(draws.invoices):
        one = chance.choice(world.severa["invoices"])
        new = place % NEWCOMERS == NEWCOMERS - 1
        part = newcomer(world, place, one) if new else copied(world, place, one)
        (later if new else first).append(part)
        sources[part["invoices"][0]["guid"]] = world.sources.get(one["guid"], "")
    world = evolve(world, sources=sources)
    return Company(joined(world, [*first, *later]), joined(world, first), later)


def _guid(place: int, record: Mapping[str, Any]) -> str:
    return f"{place:08x}{record['guid'][8:]}"


def _found(records: Sequence[dict[str, Any]], ref: Mapping[str, Any]) -> dict[str, Any]:
    return next(one for one in records if one["guid"] == ref["guid"])
