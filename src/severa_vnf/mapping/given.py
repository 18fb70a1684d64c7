"""What the mapping must know besides the record: looked up before, handed in, never fetched here."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet

from attrs import field, frozen

from severa_vnf.settings import Settings
from severa_vnf.severa.communication_types import CommunicationMethod
from severa_vnf.severa.sales_status_types import SalesState
from severa_vnf.values import Guid


@frozen
class ItemFacts:
    """What decides whether two items may stand in one line: VAT category and sales account."""

    vat_category: str | None
    sales_account: str | None


@frozen
class Codes:
    """Severa's records of one kind and their codes, to be looked up either way; the first of several counts."""

    codes: Mapping[Guid, str] = field(factory=dict)
    guids: Mapping[str, Guid] = field(init=False, repr=False, eq=False)

    @guids.default
    def _turned(self) -> dict[str, Guid]:
        return {code: guid for guid, code in reversed([*self.codes.items()])}


@frozen
class Given:
    """Settings and look-ups. Each has an empty default, so that a mapping can be tried with the settings alone."""

    settings: Settings = field(factory=Settings)
    customers: Mapping[Guid, str] = field(factory=dict)
    """Visma.net's number for each linked customer."""
    projects: Mapping[Guid, str] = field(factory=dict)
    """Visma.net's project id for each linked project."""
    by_links: bool = False
    """Whether an invoice's customer and projects are those that are linked, and no others: so it is whenever the bridge
    maps one, for a number may be equal by chance. False, to try a mapping offline: one without a link goes by its
    number in Severa."""
    business_units: Mapping[Guid, Guid] = field(factory=dict)
    """The business unit (company) of a project."""
    branches: Mapping[Guid, str] = field(factory=dict)
    """The branch of a business unit by its code, after `Settings.branches`."""
    credit_terms: Mapping[int, str] = field(factory=dict)
    """Days -> the one active term of so many days that customers may have."""
    countries: Mapping[str, str] = field(factory=dict)
    """A country's name, as Severa writes it -> ISO 3166 code."""
    items: Mapping[str, ItemFacts] = field(factory=dict)
    """Facts on the items of grouped rows."""
    currency: str | None = None
    """The company's own currency, in which the prices of Visma.net's items are."""
    currencies: Codes = Codes()
    """ISO 4217 codes."""
    country_codes: Codes = Codes()
    """ISO 3166 codes of two letters, by the country's guid."""
    regions: Codes = Codes()
    """The ids of Visma.net's counties, by the guid of Severa's region."""
    term_days: Mapping[str, int] = field(factory=dict)
    """Visma.net's terms id -> days, for terms of so many days; several ids may have the same days."""
    categories: Mapping[Guid, str] = field(factory=dict)
    """The codes of Severa's product categories."""
    linked_customers: Mapping[str, Guid] = field(factory=dict)
    """Severa's customer for Visma.net's number."""
    customer_classes: Mapping[Guid, str] = field(factory=dict)
    """The class that a customer's own field in Severa names, before `Settings.customer_classes`."""
    communication_types: Mapping[CommunicationMethod, Guid] = field(factory=dict)
    """The type that a new communication of each method gets in Severa."""
    sales_states: Mapping[Guid, SalesState] = field(factory=dict)
    """What a sales status type means: in progress, won or lost."""
    template_tasks: AbstractSet[str] = frozenset()
    """The tasks that a new project has by its template."""
    waiting: AbstractSet[Guid] = frozenset()
    """Projects with an invoice still to be transferred: they stay active until it has crossed."""
