"""The simulator is an independent judge."""

from __future__ import annotations

import subprocess
import sys


def test_imports_nothing_else() -> None:
    """The simulator knows wire JSON and nothing of the clients."""
    code = "import sys, severa_vnf.testing.vnf as _; print(*(n for n in sys.modules if n.startswith('severa_vnf.')))"
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    allowed = ("severa_vnf.testing", "severa_vnf.ports")
    assert [name for name in shown if not name.startswith(allowed)] == []
