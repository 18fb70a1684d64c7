"""An invoice that was transferred before is never sent a second time."""

from __future__ import annotations

from operator import methodcaller

import pytest
from attrs import evolve

from severa_vnf.flows.memory import Link, LinkState
from severa_vnf.plan import Adopted, Created, Held
from severa_vnf.testing.faults import Fault, Faults
from severa_vnf.testing.faults import Kind as Trouble
from severa_vnf.values import Guid
from tests.flows.office import FAILED, MARK, TO_TRANSFER, TRANSFERRED, Kind, Office, codes, few

drivers = pytest.mark.parametrize("driver", ["sync", "async"])
sent_again = pytest.mark.parametrize("status", [TO_TRANSFER, FAILED], ids=["by a person", "by AutoInvoice"])


@sent_again
@drivers
def test_equal_to_its_document_it_gets_its_number_back(driver: Kind, status: str) -> None:
    """An invoice put back to be transferred, or to failed, that equals its document gets number and status again."""
    office = Office(few(0))
    office.cycle(driver)
    number = office.invoice(0)["number"]
    office.severa.edit("invoices", office.guid(0), number=None, referenceNumber=None)
    office.move(0, status)
    (outcome,) = office.cycle(driver).outcomes
    assert (type(outcome), office.posts()) == (Adopted, 1)
    assert (office.invoice(0)["number"], office.status(0)) == (number, TRANSFERRED)


@sent_again
@drivers
def test_different_from_its_document_both_sides_are_told(driver: Kind, status: str) -> None:
    """One that differs from its document is held, with both totals in the problem."""
    office = Office(few(0))
    office.cycle(driver)
    office.move(0, status)
    office.total(0, "10.00")
    (problem,) = office.cycle(driver).problems
    totals = office.invoice(0)["totalIncludingTax"]["amount"], office.documents()[0]["amountInCurrency"]
    assert problem.code == "sent-again-and-different"
    assert all(str(total) in problem.value for total in totals)
    assert (office.status(0), office.posts()) == (status, 1)


def test_other_rows_of_the_same_total_are_different_too() -> None:
    """Equal totals do not make an equal invoice: items and quantities count."""
    office = Office(few(0))
    office.cycle()
    total = office.invoice(0)["totalIncludingTax"]["amount"]
    office.row(0, quantity=1)
    office.severa.edit("invoices", office.guid(0), totalIncludingTax={"amount": total})
    office.move(0, TO_TRANSFER)
    (problem,) = office.cycle().problems
    assert (problem.code, problem.value) == ("sent-again-and-different", "other items or quantities")


@drivers
def test_its_document_deleted_nothing_is_sent_before_it_is_unlinked(driver: Kind) -> None:
    """Where somebody deleted the document, the problem says to unlink; only then it is sent anew."""
    office = Office(few(0))
    office.cycle(driver)
    number = office.documents()[0]["referenceNumber"]
    office.erase(number)
    office.severa.edit("invoices", office.guid(0), number=None)
    office.move(0, TO_TRANSFER)
    (problem,) = office.cycle(driver).problems
    assert (problem.code, "bridge.unlink" in problem.remedy, office.posts()) == ("document-gone", True, 1)
    office.using(driver, lambda bridge: bridge.unlink("invoices", office.guid(0)))
    assert office.known("links back") == {}
    (outcome,) = office.cycle(driver).outcomes
    assert (type(outcome), office.posts(), outcome.number != number) == (Created, 2, True)


@drivers
def test_links_tell_which_record_is_which(driver: Kind) -> None:
    """Each invoice that crossed is linked to its document, both ways."""
    office = Office(few(0, 6))
    office.cycle(driver)
    found = office.using(driver, lambda bridge: bridge.links("invoices"))
    numbers = {str(one["note"]).removeprefix(MARK): one["referenceNumber"] for one in office.documents()}
    assert {(link.guid, link.number) for link in found} == set(numbers.items())
    assert {link.credit_note for link in found} == {False, True}
    backs = {key: owner["guid"] for key, owner in office.known("links back").items()}
    assert backs == {f"{'CreditNote' if link.credit_note else 'Invoice'} {link.number}": link.guid for link in found}


