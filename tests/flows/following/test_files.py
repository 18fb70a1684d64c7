"""An invoice's files go along with it: each once, whole, under a name that does no harm."""

from __future__ import annotations

from datetime import timedelta
from pathlib import PurePosixPath

import httpx
import pytest
from attrs import evolve

from severa_vnf import Settings
from severa_vnf.flows.following.files import IN_HAND
from severa_vnf.testing.faults import Fault, Faults, Kind
from severa_vnf.testing.severa.switches import SCOPES
from tests.flows.following.papers import (
    ATTACHMENTS,
    Cutting,
    content,
    document,
    due,
    exchanges,
    filed,
    hung,
    later,
    log,
)
from tests.flows.observers import When
from tests.flows.office import TRANSFERRED, Office, codes, few
from tests.flows.office import Kind as Driver

drivers = pytest.mark.parametrize("driver", ["sync", "async"])


@drivers
def test_files_go_along(driver: Driver) -> None:
    """Every file hangs on the document with its name, its type and its bytes; then nothing is due any more."""
    office = filed("scan.pdf")
    office.severa.attach(office.guid(0), "photo.png", b"\x89PNG\r\n\x00", "image/png")
    office.severa.attach(office.guid(0), "note.txt", b"x", "text/plain")
    report = office.cycle(driver)
    assert (report.counts, codes(report)) == ({"created": 1}, [])
    assert hung(office) == {"scan.pdf": 1, "photo.png": 1, "note.txt": 1}
    assert content(office, "scan.pdf") == b"scan.pdf"
    assert content(office, "photo.png") == b"\x89PNG\r\n\x00"
    kinds = {office.vnf._world.files[one["id"]][0] for one in office.vnf.documents("attachment")}
    assert kinds == {"application/pdf", "image/png", "text/plain"}
    assert due(office) == {}


@drivers
def test_the_number_comes_first(driver: Driver) -> None:
    """Files are carried after Severa has the number: trouble with them never holds it up."""
    office = filed("scan.pdf")
    office.cycle(driver)
    asked = [f"{one.method} {one.path}" for one in office.severa.requests]
    patched = next(place for place, one in enumerate(asked) if one.startswith("PATCH"))
    assert patched < next(place for place, one in enumerate(asked) if one.endswith("/files"))


def test_the_pdf_of_a_credit_note() -> None:
    """A credit note brings its PDF under its own kind and number."""
    office = filed(settings=Settings(invoice_pdf=True), world=few(6))
    office.cycle()
    (name,) = hung(office)
    assert name == f"Credit note {office.invoice(0)['number']}.pdf"
    assert content(office, name).startswith(b"%PDF")


@pytest.mark.parametrize("chosen", ["InvoiceOnly", "All"])
def test_what_the_pdf_holds(chosen: str) -> None:
    """Severa is asked for the invoice alone, or for what the setting says."""
    settings = (
        Settings(invoice_pdf=True) if chosen == "InvoiceOnly" else Settings(invoice_pdf=True, invoice_pdf_content="All")
    )
    office = filed(settings=settings)
    office.cycle()
    (asked,) = [one for one in office.severa.requests if one.path.endswith("/pdf")]
    assert dict(asked.query) == {"invoiceType": "Invoice", "pdfGetOptions": chosen}


def test_no_file_hides_another() -> None:
    """Two files of one name, or of one name but for capitals, become two: the PDF keeps its own name."""
    office = filed(settings=Settings(attachments=True, invoice_pdf=True))
    for name in ("scan.pdf", "SCAN.pdf", "a/scan.pdf", "Invoice 100001.pdf", "scan (2).pdf"):
        office.severa.attach(office.guid(0), name, name.encode())
    office.cycle()
    names = sorted(hung(office))
    assert len(names) == len({name.casefold() for name in names}) == 6
    assert content(office, "Invoice 100001.pdf").startswith(b"%PDF")
    assert set(hung(office).values()) == {1}


def test_a_name_from_outside() -> None:
    """No path, no control character and nothing that ends a header survives; each name has an ending."""
    told = ["../../etc/passwd", "C:\\temp\\b\u202efdp.exe", 'a"b\r\nX-Evil: 1.pdf', "", "Bänk\u00a0één.pdf", "...."]
    office = filed(*told, settings=Settings(attachments=True, attachment_endings=None))
    report = office.cycle()
    names = hung(office)
    assert len(names) == len(told) - 1
    assert [(one.code, one.field) for one in report.problems] == [("invoice-file-not-whole", "attachment.pdf")]
    assert all(PurePosixPath(name).name == name and name.isprintable() and "." in name[1:-1] for name in names)
    assert {"passwd.pdf", "bfdp.exe", "Bänk één.pdf"} <= {*names}


