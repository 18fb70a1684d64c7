"""Invoice rows to document lines (documentation, field table of invoice lines)."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from attrs import define, fields

from severa_vnf.mapping.given import Given
from severa_vnf.mapping.table import Table, Trouble, always, left_out, made
from severa_vnf.mapping.texts import whole
from severa_vnf.rules.drafts import ROW_CURRENCY, ROW_WITHOUT_CODE, ROW_WITHOUT_PRICE, SEVERAL_CODES
from severa_vnf.severa.invoice_rows import InvoiceRow
from severa_vnf.values import by_code, code_key, rounded
from severa_vnf.vnf.documents import LineUpdate, Operation
from severa_vnf.wire.unset import UNSET, Unset


@define
class Context:
    """Where a row stands: what is known for the whole invoice, and its place in it, counted from 1.

    The place alone moves on, from row to row: a new context for each would cost as much as its mapping.
    """

    given: Given
    place: int = 1
    sign: int = 1
    """-1 where the document crosses as a credit note, whose amounts Visma.net takes without their minus."""
    currency: str | None = None
    projects: str = ""
    """Project numbers that the header can't hold, kept in the line's text."""
    branch: str | Unset = UNSET
    task: str | Unset = UNSET


def name_of(row: InvoiceRow, context: Context) -> str:
    """A row as a person finds it again."""
    return f"Row {context.place}" + (f" '{row.description}'" if row.description else "")


def item(row: InvoiceRow, context: Context) -> str | Trouble:
    """The code of product, work type or travel expense; a grouped row may have several."""
    if row.code and len(row.code) == 1 and (only := row.code[0].strip()):
        return only
    codes = _several(row.code or ())
    settings = context.given.settings
    if not codes:
        fallback = settings.row_items.get(row.row_type)
        return fallback or Trouble(ROW_WITHOUT_CODE, name_of(row, context), row.row_type)
    if len(codes) == 1 or settings.several_codes == "first":
        return codes[0]
    facts = {by_code(context.given.items, code) for code in codes}
    if settings.several_codes == "same_vat" and len(facts) == 1 and None not in facts:
        return codes[0]
    return Trouble(SEVERAL_CODES, name_of(row, context), ", ".join(codes))


def _several(codes: Sequence[str]) -> list[str]:
    """Each code once, as it is written first."""
    found: dict[str, str] = {}
    for code in codes:
        found.setdefault(code_key(code), code.strip())
    return [code for code in found.values() if code]


def description(row: InvoiceRow, context: Context) -> str | Unset | Trouble:
    """The row's text, after the project numbers that the header has no room for."""
    text = row.description or ""
    if context.projects:
        text = f"{context.projects} {text}" if text else context.projects
    return whole(text, context.given.settings.text_limits.description, f"The text of row {context.place}")


def quantity(row: InvoiceRow, context: Context) -> Decimal:
    """The quantity, with its sign turned on a credit note."""
    return row.quantity * context.sign


def unit_price(row: InvoiceRow, context: Context) -> Decimal | Trouble:
    """The price in the invoice's currency."""
    price = row.unit_price
    if price is None or price.amount is None:
        return Trouble(ROW_WITHOUT_PRICE, name_of(row, context))
    if context.currency and price.currency_code and price.currency_code != context.currency:
        return Trouble(ROW_CURRENCY, name_of(row, context), price.currency_code)
    return price.amount


def manual_amount(row: InvoiceRow, context: Context) -> Decimal | Unset:
    """The row's amount by hand, where Visma.net is not to multiply."""
    if context.given.settings.line_amounts == "price" or row.unit_price is None or row.unit_price.amount is None:
        return UNSET
    return rounded(row.quantity * row.unit_price.amount) * context.sign


def unit(row: InvoiceRow, context: Context) -> str | Unset:
    """The unit, where the settings name Visma.net's word for it."""
    return context.given.settings.units.get(row.measurement_unit or "", UNSET)


def line_number(row: InvoiceRow, context: Context) -> int:
    """Lines are counted in the order of the rows."""
    return context.place


def task(row: InvoiceRow, context: Context) -> str | Unset:
    """The task that every project has, where the document stands on a project."""
    return context.task


def branch(row: InvoiceRow, context: Context) -> str | Unset:
    """The branch of the header."""
    return context.branch


R, L = fields(InvoiceRow), fields(LineUpdate)

INVOICE_LINE: Table[InvoiceRow, LineUpdate] = Table(
    InvoiceRow,
    LineUpdate,
    (
        always(L.operation, Operation.INSERT, why="A line without an operation is not made."),
        made((R.sort_order,), L.line_number, line_number, why="Severa's order of the rows."),
        made((R.code, R.row_type), L.inventory_number, item),
        made((R.description,), L.description, description),
        made((R.quantity,), L.quantity, quantity),
        made((R.unit_price,), L.unit_price_in_currency, unit_price, why="The price in the invoice's currency."),
        made((R.quantity, R.unit_price), L.manual_amount_in_currency, manual_amount, why="Only on demand."),
        made((R.measurement_unit,), L.uom, unit, why="Free text in Severa, a code in Visma.net."),
        made(("business unit code",), L.branch_number, branch, why="The business unit of the invoice's project."),
        made(("project task",), L.task_id, task, why="Always the task of the settings, which every project gets."),
        left_out("unit price in base currency", vnf="unitPrice", why="Visma.net computes it."),
        left_out("project of the row", vnf="project", why="A Visma.net line has none; the document has one."),
        left_out(R.vat_rate, vnf="vatCodeId", why="Visma.net finds the VAT by customer zone and item category."),
        left_out(R.guid, R.invoice_guid, why="The line stands in its document and is not linked on its own."),
        left_out(R.category, why="The item says it."),
        left_out(R.flat_rate_guid, why="A flat rate has no product; Settings.row_items names its item."),
    ),
)
