"""`python -m tests.swarm.mends [MINUTES [SEED]]`: does the swarm find it, where a mend is taken out again?

Each patch in `patches/` takes one mend out of a copy of the tree; nothing is changed in the tree itself. A patch that
does not apply any more is a row of its own: it is to be written anew.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from attrs import frozen

from tests.swarm.figures import ROOT

PATCHES = Path(__file__).parent / "patches"


@frozen
class Row:
    """What came of one patch."""

    name: str
    found: bool
    told: str

    def __str__(self) -> str:
        return f"| {self.name} | {'found' if self.found else 'NOT FOUND'} | {self.told} |"


def copied(folder: Path) -> Path:
    """A copy of what the swarm needs."""
    for name in ("src", "tests"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    return folder


def tried(patch: Path, minutes: float, seed: int) -> Row:
    """Take one mend out, and let the swarm look for it."""
    with tempfile.TemporaryDirectory() as name:
        tree = copied(Path(name))
        applied = _run(["git", "apply", str(patch)], tree)
        if applied.returncode:
            return Row(patch.stem, False, f"the patch does not apply: {applied.stderr.strip()[:100]}")
        asked = [sys.executable, "-m", "tests.swarm", str(minutes), str(seed), "--first", "--shrink=0", "--control=1"]
        shown = _run(asked, tree).stdout
        failed = re.search(r"^FAILED (.*?)(?:: seed .*)?$", shown, re.MULTILINE)
        worlds = re.search(r"^\d+ worlds", shown, re.MULTILINE)
        return Row(patch.stem, failed is not None, (failed[1] if failed else f"in {worlds[0] if worlds else 'none'}"))


def _run(asked: list[str], tree: Path) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "PYTHONPATH": f"{tree / 'src'}{os.pathsep}{tree}"}
    return subprocess.run(asked, cwd=tree, env=env, capture_output=True, text=True, check=False)


def main(minutes: str = "3", seed: str = "0", patches: Iterable[Path] | None = None) -> int:
    """Try all of them, and print the table."""
    print("| mend taken out | | what the swarm said |\n|---|---|---|")
    rows = []
    for patch in sorted(PATCHES.glob("*.patch") if patches is None else patches):
        rows.append(tried(patch, float(minutes), int(seed)))
        print(rows[-1], flush=True)
    return int(not all(row.found for row in rows))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
