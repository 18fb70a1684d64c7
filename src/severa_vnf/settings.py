"""What a host may choose. Frozen, checked once, every mistake reported at the same time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Literal

from attrs import asdict, astuple, field, fields, frozen

from severa_vnf.errors import SettingsError
from severa_vnf.values import Guid

ROW_TYPES = ("FlatRate", "Hours", "ProjectFees", "TravelExpenses")
"""What a row of a Severa invoice may be for."""


@frozen(kw_only=True)
class InvoiceStatuses:
    """The Severa invoice status for each role, by guid, where order and flags do not tell."""

    failed: Guid
    to_transfer: Guid
    transferred: Guid
    sent: Guid
    partially_paid: Guid
    paid: Guid


@frozen(kw_only=True)
class ProjectDefaults:
    """What every project gets in Visma.net. `task` also stands on every invoice line (None: no task)."""

    task: str | None = "10"


@frozen(kw_only=True)
class TextLimits:
    """The longest texts that Visma.net takes, in characters. Unconfirmed: the ERP's own limits. None: no limit."""

    description: int | None = 255
    invoice_text: int | None = 255
    reference: int | None = 40
    """Your reference and the order number."""


@frozen(kw_only=True)
class Settings:
    """A company's choices. Raises SettingsError with a sentence for each thing that is wrong."""

    tolerance: Decimal = Decimal("0.05")
    """How far the totals of an invoice may differ, in its own currency (the documentation's 0.05)."""
    go_live: date | None = None
    """No invoice dated earlier crosses. None: no fence, its status asks for it."""
    statuses: InvoiceStatuses | None = None
    """None: found by order, flags as witnesses; a doubt is a problem."""
    credit_terms: Mapping[int, str] = field(factory=dict)
    """Severa's payment term in days -> Visma.net's terms id, before the one active term of so many days."""
    units: Mapping[str, str] = field(factory=dict)
    """Severa's unit of measure -> Visma.net's. One that is not here is left out: Visma.net takes the item's own."""
    branches: Mapping[Guid, str] = field(factory=dict)
    """Business unit (company) in Severa -> branch number. Empty: Visma.net takes its default."""
    row_items: Mapping[str, str] = field(factory=dict)
    """Severa's row type (FlatRate, Hours, ProjectFees, TravelExpenses) -> item for rows without a code."""
    several_codes: Literal["same_vat", "first", "hold"] = "same_vat"
    """A grouped row: its first code where all their items share VAT category and sales account; always; never."""
    several_projects: Literal["hold", "first", "none"] = "hold"
    """An invoice over several projects: held; carried under the first; under none, numbers kept in the line text."""
    line_amounts: Literal["price", "amount"] = "price"
    """Let Visma.net multiply, or write each line's amount by hand, where it holds fewer decimals."""
    project_defaults: ProjectDefaults = ProjectDefaults()
    text_limits: TextLimits = TextLimits()
    organization_number: Literal["kvk", "vat"] = "kvk"
    """Which of Severa's numbers must equal the Visma.net company's: KvK (or national) number, or VAT number."""
    require_equal_organizations: bool = True
    """Unequal: no run. The documentation joins only equal ones; off is for trying out against a test company."""
    lease: timedelta = timedelta(minutes=5)
    """How long a host that stopped keeps others waiting."""
    settle: timedelta = timedelta(minutes=2)
    """How long after its last possible moment a lost document may still turn up in Visma.net. Unconfirmed."""
    extend: tuple[Callable[[Any, Any, Any], Any], ...] = ()
    """Pure functions `(document, invoice, rows) -> document` over each finished draft."""

    def __attrs_post_init__(self) -> None:
        if problems := tuple(self._wrong()):
            raise SettingsError(problems)

    def _wrong(self) -> Iterator[str]:
        tolerance: object = self.tolerance
        if not isinstance(tolerance, Decimal) or not tolerance.is_finite() or tolerance < 0:
            yield f"tolerance must be a Decimal of 0 or more, as Decimal('0.05'), not {self.tolerance!r}"
        for name, choices in (
            ("several_codes", ("same_vat", "first", "hold")),
            ("several_projects", ("hold", "first", "none")),
            ("line_amounts", ("price", "amount")),
            ("organization_number", ("kvk", "vat")),
        ):
            if getattr(self, name) not in choices:
                yield f"{name} must be one of {', '.join(choices)}, not {getattr(self, name)!r}"
        for name in ("lease", "settle"):
            span = getattr(self, name)
            if not isinstance(span, timedelta) or span <= timedelta():
                yield f"{name} must be a timedelta longer than nothing, not {span!r}"
        if self.go_live is not None and type(self.go_live) is not date:
            yield f"go_live must be a plain date, not {self.go_live!r}"
        for kind in self.row_items:
            if kind not in ROW_TYPES:
                yield f"row_items: {kind!r} is no row type of Severa; there are {', '.join(ROW_TYPES)}"
        if self.statuses is not None and len(set(astuple(self.statuses))) < len(fields(InvoiceStatuses)):
            yield "statuses: each role needs a status of its own"
        for name, limit in asdict(self.text_limits).items():
            if limit is not None and limit < 1:
                yield f"text_limits.{name} must be 1 or more, or None, not {limit!r}"
        if not all(map(callable, self.extend)):
            yield "extend must hold functions (document, invoice, rows) -> document"
