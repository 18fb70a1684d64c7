"""What a create answered is proven before it is compared, linked or deleted."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta

import pytest

from severa_vnf.plan import Adopted
from severa_vnf.testing.faults import Fault, Faults
from severa_vnf.testing.faults import Kind as Trouble
from tests.flows.observers import Killed, When, dies
from tests.flows.office import DRAFT, MARK, TO_TRANSFER, TRANSFERRED, Kind, Office, Tally, codes, few, many

drivers = pytest.mark.parametrize("driver", ["sync", "async"])


def by_hand(office: Office, **fields: object) -> str:
    """A person's own document: that of the first invoice without its mark; its number. The invoice is as before."""
    office.cycle()
    number = str(office.documents()[0]["referenceNumber"])
    office.vnf.edit("customer_invoice", number, note="made by hand", **fields)
    office.using("sync", lambda bridge: bridge.forget("invoices", office.guid(0)))
    return number


@drivers
def test_a_location_that_names_a_strangers_document(driver: Kind) -> None:
    """The stranger's document stays as it is; the invoice's own is found by its mark."""
    office = Office(few(0, 3))
    office.move(1, DRAFT)
    number = by_hand(office)
    office.move(1, TO_TRANSFER)
    before = office.vnf.documents("customer_invoice")
    office.vnf.faults = Faults([Fault(Trouble.OTHER_LOCATION, "POST", "customerinvoice", nth=1)])
    (outcome,) = office.cycle(driver).outcomes
    assert (type(outcome), office.vnf.faults.fired.total()) == (Adopted, 1)
    assert [one for one in office.documents() if one["referenceNumber"] == number] == before
    assert (office.posts(), office.status(1), office.known("number gaps")) == (2, TRANSFERRED, {})


@drivers
def test_a_location_that_names_another_invoices_document(driver: Kind) -> None:
    """Nor is that of another invoice compared, linked or deleted, though all their figures are equal."""
    office = Office(many(3))
    office.move(2, DRAFT)
    office.cycle(driver)
    office.move(2, TO_TRANSFER)
    office.vnf.faults = Faults([Fault(Trouble.OTHER_LOCATION, "POST", "customerinvoice", nth=1)])
    assert office.cycle(driver).counts == {"adopted": 1}
    assert (office.posts(), office.tally(), office.known("number gaps")) == (3, Tally(), {})


def test_a_wrong_location_and_a_list_that_lags() -> None:
    """What is not to be found yet is waited for, with the number that the answer named; nothing is sent again."""
    office = Office(many(2))
    office.cycle()
    office.severa.edit("invoices", office.guid(1), number=None)
    office.using("sync", lambda bridge: bridge.forget("invoices", office.guid(1)))
    office = Office(many(2))
    office.move(1, DRAFT)
    office.cycle()
    office.move(1, TO_TRANSFER)
    office.vnf.faults = Faults([Fault(Trouble.OTHER_LOCATION, "POST", "customerinvoice", nth=1)])
    office.vnf.whims.lag = timedelta(minutes=4)
    (problem,) = office.cycle().problems
    assert (problem.code, problem.value, office.posts()) == ("answer-not-proven", "100001", 2)
    office.clock.advance(timedelta(minutes=5))
    assert office.cycle().counts == {"adopted": 1}
    assert (office.posts(), office.tally()) == (2, Tally())


@drivers
@pytest.mark.parametrize(
    "answer", [Trouble.EMPTY_CREATE, Trouble.COMMITTED_404, Trouble.COMMITTED_408, Trouble.REDIRECT_302]
)
def test_an_answer_that_tells_nothing_of_what_was_made(driver: Kind, answer: Trouble) -> None:
    """Without a number, a gateway's refusal or a redirect: the document is found by its mark, and adopted."""
    office = Office(few(0))
    office.vnf.faults = Faults([Fault(answer, "POST", "customerinvoice", nth=1)])
    assert office.cycle(driver).counts == {"adopted": 1}
    assert (office.posts(), office.tally()) == (1, Tally())


@drivers
@pytest.mark.parametrize("answer", [Trouble.GATEWAY_404, Trouble.HTML_403, Trouble.ROUTE_404])
def test_a_way_that_is_away_fails_no_invoice(driver: Kind, answer: Trouble) -> None:
    """Where nothing but a gateway answers, the invoices wait as they are; the way back, all cross."""
    office = Office(many(3))
    office.vnf.faults = Faults([Fault(answer, "POST", "customerinvoice")])
    office.cycle(driver)
    assert {office.status(place) for place in range(3)} == {TO_TRANSFER}
    office.vnf.faults = Faults()
    office.clock.advance(office.settings.takeover)
    office.until_quiet(driver)
    assert office.tally() == Tally()


def test_a_document_is_deleted_by_its_mark_never_by_its_number() -> None:
    """A host dies on the way to take its document out. Its number is another document's by the next run: that stays."""
    office = Office(few(0, wrong_vat=True))
    office.move(0, DRAFT)
    with suppress(Killed):
        office.cycle("sync", When("DELETE", "customerinvoice", dies))
    office.clock.advance(office.settings.takeover)
    (number,) = (one["referenceNumber"] for one in office.documents())
    office.vnf.edit("customer_invoice", number, note=MARK + "of another")
    assert office.cycle().counts == {"refused": 1}
    assert [one["referenceNumber"] for one in office.documents()] == [number]
    assert office.known("links") == {}


def test_a_document_that_lost_its_mark_is_not_deleted() -> None:
    """Nobody can say that it is ours any more: it stays, linked as rejected, and is told until it is gone."""
    office = Office(few(0, wrong_vat=True))
    office.move(0, DRAFT)
    with suppress(Killed):
        office.cycle("sync", When("DELETE", "customerinvoice", dies))
    office.clock.advance(office.settings.takeover)
    (number,) = (one["referenceNumber"] for one in office.documents())
    office.vnf.edit("customer_invoice", number, note="checked")
    assert "rejected-still-in-visma-net" in codes(office.cycle())
    assert [one["referenceNumber"] for one in office.documents()] == [number]


@pytest.mark.parametrize("trouble", [Trouble.BAD_GATEWAY, Trouble.GARBAGE])
def test_a_look_before_deleting_that_fails_is_done_again(trouble: Trouble) -> None:
    """Nothing is deleted unseen: the run after finishes it."""
    office = Office(few(0, wrong_vat=True))
    office.move(0, DRAFT)
    with suppress(Killed):
        office.cycle("sync", When("DELETE", "customerinvoice", dies))
    office.clock.advance(office.settings.takeover)
    office.vnf.faults = Faults([Fault(trouble, "GET", r"customerinvoice/\d+")])
    assert "service-trouble" in codes(office.cycle())
    office.vnf.faults = Faults()
    assert office.cycle().counts == {"refused": 1}
    assert office.documents() == []
