"""Files of purchases on the projects in Severa: each once, under a name that does no harm."""

from __future__ import annotations

from datetime import date, timedelta

import httpx
import pytest

from severa_vnf import Settings, Severa, VismaNet
from severa_vnf.stores import MemoryStore
from severa_vnf.testing.faults import Fault, Faults, Kind
from tests.flows.costs.purchases import Buyer, entry, line
from tests.flows.costs.test_held import close
from tests.flows.office import Kind as Driver
from tests.flows.office import codes

OLD = {"spec": "2023"}
"""A Severa whose API takes no files."""


def unheard_file(nth: int = 1) -> Faults:
    """The answer to this file is lost, and nobody can look for it afterwards."""
    return Faults([Fault(Kind.ANSWER_LOST, "POST", "/files", nth=nth), Fault(Kind.GARBAGE, "GET", "/files")])


def uploads(here: Buyer) -> int:
    """How often a file was sent."""
    return sum(request.method == "POST" and request.path.endswith("/files") for request in here.severa.requests)


def names(here: Buyer) -> list[str]:
    """The names of the files that Severa has."""
    return [file["name"] for file in here.severa.documents("project_files")]


def billed(here: Buyer, *files: str) -> Buyer:
    """An invoice over two projects, with these files."""
    here.begun()
    here.bill("1", line(100), line(7, "1002"))
    for name in files:
        here.vnf.attach("supplier_invoice", "Invoice/1", name, name.encode())
    return here


@pytest.mark.parametrize("driver", ["sync", "async"])
def test_many_files(driver: Driver) -> None:
    """Files are read once each, and sent to each project once."""
    here = billed(Buyer(), *(f"{place:02}.pdf" for place in range(20)))
    here.cycle(driver)
    assert sorted(names(here)) == sorted(f"{place:02}.pdf" for place in range(20) for _ in "12")
    assert sum(request.path.startswith("/v1/attachment") for request in here.vnf.requests) == 20
    assert here.waiting() == []


def test_a_file_that_comes_later() -> None:
    """A file that is added after its cost was carried follows, with the costs as they are; so does a new revision."""
    here = billed(Buyer(), "scan.pdf")
    here.cycle()
    here.vnf.attach("supplier_invoice", "Invoice/1", "late.pdf", b"late")
    here.vnf.attach("supplier_invoice", "Invoice/1", "scan.pdf", b"better")
    here.cycle()
    assert sorted(names(here)) == ["late.pdf"] * 2 + ["scan.pdf"] * 4
    assert len(here.fees()) == 2


def test_a_later_file_of_the_journal() -> None:
    """Its description has the name that a journal line does not tell."""
    here = Buyer().begun()
    here.batch("9", entry(5, customerSupplier="50000"))
    here.cycle()
    here.vnf.attach("journal_transaction", "ModuleGL/9", "memo.txt", b"why")
    here.severa.requests.clear()
    here.bridge().sync("costs")
    [file] = here.severa.documents("project_files")
    assert file["description"] == here.fees()[0]["description"] == "Steel, 9, 50000 Staal & Co"
    assert not any(path.endswith(("/projects", "/organizationsettings")) for path in here.asked())


def test_a_name_from_outside() -> None:
    """No path and no control character of a name survives, whatever somebody typed in Visma.net."""
    here = billed(Buyer(), "../../etc/scan\x00\r\n.pdf", "C:\\temp\\b\u202efdp.exe.pdf")
    here.cycle()
    assert sorted({*names(here)}) == ["bfdp.exe.pdf", "scan.pdf"]


def test_a_type_that_is_none() -> None:
    """What Visma.net calls a type and is none does not stop the file."""
    here = billed(Buyer(), "scan.pdf")
    [attachment] = here.vnf.documents("supplier_invoice")[0]["attachments"]
    kind, content = here.vnf._world.files[attachment["id"]]
    here.vnf._world.files[attachment["id"]] = ("pdf, I think", content)
    here.cycle()
    assert {file["contentType"] for file in here.severa.documents("project_files")} == {"application/octet-stream"}
    assert kind == "application/pdf"


