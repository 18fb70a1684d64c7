"""Joins Severa with Visma.net Financials, inside your own program.

Start with `Bridge`, or send single calls through the clients. Each name is imported at its first use.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from severa_vnf.lazy import lazily

if TYPE_CHECKING:
    from severa_vnf import severa, vnf
    from severa_vnf.bridge import AsyncBridge, Bridge
    from severa_vnf.client import AsyncSevera, AsyncVismaNet, Severa, VismaNet
    from severa_vnf.errors import (
        ApiError,
        AuthError,
        BridgeError,
        Forbidden,
        LeaseLost,
        NotFound,
        OutcomeUnknown,
        PlanStale,
        RateLimited,
        Rejected,
        ServiceDown,
        SettingsError,
        StoreConflict,
        Unreadable,
        WrongCompany,
    )
    from severa_vnf.plan import Problem, Report
    from severa_vnf.policies import CostOnly, Rebill
    from severa_vnf.ports import AsyncMappingStore, MappingStore
    from severa_vnf.settings import (
        CustomerClasses,
        InvoiceStatuses,
        ItemClasses,
        ItemDefaults,
        ProjectDefaults,
        Settings,
        TextLimits,
    )
    from severa_vnf.values import Money
    from severa_vnf.wire.mismatch import Undecodable
    from severa_vnf.wire.unset import UNSET
else:
    __getattr__ = lazily(
        __name__,
        {
            "bridge": "AsyncBridge Bridge",
            "client": "AsyncSevera AsyncVismaNet Severa VismaNet",
            "errors": (
                "ApiError AuthError BridgeError Forbidden LeaseLost NotFound OutcomeUnknown PlanStale "
                "RateLimited Rejected ServiceDown SettingsError StoreConflict Unreadable WrongCompany"
            ),
            "plan": "Problem Report",
            "policies": "CostOnly Rebill",
            "ports": "AsyncMappingStore MappingStore",
            "settings": (
                "CustomerClasses InvoiceStatuses ItemClasses ItemDefaults ProjectDefaults Settings TextLimits"
            ),
            "values": "Money",
            "wire.mismatch": "Undecodable",
            "wire.unset": "UNSET",
            "severa": "",
            "vnf": "",
        },
    )

__all__ = [
    "UNSET",
    "ApiError",
    "AsyncBridge",
    "AsyncMappingStore",
    "AsyncSevera",
    "AsyncVismaNet",
    "AuthError",
    "Bridge",
    "BridgeError",
    "CostOnly",
    "CustomerClasses",
    "Forbidden",
    "InvoiceStatuses",
    "ItemClasses",
    "ItemDefaults",
    "LeaseLost",
    "MappingStore",
    "Money",
    "NotFound",
    "OutcomeUnknown",
    "PlanStale",
    "Problem",
    "ProjectDefaults",
    "RateLimited",
    "Rebill",
    "Rejected",
    "Report",
    "ServiceDown",
    "Settings",
    "SettingsError",
    "Severa",
    "StoreConflict",
    "TextLimits",
    "Undecodable",
    "Unreadable",
    "VismaNet",
    "WrongCompany",
    "severa",
    "vnf",
]


def __dir__() -> list[str]:
    return sorted(__all__)
