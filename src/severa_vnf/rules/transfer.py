"""What can go wrong on the way of an invoice, and in a run."""

from __future__ import annotations

from severa_vnf.rules.rule import Rule, Who

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
