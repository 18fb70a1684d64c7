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
    NotFound,
    OutcomeUnknown,
    RateLimited,
    Rejected,
    ServiceDown,
    Unreadable,
)
from severa_vnf.wire.call import Call, NoReply, Reply, content
from severa_vnf.wire.decode import loads
from severa_vnf.wire.encode import dumps
from severa_vnf.wire.judge import Again, Answer, Later, Refusal, Renew, judge

WORK = "0f6b5c52-3c1e-4a60-9d3f-7d0c1f7f2a11"
JSON = {"content-type": "application/json"}


def call(method: str = "GET", **more: Any) -> Call[Any]:
    """A call that reads JSON."""
    return Call("vnf", method, "/v1/x", lambda reply: loads(reply.body), scope="api:read", **more)


def error(verdict: Any) -> Any:
    """What a verdict says went wrong."""
    assert isinstance(verdict, Again | Refusal | Renew)
    return verdict.why


TABLE: list[tuple[str, int, dict[str, str], bytes, Any]] = [
    ("GET", 200, {}, b"1", Answer(1)),
    ("POST", 201, {}, b"1", Answer(1)),
    ("PUT", 299, {}, b"1", Answer(1)),
    ("GET", 200, {}, b"{", (Refusal, Unreadable)),
    ("PATCH", 200, {}, b"<html>", (Refusal, Unreadable)),
    ("POST", 200, {}, b"{", (Refusal, OutcomeUnknown)),
    ("POST", 202, {}, dumps({"id": WORK}), Later(f"/v1/background/{WORK}")),
    ("GET", 202, {}, b'{"id":"../a b"}', Later("/v1/background/..%2Fa%20b")),
    ("POST", 202, {"location": "/v1/x/7"}, b"7", Answer(7)),
    ("POST", 202, {}, b"", (Refusal, OutcomeUnknown)),
    ("POST", 202, {}, b"{}", (Refusal, OutcomeUnknown)),
    ("POST", 202, {}, b"[]", (Refusal, OutcomeUnknown)),
    ("GET", 202, {}, b"", (Refusal, ServiceDown)),
    ("POST", 302, {"location": "/login"}, b"", (Refusal, Rejected)),
    ("GET", 400, {}, b"", (Refusal, Rejected)),
    ("POST", 400, {}, b"", (Refusal, Rejected)),
    ("GET", 401, {}, b"", (Renew, AuthError)),
    ("POST", 401, {}, b"", (Renew, AuthError)),
    ("GET", 403, {}, b"", (Refusal, AuthError)),
    ("GET", 403, JSON, b'{"error":{"type":"AddonMissing"}}', (Refusal, Rejected)),
    ("GET", 404, {}, b"", (Refusal, NotFound)),
    ("PUT", 409, {}, b"", (Refusal, Rejected)),
    ("PUT", 412, {}, b"", (Refusal, Rejected)),
    ("GET", 429, {}, b"", (Again, RateLimited)),
    ("POST", 429, {}, b"", (Again, RateLimited)),
    ("GET", 500, {}, b"", (Again, ServiceDown)),
    ("GET", 502, {}, b"", (Again, ServiceDown)),
    ("POST", 500, {}, b"", (Refusal, OutcomeUnknown)),
    ("PATCH", 503, {}, b"", (Refusal, OutcomeUnknown)),
    ("DELETE", 599, {}, b"", (Refusal, OutcomeUnknown)),
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


@pytest.mark.parametrize(
    ("status", "kind", "why"),
    [(400, Refusal, AuthError), (401, Refusal, AuthError), (403, Refusal, AuthError), (500, Again, ServiceDown)],
)
def test_a_token_request_means(status: int, kind: type, why: type) -> None:
    """What refuses a token request refuses the credential; asking for a token again does no harm."""
    found = judge(call("POST", login=True), Reply(status, JSON, b'{"error":"invalid_tenant"}'))
    assert (type(found), type(error(found)), error(found).message) == (kind, why, "invalid_tenant")


def test_an_unreadable_token_is_no_doubt_about_a_document() -> None:
    """An unreadable answer to a token request leaves nothing open."""
    assert type(error(judge(call("POST", login=True), Reply(200, {}, b"{")))) is Unreadable
    assert type(judge(call("POST", login=True), NoReply(True, "lost"))) is Again


def test_a_missing_list_may_be_an_empty_one() -> None:
    """Where a call says what its absence means, a 404 is that answer; of a record it is NotFound."""
    empty = call(absent=Reply(200, {}, b"[]"))
    assert judge(empty, Reply(404)) == Answer([])
    assert type(error(judge(call(), Reply(404)))) is NotFound


TOLD: list[tuple[dict[str, str], bytes, str, str | None]] = [
    ({}, b'{"message":"VismaId: x. Error creating document."}', "VismaId: x. Error creating document.", None),
    ({}, b'{"Message":"No."}', "No.", None),
    ({}, b'{"ExceptionType":"IPPException","ExceptionMessage":"No license.","ExceptionFaultCode":"12027"}',
     "No license.", "12027"),
    ({}, b'{"ExceptionMessage":"No.","FaultCode":12002}', "No.", "12002"),
    ({}, b'{"ExceptionMessage":null}', "refused", None),
    ({}, b"Bad things", "Bad things", None),
    ({}, b"\xffBad", "\ufffdBad", None),
    ({}, b'"text"', "text", None),
    ({}, b"[1,2]", "[1, 2]", None),
    ({}, b"", "refused", None),
    ({}, b"  \n", "refused", None),
    ({"content-type": "text/html"}, b"<html>502</html>", "refused", None),
    ({}, b'{"error":"invalid_scope","error_description":"No such scope."}', "No such scope.", "invalid_scope"),
    ({}, b'{"error":"invalid_scope"}', "invalid_scope", "invalid_scope"),
    ({}, b'{"error":{"httpStatusCode":400,"type":"InvalidParameter","details":[{"message":"a"},{"message":"b"}]}}',
     "a; b", "InvalidParameter"),
    ({}, b'{"error":{"type":"InvalidRequest","details":[{"message":null},7,{"message":"b"}]}}', "b", "InvalidRequest"),
    ({}, b'{"error":{"Type":"InvalidRequest","Details":null}}', "refused", "InvalidRequest"),
    ({}, b'{"httpStatusCode":400,"type":"InvalidOperation","message":"flat"}', "flat", "InvalidOperation"),
    ({}, b"{}", "refused", None),
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
    assert "add-on" in error(judge(call(), Reply(403, {}, b'{"error":{"type":"AddonMissing"}}'))).remedy
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
    assert isinstance(found, Answer) is (200 <= status < 300 and (status != 202 or "location" in headers))
    if isinstance(found, Again | Refusal | Renew):
        assert isinstance(found.why, ApiError)
        assert str(found.why)
    assert one.repeatable or not isinstance(found, Again) or status == 429
