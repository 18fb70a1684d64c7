from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from severa_vnf.errors import (
    ApiError,
    AuthError,
    Forbidden,
    NotFound,
    OutcomeUnknown,
    RateLimited,
    Rejected,
    ServiceDown,
    Unreadable,
)
from severa_vnf.wire.call import Call, Ceiling, NoReply, Reply, System, content
from severa_vnf.wire.decode import loads
from severa_vnf.wire.encode import dumps
from severa_vnf.wire.judge import NO_STATEMENT, Again, Answer, Later, Refusal, Renew, judge
from severa_vnf.wire.words import is_page

WORK = "0f6b5c52-3c1e-4a60-9d3f-7d0c1f7f2a11"
JSON = {"content-type": "application/json"}


OWN = b'{"message":"VismaId: x. Error."}'
SEVERAS = b'{"error":{"httpStatusCode":400,"type":"InvalidRequest","details":[]}}'
PAGE = b"<html><title>Error</title></html>"
GATEWAY = b'{"statusCode":404,"message":"Resource not found"}'


def call(method: str = "GET", system: System = "vnf", **more: Any) -> Call[Any]:
    """A call that reads JSON."""
    return Call(system, method, "/v1/x", lambda reply: loads(reply.body), scope="api:read", **more)


def error(verdict: Any) -> Any:
    """What a verdict says went wrong."""
    assert isinstance(verdict, Again | Refusal | Renew)
    return verdict.why


TABLE: list[tuple[str, int, dict[str, str], bytes, Any]] = [
    ("GET", 200, {}, b"1", Answer(1)),
    ("POST", 201, {}, b"1", Answer(1)),
    ("PUT", 299, {}, b"1", Answer(1)),
    ("GET", 200, {}, b"{", (Refusal, Unreadable)),
    ("PATCH", 200, {}, b"{", (Refusal, OutcomeUnknown)),
    ("POST", 200, {}, b"{", (Refusal, OutcomeUnknown)),
    ("POST", 202, {}, dumps({"id": WORK}), Later(f"/v1/background/{WORK}")),
    ("GET", 202, {}, b'{"id":"../a b"}', Later("/v1/background/..%2Fa%20b")),
    ("GET", 202, {}, b'{"id":"w","stateLocation":"https://elsewhere.example/"}', Later("/v1/background/w")),
    ("POST", 202, {"location": "/v1/x/7"}, b"7", Answer(7)),
    ("POST", 202, {}, b"", (Refusal, OutcomeUnknown)),
    ("POST", 202, {}, b"{}", (Refusal, OutcomeUnknown)),
    ("POST", 202, {}, b"[]", (Refusal, OutcomeUnknown)),
    ("POST", 202, {}, b'{"id":7}', (Refusal, OutcomeUnknown)),
    ("POST", 202, {}, dumps({"id": "w" * 201}), (Refusal, OutcomeUnknown)),
    ("GET", 202, {}, b"", (Refusal, ServiceDown)),
]


@pytest.mark.parametrize(("method", "status", "headers", "body", "verdict"), TABLE)
def test_a_reply_means(method: str, status: int, headers: dict[str, str], body: bytes, verdict: Any) -> None:
    """What is answered, sent again, renewed, waited for or refused hangs on method, status, headers and body alone."""
    found = judge(call(method), Reply(status, headers, body))
    if isinstance(verdict, tuple):
        kind, why = verdict
        assert type(found) is kind
        assert type(error(found)) is why
        assert (error(found).status, error(found).method, error(found).path) == (status, method, "/v1/x")
        assert error(found).message
        assert error(found).remedy
    else:
        assert found == verdict


MAKES, CHANGES = {"method": "POST"}, {"method": "PUT"}
READS: dict[str, Any] = {}
OF_PARENT: dict[str, Any] = {"method": "POST", "of_parent": True}
DOWN, LOST, REFUSED = (Refusal, ServiceDown), (Refusal, OutcomeUnknown), (Refusal, Rejected)
TRIED, LIMITED, RENEWED = (Again, ServiceDown), (Again, RateLimited), (Renew, AuthError)
GONE, FORBIDDEN = (Refusal, NotFound), (Refusal, Forbidden)

