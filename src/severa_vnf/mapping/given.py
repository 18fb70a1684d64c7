"""What the mapping of invoices must know besides the invoice: looked up before, handed in, never fetched here."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import field, frozen

from severa_vnf.settings import Settings
from severa_vnf.values import Guid


@frozen
class ItemFacts:
    """What decides whether two items may stand in one line: VAT category and sales account."""

    vat_category: str | None
    sales_account: str | None


@frozen
class Given:
    """Settings and look-ups. Each has an empty default, so that a mapping can be tried with the settings alone."""

    settings: Settings = field(factory=Settings)
    customers: Mapping[Guid, str] = field(factory=dict)
    """Visma.net's number for a linked customer; others go by Severa's number."""
    projects: Mapping[Guid, str] = field(factory=dict)
    """Visma.net's project id for a linked project; others go by Severa's number."""
    business_units: Mapping[Guid, Guid] = field(factory=dict)
    """The business unit (company) of a project."""
    credit_terms: Mapping[int, str] = field(factory=dict)
    """Days -> the one active term of so many days that customers may have."""
    countries: Mapping[str, str] = field(factory=dict)
    """A country's name, as Severa writes it -> ISO 3166 code."""
    items: Mapping[str, ItemFacts] = field(factory=dict)
    """Facts on the items of grouped rows."""
