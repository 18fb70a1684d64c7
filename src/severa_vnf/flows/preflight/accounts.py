"""Whether what is sold can be booked on projects: each item's sales account must stand in an account group."""

from __future__ import annotations

from attrs import asdict, frozen

from severa_vnf.flows.ask import Flow
from severa_vnf.flows.preflight.inspection import Inspection, finding, some
from severa_vnf.flows.preflight.registers import items
from severa_vnf.plan import Finding
from severa_vnf.rules.preflight import ACCOUNT_WITHOUT_GROUP, ITEM_WITHOUT_ACCOUNT
from severa_vnf.settings import ItemClasses
from severa_vnf.vnf import account, inventory
from severa_vnf.vnf.inventory import Inventory, InventoryStatus

LEAN: inventory.Filters = {
    "expand_attachment": False,
    "expand_attribute": False,
    "expand_cross_reference": False,
    "expand_inventory_units": False,
    "expand_sales_categories": False,
    "expand_supplier_details": False,
    "expand_warehouse_detail": False,
}
"""No more of an item than its accounts."""
NOT_SOLD = (InventoryStatus.INACTIVE, InventoryStatus.NO_SALES, InventoryStatus.MARKED_FOR_DELETION)


@frozen
class _Sold:
    number: str
    item_class: str | None
    account: str | None
    is_sold: bool


def accounts(inspection: Inspection) -> Flow[list[Finding]]:
    """Look at the items that have a counterpart in Severa, or a class that the settings choose.

    A class shows no account of its own in the API: its items do.
    """
    codes = {one.code for one in (yield from items(inspection))} | set(inspection.settings.row_items.values())
    classes = _chosen(inspection.settings.item_classes)
    listed = yield from inspection.facts(inventory.list(**LEAN), _kept)
    sold = [one for one in listed if one.is_sold and (one.number in codes or one.item_class in classes)]
    chart = yield from inspection.rows(account.list())
    groups: dict[str, str | None] = {one.account_cd: one.account_group_cd for one in chart}
    found = []
    if without := [one.number for one in sold if one.account is None]:
        found.append(finding(ITEM_WITHOUT_ACCOUNT, "Visma.net, stock and non-stock items", value=some(without)))
    for number in dict.fromkeys(one.account for one in sold if one.account and not groups.get(one.account)):
        own = [one.number for one in sold if one.account == number]
        found.append(finding(ACCOUNT_WITHOUT_GROUP, "Visma.net, chart of accounts", str(number), some(own)))
    return found


def _kept(item: Inventory) -> _Sold:
    booked = item.account_information.sales_account if item.account_information else None
    kind = item.item_class.id if item.item_class else None
    return _Sold(item.inventory_number, kind, booked.number if booked else None, item.status not in NOT_SOLD)


def _chosen(classes: ItemClasses) -> set[str]:
    whole = asdict(classes)
    several = {*whole.pop("by_category").values(), *whole.pop("by_code").values()}
    return several | {name for name in whole.values() if name}
