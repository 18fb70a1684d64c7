"""The two drivers: what a flow asks is answered alike by both."""

from __future__ import annotations

import asyncio
import decimal
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from severa_vnf import AsyncBridge, LeaseLost, NotFound, StoreConflict, WrongCompany
from severa_vnf.desk import Desk
from severa_vnf.drive import ABREAST, AsyncDriver, SyncDriver
from severa_vnf.errors import StoreError
from severa_vnf.flows.ask import Commit, Flow, Hold, Legs, Now, Read, Relay, Scan, ask, send, together
from severa_vnf.flows.lease import Terms
from severa_vnf.flows.memory import INTENTS, all_of, recall
from severa_vnf.flows.writing import write
from severa_vnf.ports import MappingStore, Put, Record, Write
from severa_vnf.severa import invoices
from severa_vnf.stores import MemoryStore, SqliteStore
from tests.flows.observers import Killed, When
from tests.flows.office import Kind, Office, Tally, codes, few, many

drivers = pytest.mark.parametrize("driver", ["sync", "async"])


def nothing() -> Flow[None]:
    """Look at nothing."""
    yield from ask(Now())


def desk_of(office: Office) -> Desk:
    """A desk that looks at nothing."""
    settings = office.settings
    return Desk("acme", "web-1", Terms(settings.lease, settings.max_clock_skew, settings.grace), office.clock, nothing)


def driven(office: Office, kind: Kind, flow: Callable[[], Flow[Any]], *, working: bool = True) -> Any:
    """A flow's result, by a driver of that kind: as a run, or outside any."""
    desk = desk_of(office)
    if kind == "sync":
        severa, vnf = office.clients()
        driver = SyncDriver(desk, office.store, {"severa": severa, "vnf": vnf})
        return driver.work(flow) if working else driver.run(flow())

    async def run() -> Any:
        severa, vnf = office.async_clients()
        driver = AsyncDriver(desk, office.store, {"severa": severa, "vnf": vnf})
        return await (driver.work(flow) if working else driver.run(flow()))

    return asyncio.run(run())


def says(text: str, done: list[str]) -> Flow[str]:
    """A flow that ends well."""
    yield from ask(Now())
    done.append(text)
    return text


def fails(error: Exception) -> Flow[str]:
    """A flow that does not."""
    yield from ask(Now())
    raise error


@drivers
def test_flows_side_by_side_give_their_results_in_order(driver: Kind) -> None:
    """together answers with one result for each flow, in the order of the flows."""
    done: list[str] = []
    assert driven(Office(few()), driver, lambda: together([says(text, done) for text in "abc"])) == ["a", "b", "c"]


async def test_only_so_many_run_side_by_side() -> None:
    """However many there are, others need not queue behind more than a few of them."""
    under_way: list[str] = []
    most: list[int] = []

    def runs(name: str) -> Flow[None]:
        under_way.append(name)
        yield from recall("x", ["y"])
        most.append(len(under_way))
        under_way.remove(name)

    with SqliteStore(":memory:") as store:
        office = Office(few(), store=store)
        severa, vnf = office.async_clients()
        desk = desk_of(office)
        driver = AsyncDriver(desk, store, {"severa": severa, "vnf": vnf})
        await driver.run(together([runs(str(place)) for place in range(3 * ABREAST)]))
    assert max(most) == ABREAST


@drivers
def test_an_error_as_a_result(driver: Kind) -> None:
    """A flow may give an error as its result, and that is no error of the flow: the others' results are there too."""

    def gives(result: object) -> Flow[object]:
        yield from ask(Now())
        return result

    lost = LeaseLost("a value")
    assert driven(Office(few()), driver, lambda: together([gives(lost), gives(1)])) == [lost, 1]


def legs(name: str, told: list[str], waits: int = 1, fault: Exception | None = None) -> Legs[str]:
    """Three legs that tell when they end; the second takes so many questions, and may fail."""
    yield from recall("x", ["y"])
    told.append(f"{name} read")
    return _second(name, told, waits, fault)


