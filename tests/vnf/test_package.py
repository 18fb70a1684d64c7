from __future__ import annotations

import ast
import inspect
import subprocess
import sys
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType

import attrs
import pytest

from severa_vnf import vnf
from tests.vnf.samples import RESOURCES, functions

SHARED_MODULES = {"describe", "documents", "refs", "uploads"}
LATE = "import sys, severa_vnf.vnf as v; {}; print(*sorted(m for m in sys.modules if m.startswith('severa_vnf.vnf.')))"


def loaded_after(statement: str) -> set[str]:
    """The modules of the package that a fresh interpreter has loaded after this statement."""
    words = [sys.executable, "-c", LATE.format(statement)]
    told = subprocess.run(words, capture_output=True, text=True, check=True).stdout
    return {name.removeprefix("severa_vnf.vnf.") for name in told.split()}


def test_nothing_is_loaded_before_it_is_used() -> None:
    """Importing the package loads none of its modules; using one loads that, and what it is made of."""
    assert loaded_after("pass") == set()
    assert loaded_after("v.customer_class") == {"customer_class", "describe"}
    assert loaded_after("v.CustomerClass") == {"customer_class", "describe"}


def test_every_name_is_there() -> None:
    """Each announced name is a resource, or a class of that name."""
    for name in vnf.__all__:
        found = getattr(vnf, name)
        assert isinstance(found, ModuleType) == name.islower()
        assert found.__name__.rpartition(".")[2] == name


def test_every_resource_and_model_is_announced() -> None:
    """No module stands in the folder, and no class of fields in a module, that the package does not name."""
    modules = {each.name for each in iter_modules(vnf.__path__)}
    assert modules - SHARED_MODULES == set(RESOURCES)
    for module in map(import_module, (f"severa_vnf.vnf.{name}" for name in modules)):
        own = {name for name, each in vars(module).items() if attrs.has(each) and each.__module__ == module.__name__}
        assert {name for name in own if not name.startswith("_")} - {"Named"} <= set(vnf.__all__)


def test_a_type_checker_is_told_the_same() -> None:
    """The imports that only it sees name each announced thing, at the place where it is found."""
    tree = ast.parse(inspect.getsource(vnf))
    told = {
        alias.name: each.module
        for each in ast.walk(tree)
        if isinstance(each, ast.ImportFrom) and (each.module or "").startswith("severa_vnf")
        for alias in each.names
    }
    assert told.pop("lazily") == "severa_vnf.lazy"
    assert set(told) == set(vnf.__all__)
    for name in set(told) - set(RESOURCES):
        assert getattr(vnf, name).__module__ == told[name]


def test_names_can_be_looked_through() -> None:
    """An interactive host sees everything before it is loaded."""
    assert set(vnf.__all__) <= set(dir(vnf))


def test_an_unknown_name_is_an_ordinary_attribute_error() -> None:
    """As with any module."""
    with pytest.raises(AttributeError, match="has no attribute 'customers'"):
        vnf.customers  # noqa: B018 - asked for, to be refused


def test_every_resource_can_be_asked_something() -> None:
    """Each function says in a docstring what it does."""
    for name in RESOURCES:
        found = functions(getattr(vnf, name))
        assert found
        assert all(each.__doc__ for each in found)
