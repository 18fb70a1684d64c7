"""After a lost answer nobody knows whether the document was made: only looking settles it."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest

from severa_vnf.plan import Adopted, Created, Held
from severa_vnf.testing.exchange import loads
from severa_vnf.testing.faults import Fault, Faults
from severa_vnf.testing.faults import Kind as Trouble
from tests.flows.observers import Killed, When, dies
from tests.flows.office import DRAFT, MARK, TO_TRANSFER, Kind, Office, Tally, codes, few, many

drivers = pytest.mark.parametrize("driver", ["sync", "async"])
SETTLED = timedelta(minutes=12)
"""Past the lease and the settle time."""


def struck(office: Office, kind: Trouble, *paths: str, method: str = "POST") -> Office:
    """The first write to Visma.net at each of these paths meets that trouble."""
    office.vnf.faults = Faults([Fault(kind, method=method, path=path, nth=1) for path in paths])
    return office


@drivers
def test_a_lost_answer_is_looked_up_at_once(driver: Kind) -> None:
    """A document whose making was not heard of is found by its mark in the same run, and adopted."""
    office = struck(Office(few(0)), Trouble.ANSWER_LOST, "customerinvoice")
    (outcome,) = office.cycle(driver).outcomes
    assert (type(outcome), office.posts(), office.tally()) == (Adopted, 1, Tally())


@drivers
def test_a_failure_that_did_nothing_is_waited_out(driver: Kind) -> None:
    """After a 500 the invoice waits until its document can't arrive late any more; then it is sent again, once."""
    office = struck(Office(few(0)), Trouble.SERVER_ERROR, "customerinvoice")
    for _ in range(2):
        report = office.cycle(driver)
        assert (report.counts, codes(report), office.posts()) == ({"deferred": 1}, ["waits-for-certainty"], 1)
        office.clock.advance(timedelta(minutes=3))
    office.clock.advance(SETTLED)
    (outcome,) = office.cycle(driver).outcomes
    assert (type(outcome), office.posts(), office.tally()) == (Created, 2, Tally())


def test_what_is_sent_again_is_remembered_as_it_is_now() -> None:
    """An invoice that was changed before it is sent again is looked for as it was sent last, not as it was before."""
    office = struck(Office(few(0)), Trouble.SERVER_ERROR, "customerinvoice")
    office.cycle()
    office.severa.edit("invoices", office.guid(0), date="2026-09-02")
    office.clock.advance(SETTLED)
    office = struck(office, Trouble.ANSWER_LOST, "customerinvoice")
    with suppress(Killed):
        office.cycle(observer=When("POST", "customerinvoice", dies, "after"))
    office.clock.advance(SETTLED)
    office.until_quiet()
    assert (office.posts(), office.tally()) == (2, Tally())


def test_an_invoice_that_became_a_credit_note_is_sent_again_as_one() -> None:
    """One whose total turned negative meanwhile crosses as what it is now."""
    office = struck(Office(few(0)), Trouble.SERVER_ERROR, "customerinvoice")
    office.cycle()
    office.row(0, quantity=-40)
    office.clock.advance(SETTLED)
    assert office.cycle().counts == {"created": 1}
    assert len(office.vnf.documents("customer_credit_note")) == 1


@drivers
def test_one_that_is_changed_between_two_runs_is_taken_out(driver: Kind) -> None:
    """A document made in an earlier run of what the invoice was then is deleted again, and the invoice sent anew."""
    office = Office(few(0))
    with suppress(Killed):
        office.cycle(driver, When("POST", "customerinvoice", dies, "after"))
    office.row(0, description="Another text")
    office.clock.advance(office.settings.takeover)
    report = office.cycle(driver)
    assert (report.counts, codes(report)) == ({"refused": 1}, ["changed-meanwhile"])
    assert office.cycle(driver).counts == {"created": 1}
    (document,) = office.documents()
    assert document["invoiceLines"][0]["description"] == "Another text"


def twin(office: Office, note: str | None, quantity: int | None = None) -> str:
    """A person makes a document like that of the first invoice; the number."""
    vnf = office.clients()[1]
    sent = next(one for one in office.vnf.requests if one.method == "POST")
    body = {name: value for name, value in loads(sent.body).items() if name != "note"}
    if note is not None:
        body["note"] = {"value": note}
    if quantity is not None:
        body["invoiceLines"][0]["quantity"] = {"value": quantity}
    vnf.request("POST", "/v2/customerinvoice", json=body)
    return str(office.documents()[-1]["referenceNumber"])


def alone(office: Office) -> Office:
    """The office after its invoice was sent, and its document, link and number are gone: as if nothing had been."""
    office.cycle()
    office.erase(office.documents()[0]["referenceNumber"])
    office.using("sync", lambda bridge: bridge.unlink("invoices", office.guid(0)))
    office.severa.edit("invoices", office.guid(0), number=None)
    office.move(0, TO_TRANSFER)
    return office