def _second(name: str, told: list[str], waits: int, fault: Exception | None) -> Flow[Flow[str]]:
    for _ in range(waits):
        yield from recall("x", ["y"])
    if fault is not None:
        raise fault
    told.append(f"{name} sent")
    return _third(name, told)


def _third(name: str, told: list[str]) -> Flow[str]:
    yield from recall("x", ["y"])
    told.append(f"{name} done")
    return name


@drivers
def test_a_relay_sends_group_after_group(driver: Kind) -> None:
    """No second leg begins before those of the group before it have ended; results come in the groups' order."""
    told: list[str] = []
    with SqliteStore(":memory:") as store:
        groups = ((legs("a", told, waits=9), legs("b", told)), (legs("c", told),))
        relay = Relay(groups)
        assert driven(Office(few(), store=store), driver, lambda: ask(relay), working=False) == ["a", "b", "c"]
    sent = [one for one in told if one.endswith("sent")]
    assert sorted(sent[:2]) == ["a sent", "b sent"]
    assert sent[2:] == ["c sent"]


async def test_a_relay_reads_ahead_and_finishes_at_once() -> None:
    """While one of the first group is still being sent, the others are done and the next group's are read."""
    told: list[str] = []
    with SqliteStore(":memory:") as store:
        office = Office(few(), store=store)
        severa, vnf = office.async_clients()
        desk = desk_of(office)
        driver = AsyncDriver(desk, store, {"severa": severa, "vnf": vnf})
        await driver.run(ask(Relay(((legs("a", told, waits=30), legs("b", told)), (legs("c", told),)))))
    assert told.index("a sent") > max(told.index("b done"), told.index("c read"))


@drivers
def test_after_one_that_fails_no_further_group_is_sent(driver: Kind) -> None:
    """What has begun is finished, then the error is raised."""
    told: list[str] = []
    error = LeaseLost("gone")
    groups = ((legs("a", told, fault=error), legs("b", told)), (legs("c", told), legs("d", told)))
    with SqliteStore(":memory:") as store, pytest.raises(LeaseLost) as found:
        driven(Office(few(), store=store), driver, lambda: ask(Relay(groups)), working=False)
    assert found.value is error
    assert ("b sent" in told) == ("b done" in told)
    assert not {"c sent", "d sent"} & set(told)


@drivers
def test_one_that_fails_lets_the_others_finish(driver: Kind) -> None:
    """Then the error of the first one that failed is raised."""
    done: list[str] = []
    errors = [LeaseLost("first"), LeaseLost("second")]
    flows = [fails(errors[0]), says("a", done), fails(errors[1]), says("b", done)]
    with pytest.raises(LeaseLost) as found:
        driven(Office(few()), driver, lambda: together(flows))
    assert (found.value, done) == (errors[0], ["a", "b"])


@drivers
def test_a_credential_that_is_refused_in_the_middle(driver: Kind) -> None:
    """Where Severa refuses to be written to, each invoice is brought as far as it can be, and the report says so."""
    office = Office(many(3), severa_switches={"scopes": {"invoices:read", "organization:read", "settings:read"}})
    report = office.cycle(driver)
    assert (report.counts, codes(report)) == ({"deferred": 3}, ["not-written-back"] * 3)
    assert all("invoices:write" in problem.value for problem in report.problems)
    assert (len(office.documents()), len(office.known("links"))) == (3, 3)
    office.severa, before = Office(many(3), clock=office.clock).severa, office.posts()
    office.until_quiet(driver)
    assert (office.posts(), office.tally()) == (before, Tally())


@drivers
def test_an_error_is_raised_where_the_question_was_asked(driver: Kind) -> None:
    """A flow may catch what its question came to, and go on."""

    def careful() -> Flow[str]:
        with pytest.raises(StoreConflict) as error:
            yield from ask(Commit((Put("notes", "a", "text", 77),)))
        yield from ask(Now())
        return str(error.value)

    assert driven(Office(few()), driver, careful) == "notes 'a': expected version 77, found no record"


