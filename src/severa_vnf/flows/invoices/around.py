"""What is true for a whole run of invoices: looked up once, then handed to each transfer."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import datetime
from typing import TypeVar

from attrs import field, frozen

from severa_vnf.errors import NotFound
from severa_vnf.flows.ask import Flow, Now, ask, everything, send
from severa_vnf.flows.classes import STALE, kept, refresh
from severa_vnf.flows.invoices.feeds import Listed
from severa_vnf.flows.invoices.probe import Reader
from severa_vnf.flows.invoices.refusals import Refusals
from severa_vnf.flows.memory import recall
from severa_vnf.flows.registers.link import Spaces, read_link
from severa_vnf.mapping.given import Given, ItemFacts
from severa_vnf.settings import InvoiceStatuses, Settings
from severa_vnf.severa import projects
from severa_vnf.severa.invoices import Invoice
from severa_vnf.severa.projects import Project
from severa_vnf.severa.refs import NumberedRef
from severa_vnf.values import Guid
from severa_vnf.vnf import inventory

K = TypeVar("K")

MOST_GUIDS = 50
"""Guids in one query: a longer address is not sure to arrive."""


@frozen
class Around:
    """A run's surroundings. `listed` holds Visma.net's recent documents by kind: invoices False, credit notes True."""

    statuses: InvoiceStatuses
    given: Given
    listed: Mapping[bool, Listed]
    refusals: Refusals
    deadline: datetime | None = None
    reader: Reader = field(factory=Reader)

    def is_late(self, now: datetime) -> bool:
        """Whether the run has no time left for another invoice."""
        return self.deadline is not None and now >= self.deadline

    @property
    def settings(self) -> Settings:
        """The host's choices."""
        return self.given.settings


def look_ups(settings: Settings, invoices: Sequence[Invoice]) -> Flow[Given]:
    """What the mapping of these invoices needs to know, in as few exchanges as it takes."""
    days = {one.payment_term for one in invoices} - {None, *settings.credit_terms}
    lands = {one.receiver_address.country for one in invoices if one.receiver_address} - {None, ""}
    refs = [ref for one in invoices for ref in one.projects or ()]
    by_code = (yield from kept("business_unit_codes", "branches")).given(settings).branches
    return Given(
        settings,
        by_links=True,
        customers=(yield from linked_numbers("customers", [ref for one in invoices for ref in payers(one)])),
        projects=(yield from linked_numbers("projects", refs)),
        business_units=(yield from business_units(refs)) if settings.branches or by_code else {},
        branches=by_code,
        credit_terms=(yield from _wanted(settings, "credit_terms", days, lambda given: given.credit_terms)),
        countries=(yield from _wanted(settings, "countries", lands, lambda given: given.countries)),
    )


def payers(invoice: Invoice) -> list[NumberedRef]:
    """The customers that an invoice may be for, he who pays first."""
    return [ref for ref in (invoice.billing_customer, invoice.customer) if ref]


def payer_of(invoice: Invoice, customers: Mapping[Guid, str]) -> str | None:
    """Visma.net's number of who pays, by its link."""
    return next((customers.get(ref.guid) for ref in payers(invoice) if ref.guid), None)


def linked_numbers(register: str, refs: Sequence[NumberedRef]) -> Flow[dict[Guid, str]]:
    """Visma.net's numbers of those that are linked, with the leading zeros that Severa's lack."""
    records = yield from recall(Spaces(register).links, dict.fromkeys(ref.guid for ref in refs if ref.guid))
    return {Guid(guid): read_link(record).number for guid, record in records.items()}


def _wanted(
    settings: Settings, name: str, wanted: AbstractSet[K | None], of: Callable[[Given], Mapping[K, str]]
) -> Flow[Mapping[K, str]]:
    """A look-up as it was read last, unless that is long ago or lacks something. Where nothing is wanted: nothing."""
    if not wanted:
        return {}
    held, now = (yield from kept(name)), (yield from ask(Now()))
    if held.older_than(STALE, now) or not wanted <= of(held.given(settings)).keys():
        held = yield from refresh(settings, name)
    return of(held.given(settings))


def business_units(refs: Sequence[NumberedRef]) -> Flow[dict[Guid, Guid]]:
    """The business units (companies) of these projects."""
    guids = list(dict.fromkeys(ref.guid for ref in refs if ref.guid))
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
