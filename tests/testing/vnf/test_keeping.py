"""Texts that are cut without a word, and values that come back in a form of the service's own."""

from __future__ import annotations

import pytest

from severa_vnf.testing.vnf.switches import ERP_LENGTHS
from tests.testing.vnf.office import Office, line, wrapped


def test_nothing_is_cut_by_default(office: Office) -> None:
    """Texts that are too long are refused, others kept whole."""
    assert office.made(invoiceText="t" * 255)["invoiceText"] == "t" * 255


def test_texts_are_cut() -> None:
    """Where the company's ERP cuts, it does so without an error: in headers, lines and registers, new or changed."""
    office = Office(cut_texts={**ERP_LENGTHS, "customer_invoice.invoiceLines.*.description": 50})
    made = office.made(line(description="d" * 51), invoiceText="t" * 300, customerRefNumber="r" * 41)
    assert [len(made[name]) for name in ("invoiceText", "customerRefNumber")] == [60, 40]
    assert len(made["invoiceLines"][0]["description"]) == 50
    office.put("/v1/customer/10000", **wrapped(name="n" * 61))
    assert len(office.get("/v1/customer/10000")["name"]) == 60


@pytest.mark.parametrize(
    ("kind", "field", "sent", "kept"),
    [
        ("postal_code", "postalCode", "1234ab", "1234 AB"),
        ("postal_code", "postalCode", " sw1a 1aa ", "SW1A 1AA"),
        ("phone", "phone1", "+31 (0)20-123 45 67", "+31201234567"),
        ("vat_number", "vatRegistrationId", "nl 0012.34.567.b01", "NL001234567B01"),
    ],
)
def test_values_come_back_in_another_form(kind: str, field: str, sent: str, kept: str) -> None:
    """By a switch the service keeps postal codes, phones and VAT numbers in a form of its own; else as written."""
    for switches, wanted in (({"reformats": {kind}}, kept), ({}, sent)):
        office = Office(**switches)
        if field == "postalCode":
            written = wrapped(mainAddress=wrapped(postalCode=sent))
        elif field == "phone1":
            written = wrapped(mainContact=wrapped(phone1=sent))
        else:
            written = wrapped(vatRegistrationId=sent)
        assert office.put("/v1/customer/10000", **written).status_code == 204
        told = office.get("/v1/customer/10000")
        part = {"postalCode": "mainAddress", "phone1": "mainContact"}.get(field)
        assert (told[part] if part else told)[field] == wanted
