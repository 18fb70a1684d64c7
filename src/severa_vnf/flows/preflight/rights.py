"""Whether the tokens hold the rights to write that the settings ask for. What may not be read shows by itself."""

from __future__ import annotations

import re
from collections.abc import Callable

from severa_vnf.flows.preflight.inspection import SYSTEMS, finding
from severa_vnf.plan import Finding
from severa_vnf.rules.access import RIGHT_MISSING
from severa_vnf.settings import Settings
from severa_vnf.vnf.describe import SCOPE
from severa_vnf.wire.call import System

Granted = Callable[[System], str]
"""The scopes that a system's token holds, as the service wrote them; "" where it did not."""

NEEDED: dict[System, tuple[str, ...]] = {
    "severa": ("invoices:write", "fees:write", "files:write"),
    "vnf": (f"{SCOPE}:create", f"{SCOPE}:update", f"{SCOPE}:delete"),
}
"""What invoices and costs need: a document that is refused is deleted again."""


def rights(settings: Settings, granted: Granted) -> list[Finding]:
    """Compare with the scopes that the services said to have granted, each in its own way of listing them."""
    found = []
    for system, always in NEEDED.items():
        held = set(re.split(r"[\s,]+", granted(system)))
        needed = (*always, *(_of_registers(settings) if system == "severa" else ()))
        missing = [scope for scope in needed if scope not in held]
        if held != {""} and missing:
            found.append(finding(RIGHT_MISSING, f"{SYSTEMS[system]}, credentials", value=", ".join(missing)))
    return found


def _of_registers(settings: Settings) -> list[str]:
    """Customers get Visma.net's numbers, whichever way the rest of them crosses."""
    ways = {name: settings.directions.get(name, "both") for name in ("customers", "items")}
    customers = ways["customers"] in ("both", "to_severa") or (
        ways["customers"] == "to_vnf" and settings.owns_customer_numbers
    )
    written = {"customers:write": customers, "settings:write": ways["items"] in ("both", "to_severa")}
    return [scope for scope, needed in written.items() if needed]
