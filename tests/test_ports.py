from __future__ import annotations

from collections.abc import Callable

import pytest

from severa_vnf.ports import Check, Delete, Put, Write

Kind = Callable[[str, str], Write]
each_write = pytest.mark.parametrize(
    "write",
    [
        pytest.param(lambda space, key: Put(space, key, "", None), id="put"),
        pytest.param(lambda space, key: Delete(space, key, None), id="delete"),
        pytest.param(lambda space, key: Check(space, key, None), id="check"),
    ],
)


@each_write
@pytest.mark.parametrize(("space", "key"), [("\udfff", "a"), ("links", "\udfff"), ("links", "a\ud800b")])
def test_a_write_holds_unicode_text_only(write: Kind, space: str, key: str) -> None:
    """A lone surrogate is refused when the write is made, before any store sees it."""
    with pytest.raises(ValueError, match="surrogates not allowed"):
        write(space, key)


def test_a_value_is_unicode_text() -> None:
    """A lone surrogate in a value is refused too."""
    with pytest.raises(ValueError, match="surrogates not allowed"):
        Put("links", "a", "\ud83d", None)


@each_write
def test_a_key_is_not_empty(write: Kind) -> None:
    """The empty key is refused, since no scan would come by it."""
    with pytest.raises(ValueError, match="empty"):
        write("links", "")
