"""What the bridge remembers, as values over the store's three verbs: spaces, keys and shapes."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from attrs import frozen

from severa_vnf.flows.engine.cursor import OVERLAP, Mark
from severa_vnf.flows.engine.stored import all_of, drop, known, put, recall, unreadable, value_of
from severa_vnf.mapping.drift import Borne, Said, Terms
from severa_vnf.values import Guid

__all__ = [
    "BACK",
    "DRIFT",
    "FORGOTTEN",
    "GAPS",
    "INTENTS",
    "LINKS",
    "MARKS",
    "NOT_IT",
    "OVERLAP",
    "PROBLEMS",
    "UNLINKED",
    "Cause",
    "Drift",
    "Forgotten",
    "Gap",
    "Intent",
    "Item",
    "Link",
    "LinkState",
    "Mark",
    "NotIt",
    "Owner",
    "Stage",
    "Unlinked",
    "all_of",
    "drop",
    "known",
    "put",
    "recall",
    "unreadable",
    "value_of",
]

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
