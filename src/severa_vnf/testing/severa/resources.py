"""The service's resources as data: where each one lives, what it can be asked, and who may."""

from __future__ import annotations

from enum import Enum

from attrs import frozen

from severa_vnf.testing.severa import documents as D
from severa_vnf.testing.severa import registers as R
from severa_vnf.testing.severa.filters import (
    Filter, among, by_project_unit, by_total, changed_since, day, deleted_since, flag, holds, in_use, of_active_property,
)  # fmt: skip
from severa_vnf.testing.severa.shapes import Shape


class Paging(Enum):
    """How a list is cut: by an opaque token, by an offset, or not at all."""

    TOKEN = "pageToken"
    OFFSET = "firstRow"
    WHOLE = ""


@frozen
class Listing:
    """One list of a resource. With `parent`, only the records that hold the guid of the path at `at`."""

    path: str
    paging: Paging
    filters: tuple[Filter, ...] = ()
    parent: str = ""
    at: str = ""
    default_all: bool = False
    area: str = ""


@frozen
class Resource:
    """One kind of record. `writes` names its verbs; `arrays` those that answer with an array of one."""

    collection: str
    path: str
    shape: Shape
    area: str
    lists: tuple[Listing, ...]
    writes: frozenset[str] = frozenset()
    arrays: frozenset[str] = frozenset({"PATCH"})
    post_path: str = ""
    item: bool = True
    addon: str = ""
    indexes: tuple[str, ...] = ()


TOKEN, OFFSET, WHOLE = Paging.TOKEN, Paging.OFFSET, Paging.WHOLE
CRUD = frozenset({"POST", "PATCH", "DELETE"})
BOTH = frozenset({"POST", "PATCH"})
CHANGED, ACTIVE, FOUND = changed_since(), flag("active", "isActive"), holds("name")
PROJECT_FILTERS = (
    *(among(f"{name}Guids", f"{name}.guid") for name in ("customer", "projectOwner", "salesPerson", "businessUnit")),
    among("projectGuids", "guid"), among("numbers", "number", "int64"), flag("isClosed", "isClosed"),
    among("salesStatusTypeGuids", "salesStatus.salesStatusTypeGuid"),
    among("projectStatusTypeGuids", "projectStatus.projectStatusTypeGuid"),
)  # fmt: skip
FEE_FILTERS = (
    among("productType", "productType"), flag("isBillable", "isBillable"), day("invoiceableDate", "plannedBillingDate", latest=True),
    Filter("isBilled", "bool", lambda world, row, asked: (row["invoice"] is not None) == asked[0]),
)  # fmt: skip


def setting(collection: str, path: str, shape: Shape, *filters: Filter, writes: frozenset[str] = CRUD, default_all: bool = False) -> Resource:
    """A resource of the settings area: one list by offset."""
    return Resource(collection, path, shape, "settings", (Listing(path, OFFSET, filters, default_all=default_all),), writes)


