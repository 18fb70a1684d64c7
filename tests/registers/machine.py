"""Persons, faults and crashes in any order: in the end both services agree, and no edit is lost without a word.

`python -m tests.registers.machine [runs [steps [seed]]]` tries many, and prints the seed.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from attrs import evolve
from hypothesis import HealthCheck, Verbosity, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from severa_vnf import BridgeError
from severa_vnf.plan import Report
from severa_vnf.testing.faults import Fault, Faults, Kind
from tests.flows.observers import Killed, Meanwhile, Stop
from tests.flows.office import Kind as Driver
from tests.flows.registers.office import Company
from tests.registers.agreement import complaints
from tests.registers.both import STREAMS, Both, look
from tests.registers.lost import Heard, lost
from tests.registers.people import People
from tests.registers.quiet import SETTLED, Written, cycle, in_doubt
from tests.registers.worlds import PAGE, SETTINGS, small
from tests.swarm.figures import commit, source

DRIVERS = st.sampled_from(["sync", "async"])
POINTS = st.integers(1, 60)
WORK = st.integers(1, 3)
SWEEP = timedelta(minutes=5)
"""How often sales cases are read where /projects does not list them."""
METHODS = st.sampled_from(["*", "GET", "POST", "PATCH", "PUT"])
SPACES = tuple(f"{space} {register}" for space in ("links", "links back", "numbers", "begun") for register in STREAMS)
SEVERA_SWITCHES: dict[str, list[Any]] = {
    "stamped_when_new": [False, True],
    "children_touch_customer": [False, True],
    "omit_nulls": [False, True],
    "cases_in_projects": [True, True, False],
}
VNF_SWITCHES: dict[str, list[Any]] = {
    "addresses_follow_main": [True, False],
    "omit_nulls": [True, False],
    "greater_includes": [False, True],
}


class Registers(RuleBasedStateMachine):
    """A few records of each kind, on their way to agree."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[Heard] = []
        self.trouble: BaseException | None = None
        self.twins: dict[tuple[str, str], str] = {}
        self.linked: dict[tuple[str, str], int] = {}

    @initialize(chance=st.randoms(use_true_random=False), before=st.booleans())
    def a_company(self, chance: random.Random, before: bool) -> None:
        """One of several sorts, which may have been synchronised before."""
        ours, theirs = (
            {name: chance.choice(of) for name, of in each.items()} for each in (SEVERA_SWITCHES, VNF_SWITCHES)
        )
        apart = not ours["cases_in_projects"]
        self.office = Company(
            small(),
            evolve(SETTINGS, sales_cases=SWEEP) if apart else SETTINGS,
            severa_switches={"page_cap": PAGE, **ours},
            vnf_switches={"max_page_size": 3, "default_page_size": 3, **theirs},
        )
        self.people = People(self.office, lambda strategy: None)
        if before:
            self.cycle("sync")

    def work(self, data: st.DataObject, times: int, *, during: bool = False) -> None:
        """Persons do this and that."""
        self.people.draw, self.people.during = data.draw, during
        for _ in range(times):
            self.people.work()

    @rule(data=st.data(), times=WORK)
    def somebody_works(self, data: st.DataObject, times: int) -> None:
        """In Severa or in Visma.net."""
        self.work(data, times)

    @rule(severa=st.booleans(), kind=st.sampled_from([*Kind]), method=METHODS, nth=st.integers(1, 3))
    def a_service_fails(self, severa: bool, kind: Kind, method: str, nth: int) -> None:
        """One of the next calls of that sort meets a trouble."""
        service = self.office.severa if severa else self.office.vnf
        service.faults = Faults([Fault(kind, method=method, path="^(?!.*token)", nth=nth)])

    @rule(driver=DRIVERS)
    def a_run(self, driver: Driver) -> None:
        """A cycle."""
        self.cycle(driver)

    @rule(driver=DRIVERS, at=POINTS, when=st.sampled_from(["before", "after"]))
    def a_run_dies(self, driver: Driver, at: int, when: Any) -> None:
        """A cycle that ends at a question."""
        self.cycle(driver, Stop(at, when))

    @rule(data=st.data(), driver=DRIVERS, at=POINTS, times=WORK)
    def somebody_works_during_a_run(self, data: st.DataObject, driver: Driver, at: int, times: int) -> None:
        """Between two questions."""
        self.cycle(driver, Meanwhile(at, lambda: self.work(data, times, during=True)))

    @rule(driver=DRIVERS, at=POINTS, minutes=st.sampled_from([0, 6, 12]))
    def another_host_works_during_a_run(self, driver: Driver, at: int, minutes: int) -> None:
        """Between two questions, which may be far apart."""
        self.cycle(driver, Meanwhile(at, self.another_host(minutes)))

    def another_host(self, minutes: int) -> Callable[[], None]:
        """What happens when one stands still so long."""

        def works() -> None:
            self.office.clock.advance(timedelta(minutes=minutes))
            self.cycle("sync")

        return works

    @rule(hours=st.sampled_from([0.1, 0.5, 3, 30]))
    def time_passes(self, hours: float) -> None:
        """Leases run out, and what is lost can't come any more."""
        self.office.clock.advance(timedelta(hours=hours))

    @rule(driver=DRIVERS)
    def all_is_quiet(self, driver: Driver) -> None:
        """Where nothing fails and nobody works, both agree soon, and then nothing more is written."""
        office = self.office
        office.severa.faults = office.vnf.faults = Faults()
        office.clock.advance(office.settings.takeover)
        written = Written()
        for _ in range(SETTLED):
            written.done.clear()
            ended = self.cycle(driver, written)
            office.clock.advance(timedelta(minutes=5))
            if ended and not written.done and not in_doubt(office):
                break
        else:
            told = ["never quiet", *written.done, *map(str, self.people.edits)]
            raise AssertionError("\n".join(told)) from self.trouble
        both = self.look()
        found = [
            *complaints(both, self.people.made),
            *lost(both, self.people.edits, self.heard, self.linked),
            *self.changed_twins(both),
        ]
        assert not found, "\n".join([*found, *map(str, [*both.problems, *self.people.edits])])
        self.nothing_more(driver)

    def nothing_more(self, driver: Driver) -> None:
        """One more cycle changes nothing, in either service or in the links."""
        office, written, before = self.office, Written(), self.remembered()
        if not self.cycle(driver, written):
            raise AssertionError("a quiet cycle fails") from self.trouble
        assert written.done == []
        assert self.remembered() == before
        office.clock.advance(timedelta(minutes=5))

    def remembered(self) -> dict[str, Any]:
        """The links, and what else says which record is which."""
        return {space: self.office.known(space) for space in SPACES}

    def look(self) -> Both:
        """Both services, and what the bridge knows."""
        return look(self.office.severa, self.office.vnf, self.office.bridge(), self.people.edits)

    def changed_twins(self, both: Both) -> list[str]:
        """Nobody unlinks here: a record keeps its twin for ever."""
        found = []
        for stream in STREAMS:
            for one, other in (*both.vnf_ids[stream].items(), *both.guids[stream].items()):
                if self.twins.setdefault((stream, one), other) != other:
                    found.append(f"{stream} {one} was linked with {self.twins[stream, one]}, and is with {other}")
        return found

    def cycle(self, driver: Driver, observer: Any = None) -> bool:
        """A cycle of a fresh process. Whether it ended well."""
        try:
            self.hear(cycle(self.office, driver, observer))
        except (Killed, BridgeError) as error:
            self.trouble = error
            self.heard.append(Heard(len(self.people.edits), unheard=True))
            return False
        finally:
            for stream in STREAMS:
                for guid in self.office.known(f"links {stream}"):
                    self.linked.setdefault((stream, guid), len(self.people.edits))
        return True

    def hear(self, report: Report) -> None:
        """Somebody reads the report."""
        problems = frozenset(problem.record for problem in report.problems)
        outcomes = frozenset(outcome.record for outcome in report.outcomes)
        self.heard.append(Heard(len(self.people.edits), problems, outcomes))

    def teardown(self) -> None:
        """However it went, it must come to rest."""
        if hasattr(self, "office"):
            self.all_is_quiet("sync")


def session(runs: int, steps: int, **more: Any) -> settings:
    """How much is tried."""
    return settings(max_examples=runs, stateful_step_count=steps, suppress_health_check=[*HealthCheck], **more)


def main(runs: str = "500", steps: str = "50", chosen: str = "") -> int:
    """Try so many runs of so many steps. Whoever has the seed can try the same ones."""
    number = int(chosen) if chosen else random.SystemRandom().randrange(10**9)
    print(f"{runs} runs of {steps} steps, seed {number}; commit {commit()}, src {source()}", flush=True)
    machine = seed(number)(Registers)
    much = session(int(runs), int(steps), deadline=None, database=None, verbosity=Verbosity.normal, print_blob=True)
    run_state_machine_as_test(machine, settings=much)
    print("both services agreed, and no edit was lost")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
