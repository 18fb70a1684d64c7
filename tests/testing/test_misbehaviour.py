"""Each kind of trouble at both services: what it does, and what it says."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import httpx
import pytest

from severa_vnf.testing import Fault, Faults, Kind
from severa_vnf.testing.bent_dates import DATES
from severa_vnf.testing.bent_rows import MORE
from severa_vnf.testing.exchange import loads
from severa_vnf.testing.kinds import BEFORE
from severa_vnf.testing.misbehaviour import AFTER, DONE, ELSEWHERE, INSTEAD, NOT_DONE, WHIMS
from tests.testing.severa.caller import invoice
from tests.testing.talks import SeveraTalk, Talk, VnfTalk, rows

SERVICES: dict[str, Callable[[], Talk]] = {"severa": SeveraTalk, "vnf": VnfTalk}


@pytest.fixture(params=SERVICES)
def talk(request: pytest.FixtureRequest) -> Talk:
    """Either service, with four customers."""
    return SERVICES[request.param]()


def test_every_kind_has_its_place() -> None:
    """Each kind is bent in one place and no other."""
    tables: list[Any] = [NOT_DONE, DONE, INSTEAD, AFTER, WHIMS, DATES, BEFORE]
    assert sorted(kind for table in tables for kind in table) == sorted(Kind)


def own_404(talk: Talk, reply: httpx.Response) -> bool:
    """Whether this is the service's own way to say that there is nothing."""
    own = reply.content == b"" if isinstance(talk, SeveraTalk) else set(reply.json()) == {"message"}
    return reply.status_code == 404 and own


GATEWAY = "application/json"


@pytest.mark.parametrize(
    ("kind", "status", "sort", "done"),
    [
        (Kind.HTML_403, 403, "text/html", False),
        (Kind.HTML_404, 404, "text/html", False),
        (Kind.BAD_GATEWAY, 502, "text/html", False),
        (Kind.HTML_200, 200, "text/html", False),
        (Kind.GATEWAY_403, 403, GATEWAY, False),
        (Kind.GATEWAY_404, 404, GATEWAY, False),
        (Kind.ECHO_500, 500, "text/plain; charset=utf-8", False),
        (Kind.COMMITTED_401, 401, None, True),
        (Kind.COMMITTED_403, 403, GATEWAY, True),
        (Kind.COMMITTED_404, 404, GATEWAY, True),
        (Kind.COMMITTED_408, 408, None, True),
        (Kind.COMMITTED_429, 429, "text/plain; charset=utf-8", True),
        (Kind.COMMITTED_499, 499, None, True),
        (Kind.COMMITTED_500, 500, None, True),
        (Kind.COMMITTED_504, 504, "text/html", True),
        (Kind.REDIRECT_301, 301, None, True),
        (Kind.REDIRECT_302, 302, None, True),
        (Kind.REDIRECT_307, 307, None, True),
        (Kind.EMPTY_CREATE, 201, None, True),
    ],
)
def test_an_answer_that_says_nothing_of_what_was_done(
    talk: Talk, kind: Kind, status: int, sort: str | None, done: bool
) -> None:
    """Whoever answers a create in place of the service, only what is called so was committed."""
    faults = talk.struck(kind)
    reply = talk.create("Hush")
    assert (reply.status_code, reply.headers.get("Content-Type")) == (status, sort)
    assert ("Hush" in talk.held()) is done
    assert faults.fired == {kind: 1}
    if sort == GATEWAY:
        assert loads(reply.content).keys() == {"statusCode", "message"}
        assert loads(reply.content)["statusCode"] == status


@pytest.mark.parametrize("kind", [Kind.REDIRECT_301, Kind.REDIRECT_302, Kind.REDIRECT_307])
def test_a_redirect_leads_to_another_host(talk: Talk, kind: Kind) -> None:
    """A redirect names a host that is not the service's."""
    talk.struck(kind)
    assert talk.page().headers["Location"].startswith(f"{ELSEWHERE}/")


def test_an_empty_create_tells_nothing(talk: Talk) -> None:
    """A create may be answered without a body and without a Location; other answers keep theirs."""
    faults = talk.struck(Kind.EMPTY_CREATE)
    reply = talk.create()
    assert (reply.content, "Location" in reply.headers) == (b"", False)
    assert rows(talk.page())
    assert faults.fired == {Kind.EMPTY_CREATE: 1}


