"""What Severa can be asked: one module a resource, its models beside it.

`severa.invoices.get(guid)` is a call, not yet made; a client sends it. The models stand here too: `severa.Invoice`.
Each is imported at its first use.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from severa_vnf.lazy import lazily

if TYPE_CHECKING:
    from severa_vnf.severa import (
        addresses,
        business_units,
        communication_types,
        communications,
        contacts,
        cost_centers,
        countries,
        currencies,
        custom_properties,
        custom_values,
        customers,
        deleted_project_fees,
        files,
        heartbeat,
        invoice_rows,
        invoice_settings,
        invoice_statuses,
        invoices,
        organization,
        product_categories,
        products,
        project_fees,
        projects,
        sales_cases,
        sales_status_types,
        settings,
        travel_expense_types,
        vat_rates,
        work_types,
    )
    from severa_vnf.severa.addresses import Address, NewAddress
    from severa_vnf.severa.business_units import BusinessUnit
    from severa_vnf.severa.communication_types import CommunicationMethod, CommunicationType
    from severa_vnf.severa.communications import Communication, CommunicationTypeRef, NewCommunication
    from severa_vnf.severa.contacts import Contact, NewContact
    from severa_vnf.severa.cost_centers import CostCenter
    from severa_vnf.severa.countries import Country, CountryRegion
    from severa_vnf.severa.currencies import Currency
    from severa_vnf.severa.custom_properties import CustomProperty, SelectionItem
    from severa_vnf.severa.custom_values import CustomValue, NewCustomValue
    from severa_vnf.severa.customers import Customer, HeadquarterAddress, InvoicingVat, NewCustomer
    from severa_vnf.severa.deleted_project_fees import DeletedProjectFee
    from severa_vnf.severa.files import File, InvoiceFile, NewFile, ProjectFile
    from severa_vnf.severa.invoice_rows import InvoiceRow, RowType
    from severa_vnf.severa.invoice_settings import InvoiceSettings
    from severa_vnf.severa.invoice_statuses import InvoiceStatus
    from severa_vnf.severa.invoices import FreeText, Invoice, ReceiverAddress, StatusRef
    from severa_vnf.severa.organization import Company, CompanyInformation, Organization
    from severa_vnf.severa.product_categories import ProductCategory
    from severa_vnf.severa.products import NewProduct, Product
    from severa_vnf.severa.project_fees import ProjectFee, RecordedProjectFee
    from severa_vnf.severa.projects import BusinessUnitRef, NewProject, Project, ProjectStatus, SalesStatus
    from severa_vnf.severa.refs import Amount, CodeRef, CostCenterRef, NumberedRef, Pointer, Ref
    from severa_vnf.severa.sales_status_types import SalesState, SalesStatusType
    from severa_vnf.severa.settings import OrganizationSettings
    from severa_vnf.severa.travel_expense_types import NewTravelExpenseType, TravelExpenseType
    from severa_vnf.severa.vat_rates import VatRate
    from severa_vnf.severa.work_types import NewWorkType, WorkType
else:
    __getattr__ = lazily(
        __name__,
        {
            "addresses": "Address NewAddress",
            "business_units": "BusinessUnit",
            "communication_types": "CommunicationMethod CommunicationType",
            "communications": "Communication CommunicationTypeRef NewCommunication",
            "contacts": "Contact NewContact",
            "cost_centers": "CostCenter",
            "countries": "Country CountryRegion",
            "currencies": "Currency",
            "custom_properties": "CustomProperty SelectionItem",
            "custom_values": "CustomValue NewCustomValue",
            "customers": "Customer HeadquarterAddress InvoicingVat NewCustomer",
            "deleted_project_fees": "DeletedProjectFee",
            "files": "File InvoiceFile NewFile ProjectFile",
            "heartbeat": "",
            "invoice_rows": "InvoiceRow RowType",
            "invoice_settings": "InvoiceSettings",
            "invoice_statuses": "InvoiceStatus",
            "invoices": "FreeText Invoice ReceiverAddress StatusRef",
            "organization": "Company CompanyInformation Organization",
            "product_categories": "ProductCategory",
            "products": "NewProduct Product",
            "project_fees": "ProjectFee RecordedProjectFee",
            "projects": "BusinessUnitRef NewProject Project ProjectStatus SalesStatus",
            "refs": "Amount CodeRef CostCenterRef NumberedRef Pointer Ref",
            "sales_cases": "",
            "sales_status_types": "SalesState SalesStatusType",
            "settings": "OrganizationSettings",
            "travel_expense_types": "NewTravelExpenseType TravelExpenseType",
            "vat_rates": "VatRate",
            "work_types": "NewWorkType WorkType",
        },
    )


def __dir__() -> list[str]:
    return __all__


__all__ = [
    "Address", "Amount", "BusinessUnit", "BusinessUnitRef", "CodeRef", "Communication", "CommunicationMethod",
    "CommunicationType", "CommunicationTypeRef", "Company", "CompanyInformation", "Contact", "CostCenter",
    "CostCenterRef", "Country", "CountryRegion", "Currency", "CustomProperty", "CustomValue", "Customer",
    "DeletedProjectFee", "File", "FreeText", "HeadquarterAddress", "Invoice", "InvoiceFile", "InvoiceRow",
    "InvoiceSettings", "InvoiceStatus", "InvoicingVat", "NewAddress", "NewCommunication", "NewContact",
    "NewCustomValue", "NewCustomer", "NewFile", "NewProduct", "NewProject", "NewTravelExpenseType", "NewWorkType",
    "NumberedRef", "Organization", "OrganizationSettings", "Pointer", "Product", "ProductCategory", "Project",
    "ProjectFee", "ProjectFile", "ProjectStatus", "ReceiverAddress", "RecordedProjectFee", "Ref", "RowType",
    "SalesState", "SalesStatus", "SalesStatusType", "SelectionItem", "StatusRef", "TravelExpenseType", "VatRate",
    "WorkType",
    "addresses", "business_units", "communication_types", "communications", "contacts", "cost_centers", "countries",
    "currencies", "custom_properties", "custom_values", "customers", "deleted_project_fees", "files", "heartbeat",
    "invoice_rows", "invoice_settings", "invoice_statuses", "invoices", "organization", "product_categories",
    "products", "project_fees", "projects", "sales_cases", "sales_status_types", "settings", "travel_expense_types",
    "vat_rates", "work_types",
]  # fmt: skip
