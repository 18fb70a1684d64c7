"""The fields of the organisation: its details and settings, units, rates, currencies, countries, properties."""

from __future__ import annotations

from attrs import evolve

from severa_vnf.testing.severa.registers import (
    CODED,
    COMPANY,
    COST_CENTER_OF,
    CURRENCY_OF,
    KVK,
    NAMED,
    NOTE,
    ON,
    PROPERTY_OF,
    PROPERTY_TYPE,
    SHOWN,
    USER,
    record,
)
from severa_vnf.testing.severa.shapes import BOOL, DATE, INT32, INT64, NUMBER, TEXT, many, refers, struct, words

COMPANIES = struct({
    "guid name currencyCode currencyGuid currencySymbol rootBusinessUnitGuid": NOTE,
    "currencyRate": NUMBER,
    "country": struct({"guid code3 name englishName": NOTE}).or_null,
})  # fmt: skip
ORGANIZATION = struct({
    "guid": SHOWN,
    "name vatNumber address postalCode city phone fax registeredOffice": NOTE,
    "eInvoiceAddress eInvoiceOperatorCode odpCompany": NOTE,
    "kvkNumber": KVK,
    "isVatRegistered": BOOL,
    "country": CODED,
    "currency": CURRENCY_OF,
    "language formatting timezone": NAMED,
    "termsOfServiceApprover": USER,
    "activeAddons": many(TEXT).or_null.starting([]).read_only,
    "activeCompanies": many(COMPANIES).or_null.starting([]).read_only,
})  # fmt: skip
FIRST = ("ShowOpenProjectsSalesCasesAndCustomers", "ShowOpenAndClosedProjectsSalesCasesAndCustomers")
SETTINGS = struct({
    "nextCustomerNumber nextProjectNumber": INT64.starting(1),
    "nextInvoiceNumber nextTravelReimbursementNumber": INT32.starting(1),
    "lastCustomerNumber": INT64,
    "lastProjectNumber lastInvoiceNumber": INT64.or_null,
    "paymentTerm": INT32.or_null.starting(14),
    "overdueInterest": NUMBER.or_null,
    "setCreditNoteInvoiceNumber uniqueIdentifierForProductsAndWorktypes displayProjectNumber": BOOL,
    "isCustomerSearchAllowed isAddingNewKeywordsFromProjectAllowed isIdenticalPhaseCodesAllowed": BOOL,
    "isEnteringHourPlannedInvoiceQuantityAllowed isWorkHourDescriptionMandatory": BOOL,
    "worktimeEntryClosingDate travelEntryClosingDate": DATE.or_null,
    "currencyRoundingType": words("AwayFromZero NearestInteger"),
    "paymentReferenceNumberDisplaySetting": words("ReferenceNumber Kid"),
    "projectNameDisplayFormatSetting": words("ProjectNamePhaseName CustomerNameProjectNamePhaseName"),
    "projectNameDisplaySetting": words("ShowProjectLongName ShowProjectShortName"),
    "quickSearchSetting": words(" ".join(FIRST)),
    "workHourEntryFormat": words("StartTimeEndTime Quantity"),
    "workWeek": many(words("Monday Tuesday Wednesday Thursday Friday Saturday Sunday")).starting(["Monday"]),
})  # fmt: skip
COMPANY_INFORMATION = struct({"id": INT64.or_null, "name": NOTE})

BUSINESS_UNIT = record({
    "name": TEXT.needed,
    "code parentGuid vatNumber": NOTE,
    "kvkNumber": KVK,
    "isActive": ON,
    COMPANY: SHOWN,
    "costCenter": COST_CENTER_OF.read_only,
})  # fmt: skip
COST_CENTER = record({"name identifier": TEXT.needed, "isActive": ON, "isDefault": BOOL})
VAT_RATE = record({
    "percentage": NUMBER.needed,
    "code": evolve(NOTE, longest=10),
    "countryGuid": NOTE,
    "isActive": ON,
    "isDefault": BOOL,
})  # fmt: skip
CURRENCY = record(
    {"code name symbol": NOTE, "isActive": ON, "isOrganizationCurrency": BOOL, "rate": NUMBER.starting(1)}
)
COUNTRY = struct({
    "guid code2 code3 name englishName companyRegisterUrl defaultCulture": NOTE,
    "currency": refers("currencies", {"code name symbol": NOTE}).or_null,
    "hasRegions": words("NoRegion Unknown HasRegions"),
    "isInEU isRegistrationCountry": BOOL,
    "defaultLanguage timezone": NAMED,
})  # fmt: skip

COUNTRY_REGION = struct({"guid code name countryGuid": NOTE, "timezone": NAMED})
"""With the country that it belongs to, which no answer shows."""

CUSTOM_PROPERTY = record({
    "name": TEXT.needed, "type": PROPERTY_TYPE.needed, "parameters": NOTE, "isActive": ON, "usageCount": INT32.read_only
})  # fmt: skip
CUSTOM_VALUE = record({"customProperty": PROPERTY_OF.needed, "customerGuid value": NOTE})
SELECTION_ITEM = record({
    "customerCustomProperty": PROPERTY_OF.or_null.needed,
    "name": TEXT.starting("?"),
    "isActive": ON,
    "sortOrder": INT32.or_null,
})  # fmt: skip
