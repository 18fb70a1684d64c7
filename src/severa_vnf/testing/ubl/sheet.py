"""From a document's XML to its value."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from xml.etree.ElementTree import Element

from attrs import define, field

from severa_vnf.testing.ubl.document import UblDocument, UblParty, UblProblem, UblReading, UblRow, Vat
from severa_vnf.values import rounded

_UBL = "{urn:oasis:names:specification:ubl:schema:xsd:"
LINES = {
    f"{_UBL}Invoice-2}}Invoice": ("InvoiceLine", "InvoicedQuantity"),
    f"{_UBL}CreditNote-2}}CreditNote": ("CreditNoteLine", "CreditedQuantity"),
}
"""The root elements that are read, each with the name of its lines and of their quantity."""

_NUMBER = re.compile(r"[+-]?[0-9]{1,12}(\.[0-9]{0,12})?")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(Z|[+-][0-9]{2}:[0-9]{2})?")
_WITH_RATE = frozenset({"S", "L", "M"})
_ADDRESS_LINES = ("StreetName", "AdditionalStreetName", "AddressLine/Line")
_ONE = Decimal(1)


@define
class Sheet:
    """A document while it is being read. A negative one is its counterpart with every sign turned."""

    source: str
    root: Element
    problems: list[UblProblem] = field(factory=list)
    negative: bool = False

    def read(self) -> UblReading:
        """Read all of it, and collect every problem on the way."""
        root = self.root
        total = self.number(root, "LegalMonetaryTotal/TaxInclusiveAmount")
        self.negative = total < 0
        currency = self.text(root, "DocumentCurrencyCode")
        issued = self.day(root, "IssueDate")
        document = UblDocument(
            source=self.source,
            number=_said(root, "ID"),
            is_credit_note=root.tag.endswith("CreditNote") != self.negative,
            issue_date=issued,
            due_date=self.day(root, "DueDate", self.day(root, "PaymentMeans/PaymentDueDate", issued)),
            currency=currency,
            customer=self.party(),
            rows=tuple(self.rows()),
            tax=self.turned(self.tax(currency)),
            total=abs(total),
            order_number=_said(root, "OrderReference/ID"),
            your_reference=_said(root, "BuyerReference"),
        )
        if self.problems:
            return UblReading(self.source, None, tuple(self.problems))
        return UblReading(self.source, document, tuple(_wrong_sum(document)))

    def rows(self) -> Iterator[UblRow]:
        """Each line's rows, then the allowances and charges of the whole document."""
        line_name, quantity_name = LINES[self.root.tag]
        for line in _all(self.root, line_name):
            yield from self.line(line, quantity_name)
        for part in _all(self.root, "AllowanceCharge"):
            yield self.allowance(part, self.vat(part, "TaxCategory"))

    def line(self, line: Element, quantity_name: str) -> list[UblRow]:
        """The rows of a line where they give the printed amount; else one row of quantity 1."""
        amount = self.turned(self.number(line, "LineExtensionAmount"))
        quantity = self.turned(self.number(line, quantity_name, _ONE))
        base = self.number(line, "Price/BaseQuantity", _ONE) or _ONE
        price = rounded(self.number(line, "Price/PriceAmount", amount) / base, 6)
        vat = self.vat(line, "Item/ClassifiedTaxCategory")
        code, name = _said(line, "Item/SellersItemIdentification/ID"), self.text(line, "Item/Name")
        unit = next((said.get("unitCode", "") for said in _all(line, quantity_name)), "")
        rows = [UblRow(code, name, name, quantity, unit, price, vat)]
        rows += [self.allowance(part, vat) for part in _all(line, "AllowanceCharge")]
        if sum(row.amount for row in rows) == rounded(amount):
            return rows
        return [UblRow(code, name, f"{name} (as one amount)", _ONE, "", rounded(amount), vat)]

    def allowance(self, part: Element, vat: Vat) -> UblRow:
        """An allowance or a charge as a row of quantity 1."""
        charge = self.text(part, "ChargeIndicator") in ("true", "1")
        amount = self.turned(self.number(part, "Amount"))
        name = _said(part, "AllowanceChargeReason") or ("Charge" if charge else "Allowance")
        return UblRow("", name, name, _ONE, "", amount if charge else -amount, vat)

    def vat(self, node: Element, path: str) -> Vat:
        """Category and rate; only a taxed category must say its rate."""
        category = self.text(node, f"{path}/ID")
        return Vat(category, self.number(node, f"{path}/Percent", None if category in _WITH_RATE else Decimal(0)))

    def tax(self, currency: str) -> Decimal:
        """Of several totals the one in the document's currency."""
        for total in _all(self.root, "TaxTotal"):
            if any(amount.get("currencyID") == currency for amount in _all(total, "TaxAmount")):
                return self.number(total, "TaxAmount")
        return Decimal(0)

    def party(self) -> UblParty:
        """The customer."""
        party = "AccountingCustomerParty/Party"
        legal, address = f"{party}/PartyLegalEntity", f"{party}/PostalAddress"
        schemes = _all(self.root, f"{party}/PartyTaxScheme")
        lines = (_said(self.root, f"{address}/{line}") for line in _ADDRESS_LINES)
        return UblParty(
            name=_said(self.root, f"{legal}/RegistrationName") or self.text(self.root, f"{party}/PartyName/Name"),
            vat_number=next((_said(tax, "CompanyID") for tax in schemes if _said(tax, "TaxScheme/ID") == "VAT"), ""),
            legal_id=_said(self.root, f"{legal}/CompanyID"),
            country=_said(self.root, f"{address}/Country/IdentificationCode"),
            address=tuple(line for line in lines if line),
            postal_code=_said(self.root, f"{address}/PostalZone"),
            city=_said(self.root, f"{address}/CityName"),
            contact=_said(self.root, f"{party}/Contact/Name"),
            email=_said(self.root, f"{party}/Contact/ElectronicMail"),
        )

    def text(self, node: Element, path: str) -> str:
        """What must be said."""
        said = _said(node, path)
        if not said:
            self.trouble(node, path, said, "Fill it in.")
        return said

    def number(self, node: Element, path: str, default: Decimal | None = None) -> Decimal:
        """A decimal number; where there is a default, it may be left out."""
        said = _said(node, path)
        if not said and default is not None:
            return default
        if not _NUMBER.fullmatch(said):
            self.trouble(node, path, said, "Write a decimal number, with at most 12 digits on each side of the point.")
            return Decimal(0)
        return Decimal(said)

    def day(self, node: Element, path: str, default: date | None = None) -> date:
        """A calendar day, whatever zone stands behind it."""
        said = _said(node, path)
        if not said and default is not None:
            return default
        try:
            return date.fromisoformat(said[:10] if _DAY.fullmatch(said) else "")
        except ValueError:
            self.trouble(node, path, said, "Write a date as YYYY-MM-DD.")
            return date.min

    def turned(self, amount: Decimal) -> Decimal:
        """The amount as it reads once the document is positive."""
        return -amount if self.negative else amount

    def trouble(self, node: Element, path: str, value: str, remedy: str) -> None:
        """Note a problem with its place; a line is named by its own number."""
        owner = " ".join([node.tag.rpartition("}")[2], _said(node, "ID")]).strip()
        place = path if node is self.root else f"{owner}: {path}"
        self.problems.append(UblProblem(self.source, place, value, remedy))


def _wrong_sum(document: UblDocument) -> Iterator[UblProblem]:
    rows = sum((row.amount for row in document.rows), Decimal(0))
    given = rows + document.tax
    if given != document.total:
        remedy = f"Rows of {rows} and VAT of {document.tax} give {given}: ask the sender for a corrected document."
        yield UblProblem(document.source, "LegalMonetaryTotal/TaxInclusiveAmount", str(document.total), remedy)


def _all(node: Element, path: str) -> list[Element]:
    return node.findall("/".join(f"{{*}}{step}" for step in path.split("/")))


def _said(node: Element, path: str) -> str:
    """The first text at a path, its white space folded; empty where there is none."""
    return next((" ".join((found.text or "").split()) for found in _all(node, path)), "")
