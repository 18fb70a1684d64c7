"""The package `severa`: every name is there, and none is fetched before it is used."""

from __future__ import annotations

import ast
import inspect
import subprocess
import sys
from enum import Enum
from pathlib import Path

import attrs
import pytest

from severa_vnf import severa
from severa_vnf.severa import refs
from tests.severa.described import modules

LOOK = """
import sys
import severa_vnf.severa
print([name for name in sys.modules if name.startswith(("severa_vnf.", "attr", "cattrs", "msgspec"))])
"""


def test_importing_it_brings_nothing_along() -> None:
    """A program that only names the package pays for no model and for no library."""
    found = subprocess.run([sys.executable, "-c", LOOK], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "['severa_vnf.lazy', 'severa_vnf.severa']"


def test_every_model_of_every_resource_is_a_name_of_it() -> None:
    """A model or an enum that a resource module makes is found in the package, and it is the same one."""
    for _, module in (*modules(), ("refs", refs)):
        for name, made in vars(module).items():
            own = inspect.isclass(made) and made.__module__ == module.__name__
            if own and (attrs.has(made) or issubclass(made, Enum)):
                assert getattr(severa, name) is made


def test_what_the_type_checker_sees_is_what_is_there() -> None:
    """The names imported for the type checker are those of `__all__`, and `dir` shows them."""
    source = ast.parse(Path(severa.__file__).read_text("utf-8"))
    [checked] = [node for node in source.body if isinstance(node, ast.If)]
    imported = [alias.name for node in checked.body if isinstance(node, ast.ImportFrom) for alias in node.names]
    assert sorted(imported) == sorted(severa.__all__) == dir(severa)


def test_a_name_that_is_not_there_is_told() -> None:
    """A misspelt resource is an AttributeError, as it is in any module."""
    with pytest.raises(AttributeError, match=r"module 'severa_vnf.severa' has no attribute 'invoises'"):
        severa.invoises  # noqa: B018 - asked for, to be refused


def test_the_heart_beats_beside_the_version() -> None:
    """The three heartbeats have no version in their path and answer with nothing to read."""
    paths = [
        call.path for call in (severa.heartbeat.server(), severa.heartbeat.database(), severa.heartbeat.authorized())
    ]
    assert paths == ["/heartbeat/server", "/heartbeat/database", "/heartbeat/authorized"]
