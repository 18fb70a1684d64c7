"""What customers owe: invoices, credit notes, payments, and the list of them all."""

from __future__ import annotations

from typing import Any

from severa_vnf.testing.vnf.parts import (
    BRANCH,
    CREDIT_TERMS,
    CURRENCY,
    DOCUMENT_ADDRESS,
    DOCUMENT_CONTACT,
    DOCUMENT_TYPES,
    ITEM,
    OPERATION,
    PAYMENT_TYPES,
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
from severa_vnf.testing.vnf.shapes import Link, shape

_LINE: Any = {
    "text": "accountNumber branchNumber deferralCode description discountCode inventoryNumber note salesperson "
    "taskId=projectTask.id uom vatCodeId",
    "number": "discountAmountInCurrency discountPercent manualAmountInCurrency quantity unitPriceInCurrency",
    "whole": "deferralSchedule lineNumber",
    "rows": {"subaccount": SEGMENT},
    "bare": {"operation": OPERATION},
    "links": {
        "accountNumber": charted("account"),
        "branchNumber": BRANCH,
        "inventoryNumber": ITEM,
        "uom": UNIT,
        "vatCodeId": VAT_CATEGORY,
    },
    "dropped": "operation subaccount typeOfWork",
}
_TEXT = (
    "branchNumber cashAccount currencyId customerNumber customerRefNumber customerVatZoneId externalReference "
    "financialPeriod invoiceText locationId=location.id note postPeriod project referenceNumber "
    "salesperson=salesPerson.id"
)
_FLAG = "dontEmail dontPrint hold overrideNumberSeries sendToAutoInvoice"
_LINKS = {
    "branchNumber": BRANCH,
    "contact": Link("contact", "contact", {"id": "contactId", "name": "displayName"}),
    "currencyId": CURRENCY,
    "customerNumber": numbered("customer", "customer"),
    "customerVatZoneId": described("customerVatZone", "vat_zone"),
    "project": PROJECT_LINK,
}
_LISTED: Any = {
    "paging": Paging.ROWS,
    "filters": "documentType project=project.id financialPeriod documentDueDate status customerRefNumber "
    "externalReference paymentReference dunningLevel=dunningLetterLevel closedFinancialPeriod",
    "newer_filters": "customer=customer.number branch=branchNumber.number documentDate",
    "created": True,
}
_EXPAND = (
    "expandApplications=applications expandDunningInformation=dunningLetterDate,dunningLetterLevel "
    "expandAttachments=attachments expandTaxDetails=taxDetails expandInvoiceAddress=invoiceAddress"
)
_DOCUMENT: Any = {
    **_LISTED,
    "expand": _EXPAND,
    "key": "referenceNumber",
    "create_version": "v2",
    "verbs": DELETE,
    "editable": UNRELEASED,
    "actions": "release",
    "attaches": True,
    "if_match": "background",
    "time_stamp": "timeStamp",
    "empty": "project contact note invoiceText externalReference customerRefNumber paymentReference",
}
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
    "location": PRIMARY,
}

CUSTOMER_INVOICE = Resource(
    **{**_DOCUMENT, "actions": "release reverse"},
    name="customer_invoice",
    path="customerinvoice",
    required="customerNumber invoiceLines",
    rows="invoiceLines",
    series="ARINVOICE",
    defaults={**_DEFAULTS, "documentType": "Invoice", "invoiceLines": []},
    shape=shape(
        text=f"{_TEXT} accountingCostRef contractDocRef creditTermsId customerProject originatorDocRef "
        "paymentMethodId=paymentMethod.id paymentReference",
        number="exchangeRate",
        whole="contact salesPersonID",
        flag=f"{_FLAG} domesticServicesDeductibleDocument=isRotRutDeductible",
        date="cashDiscountDate documentDate documentDueDate endDate origInvoiceDate startDate",
        inside={"billingAddress=invoiceAddress": DOCUMENT_ADDRESS, "invoiceContact": DOCUMENT_CONTACT},
        rows={
            "invoiceLines": shape(
                **{**_LINE, "text": f"{_LINE['text']} typeOfWork"},
                flag="domesticServicesDeductible=isRotRutDeductible manualDiscount",
                date="endDate startDate termEndDate termStartDate",
                words={"itemType": "Service MaterialCost OtherCost"},
            ),
            "taxDetailLines": TAX_DETAIL,
        },
        bare={
            "rotRutDetails": shape(
                text="appartment estate organizationNbr",
                flag="distributedAutomaticaly",
                words={"type": "Rut Rot"},
                rows={
                    "distribution": shape(
                        text="personalId", number="amount", whole="lineNbr", flag="extra", bare={"operation": OPERATION}
                    )
                },
            )
        },
        links={**_LINKS, "creditTermsId": CREDIT_TERMS},
        dropped="overrideNumberSeries rotRutDetails taxDetailLines",
    ),
)

