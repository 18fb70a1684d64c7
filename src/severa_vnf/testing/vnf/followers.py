"""Who names a record by its number: inside they all point to its id, so a renumbering shows everywhere at once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from severa_vnf.testing.vnf.paths import at, set_at

if TYPE_CHECKING:
    from severa_vnf.testing.vnf.world import World

_BILLED = ("customer_invoice", "customer_credit_note", "customer_payment")
_FOLLOWERS: Mapping[str, Mapping[str, str]] = {
    "customer": {
        "contact": "businessAccount",
        "project": "customer.number",
        **dict.fromkeys(_BILLED, "customer.number"),
    },
    "project": {"project_task": "projectID", **dict.fromkeys(_BILLED, "project.id")},
}
"""By collection: the collections that name its records, and where. A line keeps the item number it was written with."""


def follow(world: World, collection: str, before: str, after: str) -> None:
    """Show the new number of a record wherever the old one stood. No stamp moves for it."""
    for name, path in _FOLLOWERS.get(collection, {}).items():
        for record in world.shelves[name].records.values():
            if at(record.wire, path) == before:
                set_at(record.wire, path, after)
                record.view = None