REGISTERS = (
    Resource("customers", "customers", R.CUSTOMER, "customers", (
        Listing("customers", TOKEN, (
            CHANGED, flag("isActive", "isActive"), flag("isInternal", "isInternal"), among("numbers", "number", "int64"),
            among("emailAddresses", "email"), among("customerNames", "name"), among("customerOwnerGuids", "owner.guid"),
            among("vatNumber", "vatNumber", spec="2024"), among("kvkNumber", "kvkNumber", spec="2024"))),
    ), CRUD, indexes=("number", "name")),
    Resource("addresses", "addresses", R.ADDRESS, "customers", (
        Listing("addresses", OFFSET, (CHANGED,)),
        Listing("customers/{}/addresses", OFFSET, parent="customers", at="customer.guid"),
        Listing("contactpersons/{}/addresses", WHOLE, parent="contacts", at="contacts.guid"),
    ), CRUD, post_path="customers/{}/addresses", indexes=("customer.guid", "contacts.guid")),
    Resource("contacts", "contactpersons", R.CONTACT, "customers", (
        Listing("contactpersons", OFFSET, (CHANGED, ACTIVE, FOUND)),
        Listing("customers/{}/contactpersons", OFFSET, (ACTIVE, FOUND), "customers", "customer.guid"),
    ), CRUD, indexes=("customer.guid",)),
    Resource("communications", "contactcommunications", R.COMMUNICATION, "customers", (
        Listing("contactcommunications", OFFSET, (CHANGED, holds("value"))),
        Listing("contacts/{}/contactcommunications", WHOLE, parent="contacts", at="contact.guid"),
    ), CRUD, arrays=frozenset(), indexes=("contact.guid",)),
    setting("communication_types", "communicationtypes", R.COMMUNICATION_TYPE, ACTIVE, FOUND),
    Resource("products", "products", R.PRODUCT, "settings", (
        Listing("products", TOKEN, (CHANGED, among("type", "type"), flag("isActive", "isActive"), among("code", "code"))),
    ), CRUD, indexes=("code",)),
    Resource("work_types", "worktypes", R.WORK_TYPE, "settings", (
        Listing("worktypes", OFFSET, (CHANGED, ACTIVE, flag("productive", "isProductive"), among("code", "code"), holds("name", "code"))),
    ), CRUD, indexes=("code",)),
    setting("travel_expense_types", "travelexpensetypes", R.TRAVEL_EXPENSE_TYPE,
            ACTIVE, among("code", "code"), holds("name", "code"), changed_since("2024"), default_all=True),
    setting("product_categories", "productcategories", R.PRODUCT_CATEGORY, CHANGED, ACTIVE, holds("name", "code"), default_all=True),
    Resource("projects", "projects", R.PROJECT, "projects", (
        Listing("projects", TOKEN, (*PROJECT_FILTERS, CHANGED, flag("internal", "isInternal"), among("currencyGuid", "currency.guid"))),
        Listing("salescases", TOKEN, (*PROJECT_FILTERS, among("currencyGuids", "currency.guid"))),
        Listing("customers/{}/projects", TOKEN, (*PROJECT_FILTERS[1:], among("currencyGuids", "currency.guid")), "customers", "customer.guid"),
    ), CRUD, indexes=("customer.guid", "number")),
    setting("sales_status_types", "salesstatustypes", R.SALES_STATUS_TYPE, ACTIVE, FOUND, among("salesState", "salesState")),
    setting("business_units", "businessunits", D.BUSINESS_UNIT, CHANGED, ACTIVE, FOUND, among("code", "code"), among("name", "name"),
            among("companyGuid", "companyGuid"), among("companyCountryGuid", "companyCountryGuid"), writes=frozenset({"PATCH"})),
    Resource("vat_rates", "vatrates", D.VAT_RATE, "settings",
             (Listing("vatrates", WHOLE, (ACTIVE, among("countryGuid", "countryGuid"))),), CRUD),
    setting("currencies", "currencies", D.CURRENCY, ACTIVE, holds("name", "code"), writes=frozenset({"PATCH"})),
    Resource("countries", "localization/countries", D.COUNTRY, "settings", (Listing("localization/countries", WHOLE),)),
    setting("cost_centers", "costcenters", D.COST_CENTER_RECORD, CHANGED, ACTIVE, holds("name", "identifier"),
            among("identifier", "identifier"), among("name", "name")),
    Resource("custom_properties", "customers/customproperties", D.CUSTOM_PROPERTY, "settings", (
        Listing("customers/customproperties", OFFSET, (ACTIVE, FOUND, Filter("isInUse", "bool", in_use))),
    ), CRUD, frozenset({"POST", "PATCH"}), addon="customproperties"),
    Resource("selection_items", "customers/customproperties/customercustompropertyselectionitems", D.SELECTION_ITEM, "settings", (
        Listing("customers/customproperties/{}/customercustompropertyselectionitems", TOKEN,
                (CHANGED, flag("isActive", "isActive")), "custom_properties", "customerCustomProperty.guid"),
    ), CRUD, addon="customproperties", indexes=("customerCustomProperty.guid",)),
    Resource("custom_values", "customers/customvalues", D.CUSTOM_VALUE, "customers", (
        Listing("customers/{}/customvalues", OFFSET, (Filter("active", "bool", of_active_property),), "customers", "customerGuid"),
    ), CRUD, frozenset({"POST", "PATCH"}), addon="customproperties", indexes=("customerGuid", "customProperty.guid")),
)  # fmt: skip

