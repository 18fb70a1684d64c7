"""Two drivers, facing each other: what a flow asks is answered here, for a sync host and for an async one.

A driver works for one tenant. It holds the lease while a flow runs: every commit of the run checks it, every call that
changes something is made before it ends, and credentials that lead elsewhere change nothing at all.
"""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from typing import Any, TypeVar, assert_never

from attrs import frozen

from severa_vnf.errors import BridgeError, LeaseLost, SettingsError, StoreConflict
from severa_vnf.flows import lease
from severa_vnf.flows.ask import AnyQuestion, Commit, Flow, Hold, Lease, Now, Read, Scan, Send, Together
from severa_vnf.ports import AsyncMappingStore, Clock, MappingStore, Observer, Record, Write
from severa_vnf.send import AsyncSender, Sender, SyncSender

T = TypeVar("T")


@frozen
class Desk:
    """Whom a driver works for, and under which name. `look_round` checks where the credentials lead."""

    tenant: str
    host: str
    span: timedelta
    clock: Clock
    look_round: Callable[[], Flow[None]]
    observer: Observer | None = None


class Driver:
    """What both drivers know: whom they work for, the lease they hold, and with which tokens they have looked round."""

    def __init__(
        self,
        desk: Desk,
        senders: Mapping[str, Sender],
    ) -> None:
        self._desk = desk
        self._held: lease.Held | None = None
        self._at_work = False
        self._looked_with: tuple[int, ...] = ()
        self._all_senders = tuple(senders.values())
        self._longest = max(sender.longest for sender in self._all_senders)
        if desk.span.total_seconds() <= self._longest:
            raise SettingsError(
                [f"lease must be longer than a call may take ({self._longest:g} s by the clients' time-outs)"]
            )

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """One run at a time. A lease that an interrupted one has left is not the next one's: it takes its own."""
        if self._at_work:
            raise LeaseLost("this bridge is at work already")
        self._at_work, self._held = True, None
        try:
            yield
        finally:
            self._at_work = False

    def _writes(self, question: Commit) -> tuple[Write, ...]:
        """A run's writes, with the check that it still holds the lease."""
        return question.writes if self._held is None else (self._held.check(), *question.writes)

    def _cause(self, error: StoreConflict, holder: Mapping[str, Record]) -> BridgeError:
        """A commit that failed for the lease was not a conflict: the run is over."""
        lost = self._held is not None and holder[lease.HOLDER].version != self._held.fence
        return LeaseLost("another host took the lease over") if lost else error

    def _keep(self) -> Flow[None]:
        """Move the lease's end on where half of it is over, or what is left is too short for another call."""
        if self._held is None:
            return
        now, span = self._desk.clock.now(), self._desk.span
        if self._held.until - now < max(span / 2, self._longest * timedelta(seconds=1.01)):
            self._held = yield from lease.extend(self._held, now + span)

    def _look_round(self) -> Flow[None]:
        """Check where the credentials lead, once for each token."""
        if self._looked_with != self._logins() or 0 in self._looked_with:
            yield from self._desk.look_round()
            self._looked_with = self._logins()

    def _logins(self) -> tuple[int, ...]:
        return tuple(sender.logins for sender in self._all_senders)

    def _lease(self) -> Lease:
        if self._held is None:
            raise LeaseLost("nothing is written outside a run")
        return Lease(self._held.until, self._longest)

    def _asked(self, question: object) -> None:
        if self._desk.observer is not None:
            self._desk.observer.asked(question)

    def _answered(self, question: object, answer: object) -> None:
        if self._desk.observer is not None:
            self._desk.observer.answered(question, answer)


