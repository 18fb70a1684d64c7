"""Two senders, facing each other: what an exchange asks for is answered here, for a sync host and for an async one.

A sender stands for one credential: its token, its pace and its count of exchanges are shared by all who call it.
"""

from __future__ import annotations

import asyncio
import random
import threading
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import nullcontext
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any, TypeVar, assert_never

from attrs import evolve

from severa_vnf.errors import LeaseLost, RateLimited
from severa_vnf.ports import AsyncTransport, Clock, Transport
from severa_vnf.wire.account import Account, Outgoing
from severa_vnf.wire.call import Call, NoReply, Reply
from severa_vnf.wire.exchange import LONGEST_WAIT, Draw, Exchange, Login, Look, Pause, Transmit, exchange
from severa_vnf.wire.mismatch import Undecodable
from severa_vnf.wire.pace import Pace
from severa_vnf.wire.paging import Paged, Walk
from severa_vnf.wire.scrub import scrubbed
from severa_vnf.wire.token import Grant

T = TypeVar("T")

_TICKS = partial(time.clock_gettime, time.CLOCK_BOOTTIME) if hasattr(time, "CLOCK_BOOTTIME") else time.monotonic
USUAL_TURN = 1.0
"""Seconds. A shorter wait is the own pace between calls, and no reason to end a run without its report."""


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """The present moment, in UTC."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Seconds that nobody sets; where the system tells, those of a suspended machine too."""
        return _TICKS()

    def sleep(self, seconds: float) -> None:
        """Wait."""
        time.sleep(seconds)

    async def asleep(self, seconds: float) -> None:
        """Wait, and let others work."""
        await asyncio.sleep(seconds)


class Steady:
    """A clock's time without its steps back: what is waited for by it comes, wherever the clock is set meanwhile."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._seen = self._now = clock.now()
        self._lock = threading.Lock()

    def now(self) -> datetime:
        """A moment that is never before the last one."""
        with self._lock:
            seen = self._clock.now()
            self._now += max(seen - self._seen, timedelta())
            self._seen = seen
            return self._now


class Sender:
    """What both senders remember of their credential."""

    def __init__(self, account: Account, pace: Pace, at_once: int | None, retries: int, clock: Clock | None) -> None:
        self.account = account
        self.clock: Clock = clock or SystemClock()
        self.requests = 0
        """Exchanges made so far, token requests left out."""
        self.logins = 0
        """Tokens obtained so far."""
        self.longest = 0.0
        """The most seconds that one sending may take."""
        self.date_difference: timedelta | None = None
        """How far the service's own time was ahead of the clock's, by the last answer that said it. None: none did."""
        self._steady = Steady(self.clock)
        self._pace = pace
        self._at_once = at_once
        self._retries = retries
        self._draw: Callable[[], float] = random.random
        self._grant: Grant | None = None
        self._renew_at = datetime.min.replace(tzinfo=UTC)
        self._looked = 0

    @property
    def granted(self) -> str:
        """The scopes that the last token holds, as the service lists them; empty before the first."""
        return self._grant.scope if self._grant else ""

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.account.root!r})"

    def _fresh(self, stale: Grant | None) -> Grant | None:
        """The token at hand, if it is good for another call."""
        good = self._grant is not stale and self._steady.now() < self._renew_at
        return self._grant if good else None

    def _keep(self, grant: Grant) -> Grant:
        self._grant, self._renew_at = grant, grant.renew_at(self._steady.now())
        self.logins += 1
        return grant

    def _rest(self, pause: Pause) -> float:
        if pause.everybody:
            self._pace.close(self._steady.now() + timedelta(seconds=pause.seconds))
        return pause.seconds

    def _is_time(self, seconds: float, until: datetime | None) -> bool:
        """Whether there is time to wait so long."""
        return until is None or self.clock.now() + timedelta(seconds=seconds) < until

    def _turn(self, call: Call[Any], until: datetime | None = None) -> float:
        """0.0: it may go; else how long to wait. Nobody is kept longer than a minute: RateLimited says how long."""
        seconds = self._pace.turn(self._steady.now())
        if seconds > LONGEST_WAIT or (seconds >= USUAL_TURN and not self._is_time(seconds, until)):
            remedy = "Nothing was sent. Call less often, or come again then."
            raise RateLimited("the budget of calls is spent", retry_after=seconds, remedy=remedy, **call.where)
        return seconds

    def _last_check(self, call: Call[Any], before: datetime | None) -> None:
        if before is not None and not call.repeatable and self.clock.now() >= before:
            raise LeaseLost("the lease would end before this call does; nothing was sent")

    def _outgoing(self, step: Transmit, before: datetime | None) -> Outgoing:
        out = self.account.outgoing(step.call, step.grant)
        return evolve(out, check=lambda: self._last_check(step.call, before)) if before is not None else out

    def _taken(self, step: Transmit, reply: Reply | NoReply, sent: datetime) -> Reply | NoReply:
        """What came back, with the service's budget and time noted, and without the secrets that it may echo."""
        if isinstance(reply, NoReply):
            return reply
        self._pace.heed(reply, self._steady.now())
        said = reply.said_at
        if said is not None:  # somewhere between sending and now, where both clocks agree
            now = self.clock.now()
            self.date_difference = said - min(max(said, min(sent, now)), max(sent, now))
        token = (step.grant.access_token,) if step.grant else ()
        return scrubbed(reply, (*self.account.secrets, *token))


