"""Every list of the service as data: how it is cut, and what it can be asked."""

from __future__ import annotations

from enum import Enum

from attrs import frozen

from severa_vnf.testing.severa.filters import (
    Filter,
    among,
    by_project_unit,
    by_total,
    changed_since,
    day,
    deleted_since,
    flag,
    holds,
    in_use,
    is_billed,
    of_active_property,
    status_changed_since,
)
from severa_vnf.testing.severa.resources import ITEMS, PROPERTIES


class Paging(Enum):
    """How a list is cut: by an opaque token, by an offset, or not at all."""

    TOKEN = "pageToken"  # noqa: S105 - the parameter's name, no secret
    OFFSET = "firstRow"
    WHOLE = ""


@frozen
class Listing:
    """One list of a collection.

    With an `owner`, whose guid stands in the path, it shows the records that hold this guid at the path `at`.
    `default_all` marks a list whose text says that without a row count it answers whole. `area` is that of its scope,
    where it is not the collection's.
    """

    collection: str
    path: str
    paging: Paging
    filters: tuple[Filter, ...] = ()
    owner: str = ""
    at: str = ""
    default_all: bool = False
    area: str = ""


TOKEN, OFFSET, WHOLE = Paging.TOKEN, Paging.OFFSET, Paging.WHOLE
CHANGED, ACTIVE, NAME = changed_since(), flag("active", "isActive"), holds("name")
CODE, PRODUCT_TYPE = among("code"), among("productType")
NAME_OR_CODE, IS_ACTIVE, NUMBERS = holds("name", "code"), flag("isActive"), among("numbers", "number", "int64")
CURRENCIES = among("currencyGuids", "currency.guid")
# fmt: off
CUSTOMER_FILTERS = (
    CHANGED, IS_ACTIVE, flag("isInternal"), NUMBERS, among("emailAddresses", "email"), among("customerNames", "name"),
    among("customerOwnerGuids", "owner.guid"), among("vatNumber", spec="2024"), among("kvkNumber", spec="2024"),
)
PROJECT_FILTERS = (
    among("projectGuids", "guid"), NUMBERS, flag("isClosed"), among("projectOwnerGuids", "projectOwner.guid"),
    among("salesPersonGuids", "salesPerson.guid"), among("businessUnitGuids", "businessUnit.guid"),
    among("salesStatusTypeGuids", "salesStatus.salesStatusTypeGuid"),
    among("projectStatusTypeGuids", "projectStatus.projectStatusTypeGuid"),
)
OF_CUSTOMERS, INTERNAL = among("customerGuids", "customer.guid"), flag("internal", "isInternal")
INVOICE_FILTERS = (
    CHANGED, OF_CUSTOMERS, among("invoiceStatusGuids", "status.guid"), among("numbers", "number", "int32"),
    among("referenceNumbers", "referenceNumber"), among("projectGuids", "projects.guid"),
    Filter("projectBusinessUnitGuids", "text", by_project_unit), day("startDate", "date"),
    day("endDate", "date", latest=True), day("paymentDateStart", "paymentDate"),
    by_total("minimumTotalExcludingTax"), by_total("maximumTotalExcludingTax", latest=True),
)
FEE_FILTERS = (
    PRODUCT_TYPE, flag("isBillable"), day("invoiceableDate", "plannedBillingDate", latest=True),
    Filter("isBilled", "bool", is_billed),
)
UNIT_FILTERS = (CHANGED, ACTIVE, NAME, CODE, among("name"), among("companyGuid"), among("companyCountryGuid"))
CENTER_FILTERS = (CHANGED, ACTIVE, holds("name", "identifier"), among("identifier"), among("name"))
PROPERTY_FILTERS = (ACTIVE, NAME, Filter("isInUse", "bool", in_use))
ITEM_LIST = f"{PROPERTIES}/{{}}/{ITEMS.rpartition('/')[2]}"