@pytest.mark.parametrize("driver", ["sync", "async"])
def test_no_route(driver: Driver) -> None:
    """Where Severa takes no files, one is tried and all are told of, each with the place where it can be had."""
    here = billed(Buyer(severa_switches=OLD), "a.pdf", "b.pdf", "c.pdf")
    report = here.cycle(driver)
    assert codes(report) == ["cost-file-route-missing"] * 6
    assert uploads(here) == 1
    assert len(here.fees()) == 2
    attachment = here.vnf.documents("supplier_invoice")[0]["attachments"][0]
    told = next(one for one in here.bridge().problems() if one.cause.field == "a.pdf")
    assert f"/v1/attachment/{attachment['id']}" in told.problem().text()
    assert told.label == "Purchase Invoice 1"


def test_no_route_is_found_out_once() -> None:
    """That there is none is remembered for a day: quiet runs and new documents try no file, and no problem closes."""
    here = billed(Buyer(severa_switches=OLD), "a.pdf")
    bridge = here.bridge()
    bridge.sync("costs")
    here.clock.advance(timedelta(hours=4))
    bridge.sync("costs")
    here.bill("2", line(5))
    here.vnf.attach("supplier_invoice", "Invoice/2", "b.pdf", b"b")
    assert set(codes(bridge.sync("costs"))) == {"cost-file-route-missing"}
    assert uploads(here) == 1
    assert {one.cause.field for one in bridge.problems()} == {"a.pdf", "b.pdf"}
    here.clock.advance(timedelta(days=1))
    bridge.sync("costs")
    assert uploads(here) == 2


def test_a_route_that_appears() -> None:
    """Once Severa takes files, what waited is carried, and the problems are closed."""
    here = billed(OldBuyer(), "a.pdf", "b.pdf")
    here.cycle()
    here.clock.advance(timedelta(days=2))
    newer = Buyer(settings=here.settings, store=MemoryStore(), clock=here.clock)
    newer.store, newer.vnf, newer.severa = here.store, here.vnf, here.severa
    newer.cycle()
    assert sorted(names(newer)) == ["a.pdf", "a.pdf", "b.pdf", "b.pdf"]
    assert (newer.waiting(), newer.bridge().problems()) == ([], ())


class NotThere(httpx.BaseTransport):
    """A Severa that knows no such place to send a file to."""

    def __init__(self, inner: httpx.BaseTransport) -> None:
        self.inner = inner

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Say 404 to a file."""
        sends_file = request.method == "POST" and request.url.path.endswith("/files")
        return httpx.Response(404) if sends_file else self.inner.handle_request(request)


class OldBuyer(Buyer):
    """A company whose Severa is like that."""

    def clients(self) -> tuple[Severa, VismaNet]:
        """A fresh process's clients."""
        http = httpx.Client(transport=NotThere(self.severa.transport))
        severa = Severa(client_id="id", client_secret="secret", clock=self.clock, http_client=http)
        return severa, super().clients()[1]


def test_a_route_that_is_not_found() -> None:
    """A 404 for a project that is there says that the route is missing."""
    assert codes(billed(OldBuyer(), "a.pdf", "b.pdf").cycle()) == ["cost-file-route-missing"] * 4


def test_a_project_that_is_gone() -> None:
    """The file of a project that is gone is refused, and no other is held up."""
    here = billed(Buyer())
    here.cycle()
    here.severa.remove("projects", here.project("1001"))
    here.vnf.attach("supplier_invoice", "Invoice/1", "a.pdf", b"a")
    assert codes(here.cycle()) == ["cost-file-refused"]
    assert names(here) == ["a.pdf"]