class SyncSender(Sender):
    """Sends for a sync host. Threads may share it."""

    def __init__(self, transport: Transport, *details: Any) -> None:
        super().__init__(*details)
        self._transport = transport
        self.longest = transport.longest
        self.on_new_token: Callable[[], None] | None = None
        """Called before a write goes out on a token that no write went out on yet. What it raises stops the write."""
        self._login = threading.Lock()
        self._gate = threading.Lock()
        self._places = threading.Semaphore(self._at_once) if self._at_once else nullcontext()

    def send(self, call: Call[T], *, before: datetime | None = None, until: datetime | None = None) -> T:
        """Make a call. Raises ApiError. With `before` one that writes is sent before that moment or not: LeaseLost.

        After `until` nothing is tried again.
        """
        return self._run(exchange(call, self._retries), before, until)

    def iterate(self, paged: Paged[T]) -> Iterator[T | Undecodable]:
        """Read a list page by page, as its rows are asked for."""
        walk = Walk(paged)
        while walk.call is not None:
            yield from walk.take(self.send(walk.call))

    def _run(self, steps: Exchange[T], before: datetime | None, until: datetime | None) -> T:
        answer: Any = None
        while True:
            try:
                step = steps.send(answer)
            except StopIteration as done:
                value: T = done.value
                return value
            match step:
                case Transmit():
                    answer = self._transmit(step, before, until)
                case Login():
                    answer = self._log_in(step, until)
                case Look():
                    self._look()
                    answer = None
                case Pause():
                    answer = self._is_time(seconds := self._rest(step), until)
                    if answer:
                        self.clock.sleep(seconds)
                case Draw():
                    answer = self._draw()
                case _:
                    assert_never(step)

    def _transmit(self, step: Transmit, before: datetime | None, until: datetime | None) -> Reply | NoReply:
        out = self._outgoing(step, before)
        with self._places:
            if step.grant is not None:
                self._pass_gate(step.call, before, until)
            sent = self.clock.now()
            reply = self._transport.send(out)
        return self._taken(step, reply, sent)

    def _look(self) -> None:
        logins = self.logins
        if self.on_new_token is not None and self._looked != logins:
            self.on_new_token()
            self._looked = logins

    def _pass_gate(self, call: Call[Any], before: datetime | None, until: datetime | None) -> None:
        with self._gate:  # one waits for its turn, the others queue behind it
            while seconds := self._turn(call, until):
                self.clock.sleep(seconds)
            self._last_check(call, before)
            self.requests += 1

    def _log_in(self, step: Login, until: datetime | None) -> Grant:
        with self._login:
            if (fresh := self._fresh(step.stale)) is not None:
                return fresh
            return self._keep(self._run(exchange(self.account.token, self._retries), None, until))


class AsyncSender(Sender):
    """Sends for an async host. Tasks of one event loop may share it."""

    def __init__(self, transport: AsyncTransport, *details: Any) -> None:
        super().__init__(*details)
        self._transport = transport
        self.longest = transport.longest
        self.on_new_token: Callable[[], Awaitable[None]] | None = None
        """Called before a write goes out on a token that no write went out on yet. What it raises stops the write."""
        self._login = asyncio.Lock()
        self._gate = asyncio.Lock()
        self._places = asyncio.Semaphore(self._at_once) if self._at_once else nullcontext()

    async def send(self, call: Call[T], *, before: datetime | None = None, until: datetime | None = None) -> T:
        """Make a call. Raises ApiError. With `before` one that writes is sent before that moment or not: LeaseLost.

        After `until` nothing is tried again.
        """
        return await self._run(exchange(call, self._retries), before, until)

    async def iterate(self, paged: Paged[T]) -> AsyncIterator[T | Undecodable]:
        """Read a list page by page, as its rows are asked for."""
        walk = Walk(paged)
        while walk.call is not None:
            for row in walk.take(await self.send(walk.call)):
                yield row

    async def _run(self, steps: Exchange[T], before: datetime | None, until: datetime | None) -> T:
        answer: Any = None
        while True:
            try:
                step = steps.send(answer)
            except StopIteration as done:
                value: T = done.value
                return value
            match step:
                case Transmit():
                    answer = await self._transmit(step, before, until)
                case Login():
                    answer = await self._log_in(step, until)
                case Look():
                    await self._look()
                    answer = None
                case Pause():
                    answer = self._is_time(seconds := self._rest(step), until)
                    if answer:
                        await self.clock.asleep(seconds)
                case Draw():
                    answer = self._draw()
                case _:
                    assert_never(step)

    async def _transmit(self, step: Transmit, before: datetime | None, until: datetime | None) -> Reply | NoReply:
        out = self._outgoing(step, before)
        async with self._places:
            if step.grant is not None:
                await self._pass_gate(step.call, before, until)
            sent = self.clock.now()
            reply = await self._transport.send(out)
        return self._taken(step, reply, sent)

    async def _look(self) -> None:
        logins = self.logins
        if self.on_new_token is not None and self._looked != logins:
            await self.on_new_token()
            self._looked = logins

    async def _pass_gate(self, call: Call[Any], before: datetime | None, until: datetime | None) -> None:
        async with self._gate:  # one waits for its turn, the others queue behind it
            while seconds := self._turn(call, until):
                await self.clock.asleep(seconds)
            self._last_check(call, before)
            self.requests += 1

    async def _log_in(self, step: Login, until: datetime | None) -> Grant:
        async with self._login:
            if (fresh := self._fresh(step.stale)) is not None:
                return fresh
            return self._keep(await self._run(exchange(self.account.token, self._retries), None, until))
