"""Worlds for the registers, of any size."""

from __future__ import annotations

import pytest

from severa_vnf.testing.severa import SeveraSimulator
from severa_vnf.testing.vnf import VnfSimulator
from severa_vnf.testing.worlds import World, load_into
from tests.registers.worlds import Where, big, small


def loaded(world: World) -> tuple[SeveraSimulator, VnfSimulator]:
    """Both services with that world in them."""
    severa, vnf = SeveraSimulator(), VnfSimulator()
    load_into(world, severa, vnf)
    return severa, vnf


@pytest.mark.parametrize(
    ("where", "ours", "theirs"), [("severa", 8, 0), ("vnf", 0, 8), ("both", 8, 8), ("renumbered", 8, 8)]
)
def test_so_many_on_each_side(where: Where, ours: int, theirs: int) -> None:
    """A world has as many records as it was asked for, beside the organisation itself and a supplier's contact."""
    severa, vnf = loaded(big(8, 9, 10, where))
    assert len(severa.documents("customers")) == ours + 1
    assert len(severa.documents("communications")) == 2 * ours
    assert (len(vnf.documents("customer")), len(vnf.documents("contact"))) == (theirs, theirs + 1)
    assert len(vnf.documents("inventory")) == (9 if theirs else 0)
    assert len(vnf.documents("project_task")) == (10 if theirs and ours else 0)


def test_rings_and_chains() -> None:
    """Of five customers three have each other's numbers, one has the next one's, and that one a number of its own."""
    severa, vnf = loaded(big(5, 0, 0, "renumbered"))
    numbers = {one["name"]: int(one["number"]) for one in vnf.documents("customer")}
    others = {one["name"]: one["number"] for one in severa.documents("customers") if not one["isInternal"]}
    ring, chain = [*numbers.values()][:3], [*numbers.values()][3:]
    assert [others[name] for name in numbers][:3] == [ring[1], ring[2], ring[0]]
    assert others[[*numbers][3]] == chain[1]
    assert others[[*numbers][4]] not in numbers.values()


def test_small() -> None:
    """The small world has records of each kind on one side alone, and on both."""
    severa, vnf = loaded(small())
    ours = {one["name"] for one in severa.documents("customers") if not one["isInternal"]}
    theirs = {one["name"] for one in vnf.documents("customer")}
    assert ours - theirs
    assert theirs - ours
    assert ours & theirs
