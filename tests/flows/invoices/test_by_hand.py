"""Links of invoices that a person takes away, sets, or denies."""

from __future__ import annotations

from datetime import timedelta

import pytest

from severa_vnf.testing.faults import Fault, Faults
from severa_vnf.testing.faults import Kind as Trouble
from tests.flows.office import DRAFT, TO_TRANSFER, Office, codes, few, many


def unlinked(*, status: str = TO_TRANSFER) -> Office:
    """An invoice that was transferred, put back, and unlinked from its document."""
    office = Office(few(0))
    office.cycle()
    office.move(0, status)
    office.bridge().unlink("invoices", office.guid(0))
    office.move(0, TO_TRANSFER)
    return office


def test_unlinked_and_its_document_stands() -> None:
    """Another document is not made while the first is there: it is named, with what to do."""
    office = unlinked()
    (problem,) = office.cycle().problems
    assert (problem.code, problem.value, office.posts()) == ("unlinked-document-stays", "Invoice 100001", 1)
    office.bridge().relink("invoices", office.guid(0), problem.value)
    assert office.cycle().counts == {"adopted": 1}
    assert office.known("unlinked") == {}


@pytest.mark.parametrize("gone", [True, False])
def test_unlinked_and_its_document_is_gone(gone: bool) -> None:
    """Deleted or voided in Visma.net, the invoice is sent anew and gets its new number."""
    office = unlinked()
    if gone:
        office.erase("100001")
    else:
        office.vnf.edit("customer_invoice", "100001", status="Voided", note="")
    report = office.cycle()
    assert (report.counts, office.posts()) == ({"created": 1}, 2)
    assert office.invoice(0)["number"] == 100002


def test_unlinked_after_it_was_sent() -> None:
    """An invoice that has gone to its customer is never sent under another number, gone document or not."""
    office = unlinked(status="Verzonden")
    office.erase("100001")
    assert codes(office.cycle()) == ["unlinked-document-stays"]
    assert office.posts() == 1


@pytest.mark.parametrize("trouble", [Trouble.BAD_GATEWAY, Trouble.GATEWAY_404])
def test_unlinked_and_nobody_can_look(trouble: Trouble) -> None:
    """Absence is proven: a gateway's answer is none of it."""
    office = unlinked()
    office.erase("100001")
    office.vnf.faults = Faults([Fault(trouble, "GET", "customerinvoice/100001")])
    assert (codes(office.cycle()), office.posts()) == (["service-trouble"], 1)


@pytest.mark.parametrize(("trouble", "sent"), [(Trouble.BAD_GATEWAY, True), (None, False)])
def test_what_is_known_of_an_invoice_that_is_unlinked(trouble: Trouble | None, sent: bool) -> None:
    """Whether it was sent is looked up; where nobody can look it counts as sent, deleted it does not."""
    office = Office(few(0))
    office.cycle()
    if trouble:
        office.severa.faults = Faults([Fault(trouble, "GET", "invoices/")])
    else:
        office.severa.remove("invoices", office.guid(0))
    office.bridge().unlink("invoices", office.guid(0))
    assert office.known("unlinked")[office.guid(0)]["sent"] is sent


def test_what_was_never_linked_leaves_nothing() -> None:
    """Unlinking an invoice without a link changes nothing."""
    office = Office(few(0))
    office.bridge().unlink("invoices", office.guid(0))
    assert office.known("unlinked") == {}


def test_a_forgotten_invoice_is_no_matter_of_the_bridge() -> None:
    """Nothing is sent for it, nothing is told, and no id of it is kept; linked by hand it is one again."""
    office = Office(many(2))
    office.bridge().forget("invoices", office.guid(0))
    assert office.cycle().counts == {"created": 1}
    assert not any(office.guid(0) in key for key in office.known("forgotten"))
    office.bridge().forget("invoices", office.guid(0))
    assert len(office.known("forgotten")) == 1
    office.bridge().relink("invoices", office.guid(0), "Invoice 100777")
    assert office.known("forgotten") == {}


def test_forgotten_with_all_that_is_known() -> None:
    """Its link, what a person denied, and what it was unlinked from go too."""
    office = unlinked()
    bridge = office.bridge()
    bridge.not_it("invoices", office.guid(0), "Invoice 100009", by="Jan")
    office.using("async", lambda one: one.not_it("invoices", office.guid(0), "CreditNote 7"))
    assert office.known("not it")[office.guid(0)]["names"] == ["Invoice 100009", "CreditNote 7"]
    bridge.forget("invoices", office.guid(0))
    assert {space: office.known(space) for space in ("links", "unlinked", "not it")} == {
        "links": {},
        "unlinked": {},
        "not it": {},
    }


@pytest.mark.parametrize("name", ["100009", "Order 7", "Invoice "])
def test_a_document_is_named_with_its_kind(name: str) -> None:
    """A number is unique within its kind only."""
    with pytest.raises(ValueError, match="Invoice 1001"):
        Office(few(0)).bridge().not_it("invoices", Office(few(0)).guid(0), name)


def test_nothing_of_another_stream_is_denied() -> None:
    """Only documents of invoices can be taken for another's."""
    with pytest.raises(ValueError, match="customers"):
        Office(few(0)).bridge().not_it("customers", "guid", "Invoice 1")


def rejected() -> Office:
    """An invoice whose document had to be taken out and could not: it was released meanwhile."""
    office = Office(few(0))
    office.severa.faults = Faults([Fault(Trouble.SERVER_ERROR, "PATCH", "/invoices/")])
    office.cycle()
    office.severa.faults = Faults()
    office.vnf.release("100001")
    office.move(0, DRAFT)
    office.clock.advance(office.settings.takeover)
    assert codes(office.cycle()) == ["rejected-still-in-visma-net"]
    return office


def told(office: Office) -> list[str]:
    """What is open."""
    return [entry.cause.code for entry in office.bridge().problems()]


def test_a_rejected_document_stays_told_while_it_is_there() -> None:
    """Looked at once a day, whatever becomes of its invoice; gone, its problem and its link are gone."""
    office = rejected()
    looks = len(office.vnf.requests)
    office.cycle()
    assert (told(office), len(office.vnf.requests) - looks <= 2) == (["rejected-still-in-visma-net"], True)
    office.clock.advance(timedelta(days=1, hours=1))
    office.cycle()
    assert told(office) == ["rejected-still-in-visma-net"]
    office.clock.advance(timedelta(days=1, hours=1))
    office.vnf.remove("customer_invoice", "100001")
    office.cycle()
    assert (told(office), office.known("links"), office.known("links back")) == ([], {}, {})


def test_a_rejected_document_that_is_voided_or_unlinked() -> None:
    """Voided in Visma.net, or unlinked by a person, nothing is left to tell; unreadable, it stays told."""
    for mend in (
        lambda office: office.vnf.edit("customer_invoice", "100001", status="Voided"),
        lambda office: office.bridge().unlink("invoices", office.guid(0)),
    ):
        office = rejected()
        office.clock.advance(timedelta(days=1, hours=1))
        office.vnf.faults = Faults([Fault(Trouble.BAD_GATEWAY, "GET", "customerinvoice/100001")])
        office.cycle()
        assert told(office) == ["rejected-still-in-visma-net"]
        office.vnf.faults = Faults()
        mend(office)
        office.clock.advance(timedelta(days=1, hours=1))
        office.cycle()
        assert told(office) == []
