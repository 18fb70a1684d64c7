from __future__ import annotations

from decimal import Decimal

import pytest

from severa_vnf.errors import BridgeError
from severa_vnf.plan import Created, Held, Problem, Report, Trouble
from severa_vnf.rules.drafts import NO_ROWS, ROW_WITHOUT_PRICE
from severa_vnf.rules.transfer import UNREADABLE
from severa_vnf.values import Money

NO_PRICE = Problem(ROW_WITHOUT_PRICE, "invoices", "guid", "Invoice 7", "Row 1")
EUR = Money(Decimal("121.00"), "EUR")
CREATED = Created(stream="invoices", record="1", label="Invoice 6", number="100001", severa_total=EUR, vnf_total=EUR)
HELD = Held(stream="invoices", record="2", label="Invoice 7", problems=(NO_PRICE,))


def test_problem() -> None:
    """A problem is one line for a person and a code for a program."""
    assert NO_PRICE.code == "row-without-price"
    assert NO_PRICE.remedy == "Fill in the price in Severa."
    assert str(NO_PRICE) == NO_PRICE.text() == "Invoice 7: Row 1 has no unit price. Fill in the price in Severa."


def test_problem_of_the_whole() -> None:
    """A problem without a place is the record's."""
    assert Problem(ROW_WITHOUT_PRICE, "invoices", "guid", "Row").text().startswith("Row: The record has no unit price.")


def test_braces() -> None:
    """What a service said is quoted as it came, braces and all."""
    assert "could not be read: {field}." in Problem(UNREADABLE, "invoices", "", "Invoice", value="{field}").text()


def test_counts() -> None:
    """A report counts outcomes by their kind."""
    assert Report((CREATED, HELD, CREATED)).counts == {"created": 2, "held": 1}


def test_raise_for_problems() -> None:
    """A script is told of problems by an error, which names each; without any nothing happens."""
    Report((CREATED,)).raise_for_problems()
    other = Problem(NO_ROWS, "invoices", "guid", "Invoice 8")
    with pytest.raises(Trouble) as raised:
        Report(problems=(NO_PRICE, other)).raise_for_problems()
    assert isinstance(raised.value, BridgeError)
    assert raised.value.problems == (NO_PRICE, other)
    assert str(raised.value) == f"{NO_PRICE}\n{other}"


def test_printed() -> None:
    """A report prints as a table of its outcomes, then what is left to mend."""
    assert str(Report((CREATED, HELD), (NO_PRICE,))).splitlines() == [
        "outcome  number  Severa      Visma.net   record",
        "created  100001  121.00 EUR  121.00 EUR  Invoice 6",
        "held                                     Invoice 7",
        "- Invoice 7: Row 1 has no unit price. Fill in the price in Severa.",
    ]


def test_printed_empty() -> None:
    """Even a run without work says so."""
    assert str(Report()) == "outcome  number  Severa  Visma.net  record"
