"""What a request asks for, as far as a fault has to know."""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING

from attrs import frozen

from severa_vnf.testing.exchange import Request
from severa_vnf.testing.faults import Fault

if TYPE_CHECKING:
    from severa_vnf.testing.simulator import Simulator


class Sort(Enum):
    """What sort of request it is."""

    LIST = auto()
    RECORD = auto()
    """One record, read by its key."""
    FILE = auto()
    CREATE = auto()
    """A POST whose path names no record."""
    OTHER = auto()


@frozen
class Sight:
    """How a service sees a request."""

    sort: Sort
    id: str = ""
    """The field that tells one row from another."""
    paged: bool = False
    """Whether it is a list that comes in pages."""
    first: Request | None = None
    """Of a page after the first: the request for the first."""
    other: Request | None = None
    """Of a record: the request for another one of its collection."""


@frozen
class Met:
    """A request that meets a fault at a service."""

    simulator: Simulator
    fault: Fault
    request: Request

    @property
    def sight(self) -> Sight:
        """How the service sees the request."""
        return self.simulator.look(self.request)
