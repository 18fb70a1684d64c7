"""Two drivers, facing each other: what a flow asks is answered here, for a sync host and for an async one.

A driver works for one tenant. It holds the lease while a flow runs: every commit of the run checks it, every call that
changes something is made before it ends, and credentials that lead elsewhere change nothing at all.
"""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import Callable, Coroutine, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import datetime
from functools import partial
from typing import Any, TypeVar, assert_never

from severa_vnf.desk import Desk, Driver, nothing_replaces_it
from severa_vnf.errors import BridgeError, StoreConflict
from severa_vnf.flows import lease
from severa_vnf.flows.ask import AnyQuestion, Commit, Flow, Hold, Legs, Now, Read, Relay, Scan, Send, Together, carried
from severa_vnf.ports import AsyncMappingStore, MappingStore
from severa_vnf.send import AsyncSender, SyncSender
from severa_vnf.values import exact

T = TypeVar("T")

AT_ONCE = 100
"""How many first legs of a relay are under way: one that is sent again does not queue behind all the others."""
ABREAST = 12
"""How many flows of one question run side by side: enough for any pace, and few for others to queue behind."""


class SyncDriver(Driver):
    """Answers one question after the other."""

    def __init__(self, desk: Desk, store: MappingStore, senders: Mapping[str, SyncSender]) -> None:
        super().__init__(desk, senders)
        self._store = store
        self._senders = senders

    def work(self, flow: Callable[[], Flow[T]], until: datetime | None = None) -> T:
        """Run a flow under the lease, and give the lease back when the flow has ended, well or badly.

        A run that is interrupted leaves the lease to run out: what was under way may still arrive. After `until` no
        call is tried again.
        """
        with self._alone(until), self._looking_out():
            self._held = self.run(self._take())
            try:
                self.run(self._look_round())
                result = self.run(flow())
            except BaseException as error:
                if not self._leaves(error):
                    with nothing_replaces_it():
                        self._end()
                raise
            self._end()
            return result

    @contextmanager
    def _looking_out(self) -> Iterator[None]:
        """Have a token that is new in mid-run looked at before anything is written with it."""
        for sender in self._senders.values():
            sender.on_new_token = lambda: self.run(self._look_round())
        try:
            yield
        finally:
            for sender in self._senders.values():
                sender.on_new_token = None

    def _end(self) -> None:
        self.run(self._ended())
        if (checkpoint := getattr(self._store, "checkpoint", None)) is not None:
            checkpoint()

    def run(self, flow: Flow[T]) -> T:
        """Answer a flow's questions until it ends."""
        with exact():
            return self._run(flow)

    def _run(self, flow: Flow[T]) -> T:
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
                with self._under_way():
                    return self._senders[question.call.system].send(question.call, **self._moments(question))
            case Read():
                return self._store.read(self._desk.tenant, question.space, question.keys)
            case Scan():
                return self._store.scan(self._desk.tenant, question.space, after=question.after)
            case Commit():
                return self._commit(question)
            case Now():
                return self._now()
            case Hold():
                self.run(self._keep())
                self.run(self._look_round())
                return self._lease()
            case Together():
                return self._together(question)
            case Relay():
                return self._relay(question)
            case _:
                assert_never(question)

    def _commit(self, question: Commit) -> int:
        try:
            with self._under_way():
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

    def _relay(self, question: Relay[T]) -> list[T]:
        """Group after group, and in each one after the other, all three legs at once."""
        results: list[T] = []
        for group in question.groups:
            results += self._together(Together(tuple(map(carried, group))))
        return results


class _Turns:
    """Whose turn it is in a relay: a group's comes when all of the group before it have left."""

    def __init__(self, sizes: list[int]) -> None:
        self.trouble: BaseException | None = None
        self._left = sizes
        self._now = 0
        self._turns = [asyncio.Event() for _ in sizes]
        self._turns[0].set()

    async def come(self, group: int) -> None:
        """Wait for the group's turn. Raises the trouble that another one met."""
        await self._turns[group].wait()
        if self.trouble is not None:
            raise self.trouble

    def leave(self, group: int) -> None:
        """One of the group is through, well or badly."""
        self._left[group] -= 1
        while self._now + 1 < len(self._left) and not self._left[self._now]:
            self._now += 1
            self._turns[self._now].set()


class _Home:
    """The event loop in which a bridge was used first; its connections belong to it."""

    def __init__(self) -> None:
        self._loop: asyncio.AbstractEventLoop | None = None

    def enter(self) -> None:
        """Raise BridgeError in another one."""
        self._loop = self._loop or asyncio.get_running_loop()
        if self._loop is not asyncio.get_running_loop():
            raise BridgeError("this bridge belongs to another event loop: make one, with clients of its own, for each")


