"""The fields of the registers: customers, items, projects and what they point to."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import evolve

from severa_vnf.testing.severa.shapes import (
    BOOL,
    DATE,
    GUID,
    INT32,
    INT64,
    MOMENT,
    NUMBER,
    TEXT,
    Shape,
    many,
    refers,
    struct,
    words,
)

ON = BOOL.starting(True)
NOTE = TEXT.or_null
SHOWN = TEXT.or_null.read_only
KVK = evolve(NOTE, longest=25)
NAMED = struct({"guid name": NOTE}).or_null
CHOSEN = struct({"guid": NOTE, "name": SHOWN}).or_null
CODED = struct({"guid code name englishName": NOTE}).or_null
USER = struct({"guid": NOTE, "firstName lastName name code": SHOWN}).or_null
ACCOUNT = struct({"guid": NOTE, "name number": SHOWN}).or_null
MONEY = struct({
    "amount": NUMBER.or_null, "currencyCode": NOTE.needed, "multiCurrencyInfo": many(struct({})).or_null.read_only
}).or_null  # fmt: skip
CUSTOMER_OF = refers("customers", {"name": SHOWN, "number": INT64.or_null.read_only})
CURRENCY_OF = refers("currencies", {"code name symbol": SHOWN}).or_null
CATEGORY_OF = refers("product_categories", {"name": SHOWN}).or_null
COST_CENTER_OF = refers("cost_centers", {"identifier name": SHOWN}).or_null
PRODUCT_TYPE = words("FixedFees Materials Subcontracting")
METHOD = words("Phone Fax MobilePhone IPPhone InstantMessenger EmailAddress")
PROPERTY_TYPE = words("Numeric Money String Date Selection")
PROPERTY_OF = refers("custom_properties", {"name parameters": SHOWN, "type": PROPERTY_TYPE.read_only})
COMPANY = "companyGuid companyName companyBusinessUnitGuid companyCountryGuid companyCurrencyGuid"


def record(fields: Mapping[str, Shape]) -> Shape:
    """A record with a guid and the four fields that say who made and changed it, and when."""
    made = {"createdDateTime": MOMENT.read_only, "lastUpdatedDateTime": MOMENT.or_null.read_only}
    return struct({"guid": GUID.read_only, **made, "createdBy lastUpdatedBy": USER.read_only, **fields})


CUSTOMER = record({
    "name": TEXT.needed,
    "isActive": ON,
    "isInternal": BOOL.read_only,
    "number annualRevenue": INT64.or_null,
    "numberOfEmployees paymentTerm": INT32.or_null,
    "overdueInterest": NUMBER.or_null,
    "vatNumber email website notes eInvoiceAddress eInvoiceOperator organizationUnitNumber": NOTE,
    "kvkNumber": KVK,
    "owner": USER,
    "industry invoiceTemplate pricelist timezone": NAMED,
    "currency": refers("currencies", {"code name symbol": NOTE}).or_null,
    "language": struct({"guid name": NOTE, "code englishName": SHOWN}).or_null,
    "invoicingVat": refers("vat_rates", {"code": NOTE, "percentage": NUMBER}).or_null,
    "headquarterAddress": refers("addresses", {"addressline city country postalCode": SHOWN}).or_null,
})  # fmt: skip
ADDRESS = record({
    "addressline postalCode city phone fax": NOTE,
    "isBillingAddress isPostalAddress isVisitAddress": BOOL,
    "country": refers("countries", {"name englishName": NOTE}).or_null,
    "countryRegion": NAMED,
    "contacts": many(NAMED).or_null.starting([]),
    "customer": refers("customers", {"name": NOTE, "number": INT64.or_null.read_only}).or_null,
})  # fmt: skip
CONTACT = record({
    "firstName lastName": TEXT.needed,
    "customer": CUSTOMER_OF.needed,
    "isActive isEmailAllowed": ON,
    "isDeleted": BOOL.read_only,
    "name": SHOWN,
    "addressGuid jobTitle description": NOTE,
    "dateOfBirth": DATE.or_null,
    "salutation": words("Mr. Mrs. Ms.").or_null,
    "satisfactionLevel": words("Unsatisfied Neutral Satisfied Unknown").or_null,
    "emails phoneNumbers": many(TEXT).or_null.starting([]).read_only,
    "role language timeZone": NAMED,
})  # fmt: skip
COMMUNICATION = record({
    "value": TEXT.needed,
    "isForbiddenToUse": BOOL,
    "contact": refers("contacts", {"name": SHOWN}).needed,
    "communicationType": refers("communication_types", {"name": SHOWN, "type": METHOD, "isActive": BOOL}).needed,
})  # fmt: skip
COMMUNICATION_TYPE = record({"name": TEXT.needed, "isActive": ON, "type": METHOD})

PRODUCT = record({
    "name": TEXT.needed,
    "isActive": ON.or_null,
    "type": PRODUCT_TYPE.or_null,
    "code measurementUnit proposalDescription": NOTE,
    "vatRate": NUMBER.or_null,
    "unitCost unitPrice": MONEY,
    "salesAccount": ACCOUNT,
    "productCategory": CATEGORY_OF,
})  # fmt: skip
WORK_TYPE = record({
    "name": TEXT.needed,
    "code": NOTE,
    "isActive isProductive": ON,
    "isDefault": BOOL,
    "hourCost": MONEY,
    "salesAccount": CHOSEN,
})  # fmt: skip
TRAVEL_EXPENSE_TYPE = record({
    "name": TEXT.needed,
    "expenseClass": words("Mileage DailyAllowance OtherTravelExpense").needed,
    "unitCost": MONEY.needed,
    "isActive": ON.or_null,
    "includeTime": BOOL,
    "isMileage isDailyAllowance": BOOL.read_only,
    "code measurementUnit": NOTE,
    "vatRate purchaseVatRate": NUMBER.or_null,
    "salesAccount costAccount": ACCOUNT,
    "productCategory": CATEGORY_OF,
})  # fmt: skip
PRODUCT_CATEGORY = record({"name": TEXT.needed, "code": NOTE, "isActive": ON, "isDefault": BOOL})

SALES_STATUS = struct({"guid name": SHOWN, "salesStatusTypeGuid": NOTE.needed})
PROJECT_STATUS = struct({"guid name": SHOWN, "description projectStatusTypeGuid": NOTE})
PROJECT = record({
    "name": TEXT.needed,
    "customer": CUSTOMER_OF.or_null.needed,
    "projectOwner": USER.needed,
    "number": INT64.or_null,
    "isClosed isInternal isJoiningAllowed useOvertimeMultipliers useProductsFromSetting": BOOL,
    "useWorkTypesFromSetting isDailyAllowanceBillable isMileageBillable": BOOL.read_only,
    "isOtherTravelExpensesBillable": BOOL.read_only,
    "internalName description ourReference yourReference orderNumber invoiceNotes": NOTE,
    "startDate deadline expectedOrderDate": DATE.or_null,
    "closedDate": DATE.or_null.read_only,
    "paymentTerm probability completionEstimatePercentage": INT32.or_null,
    "calculatedCompletionPercentage": INT32.or_null.read_only,
    "expectedValue": MONEY,
    "salesPerson billingContact": USER,
    "businessUnit": refers("business_units", {f"code name {COMPANY}": SHOWN}).or_null,
    "currency": CURRENCY_OF,
    "costCenter": COST_CENTER_OF,
    "customerContact": refers("contacts", {"firstName lastName name": SHOWN, "isDeleted": BOOL.read_only}).or_null,
    "salesStatus": evolve(SALES_STATUS, nullable=True, of="sales_status_types", key="salesStatusTypeGuid"),
    "projectStatus": PROJECT_STATUS.or_null,
    "salesStatusSince projectStatusSince": MOMENT.or_null.read_only,
    "invoiceTemplate": struct({"guid templateInvoiceGuid": NOTE, "name": SHOWN}).or_null,
    "leadSource": CHOSEN,
    "defaultWorkType rootPhase": NAMED.read_only,
    "keywords": many(NAMED).or_null.starting([]).read_only,
    "pricelist": struct({"guid name": NOTE, "isCustom isVolumePricing": BOOL}).or_null.read_only,
})  # fmt: skip
SALES_STATUS_TYPE = record({
    "name": TEXT.needed,
    "salesState": words("InProgress Won Lost").needed,
    "isActive": ON,
    "isProposalDefault": BOOL.or_null,
    "defaultProbability": INT32.or_null,
})  # fmt: skip