SAID: list[tuple[tuple[int, ...], Any, Any, Any]] = [
    # statuses                      reads      makes    changes   in the service's own form
    ((400, 402, 405, 409, 410, 412, 422, 451), REFUSED, REFUSED, REFUSED),
    ((401,), RENEWED, RENEWED, RENEWED),
    ((403,), FORBIDDEN, FORBIDDEN, FORBIDDEN),
    ((404,), GONE, DOWN, GONE),
    ((408, 425, 499), TRIED, LOST, LOST),
    ((413, 414, 431), REFUSED, REFUSED, REFUSED),
    ((429,), LIMITED, LIMITED, LIMITED),
    ((500, 502, 503, 504, 520, 599, 600, 999), TRIED, LOST, LOST),
    ((100, 101, 300, 301, 302, 303, 307, 308), DOWN, LOST, LOST),
]
FOREIGN: list[tuple[tuple[int, ...], Any, Any, Any]] = [
    ((400, 402, 404, 405, 409, 410, 412, 422, 451), TRIED, LOST, LOST),
    ((401,), RENEWED, RENEWED, RENEWED),
    ((403,), DOWN, LOST, LOST),
    *SAID[4:],
]


def meanings(table: list[tuple[tuple[int, ...], Any, Any, Any]]) -> list[tuple[int, dict[str, Any], Any]]:
    """A row for each status and kind of call."""
    return [
        (status, kind, meaning)
        for statuses, *kinds in table
        for status in statuses
        for kind, meaning in zip((READS, MAKES, CHANGES), kinds, strict=True)
    ]


def judged(one: Call[Any], reply: Reply) -> tuple[type, type]:
    """A verdict and its error."""
    found = judge(one, reply)
    assert (error(found).status, error(found).method, error(found).path) == (reply.status, one.method, "/v1/x")
    assert error(found).message
    assert error(found).remedy
    return type(found), type(error(found))


@pytest.mark.parametrize(("status", "kind", "meaning"), meanings(SAID))
@pytest.mark.parametrize(("system", "body"), [("vnf", OWN), ("severa", SEVERAS)])
def test_a_service_may_say_no(system: System, body: bytes, status: int, kind: dict[str, Any], meaning: Any) -> None:
    """In its own form a service may refuse a record, or say that it is not there; in doubt a write is unknown."""
    assert judged(call(system=system, **kind), Reply(status, JSON, body)) == meaning


STRANGERS: list[tuple[dict[str, str], bytes]] = [
    ({"content-type": "text/html"}, PAGE),
    ({"content-type": "text/html; charset=utf-8"}, b""),
    (JSON, PAGE),
    (JSON, GATEWAY),
    (JSON, b'{"StatusCode":404,"Message":"Resource not found"}'),
    (JSON, b'{"timestamp":"2026-10-30","status":404,"error":"Not Found","message":"No message","path":"/v1/x"}'),
    (JSON, b'{"type":"about:blank","title":"Not Found","status":404}'),
    (JSON, b'{"error":{"code":"404","message":"Resource not found"}}'),
    (JSON, b'{"message":{}}'),
    (JSON, b"[]"),
    (JSON, b"null"),
    (JSON, b"{"),
    ({"content-type": "text/plain"}, b"default backend - 404"),
]


@pytest.mark.parametrize(("status", "kind", "meaning"), meanings(FOREIGN))
@pytest.mark.parametrize("system", ["vnf", "severa"])
def test_whoever_else_says_no_says_nothing_of_a_record(
    system: System, status: int, kind: dict[str, Any], meaning: Any
) -> None:
    """Of a gateway's or a firewall's answer nothing is believed: nobody could look, or nobody knows what was done."""
    for headers, body in STRANGERS:
        assert judged(call(system=system, **kind), Reply(status, headers, body)) == meaning, body


def test_no_words_are_those_of_the_service_where_it_uses_none() -> None:
    """Severa says without a body that there is no record, Visma.net never; other refusals need words."""
    assert judged(call(system="severa"), Reply(404)) == GONE
    assert judged(call(system="vnf"), Reply(404)) == TRIED
    assert judged(call("PUT"), Reply(412)) == REFUSED
    assert judged(call("PUT", "severa"), Reply(409)) == REFUSED
    assert judged(call(), Reply(403)) == FORBIDDEN
    assert judged(call("POST"), Reply(400)) == LOST


@pytest.mark.parametrize(
    ("system", "body"), [("vnf", b'{"ExceptionMessage":"No."}'), ("severa", b'{"httpStatusCode":404,"message":"No."}')]
)
def test_other_forms_of_its_own(system: System, body: bytes) -> None:
    """Visma.net's exceptions and Severa's flat error are theirs."""
    assert judged(call(system=system), Reply(404, JSON, body)) == GONE


