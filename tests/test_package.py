"""The package itself: every public name is there, and none is fetched before it is used."""

from __future__ import annotations

import ast
import inspect
import subprocess
import sys
from pathlib import Path

import pytest

import severa_vnf

LOOK = """
import sys
import severa_vnf
print([name for name in sys.modules if name.startswith(("attr", "cattrs", "httpx", "msgspec"))])
print([name for name in sys.modules if name.startswith("severa_vnf.") and name != "severa_vnf.lazy"])
print(severa_vnf.vnf.__name__)
"""


def test_importing_it_brings_nothing_along() -> None:
    """A program that only names the package pays for no module of it and for no library, until it names more."""
    found = subprocess.run([sys.executable, "-c", LOOK], capture_output=True, text=True, check=True)
    assert found.stdout.split() == ["[]", "[]", "severa_vnf.vnf"]


@pytest.mark.parametrize("name", severa_vnf.__all__)
def test_every_name_is_there_and_says_what_it_is(name: str) -> None:
    """What the package names can be had from it, and has a docstring."""
    assert inspect.getdoc(getattr(severa_vnf, name))


def test_what_the_type_checker_sees_is_what_is_there() -> None:
    """The names imported for the type checker are those of `__all__`, and `dir` shows them."""
    source = ast.parse(Path(severa_vnf.__file__).read_text("utf-8"))
    [checked] = [node for node in source.body if isinstance(node, ast.If)]
    imported = [alias.name for node in checked.body if isinstance(node, ast.ImportFrom) for alias in node.names]
    assert sorted(imported) == sorted(severa_vnf.__all__) == dir(severa_vnf)


def test_every_error_can_be_caught_by_its_name() -> None:
    """All that the library raises is exported: the whole tree below BridgeError, as far as it stands in errors."""
    from severa_vnf import errors

    tree = {name for name, made in vars(errors).items() if inspect.isclass(made) and issubclass(made, Exception)}
    assert tree <= set(severa_vnf.__all__)


def test_a_name_that_is_not_there_is_told() -> None:
    """A misspelt name is an AttributeError, as it is in any module."""
    with pytest.raises(AttributeError, match=r"module 'severa_vnf' has no attribute 'Brigde'"):
        severa_vnf.Brigde  # noqa: B018 - asked for, to be refused
