"""Places for what the bridge remembers. Each is imported when first named: nobody needs the driver of another's."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from severa_vnf.stores.memory import MemoryStore
    from severa_vnf.stores.sqlite import SqliteStore

__all__ = ["MemoryStore", "SqliteStore"]

_HOMES = {"MemoryStore": "memory", "SqliteStore": "sqlite"}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
