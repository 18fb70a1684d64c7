"""Items, projects and their tasks."""

from __future__ import annotations

from severa_vnf.testing.vnf.parts import (
    ATTRIBUTE,
    EMPLOYEE,
    OPERATION,
    SEGMENT,
    UNIT,
    VAT_CATEGORY,
    VISIBILITY,
    VISIBLE,
    charted,
    numbered,
)
from severa_vnf.testing.vnf.resource import WRITE, Paging, Resource
from severa_vnf.testing.vnf.shapes import Link, shape

_ACCOUNTS = (
    "cogsAccount expenseAccount expenseAccrualAccount expenseEuAccount expenseImportAccount expenseNonTaxableAccount "
    "inventoryAccount salesAccount salesEuAccount salesExportAccount salesNonTaxableAccount"
)
_SUBACCOUNTS = "cogsSubaccount expenseSubaccount salesSubaccount"
_TASK_STATUSES = "Planned Active Cancelled Canceled Completed"
_ITEM_TYPES = (
    "NonStockItem LaborItem ServiceItem ChargeItem ExpenseItem FinishedGoodItem ComponentPartItem SubassemblyItem"
)

INVENTORY = Resource(
    name="inventory",
    path="inventory",
    key="inventoryNumber",
    internal="inventoryId",
    verbs=WRITE,
    paging=Paging.ROWS,
    filters="inventoryNumber description inventoryTypes=type",
    newer_filters="status",
    expand="expandAttribute=attributes expandAttachment=attachments expandAccountInformation=accountInformation "
    "expandInventoryUnits=inventoryUnits expandCrossReference=crossReferences expandSalesCategories=salesCategories "
    "expandSupplierDetails=supplierDetails expandWarehouseDetail=warehouseDetails expandNote=note",
    expanded="expandAttribute expandAttachment expandAccountInformation expandInventoryUnits expandCrossReference "
    "expandSalesCategories expandSupplierDetails expandWarehouseDetail",
    created=True,
    required="inventoryNumber itemClass",
    actions="changeInventoryNbr",
    attaches=True,
    time_stamp="timestamp",
    hidden="createdDateTime",
    empty="description postingClass vatCode note baseUnit salesUnit purchaseUnit",
    defaults={
        "status": "Active",
        "type": "NonStockItem",
        "defaultPrice": 0,
        "stockItem": False,
        "kitItem": False,
        "attributes": [],
        "attachments": [],
    },
    shape=shape(
        text="baseUnit body defaultIssueFrom=defaultIssueFrom.id defaultReceiptTo=defaultReceiptTo.id "
        "defaultWarehouse=defaultWarehouse.id description inventoryNumber itemClass note postingClass=postingClass.id "
        f"purchaseUnit salesUnit vatCode {_ACCOUNTS}",
        number="defaultPrice",
        flag="kitItem",
        words={
            "status": "Active NoSales NoPurchases NoRequest Inactive MarkedForDeletion Unknown",
            "type": _ITEM_TYPES,
        },
        rows={
            **dict.fromkeys(_SUBACCOUNTS.split(), SEGMENT),
            "attributeLines=attributes": ATTRIBUTE,
            "supplierDetails": shape(
                text="currencyID location purchaseUnit supplierID supplierItemID",
                number="eoq lotSize maxOrderQty minOrderQty",
                whole="minOrderFreq shipmentLeadTime",
                flag="active default override",
                bare={"operation": OPERATION},
            ),
        },
        bare={
            "intrastat": shape(text="cN8 countryOfOrigin supplementaryMeasureUnit"),
            "packaging": shape(number="baseItemVolume baseItemWeight", text="volumeUOM weightUOM"),
        },
        links={
            **{name: charted(f"accountInformation.{name}") for name in _ACCOUNTS.split()},
            **dict.fromkeys(("baseUnit", "salesUnit", "purchaseUnit"), UNIT),
            "itemClass": Link("itemClass", "item_class", {"id": "id", "description": "description", "type": "type"}),
            "vatCode": VAT_CATEGORY,
        },
        dropped=f"supplierDetails {_SUBACCOUNTS}",
    ),
)

