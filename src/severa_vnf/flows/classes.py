"""The slow-moving look-ups of both services, kept in the store with the moment they were read.

A record for each, and one for all moments: looking again commits what changed, and that one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from attrs import field, frozen

from severa_vnf.flows.ask import Commit, Flow, Now, ask, together
from severa_vnf.flows.look_ups import READ
from severa_vnf.flows.memory import put, recall, value_of
from severa_vnf.mapping.given import Codes, Given
from severa_vnf.settings import Settings
from severa_vnf.severa.communication_types import CommunicationMethod
from severa_vnf.severa.invoice_statuses import InvoiceStatus
from severa_vnf.severa.sales_status_types import SalesState
from severa_vnf.values import Guid
from severa_vnf.wire.decode import structure

SPACE, MOMENTS = "classes", "read"
NEVER = datetime.min.replace(tzinfo=UTC)
STALE = timedelta(days=1)
"""What is older is read again by a run that has something to do; one that has nothing to do leaves it."""


@frozen(kw_only=True)
class Classes:
    """The look-ups as they were read last. Guids are Severa's; ids and numbers are Visma.net's.

    `age` is the moment at which the oldest of them was read, `NEVER` where one was not.
    """

    age: datetime
    currency: str | None = None
    """The organisation's own, by its ISO 4217 code."""
    currencies: Mapping[Guid, str] = field(factory=dict)
    """ISO 4217 codes."""
    countries: Mapping[Guid, Sequence[str]] = field(factory=dict)
    """ISO 3166 code of two letters, then the names."""
    regions: Mapping[Guid, str] = field(factory=dict)
    """The codes of the regions of the countries that have some."""
    product_categories: Mapping[Guid, str] = field(factory=dict)
    """Those that have a code."""
    communication_types: Mapping[str, Guid] = field(factory=dict)
    """The first active type of each method."""
    sales_states: Mapping[Guid, str] = field(factory=dict)
    """InProgress, Won or Lost, by the sales status type."""
    invoice_statuses: tuple[InvoiceStatus, ...] = ()
    """The active ones."""
    business_units: Mapping[Guid, str] = field(factory=dict)
    """Their names."""
    business_unit_codes: Mapping[Guid, str] = field(factory=dict)
    """Of those that have one."""
    class_choices: Mapping[Guid, str] = field(factory=dict)
    """The choices of the field that `Settings.customer_classes.by_field` names, where it is a selection."""
    credit_terms: Mapping[str, int] = field(factory=dict)
    """The days of simple terms that customers may have."""
    template_tasks: Sequence[str] = ()
    """The tasks that a project has by its template."""
    customer_classes: Mapping[str, str] = field(factory=dict)
    """Descriptions, as of all that follow."""
    item_classes: Mapping[str, str] = field(factory=dict)
    branches: Mapping[str, str] = field(factory=dict)
    number_series: Mapping[str, str] = field(factory=dict)
    segmented_keys: Mapping[str, int | None] = field(factory=dict)
    """The length of those that limit what crosses."""

    def older_than(self, span: timedelta, now: datetime) -> bool:
        """Whether any of them was read longer ago."""
        return now - self.age > span

    def given(self, settings: Settings) -> Given:
        """What the mapping must know, as far as these tell it."""
        terms = Counter(self.credit_terms.values())
        return Given(
            settings,
            credit_terms={days: name for name, days in self.credit_terms.items() if terms[days] == 1},
            term_days=self.credit_terms,
            countries={name: code for code, *names in self.countries.values() for name in names},
            country_codes=Codes({guid: code for guid, (code, *_) in self.countries.items()}),
            regions=Codes(self.regions),
            currency=self.currency,
            currencies=Codes(self.currencies),
            branches=self._branches(),
            categories=self.product_categories,
            communication_types={CommunicationMethod(one): guid for one, guid in self.communication_types.items()},
            template_tasks=frozenset(self.template_tasks),
            sales_states={guid: SalesState(state) for guid, state in self.sales_states.items()},
        )

    def _branches(self) -> dict[Guid, str]:
        """The branch whose number is a business unit's code, where there is more than one to choose from."""
        if len(self.branches) < 2:
            return {}
        return {unit: code for unit, code in self.business_unit_codes.items() if code in self.branches}


def classes(settings: Settings) -> Flow[Classes]:
    """All look-ups: from the store, however old they are. What it does not have is read and remembered."""
    held = yield from recall(SPACE, READ)
    missing = [name for name in READ if name not in held]
    if missing:
        yield from refresh(settings, *missing)
    return (yield from kept())


def kept(*names: str) -> Flow[Classes]:
    """What the store has of these look-ups, or of all. Asks no service: one that was never read is empty."""
    names = names or tuple(READ)
    records = yield from recall(SPACE, (MOMENTS, *names))
    return _made(names, {key: value_of(record) for key, record in records.items()})


def refresh(settings: Settings, *names: str) -> Flow[Classes]:
    """Read these look-ups now, or all, and remember what changed, and when it was."""
    names = names or tuple(READ)
    fresh = yield from _read(settings, names)
    held = yield from recall(SPACE, (MOMENTS, *names))
    moments = (value_of(held[MOMENTS]) if MOMENTS in held else {}) | fresh[MOMENTS]
    values = {**fresh, MOMENTS: moments}
    changed = [name for name in names if name not in held or value_of(held[name]) != fresh[name]]
    yield from ask(Commit(tuple(put(SPACE, name, values[name], held.get(name)) for name in (MOMENTS, *changed))))
    return _made(names, values)


def at_hand(settings: Settings) -> Flow[Classes]:
    """All look-ups, for one who may not write: what the store does not have is read, and not remembered."""
    held = {key: value_of(record) for key, record in (yield from recall(SPACE, (MOMENTS, *READ))).items()}
    fresh = yield from _read(settings, [name for name in READ if name not in held])
    return _made(tuple(READ), {**held, **fresh, MOMENTS: held.get(MOMENTS, {}) | fresh[MOMENTS]})


def _read(settings: Settings, names: Sequence[str]) -> Flow[dict[str, Any]]:
    """Each as it is now, and at which moment that is."""
    now = yield from ask(Now())
    fresh = yield from together([READ[name](settings) for name in names])
    return {**dict(zip(names, fresh, strict=True)), MOMENTS: dict.fromkeys(names, now.isoformat())}


def _made(names: Sequence[str], values: Mapping[str, Any]) -> Classes:
    moments = [values[MOMENTS][name] if name in values else None for name in names]
    age = min(datetime.fromisoformat(moment) if moment else NEVER for moment in moments)
    held = {name: values[name] for name in names if name in values}
    statuses = tuple(structure(row, InvoiceStatus) for row in held.pop("invoice_statuses", ()))
    return Classes(age=age, invoice_statuses=statuses, **held)
