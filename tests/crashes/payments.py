"""Payments are told to Severa, and what drifted to a person: the end is that of a run to which nothing happened."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from severa_vnf import BridgeError
from severa_vnf.ports import MappingStore, Observer
from tests.crashes.points import Story, undisturbed
from tests.flows.ledger import Ledger
from tests.flows.office import TRANSFERRED, Office, few
from tests.flows.office import Kind as Driver


def _paid(store: MappingStore) -> Office:
    """Of three invoices one is paid, one in part, one taken back; a credit note is settled that waits to be sent."""
    ledger = Ledger.sent(Office(few(0, 3, 5, 6), store=store))
    taken_back = ledger.pay(2)
    ledger.cycle()
    ledger.office.move(3, TRANSFERRED)
    ledger.pay(0)
    ledger.pay(1, 1)
    ledger.office.vnf.void(taken_back)
    ledger.pay(3)
    ledger.days(1)
    return ledger.office


def _drifted(store: MappingStore) -> Office:
    """One document is changed, one voided, one reversed, one put back, and a number changed, all since the last run."""
    ledger = Ledger.sent(Office(few(0, 3, 5, 7), store=store))
    ledger.days(2)
    ledger.cycle()
    ledger.change(3, documentDate="2026-07-01")
    ledger.cycle()
    ledger.change(3, documentDate=ledger.office.invoice(3)["date"])
    ledger.undo("200009")
    ledger.change(1, documentDate="2026-07-01")
    ledger.change(2, status="Voided")
    ledger.office.severa.edit("invoices", ledger.office.guid(3), number=4711)
    ledger.days(1)
    return ledger.office


def _run(office: Office, driver: Driver, observer: Observer | None) -> None:
    Ledger(office).cycle(driver, observer)


def _finish(office: Office, driver: Driver) -> None:
    """Two cycles that end well: the next two, or one more where an exchange is struck."""
    well, left = 0, 2 + len(office.severa.faults.faults) + len(office.vnf.faults.faults)
    while well < 2:
        left -= 1
        assert left >= 0, "not well"
        with suppress(BridgeError):
            _run(office, driver, None)
            well += 1


def _ended(office: Office) -> Any:
    """Statuses and days, what is remembered, and what is told."""
    agreed = {guid: one["status"] for guid, one in office.known("payments").items()}
    remembered = agreed, list(office.known("payments waiting")), set(office.known("drift"))
    told = sorted((one.record, one.cause.code, one.cause.value) for one in office.bridge().problems())
    return [Ledger(office).stands(place) for place in range(4)], remembered, told


STORIES: Mapping[str, Story[Office]] = {
    "payments: paid": undisturbed(_paid, _run, _finish, _ended),
    "payments: drifted": undisturbed(_drifted, _run, _finish, _ended),
}