@drivers
def test_a_person_says_which_document_it_is(driver: Kind) -> None:
    """relink gives an invoice a document in the place of the link that either had."""
    office = Office(few(0, 5))
    office.cycle(driver)
    first, second = (link.number for link in sorted(_links(office), key=lambda link: link.guid != office.guid(0)))
    office.using(driver, lambda bridge: bridge.relink("invoices", office.guid(0), f"Invoice {second}"))
    assert _links(office) == (
        Link(guid=Guid(office.guid(0)), credit_note=False, number=second, state=LinkState.LINKED),
    )
    assert list(office.known("links back")) == [f"Invoice {second}"]
    office.using(driver, lambda bridge: bridge.relink("invoices", office.guid(1), f"Invoice {first}"))
    assert {link.number for link in _links(office)} == {first, second}


def _links(office: Office) -> tuple[Link, ...]:
    found: tuple[Link, ...] = office.using("sync", lambda bridge: bridge.links("invoices"))
    return found


def test_a_document_whose_number_severa_cannot_hold_can_be_linked_and_is_reported() -> None:
    """An invoice linked by hand to a document with letters in its number is held, with the reason."""
    office = Office(few(0))
    office.cycle()
    office.vnf.edit("customer_invoice", office.documents()[0]["referenceNumber"], referenceNumber="AR1")
    office.using("sync", lambda bridge: bridge.relink("invoices", office.guid(0), "Invoice AR1"))
    office.move(0, TO_TRANSFER)
    report = office.cycle()
    assert (isinstance(report.outcomes[0], Held), codes(report)) == (True, ["number-does-not-fit"])


def test_unlinking_what_has_no_link_is_no_trouble() -> None:
    """unlink may be said twice."""
    office = Office(few(0))
    office.using("sync", lambda bridge: bridge.unlink("invoices", office.guid(0)))
    assert _links(office) == ()


@drivers
def test_wrong_names_are_told(driver: Kind) -> None:
    """A stream without links, and a document that is not named by kind and number, are ValueErrors."""
    office = Office(few(0))
    guid = office.guid(0)
    for use in (
        lambda bridge: bridge.links("orders"),
        lambda bridge: bridge.unlink("orders", guid),
        lambda bridge: bridge.relink("orders", guid, "Invoice 1"),
    ):
        with pytest.raises(
            ValueError,
            match="no links of the stream 'orders'; there are: customers, contacts, items, projects, invoices",
        ):
            office.using(driver, use)
    for name in ("1001", "Invoice", "Invoice ", "Order 1001"):
        with pytest.raises(ValueError, match="named like 'Invoice 1001'"):
            office.using(driver, methodcaller("relink", "invoices", guid, name))
    with pytest.raises(
        ValueError, match="no such stream: orders; there are: classes, customers, items, projects, invoices"
    ):
        office.using(driver, lambda bridge: bridge.sync("orders"))


def test_a_copy_with_the_same_number_does_not_take_the_document() -> None:
    """A document that is linked to one invoice is not given to another that says it has its number and total."""
    world = few(0)
    (invoice,) = world.severa["invoices"]
    series = {**invoice, "guid": "0" + invoice["guid"][1:], "invoiceNumberBusinessUnitGuid": "another series"}
    rows = world.severa["invoice_rows"]
    copied = [{**row, "guid": "0" + row["guid"][1:], "invoiceGuid": series["guid"]} for row in rows]
    severa = {**world.severa, "invoices": [invoice, series], "invoice_rows": [*rows, *copied]}
    office = Office(evolve(world, severa=severa))
    office.move(1, "Concept")
    office.cycle()
    office.severa.edit("invoices", office.guid(1), number=office.invoice(0)["number"])
    office.move(1, TO_TRANSFER)
    report = office.cycle()
    assert codes(report) == ["number-without-document"]
    assert [link.guid for link in _links(office)] == [office.guid(0)]


@pytest.mark.parametrize("trouble", [Trouble.BAD_GATEWAY, Trouble.GATEWAY_404, Trouble.GARBAGE])
def test_a_linked_document_that_cannot_be_read_is_not_gone(trouble: Trouble) -> None:
    """An invoice that was put back waits until its document can be read; nothing is concluded from a gateway's word."""
    office = Office(few(0))
    office.cycle()
    office.move(0, TO_TRANSFER)
    office.vnf.faults = Faults([Fault(trouble, "GET", r"customerinvoice/\d+")])
    assert (codes(office.cycle()), office.posts()) == (["service-trouble"], 1)
    office.vnf.faults = Faults()
    assert office.cycle().counts == {"adopted": 1}
