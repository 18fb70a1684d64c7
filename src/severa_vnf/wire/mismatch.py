"""What is said of a value that is not what its model promises."""

from __future__ import annotations

from reprlib import Repr
from typing import Any

from attrs import frozen

_SHORT = Repr()
_SHORT.maxstring = _SHORT.maxother = _SHORT.maxlong = 60


class Mismatch(Exception):
    """A value that is not what the model says. `path` leads to it, as in `projects[2].guid`."""

    def __init__(self, path: str, expected: str, found: object) -> None:
        super().__init__(path, expected, found)
        self.path, self.expected, self.found = path, expected, found

    def __str__(self) -> str:
        return f"{self.path or 'the value'}: {self.expected} expected, found {shown(self.found)}"

    def under(self, place: str) -> Mismatch:
        """The same fault, seen from one level further up."""
        joint = "" if not self.path or self.path.startswith("[") else "."
        return Mismatch(f"{place}{joint}{self.path}", self.expected, self.found)


def shown(value: object) -> str:
    """A value for a message: the beginning of it, however long and deep it is."""
    return _SHORT.repr(value)[:200]


@frozen
class Undecodable:
    """A row that could not be read; the rest of its page could.

    `fault` names the path, what was expected and what was found; `raw` is the row as it came.
    """

    fault: str
    raw: Any
