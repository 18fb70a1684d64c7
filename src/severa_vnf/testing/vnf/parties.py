"""Customers, their contacts, and suppliers."""

from __future__ import annotations

from severa_vnf.testing.vnf.parts import (
    ADDRESS,
    ATTRIBUTE,
    CONTACT_INFO,
    CREDIT_TERMS,
    CURRENCY,
    SEGMENT,
    WRITE,
    described,
)
from severa_vnf.testing.vnf.resource import Paging, Resource
from severa_vnf.testing.vnf.shapes import Link, shape

_VAT_ZONE = Link(
    "vatZone",
    "vat_zone",
    {"id": "id", "description": "description", "defaultVatCategory": "defaultVatCategory"},
)
_SUBACCOUNTS = (
    "cashDiscountSubaccount customerLedgerSubaccount discountSubaccount freightSubaccount prepaymentSubaccount "
    "salesSubaccount"
)
_GL_ACCOUNTS = shape(
    text="cashDiscountAccount customerLedgerAccount discountAccount freightAccount prepaymentAccount salesAccount "
    "salesEuAccount salesExportAccount salesNonTaxableAccount",
    rows={name: SEGMENT for name in _SUBACCOUNTS.split()},
)
_DIRECT_DEBIT = shape(
    text="bic iban mandateDescription mandateId",
    date="dateOfSignature expirationDate lastCollectionDate",
    flag="isDefault oneTime",
    number="maxAmount",
    bare={"id": "text", "operation": "Insert Update Delete"},
    nullable="dateOfSignature expirationDate lastCollectionDate isDefault oneTime maxAmount",
)

CUSTOMER = Resource(
    name="customer",
    path="customer",
    key=("number",),
    internal="internalId",
    verbs=WRITE,
    paging=Paging.ROWS,
    filters={
        "name": "name",
        "status": "status",
        "corporateId": "corporateId",
        "vatRegistrationId": "vatRegistrationId",
        "email": "mainContact.email",
        "phone": "mainContact.phone1",
    },
    expand={
        "expandAccountInformation": ("glAccounts",),
        "expandPaymentMethods": ("paymentMethods",),
        "expandDirectDebit": ("directDebitLines",),
    },
    created=True,
    required=("name", "customerClassId"),
    series="CUSTOMER",
    actions=("changeCustomerCd",),
    if_match="background",
    time_stamp="timeStamp",
    hidden=frozenset({"note", "paymentMethodDetail"}),
    defaults={
        "status": "Active",
        "invoiceToDefaultLocation": False,
        "acceptAutoInvoices": False,
        "printInvoices": False,
        "sendInvoicesByEmail": False,
        "printStatements": False,
        "sendStatementsByEmail": False,
        "printMultiCurrencyStatements": False,
        "creditVerification": "Disabled",
        "creditLimit": 0,
        "statementType": "OpenItem",
        "location": {"id": "1", "name": "Primary"},
        "attributes": [],
        "vatRegistrationId": None,
        "corporateId": None,
        "vatZone": None,
        "creditTerms": None,
        "parentRecord": None,
    },
    shape=shape(
        text="accountReference corporateId creditTermsId currencyId customerClassId gln name note number "
        "parentRecordNumber priceClassId vatRegistrationId vatZoneId",
        number="creditLimit",
        whole="creditDaysPastDue",
        flag="acceptAutoInvoices invoiceToDefaultLocation overrideNumberSeries printInvoices "
        "printMultiCurrencyStatements printStatements sendInvoicesByEmail sendStatementsByEmail",
        words={
            "creditVerification": "Disabled DaysPastDue CreditLimit LimitAndDaysPastDue",
            "statementType": "OpenItem BalanceBroughtForward",
            "status": "Active OnHold CreditHold Inactive OneTime",
        },
        inside={
            "defaultPaymentMethod": shape(text="paymentMethodId", flag="isDefault"),
            "deliveryAddress": ADDRESS,
            "invoiceAddress": ADDRESS,
            "mainAddress": ADDRESS,
            "deliveryContact": CONTACT_INFO,
            "invoiceContact": CONTACT_INFO,
            "mainContact": CONTACT_INFO,
            "eInvoiceContract": shape(text="fInvoiceContractID fInvoiceIntermediatorID"),
            "glAccounts": _GL_ACCOUNTS,
        },
        rows={"attributeLines": ATTRIBUTE, "directDebitLines": _DIRECT_DEBIT},
        bare={"overrideWithClassValues": "flag"},
        to={
            "creditTermsId": CREDIT_TERMS,
            "currencyId": CURRENCY,
            "customerClassId": described("customerClass", "customer_class"),
            "vatZoneId": _VAT_ZONE,
            "parentRecordNumber": Link("parentRecord", "customer", {"number": "number", "name": "name"}),
            "priceClassId": "priceClass.id",
            "attributeLines": "attributes",
            "defaultPaymentMethod": "paymentMethodDetail",
            "glAccounts": None,
            "overrideNumberSeries": None,
            "overrideWithClassValues": None,
        },
    ),
)

CONTACT = Resource(
    name="contact",
    path="contact",
    key=("contactId",),
    internal="contactId",
    verbs=WRITE,
    filters={
        name: name for name in ("displayName", "active", "firstName", "lastName", "businessAccount", "email")
    },
    required=("lastName",),
    if_match="background",
    time_stamp="timeStamp",
    hidden=frozenset({"createdDateTime"}),
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
    key=("number",),
    internal="internalId",
    verbs=WRITE,
    paging=Paging.ROWS,
    filters={
        "name": "name",
        "status": "status",
        "corporateId": "corporateId",
        "vatRegistrationId": "vatRegistrationId",
    },
    expand={"expandAccountInformation": ("glAccounts",), "expandNote": ("note",)},
    lists_note=False,
    required=("name",),
    series="SUPPLIER",
    time_stamp="timeStamp",
    hidden=frozenset({"createdDateTime"}),
    defaults={"status": "Active", "location": {"id": "1", "name": "Primary"}, "attributes": [], "vatZone": None},
    shape=shape(
        text="accountReference cashAccount corporateId creditTermsId currencyId documentLanguage name note number "
        "parentRecordNumber paymentMethodId paymentRefDisplayMask retainageCashAccountID supplierClassId "
        "vatRegistrationId vatZoneId",
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
            "mainAddress": ADDRESS,
            "remitAddress": ADDRESS,
            "supplierAddress": ADDRESS,
            "mainContact": CONTACT_INFO,
            "remitContact": CONTACT_INFO,
            "supplierContact": CONTACT_INFO,
            "glAccounts": shape(
                text="expenseAccount expenseAccountImport expenseAccountNonTax expenseEUAccount expenseSubaccount "
                "supplierAccount"
            ),
        },
        rows={
            "attributeLines": ATTRIBUTE,
            "supplierPaymentMethodDetails": shape(
                text="paymentMethodDetailValue", bare={"paymentMethodDetailDescription": "text"}
            ),
        },
        bare={"overrideWithClassValues": "flag"},
        to={
            "attributeLines": "attributes",
            "creditTermsId": CREDIT_TERMS,
            "currencyId": CURRENCY,
            "vatZoneId": _VAT_ZONE,
            "supplierClassId": "supplierClass.id",
            "paymentMethodId": "paymentMethod.id",
            "parentRecordNumber": "parentRecord.number",
            "currencyOverride": None,
            "currencyRateOverride": None,
            "glAccounts": None,
            "overrideNumberSeries": None,
            "overrideWithClassValues": None,
        },
    ),
)
