"""The fields of documents, fees, files and of the organisation itself."""

from __future__ import annotations

from severa_vnf.testing.severa.registers import (
    ACCOUNT, AUDIT, BUSINESS_UNIT_PARTS, CODED, COST_CENTER, MONEY, NAMED, PRODUCT_TYPE, PROPERTY, PROPERTY_TYPE, USER, record,
)  # fmt: skip
from severa_vnf.testing.severa.shapes import (
    BOOL, DATE, GUID, INT32, INT64, MOMENT, NUMBER, TEXT, Shape, each, many, refers, struct, words,
)  # fmt: skip

TOTALS = "totalExcludingTax totalTax totalIncludingTax"
ROW_TOTALS = "workHoursTotalExcludingTax projectFeesTotalExcludingTax projectTravelExpensesTotalExcludingTax flatRatesTotalExcludingTax"
PARTY = refers("customers", name=TEXT.or_null.read_only, number=INT64.or_null.read_only).or_null
PLACE = struct(**each(TEXT.or_null, "addressline city country postalCode state")).or_null
RELATED = refers("invoices", number=INT32.or_null).or_null.read_only
WRITING = struct(allowTags=BOOL.read_only, value=TEXT.or_null,
                 **each(TEXT.or_null.read_only, "plainText tagContext text")).or_null  # fmt: skip

INVOICE_STATUS = record(
    name=TEXT.needed, isActive=BOOL.starting(True), sortOrder=INT32,
    **each(BOOL, "isDefault isDefaultForCreditNote isReadOnly hasInvoiceNumber isSent isPaid isWaitingPayment"),
)  # fmt: skip
INVOICE = record(
    number=INT32.or_null, **each(DATE, "date dueDate"), **each(DATE.or_null, "entryDate paymentDate"),
    **each(TEXT.or_null, "referenceNumber ourReference yourReference orderNumber notes"),
    status=refers("invoice_statuses", name=TEXT.or_null.read_only, **each(BOOL.read_only, "isSent isPaid isWaitingPayment")).or_null,
    paymentTerm=INT32, overdueInterest=NUMBER, **each(BOOL.read_only, "isCreditNote canBeDeleted"),
    customer=PARTY.read_only, billingCustomer=PARTY, **each(RELATED, "creditNoteInvoice reimburseInvoice"),
    projects=many(refers("projects", name=TEXT.or_null, number=INT64.or_null)).or_null.starting([]).read_only,
    currency=refers("currencies", **each(TEXT.or_null.read_only, "code name symbol")).or_null, currencyRate=NUMBER.starting(1),
    **each(MONEY.read_only, f"{TOTALS} {ROW_TOTALS}"), workHoursQuantity=NUMBER.read_only, workHourValueAddedTax=NUMBER.or_null.read_only,
    receiverAddress=PLACE, senderAddress=PLACE, **each(GUID.or_null, "receiverContactGuid senderContactGuid"),
    **each(TEXT.or_null, "receiverCustomerName receiverVatNumber receiverKvkNumber receiverContactName receiverContactEmail"),
    **each(TEXT.or_null, "senderName senderVatNumber senderKvkNumber senderContactName"), **each(WRITING, "freeText1 freeText2"),
    invoiceNumberBusinessUnitGuid=GUID.or_null.read_only, invoiceTemplate=NAMED, language=CODED,
    culture=struct(**each(TEXT.or_null.read_only, "code name englishName")).or_null.read_only,
)  # fmt: skip
NEW_INVOICE = struct(
    projects=many(struct(guid=GUID.needed)).needed, date=DATE.or_null, groupProjects=BOOL,
    **each(GUID.or_null, "invoiceStatusGuid billingCustomerGuid"),
)  # fmt: skip
BOOKED = struct(**each(TEXT.or_null, "name number")).or_null
INVOICE_ROW = record(
    invoiceGuid=GUID.or_null.read_only, rowType=words("FlatRate Hours ProjectFees TravelExpenses").starting("ProjectFees").read_only,
    category=words("Hours ProjectFees Travels").starting("ProjectFees").read_only, code=many(TEXT).or_null.read_only,
    **each(TEXT.or_null, "description measurementUnit"), quantity=NUMBER, unitPrice=MONEY, vatRate=NUMBER.or_null,
    **each(BOOKED, "salesAccount vatAccount salesReceivableAccount recurringSalesAccount costCenter"),
    flatRateGuid=GUID.or_null.read_only, hasInvoiceComment=BOOL.read_only, sortOrder=INT32,
)  # fmt: skip
GROUPED = words("OneByOne Group Group+Attachment")
INVOICE_SETTINGS = record(
    invoiceGuid=GUID.or_null.read_only, **each(DATE.or_null, "entryDate paymentDate"), isReverseCharged=BOOL,
    **each(BOOL.read_only, "showAttachmentQuantity showPriceExcludingValueAddedTax"),
    **each(BOOL, "showAttachmentPriceExcludingValueAddedTax showAttachmentUnit showAttachmentUnitPrice showAttachmentValueAddedTax"),
    **each(BOOL, "showCategories showFooter showLogoAndTitle showQuantity showReferenceNumber showUnit showUnitPrice showValueAddedTax"),
    style=words("BlackAndWhite Blue Cyan Green Lilac Orange Plain Red Yellow").or_null,
    **each(TEXT.or_null, "categorySortOrder reverseChargeDescription"),
    **{f"{kind}{what}": shape for kind in ("projectFee", "projectTravelExpense", "workHour") for what, shape in {
        "DescriptionFormat": TEXT.or_null, "Grouping": GROUPED, "PrimaryGroupBy": TEXT.or_null, "SecondaryGroupBy": TEXT.or_null}.items()},
)  # fmt: skip