@drivers
def test_a_conflict_while_the_lease_holds_is_a_conflict(driver: Kind) -> None:
    """Where somebody else wrote the same record, and the lease is still ours, the run ends with StoreConflict."""
    office = Office(few(0))

    def meddles() -> None:
        office.store.commit("acme", (Put(INTENTS, office.guid(0), "{}", None),))

    with pytest.raises(StoreConflict):
        office.using(driver, lambda bridge: bridge.sync("invoices"), When("GET", "/invoicerows", meddles))


@drivers
def test_a_commit_after_the_lease_was_taken_over_is_no_conflict(driver: Kind) -> None:
    """It is the end of the run: LeaseLost, and nothing of it is written."""
    office = Office(few(0))

    def stands_still() -> Flow[None]:
        office.clock.advance(office.settings.takeover)
        office.bridge(host="web-2").sync("invoices")
        yield from ask(Commit((Put("notes", "a", "text", None),)))

    with pytest.raises(LeaseLost, match="took the lease over"):
        driven(office, driver, stands_still)
    assert office.known("notes") == {}


@drivers
def test_outside_a_run_there_is_reading_only(driver: Kind) -> None:
    """Without a lease a flow may read the store and the services; it may not begin to write."""
    office = Office(few(0))

    def reads() -> Flow[Any]:
        first = yield from ask(Read("notes", ("a",)))
        then = yield from ask(Scan("notes"))
        invoice = yield from send(invoices.get(office.guid(0)))
        return first, then, invoice.guid

    assert driven(office, driver, reads, working=False) == ({}, [], office.guid(0))
    with pytest.raises(LeaseLost, match="nothing is written outside a run"):
        driven(office, driver, lambda: write(invoices.patch(office.guid(0), number=1)), working=False)
    assert office.invoice(0)["number"] is None


@drivers
def test_the_lease_lasts_long_enough_for_a_call(driver: Kind) -> None:
    """Hold tells until when one may write, and the last moment to begin: a call's whole length before."""
    office = Office(few())

    def holds() -> Flow[Any]:
        office.clock.advance(timedelta(minutes=4))
        return (yield from ask(Hold()))

    lease = driven(office, driver, holds)
    assert lease.until == office.clock.now() + office.settings.lease
    assert lease.until - lease.last_start == timedelta(seconds=120)


class Told:
    """An observer that remembers."""

    def __init__(self) -> None:
        self.heard: list[tuple[object, object]] = []

    def asked(self, question: object) -> None:
        """Remember the question."""
        self.heard.append((question, "asked"))

    def answered(self, question: object, answer: object) -> None:
        """Remember the answer."""
        self.heard.append((question, answer))


@drivers
def test_an_observer_hears_every_question_and_its_answer(driver: Kind) -> None:
    """Each is told before and after, an error as the answer that it is."""
    office, told = Office(few(0)), Told()
    with pytest.raises(NotFound):
        office.using(driver, lambda bridge: bridge.transfer_invoice("unknown"), told)
    asked = [question for question, answer in told.heard if answer == "asked"]
    answered = [question for question, answer in told.heard if answer != "asked"]
    assert len(asked) == len(answered) > 5
    told = Told()
    office.vnf.edit("customer", "10001", number="99999")
    office.using(driver, lambda bridge: bridge.sync("invoices"), told)
    assert {"NotFound", "Rejected"} <= {type(answer).__name__ for _, answer in told.heard}


@drivers
def test_an_observer_that_fails_breaks_nothing(driver: Kind, caplog: pytest.LogCaptureFixture) -> None:
    """What it raises stands in the log by its kind, without a word of what it was told; the run goes on."""
    office = Office(few(0, 3))

    class Fails:
        """An observer with faults of its own."""

        def asked(self, question: object) -> None:
            """It stumbles over everything."""
            raise KeyError(question)

        def answered(self, question: object, answer: object) -> None:
            """Also afterwards."""
            raise ValueError(answer)

    assert office.cycle(driver, Fails()).counts == {"created": 2}
    told = {(record.name, record.levelname, record.getMessage()) for record in caplog.records}
    assert told == {
        ("severa_vnf", "WARNING", f"an observer raised {kind}, which is ignored") for kind in ("KeyError", "ValueError")
    }


