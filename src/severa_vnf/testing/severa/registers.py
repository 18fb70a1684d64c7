"""The fields of the registers: customers, items, projects and what they point to."""

from __future__ import annotations

from severa_vnf.testing.severa.shapes import (
    BOOL, DATE, GUID, INT32, INT64, MOMENT, NUMBER, TEXT, Shape, each, many, refers, struct, words,
)  # fmt: skip

NAMED = struct(guid=GUID.or_null, name=TEXT.or_null).or_null
CHOSEN = struct(guid=GUID.or_null, name=TEXT.or_null.read_only).or_null
USER = struct(
    guid=GUID.or_null, **each(TEXT.or_null.read_only, "firstName lastName name code")
).or_null
MONEY = struct(
    amount=NUMBER.or_null,
    currencyCode=TEXT.or_null.needed,
    multiCurrencyInfo=many(struct()).or_null.read_only,
).or_null
ACCOUNT = struct(guid=GUID.or_null, **each(TEXT.or_null.read_only, "name number")).or_null
COST_CENTER = refers("cost_centers", **each(TEXT.or_null.read_only, "identifier name")).or_null
COUNTRY = refers("countries", **each(TEXT.or_null, "name englishName")).or_null
CODED = struct(guid=GUID.or_null, **each(TEXT.or_null, "code name englishName")).or_null
PROPERTY_TYPE = words("Numeric Money String Date Selection")
PROPERTY = refers("custom_properties", **each(TEXT.or_null.read_only, "name parameters"), type=PROPERTY_TYPE.read_only)
METHOD = words("Phone Fax MobilePhone IPPhone InstantMessenger EmailAddress")
PRODUCT_TYPE = words("FixedFees Materials Subcontracting")
AUDIT = {
    "createdDateTime": MOMENT.read_only,
    "createdBy": USER.read_only,
    "lastUpdatedDateTime": MOMENT.or_null.read_only,
    "lastUpdatedBy": USER.read_only,
}


def record(**fields: Shape) -> Shape:
    """A record with a guid and the four fields that say who made and changed it, and when."""
    return struct(guid=GUID.read_only, **AUDIT, **fields)


CUSTOMER = record(
    name=TEXT.needed, number=INT64.or_null, isActive=BOOL.starting(True), isInternal=BOOL.read_only,
    **each(TEXT.or_null, "vatNumber email website notes eInvoiceAddress eInvoiceOperator organizationUnitNumber"),
    kvkNumber=Shape("text", nullable=True, longest=25),
    annualRevenue=INT64.or_null, numberOfEmployees=INT32.or_null, paymentTerm=INT32.or_null, overdueInterest=NUMBER.or_null,
    currency=refers("currencies", **each(TEXT.or_null, "code name symbol")).or_null,
    language=struct(guid=GUID.or_null, name=TEXT.or_null, **each(TEXT.or_null.read_only, "code englishName")).or_null,
    invoicingVat=refers("vat_rates", code=TEXT.or_null, percentage=NUMBER).or_null,
    headquarterAddress=refers("addresses", **each(TEXT.or_null.read_only, "addressline city country postalCode")).or_null,
    owner=USER, **each(NAMED, "industry invoiceTemplate pricelist timezone"),
)  # fmt: skip
ADDRESS = record(
    **each(TEXT.or_null, "addressline postalCode city phone fax"),
    **each(BOOL, "isBillingAddress isPostalAddress isVisitAddress"),
    country=COUNTRY, countryRegion=NAMED, contacts=many(NAMED).or_null.starting([]),
    customer=refers("customers", name=TEXT.or_null, number=INT64.or_null.read_only).or_null,
)  # fmt: skip
CONTACT = record(
    firstName=TEXT.needed, lastName=TEXT.needed, name=TEXT.or_null.read_only,
    customer=refers("customers", name=TEXT.or_null.read_only, number=INT64.or_null.read_only).needed,
    isActive=BOOL.starting(True), isDeleted=BOOL.read_only, isEmailAllowed=BOOL.starting(True),
    **each(TEXT.or_null, "jobTitle description"), addressGuid=GUID.or_null, dateOfBirth=DATE.or_null,
    salutation=words("Mr. Mrs. Ms.").or_null, satisfactionLevel=words("Unsatisfied Neutral Satisfied Unknown").or_null,
    **each(many(TEXT).or_null.starting([]).read_only, "emails phoneNumbers"), **each(NAMED, "role language timeZone"),
)  # fmt: skip
COMMUNICATION = record(
    value=TEXT.needed, isForbiddenToUse=BOOL, contact=refers("contacts", name=TEXT.or_null.read_only).needed,
    communicationType=refers("communication_types", name=TEXT.or_null.read_only, type=METHOD, isActive=BOOL).needed,
)  # fmt: skip
COMMUNICATION_TYPE = record(name=TEXT.needed, isActive=BOOL.starting(True), type=METHOD)

