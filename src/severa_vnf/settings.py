"""What a host may choose. Frozen, checked once, every mistake reported at the same time."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from operator import attrgetter
from typing import Any, Literal

from attrs import asdict, astuple, field, fields, frozen

from severa_vnf.errors import SettingsError
from severa_vnf.policies import CostOnly, CostPolicy, Rebill
from severa_vnf.values import Guid

ROW_TYPES = ("FlatRate", "Hours", "ProjectFees", "TravelExpenses")
"""What a row of a Severa invoice may be for."""
BILLING_PERIODS = ("Weekly", "Monthly", "Quarterly", "Annual", "OnDemand")
"""How often Visma.net may bill a project by itself."""
_NO_WAYS = (("projects", "both"), ("projects", "to_severa"))
DIRECTIONS = ("both", "to_severa", "to_vnf", "off")
REGISTERS = ("customers", "items", "projects")
PRODUCT_TYPES = ("FixedFees", "Materials", "Subcontracting")
ATTACHMENT_ENDINGS = (
    *("doc", "docx", "gif", "jpeg", "jpg", "msg", "pdf", "pfx", "png", "ppt", "pptx"),
    *("rtf", "tif", "tiff", "txt", "xls", "xlsx", "xml", "zip"),
)
"""The files that Visma.net takes, by their endings."""
EXPENSE_CLASSES = ("Mileage", "DailyAllowance", "OtherTravelExpense")

Direction = Literal["both", "to_severa", "to_vnf", "off"]


@frozen(kw_only=True)
class MaxChanges:
    """How many records of a register one run may change before a person has to say so: over both, it waits."""

    count: int = 50
    share: Decimal = Decimal("0.10")


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
    """What every project gets in Visma.net (the documentation's table of projects).

    `task` also stands on every invoice line (None: no task). `block` is what the documentation's "Blokkeren" means,
    which is unconfirmed: only chosen employees may book, or the project stays in planning (no invoice can then stand on
    it), or nothing. `lost` is the status of a lost sales case.
    """

    template: str = "Z"
    billing_period: str = "OnDemand"
    block: Literal["restrict_employees", "hold"] | None = "restrict_employees"
    task: str | None = "10"
    lost: Literal["Cancelled", "Completed"] = "Cancelled"


@frozen(kw_only=True)
class ItemClasses:
    """Visma.net's item class (Artikeltype) for a new item: by its code, else its category's code, else its register."""

    products: str | None = None
    work_types: str | None = None
    travel_expenses: str | None = None
    by_category: Mapping[str, str] = field(factory=dict)
    by_code: Mapping[str, str] = field(factory=dict)


@frozen(kw_only=True)
class CustomerClasses:
    """Visma.net's customer class (Debiteurtype), which carries VAT zone and accounts, for a new customer.

    By a field of its own in Severa, else its number there, else the ISO 3166 code of its headquarters' country, else
    `default`. `by_field` is the name or guid of that field, a custom property (an add-on) that holds the class's id as
    text, or is a selection among ids. How a selection is told is unconfirmed: the choice's name will do, and its guid.
    """

    default: str | None = None
    by_field: str | None = None
    by_country: Mapping[str, str] = field(factory=dict)
    by_number: Mapping[str, str] = field(factory=dict)


@frozen(kw_only=True)
class ItemDefaults:
    """What Severa demands of a new product or travel expense, and Visma.net does not know."""

    product_type: str = "Materials"
    expense_class: str = "OtherTravelExpense"


@frozen(kw_only=True)
class TextLimits:
    """The longest texts that Visma.net takes, in characters. Unconfirmed: the ERP's own limits. None: no limit."""

    description: int | None = 255
    invoice_text: int | None = 255
    reference: int | None = 40
    """Your reference and the order number."""
    attention: int | None = 255
    """Of a customer's notes, which are cut there: they are long in Severa and one line in Visma.net."""


@frozen(kw_only=True)
class Settings:
    """A company's choices. Raises SettingsError with a sentence for each thing that is wrong."""

    tolerance: Decimal = Decimal("0.05")
    """How far the totals of an invoice may differ, in its own currency (the documentation's 0.05)."""
    total_policy: Literal["reject", "warn"] | Mapping[str, Decimal] = "reject"
    """What becomes of a document whose total differs by more. "reject": it is taken out again (documentation, sending
    invoices). "warn": it stays, with a problem until the totals agree; one whose items, quantities, currency or sign
    differ is taken out nevertheless. A mapping rejects too, with a tolerance by currency: `{"JPY": Decimal(1)}`."""
    go_live: date | None = None
    """Nothing dated earlier crosses. None: no fence for invoices, their status asks for them; the day of the first
    run for costs."""
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
    on_conflict: Literal["hold", "severa", "vnf"] = "hold"
    """Both sides changed a field that neither owns: nothing is written and a person decides; or one of them counts."""
    directions: Mapping[str, Direction] = field(factory=dict)
    """The way that a register crosses: customers, items or projects -> both, to_severa, to_vnf or off. A register that
    is not here crosses both ways, projects to Visma.net alone. One way: that side's value counts, always."""
    max_changes: MaxChanges = MaxChanges()
    """After the first run of a register more changes than this wait for `apply(plan)`."""
    companies: tuple[Guid, ...] = ()
    """The business units (companies) whose projects and invoices this bridge carries. Empty: all."""
    owns_customer_numbers: bool = True
    """Whether Severa's customers get this company's numbers. Of several bridges to one organisation one has them."""
    sales_cases: timedelta | None = None
    """How often the whole list of sales cases is read. None: /projects has those in progress too. Unconfirmed."""
    payment_sweep: timedelta | None = timedelta(days=1)
    """How often all open balances are looked at. None: never. Whether a payment moves the stamp of the document that it
    pays is unconfirmed: one that does not is seen by this alone."""
    attachments: bool = False
    """An invoice's files go along with it, as files of its document."""
    invoice_pdf: bool = False
    """So does the invoice as Severa prints it."""
    invoice_pdf_content: Literal["InvoiceOnly", "AttachmentAndBreakdown", "All"] = "InvoiceOnly"
    """What stands in that PDF, in Severa's words. What each of them holds is unconfirmed; `All` has the attachments."""
    attachment_limit: int | None = 25 * 2**20
    """The largest file that is carried, in bytes: of a larger one no more is read. None: no limit. Visma.net's own is
    unconfirmed. At most eight files are in memory at a time."""
    attachment_endings: Collection[str] | None = ATTACHMENT_ENDINGS
    """The endings of the files that Visma.net takes; another is told, not sent. None: any."""
    apply_credit_notes: bool = False
    """A credit note is set against the invoice that it credits, as far as that is still open."""
    release: bool = False
    """Release each document that was linked, and wait until it is open. Off: it stays balanced, for a person."""
    release_wait: timedelta = timedelta(hours=1)
    """How long a release may take before it is asked for again. Visma.net does not tell when one fails. Unconfirmed."""
    item_classes: ItemClasses = ItemClasses()
    customer_classes: CustomerClasses = CustomerClasses()
    item_defaults: ItemDefaults = ItemDefaults()
    mobile_phone: Literal["phone1", "phone3"] = "phone1"
    """Where a contact person's mobile number stands in Visma.net, which has no field of that name."""
    project_defaults: ProjectDefaults = ProjectDefaults()
    text_limits: TextLimits = TextLimits()
    organization_number: Literal["kvk", "vat"] = "kvk"
    """Which of Severa's numbers must equal the Visma.net company's: KvK (or national) number, or VAT number."""
    require_equal_organizations: bool = True
    """Unequal: no run. The documentation joins only equal ones; off is for trying out against a test company."""
    costs: CostPolicy | Callable[[Any], CostPolicy] = field(factory=CostOnly)
    """What becomes of a purchase line in Severa: a mere cost, one that is invoiced again, or a pure function of the
    `PurchaseLine` that gives one of these, for overrides by supplier, account or project."""
    cost_source: Literal["supplier_invoices", "journal"] = "supplier_invoices"
    """Where purchases are read: the supplier invoices, or the journal lines of their module (AP). Same fees."""
    cash_transactions: bool = False
    """Cash transactions by themselves, and not from the journal."""
    project_transactions: bool = False
    """Project transactions of the project module by themselves, and not from the journal."""
    corrections: bool = True
    """A line that changes after its fee was made gets another fee with the difference. Off: nothing is made."""
    closing_date: Literal["latest", "worktime", "travel", "none"] = "latest"
    """Which of Severa's closing dates holds for costs; it has none of their own. Unconfirmed."""
    lease: timedelta = timedelta(minutes=5)
    """How long a host that stopped keeps others waiting."""
    settle: timedelta = timedelta(minutes=2)
    """How long after its last possible moment a lost document may still turn up in Visma.net. Unconfirmed."""
    extend: tuple[Callable[[Any, Any, Any], Any], ...] = ()
    """Pure functions `(document, invoice, rows) -> document` over each finished draft."""

    def __attrs_post_init__(self) -> None:
        if problems := tuple(self._wrong()):
            raise SettingsError(problems)

    def tolerance_in(self, currency: str | None) -> Decimal:
        """How far totals in this currency may differ."""
        own = {} if isinstance(self.total_policy, str) else self.total_policy
        return own.get(currency or "", self.tolerance)

    def _wrong(self) -> Iterator[str]:
        if not _is_tolerance(self.tolerance):
            yield f"tolerance must be a Decimal of 0 or more, as Decimal('0.05'), not {self.tolerance!r}"
        policy: object = self.total_policy
        if not isinstance(policy, Mapping):
            if policy not in ("reject", "warn"):
                yield f"total_policy must be 'reject', 'warn' or tolerances by currency, not {policy!r}"
        elif not all(map(_is_tolerance, policy.values())):
            yield f"total_policy must hold Decimals of 0 or more by currency, as {{'JPY': Decimal(1)}}, not {policy!r}"
        for name, choices in (
            ("several_codes", ("same_vat", "first", "hold")),
            ("several_projects", ("hold", "first", "none")),
            ("line_amounts", ("price", "amount")),
            ("organization_number", ("kvk", "vat")),
            ("on_conflict", ("hold", "severa", "vnf")),
            ("cost_source", ("supplier_invoices", "journal")),
            ("invoice_pdf_content", ("InvoiceOnly", "AttachmentAndBreakdown", "All")),
            ("closing_date", ("latest", "worktime", "travel", "none")),
            ("mobile_phone", ("phone1", "phone3")),
            ("item_defaults.product_type", PRODUCT_TYPES),
            ("item_defaults.expense_class", EXPENSE_CLASSES),
            ("project_defaults.billing_period", BILLING_PERIODS),
            ("project_defaults.block", ("restrict_employees", "hold", None)),
            ("project_defaults.lost", ("Cancelled", "Completed")),
        ):
            if (chosen := attrgetter(name)(self)) not in choices:
                yield f"{name} must be one of {', '.join(map(str, choices))}, not {chosen!r}"
        if not self.project_defaults.template.strip():
            yield "project_defaults.template must be a project's number, not blank"
        for name, classes in (("item_classes", self.item_classes), ("customer_classes", self.customer_classes)):
            for chosen in asdict(classes).values():
                if any(one is not None and not one.strip() for one in _ids(chosen)):
                    yield f"{name} must name classes by their ids; one is blank"
        for name in ("lease", "settle", "release_wait"):
            span = getattr(self, name)
            if not isinstance(span, timedelta) or span <= timedelta():
                yield f"{name} must be a timedelta longer than nothing, not {span!r}"
        if self.go_live is not None and type(self.go_live) is not date:
            yield f"go_live must be a plain date, not {self.go_live!r}"
        if self.attachment_limit is not None and self.attachment_limit < 1:
            yield f"attachment_limit must be 1 or more, or None, not {self.attachment_limit!r}"
        if isinstance(self.attachment_endings, str):
            yield f"attachment_endings must be several, as ('pdf', 'png'), not {self.attachment_endings!r}"
        for name, direction in self.directions.items():
            if name not in REGISTERS or direction not in DIRECTIONS or (name, direction) in _NO_WAYS:
                yield (
                    f"directions: {name!r} -> {direction!r} is none; there are: customers and items -> "
                    f"{', '.join(DIRECTIONS)}; projects -> to_vnf, off"
                )
        if self.max_changes.count < 0 or not 0 <= self.max_changes.share <= 1:
            yield f"max_changes must be a count of 0 or more and a share from 0 to 1, not {self.max_changes!r}"
        for name in ("sales_cases", "payment_sweep"):
            if (span := getattr(self, name)) is not None and span <= timedelta():
                yield f"{name} must be a timedelta longer than nothing, or None, not {span!r}"
        for kind in self.row_items:
            if kind not in ROW_TYPES:
                yield f"row_items: {kind!r} is no row type of Severa; there are {', '.join(ROW_TYPES)}"
        if self.statuses is not None and len(set(astuple(self.statuses))) < len(fields(InvoiceStatuses)):
            yield "statuses: each role needs a status of its own"
        for name, limit in asdict(self.text_limits).items():
            if limit is not None and limit < 1:
                yield f"text_limits.{name} must be 1 or more, or None, not {limit!r}"
        if not isinstance(self.costs, CostOnly | Rebill) and (isinstance(self.costs, type) or not callable(self.costs)):
            yield f"costs must be CostOnly(), Rebill(...) or a function of a line, not {self.costs!r}"
        if not all(map(callable, self.extend)):
            yield "extend must hold functions (document, invoice, rows) -> document"


def _is_tolerance(value: object) -> bool:
    return isinstance(value, Decimal) and value.is_finite() and value >= 0


def _ids(chosen: str | Mapping[str, str] | None) -> Iterable[str | None]:
    return chosen.values() if isinstance(chosen, Mapping) else (chosen,)