@drivers
@pytest.mark.parametrize("where", ["send", "commit"])
def test_a_signal_in_the_middle_of_a_call_is_no_end_in_order(driver: Kind, where: str) -> None:
    """An error of no kind that a service or store tells cuts the call off: the lease is left to run out."""
    office, store = Office(few(0)), Cut()
    office.store = store

    def calls() -> Flow[None]:
        store.cut = Terminated()
        if where == "commit":
            yield from ask(Commit((Put("notes", "a", "text", None),)))
        yield from write(invoices.patch(office.guid(0), number=1))

    def cut_off(request: Any) -> Any:
        raise Terminated

    office.severa.handle = cut_off  # type: ignore[method-assign]
    with pytest.raises(Terminated):
        driven(office, driver, calls)
    assert not office.known("lease")["until"]["givenBack"]


@drivers
def test_a_flows_own_error_ends_the_run_in_order(driver: Kind) -> None:
    """Nothing is under way then: nobody has to wait."""
    office = Office(few(0))

    def wrong() -> Flow[None]:
        yield from ask(Now())
        raise ValueError("no such stream")

    with pytest.raises(ValueError, match="no such stream"):
        driven(office, driver, wrong)
    assert office.known("lease")["until"]["givenBack"]


def fails_twice(store: Cut, error: Exception) -> Flow[None]:
    """A run that ends with an error, after which the store fails as well."""
    yield from ask(Now())
    store.cut = error
    raise LeaseLost("the first error")


@drivers
@pytest.mark.parametrize("error", [StoreError("full", "the disk"), StoreConflict("moved"), ValueError("no Unicode")])
def test_nothing_replaces_the_error_that_ended_a_run(
    driver: Kind, error: Exception, caplog: pytest.LogCaptureFixture
) -> None:
    """Where the lease can't be given back for what a store may say, the log says so, and it runs out."""
    office, store = Office(few(0)), Cut()
    office.store = store
    with pytest.raises(LeaseLost, match="the first error"):
        driven(office, driver, lambda: fails_twice(store, error))
    assert [record.getMessage() for record in caplog.records] == [
        f"the lease could not be given back, and runs out: {type(error).__name__}"
    ]


@drivers
def test_a_signal_while_a_run_is_ended_is_not_swallowed(driver: Kind) -> None:
    """What no store may say stops the host as ever; the error that ended the run is its context."""
    office, store = Office(few(0)), Cut()
    office.store = store
    with pytest.raises(Terminated) as stopped:
        driven(office, driver, lambda: fails_twice(store, Terminated()))
    assert isinstance(stopped.value.__context__, LeaseLost)
    assert not office.known("lease")["until"]["givenBack"]


class Terminated(Exception):
    """What a host's handler of SIGTERM raises."""


class Cut(MemoryStore):
    """A store, or a way, in which a signal arrives."""

    cut: Exception | None = None

    def check(self) -> None:
        """Now, perhaps."""
        if self.cut is not None:
            raise self.cut

    def commit(self, tenant: str, writes: Sequence[Write]) -> int:
        """In the middle of a commit."""
        self.check()
        return super().commit(tenant, writes)


class Slow(MemoryStore):
    """A store whose commits take their time, in a thread or awaited."""

    immediate = False

    def __init__(self) -> None:
        super().__init__()
        self.begun, self.ended = 0, 0

    def commit(self, tenant: str, writes: Sequence[Write]) -> int:
        """A while later."""
        self.begun += 1
        time.sleep(0.05)
        version = super().commit(tenant, writes)
        self.ended += 1
        return version


class SlowAwaited(Slow):
    """The same for an event loop."""

    async def commit(self, tenant: str, writes: Sequence[Write]) -> int:  # type: ignore[override]
        """A while later."""
        self.begun += 1
        await asyncio.sleep(0.05)
        version = MemoryStore.commit(self, tenant, writes)
        self.ended += 1
        return version


