"""Writing to a service while the lease holds, and not a moment longer."""

from __future__ import annotations

from typing import TypeVar

from severa_vnf.errors import LeaseLost
from severa_vnf.flows.ask import Flow, Hold, Send, ask
from severa_vnf.wire.call import Call

T = TypeVar("T")
TRIES = 12
"""Leases in a row under which nothing could be begun in time. Then it is no accident, and the run ends."""
TOO_SLOW = "this host is too slow for its lease: what it sends is not begun in time"


def write(call: Call[T]) -> Flow[T]:
    """Make a call that changes something. If it came too late for this lease it was not sent: hold on, and try again.

    A lease that another host has taken over ends the run: then `Hold` raises LeaseLost. So does a host that never
    begins in time.
    """
    for _ in range(TRIES):
        lease = yield from ask(Hold())
        try:
            return (yield from ask(Send(call, before=lease.last_start)))
        except LeaseLost:
            continue
    raise LeaseLost(TOO_SLOW)
