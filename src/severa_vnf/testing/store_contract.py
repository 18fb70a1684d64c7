"""The rules of a store as a pytest class: subclass it, and a store of your own is proven."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from itertools import combinations_with_replacement
from typing import TypeAlias

import pytest
from attrs import evolve
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from severa_vnf.errors import StoreConflict
from severa_vnf.ports import Check, Delete, MappingStore, Put, Record, Write
from severa_vnf.testing.store_races import Races, new_tenant, put

Kind: TypeAlias = Callable[[str, str, int | None], Write]

TEXTS = ("a", "A", "a ", "a\0", "a\0b", "\0", "%", "_", "'", "\u00e9", "e\u0301", "\uffff", "\U00010000", "\U0001f4b6")
"""Keys that a careless store confuses, cuts or sorts wrongly."""

KINDS: tuple[Kind, ...] = (put, Delete, Check)
_SPACES = st.sampled_from(("links", "intents"))
_KEYS = st.sampled_from(TEXTS) | st.text(min_size=1)
_WRITES: st.SearchStrategy[Write] = st.one_of(
    st.builds(Put, _SPACES, _KEYS, st.text(), st.none()),
    st.builds(Delete, _SPACES, _KEYS, st.none()),
    st.builds(Check, _SPACES, _KEYS, st.none()),
)
_STEPS = st.tuples(_WRITES, st.sampled_from((True, True, True, True, False)))
_COMMITS = st.lists(st.lists(_STEPS, max_size=5, unique_by=lambda step: (step[0].space, step[0].key)), max_size=12)


def named(text: str) -> str:
    """A text's name in the list of tests."""
    return ascii(text[:9])


