from __future__ import annotations

import os
import subprocess
import sys

import pytest

import severa_vnf.stores


def test_a_store_is_imported_when_it_is_named() -> None:
    """Who does not use SQLite does not load it."""
    program = """
import sys, severa_vnf.stores as stores
for name in stores.__all__:
    print("severa_vnf.stores.sqlite" in sys.modules, getattr(stores, name).__name__)
print("severa_vnf.stores.sqlite" in sys.modules)
"""
    answer = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        check=True,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert answer.stdout.splitlines() == ["False MemoryStore", "False SqliteStore", "True"]


def test_an_unknown_store_is_an_attribute_error() -> None:
    """A misspelt name fails as on any module."""
    with pytest.raises(AttributeError, match="has no attribute 'OracleStore'"):
        _ = severa_vnf.stores.OracleStore