@drivers
def test_a_refused_file(driver: Driver) -> None:
    """A file that Visma.net refuses is a problem that names invoice and file; the invoice crosses, so do the others."""
    office = filed("large scan.pdf", "a.pdf", vnf_switches={"attachment_limit": 10})
    report = office.cycle(driver)
    assert (report.counts, office.status(0), hung(office)) == ({"created": 1}, TRANSFERRED, {"a.pdf": 1})
    (problem,) = report.problems
    assert (problem.code, problem.field) == ("invoice-file-refused", "large scan.pdf")
    assert problem.label.startswith(f"Invoice {office.invoice(0)['number']}, ")
    assert "large scan.pdf" in problem.text()


def test_a_refused_file_is_told_until_it_hangs_there() -> None:
    """A problem stays open without an exchange, is tried again after hours, and closes when a person attached it."""
    office = filed("large scan.pdf", vnf_switches={"attachment_limit": 10})
    office.link_registers()
    bridge = office.bridge()
    bridge.sync("invoices")
    asked = exchanges(office)
    assert codes(bridge.sync("invoices")) == ["invoice-file-refused"]
    assert exchanges(office) == asked + 1
    assert codes(later(office, hours=5)) == log(office) == ["invoice-file-refused"]
    office.vnf.attach("customer_invoice", "100001", "Large Scan.pdf", b"by hand")
    assert (codes(later(office, hours=5)), log(office), due(office)) == ([], [], {})
    assert hung(office) == {"Large Scan.pdf": 1}


def test_an_invoice_that_is_named_does_not_wait() -> None:
    """transfer_invoice tries at once what was refused; another invoice is left alone."""
    office = filed("large scan.pdf", world=few(0, 1), vnf_switches={"attachment_limit": 10})
    office.cycle()
    object.__setattr__(office.vnf.switches, "attachment_limit", None)
    office.bridge().transfer_invoice(office.guid(1))
    assert (hung(office), log(office)) == ({}, ["invoice-file-refused"])
    office.bridge().transfer_invoice(office.guid(0))
    assert (hung(office), log(office)) == ({"large scan.pdf": 1}, [])


@pytest.mark.parametrize("tells_size", [True, False])
def test_a_file_that_is_too_large(tells_size: bool) -> None:
    """What is larger than the setting is not sent, nor even read where Severa tells its size."""
    office = filed("large scan.pdf", "a.pdf", settings=evolve(ATTACHMENTS, attachment_limit=10))
    if not tells_size:
        for file in office.severa.documents("invoice_files"):
            office.spoil("invoice_files", file["guid"], size=None)
    report = office.cycle()
    (problem,) = report.problems
    assert (problem.code, problem.field) == ("invoice-file-too-large", "large scan.pdf")
    assert "more than the 10 bytes" in problem.text()
    assert hung(office) == {"a.pdf": 1}
    assert sum(one.path.endswith("/filedata") for one in office.severa.requests) == (1 if tells_size else 2)


def test_an_ending_that_visma_net_does_not_take() -> None:
    """It is told before the file is read; a setting names others."""
    office = filed("a.pdf", "setup.exe")
    (problem,) = office.cycle().problems
    assert (problem.code, problem.field, problem.value) == ("invoice-file-ending", "setup.exe", "exe")
    assert hung(office) == {"a.pdf": 1}
    assert exchanges(office, "filedata") == 1
    office.settings = Settings(attachments=True, attachment_endings=("exe",))
    assert codes(later(office, hours=5)) == []
    assert hung(office) == {"a.pdf": 1, "setup.exe": 1}


ANSWERS = {
    "nothing": lambda: httpx.Response(204),
    "empty": lambda: httpx.Response(200, content=b""),
    "part": lambda: httpx.Response(206, content=b"scan.pdf", headers={"content-range": "bytes 0-7/8"}),
    "short": lambda: httpx.Response(200, content=b"scan"),
    "long": lambda: httpx.Response(200, content=b"scan.pdf and more"),
    "page": lambda: httpx.Response(200, content=b"scan.pdf", headers={"content-type": "text/html; charset=utf-8"}),
    "bare page": lambda: httpx.Response(200, content=b"<hTml>ok"),
}