class Rules(Races):
    """What a store keeps to, one rule a test."""

    def test_a_record_is_read_as_it_was_put(self, store: MappingStore, tenant: str) -> None:
        """What was put is read back with the version that its commit returned."""
        version = store.commit(tenant, [Put("links", "a", "1", None), Put("links", "b", "2", None)])
        assert dict(store.read(tenant, "links", ["b", "a"])) == {
            "a": Record("a", "1", version),
            "b": Record("b", "2", version),
        }

    def test_only_what_is_there_is_read(self, store: MappingStore, tenant: str) -> None:
        """A key without a record is left out of the answer, however many keys are asked for."""
        version = store.commit(tenant, [Put("links", "7", "", None)])
        assert dict(store.read(tenant, "links", [str(n) for n in range(40_000)])) == {"7": Record("7", "", version)}

    @pytest.mark.parametrize("kind", KINDS)
    @pytest.mark.parametrize("key", ["changed", "made", "deleted", "made again", "never made"])
    def test_a_stale_expectation_is_a_conflict(self, store: MappingStore, tenant: str, kind: Kind, key: str) -> None:
        """A write that expects another version than the record has is refused, and nothing of its commit is done."""
        old = store.commit(tenant, [Put("links", at, "1", None) for at in ("changed", "deleted", "made again")])
        store.commit(
            tenant, [put("links", "changed", old), *(Delete("links", at, old) for at in ("deleted", "made again"))]
        )
        store.commit(tenant, [put("links", "made", None), put("links", "made again", None)])
        before = list(store.scan(tenant, "links"))
        stale = kind("links", key, None if key == "made" else old)
        for writes in ([stale, put("links", "other", None)], [put("links", "other", None), stale]):
            with pytest.raises(StoreConflict):
                store.commit(tenant, writes)
        assert list(store.scan(tenant, "links")) == before

    @pytest.mark.parametrize("kind", [Delete, Check])
    def test_absence_can_be_expected(self, store: MappingStore, tenant: str, kind: Kind) -> None:
        """A write that expects no record is content where there is none, and only a Put makes one."""
        store.commit(tenant, [kind("links", "a", None), put("links", "b", None)])
        assert [record.key for record in store.scan(tenant, "links")] == ["b"]

    def test_a_check_changes_nothing(self, store: MappingStore, tenant: str) -> None:
        """A record that was checked keeps its value and its version."""
        version = store.commit(tenant, [put("links", "a", None)])
        store.commit(tenant, [Check("links", "a", version), put("links", "b", None)])
        assert store.read(tenant, "links", ["a"])["a"] == Record("a", "new", version)

    def test_a_version_is_never_used_twice(self, store: MappingStore, tenant: str) -> None:
        """Each commit has a number of its own, after a deletion and without a Put too."""
        versions = [store.commit(tenant, [put("links", "a", None)])]
        versions.append(store.commit(tenant, [Delete("links", "a", versions[0])]))
        versions.append(store.commit(tenant, []))
        versions.append(store.commit(tenant, [put("links", "a", None)]))
        versions.append(store.commit(tenant, [Check("links", "a", versions[-1])]))
        assert len(set(versions)) == len(versions)

    @pytest.mark.parametrize("kinds", [*combinations_with_replacement(KINDS, 2)])
    def test_a_record_is_written_once_in_a_commit(
        self, store: MappingStore, tenant: str, kinds: tuple[Kind, Kind]
    ) -> None:
        """Two writes of one record in one commit are a ValueError; the same key in two spaces is two records."""
        first, second = kinds
        with pytest.raises(ValueError, match="once"):
            store.commit(tenant, [put("links", "b", None), first("links", "a", None), second("links", "a", None)])
        assert not store.scan(tenant, "links")
        store.commit(tenant, [first("links", "a", None), second("intents", "a", None)])

    def test_tenants_and_spaces_are_apart(self, store: MappingStore, tenant: str) -> None:
        """The same key in another space or of another tenant is another record."""
        other = new_tenant()
        store.commit(tenant, [Put("links", "a", "1", None), Put("intents", "a", "2", None)])
        store.commit(other, [Put("links", "a", "3", None)])
        assert [record.value for record in store.scan(tenant, "links")] == ["1"]
        assert [record.value for record in store.scan(tenant, "intents")] == ["2"]
        assert store.read(other, "links", ["a"])["a"].value == "3"
        assert not store.read(other, "intents", ["a"])

    def test_a_scan_goes_on_after_a_key(self, store: MappingStore, tenant: str) -> None:
        """Keys ascend by code point, the key named by `after` is not repeated, and it need not be there."""
        store.commit(tenant, [Put("links", key, "", None) for key in TEXTS])
        assert [record.key for record in store.scan(tenant, "links")] == sorted(TEXTS)
        assert [record.key for record in store.scan(tenant, "links", after="a ", limit=2)] == ["e\u0301", "\u00e9"]
        assert [record.key for record in store.scan(tenant, "links", after="\ue000")] == sorted(TEXTS)[-3:]

    @pytest.mark.parametrize("text", [*TEXTS, "a\n", " a", "\t", "x" * 200_000, "\u20ac" * 70_000], ids=named)
    def test_a_value_is_kept_to_its_last_character(self, store: MappingStore, tenant: str, text: str) -> None:
        """However long it is, and whatever stands at its ends."""
        version = store.commit(tenant, [Put("links", "a", text, None)])
        assert store.read(tenant, "links", ["a"]) == {"a": Record("a", text, version)}
        assert list(store.scan(tenant, "links")) == [Record("a", text, version)]

    def test_long_keys_are_apart(self, store: MappingStore, tenant: str) -> None:
        """Two keys that differ in their last character alone are two keys."""
        keys = ["k" * 600 + end for end in "ab"]
        version = store.commit(tenant, [Put("links", key, key[-1], None) for key in keys])
        found = {key: Record(key, key[-1], version) for key in keys}
        assert dict(store.read(tenant, "links", [*keys, "k" * 600])) == found
        assert list(store.scan(tenant, "links")) == [*found.values()]

    def test_names_that_look_alike_are_apart(self, store: MappingStore, tenant: str) -> None:
        """Tenants, and spaces, are told apart by every character: case, blanks, accents, length."""
        names = [f"{tenant} {text}" for text in (*TEXTS, "x" * 300, "x" * 301)]
        for name in names:
            store.commit(name, [Put(space, "a", f"{name} {space}", None) for space in names])
        for name in names:
            for space in names:
                assert [record.value for record in store.scan(name, space)] == [f"{name} {space}"]

    def test_a_commit_takes_many_writes(self, store: MappingStore, tenant: str) -> None:
        """A few thousand of them are one commit like any other."""
        store.commit(tenant, [put("links", str(n), None) for n in range(3_000)])
        assert len(store.scan(tenant, "links", limit=5_000)) == 3_000

    def test_a_scan_goes_on_where_it_was_whatever_is_written_meanwhile(self, store: MappingStore, tenant: str) -> None:
        """What is made or deleted between two pages, before the place where the second begins, moves no record."""
        version = store.commit(tenant, [put("links", key, None) for key in "bcdefg"])
        assert [record.key for record in store.scan(tenant, "links", limit=2)] == ["b", "c"]
        store.commit(tenant, [Delete("links", "b", version)])
        assert [record.key for record in store.scan(tenant, "links", after="c", limit=2)] == ["d", "e"]
        store.commit(tenant, [put("links", "a", None), put("links", "b", None)])
        assert [record.key for record in store.scan(tenant, "links", after="e", limit=2)] == ["f", "g"]

    def test_a_scan_stops_at_its_limit(self, store: MappingStore, tenant: str) -> None:
        """At most 500 records unless told otherwise; a limit below one is a ValueError."""
        store.commit(tenant, [Put("links", f"{n:03}", "", None) for n in range(501)])
        assert len(store.scan(tenant, "links")) == 500
        assert len(store.scan(tenant, "links", limit=501)) == 501
        for limit in (0, -1):
            with pytest.raises(ValueError, match="limit"):
                store.scan(tenant, "links", limit=limit)

    def test_a_lone_surrogate_is_refused(self, store: MappingStore, tenant: str) -> None:
        """Half a character is no text: a ValueError in every place that a verb takes text."""
        for ask in (
            lambda: store.read("\ud800", "links", ["a"]),
            lambda: store.read(tenant, "\ud800", ["a"]),
            lambda: store.read(tenant, "links", ["\ud800"]),
            lambda: store.scan("\ud800", "links"),
            lambda: store.scan(tenant, "\ud800"),
            lambda: store.scan(tenant, "links", after="\ud800"),
            lambda: store.commit("\ud800", [put("links", "a", None)]),
        ):
            with pytest.raises(ValueError, match="surrogate"):
                ask()

    @settings(
        deadline=None,
        suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.differing_executors],
    )
    @given(commits=_COMMITS, page=st.integers(1, 4))
    def test_it_does_what_plain_dicts_do(
        self, store: MappingStore, commits: list[list[tuple[Write, bool]]], page: int
    ) -> None:
        """Whatever is committed, right or stale, the store holds what a dict for each space would hold."""
        tenant = new_tenant()
        model: dict[str, dict[str, Record]] = {"links": {}, "intents": {}}
        versions = [0]
        for steps in commits:
            writes = [evolve(write, expected=_expected(model, write, right, versions[-1])) for write, right in steps]
            if all(right for _, right in steps):
                versions.append(store.commit(tenant, writes))
                for write in writes:
                    _apply(model[write.space], write, versions[-1])
            else:
                with pytest.raises(StoreConflict):
                    store.commit(tenant, writes)
            for space, records in model.items():
                assert dict(store.read(tenant, space, [*TEXTS, *records])) == records
                assert _pages(store, tenant, space, page) == [records[key] for key in sorted(records)]
        assert len(set(versions)) == len(versions)


class StoreContract(Rules, ABC):
    """Every rule of `MappingStore`, each a test.

    Subclass it in your tests and say how your store is made:

    ```python
    class TestMyStore(StoreContract):
        def make_store(self) -> MappingStore:
            return MyStore(...)
    ```

    It may be the same store each time, and need not be empty: the tests use tenants that nobody has used.
    """

    @abstractmethod
    def make_store(self) -> MappingStore:
        """The store to prove. Called once a test."""

    @pytest.fixture
    def store(self) -> MappingStore:
        """The store to prove."""
        return self.make_store()


def _expected(model: dict[str, dict[str, Record]], write: Write, right: bool, last: int) -> int | None:
    record = model[write.space].get(write.key)
    version = record.version if record else None
    if right:
        return version
    return None if version == last else last


def _apply(records: dict[str, Record], write: Write, version: int) -> None:
    if isinstance(write, Put):
        records[write.key] = Record(write.key, write.value, version)
    if isinstance(write, Delete):
        records.pop(write.key, None)


def _pages(store: MappingStore, tenant: str, space: str, limit: int) -> list[Record]:
    records: list[Record] = []
    while page := store.scan(tenant, space, after=records[-1].key if records else "", limit=limit):
        records += page
    return records