class AsyncDriver(Driver):
    """Answers the questions of many flows side by side. One that stands `beside` another is of the same bridge."""

    def __init__(
        self,
        desk: Desk,
        store: MappingStore | AsyncMappingStore,
        senders: Mapping[str, AsyncSender],
        beside: AsyncDriver | None = None,
    ) -> None:
        super().__init__(desk, senders)
        self._home: _Home = beside._home if beside else _Home()
        self._store = store
        self._senders = senders
        self._renewing = asyncio.Lock()
        self._looking = asyncio.Lock()

    async def work(self, flow: Callable[[], Flow[T]], until: datetime | None = None) -> T:
        """Run a flow under the lease, and give the lease back when the flow has ended, well or badly.

        A run that is interrupted leaves the lease to run out: what was under way may still arrive. After `until` no
        call is tried again.
        """
        with self._alone(until), self._looking_out():
            self._held = await self.run(self._take())
            try:
                await self.run(self._look_round())
                result = await self.run(flow())
            except BaseException as error:
                if not self._leaves(error):
                    with nothing_replaces_it():
                        await self._end()
                raise
            await self._end()
            return result

    @contextmanager
    def _looking_out(self) -> Iterator[None]:
        """Have a token that is new in mid-run looked at before anything is written with it."""
        for sender in self._senders.values():
            sender.on_new_token = lambda: self._alone_in(self._looking, self._look_round)
        try:
            yield
        finally:
            for sender in self._senders.values():
                sender.on_new_token = None

    async def _end(self) -> None:
        await self.run(self._ended())
        if (checkpoint := getattr(self._store, "checkpoint", None)) is not None:
            await self._stored(checkpoint)

    async def run(self, flow: Flow[T]) -> T:
        """Answer a flow's questions until it ends. BridgeError in another event loop than the first one's."""
        self._home.enter()
        with exact():
            return await self._run(flow)

    async def _run(self, flow: Flow[T]) -> T:
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
                with self._under_way():
                    return await self._senders[question.call.system].send(question.call, **self._moments(question))
            case Read():
                return await self._stored(self._store.read, self._desk.tenant, question.space, question.keys)
            case Scan():
                return await self._stored(self._store.scan, self._desk.tenant, question.space, after=question.after)
            case Commit():
                return await self._commit(question)
            case Now():
                return self._now()
            case Hold():
                await self._alone_in(self._renewing, self._keep)
                await self._alone_in(self._looking, self._look_round)
                return self._lease()
            case Together():
                return await self._together(question)
            case Relay():
                return await self._relay(question)
            case _:
                assert_never(question)

    async def _stored(self, verb: Callable[..., Any], *what: Any, **how: Any) -> Any:
        """A verb of the store: awaited, or in a thread where it may wait for a disk."""
        if getattr(self._store, "immediate", False):
            return verb(*what, **how)
        if inspect.iscoroutinefunction(verb):
            return await verb(*what, **how)
        return await asyncio.to_thread(verb, *what, **how)

    async def _commit(self, question: Commit) -> int:
        commit = self._stored(self._store.commit, self._desk.tenant, self._writes(question))
        try:
            with self._under_way():
                version: int = await _to_its_end(commit)
        except StoreConflict as error:
            asked = self._stored(self._store.read, self._desk.tenant, lease.SPACE, (lease.HOLDER,))
            raise self._cause(error, await asked) from error
        return version

    async def _together(self, question: Together[T]) -> list[T]:
        few = asyncio.Semaphore(ABREAST)

        async def run(flow: Flow[T]) -> T:
            async with few:
                return await self.run(flow)

        return await self._all(partial(run, flow) for flow in question.flows)

    async def _relay(self, question: Relay[T]) -> list[T]:
        few, turns = asyncio.Semaphore(AT_ONCE), _Turns([len(group) for group in question.groups])

        async def carry(legs: Legs[T], group: int) -> T:
            try:
                async with few:
                    second = await self.run(legs)
                await turns.come(group)
                third = await self.run(second)
            except BaseException as error:
                turns.trouble = turns.trouble or error
                raise
            finally:
                turns.leave(group)
            return await self.run(third)

        groups = enumerate(question.groups)
        return await self._all(partial(carry, legs, place) for place, group in groups for legs in group)

    async def _all(self, runs: Iterable[Callable[[], Coroutine[Any, Any, T]]]) -> list[T]:
        """Wait for all. One that fails lets the others finish, an interruption stops them; none outlives this."""
        interruptions: list[BaseException] = []

        async def watched(run: Callable[[], Coroutine[Any, Any, T]]) -> T:
            try:
                return await run()
            except Exception:
                raise
            except BaseException as error:
                interruptions.append(error)
                if len(interruptions) == 1:
                    for task in tasks:
                        task.cancel()
                raise

        tasks = [asyncio.ensure_future(watched(run)) for run in runs]
        await asyncio.gather(*tasks, return_exceptions=True)
        if interruptions:
            raise interruptions[0]
        return [task.result() for task in tasks]  # an error that a flow gives as its result is no error of the flow

    async def _alone_in(self, lock: asyncio.Lock, flow: Callable[[], Flow[None]]) -> None:
        """What one of the flows does for all of them."""
        async with lock:
            await self.run(flow())


async def _to_its_end(work: Coroutine[Any, Any, T]) -> T:
    """Finish it, however often somebody cancels meanwhile; only then the cancellation goes on."""
    task = asyncio.ensure_future(work)
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        while not task.done():
            with suppress(asyncio.CancelledError):
                await asyncio.wait((task,))
        task.cancelled() or task.exception()  # nobody hears of it: the run has ended for another reason
        raise
