"""To try a host, a mapping or a store of your own, offline: both services, their faults, and a clock that obeys.

Each name is imported at its first use; only the store contracts need pytest and Hypothesis.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from severa_vnf.lazy import lazily

if TYPE_CHECKING:
    from severa_vnf.testing.async_store_contract import AsyncStoreContract
    from severa_vnf.testing.clock import SimulatedClock
    from severa_vnf.testing.faults import Fault, Faults
    from severa_vnf.testing.kinds import Kind
    from severa_vnf.testing.serve import Servers
    from severa_vnf.testing.severa import SeveraSimulator
    from severa_vnf.testing.store_contract import StoreContract
    from severa_vnf.testing.vnf import VnfSimulator
    from severa_vnf.testing.worlds import (
        World,
        demo_world,
        invoices_world,
        load_into,
        with_leading_zeros,
        with_wrong_vat,
    )
else:
    __getattr__ = lazily(
        __name__,
        {
            "async_store_contract": "AsyncStoreContract",
            "clock": "SimulatedClock",
            "faults": "Fault Faults",
            "kinds": "Kind",
            "serve": "Servers",
            "severa": "SeveraSimulator",
            "store_contract": "StoreContract",
            "vnf": "VnfSimulator",
            "worlds": "World demo_world invoices_world load_into with_leading_zeros with_wrong_vat",
        },
    )

__all__ = [
    "AsyncStoreContract",
    "Fault",
    "Faults",
    "Kind",
    "Servers",
    "SeveraSimulator",
    "SimulatedClock",
    "StoreContract",
    "VnfSimulator",
    "World",
    "demo_world",
    "invoices_world",
    "load_into",
    "with_leading_zeros",
    "with_wrong_vat",
]
