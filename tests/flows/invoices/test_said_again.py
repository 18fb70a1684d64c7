"""Bad news of an invoice is read twice before it is written: from the failed status only a person brings it back."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from severa_vnf.flows.ask import Send
from severa_vnf.testing.faults import Fault, Faults
from severa_vnf.testing.faults import Kind as Trouble
from tests.flows.office import FAILED, TO_TRANSFER, TRANSFERRED, Kind, Office, codes, few

drivers = pytest.mark.parametrize("driver", ["sync", "async"])
INVOICE = "/customerinvoice"


class After:
    """Somebody does something just after the first answer to such a call, then after the first to such another."""

    def __init__(self, *deeds: tuple[str, str, Callable[[], object]]) -> None:
        self._left = [*deeds]

    def asked(self, question: object) -> None:
        """Nothing."""

    def answered(self, question: object, answer: object) -> None:
        """Perhaps it was that one."""
        if isinstance(question, Send) and self._left:
            method, part, act = self._left[0]
            if question.call.method == method and part in question.call.path:
                del self._left[0]
                act()


def _code(office: Office) -> list[str]:
    rows = [row for row in office.severa.documents("invoice_rows") if row["invoiceGuid"] == office.guid(0)]
    return list(rows[0]["code"])


@drivers
def test_rows_that_are_read_otherwise(driver: Kind) -> None:
    """Rows that lacked a code and have it when they are read again fail nothing: the next run carries the invoice."""
    office = Office(few(0))
    code = _code(office)
    office.row(0, code=[])
    report = office.cycle(driver, After(("GET", "/invoicerows", lambda: office.row(0, code=code))))
    assert (codes(report), office.status(0)) == (["changed-meanwhile"], TO_TRANSFER)
    office.until_quiet(driver)
    assert (office.status(0), len(office.documents())) == (TRANSFERRED, 1)


@drivers
def test_rows_that_are_read_alike(driver: Kind) -> None:
    """What is wrong at both readings is."""
    office = Office(few(0))
    office.row(0, code=[])
    assert (codes(office.cycle(driver)), office.status(0)) == (["row-without-code"], FAILED)


@drivers
def test_what_was_refused(driver: Kind) -> None:
    """A document that Visma.net refuses fails its invoice only where that is still what was sent."""
    office = Office(few(0))
    day = office.invoice(0)["date"]
    office.severa.edit("invoices", office.guid(0), date="1999-01-01")
    back = After(("POST", INVOICE, lambda: office.severa.edit("invoices", office.guid(0), date=day)))
    report = office.cycle(driver, back)
    assert (codes(report), office.status(0)) == (["changed-meanwhile"], TO_TRANSFER)
    office.until_quiet(driver)
    assert (office.status(0), len(office.documents())) == (TRANSFERRED, 1)


@drivers
def test_a_total_that_is_read_otherwise(driver: Kind) -> None:
    """A document of another total is taken out, and made anew where it is Severa's total that was another."""
    office = Office(few(0))
    office.total(0, "10")
    report = office.cycle(driver, After(("POST", INVOICE, lambda: office.total(0, "-10"))))
    assert (codes(report), office.status(0)) == (["changed-meanwhile"], TO_TRANSFER)
    office.until_quiet(driver)
    assert (office.status(0), len(office.documents())) == (TRANSFERRED, 1)


@drivers
def test_a_document_that_is_read_otherwise(driver: Kind) -> None:
    """A document that agrees when it is read again stays."""
    office = Office(few(0))

    def change(by: int) -> None:
        [one] = office.documents()
        total = one["amountInCurrency"] + Decimal(by)
        office.vnf.edit("customer_invoice", one["referenceNumber"], amountInCurrency=total)

    wrong = ("POST", INVOICE, lambda: change(10)), ("GET", f"{INVOICE}/", lambda: change(-10))
    report = office.cycle(driver, After(*wrong))
    assert (codes(report), office.status(0), report.counts) == ([], TRANSFERRED, {"created": 1})


@drivers
def test_an_invoice_that_is_gone_by_then(driver: Kind) -> None:
    """Nothing is taken out for an invoice that is not there any more: the next run sees how things stand."""
    office = Office(few(0))
    office.total(0, "10")
    gone = After(("POST", INVOICE, lambda: office.severa.remove("invoices", office.guid(0))))
    report = office.cycle(driver, gone)
    assert (codes(report), report.counts, len(office.documents())) == (["service-trouble"], {"deferred": 1}, 1)


@drivers
@pytest.mark.parametrize("wrong", ["code", "total"])
def test_nobody_could_look(wrong: str, driver: Kind) -> None:
    """Where Severa does not answer the second time, nothing fails yet."""
    office = Office(few(0))
    if wrong == "code":
        office.row(0, code=[])
    else:
        office.total(0, "10")
    office.severa.faults = Faults([Fault(Trouble.HTML_403, "GET", "/invoices/[^/]+$")])
    assert (codes(office.cycle(driver)), office.status(0)) == (["service-trouble"], TO_TRANSFER)


@drivers
def test_a_failed_invoice_waits_for_people_alone(driver: Kind) -> None:
    """What an invoice waited for is told no more once it has failed."""
    office = Office(few(0))
    office.severa.faults = Faults([Fault(Trouble.HTML_403, "GET", "/invoicerows")])
    assert codes(office.cycle(driver)) == ["service-trouble"]
    office.severa.faults = Faults()
    office.move(0, FAILED)
    office.cycle(driver)
    assert office.bridge().problems() == ()
