"""What follows a transfer may be stopped at any point: the next runs bring everything to the same end, once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from typing import Any, Literal

import pytest

from severa_vnf import LeaseLost, Settings
from severa_vnf.testing.faults import Fault, Faults
from severa_vnf.testing.faults import Kind as Trouble
from tests.flows.following.papers import CREDIT_NOTE, CREDITED, document, due, hung, log
from tests.flows.observers import Killed, Meanwhile, Stop
from tests.flows.office import Kind, Office, few

drivers = pytest.mark.parametrize("driver", ["sync", "async"])
ALL = Settings(attachments=True, invoice_pdf=True, apply_credit_notes=True, release=True)
LOST = [Trouble.ANSWER_LOST, Trouble.SERVER_ERROR]


def busy() -> Office:
    """An invoice with two files, and its credit note with one: all is due of them."""
    office = Office(few(CREDITED, CREDIT_NOTE), settings=ALL)
    for place, names in enumerate((("a.pdf", "b.pdf"), ("c.pdf",))):
        for name in names:
            office.severa.attach(office.guid(place), name, name.encode())
    return office


def quiet(office: Office, driver: Kind) -> None:
    """Cycles, a quarter of an hour apart, until nothing is due any more."""
    end = office.clock.now() + timedelta(hours=3)
    while len(office.known("links")) < 2 or due(office):
        assert office.clock.now() < end, f"never quiet: {due(office)}"
        office.clock.advance(timedelta(minutes=15))
        office.cycle(driver)


def ended(office: Office) -> Any:
    """Where it has come to: files with their revisions and marks, what is open, and what was set against what."""
    told = [(hung(office, place), document(office, place)["status"]) for place in range(2)]
    marks = [one["sendToAutoinvoice"] for one in office.vnf.documents("attachment")]
    applied = [(one["refNbr"], one["amountPaid"]) for one in document(office, 1)["applicationLines"]]
    numbers = [office.invoice(place)["number"] for place in range(2)]
    return told, marks, applied, document(office)["balanceInCurrency"], numbers, len(office.documents()), log(office)


def asked(office: Office, path: str) -> list[str]:
    """The documents of which something was asked, once for each time."""
    return sorted(one.path for one in office.vnf.requests if one.method == "POST" and one.path.endswith(path))


def whole() -> Any:
    """Where it comes to where nothing happens."""
    office = busy()
    office.cycle()
    assert not due(office)
    return ended(office)


def dying(driver: Kind, when: Literal["before", "after"]) -> Iterator[Office]:
    """Each run that died at its first, second, ... exchange or commit, brought to its end."""
    point, more = 1, True
    while more:
        office = busy()
        stop = Stop(point, when)
        with suppress(Killed):
            office.cycle(driver, stop)
        more = stop.dead
        if more:
            quiet(office, driver)
            yield office
        point += 1


@drivers
@pytest.mark.parametrize("when", ["before", "after"])
def test_a_process_may_die_at_any_point(driver: Kind, when: Literal["before", "after"]) -> None:
    """Killed before or just after any exchange or commit: each file hangs there once, each is released once."""
    right, ends = whole(), list(dying(driver, when))
    assert len(ends) > 40
    for office in ends:
        assert ended(office) == right
        assert (len(asked(office, "/action/release")), len(asked(office, "/attachment"))) == (2, 5)


@pytest.mark.parametrize("kind", LOST)
@pytest.mark.parametrize("name", ["severa", "vnf"])
@drivers
def test_any_answer_may_be_lost(driver: Kind, kind: Trouble, name: str) -> None:
    """Whatever exchange fails, and whether it was carried out or not, it comes to the same end."""
    right, point, struck = whole(), 0, True
    while struck:
        point += 1
        office = busy()
        service = {"severa": office.severa, "vnf": office.vnf}[name]
        service.faults = Faults([Fault(kind, path="^(?!.*token)", nth=point)])
        office.cycle(driver)
        struck = len(service.requests) >= point
        quiet(office, driver)
        assert ended(office) == right
    assert point > 10


@pytest.mark.parametrize("pause", [timedelta(seconds=1), timedelta(minutes=6)], ids=str)
def test_a_host_may_be_stopped_while_another_works(pause: timedelta) -> None:
    """A host that stands still at any point, and goes on after another has worked, does nothing a second time."""
    right, point, more = whole(), 0, True
    while more:
        point += 1
        office = busy()
        stands = Meanwhile(point, lambda office=office: another(office, pause))
        with suppress(LeaseLost):
            office.cycle("sync", stands)
        more = stands.asked_so_far >= point
        quiet(office, "sync")
        assert ended(office) == right
    assert point > 40


def another(office: Office, pause: timedelta) -> None:
    """Another host works, if it may."""
    office.clock.advance(pause)
    with suppress(LeaseLost):
        office.cycle()