@pytest.mark.parametrize("answer", ANSWERS)
@pytest.mark.parametrize("place", ["filedata", "/pdf"])
def test_a_file_is_whole_or_it_is_not_carried(answer: str, place: str) -> None:
    """Half a file, none, or a login page is told, and nothing hangs on the document; the whole one is carried later."""
    office = Cutting(few(0), settings=Settings(attachments=place == "filedata", invoice_pdf=place == "/pdf"))
    office.severa.attach(office.guid(0), "scan.pdf", b"scan.pdf")
    office.place, office.answer = place, ANSWERS[answer]
    unsized = place == "/pdf" and answer in ("short", "long")
    assert codes(office.cycle()) == ([] if unsized else ["invoice-file-not-whole"])
    assert len(hung(office)) == unsized
    office.place = ""
    assert codes(later(office, hours=5)) == []
    assert len(hung(office)) == 1


def test_a_page_may_be_a_file() -> None:
    """Where its name says so."""
    office = filed(settings=Settings(attachments=True, attachment_endings=None))
    office.severa.attach(office.guid(0), "offer.HTML", b"<html>offer", "text/html")
    assert codes(office.cycle()) == []
    assert hung(office) == {"offer.HTML": 1}


@pytest.mark.parametrize(("size", "told"), [(1, []), (2, []), (3, ["invoice-file-not-whole"])])
def test_a_size_may_be_listed_in_thousands(size: int, told: list[str]) -> None:
    """No unit is told: 1,500 bytes may be listed as 1 or 2 of a thousand."""
    office = filed()
    office.severa.attach(office.guid(0), "scan.pdf", b"x" * 1500)
    (file,) = office.severa.documents("invoice_files")
    office.spoil("invoice_files", file["guid"], size=size)
    assert codes(office.cycle()) == told


@pytest.mark.parametrize("nth", [1, 2])
def test_a_file_keeps_the_name_that_it_was_given(nth: int) -> None:
    """Of two of one name one crosses, and is then removed in Severa: the other is not taken for it."""
    office = filed("scan.pdf", "scan.pdf")
    office.vnf.faults = Faults([Fault(Kind.SERVER_ERROR, "POST", "attachment", nth=nth)])
    assert codes(office.cycle()) == ["following-waits"]
    office.vnf.faults = Faults()
    hangs = ["scan (2).pdf", "scan.pdf"][nth - 1]
    assert hung(office) == {hangs: 1}
    ((_, errand),) = office.known("following").items()
    (crossed,) = [one["guid"] for one in errand["tasks"][0]["files"] if one["done"]]
    (tie,) = [one["guid"] for one in office.severa.documents("invoice_files") if one["fileGuid"] == crossed]
    office.severa.remove("invoice_files", tie)
    for _ in range(2):
        later(office, hours=5)
    assert hung(office) == {"scan.pdf": 1, "scan (2).pdf": 1}
    assert log(office) == []


def test_names_are_remembered_before_the_first_file_is_sent() -> None:
    """A process that dies after the first of two of one name leaves the second its own name."""
    office = filed("scan.pdf", "scan.pdf")
    with pytest.raises(KeyboardInterrupt):
        office.cycle("sync", When("POST", "attachment", interrupt))
    ((_, errand),) = office.known("following").items()
    assert [one["name"] for one in errand["tasks"][0]["files"]] == ["scan.pdf", "scan (2).pdf"]


def interrupt() -> None:
    """The process is stopped."""
    raise KeyboardInterrupt


def test_no_limit() -> None:
    """Without a limit a file of any size is carried."""
    office = filed("large scan.pdf", settings=evolve(ATTACHMENTS, attachment_limit=None))
    office.cycle()
    assert hung(office) == {"large scan.pdf": 1}


def test_a_file_that_severa_does_not_give() -> None:
    """A file whose bytes are gone is a problem; a person who takes it off the invoice closes it."""
    office = filed("a.pdf", "b.pdf")
    lost, tie = office.severa.documents("files")[0]["guid"], office.severa.documents("invoice_files")[0]["guid"]
    office.severa.remove("files", lost)
    assert codes(office.cycle()) == ["invoice-file-refused"]
    assert hung(office) == {"b.pdf": 1}
    office.severa.remove("invoice_files", tie)
    assert (codes(later(office, hours=5)), due(office)) == ([], {})


