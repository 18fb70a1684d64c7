"""The network between a host and a service: how long a request is on its way, and whether its answer comes in time."""

from __future__ import annotations

import random
from collections.abc import Callable, Generator
from datetime import timedelta
from typing import TypeVar
from urllib.parse import urlsplit

from attrs import define, field

from severa_vnf.testing.exchange import PIECES, AnswerLost, NotReceived, Request, pieces
from severa_vnf.testing.service import Service, taking
from severa_vnf.wire.account import Outgoing
from severa_vnf.wire.call import NoReply, Reply

T = TypeVar("T")

Steps = Generator[float, None, T]
"""What is done step by step: it yields for how many seconds it stands still, 0 where others may just have a turn."""
LONGEST = 30.0
"""Seconds after which a host gives a call up."""
SOON = (0.01, 0.3)
"""Seconds that a request, and its answer, are usually under way."""


@define
class Parcel:
    """A request under way. What its sender has given up, or died over, arrives all the same."""

    service: Service
    request: Request
    reply: Reply | NoReply = field(default=NoReply(received=True, reason="on its way"), init=False)
    delay: float = field(default=0.0, init=False)

    def arrive(self) -> None:
        """The service answers it."""
        try:
            reply = self.service.handle(self.request)
        except NotReceived:
            self.reply = NoReply(received=False, reason="unreachable")
        except AnswerLost:
            self.delay = LONGEST
        else:
            self.delay = reply.delay + (reply.head_drip + reply.body_drip) * PIECES
            if not reply.torn:
                headers = {name.lower(): value for name, value in reply.headers.items()}
                self.reply = Reply(reply.status, headers, reply.body)


@define
class Wire:
    """One host's way to one service. `post` gives a parcel to the scheduler; `late` is how often one dawdles."""

    service: Service
    draw: random.Random
    post: Callable[[Parcel, timedelta], None]
    late: float = 0.0
    latest: float = LONGEST
    """The most seconds that a parcel may be under way."""
    dawdled: Callable[[], None] = lambda: None
    longest: float = field(default=LONGEST, init=False)

    def carry(self, out: Outgoing) -> Steps[Reply | NoReply]:
        """Send it, and wait for its answer as long as a call may take."""
        parts = urlsplit(out.url)
        target = parts.path + (f"?{parts.query}" if parts.query else "")
        parcel = Parcel(self.service, Request.to(out.method, target, out.headers, out.body or b""))
        there = self._way(out) + taking(self.service, parcel.request) * len(pieces(parcel.request.body))
        self.post(parcel, timedelta(seconds=there))
        yield min(there, self.longest)
        if isinstance(parcel.reply, NoReply) and not parcel.reply.received:
            return parcel.reply
        back = max(parcel.delay, self.draw.uniform(*SOON))
        yield min(back, max(0.0, self.longest - there))
        if there + back > self.longest:
            return NoReply(received=True, reason="no answer in time")
        return parcel.reply

    def _way(self, out: Outgoing) -> float:
        """Seconds until it arrives."""
        if out.method == "GET" or self.draw.random() >= self.late:
            return self.draw.uniform(*SOON)
        self.dawdled()
        return self.draw.uniform(1, self.latest)
