"""What makes something is sent by the engine alone, out of a creator's `call`; what else is written is named here."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

import pytest
from attrs import frozen

import severa_vnf

ROOT = Path(severa_vnf.__file__).parent
FLOWS = ROOT / "flows"
MAKE = {"created", "uploaded", "action"}
"""With these a description of a service writes down a POST."""
ALSO_MAKES = {
    "severa_vnf.vnf.customer_credit_note.update": "its application lines: each is one more",
    ".create": "what a register holds under this name",
}
WRITE = "severa_vnf.flows.writing.write"
CREATOR = {"begun", "probe", "remember", "call", "prove"}
UPDATES = {
    "invoices/removal.py _delete": "a document is deleted once: what is gone is gone",
    "invoices/removal.py mark_as_failed": "a status, after a look at it",
    "following/files.py _mark": "a mark of an attachment",
    "following/release.py release": "the document's status is looked at before and after, and ends it",
    "payments/paying.py _move": "status and day of payment, after a look at them",
    "registers/numbering.py _write": "a number",
    "registers/settling.py _written": "what differs in a pair, parts of its records too: both sides were read, and are "
    "again after a doubt, when nothing can come any more",
}
"""Who writes without the engine, and why: what is there tells whether it was done."""


@frozen
class Module:
    """A module of the library: its text, and what its imported names stand for."""

    name: str
    tree: ast.Module

    def stands_for(self) -> Mapping[str, str]:
        """Names by what is imported under them; its own functions too."""
        named = {one.name: f"{self.name}.{one.name}" for one in self.tree.body if isinstance(one, ast.FunctionDef)}
        for node in self.tree.body:
            if isinstance(node, ast.ImportFrom):
                named |= {one.asname or one.name: f"{node.module}.{one.name}" for one in node.names}
        return named

    def functions(self) -> Iterator[tuple[ast.ClassDef | None, ast.FunctionDef]]:
        """Its functions, and the class of each that is a method."""
        for node in self.tree.body:
            if isinstance(node, ast.FunctionDef):
                yield None, node
            elif isinstance(node, ast.ClassDef):
                yield from ((node, one) for one in node.body if isinstance(one, ast.FunctionDef))


def module(name: str, source: str) -> Module:
    """A module out of its text."""
    return Module(name, ast.parse(source))


@cache
def modules(folder: Path) -> Sequence[Module]:
    """All modules of a folder."""
    places = {path: path.relative_to(ROOT.parent).with_suffix("") for path in sorted(folder.rglob("*.py"))}
    return [module(".".join(place.parts), path.read_text()) for path, place in places.items()]


def mentions(node: ast.AST, named: Mapping[str, str]) -> set[str]:
    """What a piece of text names, in full."""
    found = set()
    for one in ast.walk(node):
        if isinstance(one, ast.Attribute):
            found.add(f"{named.get(one.value.id, '') if isinstance(one.value, ast.Name) else ''}.{one.attr}")
        elif isinstance(one, ast.Name):
            found.add(named.get(one.id, ""))
    return found


@cache
def described() -> frozenset[str]:
    """The procedures of both services whose call makes something, or has it done."""
    found = set(ALSO_MAKES)
    for api in (*modules(ROOT / "severa"), *modules(ROOT / "vnf")):
        found |= {f"{api.name}.{function.name}" for _, function in api.functions() if is_post(function)}
    return frozenset(found)


def is_post(function: ast.FunctionDef) -> bool:
    """Whether a procedure of a service writes down a POST."""
    words = {one.id for one in ast.walk(function) if isinstance(one, ast.Name)}
    texts = {one.value for one in ast.walk(function) if isinstance(one, ast.Constant)}
    return bool(words & MAKE) or "POST" in texts


def is_call_of_creator(owner: ast.ClassDef | None, function: ast.FunctionDef) -> bool:
    """Whether a method is the `call` of a class that has all the verbs of a creator."""
    verbs = {one.name for one in owner.body if isinstance(one, ast.FunctionDef)} if owner else set()
    return function.name == "call" and verbs >= CREATOR


def asks(function: ast.FunctionDef) -> bool:
    """Whether it is a flow, that could send something itself."""
    return any(isinstance(one, ast.Yield | ast.YieldFrom) for one in ast.walk(function))


def offences(some: Iterable[Module]) -> set[str]:
    """The functions that have to do with a creating call and are no `call` of a creator's.

    One that asks nothing and only writes the call down, perhaps out of two, is a creating procedure itself.
    """
    said = [
        (f"{one.name}.{function.name}", owner is None and not asks(function), mentions(function, named))
        for one in some
        for named in [one.stands_for()]
        for owner, function in one.functions()
        if not is_call_of_creator(owner, function)
    ]
    making, before = set(described()), 0
    while len(making) > before:
        before = len(making)
        making |= {name for name, is_description, names in said if is_description and names & making}
    found = {name for name, is_description, names in said if not is_description and names & making}
    return {name.removeprefix("severa_vnf.flows.") for name in found}


def writers(some: Iterable[Module]) -> set[str]:
    """Who writes without the engine: by the procedure `write`."""
    found = set()
    for one in some:
        named = one.stands_for()
        path = one.name.removeprefix("severa_vnf.flows.").replace(".", "/")
        takes = [function for _, function in one.functions() if WRITE in mentions(function, named)]
        found |= {f"{path}.py {function.name}" for function in takes}
    return found


def test_what_makes_something_is_sent_by_the_engine() -> None:
    """A creating call is written down in a creator's `call` alone."""
    outside = [one for one in modules(FLOWS) if not one.name.startswith("severa_vnf.flows.engine.")]
    assert offences(outside) == {"following.release.release"}


