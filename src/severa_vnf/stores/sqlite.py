"""A store in one SQLite file: no server, survives a crash, shared by threads and processes of one machine."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from os import PathLike
from types import TracebackType
from typing import Self, assert_never

from severa_vnf.errors import BridgeError
from severa_vnf.ports import Check, Delete, Put, Record, Write
from severa_vnf.stores.writes import as_expected, distinct

PATIENCE = 30.0
"""How long to wait for another process's commit, in seconds, before sqlite3.OperationalError."""

_SCHEMA = 1
_TABLES = """
CREATE TABLE record (
    tenant TEXT NOT NULL, space TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL, version INTEGER NOT NULL,
    PRIMARY KEY (tenant, space, key)
) WITHOUT ROWID;
CREATE TABLE latest (version INTEGER NOT NULL);
INSERT INTO latest VALUES (0);
PRAGMA user_version = 1
"""
_READ = "SELECT key, value, version FROM record WHERE tenant = ? AND space = ? AND key = ?"
_SCAN = "SELECT key, value, version FROM record WHERE tenant = ? AND space = ? AND key > ? ORDER BY key LIMIT ?"
_PUT = "INSERT OR REPLACE INTO record VALUES (?, ?, ?, ?, ?)"
_DELETE = "DELETE FROM record WHERE tenant = ? AND space = ? AND key = ?"


class SqliteStore:
    """A `MappingStore` in the file at `path`, made when it is not there; ":memory:" keeps it in memory.

    A commit is on disk when it returns, and one that a crash cuts off leaves no trace. The file must be on a local
    disk; beside it stand `-wal` and `-shm` while it is open. Close the store, or use it as a context manager.
    BridgeError if the file was made by a newer version of this library.
    """

    def __init__(self, path: str | PathLike[str]) -> None:
        self._lock = threading.Lock()
        self._connection = sqlite3.connect(path, timeout=PATIENCE, isolation_level=None, check_same_thread=False)
        try:
            self._prepare(path)
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

    def _prepare(self, path: str | PathLike[str]) -> None:
        self._connection.execute("PRAGMA synchronous = FULL")
        with self._transaction("IMMEDIATE") as ask:
            found: int = ask.execute("PRAGMA user_version").fetchone()[0]
            if found > _SCHEMA:
                raise BridgeError(f"{path} has store version {found}; this version of severa-vnf knows {_SCHEMA}")
            if found == 0:
                for statement in _TABLES.split(";"):
                    ask.execute(statement)
        # Of two processes that switch a new file at once one is refused; it need not mind, for the mode is the file's.
        with suppress(sqlite3.OperationalError):
            self._connection.execute("PRAGMA journal_mode = WAL")

    @contextmanager
    def _transaction(self, kind: str) -> Iterator[sqlite3.Connection]:
        with self._lock, self._connection:  # commits at the end, rolls back on an error
            self._connection.execute(f"BEGIN {kind}")
            yield self._connection
