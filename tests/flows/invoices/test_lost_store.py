"""A store that was lost, or came back from an older backup: what stands on both sides is linked, never sent again."""

from __future__ import annotations

import shutil
from contextlib import suppress
from copy import deepcopy
from pathlib import Path

import pytest
from attrs import evolve

from severa_vnf.plan import Adopted, Held
from severa_vnf.stores import MemoryStore, SqliteStore
from tests.flows.observers import Killed, When, dies
from tests.flows.office import DRAFT, FAILED, TO_TRANSFER, TRANSFERRED, Kind, Office, Tally, codes, few

drivers = pytest.mark.parametrize("driver", ["sync", "async"])


@drivers
def test_numbered_invoices_are_linked_again_first(driver: Kind) -> None:
    """An empty store beside invoices that carry numbers learns their links before anything is sent."""
    office = Office(few(0, 3, 6, 10))
    office.move(3, DRAFT)
    office.cycle(driver)
    before = office.known("links")
    office.store = MemoryStore()
    office.move(3, TO_TRANSFER)
    assert office.cycle(driver).counts == {"created": 1}
    after = office.known("links")
    assert {guid: after[guid] for guid in before} == before
    assert (len(after), office.posts(), office.tally()) == (4, 4, Tally())


@pytest.mark.parametrize("status", [TO_TRANSFER, FAILED])
@drivers
def test_one_that_was_put_back_is_not_sent_again(driver: Kind, status: str) -> None:
    """Nor is an invoice whose number is there and that was put back meanwhile: it gets its status back."""
    office = Office(few(0, 6))
    office.cycle(driver)
    office.store = MemoryStore()
    office.move(0, status)
    office.move(1, status)
    assert office.cycle(driver).counts == {"adopted": 2}
    assert (office.status(0), office.status(1), office.posts()) == (TRANSFERRED, TRANSFERRED, 2)


@drivers
def test_a_number_without_its_document_is_reported(driver: Kind) -> None:
    """A number that no document has, or one that differs, is a problem; nothing is sent."""
    office = Office(few(0, 3))
    office.severa.edit("invoices", office.guid(0), number=77)
    office.cycle(driver)
    office.store = MemoryStore()
    office.move(1, TO_TRANSFER)
    office.total(1, "5.00")
    assert codes(office.cycle(driver)) == ["number-without-document", "numbered-alike"]
    assert office.posts() == 1


@drivers
def test_lost_just_after_the_document_was_made(driver: Kind) -> None:
    """A document whose making the store does not know of is adopted by its mark."""
    office = Office(few(0))
    with suppress(Killed):
        office.cycle(driver, When("POST", "customerinvoice", dies, "after"))
    office.store = MemoryStore()
    (outcome,) = office.cycle(driver).outcomes
    assert (type(outcome), office.posts(), office.tally()) == (Adopted, 1, Tally())


def test_lost_after_a_document_of_another_total_was_made() -> None:
    """One that is found by its mark alone and differs is held with both sides: nobody knows who has seen it."""
    office = Office(few(0, wrong_vat=True))
    office.move(0, DRAFT)
    with suppress(Killed):
        office.cycle(observer=When("POST", "customerinvoice", dies, "after"))
    office.store = MemoryStore()
    report = office.cycle()
    assert (isinstance(report.outcomes[0], Held), codes(report)) == (True, ["sent-again-and-different"])
    assert (office.posts(), len(office.documents())) == (1, 1)


@drivers
def test_a_memory_store_from_an_older_copy(driver: Kind) -> None:
    """A store put back as it was before the document was made adopts it, and adopts one that was finished too."""
    office = Office(few(0, 3))
    office.move(1, DRAFT)
    office.cycle(driver)
    kept: MemoryStore = office.store
    older = MemoryStore()
    older._version, older._records, older._order = deepcopy((kept._version, kept._records, kept._order))
    office.move(1, TO_TRANSFER)
    with suppress(Killed):
        office.cycle(driver, When("POST", "customerinvoice", dies, "after"))
    office.store = older
    office.clock.advance(office.settings.takeover)
    assert office.cycle(driver).counts == {"adopted": 1}
    assert (office.posts(), office.tally()) == (2, Tally())


@drivers
def test_a_file_from_an_older_backup(driver: Kind, tmp_path: Path) -> None:
    """So does a file copied back from before the transfer."""
    with SqliteStore(tmp_path / "links.db") as store:
        office = Office(few(0, 3), store=store)
        office.move(1, DRAFT)
        office.cycle(driver)
    shutil.copy(tmp_path / "links.db", tmp_path / "backup.db")
    with SqliteStore(tmp_path / "links.db") as store:
        office.store = store
        office.move(1, TO_TRANSFER)
        office.cycle(driver)
    office.move(1, TO_TRANSFER)
    with SqliteStore(tmp_path / "backup.db") as store:
        office.store = store
        assert office.cycle(driver).counts == {"adopted": 1}
    assert (office.posts(), office.tally()) == (2, Tally())


@drivers
def test_rebuild_links_and_writes_nothing_else(driver: Kind) -> None:
    """rebuild links every numbered invoice without a link by number and total, and writes to neither service."""
    office = Office(few(0, 3, 6))
    office.cycle(driver)
    before, written = office.known("links"), _writes(office)
    office.total(1, "1.00")
    office.store = MemoryStore()
    office.link_registers()
    report = office.using(driver, lambda bridge: bridge.rebuild())
    assert report.counts == {"adopted": 2, "held": 1}
    assert codes(report) == ["numbered-alike"]
    assert office.known("links") == {guid: link for guid, link in before.items() if guid != office.guid(1)}
    assert _writes(office) == written
    again = office.using(driver, lambda bridge: bridge.rebuild())
    assert again.counts == {"held": 1}


def _writes(office: Office) -> int:
    return sum(one.method != "GET" for one in (*office.severa.requests, *office.vnf.requests))


def test_rebuild_finds_numbers_with_leading_zeros() -> None:
    """Severa's number 101 is Visma.net's 000101."""
    office = Office(few(0))
    first = {"numberingId": "ARINVOICE", "nextNumber": "000101", "lastNbr": "000100", "endNbr": "999999", "nbrStep": 1}
    office.vnf.edit("number_sequence", "ARINVOICE", sequence=[first])
    office.cycle()
    before = office.known("links")
    office.store = MemoryStore()
    office.link_registers()
    office.using("sync", lambda bridge: bridge.rebuild())
    assert office.known("links") == before


def test_a_document_that_two_invoices_claim_is_given_to_neither() -> None:
    """Where two series have the number and total of one document, a person must say whose it is."""
    world = few(0)
    (invoice,) = world.severa["invoices"]
    copy = {**invoice, "guid": "0" + invoice["guid"][1:], "invoiceNumberBusinessUnitGuid": "another series"}
    rows = world.severa["invoice_rows"]
    copied = [{**row, "guid": "0" + row["guid"][1:], "invoiceGuid": copy["guid"]} for row in rows]
    severa = {**world.severa, "invoices": [invoice, copy], "invoice_rows": [*rows, *copied]}
    office = Office(evolve(world, severa=severa))
    office.move(1, DRAFT)
    office.cycle()
    office.severa.edit("invoices", office.guid(1), number=office.invoice(0)["number"])
    office.store = MemoryStore()
    office.link_registers()
    assert office.using("sync", lambda bridge: bridge.rebuild()).counts == {"held": 2}
    office.using(
        "sync", lambda bridge: bridge.relink("invoices", office.guid(0), f"Invoice {office.invoice(0)['number']}")
    )
    assert office.using("sync", lambda bridge: bridge.rebuild()).counts == {"held": 1}
