"""What both services have lists of that change seldom: how each is read, and what is kept of it, as plain JSON."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from severa_vnf.errors import AuthError, NotFound, Rejected, Unreadable
from severa_vnf.flows.ask import Flow, everything, send
from severa_vnf.flows.engine.cursor import is_word
from severa_vnf.settings import Settings
from severa_vnf.severa import (
    business_units,
    communication_types,
    countries,
    currencies,
    custom_properties,
    invoice_statuses,
    organization,
    product_categories,
    sales_status_types,
)
from severa_vnf.severa.countries import Country
from severa_vnf.vnf import branch, credit_term, customer_class, dimension, item_class, number_sequence, project
from severa_vnf.vnf.credit_term import CreditTerm
from severa_vnf.wire.encode import plain
from severa_vnf.wire.mismatch import Undecodable
from severa_vnf.wire.paging import Paged

T = TypeVar("T")

DAYS = "N"
"""Visma.net's letter for terms of a fixed number of days."""
INSTALMENTS = "M"
"""Its letter for terms of several payments."""
CUSTOMERS = ("AL", "CU")
"""Its letters for terms that customers may have: all, or customers."""
UNTOLD = "No invoice is carried over until it can."
KEYS = ("CUSTOMER", "BIZACCT", "INVENTORY", "PROJECT", "PROTASK")
"""The segmented keys that limit the length of what crosses; each is read by itself, as their list tells ids only."""


def readable(paged: Paged[T]) -> Flow[list[T]]:
    """The rows that can be read. What an add-on brings is empty without it."""
    try:
        rows = yield from everything(paged)
    except Rejected as error:
        if error.code != "AddonMissing":
            raise
        return []
    return [row for row in rows if not isinstance(row, Undecodable)]


def _pairs(paged: Paged[T], pair: Callable[[T], tuple[str, Any]]) -> Flow[dict[str, Any]]:
    """Two words of each row. One without either is left out; of several with one first word the first counts."""
    found: dict[str, Any] = {}
    for row in (yield from readable(paged)):
        key, word = pair(row)
        if word not in (None, "") and is_word(key):
            found.setdefault(key, word)
    return found


def _currency(settings: Settings) -> Flow[str | None]:
    own = (yield from send(organization.get())).currency
    return own.code if own else None


def _code_and_names(country: Country) -> list[str] | None:
    """Its code and the names that it has, which are localised."""
    return [country.code2, *filter(None, (country.name, country.english_name))] if country.code2 else None


def _regions(settings: Settings) -> Flow[dict[str, str]]:
    found: dict[str, str] = {}
    for country in (yield from readable(countries.list())):
        if country.has_regions == "HasRegions":
            found |= yield from _pairs(countries.regions(country.guid), lambda one: (one.guid, one.code))
    return found


def _statuses(settings: Settings) -> Flow[list[Any]]:
    """All of them, or none: roles go by their order. Raises Unreadable where one of them can't be told."""
    paged = invoice_statuses.list(active=True)
    rows = yield from everything(paged)
    for row in rows:
        if isinstance(row, Undecodable):
            raise Unreadable(f"an invoice status can't be read: {row.fault}", remedy=UNTOLD, **paged.first.where)
    return [plain(row) for row in rows]


def _class_choices(settings: Settings) -> Flow[dict[str, str]]:
    field = settings.customer_classes.by_field
    found: dict[str, str] = {}
    for one in (yield from readable(custom_properties.list())) if field else ():
        if one.type == "Selection" and field in (one.guid, one.name):
            found |= yield from _pairs(custom_properties.items(one.guid), lambda item: (item.guid, item.name))
    return found


def _days(term: CreditTerm) -> int | None:
    """Of simple terms that customers may have."""
    simple = term.due_date_type == DAYS and term.instalment_type != INSTALMENTS and term.visible_to in CUSTOMERS
    return term.due_day1 or 0 if simple else None


def _lengths(settings: Settings) -> Flow[dict[str, int | None]]:
    found: dict[str, int | None] = {}
    for name in (yield from readable(dimension.list())):
        if name in KEYS:
            found[name] = (yield from send(dimension.get(name, expand_segments_values=False))).length
    return found


def _shown(flow: Flow[dict[str, Any]]) -> Flow[dict[str, Any]]:
    """A list that is there for the host to look at: without the right to read it, it is empty."""
    try:
        return (yield from flow)
    except AuthError:
        return {}


def _template_tasks(settings: Settings) -> Flow[list[str]]:
    """The tasks that every new project has by its template; none where there is no such template."""
    try:
        template = yield from send(project.get(settings.project_defaults.template))
    except NotFound:
        return []
    return [task.task_id for task in template.tasks or ()]


READ: Mapping[str, Callable[[Settings], Flow[Any]]] = {
    "currency": _currency,
    "currencies": lambda _: _pairs(currencies.list(), lambda one: (one.guid, one.code)),
    "countries": lambda _: _pairs(countries.list(), lambda one: (one.guid, _code_and_names(one))),
    "regions": _regions,
    "product_categories": lambda _: _pairs(product_categories.list(), lambda one: (one.guid, one.code)),
    "communication_types": lambda _: _pairs(communication_types.list(active=True), lambda one: (one.type, one.guid)),
    "sales_states": lambda _: _pairs(sales_status_types.list(), lambda one: (one.guid, one.sales_state)),
    "invoice_statuses": _statuses,
    "business_units": lambda _: _pairs(business_units.list(), lambda one: (one.guid, one.name)),
    "business_unit_codes": lambda _: _pairs(business_units.list(), lambda one: (one.guid, one.code)),
    "class_choices": _class_choices,
    "credit_terms": lambda _: _pairs(credit_term.list(), lambda one: (one.terms_id, _days(one))),
    "template_tasks": _template_tasks,
    "customer_classes": lambda _: _shown(
        _pairs(customer_class.list(), lambda one: (one.id, one.description or one.id))
    ),
    "item_classes": lambda _: _shown(_pairs(item_class.list(), lambda one: (one.id, one.description or one.id))),
    "branches": lambda _: _shown(_pairs(branch.list(), lambda one: (one.number, one.name or one.number))),
    "number_series": lambda _: _shown(
        _pairs(number_sequence.list(), lambda one: (one.numbering_id, one.description or one.numbering_id))
    ),
    "segmented_keys": lambda settings: _shown(_lengths(settings)),
}
"""Each look-up by its name in `Classes`."""
