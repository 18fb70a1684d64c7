"""What the documentation says of files, held by whole cycles.

Sections: [invoicing] invoices and credit notes to the books; [header] the field table of the invoice header. What it
says of the files of purchases is held in `tests/flows/costs/test_documentation.py`.
"""

from __future__ import annotations

import pytest

from severa_vnf import Settings
from tests.flows.following.papers import content, document, exchanges, filed, hung
from tests.flows.office import Kind, few

drivers = pytest.mark.parametrize("driver", ["sync", "async"])


@drivers
@pytest.mark.parametrize(
    ("settings", "names"),
    [
        (Settings(), set()),
        (Settings(attachments=True), {"scan.pdf"}),
        (Settings(invoice_pdf=True), {"Invoice 100001.pdf"}),
        (Settings(attachments=True, invoice_pdf=True), {"scan.pdf", "Invoice 100001.pdf"}),
    ],
)
def test_only_when_chosen(driver: Kind, settings: Settings, names: set[str]) -> None:
    """[header] Attachments and the invoice's PDF become attachments only where the settings have chosen them."""
    office = filed("scan.pdf", settings=settings)
    office.cycle(driver)
    assert {*hung(office)} == names
    asked = exchanges(office, f"{office.guid(0)}/files"), exchanges(office, f"{office.guid(0)}/pdf")
    assert asked == (settings.attachments, settings.invoice_pdf)


@drivers
@pytest.mark.parametrize("place", [0, 6])
def test_together_with_the_invoice(driver: Kind, place: int) -> None:
    """[invoicing] An invoice's files are sent along with it; so are a credit note's."""
    office = filed("scan.pdf", world=few(place))
    report = office.cycle(driver)
    assert (report.counts, hung(office), content(office, "scan.pdf")) == ({"created": 1}, {"scan.pdf": 1}, b"scan.pdf")


def test_never_by_auto_invoice() -> None:
    """[header] Neither the document nor its files are sent by AutoInvoice: the customer gets them from Severa."""
    office = filed("scan.pdf", settings=Settings(attachments=True, invoice_pdf=True))
    office.cycle()
    assert document(office)["sendToAutoInvoice"] is False
    assert [one["sendToAutoinvoice"] for one in office.vnf.documents("attachment")] == [False, False]


def test_the_pdf_has_the_number() -> None:
    """[invoicing] Visma.net numbers the invoice, so its PDF is made once Severa has that number."""
    office = filed(settings=Settings(invoice_pdf=True))
    office.cycle()
    assert b"% invoice 100001," in content(office, "Invoice 100001.pdf")
