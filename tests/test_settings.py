from __future__ import annotations

import pickle
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, cast

import pytest
from attrs import evolve
from attrs.exceptions import FrozenInstanceError
from hypothesis import given
from hypothesis import strategies as st

from severa_vnf.errors import SettingsError
from severa_vnf.policies import CostOnly, Rebill
from severa_vnf.settings import (
    BILLING_PERIODS,
    ROW_TYPES,
    CustomerClasses,
    InvoiceStatuses,
    ItemClasses,
    ItemDefaults,
    MaxChanges,
    ProjectDefaults,
    Settings,
    TextLimits,
)
from severa_vnf.severa.invoice_rows import RowType
from severa_vnf.values import Guid
from severa_vnf.vnf.project import BillingPeriod

ROLES = ("failed", "to_transfer", "transferred", "sent", "partially_paid", "paid")
DISTINCT = InvoiceStatuses(**{role: Guid(role) for role in ROLES})
DOUBLED = InvoiceStatuses(**{role: Guid(role.removeprefix("partially_")) for role in ROLES})


def test_defaults() -> None:
    """Without a word each choice is the careful one."""
    settings = Settings()
    assert settings.tolerance == Decimal("0.05")
    assert (settings.several_codes, settings.several_projects, settings.line_amounts) == ("same_vat", "hold", "price")
    assert settings.on_conflict == "hold"
    chosen = settings.attachments, settings.invoice_pdf, settings.apply_credit_notes, settings.release
    assert not any(chosen)
    defaults = settings.project_defaults
    assert (defaults.template, defaults.billing_period, defaults.task) == ("Z", "OnDemand", "10")
    assert (defaults.block, defaults.lost) == ("restrict_employees", "Cancelled")
    assert settings.require_equal_organizations
    assert (settings.max_changes.count, settings.max_changes.share) == (50, Decimal("0.10"))
    assert (settings.directions, settings.companies, settings.sales_cases) == ({}, (), None)
    assert settings.owns_customer_numbers
    empty = (settings.row_items, settings.units, settings.branches, settings.credit_terms, settings.extend)
    assert not any(empty)


def test_what_its_owner_does_to_a_mapping_is_no_change() -> None:
    """Settings keep copies of the mappings and lists that they are made of, to the last one; nobody changes those."""
    units, countries, companies = {"h": "HOUR"}, {"BE": "EU"}, [Guid("a")]
    classes = CustomerClasses(by_country=countries)
    settings = Settings(units=units, customer_classes=classes, companies=cast(Any, companies))
    units["h"] = countries["BE"] = "DAY"
    companies.clear()
    assert (settings.units, settings.customer_classes.by_country, settings.companies) == (
        {"h": "HOUR"},
        {"BE": "EU"},
        ("a",),
    )
    for frozen in (settings.units, settings.customer_classes.by_country, settings.item_classes.by_code):
        with pytest.raises(TypeError):
            cast(Any, frozen)["h"] = "DAY"


def test_settings_are_a_value() -> None:
    """Equal ones are equal and have one hash, a copy with a change keeps the rest, and they survive pickle."""
    settings = Settings(
        units={"h": "HOUR", "d": "DAY"},
        total_policy={"JPY": Decimal(1)},
        item_classes=ItemClasses(by_code={"007": "BOND"}),
    )
    same = Settings(
        units={"d": "DAY", "h": "HOUR"},
        total_policy={"JPY": Decimal(1)},
        item_classes=ItemClasses(by_code={"007": "BOND"}),
    )
    assert (settings, hash(settings), len({settings, same})) == (same, hash(same), 1)
    changed = evolve(settings, attachments=True)
    assert (changed.units, changed == settings) == (settings.units, False)
    assert pickle.loads(pickle.dumps(settings)) == settings
    assert "units={'h': 'HOUR', 'd': 'DAY'}" in repr(settings)


def test_how_long_a_host_that_stopped_keeps_others_waiting() -> None:
    """Its lease, twice the distance that clocks may have, and the time in which a lost document turns up."""
    assert Settings().takeover == timedelta(minutes=5 + 2 * 2 + 2)
    assert Settings(max_clock_skew=timedelta(minutes=1)).grace == timedelta(minutes=4)


def test_tolerance_by_currency() -> None:
    """The tolerance of a currency is its own where `total_policy` names it, else the common one."""
    settings = Settings(tolerance=Decimal("0.02"), total_policy={"JPY": Decimal(1)})
    assert [settings.tolerance_in(code) for code in ("JPY", "EUR", None)] == [1, Decimal("0.02"), Decimal("0.02")]
    assert Settings(tolerance=Decimal("0.02"), total_policy="warn").tolerance_in("JPY") == Decimal("0.02")


