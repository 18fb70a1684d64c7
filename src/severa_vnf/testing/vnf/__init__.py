"""Visma.net Financials in memory: a product of its own, which knows only wire JSON."""

from __future__ import annotations

from severa_vnf.testing.vnf.company import company
from severa_vnf.testing.vnf.simulator import VnfSimulator
from severa_vnf.testing.vnf.switches import VnfSwitches
from severa_vnf.testing.vnf.vat_setup import vat_code, vat_setup

__all__ = ["VnfSimulator", "VnfSwitches", "company", "vat_code", "vat_setup"]
