"""What must come of each record, said from wire JSON before a run; and what may be told because of what people did."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from attrs import define, field

from severa_vnf.testing.worlds import World
from tests.swarm.explained import explained

PASSING = frozenset(
    {
        "waits-for-certainty",
        "waits-for-certainty-record",
        "service-trouble",
        "not-written-back",
        "changed-meanwhile",
        "following-waits",
        "payment-waits",
        "payment-not-taken",
        "rejected-by-visma-net",
        "write-refused",
        "unreadable-record",
        "list-too-short",
        "list-not-read",
        "answer-not-proven",
        "refused-for-all",
        "clock-differs",
        "no-clock",
    }
)
"""What is told as long as something is under way: another checker sees to it that this passes."""
BESIDE = frozenset({"customer-not-linked", "project-not-linked"})
"""What an invoice lacked as well when it failed is told with why it failed."""
WRONG_VAT = frozenset({"vat-differs", "total-differs", "rejected-by-visma-net"})


@define
class Expected:
    """`crossing` and `held` are invoices by guid; `allowed` what may be told of a record, by its guid, id or number."""

    crossing: set[str]
    held: Mapping[str, frozenset[str]]
    explained: frozenset[str] = frozenset()
    """What troubles that exist in this world may tell of any record while they last."""
    allowed: defaultdict[str, set[str]] = field(factory=lambda: defaultdict(set), init=False)

    def doubt(self, records: Iterable[Any], *codes: str) -> None:
        """People have made this doubtful: these rules may be told of it, and an invoice need not cross any more."""
        for record in records:
            self.allowed[str(record)].update(codes)

    def may_be_told(self, record: str, code: str) -> bool:
        """Whether this rule may be told of that record at rest."""
        beside = BESIDE if record in self.held else frozenset[str]()
        return code in (*self.held.get(record, ()), *beside) or any(
            code in self.allowed[one] for one in ("", *record.split())
        )

    def is_clean(self, guid: str) -> bool:
        """Whether an invoice must cross: nobody has made it doubtful."""
        return guid in self.crossing and not self.allowed.get(guid)


def expected(world: World, troubles: Iterable[str] = ()) -> Expected:
    """From the wire JSON alone: a row without code holds its invoice, a wrong rate refuses it; all others cross."""
    held: dict[str, frozenset[str]] = {}
    uncoded = {row["invoiceGuid"] for row in world.severa["invoice_rows"] if not row["code"]}
    for invoice in world.severa["invoices"]:
        guid = invoice["guid"]
        if guid in uncoded:
            held[guid] = frozenset({"row-without-code"})
        elif world.sources.get(guid, "").endswith("(wrong VAT)"):
            held[guid] = WRONG_VAT
    crossing = {invoice["guid"] for invoice in world.severa["invoices"]} - held.keys()
    return Expected(crossing, held, explained(troubles))
