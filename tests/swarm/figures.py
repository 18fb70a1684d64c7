"""What many worlds came to: counted, and printed."""

from __future__ import annotations

import hashlib
import subprocess
from collections import Counter
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

from attrs import define, field

from tests.swarm.draws import KINDS
from tests.swarm.simulation import Lived

ROOT = Path(__file__).parents[2]


@define
class Figures:
    """Sums over worlds."""

    worlds: int = 0
    steps: int = 0
    days: float = 0.0
    cycles: int = 0
    fired: Counter[str] = field(factory=Counter)
    met: Counter[str] = field(factory=Counter)
    """In how many worlds each kind fired."""
    pairs: set[frozenset[str]] = field(factory=set)
    failures: list[Lived] = field(factory=list)

    def add(self, lived: Lived) -> None:
        """Count one more."""
        self.worlds += 1
        self.steps += lived.steps
        self.days += lived.days
        self.cycles += lived.cycles
        self.fired += lived.fired
        self.met.update(lived.fired.keys())
        self.pairs |= {frozenset(pair) for pair in combinations(sorted(lived.fired), 2)}
        self.failures += [lived] if lived.failure else []

    def lines(self) -> Iterator[str]:
        """For people."""
        possible = len(KINDS) * (len(KINDS) - 1) // 2
        yield f"{self.worlds} worlds, {self.steps} steps, {self.cycles} cycles, {self.days:.0f} simulated days"
        yield f"{len(self.pairs)} of {possible} pairs of kinds met ({len(self.pairs) / possible:.0%})"
        yield from (f"  {kind}: fired {self.fired[kind]} times in {self.met[kind]} worlds" for kind in KINDS)
        yield f"{len(self.failures)} failures; commit {commit()}, src {source()}"


def commit() -> str:
    """The commit that is checked out, or that nobody knows."""
    asked = ["git", "-C", str(ROOT), "rev-parse", "--short=12", "HEAD"]
    return subprocess.run(asked, capture_output=True, text=True, check=False).stdout.strip() or "unknown"


def source() -> str:
    """A hash of everything below src/."""
    digest = hashlib.sha256()
    for path in sorted((ROOT / "src").rglob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
