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
from severa_vnf.wire.call import Call, Ceiling, NoReply, Reply, segment
from severa_vnf.wire.decode import loads
from severa_vnf.wire.mismatch import Mismatch
from severa_vnf.wire.words import Words, is_page, words

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
    """Read a reply. What may be believed hangs on its origin: only the service itself can say "not there" or "refused".

    `own`: in the service's own form; all else (a page for browsers, a gateway's JSON, plain text) is foreign. A call
    reads, makes (a POST whose path names no parent), changes (all else), or logs in.

    | status         | own: reads    | makes    | changes   | logs in   | foreign: reads | writes  | logs in |
    |----------------|---------------|----------|-----------|-----------|----------------|---------|---------|
    | 2xx            | answer        | answer   | answer    | answer    | Unreadable     | unknown | Unreadable |
    | 400            | Rejected      | Rejected | Rejected  | AuthError | again          | unknown | again   |
    | other 4xx      | Rejected      | Rejected | Rejected  | again     | again          | unknown | again   |
    | 401            | renew         | renew    | renew     | AuthError | renew          | renew   | AuthError |
    | 403            | Forbidden     | Forbidden| Forbidden | AuthError | down           | unknown | down    |
    | 404            | NotFound      | down     | NotFound  | again     | again          | unknown | again   |
    | 404, later page| Unreadable    |          |           |           | again          |         |         |
    | 408, 425, 499  | again         | unknown  | unknown   | again     | again          | unknown | again   |
    | 413, 414, 431  | Rejected      | Rejected | Rejected  | again     | Rejected       | Rejected| again   |
    | 429            | again         | again    | again     | again     | again          | again   | again   |
    | 5xx and above  | again         | unknown  | unknown   | again     | again          | unknown | again   |
    | 1xx, 3xx       | down          | unknown  | unknown   | down      | down           | unknown | down    |

    "again" is sent once more, and ServiceDown in the end (429: RateLimited); "down" is ServiceDown at once; "unknown"
    is OutcomeUnknown. A 429 or 401 turns a call away before anything is done, whoever in front of the service says it;
    so does one that calls the request too large.
    """
    if isinstance(reply, NoReply):
        return _silence(call, reply)
    if call.largest is None and len(reply.body) > call.ceiling:
        return Refusal(_too_large(call, reply))
    if reply.status == 202 and "location" not in reply.headers:
        return _postponed(call, reply)
    if 200 <= reply.status < 300:
        return _read(call, reply)
    return _failure(call, reply, words(call, reply))


def _failure(call: Call[T], reply: Reply, said: Words) -> Verdict[T]:
    where = _where(call, reply) | {"code": said.code}
    status, text = reply.status, said.text
    if status == 401 or (call.login and said.own and status in REFUSES_LOGIN):
        refused = AuthError(text or "not authorised", remedy=CREDENTIAL, **where)
        return Refusal(refused) if call.login else Renew(refused)
    if status == 429:
        wait = _seconds(reply)
        return Again(wait, RateLimited(text or "too many calls", retry_after=wait, remedy="Call less often.", **where))
    if status == 404 and said.own and not call.login:
        return _missing(call, text, where)
    if status in TOO_LARGE and not call.login:
        return Refusal(
            Rejected(text or "too large", remedy="Nothing was done: it is too large to be taken in.", **where)
        )
    if said.own and 400 <= status < 500 and status not in UNDER_WAY and not call.login:
        return Refusal(_refused(call, text, where))
    if not call.repeatable:
        return Refusal(OutcomeUnknown(text or NO_STATEMENT, remedy=LOOK, **where))
    down = ServiceDown(text or NO_STATEMENT, remedy=WAIT, **where)
    return Again(_seconds(reply), down) if status >= 400 and status not in STANDING else Refusal(down)


def _missing(call: Call[T], text: str, where: dict[str, Any]) -> Verdict[T]:
    if call.later:
        return Refusal(Unreadable(text or "a later page is not there", remedy=WAIT, **where))
    if call.absent is not None:
        return _read(call, call.absent)
    if call.creates and not call.of_parent:
        return Refusal(ServiceDown(text or "the way to create it is not there", remedy=WAIT, **where))
    return Refusal(NotFound(text or "no such record", remedy="It may have been deleted.", **where))


def _refused(call: Call[Any], text: str, where: dict[str, Any]) -> ApiError:
    status = where["status"]
    if status == 403 and where["code"] != "AddonMissing":
        return Forbidden(text or "forbidden", remedy=f"Grant {call.scope or 'the right'}.", **where)
    return Rejected(text or "refused", remedy=REMEDIES.get(status, RECORD), **where)


LONGEST_ID = 200
REFUSES_LOGIN = (400, 403)
UNDER_WAY = (408, 425, 499)
"""Somebody gave up waiting for the service: what it does meanwhile is not said."""
TOO_LARGE = (413, 414, 431)
STANDING = (403,)
"""What a firewall says once it says again."""
NO_STATEMENT = "no answer of the service's own"
CREDENTIAL = "Check the client id, its secret and the company's approval of the application."
RECORD = "Mend the record that the message names."
REPORT = "Report it: the API has changed, or a proxy answered."
WAIT = "The next run tries again."
LOOK = "Look whether it was done before sending it again."
REMEDIES = {
    403: "Switch the add-on on.",
    409: "Another change came first: read the record again.",
    412: "Another change came first: read the record again.",
}


def _silence(call: Call[Any], silence: NoReply) -> Again | Refusal:
    if silence.received and not call.repeatable:
        return Refusal(OutcomeUnknown(silence.reason, remedy=LOOK, **call.where))
    down = ServiceDown(silence.reason, remedy=silence.remedy or WAIT, **call.where)
    return Refusal(down) if silence.remedy else Again(None, down)


def _read(call: Call[T], reply: Reply) -> Answer[T] | Refusal:
    try:
        if not call.repeatable and is_page(reply):
            raise Mismatch("", "an answer of the service", "a page for a browser")
        return Answer(call.read(reply))
    except Mismatch as fault:
        where = _where(call, reply)
        if not call.repeatable:
            return Refusal(OutcomeUnknown(f"done, but the answer is unreadable: {fault}", remedy=LOOK, **where))
        return Refusal(Unreadable(str(fault), remedy=REPORT, **where))


def _too_large(call: Call[Any], reply: Reply) -> ApiError:
    what = f"the answer is larger than {call.ceiling >> 20} MiB, the most that a {call.ceiling.name.lower()} may have"
    if not call.repeatable:
        return OutcomeUnknown(what, remedy=LOOK, **_where(call, reply))
    remedy = "Set attachment_limit: a larger file is then left out." if call.ceiling is Ceiling.FILE else REPORT
    return Unreadable(what, remedy=remedy, **_where(call, reply))


def _postponed(call: Call[Any], reply: Reply) -> Later | Refusal:
    try:
        work = loads(reply.body)["id"]
    except (Mismatch, KeyError, TypeError):
        work = None
    if call.login or type(work) is not str or not 0 < len(work) <= LONGEST_ID:
        return Refusal(never_told(call, "taken over, it is not said where", **_where(call, reply)))
    return Later(f"/v1/background/{segment(work)}")


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
