"""Items, projects and their tasks."""

from __future__ import annotations

from severa_vnf.testing.vnf.parts import (
    ATTRIBUTE,
    EMPLOYEE,
    LEDGERS,
    OPERATION,
    SEGMENT,
    UNIT,
    VAT_CATEGORY,
    VISIBILITY,
    VISIBLE,
    WRITE,
    charted,
    numbered,
)
from severa_vnf.testing.vnf.resource import Paging, Resource
from severa_vnf.testing.vnf.shapes import Link, shape

_ACCOUNTS = (
    "cogsAccount expenseAccount expenseAccrualAccount expenseEuAccount expenseImportAccount expenseNonTaxableAccount "
    "inventoryAccount salesAccount salesEuAccount salesExportAccount salesNonTaxableAccount"
)
_SUBACCOUNTS = ("cogsSubaccount", "expenseSubaccount", "salesSubaccount")
_TASK_STATUSES = "Planned Active Cancelled Canceled Completed"

INVENTORY = Resource(
    name="inventory",
    path="inventory",
    key=("inventoryNumber",),
    internal="inventoryId",
    verbs=WRITE,
    paging=Paging.ROWS,
    filters={"inventoryNumber": "inventoryNumber", "description": "description", "inventoryTypes": "type"},
    newer_filters={"status": "status"},
    expand={
        "expandAttribute": ("attributes",),
        "expandAttachment": ("attachments",),
        "expandAccountInformation": ("accountInformation",),
        "expandInventoryUnits": ("inventoryUnits",),
        "expandNote": ("note",),
    },
    expanded=frozenset({"expandAttribute", "expandAttachment", "expandAccountInformation", "expandInventoryUnits"}),
    lists_note=False,
    created=True,
    required=("inventoryNumber", "itemClass"),
    actions=("changeInventoryNbr",),
    attaches=True,
    time_stamp="timestamp",
    hidden=frozenset({"createdDateTime"}),
    defaults={
        "status": "Active",
        "type": "NonStockItem",
        "defaultPrice": 0,
        "stockItem": False,
        "kitItem": False,
        "attributes": [],
        "attachments": [],
        "postingClass": None,
        "vatCode": None,
        "note": None,
    },
    shape=shape(
        text="baseUnit body defaultIssueFrom defaultReceiptTo defaultWarehouse description inventoryNumber itemClass note "
        f"postingClass purchaseUnit salesUnit vatCode {_ACCOUNTS}",
        number="defaultPrice",
        flag="kitItem",
        words={
            "status": "Active NoSales NoPurchases NoRequest Inactive MarkedForDeletion Unknown",
            "type": "NonStockItem LaborItem ServiceItem ChargeItem ExpenseItem FinishedGoodItem ComponentPartItem "
            "SubassemblyItem",
        },
        rows={
            "attributeLines": ATTRIBUTE,
            "supplierDetails": shape(
                text="currencyID location purchaseUnit supplierID supplierItemID",
                number="eoq lotSize maxOrderQty minOrderQty",
                whole="minOrderFreq shipmentLeadTime",
                flag="active default override",
                bare={"operation": OPERATION},
            ),
            **{name: SEGMENT for name in _SUBACCOUNTS},
        },
        bare={
            "intrastat": shape(text="cN8 countryOfOrigin supplementaryMeasureUnit"),
            "packaging": shape(number="baseItemVolume baseItemWeight", text="volumeUOM weightUOM"),
        },
        to={
            "baseUnit": UNIT,
            "salesUnit": UNIT,
            "purchaseUnit": UNIT,
            "itemClass": Link("itemClass", "item_class", {"id": "id", "description": "description", "type": "type"}),
            "vatCode": VAT_CATEGORY,
            "postingClass": "postingClass.id",
            "defaultIssueFrom": "defaultIssueFrom.id",
            "defaultReceiptTo": "defaultReceiptTo.id",
            "defaultWarehouse": "defaultWarehouse.id",
            "attributeLines": "attributes",
            "supplierDetails": None,
            **{name: charted(f"accountInformation.{name}") for name in _ACCOUNTS.split()},
            **{name: None for name in _SUBACCOUNTS},
        },
    ),
)

