"""People, faults and crashes in any order: in the end no document is double, and nothing is lost without a word."""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from datetime import timedelta

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from severa_vnf import BridgeError
from severa_vnf.stores import MemoryStore
from severa_vnf.testing.faults import Fault, Faults
from severa_vnf.testing.faults import Kind as Trouble
from tests.flows.observers import Killed, Stop
from tests.flows.office import DRAFT, FAILED, MARK, TO_TRANSFER, TRANSFERRED, Office, few

PLACES = st.integers(0, 3)
KINDS = [
    *(Trouble.UNREACHABLE, Trouble.ANSWER_LOST, Trouble.TOO_MANY, Trouble.TOO_MANY_RETRY_AFTER, Trouble.SERVER_ERROR),
    *(Trouble.COMMITTED_500, Trouble.BAD_GATEWAY, Trouble.SLOW, Trouble.GARBAGE),
]


class Month(RuleBasedStateMachine):
    """Three invoices, two of one day, and a credit note, on their way."""

    def __init__(self) -> None:
        super().__init__()
        self.office = Office(few(0, 1, 3, 6))
        self.office.cycle()
        self.deleted: set[str] = set()
        self.struck = False

    def unreleased(self) -> list[tuple[str, str, str]]:
        """Collection, number and invoice of each document that can still be changed."""
        return [
            (name, str(one["referenceNumber"]), str(one["note"]).removeprefix(MARK))
            for name in ("customer_invoice", "customer_credit_note")
            for one in self.office.vnf.documents(name)
            if one["status"] == "Balanced"
        ]

    @rule(place=PLACES, status=st.sampled_from([TO_TRANSFER, TO_TRANSFER, DRAFT, FAILED]))
    def somebody_moves_an_invoice(self, place: int, status: str) -> None:
        """To transfer, back to draft, or to failed as AutoInvoice does."""
        self.office.move(place, status)

    @rule(place=PLACES)
    def somebody_makes_a_new_one_of_it(self, place: int) -> None:
        """Its document and number go, its link too, and it is sent anew."""
        mine = self.office.guid(place)
        for name, number in [(name, number) for name, number, guid in self.unreleased() if guid == mine]:
            self.office.erase(number, name)
            self.deleted.add(mine)
        with suppress(BridgeError):
            self.office.using("sync", lambda bridge: bridge.unlink("invoices", mine))
            self.office.severa.edit("invoices", mine, number=None)
            self.office.move(place, TO_TRANSFER)

    @rule(place=PLACES, quantity=st.integers(1, 3), rate=st.sampled_from([21, 9]))
    def somebody_changes_a_row(self, place: int, quantity: int, rate: int) -> None:
        """Another quantity, or a VAT rate that Visma.net does not share."""
        sign = -1 if self.office.invoice(place)["isCreditNote"] else 1
        self.office.row(place, quantity=sign * quantity, vatRate=rate)

    @precondition(lambda self: self.unreleased())
    @rule(chance=st.randoms(use_true_random=False), deletes=st.booleans())
    def somebody_works_in_visma_net(self, chance: object, deletes: bool) -> None:
        """A document is deleted, or released."""
        name, number, guid = chance.choice(self.unreleased())
        if deletes:
            self.office.erase(number, name)
            self.deleted.add(guid)
        else:
            self.office.vnf.release(number, "Invoice" if name == "customer_invoice" else "CreditNote")

    @rule(severa=st.booleans(), kind=st.sampled_from(KINDS), method=st.sampled_from(["GET", "POST", "PATCH", "DELETE"]))
    def a_service_fails(self, severa: bool, kind: Trouble, method: str) -> None:
        """The next call of that sort meets a trouble."""
        service = self.office.severa if severa else self.office.vnf
        service.faults = Faults([Fault(kind, method=method, path="^(?!.*token)", nth=1)])

    @rule(driver=st.sampled_from(["sync", "async"]), at=st.integers(1, 40), when=st.sampled_from(["before", "after"]))
    def a_run(self, driver: str, at: int, when: str) -> None:
        """A cycle, which may die on the way."""
        with suppress(Killed, BridgeError):
            self.office.cycle(driver, Stop(at, when))

    @rule(minutes=st.integers(1, 20))
    def time_passes(self, minutes: int) -> None:
        """Leases run out, and what is lost can't come any more."""
        self.office.clock.advance(timedelta(minutes=minutes))

    @rule()
    def the_store_is_lost(self) -> None:
        """A new one begins empty."""
        self.office.store = MemoryStore()

    @rule(driver=st.sampled_from(["sync", "async"]))
    def all_is_quiet(self, driver: str) -> None:
        """Where nothing fails, every invoice that waits has a problem, and every other its document's number.

        Nothing is begun but of one whose document a person deleted before Severa had its number: that is told.
        """
        office = self.office
        office.severa.faults = office.vnf.faults = Faults()
        office.clock.advance(office.settings.takeover)
        last = office.until_quiet(driver)[-1]
        told = {problem.record for problem in last.problems}
        numbers = {str(one["note"]).removeprefix(MARK): int(one["referenceNumber"]) for one in office.documents()}
        for invoice in office.severa.documents("invoices"):
            guid, status = invoice["guid"], invoice["status"]["name"]
            assert status != TO_TRANSFER or guid in told
            assert status != TRANSFERRED or guid in self.deleted or invoice["number"] == numbers[guid]
        assert office.known("intents").keys() <= told & self.deleted

    @invariant()
    def no_document_is_double(self) -> None:
        """At no moment has an invoice two documents."""
        assert max(Counter(one["note"] for one in self.office.documents()).values(), default=1) == 1

    def teardown(self) -> None:
        """However it went, it must come to rest."""
        self.all_is_quiet("sync")
        self.no_document_is_double()


TestMonth = Month.TestCase
TestMonth.settings = settings(max_examples=15, stateful_step_count=20, suppress_health_check=[HealthCheck.too_slow])
