"""Small UBL documents to vary."""

from __future__ import annotations

from collections.abc import Sequence

_HEAD = (
    'xmlns="urn:oasis:names:specification:ubl:schema:xsd:{root}-2" '
    'xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2" '
    'xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"'
)

CUSTOMER = """<cac:AccountingCustomerParty><cac:Party>
  <cac:PartyName><cbc:Name>Oak Trading</cbc:Name></cac:PartyName>
  <cac:PostalAddress>
    <cbc:StreetName>Dam 1</cbc:StreetName><cbc:AdditionalStreetName>2nd floor</cbc:AdditionalStreetName>
    <cbc:CityName>Amsterdam</cbc:CityName><cbc:PostalZone>1012 JS</cbc:PostalZone>
    <cac:Country><cbc:IdentificationCode>NL</cbc:IdentificationCode></cac:Country>
  </cac:PostalAddress>
  <cac:PartyTaxScheme>
    <cbc:CompanyID>local</cbc:CompanyID><cac:TaxScheme><cbc:ID>GST</cbc:ID></cac:TaxScheme>
  </cac:PartyTaxScheme>
  <cac:PartyTaxScheme>
    <cbc:CompanyID>NL001234567B01</cbc:CompanyID><cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme>
  </cac:PartyTaxScheme>
  <cac:PartyLegalEntity>
    <cbc:RegistrationName>Oak B.V.</cbc:RegistrationName><cbc:CompanyID>12345678</cbc:CompanyID>
  </cac:PartyLegalEntity>
  <cac:Contact><cbc:Name>Ann Eik</cbc:Name><cbc:ElectronicMail>ann@oak.example</cbc:ElectronicMail></cac:Contact>
</cac:Party></cac:AccountingCustomerParty>"""


def vat(category: str = "S", percent: str | None = "21") -> str:
    """The inside of a VAT category."""
    rate = "" if percent is None else f"<cbc:Percent>{percent}</cbc:Percent>"
    return f"<cbc:ID>{category}</cbc:ID>{rate}<cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme>"


def allowance(amount: str, *, charge: str = "false", reason: str = "", tax: str = "") -> str:
    """An allowance, or a charge."""
    said = f"<cbc:AllowanceChargeReason>{reason}</cbc:AllowanceChargeReason>" if reason else ""
    category = f"<cac:TaxCategory>{tax}</cac:TaxCategory>" if tax else ""
    return (
        f"<cac:AllowanceCharge><cbc:ChargeIndicator>{charge}</cbc:ChargeIndicator>{said}"
        f"<cbc:Amount>{amount}</cbc:Amount>{category}</cac:AllowanceCharge>"
    )


def line(
    amount: str = "100.00",
    quantity: str = "2",
    price: str = "50.00",
    *,
    root: str = "Invoice",
    base: str = "",
    tax: str = vat(),
    code: str = "",
    inside: str = "",
) -> str:
    """One line, numbered 7. An empty quantity, price or base is left out."""
    kind = "Invoiced" if root == "Invoice" else "Credited"
    counted = f'<cbc:{kind}Quantity unitCode="HUR">{quantity}</cbc:{kind}Quantity>' if quantity else ""
    per = f"<cbc:BaseQuantity>{base}</cbc:BaseQuantity>" if base else ""
    priced = f"<cac:Price><cbc:PriceAmount>{price}</cbc:PriceAmount>{per}</cac:Price>" if price else ""
    seller = f"<cac:SellersItemIdentification><cbc:ID>{code}</cbc:ID></cac:SellersItemIdentification>" if code else ""
    return (
        f"<cac:{root}Line><cbc:ID>7</cbc:ID>{counted}<cbc:LineExtensionAmount>{amount}</cbc:LineExtensionAmount>{inside}"
        f"<cac:Item><cbc:Name>Advice</cbc:Name>{seller}<cac:ClassifiedTaxCategory>{tax}</cac:ClassifiedTaxCategory></cac:Item>"
        f"{priced}</cac:{root}Line>"
    )


def paper(
    *,
    total: str = "121.00",
    taxes: Sequence[tuple[str, str]] = (("21.00", "EUR"),),
    lines: str = line(),
    root: str = "Invoice",
    number: str = "A1",
    issued: str = "2026-09-30",
    due: str = "<cbc:DueDate>2026-10-30</cbc:DueDate>",
    currency: str = "EUR",
    customer: str = CUSTOMER,
    inside: str = "",
) -> bytes:
    """A whole document; without arguments an invoice of 100.00 and 21 % VAT."""
    said = "".join(
        f'<cac:TaxTotal><cbc:TaxAmount currencyID="{code}">{amount}</cbc:TaxAmount></cac:TaxTotal>'
        for amount, code in taxes
    )
    return (
        f"<{root} {_HEAD.format(root=root)}><cbc:ID>{number}</cbc:ID><cbc:IssueDate>{issued}</cbc:IssueDate>{due}"
        f"<cbc:DocumentCurrencyCode>{currency}</cbc:DocumentCurrencyCode>"
        f"<cbc:BuyerReference>Desk 4</cbc:BuyerReference><cac:OrderReference><cbc:ID>PO 9</cbc:ID></cac:OrderReference>"
        f"{customer}{inside}{said}<cac:LegalMonetaryTotal><cbc:TaxInclusiveAmount>{total}</cbc:TaxInclusiveAmount>"
        f"<cbc:PayableAmount>1.00</cbc:PayableAmount></cac:LegalMonetaryTotal>{lines}</{root}>"
    ).encode()