def test_a_parent_may_be_missing() -> None:
    """What is made beside a record that is not there is refused by its absence; a way that is not there is not."""
    assert judged(call(**OF_PARENT), Reply(404, JSON, OWN)) == GONE
    assert judged(call("POST"), Reply(404, JSON, OWN)) == DOWN


def test_a_right_that_an_addon_brings() -> None:
    """Severa's 403 for an add-on that is off is a refusal like any other."""
    assert judged(call(system="severa"), Reply(403, JSON, b'{"error":{"type":"AddonMissing"}}')) == REFUSED


@pytest.mark.parametrize("one", [call("PUT"), call("POST"), call("DELETE"), call("PATCH")])
def test_a_page_for_browsers_is_no_success_of_a_write(one: Call[Any]) -> None:
    """A portal or a proxy that answers 200 has not done what was asked."""
    quiet = evolve(one, read=lambda reply: None)
    assert judge(quiet, Reply(200, {}, b"")) == Answer(None)
    assert judged(quiet, Reply(200, {"content-type": "text/html"}, PAGE)) == LOST
    assert judged(quiet, Reply(200, JSON, PAGE)) == LOST


@pytest.mark.parametrize(
    ("ceiling", "name"), [(Ceiling.TOKEN, "1 MiB"), (Ceiling.RECORD, "16 MiB"), (Ceiling.LIST, "256 MiB")]
)
@pytest.mark.parametrize("status", [200, 202, 404, 500])
def test_an_answer_beyond_its_ceiling(ceiling: Ceiling, name: str, status: int) -> None:
    """What is larger than an answer of its kind may be is not read, and the error says how large that is."""
    body = bytes(ceiling + 1)
    assert judged(call(ceiling=ceiling), Reply(status, {}, body)) == (Refusal, Unreadable)
    assert judged(call("POST", ceiling=ceiling), Reply(status, {}, body)) == LOST
    assert f"{name}, the most that a {ceiling.name.lower()}" in str(
        error(judge(call(ceiling=ceiling), Reply(200, {}, body)))
    )


def test_who_asked_for_the_beginning_gets_it() -> None:
    """A caller who said how much he wants sees for himself that there was more; a file's remedy is a setting."""
    part = Call("severa", "GET", "/v1/x", content, ceiling=Ceiling.FILE, largest=2)
    assert judge(part, Reply(200, {}, b"123")) == Answer(b"123")
    whole = evolve(part, largest=None)
    assert "attachment_limit" in error(judge(whole, Reply(200, {}, bytes(Ceiling.FILE + 1)))).remedy


@pytest.mark.parametrize(
    ("method", "received", "kind", "why"),
    [
        ("GET", True, Again, ServiceDown),
        ("GET", False, Again, ServiceDown),
        ("POST", False, Again, ServiceDown),
        ("DELETE", False, Again, ServiceDown),
        ("POST", True, Refusal, OutcomeUnknown),
        ("PATCH", True, Refusal, OutcomeUnknown),
    ],
)
def test_silence_means(method: str, received: bool, kind: type, why: type) -> None:
    """A call that writes is sent again only when it certainly did not arrive; else nobody knows what it did."""
    found = judge(call(method), NoReply(received, "ReadTimeout: no answer"))
    assert (type(found), type(error(found))) == (kind, why)
    assert (error(found).status, error(found).message) == (None, "ReadTimeout: no answer")


def test_trouble_that_lasts_is_not_tried_again() -> None:
    """A certificate that is refused will be refused again: ServiceDown at once, with what to do."""
    silence = NoReply(False, "the certificate is refused", "Trust it.")
    for one in (call(), call("POST")):
        found = judge(one, silence)
        assert (type(found), type(error(found)), error(found).remedy) == (Refusal, ServiceDown, "Trust it.")
    assert type(error(judge(call("POST"), evolve(silence, received=True)))) is OutcomeUnknown


LOGIN: list[tuple[int, bytes, Any]] = [
    (400, b'{"error":"invalid_tenant"}', (Refusal, AuthError)),
    (400, SEVERAS, (Refusal, AuthError)),
    (401, b'{"error":"invalid_client"}', (Refusal, AuthError)),
    (401, PAGE, (Refusal, AuthError)),
    (403, b'{"error":"access_denied"}', (Refusal, AuthError)),
    (400, PAGE, TRIED),
    (400, b'{"error":"Bad Request","statusCode":400}', TRIED),
    (403, PAGE, DOWN),
    (404, b"", TRIED),
    (404, SEVERAS, TRIED),
    (404, PAGE, TRIED),
    (405, SEVERAS, TRIED),
    (408, b"", TRIED),
    (413, b"", TRIED),
    (429, b"", LIMITED),
    (302, b"", DOWN),
    (202, b'{"id":"w"}', DOWN),
    (500, SEVERAS, TRIED),
]


