"""Lists of items."""

from __future__ import annotations

from tests.testing.vnf.office import Office


def test_item_expansions(office: Office) -> None:
    """A list of items shows what has an expand parameter unless it is switched off; the note must be asked for."""
    parts = {
        "expandCrossReference": "crossReferences",
        "expandSalesCategories": "salesCategories",
        "expandSupplierDetails": "supplierDetails",
        "expandWarehouseDetail": "warehouseDetails",
        "expandInventoryUnits": "inventoryUnits",
        "expandAccountInformation": "accountInformation",
        "expandAttachment": "attachments",
        "expandAttribute": "attributes",
    }
    office.sim.edit("inventory", "BOOK", note="n", **{part: [] for part in parts.values()})
    query = {"inventoryNumber": "BOOK"}
    [full] = office.get("/v1/inventory", **query, expandNote="true")
    [lean] = office.get("/v1/inventory", **query, **dict.fromkeys(parts, "false"))
    assert full.keys() - lean.keys() == {"note", *parts.values()}
