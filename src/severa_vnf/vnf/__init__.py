"""What Visma.net Financials can be asked: one module a resource, its models beside it.

`vnf.customer_invoice.get(number)` is a call, not yet made; a client sends it. The models stand here too:
`vnf.CustomerInvoice`. Each is imported at its first use.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from severa_vnf.lazy import lazily

if TYPE_CHECKING:
    from severa_vnf.vnf import (
        account,
        attachment,
        background,
        branch,
        cash_transaction,
        contact,
        credit_term,
        currency,
        customer,
        customer_class,
        customer_credit_note,
        customer_document,
        customer_invoice,
        customer_payment,
        dimension,
        financial_period,
        inventory,
        item_class,
        journal_transaction,
        number_sequence,
        organization,
        project,
        project_task,
        project_transaction,
        subaccount,
        supplier,
        supplier_invoice,
        unit_of_measure,
        vat,
        vat_category,
        vat_zone,
    )
    from severa_vnf.vnf.account import Account
    from severa_vnf.vnf.attachment import AttachmentUpdate
    from severa_vnf.vnf.background import BackgroundRequest
    from severa_vnf.vnf.branch import Branch, BranchCurrency
    from severa_vnf.vnf.cash_transaction import CashStatus, CashTransaction, CashTransactionLine, DisbReceipt
    from severa_vnf.vnf.contact import Contact, ContactUpdate, Title
    from severa_vnf.vnf.credit_term import CreditTerm
    from severa_vnf.vnf.currency import Currency
    from severa_vnf.vnf.customer import Customer, CustomerStatus, CustomerUpdate
    from severa_vnf.vnf.customer_class import CustomerClass
    from severa_vnf.vnf.customer_credit_note import ApplicationUpdate, CustomerCreditNote, CustomerCreditNoteUpdate
    from severa_vnf.vnf.customer_document import CustomerDocument
    from severa_vnf.vnf.customer_invoice import CustomerInvoice, CustomerInvoiceUpdate, Reversal
    from severa_vnf.vnf.customer_payment import (
        CustomerPayment,
        CustomerPaymentUpdate,
        PaymentLine,
        PaymentLineUpdate,
        PaymentType,
    )
    from severa_vnf.vnf.describe import ActionResult, Progress
    from severa_vnf.vnf.dimension import Dimension, Segment, SegmentValue
    from severa_vnf.vnf.documents import (
        Application,
        ContactRef,
        Document,
        DocumentAddress,
        DocumentAddressUpdate,
        DocumentContact,
        DocumentContactUpdate,
        DocumentStatus,
        DocumentType,
        Line,
        LineUpdate,
        Operation,
    )
    from severa_vnf.vnf.financial_period import FinancialPeriod
    from severa_vnf.vnf.inventory import AccountInformation, Inventory, InventoryStatus, InventoryUpdate
    from severa_vnf.vnf.item_class import ItemClass, ItemType
    from severa_vnf.vnf.journal_transaction import JournalStatus, JournalTransaction, JournalTransactionLine, Module
    from severa_vnf.vnf.number_sequence import NumberRange, NumberSequence
    from severa_vnf.vnf.organization import Organization
    from severa_vnf.vnf.project import (
        BillingPeriod,
        Project,
        ProjectStatus,
        ProjectUpdate,
        Task,
        TaskStatus,
        TaskUpdate,
        Template,
        Visibility,
        VisibilityUpdate,
    )
    from severa_vnf.vnf.project_task import ProjectTask, ProjectTaskUpdate
    from severa_vnf.vnf.project_transaction import ProjectTransaction, ProjectTransactionLine, ProjectTransactionStatus
    from severa_vnf.vnf.refs import (
        Address,
        AddressUpdate,
        Attachment,
        Attribute,
        AttributeUpdate,
        ContactInfo,
        ContactInfoUpdate,
        DescribedRef,
        IdRef,
        NameRef,
        NumberRef,
        SegmentUpdate,
        TaxDetail,
    )
    from severa_vnf.vnf.subaccount import Subaccount, SubaccountSegment
    from severa_vnf.vnf.supplier import Supplier, SupplierStatus
    from severa_vnf.vnf.supplier_invoice import (
        SupplierDocumentStatus,
        SupplierDocumentType,
        SupplierInvoice,
        SupplierInvoiceLine,
    )
    from severa_vnf.vnf.unit_of_measure import UnitOfMeasure
    from severa_vnf.vnf.vat import Vat, VatSchedule
    from severa_vnf.vnf.vat_category import VatCategory, VatCategoryLine, VatRate
    from severa_vnf.vnf.vat_zone import VatZone
else:
    __getattr__ = lazily(
        __name__,
        {
            "account": "Account",
            "attachment": "AttachmentUpdate",
            "background": "BackgroundRequest",
            "branch": "Branch BranchCurrency",
            "cash_transaction": "CashStatus CashTransaction CashTransactionLine DisbReceipt",
            "contact": "Contact ContactUpdate Title",
            "credit_term": "CreditTerm",
            "currency": "Currency",
            "customer": "Customer CustomerStatus CustomerUpdate",
            "customer_class": "CustomerClass",
            "customer_credit_note": "ApplicationUpdate CustomerCreditNote CustomerCreditNoteUpdate",
            "customer_document": "CustomerDocument",
            "customer_invoice": "CustomerInvoice CustomerInvoiceUpdate Reversal",
            "customer_payment": "CustomerPayment CustomerPaymentUpdate PaymentLine PaymentLineUpdate PaymentType",
            "describe": "ActionResult Progress",
            "dimension": "Dimension Segment SegmentValue",
            "documents": (
                "Application ContactRef Document DocumentAddress DocumentAddressUpdate DocumentContact "
                "DocumentContactUpdate DocumentStatus DocumentType Line LineUpdate Operation"
            ),
            "financial_period": "FinancialPeriod",
            "inventory": "AccountInformation Inventory InventoryStatus InventoryUpdate",
            "item_class": "ItemClass ItemType",
            "journal_transaction": "JournalStatus JournalTransaction JournalTransactionLine Module",
            "number_sequence": "NumberRange NumberSequence",
            "organization": "Organization",
            "project": (
                "BillingPeriod Project ProjectStatus ProjectUpdate Task TaskStatus TaskUpdate Template "
                "Visibility VisibilityUpdate"
            ),
            "project_task": "ProjectTask ProjectTaskUpdate",
            "project_transaction": "ProjectTransaction ProjectTransactionLine ProjectTransactionStatus",
            "refs": (
                "Address AddressUpdate Attachment Attribute AttributeUpdate ContactInfo ContactInfoUpdate "
                "DescribedRef IdRef NameRef NumberRef SegmentUpdate TaxDetail"
            ),
            "subaccount": "Subaccount SubaccountSegment",
            "supplier": "Supplier SupplierStatus",
            "supplier_invoice": "SupplierDocumentStatus SupplierDocumentType SupplierInvoice SupplierInvoiceLine",
            "unit_of_measure": "UnitOfMeasure",
            "vat": "Vat VatSchedule",
            "vat_category": "VatCategory VatCategoryLine VatRate",
            "vat_zone": "VatZone",
        },
    )


def __dir__() -> list[str]:
    return __all__


__all__ = [
    "Account", "AccountInformation", "ActionResult", "Address", "AddressUpdate", "Application", "ApplicationUpdate",
    "Attachment", "AttachmentUpdate", "Attribute", "AttributeUpdate", "BackgroundRequest", "BillingPeriod", "Branch",
    "BranchCurrency", "CashStatus", "CashTransaction", "CashTransactionLine", "Contact", "ContactInfo",
    "ContactInfoUpdate", "ContactRef", "ContactUpdate", "CreditTerm", "Currency", "Customer", "CustomerClass",
    "CustomerCreditNote", "CustomerCreditNoteUpdate", "CustomerDocument", "CustomerInvoice", "CustomerInvoiceUpdate",
    "CustomerPayment", "CustomerPaymentUpdate", "CustomerStatus", "CustomerUpdate", "DescribedRef", "Dimension",
    "DisbReceipt", "Document", "DocumentAddress", "DocumentAddressUpdate", "DocumentContact", "DocumentContactUpdate",
    "DocumentStatus", "DocumentType", "FinancialPeriod", "IdRef", "Inventory", "InventoryStatus", "InventoryUpdate",
    "ItemClass", "ItemType", "JournalStatus", "JournalTransaction", "JournalTransactionLine", "Line", "LineUpdate",
    "Module", "NameRef", "NumberRange", "NumberRef", "NumberSequence", "Operation", "Organization", "PaymentLine",
    "PaymentLineUpdate", "PaymentType", "Progress", "Project", "ProjectStatus", "ProjectTask", "ProjectTaskUpdate",
    "ProjectTransaction", "ProjectTransactionLine", "ProjectTransactionStatus", "ProjectUpdate", "Reversal",
    "Segment", "SegmentUpdate", "SegmentValue", "Subaccount", "SubaccountSegment", "Supplier",
    "SupplierDocumentStatus", "SupplierDocumentType", "SupplierInvoice", "SupplierInvoiceLine", "SupplierStatus",
    "Task", "TaskStatus", "TaskUpdate", "TaxDetail", "Template", "Title", "UnitOfMeasure", "Vat", "VatCategory",
    "VatCategoryLine", "VatRate", "VatSchedule", "VatZone", "Visibility", "VisibilityUpdate", "account", "attachment",
    "background", "branch", "cash_transaction", "contact", "credit_term", "currency", "customer", "customer_class",
    "customer_credit_note", "customer_document", "customer_invoice", "customer_payment", "dimension",
    "financial_period", "inventory", "item_class", "journal_transaction", "number_sequence", "organization",
    "project", "project_task", "project_transaction", "subaccount", "supplier", "supplier_invoice", "unit_of_measure",
    "vat", "vat_category", "vat_zone",
]  # fmt: skip
