"""Places for what the bridge remembers. Each is imported when first named: nobody needs the driver of another's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from severa_vnf.lazy import lazily

if TYPE_CHECKING:
    from severa_vnf.stores.memory import MemoryStore
    from severa_vnf.stores.sqlite import SqliteStore
else:
    __getattr__ = lazily(__name__, {"memory": "MemoryStore", "sqlite": "SqliteStore"})

__all__ = ["MemoryStore", "SqliteStore"]
