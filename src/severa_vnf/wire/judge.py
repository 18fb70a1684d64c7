"""What a reply means: the only reading of status codes in this library."""

from __future__ import annotations

import re
from email.utils import parsedate_to_datetime
from typing import Any, Generic, TypeVar

from attrs import frozen

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
from severa_vnf.wire.call import Call, NoReply, Reply, segment
from severa_vnf.wire.decode import loads
from severa_vnf.wire.mismatch import Mismatch, shown

T = TypeVar("T")


@frozen
class Answer(Generic[T]):
    """It worked."""

    value: T


@frozen
class Again:
    """It was not carried out and may be sent again, after so many seconds (None: nobody said); else `why`."""

    after: float | None
    why: ApiError


@frozen
class Renew:
    """The token was refused. A new one may help, once."""

    why: AuthError


@frozen
class Later:
    """Visma.net took the work over and will tell how it went at this path."""

    path: str


@frozen
class Refusal:
    """It failed, and sending it again would not help or would do harm."""

    why: ApiError


Verdict = Answer[T] | Again | Renew | Later | Refusal


def judge(call: Call[T], reply: Reply | NoReply) -> Verdict[T]:
    """Read a reply.

    A call that only reads is sent again after any passing failure; one that writes only where the service has
    provably not done it: it was never received, or was turned away for the rate. What is left open is OutcomeUnknown.
    """
    if isinstance(reply, NoReply):
        return _silence(call, reply)
    if reply.status == 202 and "location" not in reply.headers:
        return _postponed(call, reply)
    if 200 <= reply.status < 300:
        return _read(call, reply)
    if reply.status == 404 and call.absent is not None:
        return _read(call, call.absent)
    return _failure(call, reply)


def _failure(call: Call[T], reply: Reply) -> Verdict[T]:
    where = _where(call, reply)
    text, code = _told(reply)
    if reply.status == 404:
        return Refusal(NotFound(text or "no such record", remedy="It may have been deleted.", **where))
    if reply.status == 401 or (call.login and reply.status in (400, 403)):
        refused = AuthError(text or "not authorised", code=code, remedy=CREDENTIAL, **where)
        return Refusal(refused) if call.login else Renew(refused)
    if reply.status == 403 and code != "AddonMissing":
        return Refusal(Forbidden(text or "forbidden", code=code, remedy=f"Grant {call.scope or 'the right'}.", **where))
    if reply.status == 429:
        wait = _seconds(reply)
        return Again(wait, RateLimited(text or "too many calls", retry_after=wait, remedy="Call less often.", **where))
    if reply.status < 500:
        return Refusal(Rejected(text or "refused", code=code, remedy=REMEDIES.get(reply.status, RECORD), **where))
    if call.repeatable:
        return Again(_seconds(reply), ServiceDown(text or "out of order", code=code, remedy=WAIT, **where))
    return Refusal(OutcomeUnknown(text or "out of order", code=code, remedy=LOOK, **where))


CREDENTIAL = "Check the client id, its secret and the company's approval of the application."
RECORD = "Mend the record that the message names."
WAIT = "The next run tries again."
LOOK = "Look whether it was done before sending it again."
REMEDIES = {
    403: "Switch the add-on on.",
    409: "Another change came first: read the record again.",
    412: "Another change came first: read the record again.",
}


def _silence(call: Call[Any], silence: NoReply) -> Again | Refusal:
    if call.repeatable or not silence.received:
        return Again(None, ServiceDown(silence.reason, remedy=WAIT, **call.where))
    return Refusal(OutcomeUnknown(silence.reason, remedy=LOOK, **call.where))


def _read(call: Call[T], reply: Reply) -> Answer[T] | Refusal:
    try:
        return Answer(call.read(reply))
    except Mismatch as fault:
        where = _where(call, reply)
        if call.creates:
            return Refusal(OutcomeUnknown(f"done, but the answer is unreadable: {fault}", remedy=LOOK, **where))
        return Refusal(Unreadable(str(fault), remedy="Report it: the API has changed, or a proxy answered.", **where))


def _postponed(call: Call[Any], reply: Reply) -> Later | Refusal:
    try:
        return Later(f"/v1/background/{segment(loads(reply.body)['id'])}")
    except (Mismatch, KeyError, TypeError):
        return Refusal(never_told(call, "taken over, it is not said where", **_where(call, reply)))


def never_told(call: Call[Any], how: str, **where: Any) -> ApiError:
    """What it means that a service took a call over and its end was never heard."""
    kind, remedy = (ServiceDown, WAIT) if call.repeatable else (OutcomeUnknown, LOOK)
    return kind(how, remedy=remedy, **call.where | where)


def _where(call: Call[Any], reply: Reply) -> dict[str, Any]:
    found = re.search(rb"VismaId: ([0-9a-fA-F-]{36})", reply.body[:2000])
    request_id = next((reply.headers[name] for name in ("ipp-request-id", "request-id") if name in reply.headers), None)
    if request_id is None and found:
        request_id = found[1].decode()
    return {**call.where, "status": reply.status, "request_id": request_id}


def _seconds(reply: Reply) -> float | None:
    """Retry-After, in either of its two forms; at a 429 without it the time until Visma.net's window ends."""
    told = reply.headers.get("retry-after") or reply.headers.get("x-ratelimit-reset" if reply.status == 429 else "", "")
    if told.isdecimal():
        return float(told)
    try:
        return max(0.0, (parsedate_to_datetime(told) - parsedate_to_datetime(reply.headers["date"])).total_seconds())
    except (KeyError, ValueError, TypeError, OverflowError):
        return None


def _told(reply: Reply) -> tuple[str, str | None]:
    """The service's own message and code, out of every shape that its errors are known to take."""
    kind = reply.headers.get("content-type", "")
    if not reply.body.strip() or "html" in kind:
        return "", None
    try:
        told = loads(reply.body)
    except Mismatch:
        return reply.body[:500].decode("utf-8", "replace").strip(), None
    if type(told) is not dict:
        return _text(told), None
    lower = {name.lower(): value for name, value in told.items()}
    if type(lower.get("error")) is dict:  # Severa, nested
        lower = {name.lower(): value for name, value in lower["error"].items()}
        details = lower.get("details")
        texts = [_text(one.get("message")) for one in details if type(one) is dict] if type(details) is list else []
        return _text("; ".join(text for text in texts if text)), _text(lower.get("type")) or None
    if "exceptionmessage" in lower:  # Visma.net's gateway
        code = lower.get("exceptionfaultcode") or lower.get("faultcode")
        return _text(lower["exceptionmessage"]), _text(code) or None
    message = lower.get("message") or lower.get("error_description") or lower.get("error")
    return _text(message), _text(lower.get("type") or lower.get("error")) or None


def _text(value: Any) -> str:
    if not value:
        return ""
    return value[:1000] if type(value) is str else shown(value)
