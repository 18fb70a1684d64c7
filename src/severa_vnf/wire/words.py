"""A failed reply's origin, and what it says: the only reading of the shapes that errors take."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from attrs import frozen

from severa_vnf.wire.call import Call, Reply
from severa_vnf.wire.decode import loads
from severa_vnf.wire.mismatch import Mismatch, shown

SPEAKING = {"severa": {403, 404, 405, 409, 412}, "vnf": {403, 405, 409, 412}}
"""Statuses that say all by themselves: the service leaves the body of such an answer empty."""

FOREIGN = {"statuscode", "status", "timestamp", "title"}
"""What stands beside the message in the errors of gateways and frameworks, and in none of Visma.net's."""

EXCEPTION = {"httpstatuscode", "type", "details"}
"""Of which Severa's error has one at least."""


@frozen
class Words:
    """What a failed reply says. `own`: in the service's own form, so that it is the service who says so."""

    own: bool
    text: str = ""
    code: str | None = None


def words(call: Call[Any], reply: Reply) -> Words:
    """Read a failed reply. A page for browsers is nobody's statement; of plain text only the text is kept."""
    if is_page(reply):
        return Words(False)
    if not reply.body.strip():
        return Words(reply.status in SPEAKING[call.system])
    try:
        told = loads(reply.body)
    except Mismatch:
        return Words(False, reply.body[:500].decode("utf-8", "replace").strip())
    if type(told) is not dict:
        return Words(False, _text(told))
    lower = _lower(told)
    return Words(_own(call, lower), *_told(lower))


def is_page(reply: Reply) -> bool:
    """Whether it is a page for a browser: whoever sent it, it was not the service's API."""
    return "html" in reply.headers.get("content-type", "").lower() or reply.body.lstrip()[:1] == b"<"


def _own(call: Call[Any], told: Mapping[str, Any]) -> bool:
    if call.login and type(told.get("error")) is str:  # OAuth's
        return not FOREIGN & told.keys()
    if call.system == "severa":
        error = told.get("error")
        return bool(EXCEPTION & _lower(error).keys()) if type(error) is dict else "httpstatuscode" in told
    if "exceptionmessage" in told:
        return True
    return type(told.get("message")) is str and not FOREIGN & told.keys()


def _told(told: Mapping[str, Any]) -> tuple[str, str | None]:
    if type(told.get("error")) is dict:  # Severa, nested
        error = _lower(told["error"])
        details = error.get("details")
        texts = [_text(one.get("message")) for one in details if type(one) is dict] if type(details) is list else []
        return _text("; ".join(text for text in texts if text)), _text(error.get("type")) or None
    if "exceptionmessage" in told:  # Visma.net's gateway
        code = told.get("exceptionfaultcode") or told.get("faultcode")
        return _text(told["exceptionmessage"]), _text(code) or None
    message = told.get("message") or told.get("error_description") or told.get("error")
    return _text(message), _text(told.get("type") or told.get("error")) or None


def _lower(told: Mapping[str, Any]) -> dict[str, Any]:
    return {name.lower(): value for name, value in told.items()}


def _text(value: Any) -> str:
    if not value:
        return ""
    return value[:1000] if type(value) is str else shown(value)