def test_frozen() -> None:
    """Settings do not change under a run."""
    with pytest.raises(FrozenInstanceError):
        Settings().tolerance = Decimal(1)


@pytest.mark.parametrize(
    "right",
    [
        {"tolerance": Decimal(0)},
        {"total_policy": "warn"},
        {"total_policy": {"JPY": Decimal(1), "SEK": Decimal(0)}},
        {"go_live": date(2026, 1, 1)},
        {"statuses": DISTINCT},
        {"row_items": dict.fromkeys(RowType, "FLAT")},
        {"text_limits": TextLimits(description=None, invoice_text=1, reference=None)},
        {"lease": timedelta(seconds=5), "settle": timedelta(microseconds=1)},
        {"extend": (lambda document, invoice, rows: document,)},
        {"on_conflict": "vnf", "mobile_phone": "phone3"},
        {"attachments": True, "attachment_limit": None, "invoice_pdf": True, "invoice_pdf_content": "All"},
        {"release": True, "release_wait": timedelta(minutes=5), "apply_credit_notes": True},
        {"payment_sweep": timedelta(hours=1), "sales_cases": timedelta(hours=1)},
        {"payment_sweep": None, "sales_cases": None},
        {"costs": Rebill(Decimal("1.5")), "cost_source": "journal", "closing_date": "none"},
        {"costs": lambda line: CostOnly()},
        {"item_classes": ItemClasses(products="P", by_category={"K": "C"}, by_code={"A1": "D"})},
        {"customer_classes": CustomerClasses(default="C", by_country={"NL": "H"}, by_number={"7": "S"})},
        {"item_defaults": ItemDefaults(product_type="Subcontracting", expense_class="DailyAllowance")},
        {"project_defaults": ProjectDefaults(template="T", block=None, task=None, lost="Completed")},
        {"directions": {"customers": "to_severa", "items": "off", "projects": "to_vnf"}},
        {"directions": {"customers": "both", "items": "to_vnf", "projects": "off"}},
        {"max_changes": MaxChanges(count=0, share=Decimal(0))},
        {"max_changes": MaxChanges(count=9, share=Decimal(1))},
        {"sales_cases": timedelta(days=1), "companies": (Guid("a"),), "owns_customer_numbers": False},
    ],
)
def test_right(right: dict[str, Any]) -> None:
    """What makes sense is taken."""
    assert all(getattr(Settings(**right), name) == value for name, value in right.items())


