"""The three documented set-ups of invoice statuses."""

from __future__ import annotations

from typing import Any, Literal

DRAFTING = ("", "d", "Concept"), ("", "", "Wacht op goedkeuring")
"""Each status: its flags (r read-only, n number, s sent, p paid), its default (d, or c for credit notes), its name."""
_APPROVED = ("r", "c", "Goedgekeurd, klaar voor Financials")
_TO_SEND = ("r", "c", "Verzend naar Financials")
_AFTER = (
    ("rns", "", "In Financials, verzend naar klant"),
    ("rns", "", "Verzonden"),
    ("rns", "", "Gedeeltelijk betaald"),
    ("rnsp", "", "Betaald"),
)
_FAILED = ("", "", "Overdracht niet gelukt")


def statuses(setup: Literal[1, 2, 3], *, transferred_is_sent: bool = True) -> list[dict[str, Any]]:
    """Set-up 1 (approval, AutoInvoice), 2 (no approval, sent from Severa) or 3 (AutoInvoice with Financials), in order.

    Wire JSON for `load("invoice_statuses", ...)`; the guids are the same each time. 2 and 3 have the same statuses:
    only settings outside the API tell them apart. `transferred_is_sent` off leaves "sent" out of the status that a
    transferred invoice gets, which the documentation's prose allows.
    """
    before = (*DRAFTING, _APPROVED) if setup == 1 else (DRAFTING[0], _TO_SEND)
    found = [
        {
            "guid": f"5e7a0{setup}{order:02d}-57a7-0517-f0c7-00000000{setup:02d}{order:02d}",
            "name": name,
            "sortOrder": order,
            "isActive": True,
            "isDefault": default == "d",
            "isDefaultForCreditNote": default == "c",
            "isReadOnly": "r" in flags,
            "hasInvoiceNumber": "n" in flags,
            "isSent": "s" in flags,
            "isPaid": "p" in flags,
            "isWaitingPayment": False,
        }
        for order, (flags, default, name) in enumerate((_FAILED, *before, *_AFTER), start=1)
    ]
    if not transferred_is_sent:
        found[-4]["isSent"] = False
    return found
