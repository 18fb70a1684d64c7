from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from severa_vnf.errors import BridgeError, StoreConflict
from severa_vnf.ports import MappingStore, Put, Record
from severa_vnf.stores import SqliteStore
from severa_vnf.testing.store_contract import StoreContract


class TestSqliteStoreInAFile(StoreContract):
    @pytest.fixture(autouse=True)
    def opened(self, tmp_path: Path) -> Iterator[None]:
        """A store that is closed after the test."""
        with SqliteStore(tmp_path / "links.db") as self.made:
            yield

    def make_store(self) -> MappingStore:
        """One on disk."""
        return self.made


class TestSqliteStoreInMemory(StoreContract):
    @pytest.fixture(autouse=True)
    def opened(self) -> Iterator[None]:
        """A store that is closed after the test."""
        with SqliteStore(":memory:") as self.made:
            yield

    def make_store(self) -> MappingStore:
        """One that needs no disk."""
        return self.made


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where nothing is yet."""
    return tmp_path / "links.db"


def start(program: str, *arguments: object) -> subprocess.Popen[str]:
    """A Python of its own that runs `program`, its store opened when it is sent a line."""
    opening = "import sys; from severa_vnf.stores import SqliteStore; from severa_vnf.ports import *; input()\n"
    command = [sys.executable, "-c", opening + "store = SqliteStore(sys.argv[1])\n" + program, *map(str, arguments)]
    return subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )


def test_a_reopened_file_holds_what_was_committed(path: Path) -> None:
    """Records and versions outlive the process, and a number used before the end is not used after it."""
    with SqliteStore(str(path)) as store:
        first = store.commit("acme", [Put("links", "a", "1", None)])
        last = store.commit("acme", [Put("links", "b", "2", None)])
    with SqliteStore(path) as store:
        assert store.read("acme", "links", ["a"]) == {"a": Record("a", "1", first)}
        assert store.commit("acme", []) not in (first, last)


def test_two_stores_on_one_file_see_each_other(path: Path) -> None:
    """What one has committed the other reads, and expects in vain to be as before."""
    with SqliteStore(path) as one, SqliteStore(path) as other:
        version = one.commit("acme", [Put("links", "a", "1", None)])
        assert other.read("acme", "links", ["a"]) == {"a": Record("a", "1", version)}
        other.commit("acme", [Put("links", "a", "2", version)])
        with pytest.raises(StoreConflict, match=f"links 'a': expected version {version}, found version"):
            one.commit("acme", [Put("links", "a", "3", version)])


def test_a_commit_waits_for_another_process(path: Path) -> None:
    """A file that somebody else is writing is waited for, and is no error."""
    with SqliteStore(path) as store, closing(sqlite3.connect(path, check_same_thread=False)) as other:
        other.execute("BEGIN IMMEDIATE")
        release = threading.Timer(0.2, other.rollback)
        release.start()
        began = time.monotonic()
        assert store.commit("acme", [Put("links", "a", "1", None)])
        assert time.monotonic() - began > 0.1
        release.join()


def test_whoever_opens_a_new_file_at_once_is_let_in(tmp_path: Path) -> None:
    """Making the tables and entering write-ahead mode are no race that somebody loses."""
    together = threading.Barrier(4)

    def opened(path: Path) -> int:
        together.wait()
        with SqliteStore(path) as store:
            return store.commit("acme", [])

    with ThreadPoolExecutor(4) as hosts:
        for path in (tmp_path / f"{n}.db" for n in range(40)):
            assert sorted(hosts.map(opened, [path] * 4)) == [1, 2, 3, 4]
            with closing(sqlite3.connect(path)) as other:
                assert other.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_processes_that_start_at_once_share_a_new_file(path: Path) -> None:
    """Several hosts may make, open and write one file at the same moment, and none of their work is lost."""
    program = """
from severa_vnf.errors import StoreConflict
done = 0
while done < 50:
    record = store.read("acme", "links", ["n"]).get("n", Record("n", "0", None))
    try:
        print(store.commit("acme", [Put("links", "n", str(int(record.value) + 1), record.version)]))
        done += 1
    except StoreConflict:
        pass
