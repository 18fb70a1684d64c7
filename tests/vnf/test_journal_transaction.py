from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from severa_vnf import vnf
from severa_vnf.values import Stamp
from severa_vnf.wire.call import Reply
from severa_vnf.wire.mismatch import Undecodable
from severa_vnf.wire.paging import Walk

Batch = tuple[str, str, tuple[int, ...]]
SINCE = Stamp(datetime(2026, 10, 31))

SIZES = st.lists(st.integers(1, 6), max_size=6)
MODULES = st.sampled_from(["ModuleGL", "ModuleAP"])


@st.composite
def batches(draw: st.DrawFn) -> list[Batch]:
    """Batches of some lines each; a number may stand in two modules."""
    keys = draw(st.lists(st.tuples(MODULES, st.sampled_from("123")), unique=True, max_size=5))
    return [(*key, tuple(range(1, draw(st.integers(1, 5)) + 1))) for key in keys]


def wire(lines: list[tuple[str, str, int]], metadata: dict[str, int] | None) -> list[dict[str, Any]]:
    """A page with these lines, as the service writes it: each batch once, with those of its lines that fall in."""
    rows: dict[tuple[str, str], dict[str, Any]] = {}
    for module, number, line in lines:
        row = rows.setdefault((module, number), {"module": module, "batchNumber": number, "status": "Posted"})
        row.setdefault("journalTransactionLines", []).append({"lineNumber": line})
        row |= {"metadata": metadata} if metadata else {}
    return list(rows.values())


def flat(given: list[Batch]) -> list[tuple[str, str, int]]:
    """Every line of these batches, with what its batch is called."""
    return [(module, number, line) for module, number, lines in given for line in lines]


def read(page_of: Callable[[int], list[Any]]) -> tuple[list[Batch], int]:
    """The batches of a list, and how many calls it took."""
    walk = Walk(vnf.journal_transaction.list(last_modified_date_time=SINCE))
    found: list[Batch] = []
    calls = 0
    while walk.call:
        calls += 1
        page = page_of(int(dict(walk.call.query)["pageNumber"]))
        found += shapes(walk.take(walk.call.read(Reply(200, {}, json.dumps(page).encode()))))
    return found, calls


def shapes(rows: Iterator[vnf.JournalTransaction | Undecodable]) -> Iterator[Batch]:
    """What is to be compared of the batches read."""
    for row in rows:
        assert isinstance(row, vnf.JournalTransaction)
        lines = row.journal_transaction_lines or ()
        yield row.module, row.batch_number, tuple(line.line_number for line in lines)


@given(batches(), st.integers(1, 7))
def test_a_batch_that_pages_split_is_whole_again(given: list[Batch], cap: int) -> None:
    """Whatever a page holds at most, the batches are the same, and no call is made behind the last line."""
    lines = flat(given)
    metadata = {"totalCount": len(lines), "maxPageSize": cap}
    found, calls = read(lambda page: wire(lines[(page - 1) * cap : page * cap], metadata))
    assert found == given
    assert calls == max(1, -(-len(lines) // cap))


@given(batches(), SIZES)
def test_without_a_total_pages_are_read_until_one_is_empty(given: list[Batch], sizes: list[int]) -> None:
    """Wherever the service cuts, the batches are the same."""
    lines = flat(given)
    ends = [sum(sizes[:place]) for place in range(len(sizes) + 1)]
    pages = [lines[start:end] for start, end in zip(ends, [*ends[1:], None], strict=True)]
    cut = [wire(page, None) for page in pages if page] + [[]]
    found, calls = read(lambda page: cut[page - 1])
    assert found == given
    assert calls == len(cut)


@given(st.integers(1, 6), st.integers(1, 6))
def test_a_line_that_comes_twice_is_there_once(count: int, again: int) -> None:
    """Where rows shift between two pages, the second begins with what the first ended with."""
    lines = [("ModuleGL", "1", line) for line in range(1, count + 1)]
    pages = [wire(lines, None), wire([*lines[-again:], ("ModuleGL", "1", count + 1)], None), []]
    found, _ = read(lambda page: pages[page - 1])
    assert found == [("ModuleGL", "1", tuple(range(1, count + 2)))]


def test_a_row_that_cannot_be_read_ends_nothing() -> None:
    """The rows around it are read, and it is told as what it is."""
    walk = Walk(vnf.journal_transaction.list(period_id="202610"))
    assert walk.call is not None
    rows = [*wire([("ModuleGL", "1", 1)], None), {"module": "ModuleXX"}]
    fresh = [*walk.take(walk.call.read(Reply(200, {}, json.dumps(rows).encode())))]
    assert [type(row) for row in fresh] == [Undecodable]
    assert walk.call is not None
    assert [*shapes(walk.take(walk.call.read(Reply(200, {}, b"[]"))))] == [("ModuleGL", "1", (1,))]
