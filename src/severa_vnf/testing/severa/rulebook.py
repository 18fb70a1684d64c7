"""Which rules hold for which collection."""

from __future__ import annotations

from severa_vnf.testing.severa.billing import DeletedFeeRules, FeeRules
from severa_vnf.testing.severa.invoices import InvoiceRules, InvoiceSettingsRules, RowRules, StatusRules
from severa_vnf.testing.severa.rules import (
    ChildRules,
    CodeRules,
    ContactRules,
    CustomerRules,
    CustomValueRules,
    ProjectRules,
    PropertyRules,
    RegionRules,
    Rules,
    TravelExpenseRules,
)

RULES: dict[str, Rules] = {
    "customers": CustomerRules(),
    "addresses": ChildRules(),
    "communications": ChildRules(),
    "contacts": ContactRules(),
    "products": CodeRules(),
    "work_types": CodeRules(),
    "travel_expense_types": TravelExpenseRules(),
    "projects": ProjectRules(),
    "country_regions": RegionRules(),
    "custom_properties": PropertyRules(),
    "custom_values": CustomValueRules(),
    "invoice_statuses": StatusRules(),
    "invoices": InvoiceRules(),
    "invoice_rows": RowRules(),
    "invoice_settings": InvoiceSettingsRules(),
    "project_fees": FeeRules(),
    "deleted_project_fees": DeletedFeeRules(),
}
