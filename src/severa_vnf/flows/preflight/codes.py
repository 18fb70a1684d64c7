"""The codes of Severa's items, by which they are linked (documentation, product register)."""

from __future__ import annotations

from severa_vnf.flows.ask import Flow
from severa_vnf.flows.preflight.inspection import Inspection, finding, some
from severa_vnf.flows.preflight.registers import items, named
from severa_vnf.mapping.items import Item
from severa_vnf.plan import Finding
from severa_vnf.rules.numbering import CODE_TWICE
from severa_vnf.rules.registers import CODE_MISSING


def codes(inspection: Inspection) -> Flow[list[Finding]]:
    """Every active item needs a code that no other of the three registers has; case makes no difference.

    Whether they are short enough is seen with the segmented keys.
    """
    without: list[Item] = []
    of: dict[str, list[Item]] = {}
    for item in (yield from items(inspection)):
        code = (item.code or "").strip()
        (of.setdefault(code.casefold(), []) if code else without).append(item)
    found = [
        finding(CODE_TWICE, "Severa, registers of items", str(same[0].code), some(map(named, same)))
        for same in of.values()
        if len(same) > 1
    ]
    if without:
        found.append(finding(CODE_MISSING, f"{len(without)} items without a code ({some(map(named, without))})"))
    return found
