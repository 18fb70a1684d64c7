"""How what is due is done: by a run, all of it. A plan is shown what would be done, or allows it."""

from __future__ import annotations

from enum import Enum, auto

from attrs import define, field

from severa_vnf.flows.ask import Flow, send
from severa_vnf.flows.invoices.documents import Key, get
from severa_vnf.mapping.totals import AnyDocument
from severa_vnf.plan import Step
from severa_vnf.ports import Record
from severa_vnf.values import Guid


class Go(Enum):
    """What becomes of a step: it is written, or taken for written, or left for a later run."""

    DO = auto()
    SUPPOSE = auto()
    LEAVE = auto()


@define
class Way:
    """As a run does it. What is known besides the store is empty then.

    `links` are documents of invoices that would be linked first, `settled` the invoices of which nothing would be under
    way any more, `expected` what would be due then. Of the documents of `supposed` the balance is not known yet.
    """

    links: dict[Guid, Key] = field(factory=dict)
    settled: set[Guid] = field(factory=set)
    expected: list[Record] = field(factory=list)
    supposed: set[Guid] = field(factory=set)

    def go(self, step: Step) -> Go:
        """Asked before anything is written."""
        return Go.DO

    def read(self, guid: Guid, key: Key) -> Flow[AnyDocument]:
        """The document of this invoice."""
        return send(get(key))