DOCUMENTS = (
    setting("invoice_statuses", "invoicestatuses", D.INVOICE_STATUS, ACTIVE, FOUND),
    Resource("invoices", "invoices", D.INVOICE, "invoices", (
        Listing("invoices", TOKEN, (
            CHANGED, among("invoiceStatusGuids", "status.guid"), among("numbers", "number", "int32"), among("customerGuids", "customer.guid"),
            among("referenceNumbers", "referenceNumber"), among("projectGuids", "projects.guid"), day("startDate", "date"),
            day("endDate", "date", latest=True), day("paymentDateStart", "paymentDate"), by_total("minimumTotalExcludingTax"),
            by_total("maximumTotalExcludingTax", latest=True), Filter("projectBusinessUnitGuids", "text", by_project_unit))),
    ), frozenset({"PATCH", "DELETE"}), indexes=("number", "status.guid", "customer.guid")),
    Resource("invoice_rows", "invoicerows", D.INVOICE_ROW, "invoices", (
        Listing("invoicerows", TOKEN, (CHANGED,)),
        Listing("invoices/{}/invoicerows", TOKEN, (among("rowType", "rowType"),), "invoices", "invoiceGuid"),
    ), frozenset({"PATCH", "DELETE"}), indexes=("invoiceGuid",)),
    Resource("project_fees", "projectfees", D.PROJECT_FEE, "fees", (
        Listing("projectfees", TOKEN, (CHANGED,)),
        Listing("projects/{}/projectfees", TOKEN, FEE_FILTERS, "projects", "project.guid"),
        Listing("invoices/{}/projectfees", TOKEN, FEE_FILTERS[:1], "invoices", "invoice.guid", area="invoices"),
        Listing("invoicerows/{}/projectfees", TOKEN, FEE_FILTERS[:1], "invoice_rows", "invoiceRowGuid", area="invoices"),
    ), CRUD, frozenset({"POST", "PATCH"}), indexes=("project.guid", "invoice.guid", "invoiceRowGuid")),
    Resource("deleted_project_fees", "deletedprojectfees", D.DELETED_PROJECT_FEE, "fees", (
        Listing("deletedprojectfees", TOKEN, (deleted_since(), among("projectGuids", "project.guid"), among("userGuids", "user.guid"))),
    ), item=False),
    Resource("invoice_settings", "invoicesettings", D.INVOICE_SETTINGS, "invoices", (), frozenset({"PATCH"}), frozenset(),
             item=False, indexes=("invoiceGuid",)),
    Resource("files", "files", D.FILE, "files", ()),
    Resource("invoice_files", "invoicefiles", D.INVOICE_FILE, "files",
             (Listing("invoices/{}/files", OFFSET, parent="invoices", at="invoiceGuid"),), indexes=("invoiceGuid",)),
    Resource("project_files", "projectfiles", D.PROJECT_FILE, "files",
             (Listing("projects/{}/files", OFFSET, parent="projects", at="projectGuid"),), indexes=("projectGuid",)),
)  # fmt: skip

SINGLES = {
    single.collection: single
    for single in (
        Resource("organization", "organizationdetails", D.ORGANIZATION, "organization", (), arrays=frozenset()),
        Resource("settings", "organizationsettings", D.SETTINGS, "organization", ()),
        Resource("company_information", "integrations/vismafinancials/companyinformation", D.COMPANY_INFORMATION,
                 "organization", (), addon="vismafinancials"),
    )
}  # fmt: skip
