"""What both services hold at the start, as one value."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Self

from attrs import field, frozen

from severa_vnf.testing.exchange import dumps, loads
from severa_vnf.testing.simulator import Simulator
from severa_vnf.testing.ubl import UblProblem

Collections = Mapping[str, Sequence[Mapping[str, Any]]]


@frozen
class World:
    """Both services' records as wire JSON, by the collections that the simulators load, in an order that they can."""

    severa: Collections
    vnf: Collections
    sources: Mapping[str, str] = field(factory=dict)
    """File names by the guid of the Severa invoice that was read from them."""
    problems: tuple[UblProblem, ...] = ()
    """What was wrong with the files. Not part of the JSON."""

    def to_json(self) -> bytes:
        """The world as `{"severa": {collection: [...]}, "vnf": {...}, "sources": {guid: file}}`, amounts exact."""
        return dumps({"severa": self.severa, "vnf": self.vnf, "sources": self.sources})

    @classmethod
    def from_json(cls, content: bytes) -> Self:
        """Read what `to_json` wrote; `sources` may be missing. Raises ValueError or KeyError where it is no world."""
        said = loads(content)
        return cls(said["severa"], said["vnf"], said.get("sources", {}))


def load_into(world: World, severa: Simulator, vnf: Simulator) -> None:
    """Load a world into two simulators."""
    for simulator, collections in ((severa, world.severa), (vnf, world.vnf)):
        for collection, documents in collections.items():
            simulator.load(collection, documents)
