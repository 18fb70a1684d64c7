"""Every trouble that a record can be in: a code, a sentence, and what to do about it.

Sentences are filled with the values of the case. `who` can mend it: a user of Severa, one of Visma.net, an
administrator of this integration, or nobody (it passes by itself).
"""

from __future__ import annotations

from enum import StrEnum

from attrs import frozen


class Who(StrEnum):
    """Who can mend it."""

    SEVERA = "a Severa user"
    VISMA_NET = "a Visma.net user"
    ADMINISTRATOR = "an administrator"
    NOBODY = "nobody: it passes by itself"


@frozen
class Rule:
    """One kind of trouble. `says` and `remedy` have places for `{field}` and `{value}`."""

    code: str
    says: str
    remedy: str
    who: Who


UNREADABLE = Rule(
    "unreadable-record",
    "The record could not be read: {value}.",
    "Report it: the service's API has changed. Other records are not held up.",
    Who.ADMINISTRATOR,
)
STATUSES_UNCLEAR = Rule(
    "statuses-unclear",
    "The invoice statuses do not tell which is which: {value}.",
    "Set them up as the documentation shows, or name them in Settings.statuses.",
    Who.ADMINISTRATOR,
)
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
UNKNOWN_CUSTOMER = Rule(
    "customer-unknown",
    "Visma.net has no customer with the number {value}.",
    "Synchronise the customers; if the customer was renumbered in Visma.net, link it again.",
    Who.ADMINISTRATOR,
)
CUSTOMER_BLOCKED = Rule(
    "customer-blocked",
    "The customer is not open for invoices in Visma.net: {value}.",
    "Change the customer's status in Visma.net (Customers, AR303000), then send the invoice again.",
    Who.VISMA_NET,
)
UNKNOWN_ITEM = Rule(
    "item-unknown",
    "Visma.net has no item with the code {value}.",
    "Synchronise the items, or correct the product's code in Severa.",
    Who.SEVERA,
)
ITEM_BLOCKED = Rule(
    "item-blocked",
    "The item is not open for sales in Visma.net: {value}.",
    "Change the item's status in Visma.net (Non-stock items, IN202000), then send the invoice again.",
    Who.VISMA_NET,
)
PROJECT_BLOCKED = Rule(
    "project-blocked",
    "The project can't stand on an invoice in Visma.net: {value}.",
    "Activate the project in Visma.net (Projects, PM301000) or synchronise the projects, then send the invoice again.",
    Who.VISMA_NET,
)
PERIOD_CLOSED = Rule(
    "period-closed",
    "The financial period of {value} is closed in Visma.net.",
    "Open the period, or change the invoice's date in Severa.",
    Who.VISMA_NET,
)
REJECTED = Rule(
    "rejected-by-visma-net",
    "Visma.net refuses the document: {value}",
    "Mend what the message names, then send the invoice again.",
    Who.VISMA_NET,
)
VAT_DIFFERS = Rule(
    "vat-differs",
    "{field} carries {value} in Visma.net, by the customer's VAT zone and the item's VAT category.",
    "Correct the row's VAT rate in Severa, and check 'Btw facturatie' on the customer and the VAT rate of the "
    "product; then send the invoice again.",
    Who.SEVERA,
)
TOTAL_DIFFERS = Rule(
    "total-differs",
    "The totals including VAT differ: {value}.",
    "Check the VAT of the invoice's rows in Severa, then send the invoice again.",
    Who.SEVERA,
)
CURRENCY_DIFFERS = Rule(
    "currency-differs",
    "The document's currency differs: {value}.",
    "Correct the currency in Severa, then send the invoice again.",
    Who.SEVERA,
)
NUMBER_DOES_NOT_FIT = Rule(
    "number-does-not-fit",
    "Visma.net numbers the document {value}; Severa holds whole numbers up to 2147483647 only.",
    "Change the number series in Visma.net (Number series, CS201010) to digits only.",
    Who.VISMA_NET,
)
NOT_WRITTEN_BACK = Rule(
    "not-written-back",
    "The document is in Visma.net, but Severa did not take its number and status: {value}",
    "The next run tries again. If it stays, look whether another invoice in Severa has the number.",
    Who.SEVERA,
)
CHANGED_MEANWHILE = Rule(
    "changed-meanwhile",
    "Somebody changed the invoice while it was carried over: {value}.",
    "Nothing to do: the document was taken out of Visma.net again. Send the invoice again when it is ready.",
    Who.NOBODY,
)
STILL_IN_VISMA_NET = Rule(
    "rejected-still-in-visma-net",
    "The rejected document {value} could not be deleted from Visma.net.",
    "Remove or reverse it in Visma.net; nothing is sent for this invoice before it is gone.",
    Who.VISMA_NET,
)
SENT_AGAIN_DIFFERS = Rule(
    "sent-again-and-different",
    "The invoice was transferred before and now differs from its document: {value}.",
    "Make a credit note for it, or put the invoice back as it was. It is never sent a second time.",
    Who.SEVERA,
)
DOUBT = Rule(
    "doubtful-document",
    "Nobody knows whether the invoice reached Visma.net: document {value} looks like it and carries no note.",
    "If it is this invoice, link it (bridge.relink); if not, change its date or delete it. Nothing is sent before.",
    Who.ADMINISTRATOR,
)
FOUND_TWICE = Rule(
    "found-twice",
    "The invoice stands in Visma.net more than once: {value}.",
    "Delete all but one document in Visma.net. Nothing is sent or changed before.",
    Who.VISMA_NET,
)
WAITS = Rule(
    "waits-for-certainty",
    "An answer of Visma.net was lost ({value}), and the document is not there so far.",
    "Nothing to do: the invoice is sent again once the document can't arrive late any more.",
    Who.NOBODY,
)
SERVICE_TROUBLE = Rule(
    "service-trouble",
    "A service failed while the invoice was carried over: {value}",
    "The next run tries again.",
    Who.NOBODY,
)
GONE = Rule(
    "document-gone",
    "The invoice was transferred as document {value}, which is not in Visma.net any more.",
    "If it was deleted on purpose, unlink the invoice (bridge.unlink) so that it is sent anew.",
    Who.ADMINISTRATOR,
)
NUMBER_UNKNOWN = Rule(
    "number-without-document",
    "The invoice has the number {value}, but no such document of its total is in Visma.net.",
    "Take the number away, or link the invoice to its document (bridge.relink). Nothing is sent before.",
    Who.ADMINISTRATOR,
)