WRONG: list[tuple[dict[str, Any], str]] = [
    ({"costs": Decimal("1.5")}, "costs must be CostOnly(), Rebill(...) or a function of a line, not Decimal('1.5')"),
    ({"cost_source": "ledger"}, "cost_source must be one of supplier_invoices, journal, not 'ledger'"),
    ({"closing_date": None}, "closing_date must be one of latest, worktime, travel, none, not None"),
    ({"tolerance": 0.05}, "tolerance must be a Decimal of 0 or more, as Decimal('0.05'), not 0.05"),
    ({"tolerance": Decimal("-0.01")}, "tolerance must be a Decimal"),
    ({"tolerance": Decimal("NaN")}, "tolerance must be a Decimal"),
    ({"total_policy": "ignore"}, "total_policy must be 'reject', 'warn' or tolerances by currency, not 'ignore'"),
    ({"total_policy": {"JPY": 1.0}}, "total_policy must hold Decimals of 0 or more by currency"),
    ({"total_policy": {"JPY": Decimal(-1)}}, "total_policy must hold Decimals of 0 or more by currency"),
    ({"several_codes": "last"}, "several_codes must be one of same_vat, first, hold, not 'last'"),
    ({"several_projects": None}, "several_projects must be one of hold, first, none, not None"),
    ({"line_amounts": "both"}, "line_amounts must be one of price, amount, not 'both'"),
    ({"organization_number": "rsin"}, "organization_number must be one of kvk, vat, not 'rsin'"),
    ({"lease": timedelta()}, "lease must be a timedelta longer than nothing"),
    ({"release_wait": timedelta()}, "release_wait must be a timedelta longer than nothing, not"),
    ({"attachment_endings": "pdf"}, "attachment_endings must be several, as ('pdf', 'png'), not 'pdf'"),
    ({"attachment_limit": 0}, "attachment_limit must be 1 or more, or None, not 0"),
    ({"invoice_pdf_content": "Everything"}, "invoice_pdf_content must be one of InvoiceOnly, AttachmentAndBreakdown"),
    ({"settle": 120}, "settle must be a timedelta longer than nothing, not 120"),
    ({"payment_sweep": timedelta()}, "payment_sweep must be a timedelta longer than nothing, or None, not"),
    ({"sales_cases": timedelta(days=-1)}, "sales_cases must be a timedelta longer than nothing, or None, not"),
    ({"go_live": datetime(2026, 1, 1)}, "go_live must be a plain date"),
    ({"go_live": "2026-01-01"}, "go_live must be a plain date, not '2026-01-01'"),
    ({"row_items": {"Flatrate": "X"}}, "row_items: 'Flatrate' is no row type of Severa; there are FlatRate, Hours"),
    ({"statuses": DOUBLED}, "statuses: each role needs a status of its own"),
    ({"text_limits": TextLimits(reference=0)}, "text_limits.reference must be 1 or more, or None, not 0"),
    ({"extend": ("own",)}, "extend must hold functions"),
    ({"on_conflict": "both"}, "on_conflict must be one of hold, severa, vnf, not 'both'"),
    ({"mobile_phone": "phone2"}, "mobile_phone must be one of phone1, phone3, not 'phone2'"),
    (
        {"item_defaults": ItemDefaults(product_type="Goods")},
        "item_defaults.product_type must be one of FixedFees, Materials, Subcontracting, not 'Goods'",
    ),
    ({"item_defaults": ItemDefaults(expense_class="Car")}, "item_defaults.expense_class must be one of Mileage"),
    (
        {"project_defaults": ProjectDefaults(billing_period="Daily")},
        "project_defaults.billing_period must be one of Weekly, Monthly",
    ),
    ({"project_defaults": ProjectDefaults(block=cast("Any", "all"))}, "project_defaults.block must be one of"),
    ({"project_defaults": ProjectDefaults(lost=cast("Any", "Active"))}, "project_defaults.lost must be one of"),
    ({"project_defaults": ProjectDefaults(template=" ")}, "project_defaults.template must be a project's number"),
    ({"item_classes": ItemClasses(products="")}, "item_classes must name classes by their ids; one is blank"),
    ({"item_classes": ItemClasses(by_code={"A1": " "})}, "item_classes must name classes by their ids; one is blank"),
    (
        {"directions": {"projects": "both"}},
        "directions: 'projects' -> 'both' is none; there are: customers and items -> both, to_severa, to_vnf, off;",
    ),
    ({"directions": {"projects": "to_severa"}}, "directions: 'projects' -> 'to_severa' is none"),
    ({"directions": {"contacts": "both"}}, "directions: 'contacts' -> 'both' is none"),
    ({"directions": {"items": "to_visma"}}, "directions: 'items' -> 'to_visma' is none"),
    ({"max_changes": MaxChanges(count=-1)}, "max_changes must be a count of 0 or more and a share from 0 to 1"),
    ({"max_changes": MaxChanges(share=Decimal("-0.1"))}, "max_changes must be a count of 0 or more"),
    ({"max_changes": MaxChanges(share=Decimal(10))}, "max_changes must be a count of 0 or more"),
    ({"sales_cases": timedelta()}, "sales_cases must be a timedelta longer than nothing, or None, not datetime.timed"),
    ({"sales_cases": timedelta(hours=-1)}, "sales_cases must be a timedelta longer than nothing"),
    ({"customer_classes": CustomerClasses(by_country={"NL": ""})}, "customer_classes must name classes by their ids"),
]


@pytest.mark.parametrize(("wrong", "says"), WRONG)
def test_wrong(wrong: dict[str, Any], says: str) -> None:
    """A wrong setting is named with what would be right."""
    with pytest.raises(SettingsError) as raised:
        Settings(**wrong)
    (problem,) = raised.value.problems
    assert problem.startswith(says)


@given(st.lists(st.sampled_from(WRONG), min_size=1, unique_by=lambda case: next(iter(case[0]))))
def test_all_at_once(cases: list[tuple[dict[str, Any], str]]) -> None:
    """However many settings are wrong, each has its sentence in one error."""
    with pytest.raises(SettingsError) as raised:
        Settings(**{name: value for wrong, _ in cases for name, value in wrong.items()})
    assert len(raised.value.problems) == len(cases)
    assert all(any(problem.startswith(says) for problem in raised.value.problems) for _, says in cases)


def test_row_types() -> None:
    """The kinds of row that may have an item are Severa's."""
    assert set(ROW_TYPES) == set(RowType)


def test_billing_periods() -> None:
    """The periods to choose from are Visma.net's."""
    assert set(BILLING_PERIODS) == set(BillingPeriod)