def test_a_route_that_is_gone(talk: Talk) -> None:
    """A create may meet the service's own 404, with nothing done; other requests do not."""
    faults = talk.struck(Kind.ROUTE_404)
    reply = talk.create("Hush")
    assert own_404(talk, reply)
    assert "Hush" not in talk.held()
    assert rows(talk.page())
    assert faults.fired == {Kind.ROUTE_404: 1}


def test_an_echo_holds_the_secret(talk: Talk) -> None:
    """An error may repeat what was sent: the token, and the body. Nothing is done."""
    talk.struck(Kind.ECHO)
    reply = talk.create("Hush")
    text = reply.text.lower()
    assert reply.status_code == 400
    assert "authorization: bearer " in text
    assert "hush" in text
    assert "Hush" not in talk.held()
    said = loads(reply.content)
    assert said["error"]["details"] if isinstance(talk, SeveraTalk) else said["message"]


def test_another_record_is_named(talk: Talk) -> None:
    """A write is committed, and its answer is that of another record of the collection."""
    faults = talk.struck(Kind.OTHER_LOCATION)
    reply = talk.create("Hush")
    assert (reply.status_code, talk.held()[-1]) == (201, "Hush")
    if isinstance(talk, SeveraTalk):
        assert loads(reply.content)["name"] == "C2"
    else:
        assert reply.headers["Location"].endswith("/v1/customer/10009")
    assert rows(talk.page())
    assert faults.fired == {Kind.OTHER_LOCATION: 1}


def test_another_record_is_read(talk: Talk) -> None:
    """A record that is read by its key may come as another one."""
    talk.struck(Kind.OTHER_RECORD)
    reply = talk.record(talk.own)
    assert (reply.status_code, reply.json()["name"]) == (200, talk.held()[-1])
    assert len(rows(talk.page())) == 2


def test_a_read_may_be_empty(talk: Talk) -> None:
    """A list and a record may come with 200 and no body; a refusal and a write do not."""
    faults = talk.struck(Kind.EMPTY_200)
    replies = [talk.page(), talk.record(talk.own)]
    assert [(reply.status_code, reply.content) for reply in replies] == [(200, b"")] * 2
    assert talk.record("nobody").status_code == 404
    assert talk.create().status_code == 201
    assert faults.fired == {Kind.EMPTY_200: 2}


def test_a_short_list() -> None:
    """A page of Visma.net lacks its last row though the total counts it; one row is left as it is, and so is Severa."""
    talk = VnfTalk()
    talk.struck(Kind.SHORT_LIST)
    (row,) = rows(talk.page())
    assert (row["number"], row["metadata"]["totalCount"]) == ("10000", 4)
    assert len(rows(talk.office.client.get("/v1/customer", params={"name": "Acme"}))) == 1
    severa = SeveraTalk()
    faults = severa.struck(Kind.SHORT_LIST)
    assert len(rows(severa.page())) == 2
    assert severa.record(severa.own).status_code == 200
    assert not faults.fired


def test_lists_in_an_envelope() -> None:
    """Where the rows lie in an envelope it is the envelope's total that they are short of, or never reach."""
    talk = VnfTalk()
    talk.struck(Kind.SHORT_LIST)
    short = talk.send("GET", "creditTerm").json()
    assert (short["totalCount"], len(short["records"])) == (5, 4)
    talk.struck(Kind.ENDLESS)
    endless = talk.send("GET", "creditTerm").json()
    assert (endless["totalCount"], len(endless["records"])) == (MORE, 100)


@pytest.mark.parametrize("kind", [Kind.LATER_PAGE_404, Kind.LATER_PAGE_GATEWAY_404])
def test_a_later_page_is_not_found(talk: Talk, kind: Kind) -> None:
    """The first page comes, a later one does not."""
    faults = talk.struck(kind)
    assert len(rows(talk.page())) == 2
    reply = talk.page(2)
    assert reply.status_code == 404
    assert (b"statusCode" in reply.content) is (kind is Kind.LATER_PAGE_GATEWAY_404)
    assert faults.fired == {kind: 1}


def test_the_same_page_for_ever(talk: Talk) -> None:
    """Every later page is the first again."""
    talk.struck(Kind.SAME_PAGE)
    first = rows(talk.page())
    assert rows(talk.page(2)) == first


