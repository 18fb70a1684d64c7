"""What can go wrong on the way of a payment."""

from __future__ import annotations

from severa_vnf.rules.rule import Rule, Who

PAID_BEFORE_SENT = Rule(
    "paid-before-sent",
    "Something was paid while the invoice still waits to be sent: {value}. It keeps its status, else it is never sent.",
    "Send it (AutoInvoice does; else set it to the sent status by hand). The cycle after that moves it on.",
    Who.SEVERA,
)
PAID_ELSEWHERE = Rule(
    "paid-in-another-status",
    "The invoice stands in a status that payments do not move: {value}.",
    "Set it to the sent status, or on from there, in Severa. The next cycle does the rest.",
    Who.SEVERA,
)
SEVERA_SAYS_MORE = Rule(
    "severa-says-more-paid",
    "Severa says that more is paid than Visma.net does: {value}. This bridge did not set that status, so it stays.",
    "Enter the payment in Visma.net, or set the invoice back in Severa.",
    Who.SEVERA,
)
NOT_TAKEN = Rule(
    "payment-not-taken",
    "Severa did not take the status and the payment date: {value}",
    "Set them by hand, or look why it refuses. Where it refused the status the next cycle tries again.",
    Who.SEVERA,
)
PAYMENT_WAITS = Rule(
    "payment-waits",
    "A service failed while a payment was carried over: {value}",
    "The next cycle tries again.",
    Who.NOBODY,
)
PAID_INVOICE_GONE = Rule(
    "paid-invoice-gone",
    "Document {value} changed, and its invoice is not in Severa any more.",
    "If it was deleted on purpose, unlink it (bridge.unlink).",
    Who.ADMINISTRATOR,
)
