"""Invoices take what changes seldom from the store, and never act on what may be old."""

from __future__ import annotations

from datetime import timedelta

import pytest
from attrs import evolve

from severa_vnf import Settings
from severa_vnf.flows.classes import refresh
from severa_vnf.flows.memory import PROBLEMS
from severa_vnf.flows.registers.link import RecordLink, Spaces, write_link
from severa_vnf.ports import Put
from severa_vnf.values import Guid
from tests.flows.invoices.test_surroundings import terms_of, with_terms
from tests.flows.office import DRAFT, TO_TRANSFER, TRANSFERRED, Kind, Office, codes, few
from tests.flows.test_classes import answered

drivers = pytest.mark.parametrize("driver", ["sync", "async"])
READY = "Klaar voor overdracht"


def asked(office: Office, word: str) -> int:
    """How often a path with that word was asked for."""
    return sum(word in one.path for one in (*office.severa.requests, *office.vnf.requests))


def move_roles(office: Office) -> None:
    """A person gives the work of the status that waits for the transfer to a new one."""
    old = next(one for one in office.severa.documents("invoice_statuses") if one["name"] == TO_TRANSFER)
    office.severa.edit("invoice_statuses", old["guid"], isActive=False, isDefaultForCreditNote=False)
    flags = {"sortOrder": old["sortOrder"], "isReadOnly": True, "isDefaultForCreditNote": True}
    office.severa.load("invoice_statuses", [{"name": READY, **flags}])


@drivers
def test_looking_for_invoices_costs_one_exchange(driver: Kind) -> None:
    """A cycle in which no invoice waits asks for the list of invoices and nothing else, and remembers nothing."""
    office = Office(few(0))
    office.cycle(driver)
    office.clock.advance(timedelta(days=400))
    before = [*office.store.scan("acme", "classes"), *office.store.scan("acme", "marks")]
    office.severa.requests.clear()
    office.vnf.requests.clear()
    assert office.cycle(driver).outcomes == ()
    looked_round = {"/v1/organizationdetails", "/v1/branch"}
    paths = [one.path.removeprefix("/rest-api") for one in (*office.severa.requests, *office.vnf.requests)]
    assert [path for path in paths if path not in looked_round] == ["/v1/invoices"]
    assert [*office.store.scan("acme", "classes"), *office.store.scan("acme", "marks")] == before
    assert office.store.scan("acme", PROBLEMS) == []


@drivers
def test_statuses_are_read_again_before_anything_is_done(driver: Kind) -> None:
    """An invoice in a status that does not ask for the transfer any more is left alone."""
    office = Office(few(0, 3))
    office.move(1, DRAFT)
    office.cycle(driver)
    office.move(1, TO_TRANSFER)
    move_roles(office)
    posts = office.posts()
    assert office.cycle(driver).outcomes == ()
    assert (office.posts(), office.status(1)) == (posts, TO_TRANSFER)


@drivers
def test_where_the_roles_moved_the_invoices_are_listed_again(driver: Kind) -> None:
    """With one invoice in the status of old and one in the new, the second crosses in the same cycle."""
    office = Office(few(0, 3, 5))
    office.move(1, DRAFT)
    office.move(2, DRAFT)
    office.cycle(driver)
    office.move(1, TO_TRANSFER)
    move_roles(office)
    office.move(2, READY)
    report = office.cycle(driver)
    assert [(outcome.record, type(outcome).__name__) for outcome in report.outcomes] == [(office.guid(2), "Created")]
    assert (office.status(1), office.status(2)) == (TO_TRANSFER, TRANSFERRED)


def test_roles_that_moved_unseen_are_seen_when_the_statuses_are_read() -> None:
    """Where nothing waits in the status of old, a new role counts once the look-ups were refreshed."""
    office = Office(few(0, 3))
    office.move(1, DRAFT)
    office.cycle()
    move_roles(office)
    office.move(1, READY)
    assert office.cycle().outcomes == ()
    answered(office, refresh(office.settings))
    assert office.cycle().counts == {"created": 1}


@drivers
def test_one_invoice_that_is_asked_for_is_looked_for_afresh(driver: Kind) -> None:
    """transfer_invoice goes by the statuses as they are now, whatever was read before."""
    office = Office(few(0, 3))
    office.move(1, DRAFT)
    office.cycle(driver)
    move_roles(office)
    office.move(1, READY)
    assert office.using(driver, lambda bridge: bridge.transfer_invoice(office.guid(1))).counts == {"created": 1}


