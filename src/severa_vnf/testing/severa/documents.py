"""The fields of invoices with all that belongs to them, of fees and of files."""

from __future__ import annotations

from severa_vnf.testing.severa.registers import (
    ACCOUNT,
    CODED,
    COST_CENTER_OF,
    CURRENCY_OF,
    CUSTOMER_OF,
    MONEY,
    NAMED,
    NOTE,
    ON,
    PRODUCT_TYPE,
    SHOWN,
    record,
)
from severa_vnf.testing.severa.shapes import (
    BOOL,
    DATE,
    GUID,
    INT32,
    INT64,
    MOMENT,
    NUMBER,
    TEXT,
    many,
    refers,
    struct,
    words,
)

TOTALS = ("totalExcludingTax", "totalTax", "totalIncludingTax")
ROW_TOTALS = {
    "Hours": "workHoursTotalExcludingTax",
    "ProjectFees": "projectFeesTotalExcludingTax",
    "TravelExpenses": "projectTravelExpensesTotalExcludingTax",
    "FlatRate": "flatRatesTotalExcludingTax",
}
"""An invoice's total of the rows of one type."""

INVOICE_STATUS = record({
    "name": TEXT.needed,
    "isActive": ON,
    "isDefault isDefaultForCreditNote isReadOnly hasInvoiceNumber isSent isPaid isWaitingPayment": BOOL,
    "sortOrder": INT32,
})  # fmt: skip
STATUS_OF = refers("invoice_statuses", {"name": SHOWN, "isSent isPaid isWaitingPayment": BOOL.read_only})
FREE_TEXT = struct({"value": NOTE, "plainText tagContext text": SHOWN, "allowTags": BOOL.read_only})
INVOICE = record({
    "number": INT32.or_null,
    "date dueDate": DATE,
    "entryDate paymentDate": DATE.or_null,
    "referenceNumber ourReference yourReference orderNumber notes": NOTE,
    "status": STATUS_OF.or_null,
    "paymentTerm": INT32,
    "overdueInterest": NUMBER,
    "isCreditNote canBeDeleted": BOOL.read_only,
    "customer": CUSTOMER_OF.or_null.read_only,
    "billingCustomer": CUSTOMER_OF.or_null,
    "creditNoteInvoice reimburseInvoice": refers("invoices", {"number": INT32.or_null}).or_null.read_only,
    "projects": many(refers("projects", {"name": NOTE, "number": INT64.or_null})).or_null.starting([]).read_only,
    "currency": CURRENCY_OF,
    "currencyRate": NUMBER.starting(1),
    " ".join((*TOTALS, *ROW_TOTALS.values())): MONEY.read_only,
    "workHoursQuantity": NUMBER.read_only,
    "workHourValueAddedTax": NUMBER.or_null.read_only,
    "receiverAddress senderAddress": struct({"addressline city country postalCode state": NOTE}).or_null,
    "receiverCustomerName receiverVatNumber receiverKvkNumber receiverContactGuid receiverContactName": NOTE,
    "receiverContactEmail senderName senderVatNumber senderKvkNumber senderContactGuid senderContactName": NOTE,
    "freeText1 freeText2": FREE_TEXT.or_null,
    "invoiceNumberBusinessUnitGuid": SHOWN,
    "invoiceTemplate": NAMED,
    "language": CODED,
    "culture": struct({"code name englishName": SHOWN}).or_null.read_only,
})  # fmt: skip
NEW_INVOICE = struct({
    "projects": many(struct({"guid": GUID.needed})).needed,
    "date": DATE.or_null,
    "groupProjects": BOOL,
    "invoiceStatusGuid billingCustomerGuid": NOTE,
})  # fmt: skip
ROW_ACCOUNTS = "salesAccount vatAccount salesReceivableAccount recurringSalesAccount costCenter"
INVOICE_ROW = record({
    "invoiceGuid flatRateGuid": SHOWN,
    "rowType": words("FlatRate Hours ProjectFees TravelExpenses").starting("ProjectFees").read_only,
    "category": words("Hours ProjectFees Travels").starting("ProjectFees").read_only,
    "code": many(TEXT).or_null.read_only,
    "description measurementUnit": NOTE,
    "quantity": NUMBER,
    "unitPrice": MONEY,
    "vatRate": NUMBER.or_null,
    ROW_ACCOUNTS: struct({"name number": NOTE}).or_null,
    "hasInvoiceComment": BOOL.read_only,
    "sortOrder": INT32,
})  # fmt: skip
GROUPED = ("projectFee{}", "projectTravelExpense{}", "workHour{}")
INVOICE_SETTINGS = record({
    "invoiceGuid": SHOWN,
    "entryDate paymentDate": DATE.or_null,
    "showAttachmentQuantity showPriceExcludingValueAddedTax": BOOL.read_only,
    "showAttachmentPriceExcludingValueAddedTax showAttachmentUnit showAttachmentUnitPrice": BOOL,
    "showAttachmentValueAddedTax showCategories showFooter showLogoAndTitle showQuantity showReferenceNumber": BOOL,
    "isReverseCharged showUnit showUnitPrice showValueAddedTax": BOOL,
    "style": words("BlackAndWhite Blue Cyan Green Lilac Orange Plain Red Yellow").or_null,
    "categorySortOrder reverseChargeDescription": NOTE,
    " ".join(GROUPED).format(*["Grouping"] * 3): words("OneByOne Group Group+Attachment"),
    " ".join(GROUPED).format(*["DescriptionFormat"] * 3): NOTE,
    " ".join(GROUPED).format(*["PrimaryGroupBy"] * 3): NOTE,
    " ".join(GROUPED).format(*["SecondaryGroupBy"] * 3): NOTE,
})  # fmt: skip

