"""A fee that is due becomes one that can be sent, or a reason why not. No exchange, no clock."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from attrs import evolve, frozen

from severa_vnf.flows.costs.around import Around
from severa_vnf.flows.costs.carried import Fee, Sought
from severa_vnf.flows.costs.due import Due
from severa_vnf.mapping.costs import fee_of
from severa_vnf.mapping.project_pairs import of_companies
from severa_vnf.mapping.purchases import CostsGiven
from severa_vnf.mapping.table import Trouble
from severa_vnf.rules.costs import CASH_CURRENCY, PERIOD_CLOSED, PROJECT_CLOSED, PROJECT_GONE
from severa_vnf.severa.project_fees import ProjectFee, RecordedProjectFee
from severa_vnf.severa.projects import Project
from severa_vnf.severa.refs import Amount, Ref
from severa_vnf.values import rounded


@frozen
class Ready:
    """A fee that can be sent, and by what it is found again. With `but` it can't be sent; it may be there."""

    due: Due
    fee: ProjectFee
    sought: Sought
    but: Trouble | None = None


@frozen
class Elsewhere:
    """The project is of a company that this bridge does not carry."""

    due: Due


@frozen
class Gone:
    """A person deleted fees of this line in Severa: nothing more is made for it on that project."""

    due: Due
    deleted: tuple[Fee, ...]


Judged = Ready | Elsewhere | Gone | Trouble


def judge(due: Due, around: Around) -> Judged:
    """What becomes of a fee that is due."""
    if trouble := around.trouble(due):
        return trouble
    deleted = tuple(fee for fee in due.before if around.made[fee.guid] is None)
    project = around.projects[due.project]
    if deleted:
        return Gone(due, deleted)
    if not isinstance(project, Project):
        return Trouble(PROJECT_GONE, value=due.line.project)
    if not due.before and not of_companies(project, around.settings.companies):
        return Elsewhere(due)
    if due.said is not None and around.currency and due.said.currency not in (None, around.currency):
        return Trouble(CASH_CURRENCY, value=str(due.said.currency))
    fee = _fee(due, around)
    if isinstance(fee, Trouble):
        return fee
    sought = Sought(
        project=due.project,
        date=fee.event_date,
        description=fee.description or "",
        cost=due.cost,
        price=price_of(fee),
    )
    return Ready(due, fee, sought, _closed(project, fee.event_date, around))


def _closed(project: Project, day: date | None, around: Around) -> Trouble | None:
    """What is closed in Severa, so that no fee can be made."""
    if project.is_closed:
        return Trouble(PROJECT_CLOSED, value=f"{project.number} {project.name}")
    if around.closed_before is not None and day is not None and day < around.closed_before:
        return Trouble(PERIOD_CLOSED, str(day), str(around.closed_before))
    return None


def price_of(fee: ProjectFee) -> Decimal:
    """What is invoiced for it; nothing where it has no price."""
    return (fee.unit_price.amount if fee.unit_price else None) or Decimal(0)


def _fee(due: Due, around: Around) -> ProjectFee | Trouble:
    if due.said is None:
        return _taken_back(due, around)
    said = around.named(due.said)
    whole = fee_of(said, around.settings.costs, CostsGiven({said.project: due.project}))
    if not due.before or isinstance(whole, Trouble):
        return whole
    return _amounting(whole, due.cost, price_of(whole) - _sum(due), said.currency)


def _taken_back(due: Due, around: Around) -> ProjectFee:
    """The contrary of what was made: dated and named as the last of it."""
    last = around.made[due.before[-1].guid]
    assert isinstance(last, RecordedProjectFee)
    bare = ProjectFee(
        project=Ref(guid=due.project),
        description=last.description,
        event_date=last.event_date,
        quantity=Decimal(1),
        product=last.product,
    )
    currency = last.unit_cost.currency_code if last.unit_cost else around.currency
    return _amounting(bare, due.cost, -_sum(due), currency)


def _amounting(fee: ProjectFee, cost: Decimal, price: Decimal, currency: str | None) -> ProjectFee:
    """The fee with these amounts: what was invoiced in part is invoiced to the end, or credited."""
    billable = bool(price) or bool(fee.is_billable)
    return evolve(
        fee,
        unit_cost=Amount(amount=cost, currency_code=currency),
        unit_price=Amount(amount=rounded(price), currency_code=currency),
        is_billable=billable,
        billing_schedule="Immediately" if billable else None,
    )


def _sum(due: Due) -> Decimal:
    return sum((fee.price for fee in due.before), Decimal(0))