TASK_IN_PROJECT = shape(
    text="description rateTable taskId",
    date="plannedEnd plannedStart startDate",
    flag="restrictEmployees",
    words={"status": _TASK_STATUSES},
    rows={"employees": EMPLOYEE},
    bare={"operation": OPERATION},
    to={"rateTable": "rateTable.id", "employees": None, "operation": None},
)

PROJECT = Resource(
    name="project",
    path="project",
    key=("projectID",),
    internal="internalID",
    verbs=WRITE,
    paging=Paging.ROWS,
    filters={
        "status": "status",
        "systemTemplate": "systemTemplate",
        "nonProject": "nonProject",
        "startDate": "startDate",
        "publicId": "publicId",
        "visibleInAP": "visibility.visibleInAp",
    },
    newer_filters={"branch": "branch.number", "onHold": "hold"},
    expand={"expandAttribute": ("attributes",)},
    created=True,
    required=("description", "startDate"),
    actions=("changeProjectId",),
    if_match="always",
    time_stamp="timeStamp",
    hidden=frozenset({"nonProject", "createdDateTime"}),
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
        "income": 0,
        "expenses": 0,
        "assets": 0,
        "liability": 0,
        "employees": [],
        "attributes": [],
        "customer": None,
        "template": None,
        "endDate": None,
    },
    shape=shape(
        text="allocationRule billingRule customer customerLocation defAccount defAccrualAccount description projectID "
        "projectManger rateTable template",
        whole="internalID projectManagerInternalId",
        date="endDate startDate",
        flag="autoAllocate automaticReleaseArDoc hold restricEmployees restricEquipment",
        words={
            "billingPeriod": "Weekly Monthly Quarterly Annual OnDemand",
            "status": "Planned Active Completed Cancelled OnHold PendingApproval",
        },
        rows={"defAccrualSub": SEGMENT, "defSub": SEGMENT, "employees": EMPLOYEE, "tasks": TASK_IN_PROJECT},
        bare={"visibility": VISIBILITY},
        nullable="billingPeriod endDate internalID projectManagerInternalId status",
        to={
            "customer": numbered("customer", "customer"),
            "template": Link(
                "template", "project", {"number": "projectID", "description": "description", "status": "status"}
            ),
            "restricEmployees": "restrictEmployees",
            "restricEquipment": "restrictEquipment",
            "automaticReleaseArDoc": "automaticReleaseAr",
            "allocationRule": "allocationRule.id",
            "billingRule": "billingRule.id",
            "rateTable": "rateTable.id",
            "customerLocation": "customerLocation.name",
            "defAccount": charted("defAccount"),
            "defAccrualAccount": charted("defAccrualAccount"),
            "projectManger": "projectManager.employeeNumber",
            "projectManagerInternalId": "projectManager.employeeId",
            "internalID": None,
            "defAccrualSub": None,
            "defSub": None,
            "employees": None,
            "tasks": None,
        },
    ),
)

PROJECT_TASK = Resource(
    name="project_task",
    path="projecttask",
    key=("internalId",),
    internal="internalId",
    verbs=WRITE,
    paging=Paging.BARE,
    filters={
        "projectId": "projectID",
        "projectInternalId": "projectInternalId",
        "description": "description",
        "taskCd": "taskId",
        "status": "status",
        **{f"visibleIn{ledger}": f"visibility.visibleIn{ledger}" for ledger in LEDGERS.split()},
    },
    created=True,
    required=("taskId", "description"),
    if_match="always",
    time_stamp="timeStamp",
    hidden=frozenset({"projectID"}),
    defaults={"status": "Active", "restrictEmployees": False, "visibility": VISIBLE, "employees": []},
    shape=shape(
        text="description rateTable taskId",
        date="plannedEnd plannedStart startDate",
        flag="restrictEmployees",
        words={"status": _TASK_STATUSES},
        rows={"employees": EMPLOYEE},
        bare={"visibility": VISIBILITY},
        to={"rateTable": "rateTable.id", "employees": None},
    ),
)
ITEM_CLASS = Resource(
    name="item_class",
    path="inventory/itemClass",
    key=("id",),
    modified=False,
    hidden=frozenset({"vatCode", "postingClass"}),
    defaults={"attributes": [], "type": "NonStockItem", "vatCode": None, "postingClass": None},
)
