"""What the way does to the bytes of an answer: it is late, comes in drops, or half of it is missing."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from attrs import evolve

from severa_vnf.testing.exchange import Reply
from severa_vnf.testing.kinds import Kind
from severa_vnf.testing.sight import Met


def _slow(met: Met, reply: Reply) -> Reply:
    return evolve(reply, delay=met.fault.seconds)


def _drip_head(met: Met, reply: Reply) -> Reply:
    return evolve(reply, head_drip=met.fault.seconds)


def _drip_body(met: Met, reply: Reply) -> Reply | None:
    return evolve(reply, body_drip=met.fault.seconds) if reply.body else None


def _torn(met: Met, reply: Reply) -> Reply | None:
    return evolve(reply, torn=True) if reply.body else None


def _half(met: Met, reply: Reply) -> Reply | None:
    return evolve(reply, body=reply.body[: len(reply.body) // 2]) if reply.body else None


def _partial(met: Met, reply: Reply) -> Reply | None:
    if met.request.method != "GET" or reply.status != 200 or not reply.body:
        return None
    part, whole = reply.body[: len(reply.body) // 2], len(reply.body)
    span = f"bytes 0-{max(len(part) - 1, 0)}/{whole}"
    return evolve(reply, status=206, body=part, headers={**reply.headers, "Content-Range": span})


AFTER: Mapping[Kind, Callable[[Met, Reply], Reply | None]] = {
    Kind.SLOW: _slow,
    Kind.DRIP_HEAD: _drip_head,
    Kind.DRIP_BODY: _drip_body,
    Kind.TORN: _torn,
    Kind.HALF_BODY: _half,
    Kind.PARTIAL_206: _partial,
}
