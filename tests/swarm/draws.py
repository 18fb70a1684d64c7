"""What a world is made of: drawn by its seed, before anything happens, and printed."""

from __future__ import annotations

import random
from collections.abc import Mapping

from attrs import frozen

from severa_vnf.testing.faults import Kind

HOST_FAULTS = ("killed", "stopped", "clock off", "clock drifts", "clock jumps", "request late")
"""What befalls hosts, and what they send."""
PEOPLE = (
    "a note is written",
    "an invoice is taken back",
    "a document is edited",
    "a document loses its note",
    "a document is deleted",
    "a document is made by hand",
    "a document like one of ours",
    "a customer is renamed in Severa",
    "a customer is changed in Visma.net",
    "an item is renamed",
    "a project is renamed",
    "an invoice is paid",
)
"""What people do besides approving invoices and sending again what was refused."""
KINDS = (*map(str, Kind), *HOST_FAULTS, *PEOPLE)
OFTEN = (0.3, 1.0, 3.0)
"""How often something that exists happens, beside the usual."""
HALF = 0.45


@frozen(kw_only=True)
class Draws:
    """A world's size and troubles. `often` names what exists in it, and how often it happens."""

    seed: int
    days: int
    hosts: int
    invoices: int
    often: Mapping[str, float]

    def told(self) -> str:
        """In one line."""
        kinds = ", ".join(f"{kind} {often:g}" for kind, often in self.often.items()) or "none"
        return f"seed {self.seed}: {self.days} days, {self.hosts} hosts, {self.invoices} invoices; {kinds}"


def draws(seed: int) -> Draws:
    """Draw them."""
    chance = random.Random(f"draws {seed}")
    often = {kind: chance.choice(OFTEN) for kind in KINDS if chance.random() < HALF}
    return Draws(
        seed=seed,
        days=chance.choice((10, 15, 25)),
        hosts=chance.choice((2, 2, 3)),
        invoices=chance.choice((6, 15, 30)),
        often=often,
    )
