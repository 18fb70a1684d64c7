"""What one record does not show is trouble with that one: the others are carried, and the next run goes on."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

import httpx
import pytest

from severa_vnf import AuthError, Settings
from severa_vnf.testing.faults import Faults
from tests.flows.costs.bent import Bend, BentBuyer, forbidden, says, straight
from tests.flows.costs.purchases import Buyer, line, unheard
from tests.flows.costs.test_files import billed, names
from tests.flows.costs.test_sources import Lean
from tests.flows.office import codes


def at(path: str, answer: Callable[[], httpx.Response], method: str = "GET") -> Bend:
    """Whatever is asked of a path that ends so, this is the answer."""

    def bend(request: httpx.Request, came: httpx.Response) -> httpx.Response:
        return answer() if request.method == method and request.url.path.endswith(path) else came

    return bend


def garbled() -> httpx.Response:
    """No JSON at all."""
    return httpx.Response(200, headers={"content-type": "application/json"}, content=b"{")


answers = pytest.mark.parametrize("answer", [forbidden, garbled])


@answers
def test_a_project_that_may_not_be_read(answer: Callable[[], httpx.Response]) -> None:
    """A project that this credential may not see holds up its own lines."""
    here = BentBuyer(severa_switches={"cases_in_projects": False}).begun()
    here.severa.load("sales_status_types", [{"guid": "open", "name": "Open", "salesState": "InProgress"}])
    here.severa.edit("projects", here.project("1001"), salesStatus={"salesStatusTypeGuid": "open"})
    here.bill("1", line(100), line(7, "1002"))
    here.bend = at(f"/projects/{here.project('1001')}", answer)
    assert codes(here.cycle()) == ["unreadable-record"]
    assert here.costs("1002") == ["7"]
    here.bend = straight
    here.cycle()
    assert (here.costs(), here.bridge().problems()) == (["100"], ())


@answers
def test_a_fee_that_may_not_be_read(answer: Callable[[], httpx.Response]) -> None:
    """A fee to be corrected that can't be read holds up its own correction."""
    here = BentBuyer().begun()
    here.bill("1", line(100), line(7, "1002"))
    here.cycle()
    here.amend("1", line(110), line(8, "1002"))
    here.bend = at(f"/projectfees/{here.fees()[0]['guid']}", answer)
    assert codes(here.cycle()) == ["unreadable-record"]
    assert (here.costs(), here.costs("1002")) == (["100"], ["7", "1"])


@answers
def test_fees_of_a_project_that_may_not_be_listed(answer: Callable[[], httpx.Response]) -> None:
    """Where nobody can look on a project, its lines wait; those of others are carried."""
    here = BentBuyer(settings=Settings(go_live=date(2026, 10, 1)))
    here.bill("1", line(100), line(7, "1002"))
    here.bend = at(f"/projects/{here.project('1001')}/projectfees", answer)
    assert codes(here.cycle()) == ["cost-fees-unreadable"]
    assert (here.costs(), here.costs("1002")) == ([], ["7"])
    here.bend = straight
    here.cycle()
    assert here.costs() == ["100"]


@pytest.mark.parametrize("status", [404, 403, 502, 200])
@pytest.mark.parametrize("path", ["s/.*/projectfees", "/deletedprojectfees"])
def test_a_page_of_a_gateway(path: str, status: int) -> None:
    """What a gateway says is no absence: a fee whose answer was lost is not made again on it."""
    here = BentBuyer().begun()
    here.bill("1", line(100))
    page = httpx.Response(status, headers={"content-type": "text/html"}, content=b"<html>Sorry</html>")
    here.severa.faults = unheard()
    here.cycle()
    here.severa.faults = Faults()
    here.clock.advance(timedelta(minutes=20))
    kept = here.fees()
    here.bend = lambda request, came: page if request.method == "GET" and re.search(path, str(request.url)) else came
    if path.startswith("s/"):
        assert codes(here.cycle()) in (["cost-service-trouble"], ["cost-fees-unreadable"])
        here.clock.advance(timedelta(minutes=20))
    else:
        here.cycle()
    assert here.fees() == kept
    here.bend = straight
    here.cycle()
    assert (here.fees(), here.waiting()) == (kept, [])


@answers
def test_deleted_fees_that_may_not_be_listed(answer: Callable[[], httpx.Response]) -> None:
    """Where nobody can see what was deleted, only what is there is adopted."""
    here = BentBuyer(settings=Settings(go_live=date(2026, 10, 1)))
    here.bill("1", line(100))
    here.bend = at("/deletedprojectfees", answer)
    assert codes(here.cycle()) == ["cost-fees-unreadable"]
    here.bend = straight
    here.cycle()
    assert here.costs() == ["100"]


