"""What customers owe: invoices, credit notes, payments, and the list of them all."""

from __future__ import annotations

from severa_vnf.testing.vnf.parts import (
    ALL,
    BRANCH,
    CREDIT_TERMS,
    CURRENCY,
    DOCUMENT_ADDRESS,
    DOCUMENT_CONTACT,
    DOCUMENT_TYPES,
    ITEM,
    OPERATION,
    PAYMENT_TYPES,
    SEGMENT,
    TAX_DETAIL,
    UNIT,
    UNRELEASED,
    VAT_CATEGORY,
    WRITE,
    charted,
    described,
    numbered,
)
from severa_vnf.testing.vnf.resource import Paging, Resource
from severa_vnf.testing.vnf.shapes import Link, shape

_LINE_TEXT = (
    "accountNumber branchNumber deferralCode description discountCode inventoryNumber note salesperson taskId uom vatCodeId"
)
_LINE_NUMBER = "discountAmountInCurrency discountPercent manualAmountInCurrency quantity unitPriceInCurrency"
_LINE_TO: dict[str, str | Link | None] = {
    "accountNumber": charted("account"),
    "branchNumber": BRANCH,
    "inventoryNumber": ITEM,
    "taskId": "projectTask.id",
    "uom": UNIT,
    "vatCodeId": VAT_CATEGORY,
    "operation": None,
    "subaccount": None,
}
INVOICE_LINE = shape(
    text=_LINE_TEXT,
    number=_LINE_NUMBER,
    whole="deferralSchedule lineNumber",
    flag="domesticServicesDeductible manualDiscount",
    date="endDate startDate termEndDate termStartDate",
    words={"itemType": "Service MaterialCost OtherCost"},
    rows={"subaccount": SEGMENT},
    inside={},
    bare={"operation": OPERATION},
    nullable="domesticServicesDeductible endDate startDate itemType",
    to={**_LINE_TO, "domesticServicesDeductible": "isRotRutDeductible"},
)
CREDIT_NOTE_LINE = shape(
    text=_LINE_TEXT,
    number=_LINE_NUMBER,
    whole="deferralSchedule lineNumber",
    flag="manualDiscount",
    date="termEndDate termStartDate",
    rows={"subaccount": SEGMENT},
    bare={"operation": OPERATION},
    to=_LINE_TO,
)
_ROT_RUT = shape(
    text="appartment estate organizationNbr",
    flag="distributedAutomaticaly",
    words={"type": "Rut Rot"},
    rows={
        "distribution": shape(
            text="personalId", number="amount", whole="lineNbr", flag="extra", bare={"operation": OPERATION}
        )
    },
)
_HEADER_TO: dict[str, str | Link | None] = {
    "branchNumber": BRANCH,
    "contact": Link("contact", "contact", {"id": "contactId", "name": "displayName"}),
    "currencyId": CURRENCY,
    "customerNumber": numbered("customer", "customer"),
    "customerVatZoneId": described("customerVatZone", "vat_zone"),
    "locationId": "location.id",
    "project": described("project", "project", "projectID"),
    "salesPersonID": "salesPersonID",
    "salesperson": "salesPerson.id",
    "overrideNumberSeries": None,
}
_FILTERS = {
    "documentType": "documentType",
    "project": "project.id",
    "financialPeriod": "financialPeriod",
    "documentDueDate": "documentDueDate",
    "status": "status",
    "customerRefNumber": "customerRefNumber",
    "dunningLevel": "dunningLetterLevel",
    "closedFinancialPeriod": "closedFinancialPeriod",
}
_REFERENCES = {"externalReference": "externalReference", "paymentReference": "paymentReference"}
_EXPAND = {
    "expandApplications": ("applications",),
    "expandDunningInformation": ("dunningLetterDate", "dunningLetterLevel"),
    "expandAttachments": ("attachments",),
    "expandTaxDetails": ("taxDetails",),
    "expandInvoiceAddress": ("invoiceAddress",),
}
_NEWER = {"customer": "customer.number", "branch": "branchNumber.number", "documentDate": "documentDate"}
_DEFAULTS = {
    "status": "Balanced",
    "hold": False,
    "exchangeRate": 1,
    "dontPrint": False,
    "dontEmail": False,
    "sendToAutoInvoice": True,
    "applications": [],
    "attachments": [],
    "taxDetails": [],
    "roundingDiff": 0,
    "dunningLetterLevel": 0,
    "isRotRutDeductible": False,
    "location": {"id": "1", "name": "Primary"},
    "project": None,
    "contact": None,
    "note": None,
    "invoiceText": None,
    "externalReference": None,
    "customerRefNumber": None,
    "paymentReference": None,
}

