"""An invoice goes all the way in each of the documented set-ups of invoice statuses."""

from __future__ import annotations

from typing import Literal

import pytest
from attrs import evolve

from severa_vnf.testing.severa.statuses import statuses
from tests.flows.ledger import CREDIT_NOTE, Ledger
from tests.flows.office import Kind, Office, codes, few

FAILED, DRAFT, APPROVAL = "Overdracht niet gelukt", "Concept", "Wacht op goedkeuring"
TRANSFERRED, SENT = "In Financials, verzend naar klant", "Verzonden"
BEFORE = {1: (DRAFT, APPROVAL), 2: (DRAFT,), 3: (DRAFT,)}
TO_TRANSFER = {1: "Goedgekeurd, klaar voor Financials", 2: "Verzend naar Financials", 3: "Verzend naar Financials"}
SetUp = Literal[1, 2, 3]
set_ups = pytest.mark.parametrize("set_up", [1, 2, 3])
drivers = pytest.mark.parametrize("driver", ["sync", "async"])


def drafted(set_up: SetUp, place: int, **how: bool) -> Ledger:
    """One invoice of the demo world, as Severa makes it: in the default status."""
    world = few(place)
    rows = statuses(set_up, **how)
    first = next(row for row in rows if row["isDefault"])
    invoices = [{**one, "status": {"guid": first["guid"]}} for one in world.severa["invoices"]]
    return Ledger(Office(evolve(world, severa={**world.severa, "invoice_statuses": rows, "invoices": invoices})))


def in_visma_net(ledger: Ledger) -> int:
    """How many documents there are."""
    return len(ledger.office.documents())


@drivers
@set_ups
@pytest.mark.parametrize("transferred_is_sent", [True, False])
def test_from_draft_to_paid(set_up: SetUp, transferred_is_sent: bool, driver: Kind) -> None:
    """Nothing crosses before a person lets it; then the number comes, somebody sends it, and payments move it."""
    ledger = drafted(set_up, 0, transferred_is_sent=transferred_is_sent)
    office = ledger.office
    for status in BEFORE[set_up]:
        office.move(0, status)
        report = office.using(driver, lambda bridge: bridge.sync("invoices", "payments"))
        assert (report.problems, in_visma_net(ledger)) == ((), 0)
    office.move(0, TO_TRANSFER[set_up])
    assert office.cycle(driver).counts == {"created": 1}
    assert (office.status(0), office.invoice(0)["number"]) == (TRANSFERRED, 100001)
    ledger.release(0)
    office.move(0, SENT)
    ledger.pay(0, 100)
    ledger.cycle(driver)
    assert ledger.stands(0) == ("Gedeeltelijk betaald", ledger.today)
    ledger.pay(0)
    ledger.cycle(driver)
    assert ledger.stands(0) == ("Betaald", ledger.today)


@drivers
@set_ups
def test_what_is_refused_is_tried_again(set_up: SetUp, driver: Kind) -> None:
    """A refused invoice goes to the first status, rests there, and crosses once a person has mended and released it."""
    ledger = drafted(set_up, 0)
    office = ledger.office
    zone = office.vnf.documents("customer")[0]["vatZone"]
    customer = office.vnf.documents("customer")[0]["number"]
    office.vnf.edit("customer", customer, vatZone=None)
    office.move(0, TO_TRANSFER[set_up])
    assert codes(office.cycle(driver)) == ["rejected-by-visma-net"]
    assert (office.status(0), in_visma_net(ledger)) == (FAILED, 0)
    office.vnf.edit("customer", customer, vatZone=zone)
    assert office.cycle(driver).outcomes == ()
    office.move(0, TO_TRANSFER[set_up])
    assert office.cycle(driver).counts == {"created": 1}
    assert office.bridge().problems() == ()


@drivers
@set_ups
def test_a_credit_note_skips_the_approval(set_up: SetUp, driver: Kind) -> None:
    """It begins in the status that waits for the transfer, and crosses from there."""
    world = few(CREDIT_NOTE)
    rows = statuses(set_up)
    waits = next(row for row in rows if row["isDefaultForCreditNote"])
    notes = [{**one, "status": {"guid": waits["guid"]}} for one in world.severa["invoices"]]
    office = Office(evolve(world, severa={**world.severa, "invoice_statuses": rows, "invoices": notes}))
    assert office.status(0) == TO_TRANSFER[set_up]
    assert office.cycle(driver).counts == {"created": 1}
    assert office.status(0) == TRANSFERRED