def test_all_else_that_is_written_is_an_update() -> None:
    """Who writes past the engine is named, with the reason why that does no harm twice."""
    outside = [one for one in modules(FLOWS) if one.name != "severa_vnf.flows.writing"]
    assert writers(outside) == UPDATES.keys()


def test_nobody_else_sends_before_a_leases_end() -> None:
    """A call that changes something goes out in two places."""
    sends = [one.name for one in modules(FLOWS) for call in ast.walk(one.tree) if is_send_before(call)]
    assert sends == ["severa_vnf.flows.engine.create_once", "severa_vnf.flows.writing"]


def is_send_before(node: ast.AST) -> bool:
    """Whether it is the question to send a call earlier than a moment."""
    named = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Send"
    return named and any(one.arg == "before" for one in node.keywords)


def test_both_services_are_known() -> None:
    """The procedures that make something are found by how they are written down."""
    ways = ["severa.customers.create", "severa.files.upload", "vnf.inventory.create", "vnf.customer_invoice.attach"]
    assert {f"severa_vnf.{way}" for way in ways} <= described()
    assert "severa_vnf.severa.invoices.patch" not in described()


SENT = """
from severa_vnf.flows.ask import send
from severa_vnf.severa import project_fees as fees

def again(fee):
    yield from send(fees.create(fee))
"""
THROUGH_ANOTHER = """
from severa_vnf.flows.invoices.documents import attach as hang
from severa_vnf.flows.writing import write

def hangs(key):
    return hang(key, "a.pdf", b"", "")

class Work:
    def again(self, key):
        yield from write(hangs(key))
"""
NO_CREATOR = """
from severa_vnf.flows.invoices import documents

class Unproven:
    def call(self, case):
        return documents.create(case.draft)
"""
OF_A_REGISTER = """
from severa_vnf.flows.ask import send

def makes(kind, value):
    return (yield from send(kind.vnf.create(value)))
"""
SEVERAL = {
    "sent under another name": (SENT, "again"),
    "through a procedure of its own": (THROUGH_ANOTHER, "again"),
    "in a creator that proves nothing": (NO_CREATOR, "call"),
    "of a register": (OF_A_REGISTER, "makes"),
}


@pytest.mark.parametrize("way", SEVERAL)
def test_another_way_is_seen(way: str) -> None:
    """A second way to make something does not get past these tests, whatever it is called."""
    source, function = SEVERAL[way]
    planted = module("severa_vnf.flows.planted", source)
    assert offences([*modules(FLOWS / "invoices"), planted]) == {f"planted.{function}"}


def test_another_writer_is_seen() -> None:
    """Whoever takes `write` for it stands in no list."""
    assert writers([module("severa_vnf.flows.planted", THROUGH_ANOTHER)]) == {"planted.py again"}