CUSTOMER_INVOICE = Resource(
    name="customer_invoice",
    path="customerinvoice",
    key=("referenceNumber",),
    create_version="v2",
    verbs=ALL,
    paging=Paging.ROWS,
    filters={**_FILTERS, **_REFERENCES},
    newer_filters=_NEWER,
    expand=_EXPAND,
    lists_note=False,
    created=True,
    required=("customerNumber", "invoiceLines"),
    rows="invoiceLines",
    series="ARINVOICE",
    editable=UNRELEASED,
    actions=("release",),
    attaches=True,
    if_match="background",
    time_stamp="timeStamp",
    defaults={**_DEFAULTS, "documentType": "Invoice", "invoiceLines": []},
    shape=shape(
        text="accountingCostRef branchNumber cashAccount contractDocRef creditTermsId currencyId customerNumber "
        "customerProject customerRefNumber customerVatZoneId externalReference financialPeriod invoiceText locationId "
        "note originatorDocRef paymentMethodId paymentReference postPeriod project referenceNumber salesperson",
        number="exchangeRate",
        whole="contact salesPersonID",
        flag="domesticServicesDeductibleDocument dontEmail dontPrint hold overrideNumberSeries sendToAutoInvoice",
        date="cashDiscountDate documentDate documentDueDate endDate origInvoiceDate startDate",
        inside={"billingAddress": DOCUMENT_ADDRESS, "invoiceContact": DOCUMENT_CONTACT},
        rows={"invoiceLines": INVOICE_LINE, "taxDetailLines": TAX_DETAIL},
        bare={"rotRutDetails": _ROT_RUT},
        nullable="contact domesticServicesDeductibleDocument endDate sendToAutoInvoice startDate salesPersonID",
        to={
            **_HEADER_TO,
            "billingAddress": "invoiceAddress",
            "creditTermsId": CREDIT_TERMS,
            "domesticServicesDeductibleDocument": "isRotRutDeductible",
            "paymentMethodId": "paymentMethod.id",
            "rotRutDetails": None,
            "taxDetailLines": None,
        },
    ),
)

CUSTOMER_CREDIT_NOTE = Resource(
    name="customer_credit_note",
    path="customerCreditNote",
    key=("referenceNumber",),
    create_version="v2",
    verbs=ALL,
    paging=Paging.ROWS,
    filters={**_FILTERS, **_REFERENCES},
    newer_filters=_NEWER,
    expand=_EXPAND,
    lists_note=False,
    created=True,
    required=("customerNumber", "lines"),
    rows="lines",
    series="ARCREDNOTE",
    editable=UNRELEASED,
    actions=("release",),
    attaches=True,
    if_match="background",
    time_stamp="timeStamp",
    hidden=frozenset({"applicationLines"}),
    defaults={**_DEFAULTS, "documentType": "CreditNote", "lines": []},
    shape=shape(
        text="branchNumber cashAccount currencyId customerNumber customerRefNumber customerVatZoneId externalReference "
        "financialPeriod invoiceText locationId note postPeriod project referenceNumber salesperson",
        whole="contact salesPersonID",
        flag="dontEmail dontPrint hold overrideNumberSeries sendToAutoInvoice",
        date="documentDate origInvoiceDate",
        inside={"invoiceAddress": DOCUMENT_ADDRESS, "invoiceContact": DOCUMENT_CONTACT},
        rows={
            "applicationLines": shape(
                text="refNbr", number="amountPaid", words={"documentType": DOCUMENT_TYPES}, bare={"operation": OPERATION}
            ),
            "lines": CREDIT_NOTE_LINE,
            "taxDetails": TAX_DETAIL,
        },
        nullable="contact salesPersonID",
        to={**_HEADER_TO, "taxDetails": None},
    ),
)

CUSTOMER_DOCUMENT = Resource(
    name="customer_document",
    path="customerdocument",
    key=("documentType", "referenceNumber"),
    paging=Paging.ROWS,
    filters={**_FILTERS, **_REFERENCES},
    newer_filters=_NEWER,
    expand={name: () for name in _EXPAND},
    created=True,
    hidden=frozenset(_REFERENCES),
    defaults={"documentType": "Invoice", "status": "Balanced"},
)

CUSTOMER_PAYMENT = Resource(
    name="customer_payment",
    path="customerPayment",
    key=("type", "refNbr"),
    key_guesses=("Payment", "Prepayment", "Refund", "CreditNote", "VoidPayment", "SmallBalanceWo", "VoidRefund"),
    verbs=WRITE,
    paging=Paging.ROWS,
    filters={
        "paymentNbr": "refNbr",
        "paymentType": "type",
        "customer": "customer.number",
        "invoiceRefNbr": "paymentLines.*.refNbr",
    },
    newer_filters={"status": "status", "branch": "branch", "financialPeriod": "applicationPeriod"},
    required=("customer", "paymentAmount"),
    rows="paymentLines",
    row_key="lineNumber",
    series="ARPAYMENT",
    editable=UNRELEASED,
    actions=("release", "void"),
    if_match="background",
    time_stamp="timeStamp",
    hidden=frozenset({"createdDateTime"}),
    defaults={
        "type": "Payment",
        "status": "Balanced",
        "hold": False,
        "paymentLines": [],
        "ordersToApply": [],
        "appliedToOrders": 0,
        "writeOffAmount": 0,
        "location": {"id": "1", "name": "Primary"},
        "invoiceText": None,
    },
    shape=shape(
        text="applicationPeriod branch cashAccount currency customer invoiceText location paymentMethod paymentRef "
        "referenceNumber",
        number="paymentAmount",
        flag="hold overrideNumberSeries",
        date="applicationDate",
        words={"type": PAYMENT_TYPES},
        rows={
            "ordersToApply": shape(text="orderNumber orderType", number="appliedToOrder", bare={"operation": OPERATION}),
            "paymentLines": shape(
                text="refNbr writeOffReasonCode",
                number="amountPaid balanceWriteOff cashDiscountTaken crossRate",
                words={"documentType": DOCUMENT_TYPES},
                bare={"operation": OPERATION},
                to={"operation": None, "writeOffReasonCode": None},
            ),
        },
        to={
            "currency": CURRENCY,
            "customer": numbered("customer", "customer"),
            "location": "location.id",
            "ordersToApply": None,
            "paymentMethod": "paymentMethod.id",
            "referenceNumber": "refNbr",
            "overrideNumberSeries": None,
        },
    ),
)
RECEIVABLE = (CUSTOMER_INVOICE, CUSTOMER_CREDIT_NOTE, CUSTOMER_DOCUMENT, CUSTOMER_PAYMENT)
