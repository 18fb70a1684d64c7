from __future__ import annotations

from severa_vnf.ports import MappingStore
from severa_vnf.stores import MemoryStore
from severa_vnf.testing.store_contract import StoreContract


class TestMemoryStore(StoreContract):
    def make_store(self) -> MappingStore:
        """A new one."""
        return MemoryStore()
