from __future__ import annotations

from severa_vnf.wire.unset import UNSET


def test_unset_is_nothing_and_says_so() -> None:
    """What is not mentioned is false like None, is not None, and prints under its name."""
    assert (bool(UNSET), UNSET is None, repr(UNSET)) == (False, False, "UNSET")
