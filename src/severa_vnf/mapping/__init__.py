"""The mapping: pure functions and the tables they read. No exchange, no clock; try them offline.

Each name is imported at its first use.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from severa_vnf.mapping.addresses import ADDRESS, Place, Slot, addresses_to_severa, place, place_seen, place_written
    from severa_vnf.mapping.contacts import (
        CONTACT,
        NewPerson,
        Person,
        contact_seen,
        contact_to_severa,
        contact_to_vnf,
        person,
    )
    from severa_vnf.mapping.costs import COST, purchase_line_to_fee
    from severa_vnf.mapping.customers import CUSTOMER, customer_seen, customer_to_severa, customer_to_vnf
    from severa_vnf.mapping.explain import explain_total
    from severa_vnf.mapping.explanation import Cause, Explanation
    from severa_vnf.mapping.given import Codes, Given, ItemFacts
    from severa_vnf.mapping.invoices import CREDIT_NOTE, INVOICE, Draft, invoice_to_vnf
    from severa_vnf.mapping.items import (
        PRODUCT,
        TRAVEL_EXPENSE,
        WORK_TYPE,
        ItemRegister,
        item_seen,
        item_to_severa,
        item_to_vnf,
        route_item,
    )
    from severa_vnf.mapping.lines import INVOICE_LINE
    from severa_vnf.mapping.mapped import Mapped
    from severa_vnf.mapping.merge import Agreed, Conflict, Crosses, Kept, Merged, Question, decide, decide_field
    from severa_vnf.mapping.projects import PROJECT, project_seen, project_to_vnf
    from severa_vnf.mapping.purchases import CostsGiven, PurchaseLine, why_left_out
    from severa_vnf.mapping.statuses import check_statuses, find_statuses
    from severa_vnf.mapping.totals import TotalCheck, check_total

__all__ = [
    "ADDRESS",
    "CONTACT",
    "COST",
    "CREDIT_NOTE",
    "CUSTOMER",
    "INVOICE",
    "INVOICE_LINE",
    "PRODUCT",
    "PROJECT",
    "TRAVEL_EXPENSE",
    "WORK_TYPE",
    "Agreed",
    "Cause",
    "Codes",
    "Conflict",
    "CostsGiven",
    "Crosses",
    "Draft",
    "Explanation",
    "Given",
    "ItemFacts",
    "ItemRegister",
    "Kept",
    "Mapped",
    "Merged",
    "NewPerson",
    "Person",
    "Place",
    "PurchaseLine",
    "Question",
    "Slot",
    "TotalCheck",
    "addresses_to_severa",
    "check_statuses",
    "check_total",
    "contact_seen",
    "contact_to_severa",
    "contact_to_vnf",
    "customer_seen",
    "customer_to_severa",
    "customer_to_vnf",
    "decide",
    "decide_field",
    "explain_total",
    "find_statuses",
    "invoice_to_vnf",
    "item_seen",
    "item_to_severa",
    "item_to_vnf",
    "person",
    "place",
    "place_seen",
    "place_written",
    "project_seen",
    "project_to_vnf",
    "purchase_line_to_fee",
    "route_item",
    "why_left_out",
]

_PLACES = {
    "addresses": ("ADDRESS", "Place", "Slot", "addresses_to_severa", "place", "place_seen", "place_written"),
    "contacts": ("CONTACT", "NewPerson", "Person", "contact_seen", "contact_to_severa", "contact_to_vnf", "person"),
    "costs": ("COST", "purchase_line_to_fee"),
    "customers": ("CUSTOMER", "customer_seen", "customer_to_severa", "customer_to_vnf"),
    "explain": ("explain_total",),
    "explanation": ("Cause", "Explanation"),
    "given": ("Codes", "Given", "ItemFacts"),
    "invoices": ("CREDIT_NOTE", "INVOICE", "Draft", "invoice_to_vnf"),
    "items": (
        "PRODUCT",
        "TRAVEL_EXPENSE",
        "WORK_TYPE",
        "ItemRegister",
        "item_seen",
        "item_to_severa",
        "item_to_vnf",
        "route_item",
    ),
    "lines": ("INVOICE_LINE",),
    "mapped": ("Mapped",),
    "merge": ("Agreed", "Conflict", "Crosses", "Kept", "Merged", "Question", "decide", "decide_field"),
    "projects": ("PROJECT", "project_seen", "project_to_vnf"),
    "purchases": ("CostsGiven", "PurchaseLine", "why_left_out"),
    "statuses": ("check_statuses", "find_statuses"),
    "totals": ("TotalCheck", "check_total"),
}
_HOME = {name: module for module, names in _PLACES.items() for name in names}


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