def test_a_right_that_lacks() -> None:
    """A credential that may not read files makes a problem of them, and no run ends for it."""
    office = filed("a.pdf", severa_switches={"scopes": SCOPES - {"files:read"}})
    report = office.cycle()
    assert (report.counts, codes(report)) == ({"created": 1}, ["invoice-file-refused"])


def test_an_entry_that_cannot_be_read() -> None:
    """A file whose entry is not what the API promises is told; the others are carried."""
    office = filed("a.pdf", "b.pdf")
    office.spoil("invoice_files", office.severa.documents("invoice_files")[0]["guid"], name=None)
    assert codes(office.cycle()) == ["unreadable-record"]
    assert hung(office) == {"b.pdf": 1}


def test_a_type_that_is_none() -> None:
    """What Severa calls a type and is none does not stop the file, nor does it end a header."""
    office = filed("a.pdf")
    office.spoil("files", office.severa.documents("files")[0]["guid"], contentType="pdf, I think")
    office.cycle()
    ((kind, _),) = office.vnf._world.files.values()
    assert kind == "application/octet-stream"


@pytest.mark.parametrize("doubt", [Kind.ANSWER_LOST, Kind.COMMITTED_500, Kind.EMPTY_CREATE, Kind.OTHER_LOCATION])
@drivers
def test_a_lost_answer(driver: Driver, doubt: Kind) -> None:
    """The document is looked at, at once: the file hangs there once, and it is the one that AutoInvoice leaves out."""
    office = filed("a.pdf", "b.pdf", world=few(0, 3))
    office.vnf.faults = Faults([Fault(doubt, "POST", "/attachment", nth=1)])
    report = office.cycle(driver, When("GET", "/files", lambda: by_hand(office)))
    assert (report.counts, codes(report)) == ({"created": 2}, [])
    assert (hung(office), due(office)) == ({"a.pdf": 1, "b.pdf": 1}, {})
    marks = {one["name"]: one["sendToAutoinvoice"] for one in office.vnf.documents("attachment")}
    assert marks == {"a.pdf": False, "b.pdf": False, "other.pdf": True}


def by_hand(office: Office) -> None:
    """A person has hung a file on another document."""
    if not hung(office, 1):
        office.vnf.attach("customer_invoice", document(office, 1)["referenceNumber"], "other.pdf", b"other")


@drivers
def test_a_request_that_was_lost(driver: Driver) -> None:
    """A file that is not there is sent again when it can't come any more, and not a moment before."""
    office = filed("a.pdf", "b.pdf")
    office.vnf.faults = Faults([Fault(Kind.SERVER_ERROR, "POST", "/attachment", nth=1)])
    assert codes(office.cycle(driver)) == ["following-waits"]
    assert codes(later(office, driver)) == ["following-waits"]
    assert (len(hung(office)), exchanges(office, "/attachment")) == (1, 3)
    assert codes(later(office, driver, minutes=7)) == []
    assert (hung(office), due(office)) == ({"a.pdf": 1, "b.pdf": 1}, {})


@drivers
def test_a_service_that_was_out_of_reach(driver: Driver) -> None:
    """What certainly did not arrive is sent again at once."""
    office = filed("a.pdf", "b.pdf")
    office.vnf.faults = Faults([Fault(Kind.UNREACHABLE, "POST", "/attachment")])
    assert codes(office.cycle(driver)) == ["following-waits"] * 2
    office.vnf.faults = Faults()
    assert codes(later(office, driver)) == []
    assert (hung(office), due(office)) == ({"a.pdf": 1, "b.pdf": 1}, {})


def test_a_name_that_visma_net_changes() -> None:
    """A file that hangs there under another name than it was sent with is known by the id that was answered."""
    office = filed("a.pdf")
    office.cycle("sync", When("POST", "/attachment", lambda: renamed(office), "after"))
    assert (hung(office), due(office), log(office)) == ({"as it likes.pdf": 1}, {}, [])


def renamed(office: Office) -> None:
    """Visma.net keeps the attachments under a name of its own."""
    for one in office.vnf.documents("customer_invoice"):
        files = [{**file, "name": "as it likes.pdf"} for file in one["attachments"]]
        office.vnf.edit("customer_invoice", one["referenceNumber"], attachments=files)


