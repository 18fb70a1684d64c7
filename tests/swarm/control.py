"""The control: where nobody misbehaves all cross, and nothing is told. Who is never content proves nothing."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from attrs import evolve

from severa_vnf.testing.worlds import World
from tests.flows.office import Office, few
from tests.swarm.checkers import CHECKERS
from tests.swarm.expected import expected
from tests.swarm.scene import Scene
from tests.year.host import SETTINGS

NEW = {"guid", "number", "name", "vatNumber", "kvkNumber", "email", "headquarterAddress"}


def clean(count: int) -> World:
    """So many invoices, each of a customer that only Severa knows so far."""
    world = few(0)
    (invoice,), rows = world.severa["invoices"], world.severa["invoice_rows"]
    payer = next(one for one in world.severa["customers"] if one["guid"] == invoice["customer"]["guid"])
    severa: dict[str, list[Any]] = {name: [*world.severa[name]] for name in ("customers", "projects")}
    severa |= {"invoices": [], "invoice_rows": []}
    (work,) = [one for one in severa["projects"] if one["guid"] == invoice["projects"][0]["guid"]]
    for place in range(count):
        who = {"guid": f"{place:08x}{payer['guid'][8:]}", "name": f"Client {place}", "number": 20_000 + place}
        what = {"guid": f"{place:08x}{work['guid'][8:]}", "name": f"Work {place}", "number": 5_000 + place}
        bill = f"{place:08x}{invoice['guid'][8:]}"
        kept = {name: value for name, value in payer.items() if name not in NEW}
        severa["customers"].append({**kept, **who})
        severa["projects"].append({**work, **what, "customer": who})
        severa["invoices"].append({**invoice, "guid": bill, "customer": who, "projects": [what]})
        severa["invoice_rows"] += [
            {**row, "guid": f"{place:08x}{row['guid'][8:]}", "invoiceGuid": bill} for row in rows
        ]
    return evolve(world, severa={**world.severa, **severa})


def complaints(count: int) -> list[str]:
    """What the checkers say of such a company after a few cycles, and what is told; it should be nothing."""
    office = Office(clean(count), SETTINGS, vnf_switches={"calls_an_hour": 10_000_000})
    scene = Scene(office.severa, office.vnf, expected(office.world))
    scene.look(people=True)
    bridge = office.bridge()
    for _ in range(3):
        bridge.sync()
        office.clock.advance(timedelta(minutes=10))
    scene.look()
    scene.problems = [one.problem() for one in bridge.problems()]
    made = len(scene.registers["customer"]) - len(office.world.vnf["customer"])
    found = [] if made == count else [f"{made} of {count} customers were made"]
    found += [f"{one.code} is told of {one.record}" for one in scene.problems]
    return [*found, *(told for one in CHECKERS for told in (*one.now(scene), *one.rest(scene)))]