def test_new_rows_for_ever(talk: Talk) -> None:
    """Every page has rows that nobody saw before, and says that there are more."""
    talk.struck(Kind.ENDLESS)
    seen: set[str] = set()
    for number in (1, 2, 2):
        page = talk.page(number)
        found = {row[talk.id] for row in rows(page)}
        assert len(found) >= 100
        assert not found & seen
        seen |= found
        more = page.headers.get("NextPageToken") if isinstance(talk, SeveraTalk) else rows(page)[0]["metadata"]
        assert more if isinstance(talk, SeveraTalk) else more["totalCount"] == MORE
    assert talk.record(talk.own).status_code == 200


def test_a_token_that_leads_to_itself() -> None:
    """The token of a page leads to that page again; a list without tokens, and Visma.net, know no tokens."""
    talk = SeveraTalk()
    faults = talk.struck(Kind.TOKEN_LOOP)
    first = talk.page()
    again = talk.caller.get("customers", pageToken=first.headers["NextPageToken"])
    assert again.headers["NextPageToken"] == first.headers["NextPageToken"]
    assert rows(again) == rows(first)
    assert "NextPageToken" not in talk.caller.get("invoicestatuses").headers
    assert "NextPageToken" not in talk.caller.get("customers", customerNames="Nobody").headers
    vnf = VnfTalk()
    vnf.struck(Kind.TOKEN_LOOP)
    assert "NextPageToken" not in vnf.page().headers
    assert faults.fired == {Kind.TOKEN_LOOP: 2}


@pytest.mark.parametrize(
    ("kind", "wrong"),
    [
        (Kind.EMPTY_ID, lambda known: known == ""),
        (Kind.NULL_ID, lambda known: known is None),
        (Kind.NUMBER_ID, lambda known: known == 4711),
        (Kind.CONTROL_ID, lambda known: "\x1b" in known and "\r\n" in known and "\u202e" in known),
        (Kind.LONG_ID, lambda known: len(known) > 10_000),
    ],
)
def test_an_id_that_is_none(talk: Talk, kind: Kind, wrong: Callable[[Any], bool]) -> None:
    """The first row of a list, or the record, has an id that cannot be one; all else stays."""
    plain = rows(talk.page())
    faults = talk.struck(kind)
    first, second = rows(talk.page())
    assert wrong(first[talk.id])
    assert ({**first, talk.id: plain[0][talk.id]}, second) == (plain[0], plain[1])
    assert wrong(loads(talk.record(talk.own).content)[talk.id])
    assert talk.record("nobody").status_code == 404
    assert talk.create().status_code == 201
    assert faults.fired == {kind: 2}


def test_a_number_becomes_a_text() -> None:
    """An id that is a number comes as a text."""
    talk = VnfTalk()
    talk.sim.load("contact", [{"lastName": "Lee", "businessAccount": "10000"}])
    talk.struck(Kind.NUMBER_ID)
    assert rows(talk.send("GET", "contact"))[0]["contactId"] == "4711"


HALF_PAST = {"guid": "2026-10-30T09:30:00", "number": "2026-10-30T10:30:00"}
"""Half an hour after the beginning, on each service's clock."""


def test_a_list_that_lags(talk: Talk) -> None:
    """What was made a moment ago can be read alone and is in no list yet; a minute later it is in both."""
    faults = talk.struck(Kind.LAGGING_LIST)
    talk.sim.clock.sleep(1800)
    assert talk.record(talk.made()).status_code == 200
    assert talk.since(HALF_PAST[talk.id]) == []
    assert faults.fired == {Kind.LAGGING_LIST: 1}
    talk.sim.clock.sleep(60)
    assert [row["name"] for row in talk.since(HALF_PAST[talk.id])] == ["New"]


def test_a_change_lags_where_changes_are_asked_for(talk: Talk) -> None:
    """A list of changes does not show what was changed a moment ago; the whole list shows it all the while."""
    talk.struck(Kind.LAGGING_LIST)
    talk.sim.clock.sleep(1800)
    talk.sim.edit(talk.collection, talk.own, name="Edited")
    assert talk.since(HALF_PAST[talk.id]) == []
    assert rows(talk.page())[0]["name"] == "Edited"
    talk.sim.clock.sleep(60)
    assert [row["name"] for row in talk.since(HALF_PAST[talk.id])] == ["Edited"]


def test_a_record_that_is_not_yet_readable(talk: Talk) -> None:
    """What was made a moment ago is not found by its key, in the service's own form; what was loaded is."""
    faults = talk.struck(Kind.NOT_YET_READABLE, seconds=10)
    own = talk.made()
    assert own_404(talk, talk.record(own))
    assert talk.record(talk.own).status_code == 200
    assert faults.fired == {Kind.NOT_YET_READABLE: 1}
    talk.sim.clock.sleep(10)
    assert talk.record(own).status_code == 200


