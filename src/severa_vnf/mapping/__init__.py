"""The mapping: pure functions and the tables they read. No exchange, no clock; try them offline.

Each name is imported at its first use.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from severa_vnf.lazy import lazily

if TYPE_CHECKING:
    from severa_vnf.mapping.given import Given, ItemFacts
    from severa_vnf.mapping.invoices import CREDIT_NOTE, INVOICE, Draft, invoice_to_vnf
    from severa_vnf.mapping.lines import INVOICE_LINE
    from severa_vnf.mapping.statuses import check_statuses, find_statuses
    from severa_vnf.mapping.totals import TotalCheck, check_total
else:
    __getattr__ = lazily(
        __name__,
        {
            "given": "Given ItemFacts",
            "invoices": "CREDIT_NOTE INVOICE Draft invoice_to_vnf",
            "lines": "INVOICE_LINE",
            "statuses": "check_statuses find_statuses",
            "totals": "TotalCheck check_total",
        },
    )

__all__ = [
    "CREDIT_NOTE",
    "INVOICE",
    "INVOICE_LINE",
    "Draft",
    "Given",
    "ItemFacts",
    "TotalCheck",
    "check_statuses",
    "check_total",
    "find_statuses",
    "invoice_to_vnf",
]
