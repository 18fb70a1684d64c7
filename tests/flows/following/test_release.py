"""A document is released when the settings say so: after its totals were compared and its number written, once."""

from __future__ import annotations

from typing import Any

import pytest

from severa_vnf import Settings
from severa_vnf.testing.faults import Fault, Faults, Kind
from severa_vnf.testing.vnf.switches import EVERY_SCOPE
from tests.flows.following.papers import document, due, exchanges, filed, hung, later, log
from tests.flows.observers import When
from tests.flows.office import FAILED, TRANSFERRED, Office, codes, few
from tests.flows.office import Kind as Driver

drivers = pytest.mark.parametrize("driver", ["sync", "async"])
RELEASE = Settings(release=True)


def waiting(*places: int, settings: Settings = RELEASE, **switches: Any) -> Office:
    """Invoices that wait, to be released as well."""
    return Office(few(*places or (0,)), settings=settings, vnf_switches=switches)


def asked(office: Office) -> int:
    """How often a release was asked for."""
    return sum(one.path.endswith("/action/release") for one in office.vnf.requests)


def closed(office: Office, *, closes: bool = True) -> None:
    """A person puts the first document on hold, so that it can't be released, or takes it off."""
    office.vnf.edit("customer_invoice", "100001", status="Hold" if closes else "Balanced")


@drivers
def test_released(driver: Driver) -> None:
    """Invoice and credit note are open in the end, each asked for once."""
    office = waiting(0, 6)
    report = office.cycle(driver)
    assert (report.counts, codes(report)) == ({"created": 2}, [])
    assert [document(office, place)["status"] for place in (0, 1)] == ["Open", "Open"]
    assert (asked(office), due(office)) == (2, {})


def test_left_balanced() -> None:
    """Without the setting a document stays balanced, for a person."""
    office = waiting(settings=Settings())
    office.cycle()
    assert (document(office)["status"], asked(office), office.known("following")) == ("Balanced", 0, {})


@drivers
def test_a_wrong_total_is_never_released(driver: Driver) -> None:
    """What is released can't be taken out any more: a document whose totals differ is taken out before."""
    office = waiting()
    office.row(0, vatRate=9)
    office.cycle(driver)
    assert (office.documents(), office.status(0), asked(office)) == ([], FAILED, 0)


@drivers
def test_it_waits_for_open(driver: Driver) -> None:
    """A release that takes its time is asked for once, and looked at until the document is open; no problem."""
    office = waiting(release_takes=400)
    assert codes(office.cycle(driver)) == []
    assert (document(office)["status"], office.status(0)) == ("Balanced", TRANSFERRED)
    assert codes(later(office, driver)) == []
    assert due(office) == {office.guid(0): ["release"]}
    later(office, driver)
    assert (document(office)["status"], asked(office), due(office)) == ("Open", 1, {})


@pytest.mark.parametrize("told", ["status", "result"])
@drivers
def test_refused(driver: Driver, told: str) -> None:
    """A release that is refused, by status or by result, is a problem with a remedy; Severa still has the number."""
    office = waiting(release_refusal=told)
    report = office.cycle(driver, When("PATCH", "/invoices", lambda: closed(office)))
    assert codes(report) == log(office) == ["release-refused"]
    assert "AR301000" in report.problems[0].rule.where.en
    assert (office.status(0), office.invoice(0)["number"]) == (TRANSFERRED, 100001)
    assert codes(later(office, driver)) == ["release-refused"]
    assert asked(office) == 1
    closed(office, closes=False)
    assert codes(later(office, driver, hours=5)) == log(office) == []
    assert (document(office)["status"], asked(office)) == ("Open", 2)


def test_changed_meanwhile() -> None:
    """A document whose total was changed after it was compared is not released: that can't be undone."""
    office = waiting()
    office.cycle("sync", When("PATCH", "/invoices", lambda: closed(office)))
    total = document(office)["amountInCurrency"]
    office.vnf.edit("customer_invoice", "100001", status="Balanced", amountInCurrency=total + 1)
    report = later(office, hours=5)
    assert (codes(report), document(office)["status"], asked(office)) == (
        ["total-changed-before-release"],
        "Balanced",
        1,
    )
    assert f"{total} -> {total + 1}" in report.problems[0].text()
    office.vnf.edit("customer_invoice", "100001", amountInCurrency=total)
    later(office, hours=5)
    assert (document(office)["status"], log(office)) == ("Open", [])


def test_released_by_a_person() -> None:
    """A document that a person released is not asked for again, and its problem closes."""
    office = waiting()
    office.cycle("sync", When("PATCH", "/invoices", lambda: closed(office)))
    closed(office, closes=False)
    office.vnf.release("100001")
    assert (codes(later(office, hours=5)), asked(office), due(office)) == ([], 1, {})


def test_a_right_that_lacks() -> None:
    """Where the credential may not release, it is a problem and no run ends for it."""
    office = waiting(action_scope="release", scopes=EVERY_SCOPE)
    report = office.cycle()
    assert (report.counts, codes(report)) == ({"created": 1}, ["release-refused"])


