"""How long an import takes beside `import httpx`, which every host of this library has to pay anyway.

Each import runs in an interpreter of its own, the three in turn, round after round.
"""

from __future__ import annotations

import statistics
import subprocess
import sys

from stage.figures import Figure, show

ROUNDS = 21
HTTPX = "import httpx"
BOUNDS = {"import severa_vnf": 1.1, "from severa_vnf import Bridge, Severa, VismaNet": 2.0}
WATCH = "from time import process_time; begun = process_time(); {}; print(process_time() - begun)"


def seconds(statement: str) -> float:
    """CPU seconds that one fresh interpreter takes over it: other work on the machine is left out."""
    done = subprocess.run([sys.executable, "-c", WATCH.format(statement)], capture_output=True, text=True, check=True)
    return float(done.stdout)


def main() -> int:
    """Measure and print."""
    taken: dict[str, list[float]] = {HTTPX: [], **{statement: [] for statement in BOUNDS}}
    for place in range(ROUNDS + 1):
        for statement, times in taken.items():
            once = seconds(statement)
            if place:  # the first round writes the bytecode
                times.append(once)
    medians = {statement: statistics.median(times) for statement, times in taken.items()}
    show(
        f"Imports: medians of {ROUNDS}, each in a fresh interpreter",
        *(Figure(statement, f"{1000 * median:.1f} ms") for statement, median in medians.items()),
        *(
            Figure(f"{statement} / {HTTPX}", f"{medians[statement] / medians[HTTPX]:.2f}", f"<= {bound}")
            for statement, bound in BOUNDS.items()
        ),
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
