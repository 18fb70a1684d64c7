"""What each kind of trouble makes of a request: nothing is done, or it is done and the answer is bent."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta

from attrs import evolve

from severa_vnf.testing import bent_bytes, bent_rows
from severa_vnf.testing.exchange import AnswerLost, NotReceived, Reply, dumps
from severa_vnf.testing.kinds import Kind
from severa_vnf.testing.sight import Met, Sort

ELSEWHERE = "https://elsewhere.example"
"""The host that redirects, and the addresses of jobs that are not the service's own, lead to."""


def _page(status: int, text: str) -> Reply:
    return Reply(status, {"Content-Type": "text/html"}, f"<html><body>{text}</body></html>".encode())


def _gateway(status: int, text: str) -> Reply:
    return Reply(status, {"Content-Type": "application/json"}, dumps({"statusCode": status, "message": text}))


NOT_DONE: Mapping[Kind, Reply] = {
    Kind.SERVER_ERROR: Reply.empty(500),
    Kind.BAD_GATEWAY: _page(502, "502 Bad Gateway"),
    Kind.HTML_403: _page(403, "Access denied by policy"),
    Kind.HTML_404: _page(404, "404 Not Found"),
    Kind.GATEWAY_403: _gateway(403, "Forbidden"),
    Kind.GATEWAY_404: _gateway(404, "Resource not found"),
    Kind.HTML_200: _page(200, "Please sign in"),
}
"""What somebody on the way answers, who does not pass the request on."""

DONE: Mapping[Kind, Reply] = {
    Kind.COMMITTED_500: Reply.empty(500),
    Kind.COMMITTED_504: _page(504, "504 Gateway Timeout"),
    Kind.COMMITTED_408: Reply.empty(408),
    Kind.COMMITTED_499: Reply.empty(499),
    Kind.COMMITTED_401: Reply.empty(401),
    Kind.COMMITTED_403: _gateway(403, "Forbidden"),
    Kind.COMMITTED_404: _gateway(404, "Resource not found"),
}
"""What is answered in place of the truth, once the service has done what was asked."""


def _unreachable(met: Met) -> Reply:
    raise NotReceived(met.request.path)


def _too_many(met: Met) -> Reply:
    return Reply.of_text(met.simulator.too_many_text, 429)


def _too_many_for(met: Met) -> Reply:
    return Reply.of_text(met.simulator.too_many_text, 429, {"Retry-After": "1"})


def _validation(met: Met) -> Reply:
    return Reply.of_json(met.simulator.validation_error(), 500)


def _no_route(met: Met) -> Reply | None:
    return met.simulator.own_error(404, "There is no such route.") if met.sight.sort is Sort.CREATE else None


def _echo(met: Met) -> Reply:
    return met.simulator.own_error(400, _said(met))


def _echo_plain(met: Met) -> Reply:
    return Reply.of_text(_said(met), 500)


def _said(met: Met) -> str:
    request = met.request
    headers = " ".join(f"{name}: {value};" for name, value in request.headers.items())
    return f"Unhandled: {request.method} {request.path} {headers} {request.body.decode('utf-8', 'replace')}"


def _no_page(met: Met) -> Reply | None:
    return met.simulator.own_error(404, "There is no such page.") if met.sight.first else None


def _no_page_at_gateway(met: Met) -> Reply | None:
    return NOT_DONE[Kind.GATEWAY_404] if met.sight.first else None


def _first_again(met: Met) -> Reply | None:
    first = met.sight.first
    return met.simulator.answer(first) if first else None


def _other_record(met: Met) -> Reply | None:
    other = met.sight.other
    return met.simulator.answer(other) if other else None


def _accepted(met: Met) -> Reply:
    return met.simulator.accepted(met.request)


INSTEAD: Mapping[Kind, Callable[[Met], Reply | None]] = {
    Kind.UNREACHABLE: _unreachable,
    Kind.TOO_MANY: _too_many,
    Kind.TOO_MANY_RETRY_AFTER: _too_many_for,
    Kind.VALIDATION_500: _validation,
    Kind.ROUTE_404: _no_route,
    Kind.ECHO: _echo,
    Kind.ECHO_500: _echo_plain,
    Kind.LATER_PAGE_404: _no_page,
    Kind.LATER_PAGE_GATEWAY_404: _no_page_at_gateway,
    Kind.SAME_PAGE: _first_again,
    Kind.OTHER_RECORD: _other_record,
    Kind.ACCEPTED: _accepted,
}
"""What is answered without asking the service; None where the request is not of that sort."""