@pytest.mark.parametrize("store", [Slow, SlowAwaited])
@pytest.mark.parametrize("fails", [False, True])
def test_a_commit_under_way_is_finished_whoever_cancels(store: type[Slow], fails: bool) -> None:
    """However often it is cancelled; only then CancelledError leaves, and no task of the run is left."""
    kept = store()

    async def run() -> set[asyncio.Task[Any]]:
        office = Office(few())
        severa, vnf = office.async_clients()
        driver = AsyncDriver(desk_of(office), kept, {"severa": severa, "vnf": vnf})
        flows = [ask(Commit((Put("notes", key, "text", 7 if fails else None),))) for key in "abc"]
        task = asyncio.ensure_future(driver.run(together(flows)))
        while kept.begun < 3:  # noqa: ASYNC110 - two of the three begin in threads
            await asyncio.sleep(0)
        for _ in range(3):
            task.cancel()
            await asyncio.sleep(0.005)
        with pytest.raises(asyncio.CancelledError):
            await task
        return asyncio.all_tasks() - {asyncio.current_task()}  # type: ignore[arg-type]

    with ThreadPoolExecutor(1) as pool:  # on Python 3.11 coverage loses its place where a coroutine is cancelled
        assert pool.submit(asyncio.run, run()).result() == set()
    assert kept.ended == (0 if fails else 3)
    assert len(kept.scan("acme", "notes")) == (0 if fails else 3)


@pytest.mark.parametrize("error", [Killed(), asyncio.CancelledError()])
def test_one_that_is_interrupted_stops_the_others(error: BaseException) -> None:
    """Side by side, none goes on after a crash of one: nothing more is written, and what interrupted it leaves."""
    done: list[str] = []

    def goes_on(name: str) -> Flow[None]:
        while True:
            yield from recall("x", ["y"])
            done.append(name)

    def interrupted() -> Flow[None]:
        yield from recall("x", ["y"])
        raise error

    async def run() -> None:
        with SqliteStore(":memory:") as store:
            office = Office(few())
            severa, vnf = office.async_clients()
            driver = AsyncDriver(desk_of(office), store, {"severa": severa, "vnf": vnf})
            with pytest.raises(type(error)) as found:
                await driver.run(together([goes_on("a"), interrupted(), goes_on("b")]))
            assert found.value is error
            assert asyncio.all_tasks() == {asyncio.current_task()}

    with ThreadPoolExecutor(1) as pool:
        pool.submit(asyncio.run, run()).result()
    assert len(done) < 20


HOST = decimal.Context(prec=6, rounding=decimal.ROUND_UP, traps=[decimal.Inexact])


@drivers
def test_the_hosts_decimal_context_changes_nothing(driver: Kind) -> None:
    """A flow computes as everywhere, whatever the host has chosen for its own sums; and the host's choice stays."""
    office, found = Office(few()), []

    def computes() -> Flow[Decimal]:
        first = Decimal(1) / 3
        yield from ask(Now())
        yield from together([ask(Now())])
        return first + Decimal(1) / 7

    def host() -> Any:
        with decimal.localcontext(HOST):
            found.append(driven(office, driver, computes))
            return decimal.getcontext().prec

    assert host() == HOST.prec
    assert found == [Decimal("0.4761904761904761904761904762")]


async def test_a_run_leaks_no_decimal_context_into_the_hosts_task() -> None:
    """While it waits, the host's other tasks compute as they chose to."""
    office, seen = Office(few(0, 3)), set()

    async def beside(run: asyncio.Task[Any]) -> None:
        while not run.done():
            seen.add(decimal.getcontext().prec)
            await asyncio.sleep(0)

    office.link_registers()
    with decimal.localcontext(HOST):
        run = asyncio.ensure_future(office.async_bridge().sync("invoices"))
        await asyncio.gather(run, beside(run))
        assert decimal.getcontext().prec == HOST.prec
    assert (run.result().counts, seen) == ({"created": 2}, {HOST.prec})


def renewed(office: Office, sender: Any, looks: list[Any]) -> Flow[None]:
    """A run whose sender gets a token that leads elsewhere, and says so."""
    yield from ask(Hold())
    office.severa.revoke_tokens()
    office.severa.load("organization", [{"kvkNumber": "99999999"}])
    yield from send(invoices.get(office.guid(0)))
    looks.append(sender.on_new_token())


