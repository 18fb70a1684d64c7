"""Shapes, links and words that several resources share."""

from __future__ import annotations

from severa_vnf.testing.vnf.shapes import Link, shape

READ = frozenset({"GET"})
WRITE = frozenset({"GET", "POST", "PUT"})
ALL = frozenset({"GET", "POST", "PUT", "DELETE"})
UNRELEASED = frozenset({"Hold", "Balanced"})
OPERATION = "Insert Update Delete"
MODULES = (
    "ModuleGL ModuleAP ModuleAR ModuleCA ModuleCM ModuleIN ModuleSO ModulePO ModuleDR ModuleFA ModuleEP ModulePM "
    "ModuleTX ModuleCR"
)
DOCUMENT_TYPES = (
    "Invoice DebitNote CreditNote Payment VoidPayment Prepayment Refund FinCharge SmallBalanceWo SmallCreditWo CashSale "
    "CashReturn Undefined NoUpdate"
)
PAYMENT_TYPES = "Payment CreditNote Prepayment Refund VoidPayment SmallBalanceWo VoidRefund Undefined"
LEDGERS = "Ap Ar Ca Cr Ea Gl In Po So Ta"


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
CURRENCY = Link("", "currency")
UNIT = Link("", "unit_of_measure")
ITEM = Link("", "inventory")
BRANCH = numbered("branchNumber", "branch")

SEGMENT = shape(bare={"segmentId": "whole", "segmentValue": "text"})
ATTRIBUTE = shape(text="attributeId attributeValue", to={"attributeId": "id", "attributeValue": "value"})
ADDRESS = shape(
    text="addressLine1 addressLine2 addressLine3 city countryId county postalCode",
    to={"countryId": "country.id", "county": "county.id"},
)
CONTACT_INFO = shape(text="attention email fax name phone1 phone2 web")
DOCUMENT_ADDRESS = shape(
    text="addressLine1 addressLine2 addressLine3 city countryId county postalCode",
    flag="overrideAddress",
    to={"countryId": "country.id", "county": "county.id"},
)
DOCUMENT_CONTACT = shape(
    text="attention email name phone1", flag="overrideContact", to={"name": "businessName"}
)
TAX_DETAIL = shape(text="taxId", number="taxableAmount vatAmount")
VISIBILITY = shape(flag=" ".join(f"visibleIn{ledger}" for ledger in LEDGERS.split()))
EMPLOYEE = shape(text="employeeId", bare={"operation": OPERATION})
VISIBLE = {f"visibleIn{ledger}": True for ledger in LEDGERS.split()}
