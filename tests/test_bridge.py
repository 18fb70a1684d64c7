"""The bridges as a host meets them."""

from __future__ import annotations

import asyncio
import inspect
import shutil
import tempfile
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar, cast

import httpx
import pytest

from severa_vnf import AsyncBridge, AsyncVismaNet, Bridge, BridgeError, LeaseLost, NotFound, Report
from severa_vnf.stores import MemoryStore, SqliteStore
from severa_vnf.testing import SimulatedClock
from severa_vnf.testing.severa.switches import SCOPES
from tests.flows.observers import Killed, When
from tests.flows.office import TO_TRANSFER, Kind, Office, Tally, few

T = TypeVar("T")
drivers = pytest.mark.parametrize("driver", ["sync", "async"])


def methods(bridge: type) -> dict[str, Any]:
    """The public methods of a bridge, by name."""
    return {name: made for name, made in vars(bridge).items() if not name.startswith("_")}


def test_both_bridges_do_the_same() -> None:
    """What one bridge can do the other can, under the same name, with the same arguments and the same words."""
    sync, asynchronous = methods(Bridge), methods(AsyncBridge)
    assert list(sync) == list(asynchronous)
    for name, made in sync.items():
        other = asynchronous[name]
        assert (inspect.signature(made), made.__doc__) == (inspect.signature(other), other.__doc__)
        assert inspect.iscoroutinefunction(other)
    assert (
        inspect.signature(Bridge.__init__).parameters.keys()
        == inspect.signature(AsyncBridge.__init__).parameters.keys()
    )


@drivers
def test_every_missing_number_has_its_reason(driver: Kind) -> None:
    """A number that was taken and deleted again is told with the invoice that had it and why it went."""
    office = Office(few(0, wrong_vat=True))
    office.cycle(driver)
    (gap,) = office.using(driver, lambda bridge: bridge.number_gaps())
    assert (gap.number, gap.guid) == ("100002", office.guid(1))
    assert "9 % in Severa" in gap.reason


@drivers
def test_a_run_counts_its_own_exchanges(driver: Kind) -> None:
    """The second report of a bridge does not count the first one's exchanges."""
    office = Office(few(0))

    async def twice(bridge: AsyncBridge) -> list[Any]:
        return [await bridge.sync("invoices"), await bridge.sync("invoices")]

    def both(bridge: Any) -> Any:
        return [bridge.sync("invoices"), bridge.sync("invoices")] if driver == "sync" else twice(bridge)

    first, second = office.using(driver, both)
    assert first.requests["vnf"] > 0
    assert second.requests == {"severa": 1, "vnf": 0}


@drivers
def test_what_is_missing_is_found_by_the_bridge_itself(driver: Kind) -> None:
    """Looking round knows the rights that the bridge's own tokens hold, and writes nothing."""
    office = Office(few(0), severa_switches={"scopes": SCOPES - {"invoices:write"}})
    findings = office.using(driver, lambda bridge: bridge.preflight())
    missing = [one for one in findings if one.code == "right-missing"]
    assert [(one.label, one.value) for one in missing] == [("Severa, credentials", "invoices:write")]
    assert all(one.method == "GET" for one in (*office.severa.requests, *office.vnf.requests))


def test_tenants_share_a_store_and_nothing_else() -> None:
    """Two companies of one host, in one store, do not see each other."""
    first = Office(few(0))
    second = Office(few(3), store=first.store)
    severa, vnf = second.clients()
    other = Bridge(severa, vnf, store=second.store, tenant="other")
    first.cycle()
    second.link_registers("other")
    assert other.sync("invoices").counts == {"created": 1}
    assert [link.guid for link in other.links("invoices")] == [second.guid(0)]
    assert list(first.known("links")) == [first.guid(0)]


def test_the_time_is_that_of_the_clients_or_the_hosts() -> None:
    """A bridge goes by the clock of its Severa client, unless the host gives it another."""
    office = Office(few(0))
    severa, vnf = office.clients()
    late = SimulatedClock(office.clock.now() + office.settings.max_clock_skew)
    Bridge(severa, vnf, store=office.store, tenant="acme", clock=late, host="late").sync("invoices")
    assert office.known("lease")["until"]["at"] == late.now().isoformat()