def test_a_file_that_is_too_large() -> None:
    """What is larger than the setting stays behind, and is told for each of its projects; the others are carried."""
    here = billed(Buyer(Settings(attachment_limit=5)), "a.pdf", "large.pdf")
    report = here.cycle()
    assert codes(report) == ["cost-file-too-large"] * 2
    assert "more bytes than is allowed: 5 (/v1/attachment/" in report.problems[0].text()
    assert names(here) == ["a.pdf", "a.pdf"]


def test_a_file_is_whole_or_it_is_not_carried() -> None:
    """An empty one is told for each of its projects and where it can be had; it crosses once it is whole."""
    here = billed(Buyer(), "a.pdf")
    here.vnf.attach("supplier_invoice", "Invoice/1", "b.pdf", b"")
    here.vnf.attach("supplier_invoice", "Invoice/1", "c.pdf", b"<!DOCTYPE html><p>Sign in")
    report = here.cycle()
    assert codes(report) == ["cost-file-not-whole"] * 4
    assert "did not give all of it: 0 / ? (/v1/attachment/" in report.problems[0].text()
    assert names(here) == ["a.pdf", "a.pdf"]
    assert here.waiting() == ["Invoice 1"]


def test_a_file_that_cannot_be_had() -> None:
    """A file that Visma.net does not give is refused with its words; the others are carried."""
    here = billed(Buyer(), "a.pdf", "b.pdf")
    lost = here.vnf.documents("supplier_invoice")[0]["attachments"][0]["id"]
    here.vnf._world.shelves["attachment"].records.pop(lost)
    report = here.cycle()
    assert codes(report) == ["cost-file-refused"] * 2
    assert names(here) == ["b.pdf", "b.pdf"]
    assert here.waiting() == ["Invoice 1"]


def test_half_a_file() -> None:
    """A file of which nothing came is not carried; the others are, and it comes once it is whole."""
    here = billed(Buyer(), "a.pdf", "b.pdf")
    first = here.vnf.documents("supplier_invoice")[0]["attachments"][0]["id"]
    kind, content = here.vnf._world.files[first]
    here.vnf._world.files[first] = (kind, b"")
    assert len(codes(here.cycle())) == 2
    assert names(here) == ["b.pdf", "b.pdf"]
    here.vnf._world.files[first] = (kind, content)
    here.cycle()
    assert sorted(names(here)) == ["a.pdf", "a.pdf", "b.pdf", "b.pdf"]


def test_a_file_of_a_person_beside_it() -> None:
    """A file that comes later than its cost is sent, whatever people have put on the project."""
    here = billed(Buyer())
    here.cycle()
    here.severa.load("project_files", [{"projectGuid": here.project("1001"), "name": "theirs.pdf"}])
    here.vnf.attach("supplier_invoice", "Invoice/1", "a.pdf", b"a")
    here.cycle()
    assert sorted(names(here)) == ["a.pdf", "a.pdf", "theirs.pdf"]


@pytest.mark.parametrize("nth", [1, 2])
def test_a_lost_answer(nth: int) -> None:
    """A file whose answer was lost is found on the project, at once or in the next run, and not sent again."""
    here = billed(Buyer(), "a.pdf", "b.pdf")
    here.severa.faults = Faults([Fault(Kind.ANSWER_LOST, "POST", "/files", nth=nth)])
    assert codes(here.cycle()) == []
    assert sorted(names(here)) == ["a.pdf", "a.pdf", "b.pdf", "b.pdf"]
    here = billed(Buyer(), "a.pdf")
    here.severa.faults = unheard_file(nth)
    assert codes(here.cycle()) == ["unreadable-record"]
    here.severa.faults = Faults()
    assert codes(here.cycle()) == []
    assert names(here) == ["a.pdf", "a.pdf"]


def test_a_lost_request() -> None:
    """A file that is not there is sent again once it can't arrive late any more."""
    here = billed(Buyer(), "a.pdf")
    here.severa.faults = Faults([Fault(Kind.SERVER_ERROR, "POST", "/files", nth=2)])
    assert codes(here.cycle()) == ["cost-waits-for-certainty"]
    assert codes(here.cycle()) == ["cost-waits-for-certainty"]
    here.clock.advance(timedelta(minutes=12))
    assert codes(here.cycle()) == []
    assert names(here) == ["a.pdf", "a.pdf"]


