"""What a type checker must accept and understand. Read by mypy, never run."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from datetime import date
from decimal import Decimal
from typing import assert_type

from severa_vnf import AsyncSevera, MappingStore, Money, Severa, Undecodable, VismaNet, severa, vnf
from severa_vnf.ports import Clock
from severa_vnf.stores import MemoryStore, SqliteStore
from severa_vnf.testing import SimulatedClock
from severa_vnf.values import Guid


def a_reply_has_the_type_of_its_call(sev: Severa) -> None:
    assert_type(sev.send(severa.invoices.get("guid")), severa.Invoice)
    assert_type(sev.send(severa.invoices.pdf("guid")), bytes)
    assert_type(sev.iterate(severa.invoices.list()), Iterator[severa.Invoice | Undecodable])


async def so_it_has_for_an_async_host(sev: AsyncSevera) -> None:
    assert_type(await sev.send(severa.invoices.get("guid")), severa.Invoice)
    assert_type(sev.iterate(severa.invoices.list()), AsyncIterator[severa.Invoice | Undecodable])


def the_other_service_too(fin: VismaNet) -> None:
    assert_type(fin.send(vnf.customer_invoice.get("1001")), vnf.CustomerInvoice)


def a_patch_names_what_changes(sev: Severa) -> None:
    sev.send(severa.invoices.patch("guid", number=1001, reference_number=None, payment_date=date(2026, 10, 31)))


def both_stores_are_stores() -> list[MappingStore]:
    return [MemoryStore(), SqliteStore("links.db")]


def a_simulated_clock_is_a_clock() -> Clock:
    return SimulatedClock()


def money_is_decimal() -> None:
    assert_type(Money(Decimal("9.50"), "EUR").amount, Decimal)


def an_id_is_text(guid: Guid) -> str:
    return guid