PROJECT_FEE = record(
    project=refers("projects", name=TEXT.or_null.read_only, companyGuid=GUID.or_null.read_only).needed,
    customer=PARTY.read_only, product=refers("products", code=TEXT.or_null.read_only, name=TEXT.or_null.read_only).or_null,
    **each(TEXT.or_null, "name description measurementUnit invoiceRowComment invoiceRowDescription"), productType=PRODUCT_TYPE.or_null,
    quantity=NUMBER, invoiceQuantity=NUMBER.or_null, unitCost=MONEY, unitPrice=MONEY, vatRate=NUMBER.or_null, isBillable=BOOL.or_null,
    **each(DATE.or_null, "eventDate plannedBillingDate displayPeriodStartDate"),
    billingSchedule=words("Immediately OnDate WhenPhaseCompleted Recurring").or_null, costCenter=COST_CENTER, salesAccount=ACCOUNT,
    invoice=refers("invoices", number=INT32.or_null.read_only, date=DATE.or_null.read_only).or_null, invoiceRowGuid=GUID.or_null.read_only,
    phase=struct(guid=GUID.or_null, name=TEXT.or_null.read_only).or_null, hasVolumePricing=BOOL,
    billingDependencyPhase=struct(guid=GUID.or_null, name=TEXT.or_null.read_only, isCompleted=BOOL.read_only).or_null,
    user=struct(guid=GUID.or_null, **each(TEXT.or_null.read_only, "code name companyGuid")).or_null,
    isRecurrenceRule=BOOL.read_only, recurrenceRuleGuid=GUID.or_null.read_only,
)  # fmt: skip
BARE = struct(guid=GUID.or_null).or_null
DELETED_PROJECT_FEE = struct(
    guid=GUID.or_null, createdDateTime=MOMENT, lastUpdatedDateTime=MOMENT.or_null, deletedDateTime=MOMENT,
    **each(BARE, "createdBy lastUpdatedBy customer phase product project user"),
    **each(TEXT.or_null, "name measurementUnit"), eventDate=DATE.or_null, quantity=NUMBER.or_null,
)  # fmt: skip

FILE = record(
    name=TEXT.needed, description=TEXT.or_null, isInternal=BOOL.or_null, size=NUMBER.or_null.read_only, contentType=TEXT.or_null.read_only,
    category=words("Misc Application Projects Proposal ProjectFees Invoice Users ProjectTravelExpense Customer").read_only,
)  # fmt: skip
INVOICE_FILE = struct(**FILE.parts, fileGuid=GUID.or_null, invoiceGuid=GUID.or_null, sortOrder=INT32.or_null)
PROJECT_FILE = struct(**FILE.parts, fileGuid=GUID.or_null, projectGuid=GUID, isReadOnly=BOOL, usages=many(struct()).or_null)