PROJECT_FEE = record({
    "project": refers("projects", {"name companyGuid": SHOWN}).needed,
    "customer": CUSTOMER_OF.or_null.read_only,
    "product": refers("products", {"code name": SHOWN}).or_null,
    "productType": PRODUCT_TYPE.or_null,
    "name description measurementUnit invoiceRowComment invoiceRowDescription": NOTE,
    "quantity": NUMBER,
    "invoiceQuantity vatRate": NUMBER.or_null,
    "unitCost unitPrice": MONEY,
    "isBillable": BOOL.or_null,
    "eventDate plannedBillingDate displayPeriodStartDate": DATE.or_null,
    "billingSchedule": words("Immediately OnDate WhenPhaseCompleted Recurring").or_null,
    "invoice": refers("invoices", {"number": INT32.or_null.read_only, "date": DATE.or_null.read_only}).or_null,
    "invoiceRowGuid recurrenceRuleGuid": SHOWN,
    "costCenter": COST_CENTER_OF,
    "salesAccount": ACCOUNT,
    "phase billingDependencyPhase": struct({"guid": NOTE, "name": SHOWN}).or_null,
    "user": struct({"guid": NOTE, "code name companyGuid": SHOWN}).or_null,
    "hasVolumePricing": BOOL,
    "isRecurrenceRule": BOOL.read_only,
})  # fmt: skip
DELETED_PROJECT_FEE = struct({
    "guid name measurementUnit": NOTE,
    "createdDateTime deletedDateTime": MOMENT,
    "lastUpdatedDateTime": MOMENT.or_null,
    "createdBy lastUpdatedBy customer phase product project user": struct({"guid": NOTE}).or_null,
    "eventDate": DATE.or_null,
    "quantity": NUMBER.or_null,
})  # fmt: skip

CATEGORIES = "Misc Application Projects Proposal ProjectFees Invoice Users ProjectTravelExpense Customer"
FILE = record({
    "name": TEXT.needed,
    "description": NOTE,
    "isInternal": BOOL.or_null,
    "size": NUMBER.or_null.read_only,
    "contentType": SHOWN,
    "category": words(CATEGORIES).read_only,
})  # fmt: skip
INVOICE_FILE = struct({**FILE.parts, "fileGuid invoiceGuid": NOTE, "sortOrder": INT32.or_null})
PROJECT_FILE = struct({
    **FILE.parts, "fileGuid": NOTE, "projectGuid": GUID.needed, "isReadOnly": BOOL, "usages": many(struct({})).or_null
})  # fmt: skip
