from __future__ import annotations

import os
import pickle
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from severa_vnf.errors import StoreConflict, StoreError
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
    with pytest.raises(StoreError, match="store version 2; this version of severa-vnf knows 1"):
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
    with pytest.raises(StoreError, match="closed"):
        store.read("acme", "links", ["a"])


class TestTrouble:
    """What goes wrong with the file is a StoreError that names it, and nothing is half done."""

    def test_no_folder(self, path: Path) -> None:
        """A path that leads nowhere."""
        with pytest.raises(StoreError, match="No such file") as error:
            SqliteStore(path / "nowhere" / "links.db")
        assert error.value.where == str(path / "nowhere" / "links.db")
        assert str(error.value).startswith(error.value.where)
        assert str(pickle.loads(pickle.dumps(error.value))) == str(error.value)

    def test_a_folder(self, tmp_path: Path) -> None:
        """A folder is no file."""
        with pytest.raises(StoreError, match="unable to open") as error:
            SqliteStore(tmp_path)
        assert error.value.where == str(tmp_path)

    def test_no_database(self, path: Path) -> None:
        """A file of something else is left as it is."""
        path.write_bytes(b"Not a database, and longer than its header would be. " * 40)
        before = path.read_bytes()
        with pytest.raises(StoreError, match="not a database"):
            SqliteStore(path)
        assert path.read_bytes() == before

    @pytest.mark.parametrize("statement", ["CREATE TABLE customer (name TEXT)", "PRAGMA application_id = 1"])
    def test_another_programs_database(self, path: Path, statement: str) -> None:
        """So is a database that another program has made."""
        with closing(sqlite3.connect(path)) as other:
            other.execute(statement)
            other.commit()
        before = path.read_bytes()
        with pytest.raises(StoreError, match="another program's"):
            SqliteStore(path)
        assert path.read_bytes() == before

    def test_damaged(self, path: Path) -> None:
        """A file whose pages were overwritten."""
        with SqliteStore(path) as store:
            store.commit("acme", [Put("links", str(n), "x" * 500, None) for n in range(200)])
        body = path.read_bytes()
        path.write_bytes(body[:4096] + b"\xff" * (len(body) - 4096))
        with SqliteStore(path) as store, pytest.raises(StoreError, match="malformed") as error:
            store.scan("acme", "links")
        assert error.value.where == str(path)

    def test_locked(self, path: Path) -> None:
        """A file that another process keeps to itself for longer than this one is patient."""
        with SqliteStore(path, patience=0.05) as store, closing(sqlite3.connect(path)) as other:
            other.execute("BEGIN IMMEDIATE")
            with pytest.raises(StoreError, match="locked"):
                store.commit("acme", [])

    def test_full(self, path: Path) -> None:
        """A disk that takes no more: nothing of the commit is done, and what was there can be read."""
        program = """
import resource, signal
from severa_vnf import StoreError
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
store.commit("acme", [Put("links", "a", "kept", None)])
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
try:
    store.commit("acme", [Put("links", "b", "x" * 400_000, None)])
except StoreError as error:
    print(error.where, [record.value for record in store.scan("acme", "links")])
"""
        told, _ = start(program, path).communicate("\n")
        assert told == f"{path} ['kept']\n"

    def test_read_only(self) -> None:
        """A file that this process may not write."""
        program = """
import os
from severa_vnf import StoreError
from severa_vnf.stores import sqlite
store.close()
os.chmod(sys.argv[1], 0o444)
os.chmod(os.path.dirname(sys.argv[1]), 0o555)
os.getuid() or os.setuid(65534)
try:
    SqliteStore(sys.argv[1])
except StoreError as error:
    print(error)
"""
        with tempfile.TemporaryDirectory(dir="/tmp") as folder:
            path = Path(folder, "links.db")
            told, _ = start(program, path).communicate("\n")
        assert told == f"{path}: attempt to write a readonly database (OperationalError)\n"

    def test_a_newer_version_takes_the_file_over(self, path: Path) -> None:
        """A process that has it open writes no more into it."""
        with SqliteStore(path) as store:
            store.commit("acme", [Put("links", "a", "1", None)])
            with closing(sqlite3.connect(path)) as newer:
                newer.execute("PRAGMA user_version = 2")
            with pytest.raises(StoreError, match="store version 2"):
                store.commit("acme", [Put("links", "b", "1", None)])
            assert [record.key for record in store.scan("acme", "links")] == ["a"]


def test_a_file_of_before_the_format_had_an_owner_is_opened(path: Path) -> None:
    """Our tables are ours, though nobody has signed them."""
    with SqliteStore(path) as store:
        store.commit("acme", [Put("links", "a", "1", None)])
    with closing(sqlite3.connect(path)) as other:
        other.execute("PRAGMA application_id = 0")
    with SqliteStore(path) as store:
        assert [record.key for record in store.scan("acme", "links")] == ["a"]


@pytest.mark.parametrize("mode", [0o600, 0o664])
def test_nobody_else_may_read_it(path: Path, mode: int) -> None:
    """The file and its companions are made with the mode that was asked for, whatever the umask."""
    before = os.umask(0o077)
    try:
        with SqliteStore(path, mode) as store:
            store.commit("acme", [Put("links", "a", "1", None)])
            made = {one.name: one.stat().st_mode & 0o777 for one in path.parent.iterdir()}
    finally:
        os.umask(before)
    assert made == {f"links.db{end}": mode for end in ("", "-wal", "-shm")}


def test_a_file_that_is_there_keeps_its_mode(path: Path) -> None:
    """Who may read an existing file is its owner's choice."""
    SqliteStore(path, 0o640).close()
    SqliteStore(path).close()
    assert path.stat().st_mode & 0o777 == 0o640


def test_after_a_checkpoint_a_plain_copy_is_a_backup(path: Path, tmp_path: Path) -> None:
    """What was committed stands in the file itself, while the store stays open."""
    with SqliteStore(path) as store:
        store.commit("acme", [Put("links", "a", "1", None)])
        store.checkpoint()
        shutil.copy(path, tmp_path / "copy.db")
    with SqliteStore(tmp_path / "copy.db") as copy:
        assert [record.key for record in copy.scan("acme", "links")] == ["a"]


def test_a_backup_is_made_while_others_write(path: Path, tmp_path: Path) -> None:
    """It is one file, as of one moment, with the store's mode; an older one of that name is replaced."""
    copied = tmp_path / "copies" / "links.db"
    copied.parent.mkdir()
    with SqliteStore(path) as store, SqliteStore(path) as other:
        for turn in ("1", "2"):
            store.commit("acme", [Put("links", turn, "old", None)])
            other.commit("acme", [Put("links", f"other {turn}", "old", None)])
            Path(f"{copied}.part").write_text("left by one that was cut off")
            store.backup(copied)
            other.commit("acme", [Put("links", f"late {turn}", "new", None)])
    assert [one.name for one in copied.parent.iterdir()] == ["links.db"]
    assert copied.stat().st_mode & 0o777 == 0o600
    with SqliteStore(copied) as store:
        assert [record.key for record in store.scan("acme", "links")] == ["1", "2", "late 1", "other 1", "other 2"]


def test_a_backup_is_not_made_over_a_store_that_is_open(path: Path) -> None:
    """Its companions would be taken for the new file's."""
    with SqliteStore(path) as store:
        version = store.commit("acme", [Put("links", "a", "1", None)])
        with pytest.raises(StoreError, match="a place of its own"):
            store.backup(path)
        assert store.read("acme", "links", ["a"]) == {"a": Record("a", "1", version)}