def test_each_process_has_a_name_of_its_own() -> None:
    """Hosts that give themselves no name are told apart all the same."""
    office = Office(few(0))
    names = set()
    for _ in range(2):
        office.cycle()
        names.add(office.known("lease")["holder"]["name"])
    assert len(names) == 2


def interrupted() -> None:
    """Somebody presses Ctrl-C."""
    raise KeyboardInterrupt


@drivers
@pytest.mark.parametrize("ending", [KeyboardInterrupt, SystemExit, Killed, asyncio.CancelledError])
def test_an_interrupted_run_leaves_the_store_of_one_that_was_killed(driver: Kind, ending: type[BaseException]) -> None:
    """Whatever ends it from outside, nothing is given back though the bridge is left by `with`; it is what leaves."""
    left = []
    for how in (Killed, ending):
        office = Office(few(0, 3))

        def ends(how: type[BaseException] = how) -> None:
            raise how

        with pytest.raises(how) as error:
            apart_left(office, driver, When("POST", "customerinvoice", ends, "after"))
        assert error.type is how
        left.append({space: office.known(space) for space in ("lease", "intents", "links", "problems")})
        left[-1]["lease"].pop("holder")
    assert left[0] == left[1]
    office.until_quiet(driver)
    assert office.tally() == Tally()


def apart_left(office: Office, driver: Kind, observer: When) -> None:
    """A run of a bridge that is left by `with`. In a thread of its own: an interrupted loop is of no more use."""
    office.link_registers()
    if driver == "sync":
        with office.bridge(observer) as bridge:
            bridge.sync("invoices")
    else:

        async def run() -> None:
            async with office.async_bridge(observer) as bridge:
                await bridge.sync("invoices")

        apart(run())


def test_a_bridge_left_in_peace_has_nothing_to_give_back() -> None:
    """After a whole run, leaving the bridge changes nothing."""
    office = Office(few(0))
    office.link_registers()
    with office.bridge() as bridge:
        bridge.sync("invoices")
        before = office.known("lease")
    assert office.known("lease") == before


def test_a_bridge_can_be_used_again_after_an_interruption() -> None:
    """The same bridge waits out what it left, and then goes on."""
    office = Office(few(0))
    severa, vnf = office.clients()
    pressed: list[str] = []

    def once() -> None:
        pressed.append("Ctrl-C")
        if len(pressed) == 1:
            interrupted()

    office.link_registers()
    observer = When("POST", "customerinvoice", once)
    bridge = Bridge(severa, vnf, store=office.store, tenant="acme", observer=observer)
    with pytest.raises(KeyboardInterrupt):
        bridge.sync("invoices")
    with pytest.raises(LeaseLost):
        bridge.sync("invoices")
    office.clock.advance(office.settings.takeover)
    bridge.sync("invoices")
    assert office.tally() == Tally()


class Stuck(httpx.AsyncBaseTransport):
    """A way into a simulator on which the answer to a new document never comes; it may never get there either."""

    def __init__(self, way: httpx.AsyncBaseTransport, arrives: bool) -> None:
        self.way, self.arrives = way, arrives
        self.waiting = asyncio.Event()

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Pass it on; wait for ever where it makes a document."""
        makes = request.method == "POST" and "customerinvoice" in request.url.path
        if not makes:
            return await self.way.handle_async_request(request)
        if self.arrives:
            await self.way.handle_async_request(request)
        self.waiting.set()
        never: asyncio.Future[httpx.Response] = asyncio.get_running_loop().create_future()
        return await never


def apart(run: Coroutine[Any, Any, T]) -> T:
    """Run it in a thread of its own: on Python 3.11 coverage loses its place where a coroutine is cancelled."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, run).result()


async def begun(office: Office, arrives: bool) -> tuple[AsyncBridge, asyncio.Task[Report]]:
    """A bridge in an async host, and its run as it waits for the answer to a new document."""
    office.link_registers()
    severa, _ = office.async_clients()
    stuck = Stuck(office.vnf.transport, arrives)
    secrets: dict[str, Any] = {"client_id": "id", "client_secret": "secret", "tenant_id": "demo"}
    http = httpx.AsyncClient(transport=stuck)
    vnf = AsyncVismaNet(**secrets, clock=office.clock, timeout=office.timeout, http_client=http)
    bridge = AsyncBridge(severa, vnf, store=office.store, tenant="acme")
    run = asyncio.create_task(bridge.sync("invoices"))
    await stuck.waiting.wait()
    return bridge, run


