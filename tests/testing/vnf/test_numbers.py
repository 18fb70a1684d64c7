"""Number series whose numbers hold letters."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from typing import Any
from urllib.parse import unquote

import pytest

from severa_vnf.testing.vnf.refusals import Refused
from tests.testing.vnf.office import Office, detail, number_of


def started(**interval: Any) -> Office:
    """An office that numbers its invoices so."""
    office = Office(reuse_deleted_numbers=True)
    office.sim.load("number_sequence", [{"numberingId": "ARINVOICE", "sequence": [interval]}])
    return office


def series(office: Office) -> Any:
    """The invoices' series as it stands."""
    [interval] = office.get("/v1/numberSequence/ARINVOICE")["sequence"]
    return interval


@pytest.mark.parametrize(
    ("start", "numbers"),
    [("INV0009", ["INV0009", "INV0010"]), ("2026-08/A", ["2026-08/A", "2026-09/A"]), ("08", ["08", "09"])],
)
def test_counts(start: str, numbers: list[str]) -> None:
    """A series counts on in its last digits and keeps what is around them; a deleted number is given out again."""
    office = started(startNbr=start)
    assert [unquote(number_of(office.invoice())) for _ in numbers] == numbers
    before, last = series(office), urlsafe_b64encode(numbers[1].encode()).decode()
    assert office.client.delete(f"/v1/customerinvoice/b64({last})").status_code == 204
    assert (series(office)["lastNbr"], series(office)["nextNumber"]) == tuple(numbers)
    assert unquote(number_of(office.invoice())) == numbers[1]
    assert series(office) == before


@pytest.mark.parametrize("interval", [{"startNbr": "INV9"}, {"startNbr": "INV1", "endNbr": "INV1"}])
def test_ends(interval: dict[str, str]) -> None:
    """It ends when its digits are used up, or at the end that it was given."""
    office = started(**interval)
    assert office.invoice().status_code == 201
    assert "come to its end" in detail(office.invoice())


def test_no_digits() -> None:
    """A series without digits cannot count: it is refused when it is loaded, and when it would give a number."""
    with pytest.raises(Refused, match="no digits"):
        started(startNbr="INV")
    office = started(startNbr="INV1")
    office.sim.edit("number_sequence", "ARINVOICE", sequence=[{**series(office), "nextNumber": "INV"}])
    assert "no digits" in detail(office.invoice())
