from __future__ import annotations

import subprocess
import sys

import pytest

from severa_vnf.walk.chain import walk


@pytest.fixture(scope="module")
def steps() -> list[str]:
    """What the walk tells."""
    return list(walk())


def test_each_step_is_told(steps: list[str]) -> None:
    """Ten steps, in their order."""
    assert [step.partition(".")[0] for step in steps] == [str(place) for place in range(1, 11)]


def test_the_purchase_is_re_billed(steps: list[str]) -> None:
    """The line becomes a fee of one and a half times its cost, and its fields name those of the line."""
    fee = steps[2]
    assert "unitPrice        1500.00 EUR" in fee
    assert "Steel, 700001, 50000 Staal & Co  transactionDescription, referenceNumber, customerSupplier" in fee


def test_the_invoice_crosses(steps: list[str]) -> None:
    """The invoice is transferred and numbered; each field of its document names those it came from."""
    assert "invoice 100001, 1815.00 EUR, 'In Financials, verzend naar klant'" in steps[4]
    for field, origin in (
        ("customerNumber", "from billingCustomer, customer"),
        ("creditTermsId", "from paymentTerm"),
        ("dontEmail", "from (always)"),
        ("paymentReference", "to referenceNumber"),
        ("line 1: inventoryNumber", "from code, rowType"),
        ("note", "from guid"),
    ):
        (told,) = (line for line in steps[4].splitlines() if line.strip().startswith(f"{field} "))
        assert origin in told


def test_it_is_paid_in_two_parts_and_partly_credited(steps: list[str]) -> None:
    """It is sent, partly paid, credited for a part, and paid in the end, as its credit note is."""
    assert "'Verzonden'" in steps[5]
    assert "'Gedeeltelijk betaald', paid on" in steps[6]
    assert "credit note 200001, -242.00 EUR" in steps[7]
    assert "invoice 100001, 1815.00 EUR, 'Betaald'" in steps[8]
    assert "credit note 200001, -242.00 EUR, 'Betaald'" in steps[8]


def test_the_month_is_reconciled(steps: list[str]) -> None:
    """In the end both services agree to the cent."""
    assert steps[-1].endswith("Both agree to the cent.")


def test_the_command() -> None:
    """`python -m severa_vnf.walk` prints it."""
    ran = subprocess.run([sys.executable, "-m", "severa_vnf.walk"], capture_output=True, text=True, check=True)
    assert "Both agree to the cent." in ran.stdout
