"""What a type checker must refuse: an ignore that refuses nothing is an error itself. Read by mypy, never run."""

from __future__ import annotations

from severa_vnf import MappingStore, Money, Severa, VismaNet, severa, vnf
from severa_vnf.ports import Clock
from severa_vnf.values import Code, Guid


def a_float_is_no_money() -> None:
    Money(9.5, "EUR")  # type: ignore[arg-type]


def one_systems_id_is_not_the_others(number: Code) -> None:
    guid: Guid = number  # type: ignore[assignment]


def a_value_does_not_change(money: Money) -> None:
    money.currency = "SEK"  # type: ignore[misc]


def a_filter_must_exist() -> None:
    severa.invoices.list(changed="2026-10-31")  # type: ignore[call-arg]


def a_field_must_be_writable() -> None:
    severa.invoices.patch("guid", total_including_tax=1)  # type: ignore[call-arg]


def a_number_is_a_number() -> None:
    severa.invoices.patch("guid", number="1001")  # type: ignore[arg-type]


def a_reply_is_not_of_another_type(sev: Severa) -> None:
    invoice: vnf.CustomerInvoice = sev.send(severa.invoices.get("guid"))  # type: ignore[assignment]


def a_list_is_not_sent(sev: Severa) -> None:
    sev.send(severa.invoices.list())  # type: ignore[arg-type]


def a_credential_is_named(fin: VismaNet) -> None:
    VismaNet("id", "secret", "demo")  # type: ignore[call-arg]


def a_store_has_three_verbs() -> None:
    store: MappingStore = {}  # type: ignore[assignment]


def a_clock_answers() -> None:
    clock: Clock = object()  # type: ignore[assignment]
