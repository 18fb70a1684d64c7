"""How big a year is."""

from __future__ import annotations

from attrs import frozen


@frozen
class Size:
    """So many customers, invoices and purchase lines; `kills`: how often the host is killed; all drawn by `seed`.

    `often` is how likely it is that somebody interferes on a day.
    """

    customers: int = 300
    invoices: int = 4000
    lines: int = 6000
    kills: int = 200
    seed: int = 0
    often: float = 0.5


SMALL = Size(12, 60, 40, 6, 1, 0.15)
"""What the tests run."""
YEAR = 2026
