"""How many exchanges a cycle costs, counted by the simulators."""

from __future__ import annotations

import pytest

from tests.flows.office import Kind, Office, many


@pytest.mark.parametrize("count", [1, 30, 100])
@pytest.mark.parametrize("driver", ["sync", "async"])
def test_five_exchanges_an_invoice_and_eight_a_cycle(driver: Kind, count: int) -> None:
    """n accepted invoices cost at most 5n + 8 exchanges in a store that knows nothing yet."""
    office = Office(many(count))
    report = office.cycle(driver)
    assert report.counts == {"created": count}
    assert len(office.severa.requests) + len(office.vnf.requests) <= 5 * count + 8


@pytest.mark.parametrize("driver", ["sync", "async"])
def test_the_report_counts_what_the_services_counted(driver: Kind) -> None:
    """A report's requests are the exchanges that reached each service, token requests left out."""
    office = Office(many(3))
    report = office.cycle(driver)
    assert report.requests == {"severa": len(office.severa.requests), "vnf": len(office.vnf.requests)}


def test_a_cycle_with_nothing_to_do_is_cheap() -> None:
    """Where no invoice waits, a process that has looked round asks for the invoices, and writes nothing."""
    office = Office(many(2))
    office.link_registers()
    bridge = office.bridge()
    bridge.sync("invoices")
    asked = len(office.severa.requests), len(office.vnf.requests)
    assert bridge.sync("invoices").outcomes == ()
    assert (len(office.severa.requests) - asked[0], len(office.vnf.requests) - asked[1]) == (1, 0)