@pytest.mark.parametrize(("status", "body", "meaning"), LOGIN)
def test_a_token_request_means(status: int, body: bytes, meaning: Any) -> None:
    """What refuses a token request refuses the credential, else the service is down: no record is blamed for it."""
    assert judged(call("POST", "severa", login=True), Reply(status, JSON, body)) == meaning


def test_an_unreadable_token_is_no_doubt_about_a_document() -> None:
    """An unreadable answer to a token request leaves nothing open."""
    assert type(error(judge(call("POST", login=True), Reply(200, {}, b"{")))) is Unreadable
    assert type(judge(call("POST", login=True), NoReply(True, "lost"))) is Again


def test_a_missing_list_may_be_an_empty_one() -> None:
    """Where a call says what its absence means, a 404 of the service is that answer; of a record it is NotFound."""
    empty = call(absent=Reply(200, {}, b"[]"))
    assert judge(empty, Reply(404, JSON, OWN)) == Answer([])
    assert judged(empty, Reply(404, JSON, GATEWAY)) == TRIED
    assert judged(call(), Reply(404, JSON, OWN)) == GONE


def test_a_missing_page_is_no_end_of_a_list() -> None:
    """A later page that is not there says that the list was not read: nothing may be concluded from it."""
    assert judged(call(later=True), Reply(404, JSON, OWN)) == (Refusal, Unreadable)
    assert judged(call(later=True), Reply(404, JSON, GATEWAY)) == TRIED


TOLD: list[tuple[dict[str, str], bytes, str, str | None]] = [
    ({}, b'{"message":"VismaId: x. Error creating document."}', "VismaId: x. Error creating document.", None),
    ({}, b'{"Message":"No."}', "No.", None),
    ({}, b'{"ExceptionType":"IPPException","ExceptionMessage":"No license.","ExceptionFaultCode":"12027"}',
     "No license.", "12027"),
    ({}, b'{"ExceptionMessage":"No.","FaultCode":12002}', "No.", "12002"),
    ({}, b'{"ExceptionMessage":null}', "refused", None),
    ({}, b'{"message":""}', "refused", None),
    ({}, b"Bad things", "Bad things", None),
    ({}, b"\xffBad", "\ufffdBad", None),
    ({}, b'"text"', "text", None),
    ({}, b"[1,2]", "[1, 2]", None),
    ({}, b"", NO_STATEMENT, None),
    ({}, b"  \n", NO_STATEMENT, None),
    ({"content-type": "text/html"}, b"<html>502</html>", NO_STATEMENT, None),
    ({}, b'{"error":"invalid_scope","error_description":"No such scope."}', "No such scope.", "invalid_scope"),
    ({}, b'{"error":"invalid_scope"}', "invalid_scope", "invalid_scope"),
    ({}, b'{"error":{"httpStatusCode":400,"type":"InvalidParameter","details":[{"message":"a"},{"message":"b"}]}}',
     "a; b", "InvalidParameter"),
    ({}, b'{"error":{"type":"InvalidRequest","details":[{"message":null},7,{"message":"b"}]}}', "b", "InvalidRequest"),
    ({}, b'{"error":{"Type":"InvalidRequest","Details":null}}', NO_STATEMENT, "InvalidRequest"),
    ({}, b'{"httpStatusCode":400,"type":"InvalidOperation","message":"flat"}', "flat", "InvalidOperation"),
    ({}, b"{}", NO_STATEMENT, None),
]  # fmt: skip


@pytest.mark.parametrize(("headers", "body", "message", "code"), TOLD, ids=range(len(TOLD)))
def test_the_services_own_words_are_found(headers: dict[str, str], body: bytes, message: str, code: str | None) -> None:
    """Of every shape that errors take, the service's message and code are kept; a page for browsers says nothing."""
    found = error(judge(call(), Reply(400, headers, body)))
    assert (found.message, found.code) == (message, code)


@pytest.mark.parametrize(
    "told", ["x" * 9999, [["x" * 99] * 9] * 9, {"a": {"b": {"c": ["x" * 999] * 9}}}], ids=["text", "list", "object"]
)
@pytest.mark.parametrize("shape", ["message", "ExceptionMessage", "error_description", "type", "details", "whole"])
def test_long_words_are_cut(shape: str, told: Any) -> None:
    """Whatever stands where the message or the code should, the error stays short."""
    shapes = {"whole": told, "details": {"error": {"details": [{"message": told}] * 99}}}
    body = dumps(shapes.get(shape, {shape: told}))
    assert len(str(error(judge(call(), Reply(400, {}, body))))) < 1500


