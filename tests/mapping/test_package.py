from __future__ import annotations

import pytest

from severa_vnf import mapping


@pytest.mark.parametrize("name", mapping.__all__)
def test_names(name: str) -> None:
    """Every public name is there."""
    assert getattr(mapping, name)


def test_unknown() -> None:
    """A name that is not there is missed as in any module."""
    with pytest.raises(AttributeError, match="no attribute 'invoice_to_sap'"):
        _ = mapping.invoice_to_sap
