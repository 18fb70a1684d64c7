"""Writing to a service while the lease holds, and not a moment longer."""

from __future__ import annotations

from typing import TypeVar

from severa_vnf.errors import LeaseLost
from severa_vnf.flows.ask import Flow, Hold, Send, ask
from severa_vnf.wire.call import Call

T = TypeVar("T")


def write(call: Call[T]) -> Flow[T]:
    """Make a call that changes something. If it came too late for this lease it was not sent: hold on, and try again.

    A lease that another host has taken over ends the run: then `Hold` raises LeaseLost.
    """
    while True:
        lease = yield from ask(Hold())
        try:
            return (yield from ask(Send(call, before=lease.last_start)))
        except LeaseLost:
            continue
