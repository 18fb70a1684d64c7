"""What can go wrong with what follows a transfer: files, the application of a credit note, the release."""

from __future__ import annotations

from severa_vnf.rules.rule import Rule, Who

FILE_REFUSED = Rule(
    "invoice-file-refused",
    "The file {field} was not taken over to the invoice's document: {value}",
    "Mend what the message names, or attach the file in Visma.net by hand. It is tried again in a few hours.",
    Who.VISMA_NET,
)
FILE_TOO_LARGE = Rule(
    "invoice-file-too-large",
    "The file {field} is too large to be taken over: {value}.",
    "Attach it in Visma.net by hand under this name, or raise Settings.attachment_limit.",
    Who.ADMINISTRATOR,
)
CREDITED_UNKNOWN = Rule(
    "credited-invoice-unknown",
    "The invoice that is credited is not linked with a document in Visma.net.",
    "Transfer it, or link it (bridge.relink): the next run goes on. Else settle the credit note in Visma.net by hand "
    "(Customer payments, AR302000); it is not released before.",
    Who.ADMINISTRATOR,
)
CREDITED_CLOSED = Rule(
    "credited-invoice-closed",
    "Nothing is open any more of the invoice that is credited, {value}.",
    "Pay the money back, or set the credit note against another invoice, in Visma.net (Customer payments, AR302000).",
    Who.VISMA_NET,
)
CREDITED_NOT_OPEN = Rule(
    "credited-invoice-not-open",
    "The invoice that is credited is not released: {value}. The credit note can't be set against it yet.",
    "Release the invoice in Visma.net (Invoices, AR301000). The credit note is applied a few hours later at most.",
    Who.VISMA_NET,
)
CREDIT_REFUSED = Rule(
    "credit-not-applied",
    "The credit note was not set against the invoice that it credits: {value}",
    "Set it against the invoice in Visma.net by hand (Customer payments, AR302000).",
    Who.VISMA_NET,
)
RELEASE_REFUSED = Rule(
    "release-refused",
    "Visma.net does not release the document: {value}",
    "Mend what the message names, then release it in Visma.net (Invoices, AR301000). It is tried again in a few hours.",
    Who.VISMA_NET,
)
RELEASE_UNDONE = Rule(
    "release-without-effect",
    "Visma.net was asked to release the document, and it is still {value}.",
    "Release it in Visma.net (Invoices, AR301000), where the reason is shown. It is asked again after a while.",
    Who.VISMA_NET,
)
FOLLOWING_WAITS = Rule(
    "following-waits",
    "The invoice is transferred, but a service failed on what follows ({field}): {value}",
    "Nothing to do: the next runs try again.",
    Who.NOBODY,
)
