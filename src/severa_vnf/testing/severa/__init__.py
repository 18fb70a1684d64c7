"""A Severa in memory: an independent judge of clients, which knows only what goes over the wire."""

from __future__ import annotations

from severa_vnf.testing.severa.simulator import SeveraSimulator
from severa_vnf.testing.severa.statuses import statuses
from severa_vnf.testing.severa.switches import SeveraSwitches

__all__ = ["SeveraSimulator", "SeveraSwitches", "statuses"]