def test_a_stamp_ahead_of_the_clock(talk: Talk) -> None:
    """What is written is stamped days ahead, and stays so; reads are as they were."""
    faults = talk.struck(Kind.STAMPED_AHEAD)
    own = talk.made()
    assert talk.record(own).json()[talk.stamp].startswith("2026-11-02")
    assert faults.fired == {Kind.STAMPED_AHEAD: 1}


def test_a_person_is_stamped_ahead_too(talk: Talk) -> None:
    """As long as a service stamps ahead it does so for whoever writes."""
    talk.sim.whims.ahead = timedelta(days=2)
    talk.sim.edit(talk.collection, talk.own, name="Edited")
    changed = "lastUpdatedDateTime" if isinstance(talk, SeveraTalk) else talk.stamp
    assert talk.sim.documents(talk.collection)[0][changed].startswith("2026-11-01")


@pytest.mark.parametrize(
    ("kind", "seconds", "date", "age"),
    [
        (Kind.NO_DATE, 0, None, None),
        (Kind.GARBLED_DATE, 0, "Fri, 32 Okt 2026 25:61:00", None),
        (Kind.ZONED_DATE, 0, "Fri, 30 Oct 2026 11:00:00 +0200", None),
        (Kind.DATE_OFF, 3600, "Fri, 30 Oct 2026 10:00:00 GMT", None),
        (Kind.DATE_OFF, -3600, "Fri, 30 Oct 2026 08:00:00 GMT", None),
        (Kind.AGED, 600, "Fri, 30 Oct 2026 08:50:00 GMT", "600"),
    ],
)
def test_an_answers_date(talk: Talk, kind: Kind, seconds: float, date: str | None, age: str | None) -> None:
    """The Date of an answer may be missing, unreadable, of another zone, off, or that of a cache."""
    assert talk.page().headers["Date"] == "Fri, 30 Oct 2026 09:00:00 GMT"
    faults = talk.struck(kind, seconds=seconds)
    reply = talk.page()
    assert (reply.headers.get("Date"), reply.headers.get("Age")) == (date, age)
    assert len(rows(reply)) == 2
    assert faults.fired == {kind: 1}


