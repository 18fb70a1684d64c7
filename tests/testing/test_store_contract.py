from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest
from attrs import evolve

from severa_vnf.errors import StoreConflict
from severa_vnf.ports import AsyncMappingStore, Check, MappingStore, Put, Record, Write
from severa_vnf.stores import MemoryStore
from severa_vnf.testing.async_store_contract import AsyncStoreContract
from severa_vnf.testing.store_contract import StoreContract


class Later:
    """A MemoryStore for an async host."""

    def __init__(self) -> None:
        self.inner = MemoryStore()

    async def read(self, tenant: str, space: str, keys: Sequence[str]) -> Mapping[str, Record]:
        """As MemoryStore."""
        return self.inner.read(tenant, space, keys)

    async def scan(self, tenant: str, space: str, *, after: str = "", limit: int = 500) -> Sequence[Record]:
        """As MemoryStore."""
        return self.inner.scan(tenant, space, after=after, limit=limit)

    async def commit(self, tenant: str, writes: Sequence[Write]) -> int:
        """As MemoryStore."""
        return self.inner.commit(tenant, writes)


class TestAsyncStore(AsyncStoreContract):
    async def make_store(self) -> AsyncMappingStore:
        """A new one."""
        return Later()


class Gap(MemoryStore):
    """Lets others in between looking and writing."""

    def commit(self, tenant: str, writes: Sequence[Write]) -> int:
        """Check first, then write over whatever is there by then."""
        super().commit(tenant, [Check(write.space, write.key, write.expected) for write in writes])
        calm = list(writes)
        found = [self.read(tenant, write.space, [write.key]).get(write.key) for write in calm]
        pairs = zip(calm, found, strict=True)
        return super().commit(tenant, [evolve(write, expected=old.version if old else None) for write, old in pairs])


class Hasty(MemoryStore):
    """Commits write by write."""

    def commit(self, tenant: str, writes: Sequence[Write]) -> int:
        """The first writes stay when a later one fails."""
        return [super(Hasty, self).commit(tenant, [write]) for write in writes][-1]


class Counting(MemoryStore):
    """Numbers its commits by what it holds."""

    def commit(self, tenant: str, writes: Sequence[Write]) -> int:
        """After a deletion an old number comes again."""
        super().commit(tenant, writes)
        return 1 + sum(len(self.scan(tenant, space)) for space in ("links", "intents"))


class Sixteen(MemoryStore):
    """Sorts as databases do that hold text as UTF-16."""

    def scan(self, tenant: str, space: str, *, after: str = "", limit: int = 500) -> Sequence[Record]:
        """Surrogate pairs come before the private use area."""
        return sorted(super().scan(tenant, space, after=after, limit=limit), key=lambda r: r.key.encode("utf-16-be"))


class Shared(MemoryStore):
    """Takes all tenants for one."""

    def commit(self, tenant: str, writes: Sequence[Write]) -> int:
        """One heap."""
        return super().commit("", writes)


class Places(MemoryStore):
    """Finds the next page by how many records it has shown."""

    def __init__(self) -> None:
        super().__init__()
        self.shown = {"": 0}

    def scan(self, tenant: str, space: str, *, after: str = "", limit: int = 500) -> Sequence[Record]:
        """A record that goes takes another with it."""
        start = self.shown[after]
        page = super().scan(tenant, space, limit=start + limit)[start:]
        self.shown |= {record.key: start + place for place, record in enumerate(page, 1)}
        return page


class Halves(MemoryStore):
    """Checks first, and then lets others look between two writes."""

    def commit(self, tenant: str, writes: Sequence[Write]) -> int:
        """All under one version, though not at one moment."""
        version = super().commit(tenant, [Check(write.space, write.key, write.expected) for write in writes])
        for write in writes:
            with self._lock:
                self._version = version
                self._write((tenant, write.space, write.key), write)
        return version


class Short(MemoryStore):
    """Has columns of a fixed width, and cuts what does not fit."""

    def __init__(self, value: int = 10**9, key: int = 10**9) -> None:
        super().__init__()
        self.value, self.key = value, key

    def _write(self, place: tuple[str, str, str], write: Write) -> None:
        """As much as fits, without the line's end."""
        short = write.value[: self.value].rstrip("\n") if isinstance(write, Put) else ""
        cut = evolve(write, value=short) if isinstance(write, Put) else write
        super()._write((place[0], place[1], place[2][: self.key]), cut)


class Caseless(MemoryStore):
    """Takes Acme for acme."""

    def commit(self, tenant: str, writes: Sequence[Write]) -> int:
        """As some databases compare text."""
        return super().commit(tenant.lower(), writes)


class Few(MemoryStore):
    """Takes no more than so many writes at a time."""

    def commit(self, tenant: str, writes: Sequence[Write]) -> int:
        """The others are left."""
        return super().commit(tenant, writes[:100])


class Broken(StoreContract):
    """The contract, run by hand."""

    def __init__(self, store: MappingStore) -> None:
        self.broken = store

    def make_store(self) -> MappingStore:
        """The store that must not pass."""
        return self.broken


@pytest.mark.parametrize(
    ("store", "rule"),
    [
        (Gap(), "test_a_check_holds_until_the_commit_is_through"),
        (Gap(), "test_of_rivals_one_wins"),
        (Hasty(), "test_a_record_is_read_as_it_was_put"),
        (Counting(), "test_a_version_is_never_used_twice"),
        (Sixteen(), "test_a_scan_goes_on_after_a_key"),
        (Shared(), "test_tenants_and_spaces_are_apart"),
        (Places(), "test_a_scan_goes_on_where_it_was_whatever_is_written_meanwhile"),
        (Halves(), "test_one_read_sees_one_moment"),
        (Halves(), "test_one_page_of_a_scan_sees_one_moment"),
        (Short(key=255), "test_long_keys_are_apart"),
        (Caseless(), "test_names_that_look_alike_are_apart"),
        (Few(), "test_a_commit_takes_many_writes"),
    ],
)
def test_a_broken_store_is_found_out(store: MappingStore, rule: str) -> None:
    """A store that breaks a rule fails the test of that rule."""
    contract = Broken(store)
    with pytest.raises((AssertionError, StoreConflict)):
        getattr(contract, rule)(contract.make_store(), "acme")


@pytest.mark.parametrize("text", ["x" * 70_000, "a\n"])
def test_a_store_that_cuts_values_is_found_out(text: str) -> None:
    """At a length, or at their ends."""
    contract = Broken(Short(value=65_535))
    with pytest.raises(AssertionError):
        contract.test_a_value_is_kept_to_its_last_character(contract.make_store(), "acme", text)
