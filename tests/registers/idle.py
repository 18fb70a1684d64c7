"""What a cycle costs in which nothing happened, however large the registers are.

`python -m tests.registers.idle [CUSTOMERS ...]` prints the exchanges of one, by service and path, more than a day after
the last change, and in which spaces of the store it wrote. With a new token a cycle first looks where it leads.
"""

from __future__ import annotations

import sys
from collections import Counter
from datetime import timedelta

from attrs import define, field, frozen

from severa_vnf import Bridge
from severa_vnf.flows.ask import Commit
from severa_vnf.ports import Check
from tests.flows.office import Office
from tests.flows.registers.office import Company
from tests.registers.worlds import SETTINGS, big

BOUND = 16
A_DAY = timedelta(hours=30)
QUIET_SPACES = frozenset({"register marks", "cost start", "lease"})
"""Where an idle cycle may write."""


@define
class Spaces:
    """An observer that notes where a run writes in the store."""

    written: set[str] = field(factory=set)

    def asked(self, question: object) -> None:
        """Perhaps a commit."""
        if isinstance(question, Commit):
            self.written |= {write.space for write in question.writes if not isinstance(write, Check)}

    def answered(self, question: object, answer: object) -> None:
        """Nothing."""


@frozen
class Idle:
    """The exchanges of an idle cycle by service, verb and path, and the spaces that it wrote in.

    `round` are those by which the first cycle with a new token makes sure where it leads.
    """

    asked: Counter[str]
    written: frozenset[str]
    round: Counter[str]

    @property
    def count(self) -> int:
        """How many exchanges."""
        return sum(self.asked.values())


def idle(customers: int, projects: int = 10, items: int = 10) -> Idle:
    """The fourth cycle of a host: the first links everything, the others come more than a day later."""
    quick = {"page_cap": 1000, "rate_limit": None}
    office = Company(
        big(customers, items, projects), SETTINGS, severa_switches=quick, vnf_switches={"calls_an_hour": 10**9}
    )
    observer = Spaces()
    bridge = office.bridge(observer)
    bridge.sync()
    office.clock.advance(A_DAY)
    bridge.sync()
    looking, asked = (_one(office, bridge, observer) for _ in range(2))
    return Idle(asked, frozenset(observer.written), looking - asked)


def _one(office: Office, bridge: Bridge, observer: Spaces) -> Counter[str]:
    office.clock.advance(timedelta(minutes=5))
    services = (office.severa, office.vnf)
    observer.written.clear()
    for service in services:
        service.requests.clear()
    bridge.sync()
    return Counter(f"{one.name} {request.method} {request.path}" for one in services for request in one.requests)


def main(*sizes: str) -> int:
    """Print an idle cycle for each size. 1 where one costs too much."""
    worst = 0
    for customers in map(int, sizes or ("100", "100000")):
        found = idle(customers)
        worst = max(worst, found.count)
        print(
            f"{customers:,} customers: {found.count} exchanges, bound {BOUND}; wrote {', '.join(sorted(found.written))}"
        )
        for line, count in sorted(found.asked.items()):
            print(f"  {count} {line}")
        print(f"  and once for each new token: {', '.join(sorted(found.round))}")
    return int(worst > BOUND)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
