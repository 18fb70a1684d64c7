"""Start reading here: a bridge joins one Severa organisation with one Visma.net company.

What it does stands in `flows`, as procedures that ask; here each is given a driver, a lease and a report.
"""

from __future__ import annotations

import inspect
import re
import uuid
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, timedelta
from types import TracebackType
from typing import TYPE_CHECKING, Self

from severa_vnf import flows
from severa_vnf.plan import Explained, Findings, Plan, Reconciled, Rehearsed, Report
from severa_vnf.ports import AsyncMappingStore, Clock, MappingStore, Observer
from severa_vnf.send import AsyncSender, Sender, SyncSender
from severa_vnf.settings import Settings
from severa_vnf.values import Guid

if TYPE_CHECKING:
    from severa_vnf.desk import Driver
    from severa_vnf.drive import AsyncDriver, SyncDriver
    from severa_vnf.flows.ask import Flow
    from severa_vnf.flows.costs.repair import CostLink
    from severa_vnf.flows.memory import Gap, Link
    from severa_vnf.flows.problems import Entry
    from severa_vnf.flows.registers.link import RecordLink
    from severa_vnf.flows.result import Result


class _Bridge:
    """What both bridges know.

    `_driver` works under the lease, one run at a time; `_reader` reads, beside it and from any thread.
    """

    _driver: Driver

    def __init__(
        self,
        severa: Sender,
        visma_net: Sender,
        settings: Settings | None,
        tenant: str,
        clock: Clock | None,
        observer: Observer | None,
        host: str | None,
    ) -> None:
        from severa_vnf.desk import Desk
        from severa_vnf.flows.lease import Terms

        self._settings = settings or Settings()
        self._clock = clock or severa.clock
        self._counters = {"severa": severa, "vnf": visma_net}
        name = host or f"host {uuid.uuid4()}"
        terms = Terms(self._settings.lease, self._settings.max_clock_skew, self._settings.grace)
        self._desk = Desk(tenant, name, terms, self._clock, self._look_round, observer)

    def _granted(self, system: str) -> str:
        return self._counters[system].granted

    def _look_round(self) -> Flow[None]:
        return flows.company.check_company(self._settings)

    def _told(self, flow: Flow[Result]) -> Flow[Result]:
        """What came of a run, with what is to be told of the clocks."""
        result = yield from flow
        found = flows.clocks.doubtful(self._driver.differences(), self._settings.max_clock_skew)
        return (yield from flows.clocks.tell(result, found))

    def _apply(self, plan: Plan) -> Callable[[], Flow[Result]]:
        return lambda: self._told(flows.run.apply(self._settings, plan))

    def _transfer(self, guid: str) -> Callable[[], Flow[Result]]:
        one = _guid(guid)
        return lambda: self._told(flows.run.transfer_one(self._settings, one))

    def _end(self, deadline: float | None) -> datetime | None:
        return None if deadline is None else self._clock.now() + timedelta(seconds=deadline)

    def _streams(self, streams: tuple[str, ...], end: datetime | None, whole: bool) -> Callable[[], Flow[Result]]:
        chosen = _known(streams, flows.run.STREAMS)
        return lambda: self._told(flows.run.run_streams(self._settings, chosen, end, whole=whole))

    def _preview(self, streams: tuple[str, ...], whole: bool) -> Callable[[], Flow[Plan]]:
        chosen = _known(streams, flows.run.PREVIEWED)
        return lambda: flows.run.preview(self._settings, chosen, whole=whole)

    def _count(self) -> dict[str, int]:
        return {name: sender.requests for name, sender in self._counters.items()}

    def _report(self, result: Result, before: Mapping[str, int]) -> Report:
        problems = (*result.problems, *(problem for outcome in result.outcomes for problem in outcome.problems))
        return Report(result.outcomes, problems, {name: now - before[name] for name, now in self._count().items()})


def _known(streams: tuple[str, ...], there_are: Sequence[str]) -> Sequence[str]:
    """The streams of these names, all where none is named. Raises ValueError for a name that there is not."""
    if unknown := [name for name in streams if name not in there_are]:
        raise ValueError(f"no such stream: {', '.join(unknown)}; there are: {', '.join(there_are)}")
    return streams or there_are