PRODUCT = record(
    name=TEXT.needed, isActive=BOOL.or_null.starting(True), type=PRODUCT_TYPE.or_null,
    **each(TEXT.or_null, "code measurementUnit proposalDescription"), vatRate=NUMBER.or_null,
    unitCost=MONEY, unitPrice=MONEY, salesAccount=ACCOUNT,
    productCategory=refers("product_categories", name=TEXT.or_null.read_only).or_null,
)  # fmt: skip
WORK_TYPE = record(
    name=TEXT.needed, code=TEXT.or_null, isActive=BOOL.starting(True), isProductive=BOOL.starting(True), isDefault=BOOL,
    hourCost=MONEY, salesAccount=CHOSEN,
)  # fmt: skip
TRAVEL_EXPENSE_TYPE = record(
    name=TEXT.needed, expenseClass=words("Mileage DailyAllowance OtherTravelExpense").needed,
    unitCost=MONEY.needed, isActive=BOOL.or_null.starting(True), includeTime=BOOL,
    **each(BOOL.read_only, "isMileage isDailyAllowance"), **each(TEXT.or_null, "code measurementUnit"),
    **each(NUMBER.or_null, "vatRate purchaseVatRate"), **each(ACCOUNT, "salesAccount costAccount"),
    productCategory=refers("product_categories", name=TEXT.or_null.read_only).or_null,
)  # fmt: skip
PRODUCT_CATEGORY = record(name=TEXT.needed, code=TEXT.or_null, isActive=BOOL.starting(True), isDefault=BOOL)

BUSINESS_UNIT_PARTS = "companyGuid companyName companyBusinessUnitGuid companyCountryGuid companyCurrencyGuid"
PROJECT = record(
    name=TEXT.needed, number=INT64.or_null, isClosed=BOOL, isInternal=BOOL,
    customer=refers("customers", name=TEXT.or_null.read_only, number=INT64.or_null.read_only).or_null.needed,
    projectOwner=USER.needed, **each(USER, "salesPerson billingContact"),
    **each(TEXT.or_null, "internalName description ourReference yourReference orderNumber invoiceNotes"),
    **each(DATE.or_null, "startDate deadline expectedOrderDate"), closedDate=DATE.or_null.read_only,
    **each(INT32.or_null, "paymentTerm probability completionEstimatePercentage"), expectedValue=MONEY,
    businessUnit=refers("business_units", **each(TEXT.or_null.read_only, f"code name {BUSINESS_UNIT_PARTS}")).or_null,
    currency=refers("currencies", **each(TEXT.or_null.read_only, "code name symbol")).or_null, costCenter=COST_CENTER,
    customerContact=refers("contacts", **each(TEXT.or_null.read_only, "firstName lastName name"), isDeleted=BOOL.read_only).or_null,
    salesStatus=Shape("object", nullable=True, of="sales_status_types", key="salesStatusTypeGuid", parts={
        "guid": GUID.or_null.read_only, "name": TEXT.or_null.read_only, "salesStatusTypeGuid": GUID.or_null.needed}),
    projectStatus=struct(guid=GUID.or_null.read_only, name=TEXT.or_null.read_only, description=TEXT.or_null,
                         projectStatusTypeGuid=GUID.or_null).or_null,
    invoiceTemplate=struct(guid=GUID.or_null, name=TEXT.or_null.read_only, templateInvoiceGuid=GUID.or_null).or_null,
    leadSource=CHOSEN, **each(NAMED.read_only, "defaultWorkType rootPhase"), keywords=many(NAMED).or_null.starting([]).read_only,
    pricelist=struct(guid=GUID.or_null, name=TEXT.or_null, isCustom=BOOL, isVolumePricing=BOOL).or_null.read_only,
    **each(BOOL, "isJoiningAllowed useOvertimeMultipliers useProductsFromSetting"), calculatedCompletionPercentage=INT32.or_null.read_only,
    **each(BOOL.read_only, "useWorkTypesFromSetting isDailyAllowanceBillable isMileageBillable isOtherTravelExpensesBillable"),
)  # fmt: skip
SALES_STATUS_TYPE = record(
    name=TEXT.needed, salesState=words("InProgress Won Lost").needed, isActive=BOOL.starting(True),
    isProposalDefault=BOOL.or_null, defaultProbability=INT32.or_null,
)  # fmt: skip
