"""What can go wrong on the way of a payment."""

from __future__ import annotations

from severa_vnf.rules import afterwards, places
from severa_vnf.rules.rule import Rule, Severity, Who
from severa_vnf.rules.text import Text

PAID_BEFORE_SENT = Rule(
    "paid-before-sent",
    Text(
        "Something was paid while the invoice still waits to be sent: {value}. It keeps its status, else it is "
        "never sent.",
        "Er is iets betaald terwijl de factuur nog moet worden verzonden: {value}. De status blijft, anders wordt "
        "de factuur nooit verzonden.",
    ),
    Text(
        "Send it (AutoInvoice does; else set it to the sent status by hand).",
        "Verzend de factuur (AutoInvoice doet dat; zet de status anders met de hand op 'Verzonden').",
    ),
    Who.SEVERA,
    places.INVOICE,
    afterwards.PAID_AFTER,
    Severity.WARNING,
)
PAID_ELSEWHERE = Rule(
    "paid-in-another-status",
    Text(
        "The invoice stands in a status that payments do not move: {value}.",
        "De factuur heeft een status die door betalingen niet wordt gewijzigd: {value}.",
    ),
    Text(
        "Set it to the sent status, or on from there, in Severa.",
        "Zet de factuur in Severa op de status 'Verzonden' of een latere.",
    ),
    Who.SEVERA,
    places.INVOICE,
    afterwards.PAID_AFTER,
)
SEVERA_SAYS_MORE = Rule(
    "severa-says-more-paid",
    Text(
        "Severa says that more is paid than Visma.net does: {value}. This bridge did not set that status, so it stays.",
        "Volgens Severa is er meer betaald dan volgens Visma.net: {value}. Die status is niet van deze koppeling, "
        "en blijft dus.",
    ),
    Text(
        "Enter the payment in Visma.net, or set the invoice back in Severa.",
        "Voer de betaling in Visma.net in, of zet de factuur in Severa terug.",
    ),
    Who.SEVERA,
    places.INVOICE,
    afterwards.PAID_AFTER,
)
NOT_TAKEN = Rule(
    "payment-not-taken",
    Text(
        "Severa did not take the status and the payment date: {value}",
        "Severa nam de status en de betaaldatum niet over: {value}",
    ),
    Text("Set them by hand, or look why it refuses.", "Stel ze met de hand in, of kijk waarom Severa weigert."),
    Who.SEVERA,
    places.INVOICE,
    afterwards.PAID_AFTER,
)
PAYMENT_WAITS = Rule(
    "payment-waits",
    Text(
        "A service failed while a payment was carried over: {value}",
        "Een dienst liet het afweten terwijl een betaling werd overgebracht: {value}",
    ),
    Text("There is nothing to do.", "Er is niets te doen."),
    Who.NOBODY,
    places.NOWHERE,
    afterwards.TRIED_AGAIN,
)
