"""What both services hold at the start, as one value."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, Self

import msgspec
from attrs import field, frozen

from severa_vnf.testing.exchange import dumps
from severa_vnf.testing.simulator import Simulator
from severa_vnf.testing.ubl import UblProblem

Collections = Mapping[str, Sequence[Mapping[str, Any]]]


class _Saved(msgspec.Struct):
    severa: dict[str, list[dict[str, Any]]]
    vnf: dict[str, list[dict[str, Any]]]
    sources: dict[str, str] = {}


_DECODER = msgspec.json.Decoder(_Saved, float_hook=Decimal)


@frozen
class World:
    """Both services' records as wire JSON, by the names and in the order that the simulators load them."""

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
        """Read what `to_json` wrote; `sources` may be missing. Raises ValueError where it is no world."""
        try:
            saved = _DECODER.decode(content)
        except msgspec.DecodeError as error:
            raise ValueError(f"this JSON is no world: {error}") from error
        return cls(saved.severa, saved.vnf, saved.sources)


NOTHING = World({}, {})
"""The world in which there is nothing."""


def load_into(world: World, severa: Simulator, vnf: Simulator) -> None:
    """Load a world into two simulators. Raises ValueError where one cannot hold it."""
    for simulator, collections in ((severa, world.severa), (vnf, world.vnf)):
        for collection, documents in collections.items():
            try:
                simulator.load(collection, documents)
            except KeyError as error:
                raise ValueError(f"{simulator.name} cannot hold {collection}: {error}") from error