@pytest.mark.parametrize("fault", [Kind.ANSWER_LOST, Kind.COMMITTED_500])
@drivers
def test_a_lost_answer(driver: Driver, fault: Kind) -> None:
    """After a lost answer the document is looked at, and never released twice."""
    office = waiting(release_takes=200)
    office.vnf.faults = Faults([Fault(fault, "POST", "/action/release", nth=1)])
    assert codes(office.cycle(driver)) == ["following-waits"]
    assert codes(later(office, driver)) == []
    assert (document(office)["status"], asked(office), due(office)) == ("Open", 1, {})


@drivers
def test_a_lost_request(driver: Driver) -> None:
    """What was asked for and has no effect is told after a while, and asked for again."""
    office = waiting()
    office.vnf.faults = Faults([Fault(Kind.SERVER_ERROR, "POST", "/action/release", nth=1)])
    assert codes(office.cycle(driver)) == ["following-waits"]
    assert codes(later(office, driver)) == ["release-without-effect"]
    assert asked(office) == 1
    later(office, driver, hours=1)
    assert (document(office)["status"], asked(office), log(office)) == ("Open", 2, [])


def test_a_release_that_never_works_is_told_from_the_first_time_to_the_last() -> None:
    """No run between two tries closes the problem, whatever each of them is answered."""
    office = waiting()
    office.vnf.faults = Faults([Fault(Kind.SERVER_ERROR, "POST", "/action/release")])
    told = [codes(office.cycle())] + [codes(later(office, minutes=15)) for _ in range(20)]
    assert told == [["following-waits"]] + [["release-without-effect"]] * 20
    assert asked(office) == 6
    office.vnf.faults = Faults()
    later(office, hours=1)
    assert (document(office)["status"], log(office)) == ("Open", [])


def test_a_document_that_cannot_be_read_now_hides_no_release() -> None:
    """What is told stays told while Visma.net does not show the document."""
    office = waiting(release_takes=10**6)
    office.cycle()
    assert codes(later(office, hours=1)) == ["release-without-effect"]
    office.vnf.faults = Faults([Fault(Kind.SERVER_ERROR, "GET", "/customerinvoice/100001")])
    assert codes(later(office)) == ["release-without-effect"]


def test_without_effect() -> None:
    """A release that Visma.net took and never carries out is told until it is done; asked for once in an hour."""
    office = waiting(release_takes=10**6)
    assert codes(office.cycle()) == []
    assert codes(later(office, hours=1)) == ["release-without-effect"]
    assert codes(later(office)) == log(office) == ["release-without-effect"]
    assert asked(office) == 2
    office.vnf.edit("customer_invoice", "100001", status="Open")
    assert (codes(later(office)), log(office)) == ([], [])


def test_a_service_out_of_reach() -> None:
    """Where the service can't be reached nothing was asked for, and the next run asks."""
    office = waiting()
    office.vnf.faults = Faults([Fault(Kind.UNREACHABLE, "POST", "/action/release")])
    assert codes(office.cycle()) == ["following-waits"]
    office.vnf.faults = Faults()
    later(office)
    assert document(office)["status"] == "Open"


@pytest.mark.parametrize("nth", [1, 2])
def test_a_document_that_cannot_be_read(nth: int) -> None:
    """Before and after it is asked for, a document that can't be read now is read by the next run."""
    office = waiting()
    office.cycle("sync", When("PATCH", "/invoices", lambda: unreadable(office, nth)))
    assert log(office) == ["following-waits"]
    office.vnf.faults = Faults()
    later(office)
    assert (document(office)["status"], asked(office), log(office)) == ("Open", 1, [])


def unreadable(office: Office, nth: int) -> None:
    """From its n-th reading on the document can't be read."""
    places = [Fault(Kind.SERVER_ERROR, "GET", "customerinvoice/100001", nth=place) for place in range(nth, nth + 10)]
    office.vnf.faults = Faults(places)


def test_a_document_that_is_gone() -> None:
    """A document that a person deleted is not released, and nothing is due of it."""
    office = waiting()
    office.cycle("sync", When("PATCH", "/invoices", lambda: office.erase("100001")))
    assert (asked(office), due(office)) == (0, {})


def test_files_come_first() -> None:
    """Files hang on the document before it is released, where Visma.net may take none any more."""
    office = filed(
        "a.pdf", settings=Settings(attachments=True, release=True), vnf_switches={"attach_to_released": False}
    )
    office.vnf.faults = Faults([Fault(Kind.SERVER_ERROR, "POST", "/attachment", nth=1)])
    assert codes(office.cycle()) == ["following-waits"]
    assert document(office)["status"] == "Balanced"
    later(office, minutes=15)
    assert (hung(office), document(office)["status"], due(office)) == ({"a.pdf": 1}, "Open", {})


def test_a_refused_file_holds_up_no_release() -> None:
    """What a person has to mend of the files does not keep the document from being released."""
    switches = {"attachment_limit": 1, "attach_to_released": False}
    office = filed("a.pdf", settings=Settings(attachments=True, release=True), vnf_switches=switches)
    assert codes(office.cycle()) == ["invoice-file-refused"]
    assert document(office)["status"] == "Open"
    assert codes(later(office, hours=5)) == ["invoice-file-refused"]
    assert exchanges(office, "/action/release") == 1
