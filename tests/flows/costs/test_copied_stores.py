"""A store that was copied or restored, or that works under two names, makes no second fee and sends no file twice."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from severa_vnf import Bridge, Rebill, Settings
from severa_vnf.flows.registers.link import Spaces
from severa_vnf.plan import Action, Adopted, Created, Held, Outcome, Updated
from severa_vnf.ports import Put
from severa_vnf.stores import MemoryStore
from severa_vnf.testing.faults import Faults
from tests.flows.costs.purchases import TODAY, Buyer, line, unheard
from tests.flows.costs.test_files import names
from tests.flows.costs.test_held import close
from tests.flows.costs.test_never_twice import SAID, official
from tests.flows.office import Kind as Driver
from tests.flows.office import codes


def on(here: Buyer, store: MemoryStore, driver: Driver = "sync") -> list[type[Outcome]]:
    """A cycle of a host that has this store; what came of the lines."""
    ours, here.store = here.store, store
    outcomes = [type(one) for one in here.cycle(driver).outcomes]
    here.store = ours
    here.clock.advance(timedelta(minutes=1))
    return outcomes


@pytest.mark.parametrize("driver", ["sync", "async"])
def test_two_hosts_that_take_turns_on_copies(driver: Driver) -> None:
    """Whichever of them comes first makes the fee, and the other adopts it: a customer is charged once."""
    here = Buyer(settings=Settings(costs=Rebill(Decimal("1.5")))).begun()
    copy = here.backup()
    for place in range(4):
        here.bill(f"70000{place}", line(100), line(100), line(7, "1002"))
        both = [here.store, copy] if place % 2 else [copy, here.store]
        assert isinstance(both[0], MemoryStore)
        assert isinstance(both[1], MemoryStore)
        assert on(here, both[0], driver) == [Created] * 3
        assert on(here, both[1], driver) == [Adopted] * 3
    assert (len(here.costs()), len(here.costs("1002"))) == (8, 4)


def test_corrections_on_copies() -> None:
    """An amount that changes is corrected by one of them."""
    here = Buyer().begun()
    here.bill("1", line(100))
    here.cycle()
    copy = here.backup()
    here.amend("1", line(120))
    assert isinstance(here.store, MemoryStore)
    assert on(here, copy) + on(here, here.store) == [Updated, Adopted]
    assert here.costs() == ["100", "20"]


@pytest.mark.parametrize("hours", [0, 3, 24])
def test_a_store_that_was_restored(hours: int) -> None:
    """A backup of a moment ago, or of yesterday, does not know the newest fees, and finds them."""
    here = Buyer().begun()
    older = here.backup()
    for place in range(3):
        here.bill(str(place), line(100 + place))
        here.cycle()
    here.clock.advance(timedelta(hours=hours, minutes=5))
    here.store = older
    assert [type(one) for one in here.cycle().outcomes] == [Adopted] * 3
    assert here.costs() == ["100", "101", "102"]


def test_one_store_under_two_names() -> None:
    """Two tenants of one store that are the same company do not know of each other, and carry each cost once."""
    here = Buyer(settings=Settings(go_live=date(2026, 10, 1)))

    def other() -> Bridge:
        severa, vnf = here.clients()
        return Bridge(severa, vnf, store=here.store, settings=here.settings, tenant="acme again")

    projects = here.store.scan("acme", Spaces("projects").numbers)
    here.store.commit("acme again", [Put(Spaces("projects").numbers, one.key, one.value, None) for one in projects])
    for place in range(3):
        here.bill(str(place), line(100 + place))
        first, second = (here.bridge(), other()) if place % 2 else (other(), here.bridge())
        assert first.sync("costs").counts == {"created": 1}
        here.clock.advance(timedelta(minutes=1))
        assert second.sync("costs").counts == {"adopted": 1}
        here.clock.advance(timedelta(minutes=1))
    assert here.costs() == ["100", "101", "102"]


def test_a_line_that_waited_here_and_not_there() -> None:
    """What one host held and another carried meanwhile, however long ago, is found once it can be carried."""
    here = Buyer().begun()
    here.bill("1", line(100))
    close(here, "1001")
    here.cycle()
    copy = here.backup()
    close(here, "1001", closed=False)
    on(here, copy)
    close(here, "1001")
    for _ in range(8):
        here.clock.advance(timedelta(minutes=50))
        here.cycle()
    close(here, "1001", closed=False)
    assert [type(one) for one in here.cycle().outcomes] == [Adopted]
    assert here.costs() == ["100"]


def test_a_project_that_was_linked_there_first() -> None:
    """A project that this host links later brings along only what the other has not carried."""
    here = Buyer(linked=("1001",)).begun()
    here.bill("1", line(7, "1002"))
    here.cycle()
    ours, here.store = here.store, here.backup()
    here.link("1002")
    here.cycle()
    here.store = ours
    for _ in range(4):
        here.clock.advance(timedelta(minutes=50))
        here.cycle()
    here.link("1002")
    assert [type(one) for one in here.cycle().outcomes] == [Adopted]
    assert here.costs("1002") == ["7"]


def test_a_persons_fees_are_no_doubt() -> None:
    """Fees that people enter meanwhile cost no look on a project, as long as they do not say what a line says."""
    here = Buyer().begun()
    official(here, description="By hand")
    official(here, eventDate="2026-10-29")
    here.bill("1", line(100))
    here.cycle()
    assert not any("/projects/" in asked for asked in here.asked())
    assert len(here.fees()) == 3


def test_a_new_fee_that_cannot_be_read() -> None:
    """A new fee in Severa that can't be read may be any line's: each is looked for on its own project."""
    here = Buyer().begun()
    here.severa.load("project_fees", [{"project": {"guid": here.project("1002")}, "eventDate": TODAY, "quantity": 1}])
    here.spoil("project_fees", here.fees()[0]["guid"], quantity="one")
    here.bill("1", line(100), line(7, "1002"))
    report = here.cycle()
    assert [type(one) for one in report.outcomes] == [Created, Held]
    assert codes(report) == ["cost-fees-unreadable"]


def test_a_preview_on_a_copy() -> None:
    """A preview says that a fee is there which another host has made."""
    here = Buyer().begun()
    here.bill("1", line(100))
    official(here, description=SAID)
    assert [step.action for step in here.bridge().preview("costs").steps] == [Action.ADOPT]


@pytest.mark.parametrize("later", [True, False])
def test_files_on_copies(later: bool) -> None:
    """A file is sent by one of them, whether it comes with its document or later."""
    here = Buyer().begun()
    copy = here.backup()
    here.bill("1", line(100), line(7, "1002"))
    assert isinstance(here.store, MemoryStore)
    if later:
        on(here, here.store)
        on(here, copy)
    here.vnf.attach("supplier_invoice", "Invoice/1", "scan.pdf", b"s")
    on(here, copy)
    on(here, here.store)
    assert names(here) == ["scan.pdf", "scan.pdf"]
    assert here.waiting() == []


def test_in_doubt_a_line_takes_no_fee_of_another() -> None:
    """What was found for one line is not found again in the same run for another that is equal."""
    here = Buyer().begun()
    here.bill("1", line(100))
    here.severa.faults = unheard()
    here.cycle()
    here.severa.faults = Faults()
    here.clock.advance(timedelta(hours=2))
    here.bill("1", line(100), line(100))
    assert [type(one) for one in here.cycle().outcomes] == [Adopted, Created]
    assert here.costs() == ["100", "100"]
