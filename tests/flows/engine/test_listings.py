"""No list is read since a stamp but through its declaration, and the engine knows neither service."""

from __future__ import annotations

import ast
from collections import Counter
from pathlib import Path

import severa_vnf.flows

FLOWS = Path(severa_vnf.flows.__file__).parent
SINCE = {"last_modified_date_time", "changed_since"}
"""How the lists of both services are asked for what changed."""
DECLARED = {"since_in_severa", "since_in_vnf", "sources", "_postings", "read_changes", "recent"}
"""Where the calls of declared lists are written."""
LOOKS = {
    "applied": "what was applied to the documents that a cursor has just shown",
    "_since": "fees of others, once in a run; where one can't be read, each line is looked for by itself",
    "since": "a probe, since an intent's own moment",
    "_documents": "documents of others, once and for a person",
    "rounding": "some documents, once and for a person",
    "rows_of": "rows of a year, once and for a person",
    "purchases_of": "fees of a month, once and for a person",
}
"""What looks back once, remembers nothing, and concludes nothing from what is not there."""


def asked_in(path: Path) -> Counter[str]:
    """How often a file asks for what changed, by the function it stands in."""
    found: Counter[str] = Counter()
    for function in ast.walk(ast.parse(path.read_text())):
        if isinstance(function, ast.FunctionDef):
            calls = (one for one in ast.walk(function) if isinstance(one, ast.Call))
            found[function.name] += sum(any(one.arg in SINCE for one in call.keywords) for call in calls)
    return +found


def test_each_list_is_declared() -> None:
    """A list is asked for what changed in declarations alone; who looks back once is named, with the reason."""
    found: Counter[str] = Counter()
    for path in FLOWS.rglob("*.py"):
        found += asked_in(path)
    assert set(found) == DECLARED | LOOKS.keys()


def test_cursors_are_moved_in_one_place() -> None:
    """The engine alone makes a cursor, and asks what the clock of the service is."""
    makes = [path.name for path in FLOWS.rglob("*.py") if "Cursor(" in path.read_text().replace("class Cursor(", "")]
    assert makes == ["cursor.py"]