def _lost(met: Met, reply: Reply) -> Reply:
    raise AnswerLost(met.request.path)


def _too_many_now(met: Met, reply: Reply) -> Reply:
    return _too_many(met)


def _redirect(met: Met, reply: Reply) -> Reply:
    status = int(met.fault.kind.removeprefix("redirect "))
    return Reply.empty(status, {"Location": ELSEWHERE + met.request.path})


def _empty_create(met: Met, reply: Reply) -> Reply | None:
    return Reply.empty(201) if met.request.method == "POST" and reply.status == 201 else None


def _empty(met: Met, reply: Reply) -> Reply | None:
    asked = reply.status == 200 and met.sight.sort in (Sort.LIST, Sort.RECORD, Sort.FILE)
    return Reply.empty(200) if asked else None


def _garbage(met: Met, reply: Reply) -> Reply | None:
    return evolve(reply, body=b"\x00{not json") if met.request.method == "GET" else None


def _misnamed(met: Met, reply: Reply) -> Reply | None:
    return met.simulator.misnamed(met.request, reply)


def _shifted(met: Met, reply: Reply) -> Reply:
    return met.simulator.shifted(met.request, reply)


def _moved(met: Met, reply: Reply) -> Reply | None:
    return met.simulator.moved_job(reply, ELSEWHERE)


AFTER: Mapping[Kind, Callable[[Met, Reply], Reply | None]] = {
    Kind.ANSWER_LOST: _lost,
    Kind.COMMITTED_429: _too_many_now,
    Kind.REDIRECT_301: _redirect,
    Kind.REDIRECT_302: _redirect,
    Kind.REDIRECT_307: _redirect,
    Kind.EMPTY_CREATE: _empty_create,
    Kind.EMPTY_200: _empty,
    Kind.GARBAGE: _garbage,
    Kind.OTHER_LOCATION: _misnamed,
    Kind.SHIFT: _shifted,
    Kind.FOREIGN_JOB: _moved,
    **bent_rows.AFTER,
    **bent_bytes.AFTER,
}
"""What becomes of the service's answer; None, or the answer itself, where it is not of that sort."""

WHIMS: Mapping[Kind, str] = {
    Kind.STAMPED_AHEAD: "ahead",
    Kind.LAGGING_LIST: "lag",
    Kind.NOT_YET_READABLE: "unready",
}
"""The whim that the service has while it answers."""


def meet(met: Met) -> Reply:
    """Answer a request that meets a fault, which counts as fired where that makes a difference.

    Raises NotReceived or AnswerLost where there is no answer.
    """
    fired, kind = met.simulator.faults.fired, met.fault.kind
    try:
        reply, bent = _bent(met)
    except (NotReceived, AnswerLost):
        fired[kind] += 1
        raise
    if bent:
        fired[kind] += 1
    return reply


def _bent(met: Met) -> tuple[Reply, bool]:
    simulator, kind = met.simulator, met.fault.kind
    if kind in NOT_DONE:
        return NOT_DONE[kind], True
    if kind in INSTEAD:
        instead = INSTEAD[kind](met)
        return (simulator.answer(met.request), False) if instead is None else (instead, True)
    if kind in WHIMS:
        return _by_whim(met)
    reply = simulator.answer(met.request)
    if kind in AFTER:
        after = AFTER[kind](met, reply)
        return (reply, False) if after is None or after is reply else (after, True)
    return DONE.get(kind, reply), True


def _by_whim(met: Met) -> tuple[Reply, bool]:
    simulator, kind = met.simulator, met.fault.kind
    before = simulator.whims.used
    with simulator.whims.holding(WHIMS[kind], timedelta(seconds=met.fault.seconds)):
        reply = simulator.answer(met.request)
    return reply, simulator.whims.used > before
