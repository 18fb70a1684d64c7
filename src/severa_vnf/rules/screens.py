"""What the fields are called on the Dutch screens, word for word as the documentation's tables have it.

Fields that those tables do not name have no entry. Three of their words are slips, kept so that a reader finds them:
`Btw-bedrag` is the payment term, `Contactpersoon facturatie` the seller's contact person and not the buyer's, and
`Prijs/stuk in basisvaluta` of a line in Visma.net the price in the invoice's currency.
"""

from __future__ import annotations

from collections.abc import Mapping

from attrs import frozen


@frozen
class Screens:
    """The names of one table's fields in both systems, by the words that its rows have for them."""

    severa: Mapping[str, str]
    vnf: Mapping[str, str]


_BILLING, _POSTAL, _OFFICE = "Adrestype: Facturatie", "Adrestype: Post", "Adrestype: Kantoor"
_PLACES = {"mainAddress": "Hoofdadres", "invoiceAddress": "Factuuradres", "deliveryAddress": "Verzendadres"}

CUSTOMER = Screens(
    severa={
        "name": "Naam",
        "number": "Nummer",
        "vatNumber": "Btw-nummer",
        "currency": "Valuta",
        "paymentTerm": "Betalingstermijn",
        "email": "E-mailadres",
        "website": "Website",
        "notes": "Notities",
        "headquarterAddress": "Hoofdkantoor",
        "isActive": "Is actief",
        "Financials customer class": "Debiteurtype van Financials",
        "address type: billing": _BILLING,
        "address type: postal": _POSTAL,
        "address type: office": _OFFICE,
        "invoicingVat": "Btw facturatie",
    },
    vnf={
        "name": "Naam",
        "number": "Debiteur",
        "vatRegistrationId": "BTW-nummer",
        "currencyId": "Valuta",
        "creditTermsId": "Voorwaarden",
        "mainContact.email": "E-mail (hoofdcontactpersoon)",
        "mainContact.web": "Website (hoofdcontactpersoon)",
        "mainContact.attention": "Ter attentie van (hoofdcontactpersoon)",
        "status": "Status",
        "customerClassId": "Debiteurtype van Financials",
        **_PLACES,
    },
)

ADDRESS = Screens(
    severa={
        "addressline": "Adres",
        "postalCode": "Postcode",
        "city": "Plaats",
        "country": "Land",
        "countryRegion": "Provincie",
        "isBillingAddress": _BILLING,
        "isPostalAddress": _POSTAL,
        "isVisitAddress": _OFFICE,
    },
    vnf={
        "addressLine1": "Adresregel 1",
        "addressLine2": "Adresregel 2",
        "addressLine3": "Adresregel 3",
        "postalCode": "Postcode",
        "city": "Plaats",
        "countryId": "Land",
        "county": "Provincie",
        **_PLACES,
    },
)

CONTACT = Screens(
    severa={
        "salutation": "Aanhef",
        "firstName": "Voornaam",
        "lastName": "Achternaam",
        "jobTitle": "Titel",
        "communication MobilePhone": "Mobiel",
        "communication Phone": "Telefoon",
        "communication EmailAddress": "E-mailadres",
        "isEmailAllowed": "Benaderen via e-mail niet toegestaan",
        "isActive": "Status",
    },
    vnf={
        "title": "Titel",
        "firstName": "Voornaam",
        "lastName": "Achternaam",
        "position": "Functietitel",
        "phone1": "Mobiel",
        "phone2": "Telefoon 2",
        "email": "E-mailadres",
        "doNotEmail": "Benaderen via e-mail niet toegestaan",
        "active": "Actief",
    },
)

_ITEM = {"name": "Naam", "code": "Code", "isActive": "Is actief", "Financials item class": "Artikeltype van Financials"}
_INVENTORY = {
    "description": "Omschrijving",
    "inventoryNumber": "Artikel",
    "defaultPrice": "Standaardprijs",
    "status": "Artikelstatus",
    "itemClass": "Artikeltype",
}

PRODUCT = Screens({**_ITEM, "unitPrice": "Prijs/stuk"}, _INVENTORY)
TRAVEL_EXPENSE = Screens({**_ITEM, "unitCost": "Kosten/stuk"}, _INVENTORY)
WORK_TYPE = Screens(_ITEM, _INVENTORY)

