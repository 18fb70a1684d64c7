"""Purchase lines to project fees (documentation, field table of project costs)."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from attrs import Attribute, fields, frozen

from severa_vnf.errors import SettingsError
from severa_vnf.mapping.host_functions import policy_of
from severa_vnf.mapping.purchase_lines import purchase_line
from severa_vnf.mapping.purchases import AnyLine, CostsGiven, PurchaseDocument, PurchaseLine
from severa_vnf.mapping.table import Row, Table, Trouble, left_out
from severa_vnf.policies import CostPolicy, Rebill
from severa_vnf.severa.project_fees import ProjectFee
from severa_vnf.severa.refs import Amount, CodeRef, Ref
from severa_vnf.values import rounded
from severa_vnf.wire.model import camel

Policy = CostPolicy | Callable[[PurchaseLine], CostPolicy]


@frozen
class _Context:
    given: CostsGiven
    policy: CostPolicy


def purchase_line_to_fee(
    document: PurchaseDocument, line: AnyLine, policy: Policy, given: CostsGiven | None = None
) -> ProjectFee:
    """One line as one project fee. Pure; two equal lines are two equal fees.

    `policy` is `CostOnly()`, `Rebill(...)`, or a pure function of the `PurchaseLine` that gives one of them. Whether
    the line belongs to Severa at all, `why_left_out` tells; the fee of one that does not names no project by guid.
    Raises SettingsError where the function raises, or gives anything else than a policy.
    """
    given = given or CostsGiven()
    fee = fee_of(purchase_line(document, line, given), policy, given)
    if isinstance(fee, Trouble):
        raise SettingsError((fee.rule.says.of("en", fee.field, fee.value),))
    return fee


def fee_of(line: PurchaseLine, policy: Policy, given: CostsGiven) -> ProjectFee | Trouble:
    """The fee of a line that is read already; or what is wrong with the function that chooses its policy."""
    chosen = policy_of(line, policy)
    if isinstance(chosen, Trouble):
        return chosen
    context = _Context(given, chosen)
    values: dict[str, Any] = {row.target: row.make(line, context) for row in COST.rows if row.make}
    return ProjectFee(**values)


def _project(line: PurchaseLine, context: _Context) -> Ref:
    guid = context.given.projects.get(line.project)
    return Ref(guid=guid, name=None if guid else line.project)


def description(line: PurchaseLine, context: object = None) -> str:
    """`{text}, {reference}, {supplier number} {supplier name}`, as its files have too. What is empty is left out."""
    supplier = f"{line.customer_supplier} {line.customer_supplier_name}".strip()
    return ", ".join(filter(None, (line.transaction_description, line.reference_number, supplier)))


def _price(line: PurchaseLine, context: _Context) -> Amount:
    policy = context.policy
    price = rounded(line.cost * policy.multiplier) if isinstance(policy, Rebill) else Decimal("0.00")
    return Amount(amount=price, currency_code=line.currency)


def _product(line: PurchaseLine, context: _Context) -> CodeRef | None:
    policy = context.policy
    return CodeRef(guid=policy.product) if isinstance(policy, Rebill) and policy.product else None


def _fee(target: Attribute[Any], vnf: str, make: Callable[[PurchaseLine, _Context], Any], why: str = "") -> Row:
    return Row("to_severa", (camel(target.name),), vnf, target.name, make, why)


F = fields(ProjectFee)

COST: Table[PurchaseLine, ProjectFee] = Table(
    PurchaseLine,
    ProjectFee,
    (
        _fee(F.project, "project", _project),
        _fee(
            F.description,
            "transactionDescription, referenceNumber, customerSupplier customerSupplierName",
            description,
            "The files of the line and of its document are described alike.",
        ),
        _fee(F.event_date, "transactionDate", lambda line, context: line.transaction_date),
        _fee(F.quantity, "", lambda line, context: Decimal(1), "Always 1."),
        _fee(
            F.unit_cost,
            "debitAmount, creditAmount",
            lambda line, context: Amount(amount=line.cost, currency_code=line.currency),
            "Debit less credit, in the company's currency.",
        ),
        _fee(F.unit_price, "debitAmount, creditAmount", _price, "0.00, or the cost times the multiplier of Rebill."),
        _fee(F.is_billable, "", lambda line, context: isinstance(context.policy, Rebill), "By the policy."),
        _fee(
            F.billing_schedule,
            "",
            lambda line, context: "Immediately" if isinstance(context.policy, Rebill) else None,
            "What is invoiced is ready to be.",
        ),
        _fee(F.product, "", _product, "Severa decides, unless Rebill names one."),
        left_out(F.vat_rate, F.product_type, why="Severa decides."),
        left_out(F.name, F.invoice_row_comment, why="The description says it."),
        left_out(F.measurement_unit, F.planned_billing_date, F.phase, F.cost_center, why="A purchase line has none."),
    ),
)
