"""The service's resources as data: where each one lives, what can be done with it, and who may."""

from __future__ import annotations

from attrs import frozen

from severa_vnf.testing.severa import documents, organization, registers
from severa_vnf.testing.severa.shapes import Shape

READ, CRUD = frozenset[str](), frozenset({"POST", "PATCH", "DELETE"})
CHANGE, CHANGE_AND_DELETE = frozenset({"PATCH"}), frozenset({"PATCH", "DELETE"})
ALWAYS, NEVER = frozenset({"POST", "PATCH"}), frozenset[str]()


@frozen
class Resource:
    """One kind of record, with the area of its scopes.

    `verbs` are those that write it; `arrays` those that answer with an array of one record. `item` tells whether it
    can be read alone, `indexes` names the paths by which it is looked up beside its guid and its owner.
    """

    collection: str
    path: str
    shape: Shape
    area: str = "settings"
    verbs: frozenset[str] = CRUD
    arrays: frozenset[str] = CHANGE
    item: bool = True
    post_path: str = ""
    addon: str = ""
    indexes: tuple[str, ...] = ()


PROPERTIES = "customers/customproperties"
ITEMS = f"{PROPERTIES}/customercustompropertyselectionitems"
# fmt: off
TABLE = (
    Resource("customers", "customers", registers.CUSTOMER, "customers", indexes=("number", "name")),
    Resource("addresses", "addresses", registers.ADDRESS, "customers", post_path="customers/{}/addresses"),
    Resource("contacts", "contactpersons", registers.CONTACT, "customers"),
    Resource("communications", "contactcommunications", registers.COMMUNICATION, "customers", arrays=NEVER),
    Resource("communication_types", "communicationtypes", registers.COMMUNICATION_TYPE),
    Resource("products", "products", registers.PRODUCT, indexes=("code",)),
    Resource("work_types", "worktypes", registers.WORK_TYPE, indexes=("code",)),
    Resource("travel_expense_types", "travelexpensetypes", registers.TRAVEL_EXPENSE_TYPE),
    Resource("product_categories", "productcategories", registers.PRODUCT_CATEGORY),
    Resource("projects", "projects", registers.PROJECT, "projects", indexes=("number",)),
    Resource("sales_status_types", "salesstatustypes", registers.SALES_STATUS_TYPE),
    Resource("invoice_statuses", "invoicestatuses", documents.INVOICE_STATUS),
    Resource("invoices", "invoices", documents.INVOICE, "invoices", CHANGE_AND_DELETE,
             indexes=("number", "status.guid", "customer.guid")),
    Resource("invoice_rows", "invoicerows", documents.INVOICE_ROW, "invoices", CHANGE_AND_DELETE),
    Resource("invoice_settings", "invoicesettings", documents.INVOICE_SETTINGS, "invoices", CHANGE, NEVER, item=False,
             indexes=("invoiceGuid",)),
    Resource("project_fees", "projectfees", documents.PROJECT_FEE, "fees", arrays=ALWAYS),
    Resource("deleted_project_fees", "deletedprojectfees", documents.DELETED_PROJECT_FEE, "fees", READ, item=False),
    Resource("files", "files", documents.FILE, "files", READ),
    Resource("invoice_files", "invoicefiles", documents.INVOICE_FILE, "files", READ),
    Resource("project_files", "projectfiles", documents.PROJECT_FILE, "files", READ),
    Resource("business_units", "businessunits", organization.BUSINESS_UNIT, verbs=CHANGE),
    Resource("cost_centers", "costcenters", organization.COST_CENTER),
    Resource("vat_rates", "vatrates", organization.VAT_RATE),
    Resource("currencies", "currencies", organization.CURRENCY, verbs=CHANGE),
    Resource("countries", "localization/countries", organization.COUNTRY, verbs=READ),
    Resource("country_regions", "localization/countryregions", organization.COUNTRY_REGION, verbs=READ),
    Resource("custom_properties", PROPERTIES, organization.CUSTOM_PROPERTY, arrays=ALWAYS, addon="customproperties"),
    Resource("selection_items", ITEMS, organization.SELECTION_ITEM, addon="customproperties"),
    Resource("custom_values", "customers/customvalues", organization.CUSTOM_VALUE, "customers", arrays=ALWAYS,
             addon="customproperties", indexes=("customProperty.guid",)),
)
SINGLE = (
    Resource("organization", "organizationdetails", organization.ORGANIZATION, "organization", CHANGE, NEVER),
    Resource("settings", "organizationsettings", organization.SETTINGS, "organization", READ),
    Resource("company_information", "integrations/vismafinancials/companyinformation", organization.COMPANY_INFORMATION,
             "organization", READ, addon="vismafinancials"),
)
# fmt: on
RESOURCES = {resource.collection: resource for resource in TABLE}
SINGLES = {resource.collection: resource for resource in SINGLE}
"""What there is one of."""