COMPANY = struct(
    guid=GUID.or_null, **each(TEXT.or_null, "name currencyCode currencyGuid currencySymbol rootBusinessUnitGuid"), currencyRate=NUMBER,
    country=struct(guid=GUID.or_null, **each(TEXT.or_null, "code3 name englishName")).or_null,
)  # fmt: skip
ORGANIZATION = struct(
    guid=GUID.or_null.read_only, isVatRegistered=BOOL, kvkNumber=Shape("text", nullable=True, longest=25),
    **each(TEXT.or_null, "name vatNumber address postalCode city phone fax registeredOffice eInvoiceAddress eInvoiceOperatorCode odpCompany"),
    country=CODED, currency=refers("currencies", **each(TEXT.or_null.read_only, "code name symbol")).or_null,
    language=NAMED, formatting=NAMED, timezone=NAMED, termsOfServiceApprover=USER,
    activeAddons=many(TEXT).or_null.starting([]).read_only, activeCompanies=many(COMPANY).or_null.starting([]).read_only,
)  # fmt: skip
SETTINGS = struct(
    **each(INT64.starting(1), "nextCustomerNumber nextProjectNumber"), nextInvoiceNumber=INT32.starting(1),
    lastCustomerNumber=INT64, lastProjectNumber=INT64.or_null, lastInvoiceNumber=INT64.or_null,
    nextTravelReimbursementNumber=INT32.starting(1), paymentTerm=INT32.or_null.starting(14), overdueInterest=NUMBER.or_null,
    **each(BOOL, "setCreditNoteInvoiceNumber uniqueIdentifierForProductsAndWorktypes displayProjectNumber isCustomerSearchAllowed"),
    **each(BOOL, "isAddingNewKeywordsFromProjectAllowed isEnteringHourPlannedInvoiceQuantityAllowed isIdenticalPhaseCodesAllowed"),
    isWorkHourDescriptionMandatory=BOOL, **each(DATE.or_null, "worktimeEntryClosingDate travelEntryClosingDate"),
    currencyRoundingType=words("AwayFromZero NearestInteger"), paymentReferenceNumberDisplaySetting=words("ReferenceNumber Kid"),
    projectNameDisplayFormatSetting=words("ProjectNamePhaseName CustomerNameProjectNamePhaseName"),
    projectNameDisplaySetting=words("ShowProjectLongName ShowProjectShortName"),
    quickSearchSetting=words("ShowOpenProjectsSalesCasesAndCustomers ShowOpenAndClosedProjectsSalesCasesAndCustomers"),
    workHourEntryFormat=words("StartTimeEndTime Quantity"),
    workWeek=many(words("Monday Tuesday Wednesday Thursday Friday Saturday Sunday")).starting(["Monday"]),
)  # fmt: skip
BUSINESS_UNIT = record(
    name=TEXT.needed, code=TEXT.or_null, isActive=BOOL.starting(True), parentGuid=GUID.or_null, vatNumber=TEXT.or_null,
    kvkNumber=Shape("text", nullable=True, longest=25), **each(TEXT.or_null.read_only, BUSINESS_UNIT_PARTS),
    costCenter=COST_CENTER.read_only,
)  # fmt: skip
VAT_RATE = record(
    code=Shape("text", nullable=True, longest=10), percentage=NUMBER.needed, countryGuid=GUID.or_null,
    isActive=BOOL.starting(True), isDefault=BOOL,
)  # fmt: skip
CURRENCY = record(
    **each(TEXT.or_null, "code name symbol"), isActive=BOOL.starting(True), isOrganizationCurrency=BOOL, rate=NUMBER.starting(1)
)
COUNTRY = struct(
    guid=GUID.or_null, **each(TEXT.or_null, "code2 code3 name englishName companyRegisterUrl defaultCulture"),
    currency=refers("currencies", **each(TEXT.or_null, "code name symbol")).or_null, hasRegions=words("NoRegion Unknown HasRegions"),
    **each(BOOL, "isInEU isRegistrationCountry"), **each(NAMED, "defaultLanguage timezone"),
)  # fmt: skip
COST_CENTER_RECORD = record(name=TEXT.needed, identifier=TEXT.needed, isActive=BOOL.starting(True), isDefault=BOOL)
CUSTOM_PROPERTY = record(
    name=TEXT.needed, type=PROPERTY_TYPE.needed, parameters=TEXT.or_null, isActive=BOOL.starting(True), usageCount=INT32.read_only
)
CUSTOM_VALUE = record(customProperty=PROPERTY.needed, customerGuid=GUID.or_null, value=TEXT.or_null)
SELECTION_ITEM = record(
    customerCustomProperty=PROPERTY.or_null.needed, name=TEXT, isActive=BOOL.starting(True), sortOrder=INT32.or_null
)
COMPANY_INFORMATION = struct(id=INT64.or_null, name=TEXT.or_null)
