"""The mapping: pure functions and the tables they read. No exchange, no clock; try them offline.

Each name is imported at its first use.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from severa_vnf.lazy import lazily

if TYPE_CHECKING:
    from severa_vnf.mapping.addresses import ADDRESS, Place, Slot, addresses_to_severa, place, place_seen, place_written
    from severa_vnf.mapping.contact_pairs import WholeContact, decide_contact
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
    from severa_vnf.mapping.customer_pairs import WholeCustomer, decide_customer
    from severa_vnf.mapping.customers import CUSTOMER, customer_seen, customer_to_severa, customer_to_vnf
    from severa_vnf.mapping.explain import explain_total
    from severa_vnf.mapping.explanation import Cause, Explanation
    from severa_vnf.mapping.given import Codes, Given, ItemFacts
    from severa_vnf.mapping.invoices import CREDIT_NOTE, INVOICE, Draft, invoice_to_vnf
    from severa_vnf.mapping.item_pairs import decide_item
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
    from severa_vnf.mapping.matching import (
        Matched,
        Review,
        match_contacts,
        match_customers,
        match_items,
        match_projects,
    )
    from severa_vnf.mapping.merge import (
        Agreed,
        Asked,
        Conflict,
        Crosses,
        Kept,
        Merged,
        NotTaken,
        Question,
        decide,
        decide_field,
        unmoved,
    )
    from severa_vnf.mapping.payments import (
        Balance,
        Move,
        Settlement,
        Standing,
        balance_of,
        payment_to_severa,
        standing_of,
    )
    from severa_vnf.mapping.project_pairs import decide_project
    from severa_vnf.mapping.projects import PROJECT, project_seen, project_to_vnf
    from severa_vnf.mapping.purchases import CostsGiven, PurchaseLine, why_left_out
    from severa_vnf.mapping.sides import Decision, Facts
    from severa_vnf.mapping.statuses import check_statuses, find_statuses
    from severa_vnf.mapping.totals import TotalCheck, check_total
else:
    __getattr__ = lazily(
        __name__,
        {
            "addresses": "ADDRESS Place Slot addresses_to_severa place place_seen place_written",
            "contact_pairs": "WholeContact decide_contact",
            "contacts": "CONTACT NewPerson Person contact_seen contact_to_severa contact_to_vnf person",
            "costs": "COST purchase_line_to_fee",
            "customer_pairs": "WholeCustomer decide_customer",
            "customers": "CUSTOMER customer_seen customer_to_severa customer_to_vnf",
            "explain": "explain_total",
            "explanation": "Cause Explanation",
            "given": "Codes Given ItemFacts",
            "invoices": "CREDIT_NOTE INVOICE Draft invoice_to_vnf",
            "item_pairs": "decide_item",
            "items": ("PRODUCT TRAVEL_EXPENSE WORK_TYPE ItemRegister item_seen item_to_severa item_to_vnf route_item"),
            "lines": "INVOICE_LINE",
            "mapped": "Mapped",
            "matching": "Matched Review match_contacts match_customers match_items match_projects",
            "merge": "Agreed Asked Conflict Crosses Kept Merged NotTaken Question decide decide_field unmoved",
            "payments": "Balance Move Settlement Standing balance_of payment_to_severa standing_of",
            "project_pairs": "decide_project",
            "projects": "PROJECT project_seen project_to_vnf",
            "purchases": "CostsGiven PurchaseLine why_left_out",
            "sides": "Decision Facts",
            "statuses": "check_statuses find_statuses",
            "totals": "TotalCheck check_total",
        },
    )

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
    "Asked",
    "Balance",
    "Cause",
    "Codes",
    "Conflict",
    "CostsGiven",
    "Crosses",
    "Decision",
    "Draft",
    "Explanation",
    "Facts",
    "Given",
    "ItemFacts",
    "ItemRegister",
    "Kept",
    "Mapped",
    "Matched",
    "Merged",
    "Move",
    "NewPerson",
    "NotTaken",
    "Person",
    "Place",
    "PurchaseLine",
    "Question",
    "Review",
    "Settlement",
    "Slot",
    "Standing",
    "TotalCheck",
    "WholeContact",
    "WholeCustomer",
    "addresses_to_severa",
    "balance_of",
    "check_statuses",
    "check_total",
    "contact_seen",
    "contact_to_severa",
    "contact_to_vnf",
    "customer_seen",
    "customer_to_severa",
    "customer_to_vnf",
    "decide",
    "decide_contact",
    "decide_customer",
    "decide_field",
    "decide_item",
    "decide_project",
    "explain_total",
    "find_statuses",
    "invoice_to_vnf",
    "item_seen",
    "item_to_severa",
    "item_to_vnf",
    "match_contacts",
    "match_customers",
    "match_items",
    "match_projects",
    "payment_to_severa",
    "person",
    "place",
    "place_seen",
    "place_written",
    "project_seen",
    "project_to_vnf",
    "purchase_line_to_fee",
    "route_item",
    "standing_of",
    "unmoved",
    "why_left_out",
]
