"""What both services hold at the start: made of UBL documents, or of nothing."""

from __future__ import annotations

from severa_vnf.testing.worlds.demo import demo_world
from severa_vnf.testing.worlds.documents import invoices_world
from severa_vnf.testing.worlds.leading_zeros import with_leading_zeros
from severa_vnf.testing.worlds.world import NOTHING, World, load_into
from severa_vnf.testing.worlds.wrong_vat import with_wrong_vat

__all__ = ["NOTHING", "World", "demo_world", "invoices_world", "load_into", "with_leading_zeros", "with_wrong_vat"]
