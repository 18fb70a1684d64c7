from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from severa_vnf.mapping.file_names import LONGEST, file_name


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
