"""What is true for a whole run of invoices: looked up once, then handed to each transfer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from attrs import evolve, frozen

from severa_vnf.errors import NotFound
from severa_vnf.flows.ask import Flow, everything, send
from severa_vnf.flows.feeds import Listed
from severa_vnf.mapping.given import Given, ItemFacts
from severa_vnf.settings import InvoiceStatuses, Settings
from severa_vnf.severa import countries, projects
from severa_vnf.severa.countries import Country
from severa_vnf.severa.invoices import Invoice
from severa_vnf.severa.projects import Project
from severa_vnf.values import Guid
from severa_vnf.vnf import credit_term, inventory
from severa_vnf.vnf.credit_term import CreditTerm

DAYS = "N"
"""Visma.net's letter for terms of a fixed number of days."""
INSTALMENTS = "M"
"""Its letter for terms of several payments."""
CUSTOMERS = ("AL", "CU")
"""Its letters for terms that customers may have: all, or customers."""
MOST_GUIDS = 50
"""Guids in one query: a longer address is not sure to arrive."""


@frozen
class Around:
    """A run's surroundings. `listed` holds Visma.net's recent documents by kind: invoices False, credit notes True."""

    statuses: InvoiceStatuses
    given: Given
    listed: Mapping[bool, Listed]
    deadline: datetime | None = None

    @property
    def settings(self) -> Settings:
        """The host's choices."""
        return self.given.settings


def look_ups(settings: Settings, invoices: Sequence[Invoice]) -> Flow[Given]:
    """What the mapping of these invoices needs to know, in as few exchanges as it takes."""
    given = Given(settings)
    if any(invoice.payment_term not in (None, *settings.credit_terms) for invoice in invoices):
        given = evolve(given, credit_terms=_terms((yield from everything(credit_term.list()))))
    if any(invoice.receiver_address and invoice.receiver_address.country for invoice in invoices):
        given = evolve(given, countries=_codes((yield from everything(countries.list()))))
    if settings.branches:
        given = evolve(given, business_units=(yield from _business_units(invoices)))
    return given


def _terms(rows: Sequence[object]) -> dict[int, str]:
    """The one simple term of so many days that customers may have; where there are several, none."""
    found: dict[int, list[str]] = {}
    for term in rows:
        if isinstance(term, CreditTerm) and _is_simple(term):
            found.setdefault(term.due_day1 or 0, []).append(term.terms_id)
    return {days: ids[0] for days, ids in found.items() if len(ids) == 1}


def _is_simple(term: CreditTerm) -> bool:
    return term.due_date_type == DAYS and term.visible_to in CUSTOMERS and term.instalment_type != INSTALMENTS


def _codes(rows: Sequence[object]) -> dict[str, str]:
    found: dict[str, str] = {}
    for country in rows:
        if isinstance(country, Country) and country.code2:
            found |= {name: country.code2 for name in (country.name, country.english_name) if name}
    return found


def _business_units(invoices: Sequence[Invoice]) -> Flow[dict[Guid, Guid]]:
    guids = list(dict.fromkeys(ref.guid for invoice in invoices for ref in invoice.projects or () if ref.guid))
    found: dict[Guid, Guid] = {}
    for start in range(0, len(guids), MOST_GUIDS):
        rows = yield from everything(projects.list(project_guids=guids[start : start + MOST_GUIDS]))
        for project in rows:
            if isinstance(project, Project) and project.business_unit and project.business_unit.guid:
                unit = project.business_unit
                found[project.guid] = unit.company_business_unit_guid or unit.guid
    return found


def item_facts(codes: Sequence[str]) -> Flow[dict[str, ItemFacts]]:
    """VAT category and sales account of the items in a grouped row; one that is unknown is left out."""
    found: dict[str, ItemFacts] = {}
    for code in codes:
        try:
            item = yield from send(inventory.get(code))
        except NotFound:
            continue
        account = item.account_information.sales_account if item.account_information else None
        found[code] = ItemFacts(item.vat_code.id if item.vat_code else None, account.number if account else None)
    return found
