"""How the service says no: its nested error shape, or nothing but a status."""

from __future__ import annotations

from typing import Any

from severa_vnf.testing.exchange import Reply

BODY, PATH, HEADER, PARAMETER = "RequestBody", "PathParameter", "RequestHeader", "UriParameter"


def error_body(status: int, kind: str, *messages: tuple[str, str, str | None]) -> dict[str, Any]:
    """The service's ExceptionModel: each message with the sort of place and the name of what it is about."""
    details = [
        {"message": message, "url": None, "location": {"type": place, "name": name, "identifier": None}}
        for message, place, name in messages
    ]
    return {"error": {"httpStatusCode": status, "type": kind, "details": details, "stack": None}}


class Refused(ValueError):
    """What the service refuses, with its answer."""

    def __init__(self, reply: Reply) -> None:
        super().__init__(reply.body.decode() or str(reply.status))
        self.reply = reply

    @classmethod
    def because(cls, status: int, kind: str, message: str, place: str = BODY, name: str | None = None) -> Refused:
        """One reason."""
        return cls.all(status, kind, [(message, place, name)])

    @classmethod
    def all(cls, status: int, kind: str, messages: list[tuple[str, str, str | None]]) -> Refused:
        """Every reason at once."""
        return cls(Reply.of_json(error_body(status, kind, *messages), status))


def not_found() -> Refused:
    """404, which the service answers without a body."""
    return Refused(Reply.empty(404))


def bad_parameter(name: str, message: str) -> Refused:
    """400 for a parameter of the query."""
    return Refused.because(400, "InvalidParameter", message, PARAMETER, name)


def bad_body(message: str, name: str | None = None) -> Refused:
    """400 for the body of the request."""
    return Refused.because(400, "InvalidRequest", message, BODY, name)


def not_allowed(message: str, name: str | None = None) -> Refused:
    """400 for what the record's state, or a rule of the service, does not allow."""
    return Refused.because(400, "InvalidOperation", message, BODY, name)
