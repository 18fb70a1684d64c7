"""The two rules of a commit that every store keeps, so that all refuse in the same words."""

from __future__ import annotations

from collections.abc import Sequence

from severa_vnf.errors import StoreConflict
from severa_vnf.ports import Write


def distinct(writes: Sequence[Write]) -> None:
    """ValueError if two writes of one commit name the same record."""
    if len({(write.space, write.key) for write in writes}) < len(writes):
        raise ValueError("a commit may write, delete or check each record only once")


def as_expected(write: Write, found: int | None) -> None:
    """StoreConflict if the version found is not the one that the write expects."""
    if found != write.expected:
        raise StoreConflict(f"{write.space} {write.key!r}: expected {_told(write.expected)}, found {_told(found)}")


def _told(version: int | None) -> str:
    return "no record" if version is None else f"version {version}"