async def cancelled(office: Office, arrives: bool) -> AsyncBridge:
    """The bridge of an async host that cancelled its run while a document was being made."""
    bridge, run = await begun(office, arrives)
    run.cancel()
    with pytest.raises(asyncio.CancelledError):
        await run
    return bridge


@pytest.mark.parametrize("arrives", [True, False])
async def test_a_cancelled_run_leaves_open_what_was_open(arrives: bool) -> None:
    """What was under way stays unknown, the lease runs out, and a later run settles it."""
    office = Office(few(0, 3))
    apart(cancelled(office, arrives))
    assert (len(office.documents()), len(office.known("intents"))) == (int(arrives), 1)
    severa, vnf = office.async_clients()
    later = AsyncBridge(severa, vnf, store=office.store, tenant="acme")
    with pytest.raises(LeaseLost):
        await later.sync("invoices")
    office.clock.advance(office.settings.takeover)
    await later.sync("invoices")
    assert office.tally() == Tally()


async def test_a_cancelled_bridge_that_is_left_gives_nothing_back() -> None:
    """Leaving an async bridge is no word of its run: others wait until what was under way can't arrive any more."""
    office = Office(few(0))
    async with apart(cancelled(office, arrives=True)):
        before = office.known("lease")
    assert office.known("lease") == before
    severa, vnf = office.async_clients()
    later = AsyncBridge(severa, vnf, store=office.store, tenant="acme")
    for _ in range(2):
        with pytest.raises(LeaseLost):
            await later.sync("invoices")
        office.clock.advance(office.settings.takeover / 2)
    assert (await later.sync("invoices")).counts == {"adopted": 1}
    assert office.tally() == Tally()


def test_one_run_at_a_time() -> None:
    """A bridge that is at work is not begun a second time, not even when its lease has run out."""
    apart(begun_twice(Office(few(0))))


async def begun_twice(office: Office) -> None:
    """A host begins a second run while the first one waits for an answer."""
    bridge, run = await begun(office, arrives=True)
    office.clock.advance(office.settings.takeover)
    with pytest.raises(LeaseLost, match="at work already"):
        await bridge.sync("invoices")
    run.cancel()
    with pytest.raises(asyncio.CancelledError):
        await run


def test_one_may_look_while_a_run_goes_on() -> None:
    """From another thread, on the same bridge: what only reads neither renews the run's lease nor waits for it."""
    office = Office(few(0, 3))
    seen: list[Any] = []

    def looks() -> None:
        office.clock.advance(office.settings.lease * 0.6)
        before = office.known("lease")
        with ThreadPoolExecutor(1) as thread:
            asked = (bridge.preflight, bridge.problems, bridge.number_gaps, lambda: bridge.links("invoices"))
            seen.append([thread.submit(one).result() for one in asked])
            seen.append(thread.submit(bridge.reconcile, "2026-10").result())
        seen.append(office.known("lease") == before)

    office.link_registers()
    once = [looks]
    bridge = office.bridge(When("POST", "customerinvoice", lambda: once.pop()() if once else None))
    assert bridge.sync("invoices").counts == {"created": 2}
    assert (len(seen), seen[-1]) == (3, True)


def test_a_bridge_belongs_to_one_event_loop() -> None:
    """In another one it says so, before anything is asked."""
    office = Office(few(0))
    bridge = office.async_bridge()
    apart(bridge.sync("invoices"))
    before = len(office.severa.requests)
    for run in (bridge.sync, bridge.problems):
        with pytest.raises(BridgeError, match="belongs to another event loop"):
            apart(run())
    assert len(office.severa.requests) == before