def test_a_service_that_is_out_of_reach() -> None:
    """A file that was certainly not sent is sent in the next run."""
    here = billed(Buyer(), "a.pdf")
    here.severa.faults = Faults([Fault(Kind.UNREACHABLE, "POST", "/files")])
    assert codes(here.cycle()) == ["cost-service-trouble"] * 2
    here.severa.faults = Faults()
    here.cycle()
    assert names(here) == ["a.pdf", "a.pdf"]


def test_a_file_waits_for_its_cost() -> None:
    """The file of a line that waits comes with the line; a document's goes to the other projects meanwhile."""
    here = Buyer().begun()
    here.bill("1", line(100), line(7, "1002"))
    here.vnf.attach("supplier_invoice", "Invoice/1", "scan.pdf", b"s")
    here.vnf.attach("supplier_invoice", "Invoice/1", "steel.pdf", b"s", line=1)
    close(here, "1001")
    here.cycle()
    assert names(here) == ["scan.pdf"]
    close(here, "1001", closed=False)
    here.cycle()
    assert sorted(names(here)) == ["scan.pdf", "scan.pdf", "steel.pdf"]


def test_files_of_the_official_integration() -> None:
    """A file that came along with a fee that is adopted is not sent again: it is known by name and description."""
    here = Buyer(settings=Settings(go_live=date(2026, 10, 1)))
    here.bill("1", line(100), line(7, "1002"))
    here.cycle()
    here.vnf.attach("supplier_invoice", "Invoice/1", "scan.pdf", b"s")
    here.cycle()
    assert len(names(here)) == 2
    here.store = MemoryStore()
    here.link(*here.linked)
    here.vnf.attach("supplier_invoice", "Invoice/1", "new.pdf", b"n")
    here.cycle()
    assert sorted(names(here)) == ["new.pdf", "new.pdf", "scan.pdf", "scan.pdf"]


def test_files_of_a_voided_document() -> None:
    """A document that was voided brings no more files; neither does a line whose fee was deleted."""
    here = billed(Buyer())
    here.cycle()
    here.severa.remove("project_fees", here.fees()[0]["guid"])
    here.amend("1", line(120), line(7, "1002"))
    here.cycle()
    here.vnf.attach("supplier_invoice", "Invoice/1", "a.pdf", b"a")
    here.cycle()
    assert names(here) == ["a.pdf"]
    here.vnf.edit("supplier_invoice", "Invoice/1", status="Voided")
    here.vnf.attach("supplier_invoice", "Invoice/1", "b.pdf", b"b")
    here.cycle()
    assert names(here) == ["a.pdf"]


def test_a_file_that_cannot_be_read() -> None:
    """In doubt, a file on the project that can't be read may be the one: nothing is sent before it can."""
    here = billed(Buyer(), "a.pdf")
    here.severa.faults = unheard_file()
    here.cycle()
    here.severa.faults = Faults()
    guid = here.severa.documents("project_files")[0]["guid"]
    here.spoil("project_files", guid, name=None)
    here.clock.advance(timedelta(minutes=12))
    assert codes(here.cycle()) == ["unreadable-record"]
    here.spoil("project_files", guid, name="a.pdf")
    assert codes(here.cycle()) == []
    assert names(here) == ["a.pdf", "a.pdf"]


def test_a_project_that_went_while_nobody_knew() -> None:
    """A file in doubt whose project is gone by now is not there, and is refused."""
    here = billed(Buyer(), "a.pdf")
    here.severa.faults = unheard_file()
    here.cycle()
    here.severa.faults = Faults()
    here.severa.remove("projects", here.project("1001"))
    here.clock.advance(timedelta(minutes=12))
    assert codes(here.cycle()) == ["cost-file-refused"]
