"""What a run would do with the payments, before it does it; and doing exactly that."""

from __future__ import annotations

import pytest

from severa_vnf import PlanStale
from severa_vnf.plan import Action, Plan, Report
from severa_vnf.ports import Observer
from tests.flows.ledger import PAID, PARTLY, SENT, Ledger
from tests.flows.observers import When
from tests.flows.office import TRANSFERRED, Kind, Office, few

drivers = pytest.mark.parametrize("driver", ["sync", "async"])
SPACES = ("payments", "payments waiting", "register marks", "problems")


def preview(ledger: Ledger, driver: Kind = "sync") -> Plan:
    """What would be done now."""
    plan: Plan = ledger.office.using(driver, lambda bridge: bridge.preview("payments"))
    return plan


def apply(ledger: Ledger, plan: Plan, driver: Kind = "sync", observer: Observer | None = None) -> Report:
    """Do it, in a fresh process."""
    report: Report = ledger.office.using(driver, lambda bridge: bridge.apply(plan), observer)
    return report


def paid(*places: int) -> Ledger:
    """Invoices that were sent and then paid."""
    ledger = Ledger.sent(Office(few(*places)))
    for place in range(len(places)):
        ledger.pay(place)
    return ledger


@drivers
def test_each_payment_is_a_step(driver: Kind) -> None:
    """A step shows the status and the payment date that an invoice would get; nothing is written or remembered."""
    ledger = Ledger.sent(Office(few(0, 3)))
    ledger.pay(0)
    ledger.pay(1, 100)
    ledger.forget()
    before = [ledger.office.known(space) for space in SPACES]
    plan = preview(ledger, driver)
    assert {step.record: {change.row: (change.old, change.new) for change in step.changes} for step in plan.steps} == {
        ledger.office.guid(0): {"paymentDate": (None, ledger.today), "status": (SENT, PAID)},
        ledger.office.guid(1): {"paymentDate": (None, ledger.today), "status": (SENT, PARTLY)},
    }
    assert {step.action for step in plan.steps} == {Action.UPDATE}
    assert ledger.patches() == []
    assert [ledger.office.known(space) for space in SPACES] == before
    assert preview(ledger).digest == plan.digest


@drivers
def test_a_plan_is_carried_out(driver: Kind) -> None:
    """Applying a plan does what a run would have done, and leaves nothing to do."""
    ledger = paid(0, 3)
    assert apply(ledger, preview(ledger, driver), driver).counts == {"updated": 2}
    assert [ledger.stands(place) for place in (0, 1)] == [(PAID, ledger.today)] * 2
    assert preview(ledger).steps == ()


@drivers
def test_what_waits_for_a_person_is_held(driver: Kind) -> None:
    """What was paid before it was sent is shown with its problem, and is no step to write."""
    ledger = paid(0)
    ledger.office.move(0, TRANSFERRED)
    (step,) = preview(ledger, driver).steps
    assert (step.action, [problem.code for problem in step.problems]) == (Action.HOLD, ["paid-before-sent"])
    apply(ledger, preview(ledger, driver), driver)
    assert ledger.stands(0)[0] == TRANSFERRED


@drivers
def test_an_invoice_that_is_gone(driver: Kind) -> None:
    """A document whose invoice is gone is shown by its own number."""
    ledger = paid(0)
    ledger.office.severa.remove("invoices", ledger.office.guid(0))
    (step,) = preview(ledger, driver).steps
    assert step.label == "Invoice 100001"
    assert [problem.code for problem in step.problems] == ["invoice-deleted-after-transfer"]


@drivers
def test_what_moved_is_named(driver: Kind) -> None:
    """Where more was paid since, nothing is written, and the invoice is named."""
    ledger = Ledger.sent(Office(few(0)))
    ledger.pay(0, 100)
    plan = preview(ledger, driver)
    ledger.pay(0)
    with pytest.raises(PlanStale, match="Invoice 100001"):
        apply(ledger, plan, driver)
    assert ledger.stands(0)[0] == SENT


@drivers
def test_what_moves_in_the_moment_between_is_left(driver: Kind) -> None:
    """What is paid after the plan was found to hold is left for the next run, which does not pass it by."""
    ledger = Ledger.sent(Office(few(0)))
    ledger.pay(0, 100)
    plan = preview(ledger, driver)
    lists = 0

    def happens() -> None:
        nonlocal lists
        lists += 1
        if lists == 2:  # the plan was found to hold, and is being done
            ledger.pay(0)

    report = apply(ledger, plan, driver, When("GET", "customerdocument", happens))
    assert (report.outcomes, ledger.stands(0)[0]) == ((), SENT)
    ledger.cycle(driver)
    assert ledger.stands(0) == (PAID, ledger.today)
