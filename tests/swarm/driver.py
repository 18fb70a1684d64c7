"""A third driver, beside the sync and the async one: it answers one question a step, so that hosts can be interleaved.

Lease keeping, clocks, the check of the company and what a lost lease means are `desk.Driver`'s, as in the other two;
tokens, pace and the last check before sending are `send.Sender`'s. Flows of one question run side by side, a step at
a time, in an order that is drawn; those of a sync host one after the other. Whatever ends a run but a BridgeError is a
failure of its world.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import timedelta
from typing import Any, TypeVar, assert_never

from severa_vnf.bridge import _Bridge
from severa_vnf.client import SEVERA_PACE
from severa_vnf.desk import Desk, Driver, nothing_replaces_it
from severa_vnf.errors import BridgeError, StoreConflict
from severa_vnf.flows import lease
from severa_vnf.flows.ask import (
    AnyQuestion,
    Commit,
    Flow,
    Hold,
    Legs,
    Now,
    Read,
    Relay,
    Scan,
    Send,
    Together,
    carried,
)
from severa_vnf.plan import Report
from severa_vnf.ports import MappingStore
from severa_vnf.send import Sender
from severa_vnf.wire.call import Call, NoReply, Reply
from severa_vnf.wire.exchange import Draw, Exchange, Login, Look, Pause, Transmit, exchange
from tests.swarm.network import Steps, Wire

T = TypeVar("T")

MOMENT = 0.05
"""Seconds between two looks whether somebody else is through."""


class SteppedSender(Sender):
    """Sends a step at a time: whatever others do meanwhile happens between two of them."""

    def __init__(self, wire: Wire, *details: Any) -> None:
        super().__init__(*details)
        self.longest = wire.longest
        self._wire = wire
        self._draw = wire.draw.random
        self.on_new_token: Callable[[], Steps[None]] | None = None
        self._logging_in = False
        self._queue = 0

    def send(self, call: Call[T], before: Any = None) -> Steps[T]:
        """Make a call; see `SyncSender.send`."""
        return self._run(exchange(call, self._retries), before)

    def _run(self, steps: Exchange[T], before: Any = None) -> Steps[T]:
        answer: Any = None
        while True:
            try:
                step = steps.send(answer)
            except StopIteration as done:
                value: T = done.value
                return value
            match step:
                case Transmit():
                    answer = yield from self._transmit(step, before)
                case Login():
                    answer = yield from self._log_in(step)
                case Look():
                    yield from self._look()
                    answer = None
                case Pause():
                    yield self._rest(step)
                    answer = None
                case Draw():
                    answer = self._draw()
                case _:
                    assert_never(step)

    def _transmit(self, step: Transmit, before: Any) -> Steps[Reply | NoReply]:
        if step.grant is not None:
            while seconds := self._turn(step.call):
                self._queue += 1  # who came first goes first: the others need not look until then
                yield seconds + (self._queue - 1) / SEVERA_PACE
                self._queue -= 1
            self._last_check(step.call, before)
            self.requests += 1
        sent = self.clock.now()
        reply = yield from self._wire.carry(self.account.outgoing(step.call, step.grant))
        return self._taken(step, reply, sent)

    def _look(self) -> Steps[None]:
        logins = self.logins
        if self.on_new_token is not None and self._looked != logins:
            yield from self.on_new_token()
            self._looked = logins

    def _log_in(self, step: Login) -> Steps[Any]:
        while self._logging_in:
            yield MOMENT
        self._logging_in = True
        try:
            if fresh := self._fresh(step.stale):
                return fresh
            return self._keep((yield from self._run(exchange(self.account.token, self._retries))))
        finally:
            self._logging_in = False


class SteppedDriver(Driver):
    """Answers one question after the other, with a step before each. `draw`: side by side, else one after the other."""

    def __init__(
        self, desk: Desk, store: MappingStore, senders: Mapping[str, SteppedSender], draw: random.Random | None
    ) -> None:
        super().__init__(desk, senders)
        self._store = store
        self._senders = senders
        self._chance = draw
        self._busy: set[str] = set()

    def work(self, flow: Callable[[], Flow[T]]) -> Steps[T]:
        """Run a flow under the lease; see `SyncDriver.work`."""
        with self._alone(), self._looking_out():
            self._held = yield from self.run(self._take())
            try:
                yield from self.run(self._look_round())
                result = yield from self.run(flow())
            except BridgeError:
                with nothing_replaces_it():
                    yield from self.run(self._ended())
                raise
            yield from self.run(self._ended())
            return result

    @contextmanager
    def _looking_out(self) -> Iterator[None]:
        for sender in self._senders.values():
            sender.on_new_token = lambda: self._alone_in("looking", self._look_round)
        try:
            yield
        finally:
            for sender in self._senders.values():
                sender.on_new_token = None

    def run(self, flow: Flow[T]) -> Steps[T]:
        """Answer a flow's questions until it ends."""
        answer: Any = None
        while True:
            try:
                question: Any = flow.send(answer)
            except StopIteration as done:
                value: T = done.value
                return value
            self._asked(question)
            yield 0.0
            try:
                answer = yield from self._answer(question)
            except BridgeError as error:
                answer = error
            self._answered(question, answer)

    def _answer(self, question: AnyQuestion) -> Steps[Any]:
        match question:
            case Send():
                yield from self._alone_in("renewing", self._keep)
                before = self._moments(question)["before"]
                return (yield from self._senders[question.call.system].send(question.call, before))
            case Read():
                return self._store.read(self._desk.tenant, question.space, question.keys)
            case Scan():
                return self._store.scan(self._desk.tenant, question.space, after=question.after)
            case Commit():
                return self._commit(question)
            case Now():
                return self._now()
            case Hold():
                yield from self._alone_in("renewing", self._keep)
                yield from self._alone_in("looking", self._look_round)
                return self._lease()
            case Together():
                return (yield from self._all([self.run(flow) for flow in question.flows]))
            case Relay():
                return (yield from self._relay(question.groups))
            case _:
                assert_never(question)

    def _commit(self, question: Commit) -> int:
        try:
            return self._store.commit(self._desk.tenant, self._writes(question))
        except StoreConflict as error:
            raise self._cause(error, self._store.read(self._desk.tenant, lease.SPACE, (lease.HOLDER,))) from error

    def _relay(self, groups: Sequence[Sequence[Legs[T]]]) -> Steps[list[T]]:
        """A sync host carries one after the other; else all first legs, the second ones by groups, all third ones."""
        if self._chance is None:
            return (yield from self._all([self.run(carried(legs)) for group in groups for legs in group]))
        seconds: Iterator[Any] = iter((yield from self._all([self.run(legs) for group in groups for legs in group])))
        thirds: list[Any] = []
        for group in groups:
            thirds += yield from self._all([self.run(next(seconds)) for _ in group])
        return (yield from self._all([self.run(third) for third in thirds]))

    def _all(self, runs: Sequence[Steps[T]]) -> Steps[list[T]]:
        """The results of all in order; the first error once all have ended."""
        clock: Any = self._desk.clock  # side by side goes by true time: this host's own clock may jump
        due = {place: clock.true.now() for place in range(len(runs))}
        results: dict[int, T] = {}
        errors: list[BridgeError] = []
        while due:
            now = clock.true.now()
            ready = [place for place, moment in due.items() if moment <= now]
            if self._chance is None:
                ready = [next(iter(due))]
            if not ready:
                yield (min(due.values()) - now).total_seconds()
                continue
            place = ready[0] if self._chance is None else self._chance.choice(ready)
            try:
                seconds = next(runs[place])
            except StopIteration as done:
                results[place] = done.value
                del due[place]
            except BridgeError as error:
                errors.append(error)
                del due[place]
            else:
                due[place] = now + timedelta(seconds=seconds)
                yield seconds if self._chance is None else 0.0
        if errors:
            raise errors[0]
        return [results[place] for place in range(len(runs))]

    def _alone_in(self, what: str, flow: Callable[[], Flow[None]]) -> Steps[None]:
        while what in self._busy:
            yield MOMENT
        self._busy.add(what)
        try:
            yield from self.run(flow())
        finally:
            self._busy.discard(what)


class SteppedBridge(_Bridge):
    """A bridge whose runs go on a step at a time."""

    def __init__(
        self, severa: SteppedSender, visma_net: SteppedSender, store: MappingStore, draw: Any, **details: Any
    ) -> None:
        super().__init__(severa, visma_net, **details)
        self._driver = SteppedDriver(self._desk, store, {"severa": severa, "vnf": visma_net}, draw)

    def sync(self, *streams: str, deadline: float | None = None, whole: bool = False) -> Steps[Report]:
        """See `Bridge.sync`."""
        before = self._count()
        return self._report((yield from self._driver.work(self._streams(streams, self._end(deadline), whole))), before)