def test_what_does_not_hang_there_was_not_made() -> None:
    """An answer that names a file which the document does not show is no proof; it is sent again when it can't come."""
    office = filed("a.pdf")
    office.cycle("sync", When("POST", "/attachment", lambda: taken_off(office), "after"))
    assert log(office) == ["following-waits"]
    later(office, minutes=15)
    assert (hung(office), due(office), log(office)) == ({"a.pdf": 1}, {}, [])


def taken_off(office: Office) -> None:
    """Nothing hangs on the document."""
    office.vnf.edit("customer_invoice", "100001", attachments=[])


def test_large_files_are_sent_alone() -> None:
    """Small files are in memory until the document is looked at once for all; so many bytes of them, and no more."""
    office = filed()
    for name in ("a.pdf", "b.pdf", "c.pdf"):
        office.severa.attach(office.guid(0), name, bytes(IN_HAND // 2))
    office.cycle()
    assert hung(office) == {"a.pdf": 1, "b.pdf": 1, "c.pdf": 1}
    verbs = [
        "file" if "/attachment" in one.path else one.method for one in office.vnf.requests if "/100001" in one.path
    ]
    assert verbs == ["GET", "GET", "file", "file", "GET", "file", "GET"]


def test_a_service_that_is_out_of_order() -> None:
    """Files that can't be had now are carried by the next run."""
    office = filed("a.pdf")
    office.severa.faults = Faults([Fault(Kind.SERVER_ERROR, "GET", "/filedata")])
    assert codes(office.cycle()) == ["following-waits"]
    office.severa.faults = Faults([Fault(Kind.SERVER_ERROR, "GET", "/files")])
    assert codes(later(office)) == ["following-waits"]
    office.severa.faults = Faults()
    assert (codes(later(office)), hung(office)) == ([], {"a.pdf": 1})


def test_a_mark_that_was_lost() -> None:
    """A file that hangs there, and was not kept from AutoInvoice yet, is kept from it by the next run."""
    office = filed("a.pdf", "b.pdf")
    office.vnf.faults = Faults([Fault(Kind.SERVER_ERROR, "PUT", "/attachment", nth=1)])
    assert codes(office.cycle()) == ["following-waits"]
    assert sorted(one["sendToAutoinvoice"] for one in office.vnf.documents("attachment")) == [False, True]
    later(office)
    assert [one["sendToAutoinvoice"] for one in office.vnf.documents("attachment")] == [False, False]
    assert hung(office) == {"a.pdf": 1, "b.pdf": 1}
    assert sum(one.method == "PUT" for one in office.vnf.requests) == 3


def test_a_document_that_is_gone() -> None:
    """Of a document that a person deleted nothing is due any more."""
    office = filed("large scan.pdf", vnf_switches={"attachment_limit": 10})
    office.cycle()
    office.erase("100001")
    later(office, hours=5)
    assert due(office) == {}


def test_an_invoice_that_is_unlinked() -> None:
    """An invoice that is unlinked, or linked with another document, has nothing due of the one before."""
    office = filed("large scan.pdf", vnf_switches={"attachment_limit": 10})
    office.cycle()
    office.bridge().unlink("invoices", office.guid(0))
    later(office, hours=5)
    assert (due(office), hung(office)) == ({}, {})


def test_a_setting_that_is_turned_off() -> None:
    """What is not chosen any more is not due any more."""
    office = filed("large scan.pdf", vnf_switches={"attachment_limit": 10})
    office.cycle()
    office.settings = Settings()
    assert codes(later(office)) == []
    assert (due(office), log(office)) == ({}, [])


def test_no_time_left() -> None:
    """After the deadline no file is begun; the next run carries it."""
    office = filed("large scan.pdf", vnf_switches={"attachment_limit": 10})
    office.cycle()
    asked = exchanges(office, "file") + exchanges(office, "attachment")
    office.clock.advance(timedelta(hours=5))
    assert codes(office.bridge().sync("invoices", deadline=0)) == ["invoice-file-refused"]
    assert exchanges(office, "file") + exchanges(office, "attachment") == asked
    assert office.bridge().sync("invoices", deadline=600).problems
    assert exchanges(office, "file") + exchanges(office, "attachment") > asked


def test_an_invoice_that_waits_for_its_number() -> None:
    """While Severa has not got the number nothing is carried: the next run writes it, then carries."""
    office = filed("a.pdf")
    office.severa.faults = Faults([Fault(Kind.SERVER_ERROR, "PATCH", nth=1)])
    office.cycle()
    assert hung(office) == {}
    later(office)
    assert (hung(office), due(office)) == ({"a.pdf": 1}, {})