def test_a_fee_in_a_list_without_a_sound_guid() -> None:
    """A fee that has no guid might be the one: nothing is made before it has."""
    here = BentBuyer(settings=Settings(go_live=date(2026, 10, 1)))
    here.severa.load("project_fees", [{"project": {"guid": here.project("1001")}, "quantity": 1}])
    [fee] = here.fees()
    here.bend = at(f"/projects/{here.project('1001')}/projectfees", lambda: says([{**fee, "guid": "0"}]))
    here.bill("1", line(100))
    assert codes(here.cycle()) == ["cost-fees-unreadable"]
    assert len(here.fees()) == 1


def test_a_fee_that_may_not_be_made() -> None:
    """A right that is lacking for one fee, or a firewall that dislikes its text, refuses that one."""
    here = BentBuyer().begun()
    here.bill("1", line(100, text="DROP TABLE"), line(7))
    here.firewall = lambda request: forbidden() if b"DROP TABLE" in request.read() else None
    assert codes(here.cycle()) == ["cost-refused"]
    assert here.costs() == ["7"]
    here.amend("1", line(100), line(7))
    here.cycle()
    assert here.costs() == ["7", "100"]


@answers
def test_files_of_a_project_that_may_not_be_listed(answer: Callable[[], httpx.Response]) -> None:
    """Where nobody can look for a file, it waits; it goes to the other project."""
    here = billed(BentBuyer())
    here.cycle()
    here.vnf.attach("supplier_invoice", "Invoice/1", "a.pdf", b"a")
    here.bend = at(f"/projects/{here.project('1001')}/files", answer)
    assert codes(here.cycle()) == ["unreadable-record"]
    assert names(here) == ["a.pdf"]
    here.bend = straight
    here.cycle()
    assert names(here) == ["a.pdf", "a.pdf"]


@pytest.mark.parametrize("number", ["", " ", "1\x00", "x" * 200])
def test_a_document_without_a_sound_number(number: str) -> None:
    """A document that nobody could name is told of, and the others are carried."""
    here = Buyer().begun()
    here.bill("1", line(100))
    here.bill("2", line(7))
    here.vnf._world.shelves["supplier_invoice"].records["Invoice/1"].wire["referenceNumber"] = number
    assert codes(here.cycle()) == ["unreadable-record"]
    assert here.costs() == ["7"]
    assert all(number not in key for key in here.known("costs") if number.strip())


def test_two_lines_with_one_number() -> None:
    """A document whose lines can't be told apart is told of: none of them is taken for the other."""
    here = Buyer().begun()
    here.bill("1", line(100, lineNumber=1), line(7, lineNumber=1))
    here.bill("2", line(5))
    report = here.cycle()
    assert [(one.code, one.record) for one in report.problems] == [("unreadable-record", "Invoice 1")]
    assert here.costs() == ["5"]


def test_a_project_without_a_sound_id() -> None:
    """What can't be a project's id is never remembered as one that waits for its link."""
    here = Buyer().begun()
    here.bill("1", line(100), line(7, "x" * 300), line(7, "X"))
    here.cycle()
    assert (here.costs(), set(here.known("cost projects unlinked"))) == (["100"], {"X"})


@pytest.mark.parametrize("gone", [True, False])
def test_a_document_that_may_not_be_read_by_itself(gone: bool) -> None:
    """One that the list shows without its lines and that is gone, or may not be read, holds no other up."""
    here = BentBuyer().begun()
    here.bill("1", line(100))
    here.bill("2", line(7))
    lean = Lean(here.vnf.transport)

    def bend(request: httpx.Request, came: httpx.Response) -> httpx.Response:
        if request.url.path.endswith("/supplierInvoice/1"):
            return says({"message": "no"}, 404 if gone else 403)
        return lean.handle_request(request) if request.url.path.endswith("/supplierInvoice") else came

    here.bend_vnf = bend
    report = here.cycle()
    assert [(one.code, one.record) for one in report.problems] == ([] if gone else [("unreadable-record", "Invoice 1")])
    assert here.costs() == ["7"]
    here.clock.advance(timedelta(days=3))
    here.bend_vnf = straight
    here.cycle()
    assert here.costs() == ["7", "100"]


def test_a_credential_that_is_refused_in_the_middle() -> None:
    """A credential that is not taken any more ends the run, whatever it was used for."""
    here = BentBuyer(settings=Settings(go_live=date(2026, 10, 1)))
    here.bill("1", line(100))
    here.bend = at("/projectfees", lambda: httpx.Response(401))
    with pytest.raises(AuthError):
        here.cycle()
    here.bend = straight
    here.cycle()
    assert here.costs() == ["100"]


@pytest.mark.parametrize("path", ["/v1/supplierInvoice", "/v2/journaltransaction"])
def test_a_list_that_may_not_be_read(path: str) -> None:
    """A list that is refused ends the stream: it is told, nothing is concluded, and the next run reads it."""
    here = BentBuyer().begun()
    here.bill("1", line(100))
    here.bend_vnf = at(path, lambda: says({"message": "Forbidden"}, 403))
    report = here.cycle()
    assert (len(report.problems), here.costs()) == (1, [])
    here.bend_vnf = straight
    here.cycle()
    assert (here.costs(), here.bridge().problems()) == (["100"], ())
