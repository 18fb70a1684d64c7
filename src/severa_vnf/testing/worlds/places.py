"""Names and rates that both services' registers carry."""

from __future__ import annotations

from decimal import Decimal

COUNTRIES = {
    "AT": "Austria",
    "BE": "Belgium",
    "CH": "Switzerland",
    "CZ": "Czechia",
    "DE": "Germany",
    "DK": "Denmark",
    "EE": "Estonia",
    "ES": "Spain",
    "FI": "Finland",
    "FR": "France",
    "GB": "United Kingdom",
    "GR": "Greece",
    "IE": "Ireland",
    "IS": "Iceland",
    "IT": "Italy",
    "LU": "Luxembourg",
    "NL": "Netherlands",
    "NO": "Norway",
    "PL": "Poland",
    "PT": "Portugal",
    "SE": "Sweden",
    "US": "United States",
}
"""Severa shows a country by its name. A code that is not here is its own name."""

RATES = {
    "EUR": Decimal(1),
    "CHF": Decimal("1.0480"),
    "DKK": Decimal("0.1341"),
    "GBP": Decimal("1.1685"),
    "NOK": Decimal("0.0874"),
    "SEK": Decimal("0.0892"),
    "USD": Decimal("0.9237"),
}
"""What one unit of a currency is worth in euro. One that is not here has the rate 1."""