"""
    hosts = [start(program, path) for _ in range(4)]
    for host in hosts:
        assert host.stdin
        host.stdin.write("\n")
        host.stdin.flush()
    versions = [version for host in hosts for version in host.communicate()[0].split()]
    assert len(versions) == len(set(versions)) == 4 * 50
    with SqliteStore(path) as store:
        assert store.read("acme", "links", ["n"])["n"].value == str(4 * 50)


def test_a_kill_at_any_statement_leaves_nothing(path: Path) -> None:
    """A process killed in mid-commit, whichever statement it had come to, has changed nothing."""
    program = """
import os, signal
left = int(sys.argv[2])

def count(frame, event, called):
    global left
    if event == "c_call" and called.__name__ == "execute":
        left -= 1
        if left < 0:
            os.kill(os.getpid(), signal.SIGKILL)

sys.setprofile(count)
old = int(sys.argv[3])
store.commit("acme", [Put("links", "a", "new", old), Delete("links", "b", old), Check("links", "c", None)])
sys.setprofile(None)
"""

    def commit_killed_after(statements: int) -> int:
        host = start(program, path, statements, old)
        host.communicate("\n")
        return host.returncode

    with SqliteStore(path) as store:
        old = store.commit("acme", [Put("links", "a", "old", None), Put("links", "b", "old", None)])
        statements = 0
        while commit_killed_after(statements) == -signal.SIGKILL:
            assert store.scan("acme", "links") == [Record("a", "old", old), Record("b", "old", old)]
            statements += 1
        assert statements > 3
        assert [(record.key, record.value) for record in store.scan("acme", "links")] == [("a", "new")]


def test_a_kill_at_any_moment_leaves_all_or_nothing(path: Path) -> None:
    """A process killed at work leaves whole commits only, with every one in it that it had been told was done."""
    program = """
expected = store.scan("acme", "links", limit=1)
version = expected[0].version if expected else None
for round in range(int(sys.argv[2]), 1_000_000):
    version = store.commit("acme", [Put("links", str(n), str(round), version) for n in range(2000)])
    print(round, flush=True)
"""
    reached = 0
    for delay in (0.0, 0.003, 0.007, 0.012):
        host = start(program, path, reached + 1)
        assert host.stdin
        assert host.stdout
        host.stdin.write("\n")
        host.stdin.flush()
        host.stdout.readline()
        time.sleep(delay)
        host.kill()
        told = [reached + 1, *map(int, host.communicate()[0].split())]
        with SqliteStore(path) as store:
            records = store.scan("acme", "links", limit=5000)
        assert len(records) == 2000
        (reached,) = {int(record.value) for record in records}
        assert reached in (told[-1], told[-1] + 1)


def test_a_file_of_a_newer_version_is_refused(path: Path) -> None:
    """A file whose store version we do not know is left as it is, and the error says who is too old."""
    with closing(sqlite3.connect(path)) as other:
        other.execute("PRAGMA user_version = 2")
    before = path.read_bytes()
    with pytest.raises(BridgeError, match="store version 2; this version of severa-vnf knows 1"):
        SqliteStore(path)
    assert path.read_bytes() == before


def test_readers_and_a_writer_do_not_hinder_each_other(path: Path) -> None:
    """The file is in write-ahead mode: a read that is under way holds up no commit."""
    with SqliteStore(path) as store, closing(sqlite3.connect(path)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM record").fetchall()
        began = time.monotonic()
        store.commit("acme", [Put("links", "a", "1", None)])
        assert time.monotonic() - began < 5
        assert reader.execute("SELECT * FROM record").fetchall() == []


def test_a_closed_store_is_of_no_use() -> None:
    """After `with` the file is let go; closing once more does nothing."""
    with SqliteStore(":memory:") as store:
        pass
    store.close()
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        store.read("acme", "links", ["a"])