CUSTOMER_CREDIT_NOTE = Resource(
    **_DOCUMENT,
    name="customer_credit_note",
    path="customerCreditNote",
    required="customerNumber lines",
    rows="lines",
    series="ARCREDNOTE",
    hidden="applicationLines",
    defaults={**_DEFAULTS, "documentType": "CreditNote", "lines": []},
    shape=shape(
        text=_TEXT,
        whole="contact salesPersonID",
        flag=_FLAG,
        date="documentDate origInvoiceDate",
        inside={"invoiceAddress": DOCUMENT_ADDRESS, "invoiceContact": DOCUMENT_CONTACT},
        rows={
            "applicationLines": shape(
                text="refNbr",
                number="amountPaid",
                words={"documentType": DOCUMENT_TYPES},
                bare={"operation": OPERATION},
            ),
            "lines": shape(**_LINE, flag="manualDiscount", date="termEndDate termStartDate"),
            "taxDetails": TAX_DETAIL,
        },
        links=_LINKS,
        dropped="overrideNumberSeries taxDetails",
    ),
)

CUSTOMER_DOCUMENT = Resource(
    **_LISTED,
    name="customer_document",
    path="customerdocument",
    key="documentType referenceNumber",
    expand=" ".join(f"{name.partition('=')[0]}=" for name in _EXPAND.split()),
    hidden="externalReference paymentReference",
    defaults={"documentType": "Invoice", "status": "Balanced"},
)

CUSTOMER_PAYMENT = Resource(
    name="customer_payment",
    path="customerPayment",
    key="type refNbr",
    key_guesses=("Payment", "Prepayment", "Refund", "CreditNote", "VoidPayment", "SmallBalanceWo", "VoidRefund"),
    verbs=WRITE,
    paging=Paging.ROWS,
    filters="paymentNbr=refNbr paymentType=type customer=customer.number invoiceRefNbr=paymentLines.*.refNbr",
    newer_filters="status branch financialPeriod=applicationPeriod",
    required="customer paymentAmount",
    rows="paymentLines",
    series="ARPAYMENT",
    editable=UNRELEASED,
    actions="release void",
    if_match="background",
    time_stamp="timeStamp",
    hidden="createdDateTime lineNumber",
    empty="invoiceText paymentRef",
    defaults={
        "type": "Payment",
        "status": "Balanced",
        "hold": False,
        "paymentLines": [],
        "ordersToApply": [],
        "appliedToOrders": 0,
        "writeOffAmount": 0,
        "location": PRIMARY,
    },
    shape=shape(
        text="applicationPeriod branch cashAccount currency customer invoiceText location=location.id "
        "paymentMethod=paymentMethod.id paymentRef referenceNumber=refNbr",
        number="paymentAmount",
        flag="hold overrideNumberSeries",
        date="applicationDate",
        words={"type": PAYMENT_TYPES},
        rows={
            "ordersToApply": shape(
                text="orderNumber orderType", number="appliedToOrder", bare={"operation": OPERATION}
            ),
            "paymentLines": shape(
                text="refNbr writeOffReasonCode",
                number="amountPaid balanceWriteOff cashDiscountTaken crossRate",
                words={"documentType": DOCUMENT_TYPES},
                bare={"operation": OPERATION},
                dropped="operation writeOffReasonCode",
            ),
        },
        links={"currency": CURRENCY, "customer": numbered("customer", "customer")},
        dropped="ordersToApply overrideNumberSeries",
    ),
)
RECEIVABLE = (CUSTOMER_INVOICE, CUSTOMER_CREDIT_NOTE, CUSTOMER_DOCUMENT, CUSTOMER_PAYMENT)
