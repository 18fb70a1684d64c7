"""Persons who pay and move invoices, faults and crashes in any order: in the end each invoice says what was paid."""

from __future__ import annotations

from contextlib import suppress
from typing import Any, Literal

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule

from severa_vnf import BridgeError
from severa_vnf.stores import MemoryStore
from severa_vnf.testing.faults import Fault, Faults
from severa_vnf.testing.faults import Kind as Trouble
from severa_vnf.testing.vnf.refusals import Refused
from tests.flows.ledger import PAID, PARTLY, SENT, Ledger
from tests.flows.observers import Killed, Stop
from tests.flows.office import TRANSFERRED, Kind, Office, few

LADDER = (TRANSFERRED, SENT, PARTLY, PAID)
LOST = [Trouble.ANSWER_LOST, Trouble.COMMITTED_500, Trouble.SERVER_ERROR, Trouble.UNREACHABLE]


class Ledgers(RuleBasedStateMachine):
    """Two invoices and a credit note, customers who pay, people who move them, and hosts that die."""

    def __init__(self) -> None:
        super().__init__()
        self.ledger = Ledger.sent(Office(few(0, 3, 6)))
        self.payments = [self.ledger.pay(0, 100)]
        self.agreed = dict.fromkeys(range(3), SENT)
        """By place: the status in which both sides said the same last."""

    @rule(place=st.integers(0, 2), amount=st.none() | st.integers(1, 500))
    def somebody_pays(self, place: int, amount: int | None) -> None:
        """A part, or all that is open."""
        with suppress(Refused):
            self.payments.append(self.ledger.pay(place, amount))

    @precondition(lambda self: self.payments)
    @rule(chance=st.randoms(use_true_random=False))
    def somebody_takes_a_payment_back(self, chance: Any) -> None:
        """One that was made."""
        self.ledger.office.vnf.void(self.payments.pop(chance.randrange(len(self.payments))))

    @rule(place=st.integers(0, 2), status=st.sampled_from(LADDER))
    def somebody_moves_an_invoice(self, place: int, status: str) -> None:
        """To be sent once more, to sent, or on."""
        self.ledger.office.move(place, status)

    @rule(severa=st.booleans(), kind=st.sampled_from(LOST), method=st.sampled_from(["GET", "PATCH"]))
    def a_service_fails(self, severa: bool, kind: Trouble, method: str) -> None:
        """The next call of that sort meets a trouble."""
        service = self.ledger.office.severa if severa else self.ledger.office.vnf
        service.faults = Faults([Fault(kind, method=method, path="^(?!.*token)", nth=1)])

    @rule(driver=st.sampled_from(["sync", "async"]), at=st.integers(1, 20), when=st.sampled_from(["before", "after"]))
    def a_run(self, driver: Kind, at: int, when: Literal["before", "after"]) -> None:
        """A cycle, which may die on the way."""
        self.watched(driver, Stop(at, when))

    @rule(days=st.integers(0, 3))
    def time_passes(self, days: int) -> None:
        """And the list forgets."""
        self.ledger.days(days)

    @rule()
    def the_store_loses_what_was_agreed(self) -> None:
        """A new one begins with the links alone."""
        office, links = self.ledger.office, self.ledger.office.known("links")
        office.store = MemoryStore()
        for guid, link in links.items():
            named = f"{'CreditNote' if link['creditNote'] else 'Invoice'} {link['number']}"
            with suppress(BridgeError):
                office.using("sync", lambda bridge, guid=guid, named=named: bridge.relink("invoices", guid, named))

    def watched(self, driver: Kind, observer: Stop | None = None) -> None:
        """A cycle. What waits to be sent is not moved, nor is anything moved back that a person has put there."""
        before = [self.ledger.stands(place)[0] for place in range(3)]
        with suppress(Killed, BridgeError):
            self.ledger.cycle(driver, observer)
        for place, was in enumerate(before):
            now = self.ledger.stands(place)[0]
            assert now == was or was != TRANSFERRED
            assert LADDER.index(now) >= LADDER.index(was) or self.agreed[place] == was
            self.agreed[place] = now if now == self.right(place) else self.agreed[place]

    def right(self, place: int) -> str:
        """What the status of an invoice that was sent should be, by what is open."""
        rest, total = self.ledger.open(place), self.ledger.document(place)["amountInCurrency"]
        return SENT if rest == total else PARTLY if rest else PAID

    @rule(driver=st.sampled_from(["sync", "async"]))
    def all_is_quiet(self, driver: Kind) -> None:
        """Where nothing fails, each invoice says what was paid, or there is a problem, or a person has put it there."""
        office = self.ledger.office
        office.severa.faults = office.vnf.faults = Faults()
        for _ in range(2):
            self.ledger.days(1)
            self.watched(driver)
        told = {entry.record for entry in office.bridge().problems()}
        for place in range(3):
            status, right = self.ledger.stands(place)[0], self.right(place)
            more = LADDER.index(status) > LADDER.index(right) and self.agreed[place] != status
            unsent = status == TRANSFERRED and right == SENT
            assert status == right or office.guid(place) in told or more or unsent

    def teardown(self) -> None:
        """However it went, it must come to rest."""
        self.all_is_quiet("sync")


TestLedgers = Ledgers.TestCase
TestLedgers.settings = settings(max_examples=10, stateful_step_count=20, suppress_health_check=[HealthCheck.too_slow])
