"""Shapes, links and words that several resources share."""

from __future__ import annotations

from severa_vnf.testing.vnf.shapes import Link, shape

OPERATION = "Insert Update Delete"
MODULES = (
    "ModuleGL ModuleAP ModuleAR ModuleCA ModuleCM ModuleIN ModuleSO ModulePO ModuleDR ModuleFA ModuleEP ModulePM "
    "ModuleTX ModuleCR"
)
DOCUMENT_TYPES = (
    "Invoice DebitNote CreditNote Payment VoidPayment Prepayment Refund FinCharge SmallBalanceWo SmallCreditWo "
    "CashSale CashReturn Undefined NoUpdate"
)
PAYMENT_TYPES = "Payment CreditNote Prepayment Refund VoidPayment SmallBalanceWo VoidRefund Undefined"
_LEDGERS = ("Ap", "Ar", "Ca", "Cr", "Ea", "Gl", "In", "Po", "So", "Ta")
VISIBLE = {f"visibleIn{ledger}": True for ledger in _LEDGERS}
PRIMARY = {"id": "1", "name": "Primary"}


def described(to: str, collection: str, key: str = "id", name: str = "description") -> Link:
    """A link whose answer is `{id, description}`, from these fields of the register."""
    return Link(to, collection, {"id": key, "description": name})


def numbered(to: str, collection: str, key: str = "number", name: str = "name") -> Link:
    """A link whose answer is `{number, name}`."""
    return Link(to, collection, {"number": key, "name": name})


def charted(to: str) -> Link:
    """A link to the chart of accounts."""
    return Link(to, "account", {"number": "accountCD", "description": "description", "type": "type"})


CREDIT_TERMS = described("creditTerms", "credit_term", "termsId")
VAT_CATEGORY = described("vatCode", "vat_category", "vatCategoryId")
PROJECT_LINK = described("project", "project", "projectID")
CURRENCY = Link("", "currency")
UNIT = Link("", "unit_of_measure")
ITEM = Link("", "inventory")
BRANCH = numbered("branchNumber", "branch")

SEGMENT = shape(bare={"segmentId": "whole", "segmentValue": "text"})
ATTRIBUTE = shape(text="attributeId=id attributeValue=value")
_ADDRESS = "addressLine1 addressLine2 addressLine3 city countryId=country.id county=county.id postalCode"
ADDRESS = shape(text=_ADDRESS)
DOCUMENT_ADDRESS = shape(text=_ADDRESS, flag="overrideAddress")
CONTACT_INFO = shape(text="attention email fax name phone1 phone2 web")
DOCUMENT_CONTACT = shape(text="attention email name=businessName phone1", flag="overrideContact")
TAX_DETAIL = shape(text="taxId", number="taxableAmount vatAmount")
VISIBILITY = shape(flag=" ".join(VISIBLE))
EMPLOYEE = shape(text="employeeId", bare={"operation": OPERATION})
