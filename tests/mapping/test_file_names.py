from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from severa_vnf.mapping.file_names import LONGEST, distinct, file_name, name_key, with_ending


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        ("factuur 12.pdf", "factuur 12.pdf"),
        ("Ünïcode é.pdf", "Ünïcode é.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\temp\\scan.pdf", "scan.pdf"),
        ("a\x00b\r\nc\x7f.pdf", "abc.pdf"),
        ("fdp.\u202eexe", "fdp.exe"),
        (" .. hidden.pdf. ", "hidden.pdf"),
        ("", "attachment"),
        ("folder/", "attachment"),
        ("...", "attachment"),
        ("x" * 300 + ".pdf", "x" * (LONGEST - 4) + ".pdf"),
        ("x" * 300, "x" * LONGEST),
        ("x" * 199 + " y" + "z" * 99, "x" * 199),
        ("x." + "y" * 300, "x." + "y" * (LONGEST - 2)),
        ("NUL", "_NUL"),
        ("con.pdf", "_con.pdf"),
        ("Com1.tar.gz", "_Com1.tar.gz"),
        ("LPT\u00b9.txt", "_LPT\u00b9.txt"),
        ("aux .pdf", "_aux .pdf"),
        ("console.pdf", "console.pdf"),
        ("COM10.pdf", "COM10.pdf"),
        ("a:b*c?.pdf", "a_b_c_.pdf"),
        ('<"|>.pdf', "____.pdf"),
        ("cafe\u0301.pdf", "caf\u00e9.pdf"),
        ("e\u200d\u0301.pdf", "\u00e9.pdf"),
    ],
)
def test_file_name(told: str, kept: str) -> None:
    """Of a name only the name is kept, with its ending, and nothing that does harm."""
    assert file_name(told) == kept


@given(st.text() | st.text(st.characters(categories=["C", "Z", "P"])))
def test_any_name(told: str) -> None:
    """Whatever was typed: one short name without a path or a control character, and it stays as it is from then on."""
    name = file_name(told)
    assert 0 < len(name) <= LONGEST
    assert not {"/", "\\"} & set(name)
    assert all(unicodedata.category(one)[0] != "C" for one in name)
    assert name == name.strip(". ")
    assert file_name(name) == name


@pytest.mark.parametrize(
    ("name", "kind", "whole"),
    [
        ("scan.pdf", "image/png", "scan.pdf"),
        ("scan", "application/pdf", "scan.pdf"),
        ("scan", "Text/Plain; charset=utf-8", "scan.txt"),
        ("scan", "application/x-unheard-of", "scan.bin"),
        ("scan", "", "scan.bin"),
        ("x" * LONGEST, "image/jpeg", "x" * (LONGEST - 4) + ".jpg"),
    ],
)
def test_an_ending(name: str, kind: str, whole: str) -> None:
    """Visma.net takes no file without an ending: one that has none gets that of its type."""
    assert with_ending(name, kind) == whole


@pytest.mark.parametrize(
    ("names", "each"),
    [
        (["a.pdf", "b.pdf"], ["a.pdf", "b.pdf"]),
        (["a.pdf", "a.pdf", "a.pdf"], ["a.pdf", "a (2).pdf", "a (3).pdf"]),
        (["a.pdf", "A.PDF"], ["a.pdf", "A (2).PDF"]),
        (["a (2).pdf", "a.pdf", "a.pdf"], ["a (2).pdf", "a.pdf", "a (3).pdf"]),
        (["a", "a"], ["a", "a (2)"]),
        (["x" * (LONGEST - 4) + ".pdf"] * 2, ["x" * (LONGEST - 4) + ".pdf", "x" * (LONGEST - 8) + " (2).pdf"]),
    ],
)
def test_distinct(names: list[str], each: list[str]) -> None:
    """Of two files with one name neither hides the other, in an order that does not change."""
    assert distinct(names) == each


@given(st.lists(st.text(max_size=3).map(file_name) | st.sampled_from(["a.b", "A.b", "a (2).b"])))
def test_any_names(names: list[str]) -> None:
    """Whatever the files are called: each has a name of its own, of a length that is taken."""
    each = [name.casefold() for name in distinct(names)]
    assert len({*each}) == len(names)
    assert all(len(name) <= LONGEST for name in distinct(names))


def test_an_accent_is_one_however_it_was_typed() -> None:
    """Two names that look alike are one, and the second gets a name of its own."""
    assert name_key("cafe\u0301.PDF") == name_key("caf\u00e9.pdf")
    assert distinct(["caf\u00e9.pdf", "cafe\u0301.PDF"]) == ["caf\u00e9.pdf", "cafe\u0301 (2).PDF"]
    assert distinct(["scan.pdf"], ["Scan.pdf", "scan (2).pdf"]) == ["scan (3).pdf"]