def test_a_token_that_is_new_in_mid_run_is_looked_at_before_it_writes() -> None:
    """A sender tells the run that works with it, and where the token leads elsewhere the write is not made."""
    office = Office(few(0))
    bridge = office.bridge()
    sender: Any = bridge._counters["severa"]
    with pytest.raises(WrongCompany):
        bridge._driver.work(lambda: renewed(office, sender, []))
    assert sender.on_new_token is None


async def test_a_token_that_is_new_is_looked_at_in_an_async_host_too() -> None:
    """There the sender awaits it."""
    office, looks = Office(few(0)), list[Any]()
    bridge = office.async_bridge()
    sender: Any = bridge._counters["severa"]
    await bridge._driver.work(lambda: renewed(office, sender, looks))
    with pytest.raises(WrongCompany):
        await looks[0]
    assert sender.on_new_token is None


class Awaited:
    """A store of an async host, which steps aside at each verb."""

    def __init__(self, kept: MappingStore) -> None:
        self.kept = kept

    async def read(self, tenant: str, space: str, keys: Sequence[str]) -> Mapping[str, Record]:
        """The records that are there."""
        await asyncio.sleep(0)
        return self.kept.read(tenant, space, keys)

    async def scan(self, tenant: str, space: str, *, after: str = "", limit: int = 500) -> Sequence[Record]:
        """The first records above `after`."""
        await asyncio.sleep(0)
        return self.kept.scan(tenant, space, after=after, limit=limit)

    async def commit(self, tenant: str, writes: Sequence[Write]) -> int:
        """All the writes or none."""
        await asyncio.sleep(0)
        return self.kept.commit(tenant, writes)


async def test_an_async_store_is_awaited() -> None:
    """An async host may keep its records where waiting is a matter of the event loop."""
    office = Office(few(0, 6, wrong_vat=True))
    office.link_registers()
    store = Awaited(office.store)
    severa, vnf = office.async_clients()
    bridge = AsyncBridge(severa, vnf, store=store, tenant="acme")
    assert (await bridge.sync("invoices")).counts == {"created": 2, "refused": 1}
    assert len(await bridge.links("invoices")) == 2


async def test_side_by_side_the_lease_is_renewed_once_and_the_token_looked_at_once() -> None:
    """Of many flows that find the lease near its end, or a token new, one sees to it and the others wait for it."""
    office = Office(many(20))
    office.link_registers()
    store = Awaited(office.store)
    severa, vnf = office.async_clients()
    revoke = When("POST", "customerinvoice", office.severa.revoke_tokens)
    office.severa.latency = office.vnf.latency = 10.0
    bridge = AsyncBridge(severa, vnf, store=store, tenant="acme", observer=revoke)
    assert (await bridge.sync("invoices")).counts == {"created": 20}
    looks = sum(one.path.endswith("/organizationdetails") for one in office.severa.requests)
    assert 1 < looks <= severa.logins


class Disk(MemoryStore):
    """A sync store that may wait, and remembers in which threads it was called."""

    immediate = False

    def __init__(self) -> None:
        super().__init__()
        self.threads: set[int] = set()

    def commit(self, tenant: str, writes: Sequence[Write]) -> int:
        """As MemoryStore does."""
        self.threads.add(threading.get_ident())
        return super().commit(tenant, writes)


def test_a_store_that_may_wait_is_called_in_a_thread() -> None:
    """An async host's event loop does not stand still for a disk; a sync host needs no thread."""
    for driver, aside in (("sync", False), ("async", True)):
        store = Disk()
        office = Office(few(0), store=store)
        office.link_registers()
        store.threads.clear()
        office.cycle(driver)
        assert (threading.get_ident() not in store.threads) is aside


@drivers
def test_a_space_is_read_to_its_end(driver: Kind) -> None:
    """A space of more records than one scan gives is read page by page."""
    office = Office(few(), store=SqliteStore(":memory:"))
    office.store.commit("acme", [Put("notes", f"{place:04}", "text", None) for place in range(1001)])
    found = driven(office, driver, lambda: all_of("notes"), working=False)
    assert [record.key for record in found] == [f"{place:04}" for place in range(1001)]
    office.store.close()
