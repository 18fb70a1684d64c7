"""What follows a transfer: each file hangs on its document once, each is released once, a credit note is applied."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from attrs import evolve

from severa_vnf import Settings
from severa_vnf.ports import MappingStore
from severa_vnf.testing.faults import Kind
from tests.crashes.points import Story, undisturbed
from tests.flows.following.papers import CREDIT_NOTE, CREDITED, document, due, hung, log
from tests.flows.office import Kind as Driver
from tests.flows.office import Office, Tally, few

ALL = Settings(attachments=True, invoice_pdf=True, apply_credit_notes=True, release=True)


def begin(store: MappingStore) -> Office:
    """An invoice with two files, and its credit note with one: all is due of them."""
    office = Office(few(CREDITED, CREDIT_NOTE), settings=ALL, store=store)
    for place, names in enumerate((("a.pdf", "b.pdf"), ("c.pdf",))):
        for name in names:
            office.severa.attach(office.guid(place), name, name.encode())
    return office


def _finish(office: Office, driver: Driver) -> None:
    """Cycles, a quarter of an hour apart, until nothing is due any more."""
    end = office.clock.now() + timedelta(hours=3)
    while len(office.known("links")) < 2 or due(office):
        assert office.clock.now() < end, f"never quiet: {due(office)}"
        office.clock.advance(timedelta(minutes=15))
        office.cycle(driver)


def ended(office: Office) -> Any:
    """Files with their revisions and marks, what is open, what was set against what, and what is told or due still."""
    told = [(hung(office, place), document(office, place)["status"]) for place in range(2)]
    marks = [one["sendToAutoinvoice"] for one in office.vnf.documents("attachment")]
    applied = [(one["refNbr"], one["amountPaid"]) for one in document(office, 1)["applicationLines"]]
    numbers = [office.invoice(place)["number"] for place in range(2)]
    rest = document(office)["balanceInCurrency"], len(office.documents()), log(office), due(office)
    return told, marks, applied, numbers, rest


UNDISTURBED = undisturbed(begin, Office.cycle, _finish, ended)


def _tally(office: Office) -> Tally:
    """Two releases and five files are asked for, and nothing again but what a fault kept from being done."""
    sent = [one.path for one in office.vnf.requests if one.method == "POST"]
    asked = sum(path.endswith(("/attachment", "/action/release")) for path in sent)
    undone = sum(fault.kind in (Kind.SERVER_ERROR, Kind.UNREACHABLE) for fault in office.vnf.faults.faults)
    return evolve(UNDISTURBED.tally(office), duplicates=max(0, asked - 7 - undone))


STORIES: Mapping[str, Story[Office]] = {"following: all": evolve(UNDISTURBED, tally=_tally)}
