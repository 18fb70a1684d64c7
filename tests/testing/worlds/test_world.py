from __future__ import annotations

from decimal import Decimal

import pytest

from severa_vnf.testing.severa.simulator import SeveraSimulator
from severa_vnf.testing.vnf.simulator import VnfSimulator
from severa_vnf.testing.worlds import NOTHING, World, load_into

CURRENCIES = [{"guid": "c", "code": "EUR", "rate": Decimal("1.10")}]


def test_json_there_and_back() -> None:
    """A world that is written and read again is the same, its amounts to the last digit."""
    world = World({"currencies": CURRENCIES}, {"currency": [{"id": "EUR"}]}, {"guid": "a.xml"})
    assert b"1.10" in world.to_json()
    assert World.from_json(world.to_json()) == world


def test_json_without_sources() -> None:
    """A world written by hand need not say where its invoices come from."""
    assert World.from_json(b'{"severa": {}, "vnf": {}}') == NOTHING


@pytest.mark.parametrize(
    "content", [b"", b"[]", b"{}", b'{"severa": {"invoices": {}}, "vnf": {}}', b'{"severa": {}, "vnf": {"x": [1]}}']
)
def test_no_world(content: bytes) -> None:
    """JSON that is no world is refused."""
    with pytest.raises(ValueError, match="no world"):
        World.from_json(content)


def test_load_into() -> None:
    """Each side's records are loaded into its simulator."""
    severa, vnf = SeveraSimulator(), VnfSimulator()
    load_into(World({"currencies": CURRENCIES}, {"currency": [{"id": "EUR"}]}), severa, vnf)
    assert [currency["code"] for currency in severa.documents("currencies")] == ["EUR"]
    assert [currency["id"] for currency in vnf.documents("currency")] == ["EUR"]


def test_unknown_collection() -> None:
    """A collection that a service does not have is refused by its name."""
    with pytest.raises(ValueError, match="severa cannot hold unicorns"):
        load_into(World({"unicorns": [{}]}, {}), SeveraSimulator(), VnfSimulator())
