"""How Visma.net says no."""

from __future__ import annotations

from typing import Any, Literal

from severa_vnf.testing.exchange import Reply

Shape = Literal["message", "Message", "ipp", "text", "empty"]

VERBS = {"POST": "creating", "PUT": "updating", "DELETE": "deleting", "GET": "reading"}


class Refused(Exception):
    """A request that is not carried out. Nothing of it is kept."""

    def __init__(self, detail: str, status: int = 400) -> None:
        super().__init__(detail)
        self.detail = detail
        self.status = status


def message(detail: str, method: str, guid: str) -> dict[str, Any]:
    """The usual body of an error."""
    return {"message": f"VismaId: {guid}. Error {VERBS.get(method, 'handling')} document. Error: {detail}"}


def refusal(refused: Refused, method: str, guid: str, shape: Shape) -> Reply:
    """The answer to a refused request, in one of the shapes that the service and its gateway use."""
    text = message(refused.detail, method, guid)["message"]
    match shape:
        case "ipp":
            return Reply.of_json(ipp("12000", text, guid), refused.status)
        case "text":
            return Reply.of_text(text, refused.status)
        case "empty":
            return Reply.empty(refused.status)
        case _:
            return Reply.of_json({shape: text}, refused.status)


def ipp(code: str, text: str, guid: str) -> dict[str, str]:
    """The body that the gateway's own errors have."""
    return {
        "ExceptionType": "IPPException",
        "ExceptionMessage": text,
        "ExceptionFaultCode": code,
        "ExceptionMessageID": f"{code}_{guid}",
        "ExceptionDetails": "",
    }
