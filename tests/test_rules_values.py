"""What is put into a sentence is data, or said in both languages: no English stands within a Dutch one."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import severa_vnf
from severa_vnf.rules.words import DUTCH, in_words

SOURCE = Path(severa_vnf.__file__).parent
WORDS = re.compile(r"[A-Za-z]{2,}")
SAME = {"guid", "in", "Severa", "Visma", "net", "hold", "Status"}
"""Words that are data, or the same in both languages."""


def values(tree: ast.AST) -> Iterator[str]:
    """The texts in what the troubles and problems of a module are said of, there or where it was named."""
    for function in (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)):
        named = {
            target.id: node.value
            for node in ast.walk(function)
            if isinstance(node, ast.Assign)
            for target in node.targets
            if isinstance(target, ast.Name)
        }
        for call in (node for node in ast.walk(function) if isinstance(node, ast.Call)):
            if isinstance(call.func, ast.Name) and call.func.id in ("Trouble", "Problem"):
                first = {"Trouble": 1, "Problem": 4}[call.func.id]
                said = [*call.args[first:], *(one.value for one in call.keywords if one.arg in ("field", "value"))]
                for one in said:
                    whole = named.get(one.id, one) if isinstance(one, ast.Name) else one
                    for node in ast.walk(whole):
                        if isinstance(node, ast.Constant) and isinstance(node.value, str):
                            yield node.value


def english(text: str) -> bool:
    """Whether it has words that are neither data nor said in Dutch."""
    left = text.strip(" ,:;()")
    known = left in DUTCH or in_words(f"{left} ", "nl") != f"{left} "
    return not known and not set(WORDS.findall(left)) <= SAME


def found() -> set[tuple[str, str]]:
    """The English of all modules, with their names."""
    return {
        (path.relative_to(SOURCE).as_posix(), text)
        for path in SOURCE.rglob("*.py")
        for text in values(ast.parse(path.read_text("utf-8")))
        if english(text)
    }


def test_values_are_data() -> None:
    """No value of a problem is an English sentence."""
    assert found() == set()


def test_english_is_seen() -> None:
    """A sentence is seen, in the call or named before it; a word that has a Dutch one, and data, are not."""
    assert [english(text) for text in ("it is Open", "Row ", " in Severa, ", "its content", " > ")] == [
        True,
        False,
        False,
        False,
        False,
    ]
    code = "def f():\n told = f'{a} is there'\n return Trouble(RULE, 'Row', told), Problem(RULE, value='gone')"
    assert list(values(ast.parse(code))) == ["Row", " is there", "gone"]
