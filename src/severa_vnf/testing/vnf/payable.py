"""What the company owes its suppliers, and what moved on its bank accounts."""

from __future__ import annotations

from severa_vnf.testing.vnf.parts import (
    BRANCH,
    CREDIT_TERMS,
    CURRENCY,
    ITEM,
    OPERATION,
    PRIMARY,
    PROJECT_LINK,
    SEGMENT,
    TAX_DETAIL,
    UNIT,
    VAT_CATEGORY,
    charted,
    described,
    numbered,
)
from severa_vnf.testing.vnf.resource import DELETE, UNRELEASED, WRITE, Paging, Resource
from severa_vnf.testing.vnf.shapes import shape

_LINE = shape(
    text="accountNumber branch branchNumber deferralCode inventoryNumber note projectId projectTaskId=projectTask.id "
    "splitHierarchy transactionDescription uom vatCodeId",
    number="costInCurrency curyRetainageAmt discountAmountInCurrency discountPercent discountUnitCostInCurrency "
    "quantity retainagePct unitCostInCurrency",
    whole="deferralSchedule lineNumber",
    flag="manualDiscount splitLine undoSplitLine",
    date="termEndDate termStartDate",
    rows={"subaccount": SEGMENT},
    bare={
        "operation": OPERATION,
        "linkLine": shape(
            text="purchaseNumber", whole="purchaseLineNbr", bare={"purchaseType": "PurchaseOrder PurchaseReceipt"}
        ),
    },
    links={
        "accountNumber": charted("account"),
        "branchNumber": BRANCH,
        "inventoryNumber": ITEM,
        "projectId": PROJECT_LINK,
        "uom": UNIT,
        "vatCodeId": VAT_CATEGORY,
    },
    dropped="branch linkLine operation splitLine subaccount undoSplitLine",
)

SUPPLIER_INVOICE = Resource(
    name="supplier_invoice",
    path="supplierInvoice",
    key="documentType referenceNumber",
    key_guesses=("Invoice",),
    key_words="Invoice CreditAdj DebitAdj Prepayment",
    verbs=DELETE,
    paging=Paging.ROWS,
    filters="documentType project=invoiceLines.*.project.id status",
    newer_filters="supplier=supplier.number branch=branchNumber.number financialPeriod",
    expand="expandAttachment=attachments expandApproval=approvalDetails,approvalStatus expandNote=note",
    created=True,
    required="supplierNumber invoiceLines",
    rows="invoiceLines",
    series="APBILL",
    editable=UNRELEASED,
    actions="release",
    attaches=True,
    if_match="always",
    time_stamp="timeStamp",
    empty="note description supplierReference creditTerms",
    defaults={
        "documentType": "Invoice",
        "status": "Balanced",
        "hold": False,
        "exchangeRate": 1,
        "invoiceLines": [],
        "attachments": [],
        "taxDetailLines": [],
        "roundingDiff": 0,
        "location": PRIMARY,
        "documentVersionNumber": 1,
    },
    shape=shape(
        text="branchNumber cashAccount creditTermsId currencyId description financialPeriod locationId=location.id "
        "note paymentMessage paymentMethod=paymentMethod.id paymentRefNo postPeriod referenceNumber supplierNumber "
        "supplierReference supplierTaxZone",
        number="amount exchangeRate roundingDiffInCurrency vatAmount=vatTotalInCurrency",
        flag="applyRetainage hold overrideNumberSeries paySelected validateLineDetails",
        date="cashDiscountDate date dueDate origInvoiceDate payDate",
        words={"documentType": "Invoice CreditAdj DebitAdj Prepayment", "taxCalculationMode": "TaxSetting Gross Net"},
        rows={
            "addPOReceiptLines": shape(
                text="poReceiptNumber", number="costInCurrency quantity unitCostInCurrency", whole="poReceiptLineNumber"
            ),
            "addPurchaseOrders": shape(text="poOrderNumber"),
            "invoiceLines": _LINE,
            "taxDetailLines": TAX_DETAIL,
        },
        bare={"approvalDetails": shape(text="attachmentID comment")},
        links={
            "branchNumber": BRANCH,
            "creditTermsId": CREDIT_TERMS,
            "currencyId": CURRENCY,
            "supplierNumber": numbered("supplier", "supplier"),
            "supplierTaxZone": described("supplierTaxZone", "vat_zone"),
        },
        dropped="addPOReceiptLines addPurchaseOrders amount overrideNumberSeries taxDetailLines validateLineDetails",
    ),
)

CASH_TRANSACTION = Resource(
    name="cash_transaction",
    path="cashTransaction",
    key="referenceNbr",
    verbs=WRITE,
    paging=Paging.BARE,
    required="cashTransactionDetails",
    rows="transactionDetails",
    series="CATRAN",
    editable=UNRELEASED,
    actions="release",
    if_match="always",
    time_stamp="timeStamp",
    hidden="createdDateTime",
    empty="description",
    defaults={
        "tranType": "Adjustment",
        "disbReceipt": "Disbursement",
        "status": "Balanced",
        "hold": False,
        "transactionDetails": [],
        "taxDetails": [],
    },
    shape=shape(
        text="cashAccount description documentRef entryType=entryType.id finanacialPeriod=financialPeriod "
        "financialPeriod referenceNumber=referenceNbr vatZone",
        number="controlTotal vatAmount=taxTotal",
        flag="hold overrideNumberSeries",
        date="tranDate",
        words={"taxCalculationMode": "TaxSetting Gross Net"},
        rows={
            "cashTransactionDetails=transactionDetails": shape(
                text="branchNumber description inventoryNumber offsetAccount project projectTask=projectTask.id uom "
                "vatCode",
                number="amount price quantity",
                whole="lineNumber",
                flag="notInvoiceable=nonBillable",
                rows={"offsetSubaccount": SEGMENT},
                bare={"operation": OPERATION},
                links={
                    "branchNumber": numbered("branch", "branch"),
                    "inventoryNumber": numbered("item", "inventory", "inventoryNumber", "description"),
                    "offsetAccount": charted("offsetAccount"),
                    "project": PROJECT_LINK,
                    "uom": UNIT,
                    "vatCode": numbered("taxCategory", "vat_category", "vatCategoryId", "description"),
                },
                dropped="operation offsetSubaccount",
            ),
            "cashTransactionTaxDetails": shape(text="vatId", number="expenseAmount taxableAmount vatAmount"),
        },
        links={"cashAccount": charted("cashAccount")},
        dropped="cashTransactionTaxDetails overrideNumberSeries taxCalculationMode vatZone",
    ),
)
