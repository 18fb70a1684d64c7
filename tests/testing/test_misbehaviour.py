"""Each kind of trouble at both services: what is done, and what is said of it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from severa_vnf.testing import Fault, Faults, Kind
from severa_vnf.testing.bent_dates import DATES
from severa_vnf.testing.exchange import loads
from severa_vnf.testing.kinds import BEFORE
from severa_vnf.testing.misbehaviour import AFTER, DONE, ELSEWHERE, INSTEAD, NOT_DONE, WHIMS
from tests.testing.talks import SeveraTalk, Talk, VnfTalk, own_404, rows


def test_every_kind_has_its_place() -> None:
    """Each kind is bent in one place and no other."""
    tables: list[Any] = [NOT_DONE, DONE, INSTEAD, AFTER, WHIMS, DATES, BEFORE]
    assert sorted(kind for table in tables for kind in table) == sorted(Kind)


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


def test_another_project_is_read_by_its_internal_id() -> None:
    """Whichever way a record is addressed, the other one is another."""
    talk = VnfTalk()
    own = talk.sim.documents("project")[-1]
    talk.struck(Kind.OTHER_RECORD)
    for path in (f"project/{own['projectID']}", f"project/internal/{own['internalID']}"):
        reply = talk.send("GET", path)
        assert (reply.status_code, reply.json()["projectID"] != own["projectID"]) == (200, True)
