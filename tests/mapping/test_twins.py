"""Which of the documents with one invoice's mark is its own."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from severa_vnf.mapping.twins import Marked, marks_of, own_and_twins
from severa_vnf.vnf.customer_invoice import CustomerInvoice
from severa_vnf.wire.decode import structure

GUID = "3d757436-62e0-75bc-ac98-b829ec560b64"
OTHER = "a55a1735-7f24-2b7b-f6be-3aeda9d6b6b7"


@pytest.mark.parametrize(
    ("marked", "linked", "in_severa", "own"),
    [
        (["1", "2"], "2", 1, "2"),
        (["0042", "7"], "42", None, "0042"),
        (["0042", "42"], "42", None, "42"),
        (["1", "2"], None, 2, "2"),
        (["1", "0002"], None, 2, "0002"),
        (["1"], None, None, "1"),
        (["1", "2"], None, None, None),
        (["1"], "9", 1, None),
        (["0042", "42"], None, 42, None),
        ([], None, None, None),
    ],
)
def test_own_and_twins(marked: list[str], linked: str | None, in_severa: int | None, own: str | None) -> None:
    """The linked one is its own, else the one with its number, else the only one; all others are twins."""
    found = own_and_twins(marked, str, linked, in_severa)
    assert found == Marked(own, tuple(one for one in marked if one != own))


def document(**fields: Any) -> CustomerInvoice:
    """An invoice of Visma.net's with these texts."""
    wire = {"referenceNumber": "7", "status": "Open", "amountInCurrency": Decimal(1), **fields}
    return structure(wire, CustomerInvoice)


@pytest.mark.parametrize(
    ("fields", "guids"),
    [
        ({"note": f"Severa invoice {GUID}"}, (GUID,)),
        ({"note": f"see the office. Severa invoice {GUID.upper()}!"}, (GUID,)),
        ({"invoiceText": f"Severa invoice {OTHER}", "note": f"Severa invoice {GUID}"}, (GUID, OTHER)),
        ({"note": "Severa invoice 7"}, ()),
        ({}, ()),
    ],
)
def test_marks(fields: dict[str, str], guids: tuple[str, ...]) -> None:
    """A mark counts wherever it stands in a document's texts."""
    assert marks_of(document(**fields)) == guids