LISTINGS = (
    Listing("customers", "customers", TOKEN, CUSTOMER_FILTERS),
    Listing("addresses", "addresses", OFFSET, (CHANGED,)),
    Listing("addresses", "customers/{}/addresses", OFFSET, (), "customers", "customer.guid"),
    Listing("addresses", "contactpersons/{}/addresses", WHOLE, (), "contacts", "contacts.guid"),
    Listing("contacts", "contactpersons", OFFSET, (CHANGED, ACTIVE, NAME)),
    Listing("contacts", "customers/{}/contactpersons", OFFSET, (ACTIVE, NAME), "customers", "customer.guid"),
    Listing("communications", "contactcommunications", OFFSET, (CHANGED, holds("value"))),
    Listing("communications", "contacts/{}/contactcommunications", WHOLE, (), "contacts", "contact.guid"),
    Listing("communication_types", "communicationtypes", OFFSET, (ACTIVE, NAME)),
    Listing("products", "products", TOKEN, (CHANGED, IS_ACTIVE, among("type"), CODE)),
    Listing("work_types", "worktypes", OFFSET,
            (CHANGED, ACTIVE, CODE, NAME_OR_CODE, flag("productive", "isProductive"))),
    Listing("travel_expense_types", "travelexpensetypes", OFFSET, (ACTIVE, CODE, NAME_OR_CODE, changed_since("2024")),
            default_all=True),
    Listing("product_categories", "productcategories", OFFSET, (CHANGED, ACTIVE, NAME_OR_CODE), default_all=True),
    Listing("projects", "projects", TOKEN,
            (*PROJECT_FILTERS, CHANGED, OF_CUSTOMERS, INTERNAL, among("currencyGuid", "currency.guid"),
             status_changed_since("salesStatus"), status_changed_since("projectStatus"))),
    Listing("projects", "salescases", TOKEN, (*PROJECT_FILTERS, OF_CUSTOMERS, CURRENCIES)),
    Listing("projects", "customers/{}/projects", TOKEN, (*PROJECT_FILTERS, CURRENCIES), "customers", "customer.guid"),
    Listing("sales_status_types", "salesstatustypes", OFFSET, (ACTIVE, NAME, among("salesState"))),
    Listing("invoice_statuses", "invoicestatuses", OFFSET, (ACTIVE, NAME)),
    Listing("invoices", "invoices", TOKEN, INVOICE_FILTERS),
    Listing("invoice_rows", "invoicerows", TOKEN, (CHANGED,)),
    Listing("invoice_rows", "invoices/{}/invoicerows", TOKEN, (among("rowType"),), "invoices", "invoiceGuid"),
    Listing("project_fees", "projectfees", TOKEN, (CHANGED,)),
    Listing("project_fees", "projects/{}/projectfees", TOKEN, FEE_FILTERS, "projects", "project.guid"),
    Listing("project_fees", "invoices/{}/projectfees", TOKEN, (PRODUCT_TYPE,), "invoices", "invoice.guid",
            area="invoices"),
    Listing("project_fees", "invoicerows/{}/projectfees", TOKEN, (PRODUCT_TYPE,), "invoice_rows", "invoiceRowGuid",
            area="invoices"),
    Listing("deleted_project_fees", "deletedprojectfees", TOKEN,
            (deleted_since(), among("projectGuids", "project.guid"), among("userGuids", "user.guid"))),
    Listing("invoice_files", "invoices/{}/files", OFFSET, (), "invoices", "invoiceGuid"),
    Listing("project_files", "projects/{}/files", OFFSET, (), "projects", "projectGuid"),
    Listing("business_units", "businessunits", OFFSET, UNIT_FILTERS),
    Listing("cost_centers", "costcenters", OFFSET, CENTER_FILTERS),
    Listing("vat_rates", "vatrates", WHOLE, (ACTIVE, among("countryGuid"))),
    Listing("currencies", "currencies", OFFSET, (ACTIVE, NAME_OR_CODE)),
    Listing("countries", "localization/countries", WHOLE),
    Listing("country_regions", "localization/countries/{}/countryregions", WHOLE, (), "countries", "countryGuid"),
    Listing("custom_properties", PROPERTIES, OFFSET, PROPERTY_FILTERS),
    Listing("selection_items", ITEM_LIST, TOKEN, (CHANGED, IS_ACTIVE),
            "custom_properties", "customerCustomProperty.guid"),
    Listing("custom_values", "customers/{}/customvalues", OFFSET, (Filter("active", "bool", of_active_property),),
            "customers", "customerGuid"),
)
# fmt: on
