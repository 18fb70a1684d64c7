"""What the checks keep of the registers."""

from __future__ import annotations

from attrs import frozen

from severa_vnf.flows.ask import Flow
from severa_vnf.flows.preflight.inspection import Inspection
from severa_vnf.mapping.items import Item
from severa_vnf.severa import customers, products, travel_expense_types, work_types
from severa_vnf.severa.customers import Customer
from severa_vnf.severa.products import Product
from severa_vnf.severa.work_types import WorkType


@frozen
class Debtor:
    """What counts of a customer of Severa's."""

    number: int | None
    payment_term: int | None


def debtors(inspection: Inspection) -> Flow[list[Debtor]]:
    """Severa's customers, without the internal one, which never crosses."""
    return (yield from inspection.facts(customers.list(is_internal=False), _debtor))


def _debtor(customer: Customer) -> Debtor:
    return Debtor(customer.number, customer.payment_term)


def items(inspection: Inspection) -> Flow[list[Item]]:
    """The active records of Severa's three registers of items."""
    found: list[Item] = []
    found += yield from inspection.rows(products.list())
    found += yield from inspection.rows(work_types.list())
    found += yield from inspection.rows(travel_expense_types.list())
    return [one for one in found if one.is_active is not False]


def named(item: Item) -> str:
    """An item as a person finds it again."""
    register = "travel expense"
    if isinstance(item, Product):
        register = "product"
    elif isinstance(item, WorkType):
        register = "work type"
    return f"{register} '{item.name}'"
