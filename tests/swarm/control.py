"""The control: where nobody misbehaves all cross, and nothing is told. Who is never content proves nothing."""

from __future__ import annotations

from datetime import timedelta

from severa_vnf.testing.worlds import World
from tests.flows.office import Office, few
from tests.swarm.checkers import CHECKERS
from tests.swarm.expected import expected
from tests.swarm.scene import Scene
from tests.swarm.world import joined, newcomer
from tests.year.host import SETTINGS


def clean(count: int) -> World:
    """So many invoices, each of a customer that only Severa knows so far."""
    world = few(0)
    [invoice] = world.severa["invoices"]
    return joined(world, [newcomer(world, place, invoice) for place in range(count)])


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
