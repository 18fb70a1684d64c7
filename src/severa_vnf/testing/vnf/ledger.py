"""Journal transactions and project transactions."""

from __future__ import annotations

from severa_vnf.testing.vnf.parts import (
    CURRENCY,
    MODULES,
    OPERATION,
    PROJECT_LINK,
    SEGMENT,
    UNIT,
    VAT_CATEGORY,
    charted,
    described,
    numbered,
)
from severa_vnf.testing.vnf.resource import UNRELEASED, WRITE, Paging, Resource
from severa_vnf.testing.vnf.shapes import Link, shape

JOURNAL_TRANSACTION = Resource(
    name="journal_transaction",
    path="journaltransaction",
    key="module batchNumber",
    key_guesses=tuple(MODULES.split()),
    version="v2",
    create_version="v2",
    verbs=WRITE,
    paging=Paging.LINES,
    filters="periodId=financialPeriod branch",
    newer_filters="status",
    older_filters="releasedBatch",
    expand="expandAttachments=attachments",
    condition=False,
    required="journalTransactionLines",
    rows="journalTransactionLines",
    series="BATCH",
    editable=UNRELEASED,
    actions="release",
    attaches=True,
    if_match="always",
    time_stamp="timeStamp",
    hidden="createdDateTime",
    empty="description originalBatchNumber",
    defaults={
        "module": "ModuleGL",
        "status": "Balanced",
        "hold": False,
        "exchangeRate": 1,
        "ledger": "1",
        "reversingEntry": False,
        "autoReversing": False,
        "journalTransactionLines": [],
        "attachments": [],
    },
    shape=shape(
        text="batchNumber branch currencyId description financialPeriod ledger postPeriod transactionCode",
        number="controlTotalInCurrency exchangeRate",
        flag="autoReversing createVatTransaction hold overrideNumberSeries skipVatAmountValidation",
        date="transactionDate",
        rows={
            "journalTransactionLines": shape(
                text="accountNumber branch note project projectTask=projectTask.id referenceNumber "
                "transactionDescription uom vatCodeId vatId",
                number="creditAmountInCurrency debitAmountInCurrency quantity",
                whole="lineNumber",
                rows={"subaccount": SEGMENT},
                bare={"operation": OPERATION},
                links={
                    "accountNumber": Link("", "account"),
                    "project": PROJECT_LINK,
                    "uom": UNIT,
                    "vatCodeId": VAT_CATEGORY,
                    "vatId": described("vat", "vat", "vatId"),
                },
                dropped="operation subaccount",
            )
        },
        links={"currencyId": CURRENCY},
        dropped="overrideNumberSeries",
    ),
)

PROJECT_TRANSACTION = Resource(
    name="project_transaction",
    path="projecttransaction",
    key="refNbr",
    verbs=WRITE,
    paging=Paging.ROWS,
    filters="module status project=lines.*.project.id projectTask=lines.*.projectTask.id branch=lines.*.branch.number "
    "billable=lines.*.billable date=lines.*.date",
    expand="expandNote=note",
    created=True,
    required="lines",
    rows="lines",
    row_key="tranId",
    series="PMTRAN",
    editable=UNRELEASED,
    if_match="always",
    time_stamp="timeStamp",
    hidden="createdDateTime lastModifiedDateTime",
    empty="description note",
    defaults={"module": "ModulePM", "status": "Balanced", "lines": []},
    shape=shape(
        text="description note refNbr",
        words={"module": MODULES, "status": "Hold Balanced Released"},
        rows={
            "lines": shape(
                text="accountGroup=accountGroup.number batchNbr branch creditAccount creditSubaccount "
                "customerVendor=customerVendor.number debitAccount debitSubaccount description "
                "employee=employee.employeeNumber financialPeriod inventoryId location=location.id note project "
                "projectTask=projectTask.id uom",
                number="amount billableQuantity quantity unitRate",
                flag="billable useBillableQty",
                date="date",
                whole="tranId",
                bare={"operation": OPERATION},
                links={
                    "branch": numbered("branch", "branch"),
                    "creditAccount": charted("creditAccount"),
                    "debitAccount": charted("debitAccount"),
                    "inventoryId": numbered("inventoryId", "inventory", "inventoryNumber", "description"),
                    "project": PROJECT_LINK,
                    "uom": UNIT,
                },
                dropped="creditSubaccount debitSubaccount operation",
            )
        },
    ),
)