class SyncDriver(Driver):
    """Answers one question after the other."""

    def __init__(self, desk: Desk, store: MappingStore, senders: Mapping[str, SyncSender]) -> None:
        super().__init__(desk, senders)
        self._store = store
        self._senders = senders

    def work(self, flow: Callable[[], Flow[T]]) -> T:
        """Run a flow under the lease, and give the lease back when the flow has ended, well or badly."""
        with self._alone():
            self._held = self.run(lease.take(self._desk.host, self._desk.span))
            try:
                self.run(self._look_round())
                result = self.run(flow())
            except Exception:
                self.give_back()
                raise
            self.give_back()
            return result

    def give_back(self) -> None:
        """Give the lease back, if one is held."""
        if self._held is not None:
            self.run(lease.give_back(self._held, self._desk.clock.now()))
            self._held = None

    def run(self, flow: Flow[T]) -> T:
        """Answer a flow's questions until it ends."""
        answer: Any = None
        while True:
            try:
                question: Any = flow.send(answer)
            except StopIteration as done:
                value: T = done.value
                return value
            self._asked(question)
            try:
                answer = self._answer(question)
            except BridgeError as error:
                answer = error
            self._answered(question, answer)

    def _answer(self, question: AnyQuestion) -> Any:
        match question:
            case Send():
                self.run(self._keep())
                return self._senders[question.call.system].send(question.call, before=question.before)
            case Read():
                return self._store.read(self._desk.tenant, question.space, question.keys)
            case Scan():
                return self._store.scan(self._desk.tenant, question.space, after=question.after)
            case Commit():
                return self._commit(question)
            case Now():
                return self._desk.clock.now()
            case Hold():
                self.run(self._keep())
                self.run(self._look_round())
                return self._lease()
            case Together():
                return self._together(question)
            case _:
                assert_never(question)

    def _commit(self, question: Commit) -> int:
        try:
            return self._store.commit(self._desk.tenant, self._writes(question))
        except StoreConflict as error:
            raise self._cause(error, self._store.read(self._desk.tenant, lease.SPACE, (lease.HOLDER,))) from error

    def _together(self, question: Together[T]) -> list[T]:
        results, errors = [], []
        for flow in question.flows:
            try:
                results.append(self.run(flow))
            except BridgeError as error:
                errors.append(error)
        if errors:
            raise errors[0]
        return results


class AsyncDriver(Driver):
    """Answers the questions of many flows side by side."""

    def __init__(self, desk: Desk, store: MappingStore | AsyncMappingStore, senders: Mapping[str, AsyncSender]) -> None:
        super().__init__(desk, senders)
        self._store = store
        self._senders = senders
        self._renewing = asyncio.Lock()
        self._looking = asyncio.Lock()

    async def work(self, flow: Callable[[], Flow[T]]) -> T:
        """Run a flow under the lease, and give the lease back when the flow has ended, well or badly.

        A run that is cancelled leaves the lease to run out: what was under way may still arrive.
        """
        with self._alone():
            self._held = await self.run(lease.take(self._desk.host, self._desk.span))
            try:
                await self.run(self._look_round())
                result = await self.run(flow())
            except Exception:
                await self.give_back()
                raise
            await self.give_back()
            return result

    async def give_back(self) -> None:
        """Give the lease back, if one is held."""
        if self._held is not None:
            await self.run(lease.give_back(self._held, self._desk.clock.now()))
            self._held = None

    async def run(self, flow: Flow[T]) -> T:
        """Answer a flow's questions until it ends."""
        answer: Any = None
        while True:
            try:
                question: Any = flow.send(answer)
            except StopIteration as done:
                value: T = done.value
                return value
            self._asked(question)
            try:
                answer = await self._answer(question)
            except BridgeError as error:
                answer = error
            self._answered(question, answer)

    async def _answer(self, question: AnyQuestion) -> Any:
        match question:
            case Send():
                await self._alone_in(self._renewing, self._keep)
                return await self._senders[question.call.system].send(question.call, before=question.before)
            case Read():
                return await self._stored(self._store.read, question.space, question.keys)
            case Scan():
                return await self._stored(self._store.scan, question.space, after=question.after)
            case Commit():
                return await self._commit(question)
            case Now():
                return self._desk.clock.now()
            case Hold():
                await self._alone_in(self._renewing, self._keep)
                await self._alone_in(self._looking, self._look_round)
                return self._lease()
            case Together():
                return await self._together(question)
            case _:
                assert_never(question)

    async def _stored(self, verb: Callable[..., Any], *what: Any, **how: Any) -> Any:
        """A verb of the store: awaited, or in a thread where it may wait for a disk."""
        if getattr(self._store, "immediate", False):
            return verb(self._desk.tenant, *what, **how)
        if inspect.iscoroutinefunction(verb):
            return await verb(self._desk.tenant, *what, **how)
        return await asyncio.to_thread(verb, self._desk.tenant, *what, **how)

    async def _commit(self, question: Commit) -> int:
        try:
            version: int = await self._stored(self._store.commit, self._writes(question))
        except StoreConflict as error:
            raise self._cause(error, await self._stored(self._store.read, lease.SPACE, (lease.HOLDER,))) from error
        return version

    async def _together(self, question: Together[T]) -> list[T]:
        results = await asyncio.gather(*map(self.run, question.flows), return_exceptions=True)
        for result in results:
            if isinstance(result, BaseException):
                raise result
        return [result for result in results if not isinstance(result, BaseException)]

    async def _alone_in(self, lock: asyncio.Lock, flow: Callable[[], Flow[None]]) -> None:
        """What one of the flows does for all of them."""
        async with lock:
            await self.run(flow())
