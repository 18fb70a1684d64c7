"""What the bridge remembers, as values over the store's three verbs: spaces, keys and shapes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Any, TypeVar

from attrs import frozen

from severa_vnf.errors import StoreError
from severa_vnf.flows.ask import Flow, Read, Scan, ask
from severa_vnf.mapping.drift import Borne, Said, Terms
from severa_vnf.ports import Delete, Put, Record
from severa_vnf.values import Guid
from severa_vnf.wire.decode import loads, structure
from severa_vnf.wire.encode import dumps, plain
from severa_vnf.wire.mismatch import Mismatch

T = TypeVar("T")

LINKS, BACK, INTENTS, GAPS, PROBLEMS, MARKS = "links", "links back", "intents", "number gaps", "problems", "marks"
DRIFT, UNLINKED, NOT_IT, FORGOTTEN = "drift", "unlinked", "not it", "forgotten"


class LinkState(StrEnum):
    """Whether the linked document stands as it should."""

    LINKED = "linked"
    REJECTED = "rejected, still in Visma.net"


@frozen(kw_only=True, slots=False)
class Link:
    """A Severa invoice and its document, which no other invoice may have.

    `terms` is what the document said when both agreed last, `said` what the invoice did; None: nobody has seen it.
    """

    guid: Guid
    credit_note: bool
    number: str
    state: LinkState = LinkState.LINKED
    terms: Terms | None = None
    said: Said | None = None


@frozen(kw_only=True, slots=False)
class Owner:
    """The way back: whose document it is."""

    guid: Guid


class Stage(StrEnum):
    """How far an operation went before it was last remembered."""

    SENDING = "sending"
    REMOVING = "removing"


@frozen(kw_only=True, slots=False)
class Cause:
    """A trouble in a form that can be remembered: a rule's code, and the place and value it was about."""

    code: str
    field: str = ""
    value: str = ""


@frozen(kw_only=True, slots=False)
class Drift:
    """An invoice and its document that do not say the same any more, by the invoice's guid.

    `shown` is what the document said when it was seen last (None: what it said when it was linked), `credited` the
    credit notes of Visma.net's that undo it. `label` and `causes` are what was told of it.
    """

    shown: Terms | None = None
    credited: tuple[str, ...] = ()
    borne: Borne | None = None
    label: str = ""
    causes: tuple[Cause, ...] = ()


@frozen(kw_only=True, slots=False)
class Item:
    """What a line sells, and how much of it."""

    code: str
    quantity: Decimal


@frozen(kw_only=True, slots=False)
class Intent:
    """Written before anything is sent, gone when all is settled. While it is there the operation is *unknown*.

    `at` is when it was written: the document cannot be older. `until` is the last moment at which the create can have
    been sent, `seen` when the invoice that was sent had last been changed; `customer` to `items` are what was sent. A
    removal carries the document's `number` and its `causes`, and whether the invoice is to be marked as failed.
    """

    stage: Stage
    credit_note: bool
    customer: str
    date: date
    currency: str
    total: Decimal
    items: tuple[Item, ...]
    at: str
    until: str
    seen: str
    number: str | None = None
    causes: tuple[Cause, ...] = ()
    mark_failed: bool = False

    def sent_by(self) -> datetime:
        """`until` as a moment."""
        return datetime.fromisoformat(self.until)


@frozen(kw_only=True, slots=False)
class Unlinked:
    """The document that an invoice was unlinked from, and whether the invoice had gone to its customer by then."""

    credit_note: bool
    number: str
    sent: bool = False


@frozen(kw_only=True, slots=False)
class NotIt:
    """Documents of which a person said that they are not this invoice's, by their names; and who said so."""

    names: tuple[str, ...]
    by: str = ""


@frozen(kw_only=True, slots=False)
class Forgotten:
    """A record that is no matter of this bridge. Its key is a hash of its id: nothing else is kept of it."""


@frozen(kw_only=True, slots=False)
class Gap:
    """A number taken in vain, deleted again or left for a person to delete: an auditor will ask why it is missing."""

    number: str
    guid: Guid
    reason: str


OVERLAP = timedelta(hours=2)
"""How far before its mark a feed is read again. Stamps have no zone: the hour that summer time repeats, and commits
that come late."""


@frozen(kw_only=True, slots=False)
class Mark:
    """How far a feed was read: the newest stamp that the service itself gave."""

    stamp: str


@frozen
class Kept(Record):
    """A record that knows where it stands."""

    space: str = ""


def known(model: type[T], record: Record) -> T:
    """The value of a record. Raises StoreError where it is none of this kind."""
    try:
        return structure(value_of(record), model)
    except Mismatch as error:
        raise unreadable(record, error) from error


def value_of(record: Record) -> Any:
    """The value of a record, as JSON has it. Raises StoreError where it is no JSON."""
    try:
        return loads(record.value.encode())
    except Mismatch as error:
        raise unreadable(record, error) from error


def unreadable(record: Record, error: Exception) -> StoreError:
    """What is said of a record whose value cannot be read, by its place in the store."""
    space = f"{record.space}, " if isinstance(record, Kept) else ""
    return StoreError(f"cannot be read ({type(error).__name__}: {error})", f"the record {space}{record.key!r}")


def put(space: str, key: str, value: object, before: Record | None) -> Put:
    """Remember a value, in the place of the one known before."""
    return Put(space, key, dumps(plain(value)).decode(), before.version if before else None)


def drop(space: str, record: Record) -> Delete:
    """Remember it no longer."""
    return Delete(space, record.key, record.version)


def recall(space: str, keys: Iterable[str]) -> Flow[Mapping[str, Record]]:
    """The records under these keys, those that are there."""
    found = yield from ask(Read(space, tuple(keys)))
    return {key: _kept(space, record) for key, record in found.items()}


def all_of(space: str) -> Flow[list[Record]]:
    """All records of a space."""
    found: list[Record] = []
    while True:
        more = yield from ask(Scan(space, found[-1].key if found else ""))
        if not more:
            return found
        found += [_kept(space, record) for record in more]


def _kept(space: str, record: Record) -> Kept:
    return Kept(record.key, record.value, record.version, space)