@drivers
def test_found_twice_nothing_is_touched(driver: Kind) -> None:
    """Two documents with the invoice's mark are for a person to sort out."""
    office = alone(Office(few(0)))
    numbers = [twin(office, MARK + office.guid(0)) for _ in range(2)]
    before = office.documents()
    (outcome,) = office.cycle(driver).outcomes
    (problem,) = outcome.problems
    assert (type(outcome), problem.code, problem.value) == (Held, "found-twice", ", ".join(numbers))
    assert (office.documents(), office.status(0)) == (before, TO_TRANSFER)
    office.erase(numbers[0])
    assert office.cycle(driver).counts == {"adopted": 1}
    assert office.tally() == Tally()


@drivers
def test_one_like_it_without_a_note_is_a_doubt(driver: Kind) -> None:
    """A document of equal customer, date, currency, items and quantities but without our mark: nothing is sent."""
    office = alone(Office(few(0)))
    number = twin(office, None)
    (problem,) = office.cycle(driver).problems
    assert (problem.code, problem.value, office.posts()) == ("looks-alike", f"Invoice {number}", 2)
    office.using(driver, lambda bridge: bridge.relink("invoices", office.guid(0), f"Invoice {number}"))
    assert office.cycle(driver).counts == {"adopted": 1}


@pytest.mark.parametrize(("note", "quantity"), [(None, 1), ("Severa invoice of another", None)])
def test_others_are_no_doubt(note: str | None, quantity: int | None) -> None:
    """One of another total and other quantities, or with another invoice's mark, is no doubt."""
    office = alone(Office(few(0)))
    twin(office, note, quantity)
    assert office.cycle().counts == {"created": 1}


@pytest.mark.parametrize("note", ["by hand", ""])
def test_a_person_says_that_it_is_another(note: str) -> None:
    """`not_it` settles the doubt for good, whatever stands in the document's note; the invoice goes on."""
    office = alone(Office(few(0)))
    number = twin(office, note)
    (problem,) = office.cycle().problems
    assert f'bridge.not_it("invoices", guid, "Invoice {number}")' in problem.remedy
    office.bridge().not_it("invoices", office.guid(0), problem.value, by="Jan")
    assert office.bridge().problems() == ()
    assert office.cycle().counts == {"created": 1}
    assert office.known("not it")[office.guid(0)] == {"names": [f"Invoice {number}"], "by": "Jan"}


EDITS: dict[str, dict[str, Any]] = {
    "another date": {"documentDate": "2026-11-02T00:00:00"},
    "another note": {"note": "checked, JdV"},
    "no note": {"note": ""},
    "another note, another customer": {"note": "", "customer": {"number": "10001", "name": "Another"}},
    "another text": {"invoiceText": "x"},
}
"""What a bookkeeper makes of a document before the host has come back."""


@pytest.mark.parametrize("edit", EDITS)
def test_what_a_person_edits_after_a_crash_hides_no_document(edit: str) -> None:
    """The host dies after it has sent; the document is edited in Visma.net: found, or told, and never sent twice."""
    office = Office(few(0))
    with suppress(Killed):
        office.cycle(observer=When("POST", "customerinvoice", dies, "after"))
    number = office.documents()[0]["referenceNumber"]
    office.vnf.edit("customer_invoice", number, **EDITS[edit])
    office.clock.advance(timedelta(hours=2))
    for _ in range(3):
        report = office.cycle()
        office.clock.advance(timedelta(minutes=10))
    assert (office.posts(), len(office.documents())) == (1, 1)
    assert office.invoice(0)["number"] == int(number) or codes(report) == ["looks-alike"]


def test_the_document_of_another_invoice_is_not_even_read() -> None:
    """One of equal content that is linked to another invoice is no candidate, and costs no exchange."""
    office = Office(many(2))
    office.move(1, DRAFT)
    office.cycle()
    office.move(1, TO_TRANSFER)
    before = len(office.vnf.requests)
    assert office.cycle().counts == {"created": 1}
    (number,) = (one["referenceNumber"] for one in office.documents() if office.guid(0) in one["note"])
    assert not any(one.path.endswith(f"/{number}") for one in office.vnf.requests[before:])


@drivers
@pytest.mark.parametrize("trouble", [Trouble.CONTROL_ID, Trouble.LONG_ID, Trouble.EMPTY_ID])
def test_a_document_that_is_listed_and_not_found_may_be_it(driver: Kind, trouble: Trouble) -> None:
    """Of a list that shows a document, and a look that finds none, one is wrong: nothing is sent till they agree."""
    office = Office(few(0))
    with suppress(Killed):
        office.cycle(driver, When("POST", "customerinvoice", dies, "after"))
    office.clock.advance(SETTLED)
    office.vnf.faults = Faults([Fault(trouble, "GET", "/customerinvoice$")])
    assert codes(office.cycle(driver)) == ["doubtful-document"]
    office.vnf.faults = Faults()
    assert office.cycle(driver).counts == {"adopted": 1}
    assert (office.posts(), office.tally()) == (1, Tally())


