"""Customers, their contacts, and suppliers."""

from __future__ import annotations

from severa_vnf.testing.vnf.parts import (
    ADDRESS,
    ATTRIBUTE,
    CONTACT_INFO,
    CREDIT_TERMS,
    CURRENCY,
    OPERATION,
    PRIMARY,
    SEGMENT,
    described,
    numbered,
)
from severa_vnf.testing.vnf.resource import WRITE, Paging, Resource
from severa_vnf.testing.vnf.shapes import Link, shape

_VAT_ZONE = Link(
    "vatZone", "vat_zone", {"id": "id", "description": "description", "defaultVatCategory": "defaultVatCategory"}
)
_SUBACCOUNTS = ("cashDiscount", "customerLedger", "discount", "freight", "prepayment", "sales")
_FLAGS = (
    "acceptAutoInvoices invoiceToDefaultLocation printInvoices printMultiCurrencyStatements printStatements "
    "sendInvoicesByEmail sendStatementsByEmail"
)

CUSTOMER = Resource(
    name="customer",
    path="customer",
    key="number",
    internal="internalId",
    verbs=WRITE,
    paging=Paging.ROWS,
    filters="name status corporateId vatRegistrationId email=mainContact.email phone=mainContact.phone1",
    expand="expandAccountInformation=glAccounts expandPaymentMethods=paymentMethods expandDirectDebit=directDebitLines",
    created=True,
    required="name customerClassId",
    series="CUSTOMER",
    actions="changeCustomerCd",
    if_match="background",
    time_stamp="timeStamp",
    hidden="note",
    empty="vatRegistrationId corporateId vatZone creditTerms parentRecord gln mainAddress mainContact",
    defaults={
        **dict.fromkeys(_FLAGS.split(), False),
        "status": "Active",
        "creditVerification": "Disabled",
        "creditLimit": 0,
        "statementType": "OpenItem",
        "location": PRIMARY,
        "attributes": [],
    },
    shape=shape(
        text="accountReference corporateId creditTermsId currencyId customerClassId gln name note number "
        "parentRecordNumber priceClassId=priceClass.id vatRegistrationId vatZoneId",
        number="creditLimit",
        whole="creditDaysPastDue",
        flag=f"{_FLAGS} overrideNumberSeries",
        words={
            "creditVerification": "Disabled DaysPastDue CreditLimit LimitAndDaysPastDue",
            "statementType": "OpenItem BalanceBroughtForward",
            "status": "Active OnHold CreditHold Inactive OneTime",
        },
        inside={
            **dict.fromkeys(("deliveryAddress", "invoiceAddress", "mainAddress"), ADDRESS),
            **dict.fromkeys(("deliveryContact", "invoiceContact", "mainContact"), CONTACT_INFO),
            "defaultPaymentMethod": shape(text="paymentMethodId", flag="isDefault"),
            "eInvoiceContract": shape(text="fInvoiceContractID fInvoiceIntermediatorID"),
            "glAccounts": shape(
                text="cashDiscountAccount customerLedgerAccount discountAccount freightAccount prepaymentAccount "
                "salesAccount salesEuAccount salesExportAccount salesNonTaxableAccount",
                rows={f"{name}Subaccount": SEGMENT for name in _SUBACCOUNTS},
            ),
        },
        rows={
            "attributeLines=attributes": ATTRIBUTE,
            "directDebitLines": shape(
                text="bic iban mandateDescription mandateId",
                date="dateOfSignature expirationDate lastCollectionDate",
                flag="isDefault oneTime",
                number="maxAmount",
                bare={"id": "text", "operation": OPERATION},
                dropped="operation",
            ),
        },
        bare={"overrideWithClassValues": "flag"},
        links={
            "creditTermsId": CREDIT_TERMS,
            "currencyId": CURRENCY,
            "customerClassId": described("customerClass", "customer_class"),
            "vatZoneId": _VAT_ZONE,
            "parentRecordNumber": numbered("parentRecord", "customer"),
        },
        dropped="defaultPaymentMethod glAccounts overrideNumberSeries overrideWithClassValues",
    ),
)

CONTACT = Resource(
    name="contact",
    path="contact",
    key="contactId",
    internal="contactId",
    verbs=WRITE,
    filters="displayName active firstName lastName businessAccount email",
    required="lastName",
    if_match="background",
    time_stamp="timeStamp",
    hidden="createdDateTime",
    empty="title position email phone1 phone2 firstName",
    defaults={"active": True, "doNotEmail": False, "sameAsAccount": False, "businessAccountType": "Customer"},
    shape=shape(
        text="businessAccount email fax firstName lastName phone1 phone2 phone3 position web",
        flag="active doNotCall doNotEmail doNotFax doNotMail noMarketing noMassMail sameAsAccount",
        words={"contactMethod": "Any Email Mail Fax Phone", "title": "Doctor Miss Mr Mrs Ms Prof"},
        inside={"address": ADDRESS},
    ),
)

SUPPLIER = Resource(
    name="supplier",
    path="supplier",
    key="number",
    internal="internalId",
    verbs=WRITE,
    paging=Paging.ROWS,
    filters="name status corporateId vatRegistrationId",
    expand="expandAccountInformation=glAccounts expandNote=note",
    required="name",
    series="SUPPLIER",
    time_stamp="timeStamp",
    hidden="createdDateTime",
    empty="vatRegistrationId corporateId vatZone creditTerms note",
    defaults={"status": "Active", "location": PRIMARY, "attributes": []},
    shape=shape(
        text="accountReference cashAccount corporateId creditTermsId currencyId documentLanguage name note number "
        "parentRecordNumber paymentMethodId=paymentMethod.id paymentRefDisplayMask retainageCashAccountID "
        "supplierClassId=supplierClass.id vatRegistrationId vatZoneId",
        flag="currencyOverride currencyRateOverride overrideNumberSeries paySeparately retainageApply",
        whole="paymentLeadTime",
        number="retainagePct",
        words={
            "accountUsedForPayment": "IBAN BBAN BANKGIRO PLUSGIRO",
            "chargeBearer": "Payer Beneficiary Shared ServiceLevel",
            "paymentBy": "DueDate DiscountDate",
            "status": "Active OnHold HoldPayments Inactive OneTime",
        },
        inside={
            **dict.fromkeys(("mainAddress", "remitAddress", "supplierAddress"), ADDRESS),
            **dict.fromkeys(("mainContact", "remitContact", "supplierContact"), CONTACT_INFO),
            "glAccounts": shape(
                text="expenseAccount expenseAccountImport expenseAccountNonTax expenseEUAccount expenseSubaccount "
                "supplierAccount"
            ),
        },
        rows={
            "attributeLines=attributes": ATTRIBUTE,
            "supplierPaymentMethodDetails": shape(
                text="paymentMethodDetailValue", bare={"paymentMethodDetailDescription": "text"}
            ),
        },
        bare={"overrideWithClassValues": "flag"},
        links={
            "creditTermsId": CREDIT_TERMS,
            "currencyId": CURRENCY,
            "vatZoneId": _VAT_ZONE,
            "parentRecordNumber": numbered("parentRecord", "supplier"),
        },
        dropped="currencyOverride currencyRateOverride glAccounts overrideNumberSeries overrideWithClassValues",
    ),
)
