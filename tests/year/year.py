"""The scripted year, day by day."""

from __future__ import annotations

import random
from datetime import date

from attrs import frozen

from severa_vnf.plan import Reconciled
from tests.flows.office import Office
from tests.year.buying import SUPPLIERS, purchases
from tests.year.calendar import workdays
from tests.year.figures import Figures, figures
from tests.year.host import EVENING, Host, office_of
from tests.year.interfering import Interference
from tests.year.people import People
from tests.year.sales import sales
from tests.year.size import YEAR, Size


@frozen
class Year:
    """What came of it. `closings` are the reconciliations made at the end of each month."""

    office: Office
    figures: Figures
    closings: tuple[Reconciled, ...]
    killed: int
    cycles: int

    @property
    def wrong(self) -> list[str]:
        """All that is not as it should be."""
        own = self.figures
        told = [f"{own.duplicates} too many"] if own.duplicates else []
        told += [f"{own.lost} lost"] if own.lost else []
        return [*told, *(str(one) for one in (*self.closings, *own.months) if not one.ok)]


def year(size: Size, kills: int = 0, *, rough: bool = False) -> Year:
    """Live through it, with a host that is killed so often; or roughly, see `Host`."""
    sold = sales(size)
    office = office_of(sold.world)
    office.vnf.load("supplier", [{**one, "status": "Active"} for one in SUPPLIERS])
    people = People(office, sold, purchases(size, sold.clients), size.seed)
    interference = Interference(people, size)
    during = interference.during if rough else None
    host = Host(office, kills, random.Random(f"host {size.seed}"), during)
    closings: list[Reconciled] = []
    before = workdays()[0]
    host.work()
    for day in workdays():
        host.at(day)
        entered, changed, closing = people.morning(day), interference.on(day), day.month != before.month
        if entered or changed or closing:
            host.work()
        if closing:
            closings.append(host.bridge().reconcile(f"{before:%Y-%m}"))
        host.at(day, EVENING)
        if people.afternoon():
            host.work()
        before = day
    host.meddle = None  # what somebody did in the last cycle of all is for the next to see
    host.work()
    closings.append(host.bridge().reconcile(f"{before:%Y-%m}"))
    months = [host.bridge().reconcile(f"{date(YEAR, month, 1):%Y-%m}") for month in range(1, 13)]
    return Year(office, figures(office, months, interference.deleted), tuple(closings), host.killed, host.cycles)
