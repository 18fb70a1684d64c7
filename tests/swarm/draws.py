"""What a world is made of: drawn by its seed, before anything happens, and printed."""

from __future__ import annotations

import random
from collections.abc import Collection, Mapping

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
    "a number is used again",
    "an invoice gets a stranger's number",
    "an invoice is unlinked",
)
"""What people do besides approving invoices and sending again what was refused."""
KINDS = (*map(str, Kind), *HOST_FAULTS, *PEOPLE)
OFTEN = (0.3, 1.0, 3.0)
"""How often something that exists happens, beside the usual."""
SHARES = (0.15, 0.45, 0.75)
"""Of all kinds so many exist in a world: there are quiet ones, and wild ones."""
FAVOURED = 10.0
"""How often a kind happens that somebody looks for."""


@frozen(kw_only=True)
class Draws:
    """A world's size and troubles. `often` names what exists in it, and how often it happens."""

    seed: int
    days: int
    hosts: int
    invoices: int
    page: int = 1000
    """The most rows that come at once."""
    zeros: bool = False
    """Whether Visma.net's numbers begin with zeros."""
    often: Mapping[str, float]

    def told(self) -> str:
        """In one line."""
        kinds = ", ".join(f"{kind} {often:g}" for kind, often in self.often.items()) or "none"
        numbers = ", numbers with zeros" if self.zeros else ""
        size = f"{self.days} days, {self.hosts} hosts, {self.invoices} invoices, pages of {self.page}{numbers}"
        return f"seed {self.seed}: {size}; {kinds}"


def draws(seed: int, favoured: Collection[str] = ()) -> Draws:
    """Draw them. Favoured kinds exist in each world, and happen often; beside them there are few others."""
    chance = random.Random(f"draws {seed}")
    share = chance.choice(SHARES[:1] if favoured else SHARES)
    often = {kind: chance.choice(OFTEN) for kind in KINDS if chance.random() < share}
    return Draws(
        seed=seed,
        days=10 if favoured else chance.choice((10, 15, 25)),
        hosts=chance.choice((2, 2, 3)),
        invoices=chance.choice((6, 15, 30)),
        page=chance.choice((3, 10, 1000)),
        zeros=chance.random() < 0.3,
        often=often | dict.fromkeys(favoured, FAVOURED),
    )
