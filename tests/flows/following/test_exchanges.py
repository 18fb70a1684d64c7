"""How many exchanges it costs, counted by the simulators."""

from __future__ import annotations

import pytest

from severa_vnf import Settings
from tests.flows.following.papers import ATTACHMENTS, exchanges
from tests.flows.office import Kind, Office, many

drivers = pytest.mark.parametrize("driver", ["sync", "async"])
INVOICES = 6


def cost(driver: Kind, settings: Settings, files: int = 0) -> int:
    """What a first cycle of so many invoices costs, with so many files each."""
    office = Office(many(INVOICES), settings=settings)
    for place in range(INVOICES):
        for name in range(files):
            office.severa.attach(office.guid(place), f"{name}.pdf", b"%PDF")
    office.cycle(driver)
    return exchanges(office)


@pytest.mark.parametrize("files", [0, 1, 3])
@drivers
def test_three_a_file_and_three_an_invoice(driver: Kind, files: int) -> None:
    """Files cost an exchange an invoice to be seen; where there are any a look before and after, and three for each."""
    more = cost(driver, ATTACHMENTS, files) - cost(driver, Settings())
    assert more == INVOICES * (1 + (2 + 3 * files if files else 0))


@drivers
def test_five_a_pdf(driver: Kind) -> None:
    """The PDF costs a look before and after, and three exchanges to be carried."""
    assert cost(driver, Settings(invoice_pdf=True)) - cost(driver, Settings()) == INVOICES * 5


@drivers
def test_three_a_release(driver: Kind) -> None:
    """A release costs three exchanges: the document before, the release, the document after."""
    assert cost(driver, Settings(release=True)) - cost(driver, Settings()) == INVOICES * 3


def test_an_idle_cycle_costs_nothing_more() -> None:
    """Where nothing is due any more a cycle is the one look for invoices, as without the settings."""
    office = Office(
        many(2), settings=Settings(attachments=True, invoice_pdf=True, apply_credit_notes=True, release=True)
    )
    office.link_registers()
    bridge = office.bridge()
    bridge.sync("invoices")
    asked = exchanges(office)
    bridge.sync("invoices")
    assert exchanges(office) == asked + 1