def _guid(text: object) -> Guid:
    """A record's guid, as Severa spells it: in small letters. Raises ValueError for what names no record."""
    if not isinstance(text, str) or not text.strip():
        raise ValueError(f"a record is named by its guid in Severa, not by {text!r}")
    return Guid(text.strip().lower() if _GUID.fullmatch(text.strip()) else text)


_GUID = re.compile(r"[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}")


def _check_clients(bridge: _Bridge, kind: type[Sender], **clients: Sender) -> None:
    """Raise TypeError for clients of the other kind, or in each other's place: no call would get anywhere."""
    for place, client in clients.items():
        system = "severa" if place == "severa" else "vnf"
        if not isinstance(client, kind) or client.account.system != system:
            name = ("Async" if kind is AsyncSender else "") + ("Severa" if system == "severa" else "VismaNet")
            raise TypeError(f"{type(bridge).__name__} takes {name} as {place}, not {type(client).__name__}")


class Bridge(_Bridge):
    """For a sync host.

    `tenant` is the host's name for this company: it keeps its records apart in the store. `host` names this process to
    others that share the store. A run raises LeaseLost while another host works for the tenant, WrongCompany where the
    credentials lead elsewhere than before, and ApiError where a service is out of reach; trouble with one record is a
    problem in the report.
    """

    _driver: SyncDriver

    def __init__(
        self,
        severa: SyncSender,
        visma_net: SyncSender,
        *,
        store: MappingStore,
        settings: Settings | None = None,
        tenant: str,
        clock: Clock | None = None,
        observer: Observer | None = None,
        host: str | None = None,
    ) -> None:
        super().__init__(severa, visma_net, settings, tenant, clock, observer, host)
        from severa_vnf.drive import SyncDriver

        _check_clients(self, SyncSender, severa=severa, visma_net=visma_net)
        if inspect.iscoroutinefunction(store.commit):
            raise TypeError(f"Bridge calls its store, and {type(store).__name__} must be awaited: AsyncBridge can")
        clients = {"severa": severa, "vnf": visma_net}
        self._driver = SyncDriver(self._desk, store, clients)
        self._reader = SyncDriver(self._desk, store, clients)

    def sync(self, *streams: str, deadline: float | None = None, whole: bool = False) -> Report:
        """One whole cycle, or these streams of it. After `deadline` seconds nothing more is begun.

        A call that fails then is tried again for three more seconds at the most.

        The streams, in this order: `classes`, `customers`, `items`, `projects`, `invoices`, `payments`, `costs`.
        `whole` reads the registers' lists from end to end, as the first cycle does: what vanished is noticed then.
        """
        before, end = self._count(), self._end(deadline)
        return self._report(self._driver.work(self._streams(streams, end, whole), end), before)

    def preflight(self) -> Findings:
        """What must be mended before the first cycle, each with where and how. Reads only; safe every day."""
        return self._reader.run(flows.preflight.preflight(self._settings, self._granted))

    def preview(self, *streams: str, whole: bool = False) -> Plan:
        """What a cycle would do now, all of it but the classes, or these streams of it. Writes to neither service.

        What would be made first counts as made: a customer for its invoice, a document for its files and its release.
        """
        return self._driver.work(self._preview(streams, whole))

    def apply(self, plan: Plan) -> Report:
        """Do exactly what was previewed. Raises PlanStale, which names what moved since, before anything is written.

        Where it was interrupted, call it again: what is done already is no change.
        """
        before = self._count()
        return self._report(self._driver.work(self._apply(plan)), before)

    def transfer_invoice(self, guid: str) -> Report:
        """Carry over this invoice, if it waits for it. NotFound where there is none; ValueError for what is no guid."""
        before = self._count()
        return self._report(self._driver.work(self._transfer(guid)), before)

    def rebuild(self) -> Report:
        """Links out of what both sides hold, by number and total. Writes nothing to either service."""
        before = self._count()
        return self._report(self._driver.work(lambda: flows.run.rebuild_links(self._settings)), before)

    def problems(self) -> tuple[Entry, ...]:
        """The error log: what is open, with when it was seen first and last."""
        return self._reader.run(flows.problems.open_problems())

    def links(self, stream: str) -> tuple[Link | RecordLink | CostLink, ...]:
        """Which record is which."""
        return self._reader.run(flows.links.all_links(stream))

    def number_gaps(self) -> tuple[Gap, ...]:
        """Numbers that were taken in Visma.net and deleted again, each with its reason: an auditor will ask."""
        return self._reader.run(flows.links.all_gaps())

    def reconcile(self, month: str) -> Reconciled:
        """What both services hold of a month ("2026-10"), side by side, to the cent. Reads only.

        Invoices against documents, payments and purchase costs: sums, orphans both ways, number gaps.
        """
        return self._reader.run(flows.reconcile.reconcile(self._settings, month))

    def rehearse(self, since: date) -> Rehearsed:
        """Map every invoice of this day and later that has a number as if it waited, beside its document. Reads only.

        For a company that has used another integration: where its rows agree with these, and where not.
        """
        return self._driver.work(lambda: flows.rehearse.rehearse(self._settings, since))

    def relink(self, stream: str, guid: str, vnf_id: str) -> None:
        """Say what a record is linked with: its internal id in Visma.net; an invoice's is `"Invoice 1001"`.

        In costs the record is a project fee, and its id there a line: `"Invoice 700001 2"`.
        """
        one = _guid(guid)
        self._driver.work(lambda: flows.links.relink(stream, one, vnf_id))

    def unlink(self, stream: str, guid: str) -> None:
        """Forget a link: a record is matched or made anew, an invoice in the transfer status sent anew."""
        one = _guid(guid)
        self._driver.work(lambda: flows.links.unlink(stream, one))

    def not_it(self, stream: str, guid: str, vnf_id: str, *, by: str = "") -> None:
        """Settle a doubt for good: the document, named like `Invoice 100234`, is not this invoice's.

        `by`: who says so. It is remembered, and the invoice goes on without that document.
        """
        one = _guid(guid)
        self._driver.work(lambda: flows.links.not_it(stream, one, vnf_id, by))

    def forget(self, stream: str, guid: str) -> None:
        """Forget all that is remembered of a record: its link, the agreed values, its problems."""
        one = _guid(guid)
        self._driver.work(lambda: flows.links.forget(stream, one))

    def explain(self, stream: str, guid: str) -> Explained:
        """Why a record is as it is, field by field: both sides, what was agreed, and what the next cycle would do."""
        return self._reader.run(flows.links.explain(self._settings, stream, _guid(guid)))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Leave it. There is nothing to close: a lease that an interrupted run has left runs out by itself."""


class AsyncBridge(_Bridge):
    """For an async host; see `Bridge`. A sync store that may wait for a disk is called in a thread."""

    _driver: AsyncDriver

    def __init__(
        self,
        severa: AsyncSender,
        visma_net: AsyncSender,
        *,
        store: MappingStore | AsyncMappingStore,
        settings: Settings | None = None,
        tenant: str,
        clock: Clock | None = None,
        observer: Observer | None = None,
        host: str | None = None,
    ) -> None:
        super().__init__(severa, visma_net, settings, tenant, clock, observer, host)
        from severa_vnf.drive import AsyncDriver

        _check_clients(self, AsyncSender, severa=severa, visma_net=visma_net)
        clients = {"severa": severa, "vnf": visma_net}
        self._driver = AsyncDriver(self._desk, store, clients)
        self._reader = AsyncDriver(self._desk, store, clients, self._driver)

    async def sync(self, *streams: str, deadline: float | None = None, whole: bool = False) -> Report:
        """One whole cycle, or these streams of it. After `deadline` seconds nothing more is begun.

        A call that fails then is tried again for three more seconds at the most.

        The streams, in this order: `classes`, `customers`, `items`, `projects`, `invoices`, `payments`, `costs`.
        `whole` reads the registers' lists from end to end, as the first cycle does: what vanished is noticed then.
        """
        before, end = self._count(), self._end(deadline)
        return self._report(await self._driver.work(self._streams(streams, end, whole), end), before)

    async def preflight(self) -> Findings:
        """What must be mended before the first cycle, each with where and how. Reads only; safe every day."""
        return await self._reader.run(flows.preflight.preflight(self._settings, self._granted))

    async def preview(self, *streams: str, whole: bool = False) -> Plan:
        """What a cycle would do now, all of it but the classes, or these streams of it. Writes to neither service.

        What would be made first counts as made: a customer for its invoice, a document for its files and its release.
        """
        return await self._driver.work(self._preview(streams, whole))

    async def apply(self, plan: Plan) -> Report:
        """Do exactly what was previewed. Raises PlanStale, which names what moved since, before anything is written.

        Where it was interrupted, call it again: what is done already is no change.
        """
        before = self._count()
        return self._report(await self._driver.work(self._apply(plan)), before)

    async def transfer_invoice(self, guid: str) -> Report:
        """Carry over this invoice, if it waits for it. NotFound where there is none; ValueError for what is no guid."""
        before = self._count()
        return self._report(await self._driver.work(self._transfer(guid)), before)

    async def rebuild(self) -> Report:
        """Links out of what both sides hold, by number and total. Writes nothing to either service."""
        before = self._count()
        return self._report(await self._driver.work(lambda: flows.run.rebuild_links(self._settings)), before)

    async def problems(self) -> tuple[Entry, ...]:
        """The error log: what is open, with when it was seen first and last."""
        return await self._reader.run(flows.problems.open_problems())

    async def links(self, stream: str) -> tuple[Link | RecordLink | CostLink, ...]:
        """Which record is which."""
        return await self._reader.run(flows.links.all_links(stream))

    async def number_gaps(self) -> tuple[Gap, ...]:
        """Numbers that were taken in Visma.net and deleted again, each with its reason: an auditor will ask."""
        return await self._reader.run(flows.links.all_gaps())

    async def reconcile(self, month: str) -> Reconciled:
        """What both services hold of a month ("2026-10"), side by side, to the cent. Reads only.

        Invoices against documents, payments and purchase costs: sums, orphans both ways, number gaps.
        """
        return await self._reader.run(flows.reconcile.reconcile(self._settings, month))

    async def rehearse(self, since: date) -> Rehearsed:
        """Map every invoice of this day and later that has a number as if it waited, beside its document. Reads only.

        For a company that has used another integration: where its rows agree with these, and where not.
        """
        return await self._driver.work(lambda: flows.rehearse.rehearse(self._settings, since))

    async def relink(self, stream: str, guid: str, vnf_id: str) -> None:
        """Say what a record is linked with: its internal id in Visma.net; an invoice's is `"Invoice 1001"`.

        In costs the record is a project fee, and its id there a line: `"Invoice 700001 2"`.
        """
        one = _guid(guid)
        await self._driver.work(lambda: flows.links.relink(stream, one, vnf_id))

    async def unlink(self, stream: str, guid: str) -> None:
        """Forget a link: a record is matched or made anew, an invoice in the transfer status sent anew."""
        one = _guid(guid)
        await self._driver.work(lambda: flows.links.unlink(stream, one))

    async def not_it(self, stream: str, guid: str, vnf_id: str, *, by: str = "") -> None:
        """Settle a doubt for good: the document, named like `Invoice 100234`, is not this invoice's.

        `by`: who says so. It is remembered, and the invoice goes on without that document.
        """
        one = _guid(guid)
        await self._driver.work(lambda: flows.links.not_it(stream, one, vnf_id, by))

    async def forget(self, stream: str, guid: str) -> None:
        """Forget all that is remembered of a record: its link, the agreed values, its problems."""
        one = _guid(guid)
        await self._driver.work(lambda: flows.links.forget(stream, one))

    async def explain(self, stream: str, guid: str) -> Explained:
        """Why a record is as it is, field by field: both sides, what was agreed, and what the next cycle would do."""
        return await self._reader.run(flows.links.explain(self._settings, stream, _guid(guid)))

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        """Leave it. There is nothing to close: a lease that an interrupted run has left runs out by itself."""
