"""A function of the host that fails for one invoice holds that one; the others cross."""

from __future__ import annotations

from typing import Any

import pytest
from attrs import evolve

from severa_vnf import Settings
from severa_vnf.plan import Held
from tests.flows.office import Office, codes, few


@pytest.mark.parametrize("driver", ["sync", "async"])
def test_one_invoice_that_a_function_fails_on_stops_no_other(driver: Any) -> None:
    """It is told with the exception's text in each run, and crosses once the function is mended."""
    office = Office(few(0, 1, 2))
    bad = office.guid(1)

    def add_cost_centre(document: Any, invoice: Any, rows: Any) -> Any:
        if invoice.guid == bad:
            raise KeyError("cost centre")
        return evolve(document, customer_ref_number="CC 7")

    office.settings = Settings(extend=(add_cost_centre,))
    for _ in range(2):
        report = office.cycle(driver)
        assert codes(report) == ["host-function-failed"]
        assert [one.record for one in report.outcomes if isinstance(one, Held)] == [bad]
    assert "failed on this record: \"KeyError: 'cost centre'\". Mend the function" in str(report)
    assert [one["customerRefNumber"] for one in office.documents()] == ["CC 7", "CC 7"]
    office.settings = Settings()
    assert codes(office.cycle(driver)) == []
    assert office.tally().lost == 0
