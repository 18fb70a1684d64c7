"""What the bridge remembers, as values over the store's three verbs: spaces, keys and shapes."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from attrs import frozen

from severa_vnf.flows.engine.cursor import OVERLAP, Mark
from severa_vnf.flows.engine.stored import all_of, drop, known, put, recall
from severa_vnf.mapping.drift import Borne, Terms
from severa_vnf.values import Guid

__all__ = [
    "BACK",
    "DRIFT",
    "GAPS",
    "INTENTS",
    "LINKS",
    "MARKS",
    "OVERLAP",
    "PROBLEMS",
    "Cause",
    "Drift",
    "Gap",
    "Intent",
    "Link",
    "LinkState",
    "Mark",
    "Owner",
    "Stage",
    "all_of",
    "drop",
    "known",
    "put",
    "recall",
]

LINKS, BACK, INTENTS, GAPS, PROBLEMS, MARKS = "links", "links back", "intents", "number gaps", "problems", "marks"
DRIFT = "drift"


class LinkState(StrEnum):
    """Whether the linked document stands as it should."""

    LINKED = "linked"
    REJECTED = "rejected, still in Visma.net"


@frozen(kw_only=True, slots=False)
class Link:
    """A Severa invoice and its document, which no other invoice may have.

    `terms` is what the document said when it was linked; None: nobody has seen it since.
    """

    guid: Guid
    credit_note: bool
    number: str
    state: LinkState = LinkState.LINKED
    terms: Terms | None = None


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
class Intent:
    """Written before anything is sent, gone when all is settled. While it is there the operation is *unknown*.

    `since` is the newest Visma.net stamp known before it: the document cannot be older. `until` is the last moment at
    which the create can have been sent, `seen` when the invoice that was sent had last been changed. A removal
    carries the document's `number` and its `causes`, and whether the invoice is to be marked as failed in Severa.
    """

    stage: Stage
    credit_note: bool
    customer: str
    date: date
    currency: str
    since: str
    until: str
    seen: str
    number: str | None = None
    causes: tuple[Cause, ...] = ()
    mark_failed: bool = False

    def sent_by(self) -> datetime:
        """`until` as a moment."""
        return datetime.fromisoformat(self.until)


@frozen(kw_only=True, slots=False)
class Gap:
    """A number taken in vain, deleted again or left for a person to delete: an auditor will ask why it is missing."""

    number: str
    guid: Guid
    reason: str
