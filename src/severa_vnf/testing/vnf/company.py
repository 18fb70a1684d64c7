"""A whole small company, ready to be invoiced from."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from severa_vnf.testing.vnf.vat_setup import Documents, vat_code, vat_setup

VAT = (("S", Decimal(21)), ("S", Decimal(9)), ("Z", Decimal(0)), ("E", Decimal(0)), ("AE", Decimal(0)))
CURRENCIES = ("EUR", "USD", "GBP", "NOK", "SEK", "DKK")
LENGTHS = {"PROJECT": 10, "PROTASK": 10, "CUSTOMER": 10, "BIZACCT": 10, "INVENTORY": 30}


def company(
    base_currency: str = "EUR",
    *,
    name: str = "Demo company",
    organisation_number: str = "12345678",
    country: str = "NL",
    vat: Iterable[tuple[str, Decimal]] = VAT,
    zone: str = "DOMESTIC",
    exchange_rates: Mapping[str, Decimal] | None = None,
    years: Iterable[int] = range(2005, 2036),
    lengths: Mapping[str, int] = LENGTHS,
) -> Documents:
    """The wire JSON of everything but customers, items and projects, by collection, in the order to load it.

    One organisation with one branch, number sequences that do not overlap, open periods, units, credit terms, classes
    for every register, accounts (those of sales and purchases in account groups), template project `Z` and non-project
    `X`. `exchange_rates` adds currencies by what one of them is worth in the base currency; others are worth 1.

        for collection, documents in company().items():
            simulator.load(collection, documents)
    """
    pairs = list(vat)
    category = vat_code(*pairs[0])
    rates = {**dict.fromkeys((base_currency, *CURRENCIES), Decimal(1)), **(exchange_rates or {})}
    home = {"addressLine1": "Main street 1", "postalCode": "1000 AA", "city": "Amsterdam", "country": {"id": country}}
    who = {"name": name, "corporateId": organisation_number, "vatRegistrationId": f"{country}{organisation_number}"}
    return {
        "currency": [
            {"id": code, "description": code, "isBaseCurrency": code == base_currency, "exchangeRate": rate}
            for code, rate in rates.items()
        ],
        "organization": [
            {
                **who,
                "organizationCd": "1",
                "baseCurrency": base_currency,
                "mainAddress": home,
                "branches": [{"number": "1", "name": name}],
            }
        ],
        "branch": [{**who, "number": "1", "mainAddress": home}],
        "dimension": [
            {
                "id": code,
                "description": code.capitalize(),
                "length": length,
                "segments": [{"segmentId": 1, "length": length, "isAutoNumber": False, "validate": False}],
            }
            for code, length in lengths.items()
        ],
        "number_sequence": [
            {
                "numberingId": code,
                "description": code,
                "sequence": [{"numberingId": code, "startNbr": start, "endNbr": end}],
            }
            for code, start, end in (
                ("CUSTOMER", "10000", "99999"),
                ("SUPPLIER", "50000", "99999"),
                ("ARINVOICE", "100001", "199999"),
                ("ARCREDNOTE", "200001", "299999"),
                ("ARPAYMENT", "300001", "399999"),
                ("APBILL", "400001", "499999"),
                ("BATCH", "500001", "599999"),
                ("CATRAN", "600001", "699999"),
                ("PMTRAN", "700001", "799999"),
            )
        ],
        "financial_period": [_period(year, month) for year in years for month in range(1, 13)],
        "unit_of_measure": [{"fromUnit": unit, "toUnit": unit} for unit in ("HOUR", "EACH", "DAY", "KM", "PIECE")],
        "account": [
            {"accountCD": code, "description": description, "type": kind, "accountGroupCD": group}
            for code, description, kind, group in (
                ("1500", "Customers", "Asset", None),
                ("1920", "Bank", "Asset", None),
                ("2400", "Suppliers", "Liability", None),
                ("2700", "VAT", "Liability", None),
                ("3000", "Sales", "Income", "INCOME"),
                ("4000", "Purchases", "Expense", "EXPENSE"),
            )
        ],
        **vat_setup(pairs, zone),
        "credit_term": [
            {"termsId": str(days), "description": f"{days} days", "dueDay1": days} for days in (0, 7, 14, 30, 60)
        ],
        "customer_class": [{"id": zone, "description": zone.capitalize(), "taxZoneId": zone}],
        "item_class": [
            {"id": code, "description": code.capitalize(), "type": kind, "vatCode": category}
            for code, kind in (
                ("NONSTOCK", "NonStockItem"),
                ("SERVICE", "ServiceItem"),
                ("LABOR", "LaborItem"),
                ("EXPENSE", "ExpenseItem"),
            )
        ],
        "project": [
            {"projectID": "X", "description": "No project", "nonProject": True},
            {"projectID": "Z", "description": "Template", "systemTemplate": True},
        ],
    }


def _period(year: int, month: int) -> dict[str, Any]:
    last = monthrange(year, month)[1]
    return {
        "year": year,
        "period": f"{year}{month:02}",
        "description": f"{month:02}-{year}",
        "startDate": f"{year}-{month:02}-01T00:00:00",
        "endDate": f"{year}-{month:02}-{last}T00:00:00",
    }
