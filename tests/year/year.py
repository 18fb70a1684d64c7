"""The scripted year, day by day."""

from __future__ import annotations

import random
from datetime import date

from attrs import frozen

from severa_vnf.plan import Reconciled
from tests.year.buying import SUPPLIERS, purchases
from tests.year.calendar import workdays
from tests.year.figures import Figures, cost_tally, figures
from tests.year.host import EVENING, Host, office_of
from tests.year.interfering import Interference
from tests.year.people import People
from tests.year.sales import sales
from tests.year.size import YEAR, Size


@frozen
class Year:
    """What came of it. `closings` are the reconciliations made at the end of each month."""

    figures: Figures
    closings: tuple[Reconciled, ...]
    killed: int
    cycles: int
    costs_too_many: int
    costs_too_few: int

    @property
    def wrong(self) -> list[str]:
        """All that is not as it should be."""
        own = self.figures
        counts = {
            "documents too many": own.duplicates,
            "invoices lost": own.lost,
            "costs too many": self.costs_too_many,
            "costs too few": self.costs_too_few,
        }
        told = [f"{count} {what}" for what, count in counts.items() if count]
        return [*told, *(str(one) for one in (*self.closings, *own.months) if not one.ok)]


def year(size: Size, kills: int | None = None) -> Year:
    """Live through it."""
    sold = sales(size)
    office = office_of(sold.world)
    office.vnf.load("supplier", [{**one, "status": "Active"} for one in SUPPLIERS])
    people = People(office, sold, purchases(size, sold.clients), size.seed)
    interference = Interference(people, size.seed)
    host = Host(office, size.kills if kills is None else kills, random.Random(f"kills {size.seed}"))
    closings: list[Reconciled] = []
    before = workdays()[0]
    host.work()
    for day in workdays():
        host.at(day)
        people.morning(day)
        interference.on(day)
        host.work()
        if day.month != before.month:
            closings.append(host.bridge().reconcile(f"{before:%Y-%m}"))
        host.at(day, EVENING)
        people.afternoon()
        host.work()
        before = day
    closings.append(host.bridge().reconcile(f"{before:%Y-%m}"))
    months = [host.bridge().reconcile(f"{date(YEAR, month, 1):%Y-%m}") for month in range(1, 13)]
    too_many, too_few = cost_tally(office, interference.deleted)
    return Year(figures(office, months), tuple(closings), host.killed, host.cycles, too_many, too_few)
