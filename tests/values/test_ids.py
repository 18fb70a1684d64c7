from __future__ import annotations

from severa_vnf.values import Code, Guid


def test_an_id_is_its_text() -> None:
    """The type of an id is for the reader and the type checker: at work it is text."""
    assert (Guid("04a8c06b-bddb-ed4f-586a-0123456789ab"), Code("0010")) == (
        "04a8c06b-bddb-ed4f-586a-0123456789ab",
        "0010",
    )
