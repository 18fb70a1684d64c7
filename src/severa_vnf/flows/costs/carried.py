"""What is remembered of a document: which fee each of its lines became, and which of its files are in Severa.

A fee and a file have no key of another system's, so this is all that keeps one from being made twice.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from attrs import frozen

from severa_vnf.values import Guid

COSTS, TWINS = "costs", "cost twins"
"""By document: what became of it. By the guid of a fee or file in Severa: whose it is."""
WAITING, FILES_WAIT = "costs waiting", "cost files waiting"
"""Documents as they were read, of which a line, or a file alone, is still to be carried."""


@frozen(kw_only=True, slots=False)
class Fee:
    """A fee that was made, or found. `deleted`: a person took it out of Severa again, and it stays away."""

    guid: Guid
    project: Guid
    cost: Decimal
    price: Decimal
    deleted: bool = False


@frozen(kw_only=True, slots=False)
class Sought:
    """A fee by what tells it from others. Written before it is sent, gone when all is settled: till then nobody knows.

    `until` is the last moment at which it can have been sent.
    """

    project: Guid
    date: date | None
    description: str
    cost: Decimal
    price: Decimal
    until: str = ""

    def sent_by(self) -> datetime:
        """`until` as a moment."""
        return datetime.fromisoformat(self.until)


@frozen(kw_only=True, slots=False)
class Line:
    """A line: Visma.net's project on it, the Severa project that this is, and its fees: one, and corrections of it.

    `elsewhere`: that project is of a company that this bridge does not carry. `doubtful`: it was held, and its fee may
    be there already.
    """

    number: str
    project: str
    target: Guid | None
    fees: tuple[Fee, ...] = ()
    begun: tuple[Sought, ...] = ()
    elsewhere: bool = False
    doubtful: bool = False

    def on(self, project: Guid) -> tuple[Fee, ...]:
        """Its fees on a project."""
        return tuple(fee for fee in self.fees if fee.project == project)


@frozen(kw_only=True, slots=False)
class Copy:
    """A file on a project in Severa. Without a `guid` it was begun, and not after `until`."""

    file: str
    project: Guid
    guid: Guid | None = None
    until: str = ""

    def sent_by(self) -> datetime:
        """`until` as a moment."""
        return datetime.fromisoformat(self.until)


@frozen(kw_only=True, slots=False)
class Carried:
    """All that is remembered of a document."""

    lines: tuple[Line, ...] = ()
    files: tuple[Copy, ...] = ()


@frozen(kw_only=True, slots=False)
class Whose:
    """The way back: the line, or the document of a file."""

    key: str