def test_clients_of_the_wrong_kind_are_told_at_once() -> None:
    """A bridge says which client it takes where: of its own kind, and each in its place."""
    office = Office(few(0))
    (severa, vnf), (asevera, avnf) = office.clients(), office.async_clients()
    wrong: list[tuple[Any, Any, Any, str]] = [
        (AsyncBridge, severa, avnf, "AsyncBridge takes AsyncSevera as severa, not Severa"),
        (AsyncBridge, asevera, vnf, "AsyncBridge takes AsyncVismaNet as visma_net, not VismaNet"),
        (Bridge, asevera, vnf, "Bridge takes Severa as severa, not AsyncSevera"),
        (Bridge, vnf, severa, "Bridge takes Severa as severa, not VismaNet"),
    ]
    for bridge, first, second, told in wrong:
        with pytest.raises(TypeError, match=told):
            bridge(first, second, store=office.store, tenant="acme")


def test_a_sync_bridge_takes_no_store_that_must_be_awaited() -> None:
    """Nothing would ever be remembered."""

    class Later(MemoryStore):
        """A store of an async host's."""

        async def commit(self, tenant: str, writes: object) -> int:  # type: ignore[override]
            """Never called."""

    severa, vnf = Office(few(0)).clients()
    with pytest.raises(TypeError, match="Later must be awaited: AsyncBridge can"):
        Bridge(severa, vnf, store=cast(Any, Later()), tenant="acme")


@drivers
@pytest.mark.parametrize("named", [None, "", " ", 7])
def test_what_names_no_record_is_never_all(driver: Kind, named: Any) -> None:
    """A variable that nobody has set is a ValueError, in every call that names a record; nothing is sent."""
    office = Office(few(0, 3))
    for call in (
        lambda bridge: bridge.transfer_invoice(named),
        lambda bridge: bridge.relink("invoices", named, "Invoice 100001"),
        lambda bridge: bridge.unlink("invoices", named),
        lambda bridge: bridge.forget("invoices", named),
        lambda bridge: bridge.explain("customers", named),
    ):
        with pytest.raises(ValueError, match="named by its guid"):
            office.using(driver, call)
    assert (office.posts(), office.known("links")) == (0, {})


@drivers
def test_an_unknown_invoice_is_told(driver: Kind) -> None:
    """One that is not there is NotFound; one that waits for nothing is an empty report."""
    office = Office(few(0, 3))
    for guid in ("unknown", office.guid(0).replace(office.guid(0)[:4], "0000", 1)):
        with pytest.raises(NotFound):
            office.using(driver, lambda bridge, guid=guid: bridge.transfer_invoice(guid))
    assert office.posts() == 0
    for counts in ({"created": 1}, {}):
        assert office.using(driver, lambda bridge: bridge.transfer_invoice(office.guid(0))).counts == counts


@drivers
def test_a_guid_in_capitals_is_the_same_guid(driver: Kind) -> None:
    """However a person or a database spells it, the record is meant."""
    office = Office(few(0, 3))
    spelled = f" {office.guid(0).upper()} "
    assert office.using(driver, lambda bridge: bridge.transfer_invoice(spelled)).counts == {"created": 1}
    office.using(driver, lambda bridge: bridge.unlink("invoices", spelled))
    assert office.known("links") == {}


@drivers
def test_after_a_run_the_store_is_asked_to_make_its_file_whole(driver: Kind) -> None:
    """A store that has a checkpoint is called when nothing is under way any more; so a copy of the file is a backup."""
    with tempfile.TemporaryDirectory() as folder, SqliteStore(Path(folder, "links.db")) as store:
        office = Office(few(0, 3), store=store)
        office.cycle(driver)
        shutil.copy(Path(folder, "links.db"), Path(folder, "copy.db"))
        with SqliteStore(Path(folder, "copy.db")) as copy:
            assert len(copy.scan("acme", "links")) == 2
            assert copy.scan("acme", "lease") == store.scan("acme", "lease")


@drivers
def test_what_a_person_sends_again_is_carried_over_again(driver: Kind) -> None:
    """A bridge that stays up sees what happens between its runs."""
    office = Office(few(0))

    def runs(bridge: Any) -> Any:
        async def later() -> None:
            await bridge.sync("invoices")
            office.move(0, TO_TRANSFER)
            await bridge.sync("invoices")

        if driver == "async":
            return later()
        bridge.sync("invoices")
        office.move(0, TO_TRANSFER)
        return bridge.sync("invoices")

    office.using(driver, runs)
    assert office.tally() == Tally()
