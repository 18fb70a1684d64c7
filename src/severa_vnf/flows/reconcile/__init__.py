"""A month of both services, held against each other. Asks the services and the store, and writes to neither."""

from __future__ import annotations

from severa_vnf.flows.reconcile.month import reconcile

__all__ = ["reconcile"]
