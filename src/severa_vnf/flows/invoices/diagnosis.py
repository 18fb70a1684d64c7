"""Why Visma.net refused: its message says little, so the records that the document names are looked at."""

from __future__ import annotations

from severa_vnf.errors import ApiError, Forbidden, NotFound, Unreadable
from severa_vnf.flows.ask import Flow, everything, send
from severa_vnf.flows.invoices.case import Case
from severa_vnf.mapping.table import Trouble
from severa_vnf.rules.refusals import (
    CUSTOMER_BLOCKED,
    ITEM_BLOCKED,
    PERIOD_CLOSED,
    PROJECT_BLOCKED,
    PROJECT_HIDDEN,
    PROJECT_UNKNOWN,
    REJECTED,
    UNKNOWN_CUSTOMER,
    UNKNOWN_ITEM,
)
from severa_vnf.vnf import customer, financial_period, inventory, project
from severa_vnf.vnf.customer import CustomerStatus
from severa_vnf.vnf.financial_period import FinancialPeriod
from severa_vnf.vnf.inventory import InventoryStatus
from severa_vnf.vnf.project import ProjectStatus

OPEN_CUSTOMER = (CustomerStatus.ACTIVE, CustomerStatus.ONE_TIME)
OPEN_ITEM = (InventoryStatus.ACTIVE, InventoryStatus.NO_PURCHASES, InventoryStatus.NO_REQUEST)


def diagnose(case: Case, error: ApiError) -> Flow[list[Trouble]]:
    """Every cause that shows: customer, items, project, period. None of them: the service's own message."""
    document = case.draft.document
    troubles: list[Trouble] = []
    for cause in (
        _customer(str(document.customer_number)),
        _items(case),
        _project(document.project if isinstance(document.project, str) else None),
        _period(case),
    ):
        try:
            troubles += yield from cause
        except (Forbidden, Unreadable):  # a record that can't be read explains nothing
            continue
    return troubles or [Trouble(REJECTED, "Document", error.message)]


def _customer(number: str) -> Flow[list[Trouble]]:
    try:
        found = yield from send(customer.get(number))
    except NotFound:
        return [Trouble(UNKNOWN_CUSTOMER, "Customer", number)]
    if found.status in OPEN_CUSTOMER:
        return []
    return [Trouble(CUSTOMER_BLOCKED, "Customer", f"{number} {found.name} ({found.status})")]


def _items(case: Case) -> Flow[list[Trouble]]:
    troubles = []
    for code in dict.fromkeys(str(line.inventory_number) for line in case.draft.lines):
        rows = ", ".join(str(line.line_number) for line in case.draft.lines if line.inventory_number == code)
        try:
            found = yield from send(inventory.get(code))
        except NotFound:
            troubles.append(Trouble(UNKNOWN_ITEM, f"Row {rows}", code))
            continue
        if found.status not in OPEN_ITEM:
            troubles.append(Trouble(ITEM_BLOCKED, f"Row {rows}", f"{code} ({found.status})"))
    return troubles


def _project(number: str | None) -> Flow[list[Trouble]]:
    if number is None:
        return []
    try:
        found = yield from send(project.get(number))
    except NotFound:
        return [Trouble(PROJECT_UNKNOWN, "Project", number)]
    if found.status is not ProjectStatus.ACTIVE or found.hold:
        return [Trouble(PROJECT_BLOCKED, "Project", f"{number} ({found.status}{', hold' if found.hold else ''})")]
    if found.visibility is not None and found.visibility.visible_in_ar is False:
        return [Trouble(PROJECT_HIDDEN, "Project", number)]
    return []


def _period(case: Case) -> Flow[list[Trouble]]:
    day = case.invoice.date
    for period in (yield from everything(financial_period.list())):
        if not isinstance(period, FinancialPeriod) or period.start_date is None or period.end_date is None:
            continue
        closed = period.closed_in_customer_ledger or period.active is False
        if period.start_date <= day <= period.end_date and closed:
            return [Trouble(PERIOD_CLOSED, "Date", day.isoformat())]
    return []