PROJECT = Screens(
    severa={
        "number": "Nummer",
        "name": "Naam",
        "customer": "Klant",
        "startDate": "Startdatum",
        "isClosed": "Status",
        "salesStatus": "Status",
    },
    vnf={
        "projectID": "Project",
        "description": "Omschrijving",
        "customer": "Klant",
        "startDate": "Startdatum",
        "billingPeriod": "Factureringsperiode",
        "template": "Sjabloon",
        "restricEmployees": "Blokkeren",
        "hold": "Blokkeren",
        "status": "Status",
    },
)

_FREE_TEXT = "Vrije tekst boven en/of onder de factuurregels"

INVOICE = Screens(  # and a credit note, whose `billingAddress` is its `invoiceAddress`
    severa={
        "billingCustomer": "Klantnummer",
        "customer": "Klantnummer",
        "receiverCustomerName": "Naam klant",
        "receiverAddress": "Adres",
        "receiverContactName": "Contactpersoon relatie",
        "receiverContactGuid": "Contactpersoon relatie",
        "number": "Factuurnummer",
        "referenceNumber": "Betalingskenmerk/KID op factuur",
        "date": "Factuurdatum",
        "dueDate": "Vervaldatum",
        "ourReference": "Onze referentie",
        "yourReference": "Uw referentie",
        "orderNumber": "Ordernummer",
        "paymentTerm": "Btw-bedrag",
        "senderContactName": "Contactpersoon facturatie",
        "notes": "Notities",
        "freeText1": _FREE_TEXT,
        "freeText2": _FREE_TEXT,
        "currency": "Valuta",
        "currencyRate": "Wisselkoers",
        "invoiceNumberBusinessUnitGuid": "Afdeling",
        "projects": "Projecten",
        "attachments, invoice PDF": "Bijlage/factuur-pdf",
    },
    vnf={
        "customerNumber": "Debiteur",
        "invoiceContact": "Naam klant, Contactpersoon",
        "billingAddress": "Locatie",
        "invoiceAddress": "Locatie",
        "locationId": "Locatie",
        "contact": "Contactpersoon",
        "referenceNumber": "Referentienummer",
        "paymentReference": "Referentienummer betaling",
        "documentDate": "Documentdatum",
        "documentDueDate": "Vervaldatum",
        "invoiceText": "Factuurtekst",
        "externalReference": "Externe ref.",
        "customerRefNumber": "Debiteurorder",
        "creditTermsId": "Voorwaarden",
        "currencyId": "Valuta",
        "exchangeRate": "Wisselkoers",
        "branchNumber": "Vestiging",
        "project": "Projecten",
        "sendToAutoInvoice": "Factuur niet naar AutoInvoice verzenden",
        "attachment": "Bijlage",
    },
)

INVOICE_LINE = Screens(
    severa={
        "code": "Code van Product/Werktype/Reiskosten",
        "description": "Omschrijving",
        "quantity": "Aantal",
        "unit price in base currency": "Prijs/stuk in basisvaluta",
        "unitPrice": "Stuksprijs in factuurvaluta",
        "measurementUnit": "Maateenheid",
        "business unit code": "Afdelingscode",
        "project of the row": "Projecten",
    },
    vnf={
        "inventoryNumber": "Artikel",
        "description": "Omschrijving transactie",
        "quantity": "Aantal",
        "unitPrice": "Prijs/stuk",
        "unitPriceInCurrency": "Prijs/stuk in basisvaluta",
        "uom": "Eenheid",
        "branchNumber": "Vestiging",
        "taskId": "Projecttaak",
        "project": "Projecten",
    },
)

COST = Screens(
    severa={
        "project": "Projecten",
        "description": "Omschrijving, Omschrijving bijlage",
        "eventDate": "Datum",
        "quantity": "Aantal",
        "unitPrice": "Prijs/stuk",
        "unitCost": "Kosten/stuk",
        "vatRate": "Btw %",
        "productType": "Producttype",
        "product": "Product",
    },
    vnf={
        "project": "Projecten",
        "transactionDescription": "Omschrijving transactieregel",
        "referenceNumber": "Referentienummer",
        "customerSupplier customerSupplierName": "Crediteurnummer en crediteurnaam",
        "transactionDate": "Transactiedatum",
        "debitAmount": "Transactieregel: Debetbedrag",
    },
)