@pytest.mark.parametrize(
    ("headers", "body", "request_id"),
    [
        ({"ipp-request-id": "a", "request-id": "b"}, b"", "a"),
        ({"request-id": "b"}, b"", "b"),
        ({}, b'{"message":"VismaId: ' + WORK.encode() + b'. Error creating document."}', WORK),
        ({"request-id": "b"}, b'{"message":"VismaId: ' + WORK.encode() + b'."}', "b"),
        ({}, b"", None),
    ],
)
def test_the_request_id_is_kept(headers: dict[str, str], body: bytes, request_id: str | None) -> None:
    """What a support desk asks for first is taken from the headers, else from the message."""
    assert error(judge(call(), Reply(400, headers, body))).request_id == request_id


NOW = datetime(2026, 10, 30, 9, tzinfo=UTC)
DATE = format_datetime(NOW, usegmt=True)
LATER = format_datetime(NOW + timedelta(seconds=30), usegmt=True)


@pytest.mark.parametrize(
    ("status", "headers", "after"),
    [
        (429, {"retry-after": "7"}, 7.0),
        (429, {"retry-after": "7", "x-ratelimit-reset": "411"}, 7.0),
        (429, {"retry-after": LATER, "date": DATE}, 30.0),
        (429, {"retry-after": DATE, "date": LATER}, 0.0),
        (429, {"retry-after": LATER}, None),
        (429, {"retry-after": "soon", "date": DATE}, None),
        (429, {"retry-after": LATER.replace("GMT", "-0000"), "date": DATE}, None),
        (429, {"retry-after": "-7"}, None),
        (429, {"retry-after": "²"}, None),
        (429, {"x-ratelimit-reset": "411"}, 411.0),
        (429, {}, None),
        (503, {"retry-after": "7"}, 7.0),
        (503, {"x-ratelimit-reset": "411"}, None),
    ],
)
def test_the_service_may_say_when_to_come_again(status: int, headers: dict[str, str], after: float | None) -> None:
    """Retry-After in seconds or as a date counts; the end of the budget's window only where the budget was spent."""
    found = judge(call(), Reply(status, headers))
    assert isinstance(found, Again)
    assert found.after == after
    assert status == 503 or error(found).retry_after == after


def test_a_429_keeps_the_services_text() -> None:
    """The text of a 429 is the service's."""
    text = b"API calls quota exceeded! maximum admitted 10 per 1s."
    assert error(judge(call("POST"), Reply(429, {}, text))).message == text.decode()


def test_a_refusal_names_the_remedy() -> None:
    """A missing right is named by its scope, a missing add-on as one, a race as one."""
    assert "api:read" in error(judge(call(), Reply(403))).remedy
    assert "the right" in error(judge(evolve(call(), scope=""), Reply(403))).remedy
    addon = Reply(403, {}, b'{"error":{"type":"AddonMissing"}}')
    assert "add-on" in error(judge(call(system="severa"), addon)).remedy
    assert "read the record again" in error(judge(call("PUT"), Reply(412))).remedy


HEADERS = st.dictionaries(
    st.sampled_from(["retry-after", "date", "x-ratelimit-reset", "location", "content-type", "request-id"]),
    st.text(st.characters(max_codepoint=255)) | st.integers().map(str) | st.datetimes().map(format_datetime),
)
BODIES = st.binary() | st.recursive(
    st.none() | st.text() | st.integers(),
    lambda inner: (
        st.lists(inner) | st.dictionaries(st.sampled_from(["error", "message", "type", "details", "id"]), inner)
    ),
).map(dumps)


@given(st.sampled_from(["GET", "POST", "PATCH"]), st.integers(100, 999), HEADERS, BODIES, st.booleans())
def test_every_reply_has_a_meaning(method: str, status: int, headers: dict[str, str], body: bytes, login: bool) -> None:
    """No reply raises anything, and none that failed is sent again where it might have been carried out."""
    one = Call("severa", method, "/v1/x", content, login=login)
    found = judge(one, Reply(status, headers, body))
    answered = 200 <= status < 300 and (status != 202 or "location" in headers)
    assert isinstance(found, Answer) is (answered and (one.repeatable or not is_page(Reply(status, headers, body))))
    if isinstance(found, Again | Refusal | Renew):
        assert isinstance(found.why, ApiError)
        assert str(found.why)
    assert one.repeatable or not isinstance(found, Again) or status == 429
