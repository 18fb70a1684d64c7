"""`python -m tests.chaos [MINUTES [SEED [INVOICES]]]`: torment real hosts for so long, and print what came of it."""

from __future__ import annotations

import sys

from tests.chaos.chaos import chaos


def main(minutes: str = "1", seed: str = "0", invoices: str = "60") -> int:
    """Do it."""
    came = chaos(float(minutes) * 60, int(seed), int(invoices))
    print("\n".join(came.lines()))
    return int(bool(came.wrong))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
