"""A store in one SQLite file: no server, survives a crash, shared by threads and processes of one machine."""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, closing, contextmanager, suppress
from os import PathLike
from pathlib import Path
from types import TracebackType
from typing import Self, assert_never

from severa_vnf.errors import StoreError
from severa_vnf.ports import Check, Delete, Put, Record, Write
from severa_vnf.stores.writes import as_expected, distinct

PATIENCE = 30.0
"""How long to wait for another process's commit, in seconds."""

_OURS = 0x5E7E2A01
"""The application id of our files."""
_FORMAT = 1
_TABLES = """
CREATE TABLE record (
    tenant TEXT NOT NULL, space TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL, version INTEGER NOT NULL,
    PRIMARY KEY (tenant, space, key)
) WITHOUT ROWID;
CREATE TABLE latest (version INTEGER NOT NULL);
INSERT INTO latest VALUES (0)
"""
_SIGNED = (f"PRAGMA application_id = {_OURS}", f"PRAGMA user_version = {_FORMAT}")
_READ = "SELECT key, value, version FROM record WHERE tenant = ? AND space = ? AND key = ?"
_SCAN = "SELECT key, value, version FROM record WHERE tenant = ? AND space = ? AND key > ? ORDER BY key LIMIT ?"
_PUT = "INSERT OR REPLACE INTO record VALUES (?, ?, ?, ?, ?)"
_DELETE = "DELETE FROM record WHERE tenant = ? AND space = ? AND key = ?"


class SqliteStore:
    """A `MappingStore` in the file at `path`, made when it is not there; ":memory:" keeps it in memory.

    A commit is on disk when it returns, and one that a crash cuts off leaves no trace. The file must be on a local
    disk; beside it stand `-wal` and `-shm` while it is open. All three are made with `mode`; a file that is there
    keeps its own. Close the store, or use it as a context manager.

    StoreError if the file can't be opened, read or written, is no store, or was made by a newer version of this
    library, and if another process keeps it locked for longer than `patience` seconds.
    """

    def __init__(self, path: str | PathLike[str], mode: int = 0o600, *, patience: float = PATIENCE) -> None:
        self._lock = threading.Lock()
        self._path, self._mode = os.fspath(path), mode
        with self._told():
            if self._path != ":memory:":
                _make(Path(path), mode)
            self._connection = sqlite3.connect(path, timeout=patience, isolation_level=None, check_same_thread=False)
            try:
                self._prepare()
            except BaseException:
                self.close()
                raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file. The store is of no use after this; closing it again does nothing."""
        with self._lock:
            self._connection.close()

    def read(self, tenant: str, space: str, keys: Sequence[str]) -> Mapping[str, Record]:
        """The records that are there, by key."""
        with self._transaction("DEFERRED") as ask:
            rows = [ask.execute(_READ, (tenant, space, key)).fetchone() for key in keys]
        return {row[0]: Record(*row) for row in rows if row}

    def scan(self, tenant: str, space: str, *, after: str = "", limit: int = 500) -> Sequence[Record]:
        """The first `limit` records above `after`, in order of their keys."""
        if limit < 1:
            raise ValueError("limit must be at least 1")
        with self._transaction("DEFERRED") as ask:
            return [Record(*row) for row in ask.execute(_SCAN, (tenant, space, after, limit))]

    def commit(self, tenant: str, writes: Sequence[Write]) -> int:
        """Do all the writes or none; returns their version."""
        distinct(writes)
        with self._transaction("IMMEDIATE") as ask:
            self._check_format(ask)
            ask.execute("UPDATE latest SET version = version + 1")
            version: int = ask.execute("SELECT version FROM latest").fetchone()[0]
            for write in writes:
                place = (tenant, write.space, write.key)
                row = ask.execute(_READ, place).fetchone()
                as_expected(write, row and Record(*row).version)
                match write:
                    case Put():
                        ask.execute(_PUT, (*place, write.value, version))
                    case Delete():
                        ask.execute(_DELETE, place)
                    case Check():
                        pass
                    case _:
                        assert_never(write)
        return version

    def checkpoint(self) -> None:
        """Bring what was committed into the file itself, as far as no reader is in the way: a copy of it is a backup.

        A bridge does so at the end of each run.
        """
        with self._lock, self._told():
            self._connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()

    def backup(self, path: str | PathLike[str]) -> None:
        """Copy the store, as of one moment, into the file at `path`, in the place of any that is there.

        It may be called while a run goes on. The copy has this store's `mode`, and appears when it is whole.
        """
        whole, begun, journal = (Path(f"{os.fspath(path)}{end}") for end in ("", ".part", "-wal"))
        with _named(str(whole)):
            if journal.exists():
                raise StoreError("a store that is open; a backup needs a place of its own", str(whole))
            begun.unlink(missing_ok=True)
            _make(begun, self._mode)
            with closing(sqlite3.connect(begun, isolation_level=None)) as copy:
                with self._lock:
                    self._connection.backup(copy)
                copy.execute("PRAGMA journal_mode = DELETE")  # one file; whoever opens it as a store changes it back
            begun.replace(whole)

    def _prepare(self) -> None:
        self._connection.execute("PRAGMA synchronous = FULL")
        with self._transaction("IMMEDIATE") as ask:
            owner: int = ask.execute("PRAGMA application_id").fetchone()[0]
            tables = {name for (name,) in ask.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
            if owner != _OURS and (owner or tables - {"record", "latest"}):
                raise StoreError("another program's SQLite file, which is left alone", self._path)
            self._check_format(ask)
            for statement in () if tables else (*_TABLES.split(";"), *_SIGNED):
                ask.execute(statement)
        # Of two processes that switch a new file at once one is refused; it need not mind, for the mode is the file's.
        with suppress(sqlite3.OperationalError):
            self._connection.execute("PRAGMA journal_mode = WAL")

    def _check_format(self, ask: sqlite3.Connection) -> None:
        """Raise StoreError for a newer format: another process may bring the file up to it while this one has it."""
        found: int = ask.execute("PRAGMA user_version").fetchone()[0]
        if found > _FORMAT:
            raise StoreError(f"store version {found}; this version of severa-vnf knows {_FORMAT}", self._path)

    @contextmanager
    def _transaction(self, kind: str) -> Iterator[sqlite3.Connection]:
        with self._lock, self._told(), self._connection:  # commits at the end, rolls back on an error
            self._connection.execute(f"BEGIN {kind}")
            yield self._connection

    def _told(self) -> AbstractContextManager[None]:
        return _named(self._path)


def _make(path: Path, mode: int) -> None:
    """Make an empty file, if there is none, with this mode; SQLite makes its companions alike."""
    with suppress(FileExistsError):
        path.touch(mode, exist_ok=False)
        path.chmod(mode)  # whatever the process's umask has taken away


@contextmanager
def _named(path: str) -> Iterator[None]:
    """What SQLite and the system say of a file, as StoreError."""
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        raise StoreError(f"{error} ({type(error).__name__})", path) from error
