"""The simulator is an independent judge."""

from __future__ import annotations

import ast
from pathlib import Path

import severa_vnf.testing.vnf as package

ALLOWED = tuple(f"severa_vnf.testing.{name}" for name in ("vnf", "exchange", "sight", "simulator", "whims")) + (
    "severa_vnf.ports",
)


def test_imports_nothing_of_the_clients() -> None:
    """It knows wire JSON: of this library it imports only what stands beneath both simulators."""
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in Path(package.__file__).parent.glob("*.py")]
    imported = {node.module or "" for tree in trees for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    own = {module for module in imported if module.startswith("severa_vnf")}
    assert {module for module in own if not module.startswith(ALLOWED)} == set()