def test_statuses_that_were_unclear_are_read_again() -> None:
    """A set-up that was mended is noticed by the next cycle; while it is not, that costs one exchange."""
    office = Office(few(0))
    extra = {"guid": "extra", "name": "Incasso", "sortOrder": 9, "isReadOnly": True, "hasInvoiceNumber": True}
    office.severa.load("invoice_statuses", [extra])
    assert [codes(office.cycle()) for _ in range(2)] == [["statuses-unclear"]] * 2
    lists = [one.path.rpartition("/")[2] for one in office.severa.requests]
    assert (lists.count("invoicestatuses"), lists.count("invoices")) == (2, 0)
    office.severa.edit("invoice_statuses", "extra", isActive=False)
    assert office.cycle().counts == {"created": 1}


def test_statuses_that_the_settings_name_are_not_asked_for() -> None:
    """Where a person has said which status is which, nobody looks."""
    office = Office(few(0))
    office.settings = Settings(statuses=office.roles())
    assert office.cycle().counts == {"created": 1}
    assert asked(office, "invoicestatuses") == 0


@pytest.mark.parametrize(("hours", "times"), [(24, 1), (25, 2)])
def test_terms_and_countries_are_kept_for_a_day(hours: int, times: int) -> None:
    """Invoices that come later on the same day go by what was read then."""
    office = with_terms(Office(few(0, 3)))
    office.move(1, DRAFT)
    began = office.clock.now()
    office.cycle()
    office.move(1, TO_TRANSFER)
    office.clock.advance(began + timedelta(hours=hours) - office.clock.now())
    assert office.cycle().counts == {"created": 1}
    assert (asked(office, "creditTerm"), asked(office, "localization/countries")) == (times, times)


def test_what_is_not_known_yet_is_looked_for() -> None:
    """Terms of so many days that were not there when the terms were read are found in the same hour."""
    world = few(0, 3)
    later = {**world.severa["invoices"][1], "paymentTerm": 45}
    office = Office(evolve(world, severa={**world.severa, "invoices": [world.severa["invoices"][0], later]}))
    office.move(1, DRAFT)
    office.cycle()
    office.vnf.load("credit_term", [{"termsId": "NET45", "dueDay1": 45}])
    office.move(1, TO_TRANSFER)
    office.cycle()
    document = next(one for one in office.documents() if one["note"].endswith(office.guid(1)))
    assert (document["creditTerms"]["id"], asked(office, "creditTerm")) == ("NET45", 2)


def test_terms_from_the_store_are_those_of_before() -> None:
    """What the store has is used as it is: nobody is asked in a run that finds all it needs there."""
    office = with_terms(Office(few(0)))
    answered(office, refresh(office.settings, "credit_terms"))
    office.cycle()
    assert (terms_of(office), asked(office, "creditTerm")) == ("NET30", 1)


def linked(office: Office, register: str, guid: str, number: str) -> None:
    """The store links a record of Severa's with the one of that number in Visma.net."""
    link = RecordLink(guid=Guid(guid), vnf_id="1", number=number, severa_number="", known={}, parts={})
    office.store.commit("acme", [Put(Spaces(register).links, guid, write_link(link), None)])


@drivers
def test_numbers_come_from_the_links(driver: Kind) -> None:
    """A customer and a project stand on the document under Visma.net's numbers, leading zeros and all."""
    office = Office(few(0))
    invoice = office.invoice(0)
    office.vnf.edit("customer", str(invoice["customer"]["number"]), number="0010001")
    office.vnf.edit("project", str(invoice["projects"][0]["number"]), projectID="0001001")
    linked(office, "customers", invoice["customer"]["guid"], "0010001")
    linked(office, "projects", invoice["projects"][0]["guid"], "0001001")
    assert office.cycle(driver).counts == {"created": 1}
    (document,) = office.documents()
    assert (document["customer"]["number"], document["project"]["id"]) == ("0010001", "0001001")


def test_the_link_of_who_pays_counts() -> None:
    """Where another customer pays, the document goes to the one that is linked with the payer."""
    office = Office(few(0, 3))
    payer = office.invoice(1)["customer"]
    office.spoil("invoices", office.guid(0), billingCustomer=payer)
    office.vnf.edit("customer", str(payer["number"]), number="PAYER")
    linked(office, "customers", payer["guid"], "PAYER")
    assert office.cycle().counts == {"created": 2}
    assert [one["customer"]["number"] for one in office.documents()] == ["PAYER", "PAYER"]


def test_an_invoice_for_no_project() -> None:
    """It has none on its document."""
    office = Office(few(0))
    office.spoil("invoices", office.guid(0), projects=None)
    assert office.cycle().counts == {"created": 1}
    (document,) = office.documents()
    assert (document.get("project") or {}).get("id") is None


def test_what_is_not_named_by_its_guid_has_no_link() -> None:
    """A project that has no guid may have anybody's number: the invoice waits until it is linked."""
    office = Office(few(0))
    office.spoil("invoices", office.guid(0), projects=[{"guid": None, "name": "Digitaal loket", "number": 1001}])
    report = office.cycle()
    assert (report.counts, codes(report)) == ({"held": 1}, ["project-not-linked"])
    assert office.documents() == []
