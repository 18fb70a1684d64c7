from __future__ import annotations

from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest

from severa_vnf import severa
from severa_vnf.desk import LAST
from severa_vnf.errors import OutcomeUnknown, RateLimited, ServiceDown
from severa_vnf.testing import SeveraSimulator, VnfSimulator
from severa_vnf.testing.faults import Fault, Faults, Kind
from severa_vnf.wire.exchange import Draw, Login, Look, Pause, exchange
from severa_vnf.wire.pace import Pace
from tests.flows.office import Kind as Driver
from tests.flows.office import Office, few
from tests.hosts import Host, both
from tests.wire.test_exchange import POST, TAKEN, state
from tests.wires import GET, sender

drivers = pytest.mark.parametrize("driver", ["sync", "async"])


@both
def test_nothing_is_tried_again_after_a_moment(host: Host) -> None:
    """What fails is tried again as long as there is time, and its last error is told before that is over."""
    sim = SeveraSimulator()
    sim.faults = Faults([Fault(Kind.SERVER_ERROR, path="^(?!.*token)")])
    client = host.severa(sim, max_retries=50)
    until = sim.clock.now() + timedelta(seconds=8)
    with pytest.raises(ServiceDown):
        host.answer(client.send(severa.invoice_statuses.list().first, until=until))
    assert 2 < len(sim.requests) < 10
    assert sim.clock.now() < until


@both
def test_nor_is_a_place_waited_for_that_comes_later(host: Host) -> None:
    """A pace that has no place before that moment is an error at once, and nothing is sent."""
    one = sender(host, pace=Pace(1))
    host.answer(one.send(GET))
    with pytest.raises(RateLimited, match="spent"):
        host.answer(one.send(GET, until=one.clock.now() + timedelta(seconds=0.5)))
    assert one.requests == 1


def test_nor_is_work_asked_after() -> None:
    """Work that was taken over is not asked after any longer: nobody knows how it went."""
    answers: dict[type, Any] = {Login: None, Look: None, Draw: 0.5, Pause: False}
    replies = iter([TAKEN, state("Started", 0)])
    steps, answer = exchange(POST, 5), None
    with pytest.raises(OutcomeUnknown, match="not finished in time"):
        while True:
            step = steps.send(answer)
            answer = answers[type(step)] if type(step) in answers else next(replies)


@drivers
@pytest.mark.parametrize("system", ["severa", "vnf"])
def test_a_run_is_over_soon_after_its_deadline(driver: Driver, system: str) -> None:
    """However often a service fails: a deadline is one for what is tried again too."""
    office = Office(few(0))
    service: SeveraSimulator | VnfSimulator = office.severa if system == "severa" else office.vnf
    service.faults = Faults([Fault(Kind.SERVER_ERROR, "GET", "/(customers?|invoices)$")])
    begun = office.clock.now()
    with suppress(ServiceDown):
        office.using(driver, lambda bridge: bridge.sync(deadline=2.0))
    assert office.clock.now() - begun < timedelta(seconds=2) + LAST