def test_a_document_that_is_deleted_while_it_is_looked_at_is_none_in_the_next_run() -> None:
    """A candidate that is deleted between the list and its reading holds its invoice for one run."""
    office = alone(Office(few(0)))
    number = twin(office, None)
    gone = When("GET", f"customerinvoice/{number}", lambda: office.erase(number))
    assert codes(office.cycle(observer=gone)) == ["doubtful-document"]
    assert office.cycle().counts == {"created": 1}


def test_a_document_that_vanishes_before_it_is_read_back_is_waited_for() -> None:
    """A new document that can't be read yet is looked for in the next run, and made again only when it stays away."""
    office = Office(few(0))
    gone = When("POST", "customerinvoice", lambda: office.erase(office.documents()[0]["referenceNumber"]), "after")
    assert codes(office.cycle(observer=gone)) == ["waits-for-certainty"]
    assert codes(office.cycle()) == ["waits-for-certainty"]
    office.clock.advance(SETTLED)
    assert office.cycle().counts == {"created": 1}
    assert office.posts() == 2


@pytest.mark.parametrize(
    ("kind", "told"), [(Trouble.BAD_GATEWAY, "waits-for-certainty"), (Trouble.GARBAGE, "doubtful-document")]
)
def test_a_reading_back_that_fails_is_done_again(kind: Trouble, told: str) -> None:
    """The run goes on when a document can't be read back, and the next one finishes it."""
    office = Office(few(0, 3))
    office.vnf.faults = Faults([Fault(kind, method="GET", path="customerinvoice/100001")])
    report = office.cycle()
    assert (report.counts["created"], codes(report)) == (1, [told])
    office.vnf.faults = Faults()
    office.cycle()
    assert (office.posts(), office.tally()) == (2, Tally())


@drivers
@pytest.mark.parametrize("kind", [Trouble.UNREACHABLE, Trouble.TOO_MANY])
def test_what_was_provably_not_made_leaves_no_doubt(driver: Kind, kind: Trouble) -> None:
    """A create that never got through is simply tried in the next run."""
    office = Office(few(0))
    office.vnf.faults = Faults([Fault(kind, method="POST", path="customerinvoice")])
    report = office.cycle(driver)
    assert (report.counts, codes(report)) == ({"deferred": 1}, ["service-trouble"])
    assert office.known("intents") == {}
    office.vnf.faults = Faults()
    assert office.cycle(driver).counts == {"created": 1}


@drivers
def test_moved_away_while_in_doubt(driver: Kind) -> None:
    """An invoice in doubt whose status a person changed is forgotten when no document turned up."""
    office = struck(Office(few(0)), Trouble.SERVER_ERROR, "customerinvoice")
    office.cycle(driver)
    office.move(0, DRAFT)
    assert codes(office.cycle(driver)) == ["waits-for-certainty"]
    office.clock.advance(SETTLED)
    (outcome,) = office.cycle(driver).outcomes
    assert (type(outcome), outcome.problems[0].value) == (Held, "its status was changed")
    assert (office.known("intents"), office.posts(), office.status(0)) == ({}, 1, DRAFT)
    assert office.cycle(driver).outcomes == ()


@drivers
def test_moved_away_while_in_doubt_and_the_document_is_there(driver: Kind) -> None:
    """And where its document turned up, it is deleted again."""
    office = Office(few(0))
    with suppress(Killed):
        office.cycle(driver, When("POST", "customerinvoice", dies, "after"))
    office.move(0, DRAFT)
    office.clock.advance(office.settings.takeover)
    (outcome,) = office.cycle(driver).outcomes
    assert outcome.problems[0].value == f"its status is now '{DRAFT}'"
    assert (office.documents(), office.status(0), office.known("intents")) == ([], DRAFT, {})


@drivers
def test_deleted_in_severa_while_in_doubt(driver: Kind) -> None:
    """An invoice in doubt that is not in Severa any more is reported until somebody has looked."""
    office = struck(Office(few(0)), Trouble.SERVER_ERROR, "customerinvoice")
    office.cycle(driver)
    guid = office.guid(0)
    office.severa.remove("invoices", guid)
    (problem,) = office.cycle(driver).problems
    assert (problem.code, problem.record, problem.value.rpartition("/")[2]) == ("invoice-gone", guid, guid)
    office.using(driver, lambda bridge: bridge.unlink("invoices", guid))
    assert office.cycle(driver).problems == ()