def test_half_of_it(talk: Talk) -> None:
    """Half of the body comes as if it were all."""
    whole = talk.page().content
    talk.struck(Kind.HALF_BODY)
    half = talk.page()
    assert (half.status_code, half.content) == (200, whole[: len(whole) // 2])
    assert half.headers["Content-Length"] == str(len(half.content))


def test_a_part_that_says_so(talk: Talk) -> None:
    """A read is answered 206 with its first half; a write, and a refusal, as usual."""
    whole = talk.page().content
    faults = talk.struck(Kind.PARTIAL_206)
    part = talk.page()
    assert (part.status_code, part.content) == (206, whole[: len(whole) // 2])
    assert part.headers["Content-Range"] == f"bytes 0-{len(part.content) - 1}/{len(whole)}"
    assert talk.record("nobody").status_code == 404
    assert talk.create().status_code == 201
    assert faults.fired == {Kind.PARTIAL_206: 1}


@pytest.mark.parametrize("kind", [Kind.TORN, Kind.HALF_BODY, Kind.DRIP_BODY])
def test_nothing_has_no_half(kind: Kind) -> None:
    """An answer without a body is none that could be torn, halved or dripped."""
    talk = SeveraTalk()
    faults = talk.struck(kind)
    assert talk.record("nobody").status_code == 404
    assert not faults.fired


def test_a_torn_answer(talk: Talk) -> None:
    """The connection ends in the middle of the answer, and what was asked is done."""
    talk.struck(Kind.TORN)
    with pytest.raises(httpx.RemoteProtocolError, match="without sending complete"):
        talk.page()


@pytest.mark.parametrize("kind", [Kind.DRIP_HEAD, Kind.DRIP_BODY])
def test_what_drips_takes_its_time(talk: Talk, kind: Kind) -> None:
    """An answer comes in eight pieces, and is whole in the end."""
    whole, began = talk.page().content, talk.sim.clock.now()
    talk.struck(kind, seconds=5)
    assert talk.page().content == whole
    assert talk.sim.clock.now() - began == timedelta(seconds=40)


def test_a_slow_upload(talk: Talk) -> None:
    """The body of a request is taken in eight pieces, and only then is done what it asks; no body takes no time."""
    faults = talk.struck(Kind.SLOW_UPLOAD, seconds=5)
    began = talk.sim.clock.now()
    assert talk.page().status_code == 200
    assert talk.sim.clock.now() == began
    assert talk.create().status_code == 201
    assert talk.sim.clock.now() - began == timedelta(seconds=40)
    assert talk.sim.documents(talk.collection)[-1]["createdDateTime"].removesuffix("Z").endswith("00:40")
    assert faults.fired == {Kind.SLOW_UPLOAD: 1}


def test_the_work_is_done_later_in_visma_net() -> None:
    """Where no 202 belongs Visma.net answers one, and carries it out: a read, a token, and the poll of a job itself."""
    talk = VnfTalk()
    faults = talk.struck(Kind.ACCEPTED)
    job = talk.page()
    assert (job.status_code, set(job.json())) == (202, {"id", "stateLocation"})
    assert talk.office.sign_in().status_code == 202
    assert talk.create("Hush").status_code == 202
    assert talk.send("GET", f"background/{job.json()['id']}").status_code == 202
    assert faults.fired == {Kind.ACCEPTED: 4}
    talk.sim.faults = Faults()
    assert talk.send("GET", f"background/{job.json()['id']}").json()["status"] == "Finished"
    assert len(rows(talk.send("GET", f"background/{job.json()['id']}/content"))) == 2
    assert "Hush" in talk.held()


def test_the_work_is_done_now_in_severa() -> None:
    """Severa answers 202 and no more: a read is not answered, a write is done, a refusal stays one."""
    talk = SeveraTalk()
    talk.struck(Kind.ACCEPTED)
    assert (talk.page().status_code, talk.page().json()) == (202, {"id": "accepted"})
    assert talk.create("Hush").status_code == 202
    assert "Hush" in talk.held()
    assert talk.send("DELETE", "customers/nobody").status_code == 404


def test_a_job_on_another_host() -> None:
    """The addresses of a job lead to another host, where nothing of it is; the job is the service's own."""
    talk = VnfTalk()
    faults = talk.struck(Kind.FOREIGN_JOB)
    job = talk.office.client.get("/v1/customer", headers={"erp-api-background": "none"}).json()
    assert job["stateLocation"] == f"{ELSEWHERE}/v1/background/{job['id']}"
    state = talk.send("GET", f"background/{job['id']}").json()
    assert state["contentLocation"] == f"{ELSEWHERE}/v1/background/{job['id']}/content"
    assert state["status"] == "Finished"
    assert rows(talk.page())
    assert talk.send("DELETE", "customer/10000").status_code == 405
    assert faults.fired == {Kind.FOREIGN_JOB: 2}
    severa = SeveraTalk()
    assert not severa.struck(Kind.FOREIGN_JOB).fired
    assert rows(severa.page())


def test_a_fault_ends(talk: Talk) -> None:
    """From its last moment on a fault strikes no more; without a moment told it strikes neither."""
    end = talk.sim.clock.now() + timedelta(minutes=1)
    talk.sim.faults = Faults([Fault(Kind.SERVER_ERROR, until=end)])
    assert talk.page().status_code == 500
    talk.sim.clock.sleep(60)
    assert talk.page().status_code == 200
    assert talk.sim.faults.strike("GET", "/") is None


FILE_KINDS = [Kind.EMPTY_200, Kind.HTML_200, Kind.PARTIAL_206, Kind.HALF_BODY]


def half_of(kind: Kind, whole: bytes) -> tuple[int, bytes | None]:
    """The status and the bytes of a file that meets this kind."""
    part = whole[: len(whole) // 2]
    found = {Kind.EMPTY_200: (200, b""), Kind.PARTIAL_206: (206, part), Kind.HALF_BODY: (200, part)}
    return found.get(kind, (200, None))


@pytest.mark.parametrize("kind", FILE_KINDS)
@pytest.mark.parametrize("what", ["pdf", "file"])
def test_a_file_of_severa_is_not_whole(kind: Kind, what: str) -> None:
    """A file of an invoice, and its PDF, may come empty, in part, by half, or as a page of HTML."""
    talk = SeveraTalk()
    guid = invoice(talk.sim)
    file = talk.sim.attach(guid, "a.pdf", b"0123456789")
    path = f"invoices/{guid}/pdf" if what == "pdf" else f"files/{file}/filedata"
    whole = talk.send("GET", path).content
    talk.struck(kind)
    reply = talk.send("GET", path)
    status, body = half_of(kind, whole)
    assert reply.status_code == status
    assert reply.headers["Content-Type"] == "text/html" if body is None else reply.content == body


@pytest.mark.parametrize("kind", FILE_KINDS)
@pytest.mark.parametrize("what", ["print", "attachment"])
def test_a_file_of_visma_net_is_not_whole(kind: Kind, what: str) -> None:
    """An attachment, and the print of a document, may come empty, in part, by half, or as a page of HTML."""
    talk = VnfTalk()
    number = str(talk.office.made()["referenceNumber"])
    file = talk.sim.attach("customer_invoice", number, "a.pdf", b"0123456789")
    path = f"customerinvoice/{number}/print" if what == "print" else f"attachment/{file}"
    whole = talk.send("GET", path).content
    talk.struck(kind)
    reply = talk.send("GET", path)
    status, body = half_of(kind, whole)
    assert reply.status_code == status
    assert reply.headers["Content-Type"] == "text/html" if body is None else reply.content == body


def test_another_file_is_named() -> None:
    """The Location of an upload may be that of another file; the first of its kind has no other."""
    talk = VnfTalk()
    number = str(talk.office.made()["referenceNumber"])
    faults = talk.struck(Kind.OTHER_LOCATION)
    path = f"/v1/customerinvoice/{number}/attachment"
    first, second = (
        talk.office.client.post(path, files={"file": (name, b"x", "text/plain")}).headers["Location"]
        for name in ("a.txt", "b.txt")
    )
    assert first == second
    assert faults.fired == {Kind.OTHER_LOCATION: 1}


def test_the_first_of_its_kind_has_no_other() -> None:
    """Where there is no other record, none can be named or read."""
    talk = SeveraTalk()
    faults = talk.struck(Kind.OTHER_LOCATION)
    talk.sim.load("work_types", [])
    assert talk.caller.post("worktypes", {"name": "Advice"}).json()["name"] == "Advice"
    talk.struck(Kind.OTHER_RECORD)
    own = talk.sim.documents("work_types")[0]["guid"]
    assert talk.send("GET", f"worktypes/{own}").json()["name"] == "Advice"
    assert not faults.fired


def test_another_record_is_named_by_a_change() -> None:
    """Severa may answer a change with another record, as an array where it answers one."""
    talk = SeveraTalk()
    talk.struck(Kind.OTHER_LOCATION)
    (told,) = rows(talk.caller.patch(f"customers/{talk.own}", name="Renamed"))
    assert (told["guid"], talk.held()[0]) == ("c2", "Renamed")
    assert talk.caller.patch("customers/nobody", name="x").status_code == 404


def test_what_visma_net_does_not_list_by_pages() -> None:
    """A list below a customer is one; a note, a segmented key, a path that cannot be read, a change are not."""
    talk = VnfTalk()
    talk.office.made()
    faults = talk.struck(Kind.NULL_ID)
    assert rows(talk.send("GET", "customer/10000/invoice"))[0]["referenceNumber"] is None
    for path, status in (("customer/10000/note", 200), ("dimension", 200), ("customer/b64(_)", 400)):
        assert talk.send("GET", path).status_code == status
    assert talk.send("PUT", "customer/10000").status_code == 415
    assert faults.fired == {Kind.NULL_ID: 1}


def test_what_severa_does_not_know_has_no_rows() -> None:
    """A path that leads nowhere is as it was, whatever it meets."""
    talk = SeveraTalk()
    faults = talk.struck(Kind.NULL_ID)
    assert talk.send("GET", "nothing").status_code == 404
    talk.struck(Kind.OTHER_LOCATION)
    assert talk.send("POST", "nothing").status_code == 404
    assert not faults.fired


def test_an_empty_list_has_an_end() -> None:
    """There is nothing to make new rows of where there is none."""
    talk = VnfTalk()
    faults = talk.struck(Kind.ENDLESS)
    assert rows(talk.send("GET", "customerinvoice")) == []
    assert not faults.fired


def test_another_project_is_read_by_its_internal_id() -> None:
    """Whichever way a record is addressed, the other one is another."""
    talk = VnfTalk()
    own = talk.sim.documents("project")[-1]
    talk.struck(Kind.OTHER_RECORD)
    for path in (f"project/{own['projectID']}", f"project/internal/{own['internalID']}"):
        reply = talk.send("GET", path)
        assert (reply.status_code, reply.json()["projectID"] != own["projectID"]) == (200, True)
