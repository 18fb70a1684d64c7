"""Functions of the host, called for one record: what one gives is checked, what it raises is that record's trouble.

Nowhere else is any exception caught: a host's function may raise whatever it likes, and the other records go on.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from severa_vnf.mapping.table import Trouble
from severa_vnf.policies import CostOnly, CostPolicy, Rebill
from severa_vnf.rules.drafts import FUNCTION_FAILED, FUNCTION_GAVE
from severa_vnf.wire.decode import loads, structure
from severa_vnf.wire.encode import dumps, plain
from severa_vnf.wire.mismatch import shown

T = TypeVar("T")
D = TypeVar("D")

EXTEND, COSTS = "Settings.extend", "Settings.costs"
LONGEST = 500
"""Characters of what an exception says that are kept."""


def extended(document: D, extend: Callable[..., Any], mark: str, *known: Any) -> D | Trouble:
    """The document that `Settings.extend` makes of this one: of the same kind, with our mark in its note, writable."""
    name = _named(EXTEND, extend)
    given = _called(name, extend, document, *known)
    if isinstance(given, Trouble):
        return given
    if not isinstance(given, type(document)):
        return Trouble(FUNCTION_GAVE, name, shown(given))
    read = _called(name, _read_back, given)
    if isinstance(read, Trouble):
        return read
    note = getattr(read, "note", "")
    if mark not in str(note):
        return Trouble(FUNCTION_GAVE, name, shown(note))
    made: D = read if type(read) is type(document) else given
    return made


def policy_of(line: Any, policy: CostPolicy | Callable[[Any], Any]) -> CostPolicy | Trouble:
    """What is done with a line: by the policy, or by the host's function that chooses one."""
    if isinstance(policy, CostOnly | Rebill):
        return policy
    name = _named(COSTS, policy)
    given = _called(name, policy, line)
    return given if isinstance(given, CostOnly | Rebill | Trouble) else Trouble(FUNCTION_GAVE, name, shown(given))


def _called(name: str, function: Callable[..., Any], *given: Any) -> Any:
    try:
        return function(*given)
    except Exception as error:  # noqa: BLE001 - whatever a host's function raises is the trouble of one record
        return Trouble(FUNCTION_FAILED, name, f"{type(error).__name__}: {_said(error)}"[:LONGEST])


def _said(error: Exception) -> str:
    try:
        return str(error)
    except Exception:  # noqa: BLE001 - an exception of a host's own may not even be printable
        return "-"


def _read_back(document: Any) -> Any:
    """The document as it is written and read again: a value of a wrong type is found here and not while it is sent."""
    return structure(loads(dumps(plain(document))), type(document))


def _named(setting: str, function: Callable[..., Any]) -> str:
    return f"{setting}, {getattr(function, '__qualname__', type(function).__qualname__)}"
