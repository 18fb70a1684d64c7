from __future__ import annotations

from severa_vnf.mapping.sides import digest, folded, parts_unmoved
from severa_vnf.values import Guid

A, B = Guid("a"), Guid("b")


def test_folded() -> None:
    """Case and white space make no other name."""
    assert folded("  De\tBRON  b.v. ") == folded("de Bron B.V.") == "de bron b.v."


def test_digest() -> None:
    """A fingerprint is eight digits, the same for the same values, and tells a missing one from an empty one."""
    assert digest("a", None) == digest("a", None)
    assert len({digest("a", None), digest("a", ""), digest("a"), digest("a", "None")}) == 4
    assert len(digest()) == 8


def test_parts() -> None:
    """Parts are as they were if none is gone or changed, and a new one is what crossed."""
    assert parts_unmoved({A: "1"}, {A: "1"}, ())
    assert parts_unmoved({A: "1", B: "2"}, {A: "1"}, [B])
    assert not parts_unmoved({A: "1", B: "2"}, {A: "1"}, [A])
    assert not parts_unmoved({A: "2"}, {A: "1"}, [A])
    assert not parts_unmoved({}, {A: "1"}, ())
