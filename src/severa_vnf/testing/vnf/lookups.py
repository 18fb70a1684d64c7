"""Every resource; here are those that are only read."""

from __future__ import annotations

from severa_vnf.testing.vnf.ledger import JOURNAL_TRANSACTION, PROJECT_TRANSACTION
from severa_vnf.testing.vnf.parties import CONTACT, CUSTOMER, SUPPLIER
from severa_vnf.testing.vnf.payable import CASH_TRANSACTION, SUPPLIER_INVOICE
from severa_vnf.testing.vnf.receivable import RECEIVABLE
from severa_vnf.testing.vnf.resource import Paging, Resource
from severa_vnf.testing.vnf.shapes import shape
from severa_vnf.testing.vnf.work import INVENTORY, ITEM_CLASS, PROJECT, PROJECT_TASK

_WRITTEN = (CUSTOMER, CONTACT, SUPPLIER, INVENTORY, ITEM_CLASS, PROJECT, PROJECT_TASK)
_BOOKED = (*RECEIVABLE, SUPPLIER_INVOICE, CASH_TRANSACTION, JOURNAL_TRANSACTION, PROJECT_TRANSACTION)
_READ = (
    Resource(
        name="customer_class",
        path="customer/customerClass",
        key="id",
        modified=False,
        empty="taxZoneId",
        defaults={"attributes": [], "requiredTaxzoneId": False},
    ),
    Resource(
        name="credit_term",
        path="creditTerm",
        key="termsId",
        paging=Paging.RECORDS,
        filters="termsId",
        created=True,
        defaults={"dueDateType": "N", "dueDay1": 0, "instalmentType": "S", "visibleTo": "AL"},
    ),
    Resource(
        name="attachment",
        path="attachment",
        key="id",
        verbs=frozenset({"GET", "PUT"}),
        modified=False,
        shape=shape(flag="sendToAutoinvoice"),
    ),
    Resource(name="background", path="background", key="id", modified=False),
    Resource(
        name="branch",
        path="branch",
        key="number",
        internal="branchId",
        expand="expandAddress=mainAddress expandContact=mainContact expandCurrency=currency expandVatZone=vatZone "
        "expandLedger=ledger expandIndustryCode=industryCode expandDeliveryAddress=deliveryAddress "
        "expandDeliveryContact=deliveryContact expandDefaultCountry=defaultCountry expandBankSettings=bankSettings",
        expand_single=True,
        hidden="createdDateTime",
        defaults={"isActive": True, "isMainBranch": True, "organizationId": 1},
    ),
    Resource(
        name="organization",
        path="organization",
        key="organizationCd",
        expand="expandBranches=branches expandBankSettings=bankSettings",
        expand_single=True,
        hidden="createdDateTime",
        defaults={"branches": []},
    ),
    Resource(
        name="dimension",
        path="dimension",
        key="id",
        modified=False,
        expand="expandSegmentsValues=segmentValues",
        expanded="expandSegmentsValues",
        expand_single=True,
        defaults={"segments": []},
    ),
    Resource(
        name="number_sequence",
        path="numberSequence",
        key="numberingId",
        modified=False,
        defaults={"manualNumbering": False, "newNumberSymbol": "<NEW>", "sequence": []},
    ),
    Resource(
        name="financial_period",
        path="financialPeriod",
        key="period",
        modified=False,
        defaults={"active": True, "closedInCustomerLedger": False, "closedInSupplierLedger": False},
    ),
    Resource(
        name="unit_of_measure",
        path="unitofmeasure",
        key="fromUnit",
        modified=False,
        defaults={"unitMultDiv": "Multiply", "unitRate": 1},
    ),
    Resource(
        name="vat",
        path="vat",
        key="vatId",
        hidden="createdDateTime",
        defaults={"zones": [], "schedules": [], "categories": []},
    ),
    Resource(name="vat_zone", path="vatZone", key="id", paging=Paging.ROWS, modified=False),
    Resource(
        name="vat_category",
        path="vatCategory",
        key="vatCategoryId",
        created=True,
        hidden="createdDateTime",
        defaults={"active": True, "vatCategoryLines": []},
    ),
    Resource(
        name="account",
        path="account",
        key="accountCD",
        internal="accountID",
        filters="active publicCode=publicCode1 externalCode1 externalCode2 analysisCode",
        hidden="createdDateTime",
        defaults={"active": True, "type": "Income"},
    ),
    Resource(
        name="subaccount",
        path="subaccount",
        key="subaccountNumber",
        internal="subaccountId",
        paging=Paging.ROWS,
        filters="active",
        hidden="createdDateTime",
        defaults={"active": True, "segments": []},
    ),
    Resource(
        name="currency",
        path="currency",
        key="id",
        modified=False,
        hidden="exchangeRate",
        defaults={"decimalPrecision": 2, "isBaseCurrency": False, "isUsedForAccounting": True, "exchangeRate": 1},
    ),
)

RESOURCES = {resource.name: resource for resource in (*_WRITTEN, *_BOOKED, *_READ)}
"""Every resource, by its collection's name."""
