"""The simulator is an independent judge."""

from __future__ import annotations

import ast
from pathlib import Path

import severa_vnf.testing.vnf as package

_BENEATH = "ports testing.vnf testing.exchange testing.sight testing.simulator testing.whims"
ALLOWED = tuple(f"severa_vnf.{name}" for name in _BENEATH.split())


def test_imports_nothing_of_the_clients() -> None:
    """It knows wire JSON: of this library it imports only what stands beneath both simulators."""
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in Path(package.__file__).parent.glob("*.py")]
    imported = {node.module or "" for tree in trees for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    own = {module for module in imported if module.startswith("severa_vnf")}
    assert {module for module in own if not module.startswith(ALLOWED)} == set()
