"""What keeps an invoice from becoming a document."""

from __future__ import annotations

from severa_vnf.rules.rule import Rule, Who

NO_ROWS = Rule("invoice-without-rows", "The invoice has no rows.", "Add rows, or delete the invoice.", Who.SEVERA)
NO_CUSTOMER = Rule(
    "no-customer-number",
    "The customer {value} has no number, so Visma.net cannot know it.",
    "Synchronise the customers, or give the customer the number that it has in Visma.net.",
    Who.SEVERA,
)
NO_CURRENCY = Rule(
    "no-currency", "The invoice's total has no currency.", "Choose the currency on the invoice in Severa.", Who.SEVERA
)
NO_TOTAL = Rule(
    "no-total",
    "The invoice has no total including VAT to compare with.",
    "Save the invoice again in Severa.",
    Who.SEVERA,
)
NO_PROJECT_NUMBER = Rule(
    "no-project-number",
    "The invoice is for a project without a number ({value}), so Visma.net cannot know it.",
    "Give the project a number in Severa.",
    Who.SEVERA,
)
ROW_WITHOUT_CODE = Rule(
    "row-without-code",
    "{field} has no product code ({value}), and a Visma.net line needs an item.",
    "Choose a product with a code, or name an item for such rows in Settings.row_items.",
    Who.SEVERA,
)
SEVERAL_CODES = Rule(
    "row-with-several-codes",
    "{field} groups several products whose items differ in VAT category or sales account: {value}.",
    "Ungroup the row in Severa, or set Settings.several_codes to 'first'.",
    Who.SEVERA,
)
ROW_WITHOUT_PRICE = Rule("row-without-price", "{field} has no unit price.", "Fill in the price in Severa.", Who.SEVERA)
ROW_CURRENCY = Rule(
    "row-in-another-currency",
    "{field} is in {value}, not in the invoice's currency.",
    "Correct the row's currency in Severa.",
    Who.SEVERA,
)
SEVERAL_PROJECTS = Rule(
    "several-projects",
    "The invoice is for several projects ({value}); a Visma.net document has one.",
    "Split the invoice, or choose 'first' or 'none' in Settings.several_projects.",
    Who.SEVERA,
)
TEXT_TOO_LONG = Rule(
    "text-too-long",
    "{field} is longer than Visma.net takes: {value}.",
    "Shorten it in Severa. Nothing is cut silently.",
    Who.SEVERA,
)
BEFORE_GO_LIVE = Rule(
    "before-go-live",
    "The invoice is dated {value}, before the day from which invoices cross.",
    "Book it by hand, or move Settings.go_live.",
    Who.ADMINISTRATOR,
)
