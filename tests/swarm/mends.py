"""`python -m tests.swarm.mends [MINUTES [SEED [PATCH ...]]]`: does the swarm find it, where a mend is taken out again?

Each patch in `patches/` takes one mend out of a copy of the tree; nothing is changed in the tree itself. A patch that
does not apply any more is a row of its own: it is to be written anew. Its first line may name the kinds of trouble that
its hunt favours (`kinds: one; another`): they exist in each of its worlds and happen often, as pure chance is slow.

A world counts as found where it fails without the mend, and not with it: the same seed, the same kinds.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from time import monotonic

from attrs import evolve, frozen

from tests.swarm.figures import ROOT

PATCHES = Path(__file__).parent / "patches"
SWARM = (sys.executable, "-m", "tests.swarm", "--shrink=0")
WHOLE = "none"
"""With all mends in, nothing is to be found: the first row."""


@frozen
class Row:
    """What came of one patch."""

    name: str
    found: bool
    told: str
    seed: str = ""

    def __str__(self) -> str:
        return f"| {self.name} | {'found' if self.found else 'NOT FOUND'} | {self.told} |"


def copied(folder: Path) -> Path:
    """A copy of what the swarm needs."""
    for name in ("src", "tests"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    return folder


def tried(patch: Path | None, minutes: float, seed: int) -> Row:
    """Take one mend out, or none, and let the swarm look for it."""
    with tempfile.TemporaryDirectory() as folder:
        tree = copied(Path(folder))
        applied = _run(["git", "apply", str(patch)] if patch else ["true"], tree)
        name = patch.stem if patch else WHOLE
        if applied.returncode:
            return Row(name, False, f"the patch does not apply: {applied.stderr.strip()[:100]}")
        kinds = ["--kinds", favoured(patch)] if patch else []
        end = monotonic() + minutes * 60

        def hunt(first: int) -> Row:
            left = max(0.0, end - monotonic()) / 60
            return row_of(name, _run([*SWARM, str(left), str(first), "--first", "--control=0", *kinds], tree).stdout)

        return hunted(
            hunt, lambda world: bool(patch and _run([*SWARM, "--only", world, *kinds], ROOT).returncode), seed
        )


def hunted(hunt: Callable[[int], Row], fails_anyway: Callable[[str], bool], seed: int) -> Row:
    """Go on from seed to seed until a world is found that the mend alone saves."""
    row, anyway = hunt(seed), 0
    while row.found and fails_anyway(row.seed):
        row, anyway = hunt(int(row.seed) + 1), anyway + 1
    return evolve(row, told=row.told + f"; {anyway} worlds fail with it too" * bool(anyway))


def favoured(patch: Path) -> str:
    """The kinds that the first line of a patch names."""
    return patch.read_text().partition("\n")[0].partition("kinds:")[2].strip()


def row_of(name: str, shown: str) -> Row:
    """What the swarm's output says."""
    failed = re.search(r"^FAILED (.*?): seed (\d+).*$", shown, re.MULTILINE)
    worlds = re.search(r"^\d+ worlds", shown, re.MULTILINE)
    if failed is None:
        return Row(name, False, f"in {worlds[0] if worlds else 'no world'}")
    return Row(name, True, failed[1], failed[2])


def _run(asked: list[str], tree: Path) -> subprocess.CompletedProcess[str]:
    """In the tree. What is looked at there is no part of what is measured here."""
    env = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_")}
    env["PYTHONPATH"] = f"{tree / 'src'}{os.pathsep}{tree}"
    return subprocess.run(asked, cwd=tree, env=env, capture_output=True, text=True, check=False)


def main(minutes: str = "3", seed: str = "0", *patches: str) -> int:
    """Try all of them, and print the table."""
    print("| mend taken out | | what the swarm said |\n|---|---|---|")
    right = True
    chosen: Sequence[Path | None] = [*map(Path, patches)] or [None, *sorted(PATCHES.glob("*.patch"))]
    for patch in chosen:
        row = tried(patch, float(minutes), int(seed))
        print(row, flush=True)
        right = right and row.found is (patch is not None)
    return int(not right)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