INVOICE_GONE = Rule(
    "invoice-gone",
    "An invoice that was being carried over is not in Severa any more ({value}).",
    "Look in Visma.net for a document with this id in its note and delete it; then unlink the invoice (bridge.unlink).",
    Who.VISMA_NET,
)

NAMELESS = Rule(
    "name-missing",
    "{field} is empty, and Severa demands it.",
    "Fill it in in Visma.net.",
    Who.VISMA_NET,
)
NAMELESS_PROJECT = Rule(
    "project-name-missing",
    "The project has no name, and Visma.net needs one.",
    "Give the project a name in Severa.",
    Who.SEVERA,
)
NUMBER_NOT_NUMERIC = Rule(
    "number-not-numeric",
    "Visma.net numbers the customer {value}; Severa holds whole numbers only.",
    "Renumber the customer in Visma.net, or change its number series (CS201010) to digits only.",
    Who.VISMA_NET,
)
TERMS_UNKNOWN = Rule(
    "terms-unknown",
    "Visma.net has no single credit term of {value} days for customers.",
    "Name the one to use in Settings.credit_terms.",
    Who.ADMINISTRATOR,
)
CLASS_MISSING = Rule(
    "class-missing",
    "No {field} is chosen for {value}, and Visma.net needs one for a new record.",
    "Choose it in Settings.item_classes or Settings.customer_classes.",
    Who.ADMINISTRATOR,
)
CONFLICT = Rule(
    "changed-on-both-sides",
    "{field} was changed on both sides: {value}.",
    "Write the right value on one of the sides as the other has it; or let one side win by Settings.on_conflict.",
    Who.SEVERA,
)
NEVER_AGREED = Rule(
    "never-agreed",
    "{field} differs, and nobody knows which side is right: {value}.",
    "Write the right value on one of the sides as the other has it; from then on changes cross.",
    Who.ADMINISTRATOR,
)
ADDRESS_LEFT_OUT = Rule(
    "address-left-out",
    "An address stays in Severa only: {value}.",
    "Nothing to do, unless it is the one that Visma.net should have: then change its type in Severa.",
    Who.SEVERA,
)
CODE_MISSING = Rule(
    "code-missing",
    "The item has no code, so Visma.net cannot know it.",
    "Give it a code in Severa that no product, work type or travel expense has.",
    Who.SEVERA,
)
NO_REGISTER = Rule(
    "item-without-register",
    "Items of type {value} have no register in Severa, so it stays in Visma.net only.",
    "Nothing to do, unless it is to be invoiced from Severa: then give it another item class.",
    Who.NOBODY,
)
PRICE_CURRENCY = Rule(
    "price-in-another-currency",
    "{field} is in {value}, not in the company's currency.",
    "Correct the currency in Severa.",
    Who.SEVERA,
)
PROJECT_NUMBER_MISSING = Rule(
    "project-number-missing",
    "The project has no number, so Visma.net cannot know it.",
    "Give the project a number in Severa.",
    Who.SEVERA,
)
PROJECT_CUSTOMER_MISSING = Rule(
    "project-customer-missing",
    "The customer of the project is not in Visma.net: {value}.",
    "Synchronise the customers; the project follows.",
    Who.NOBODY,
)
PROJECT_DATE_MISSING = Rule(
    "project-date-missing",
    "The project has neither a start date nor a date of creation, and Visma.net needs a start date.",
    "Fill in the start date in Severa.",
    Who.SEVERA,
)
CONTACT_CUSTOMER_MISSING = Rule(
    "contact-customer-missing",
    "The customer of the contact person is not in Visma.net: {value}.",
    "Synchronise the customers; the contact person follows.",
    Who.NOBODY,
)

RULES = {rule.code: rule for rule in list(globals().values()) if isinstance(rule, Rule)}
"""Every rule, by its code."""