TASK_IN_PROJECT = shape(
    text="description rateTable=rateTable.id taskId",
    date="plannedEnd plannedStart startDate",
    flag="restrictEmployees",
    words={"status": _TASK_STATUSES},
    rows={"employees": EMPLOYEE},
    bare={"operation": OPERATION},
    dropped="employees operation",
)

PROJECT = Resource(
    name="project",
    path="project",
    key="projectID",
    internal="internalID",
    verbs=WRITE,
    paging=Paging.ROWS,
    filters="status systemTemplate nonProject startDate publicId visibleInAP=visibility.visibleInAp",
    newer_filters="branch=branch.number onHold=hold",
    expand="expandAttribute=attributes",
    created=True,
    required="description startDate",
    required_again=True,
    actions="changeProjectId",
    if_match="always",
    time_stamp="timeStamp",
    hidden="nonProject createdDateTime",
    empty="customer template endDate projectManager",
    defaults={
        "status": "Active",
        "hold": False,
        "systemTemplate": False,
        "nonProject": False,
        "autoAllocate": False,
        "automaticReleaseAr": False,
        "billingPeriod": "OnDemand",
        "restrictEmployees": False,
        "restrictEquipment": False,
        "visibility": VISIBLE,
        **dict.fromkeys(("income", "expenses", "assets", "liability"), 0),
        "employees": [],
        "attributes": [],
    },
    shape=shape(
        text="allocationRule=allocationRule.id billingRule=billingRule.id customer "
        "customerLocation=customerLocation.name defAccount defAccrualAccount description projectID "
        "projectManger=projectManager.employeeNumber rateTable=rateTable.id template",
        whole="internalID projectManagerInternalId=projectManager.employeeId",
        date="endDate startDate",
        flag="autoAllocate automaticReleaseArDoc=automaticReleaseAr hold restricEmployees=restrictEmployees "
        "restricEquipment=restrictEquipment",
        words={
            "billingPeriod": "Weekly Monthly Quarterly Annual OnDemand",
            "status": "Planned Active Completed Cancelled OnHold PendingApproval",
        },
        rows={"defAccrualSub": SEGMENT, "defSub": SEGMENT, "employees": EMPLOYEE, "tasks": TASK_IN_PROJECT},
        bare={"visibility": VISIBILITY},
        links={
            "customer": numbered("customer", "customer"),
            "defAccount": charted("defAccount"),
            "defAccrualAccount": charted("defAccrualAccount"),
            "template": Link(
                "template", "project", {"number": "projectID", "description": "description", "status": "status"}
            ),
        },
        dropped="internalID defAccrualSub defSub employees tasks",
    ),
)

PROJECT_TASK = Resource(
    name="project_task",
    path="projecttask",
    key="internalId",
    internal="internalId",
    verbs=WRITE,
    paging=Paging.BARE,
    filters="projectId=projectID projectInternalId description taskCd=taskId status "
    + " ".join(f"{name}=visibility.{name}" for name in VISIBLE),
    created=True,
    required="taskId description",
    if_match="always",
    time_stamp="timeStamp",
    hidden="projectID",
    empty="plannedStart plannedEnd startDate",
    defaults={"status": "Active", "restrictEmployees": False, "visibility": VISIBLE, "employees": []},
    shape=shape(
        text="description rateTable=rateTable.id taskId",
        date="plannedEnd plannedStart startDate",
        flag="restrictEmployees",
        words={"status": _TASK_STATUSES},
        rows={"employees": EMPLOYEE},
        bare={"visibility": VISIBILITY},
        dropped="employees",
    ),
)

ITEM_CLASS = Resource(
    name="item_class",
    path="inventory/itemClass",
    key="id",
    modified=False,
    hidden="vatCode postingClass",
    empty="vatCode postingClass",
    defaults={"attributes": [], "type": "NonStockItem"},
)
