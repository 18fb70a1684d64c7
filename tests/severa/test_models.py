"""What the models make of what Severa sends, on small payloads of our own."""

from __future__ import annotations

import datetime as dt
import inspect
from decimal import Decimal
from enum import StrEnum
from typing import Any, get_origin

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from severa_vnf import severa
from severa_vnf.values import Guid, Stamp
from severa_vnf.wire.decode import rows, structure
from severa_vnf.wire.mismatch import Undecodable
from severa_vnf.wire.model import Model, Part, parts

MODELS = [
    model
    for model in (getattr(severa, name) for name in severa.__all__)
    if inspect.isclass(model) and issubclass(model, Model)
]
every = pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | st.decimals(allow_nan=False, allow_infinity=False),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


def fields(model: Any) -> tuple[Part, ...]:
    """The fields of a model, its raw row apart."""
    return parts(model)


def least(model: type) -> dict[str, Any]:
    """The smallest row of a model: what it demands and no more."""
    return {part.wire: value(part.kind) for part in fields(model) if part.default is attrs.NOTHING}


def value(kind: Any) -> Any:
    """A JSON value of a type."""
    if attrs.has(kind):
        return least(kind)
    if inspect.isclass(kind) and issubclass(kind, StrEnum):
        return next(iter(kind)).value
    return {int: 7, Decimal: Decimal("2.50"), dt.date: "2026-10-31"}.get(kind, "text")


@every
def test_a_row_of_what_is_demanded_can_be_read(model: type[Model]) -> None:
    """Whatever a row can do without may be missing."""
    read = structure(least(model), model)
    assert all(getattr(read, part.name) == part.default for part in fields(model) if part.default is not attrs.NOTHING)


@every
def test_what_may_be_null_may_be_null(model: type[Model]) -> None:
    """A null where the model allows one is None, and nothing else is disturbed."""
    nulls: dict[str, Any] = {part.wire: None for part in fields(model) if part.nullable}
    assert structure(least(model) | nulls, model) == structure(least(model), model)


@every
def test_what_a_model_does_not_know_is_kept(model: type[Model]) -> None:
    """A field that the service has got since is in `extra`, with exact numbers."""
    assert structure(least(model) | {"soon": Decimal("0.10")}, model).extra == {"soon": Decimal("0.10")}


@every
def test_a_row_without_what_is_demanded_is_told_by_name(model: type[Model]) -> None:
    """A row that makes no sense is a fault with the field's name in its path, and the row is kept."""
    for name in least(model):
        [found] = rows([{key: kept for key, kept in least(model).items() if key != name}], model)
        assert isinstance(found, Undecodable)
        assert found.fault.startswith(name)


@every
@settings(max_examples=30)
@given(data=st.data())
def test_any_value_is_read_as_the_model_says_or_refused(model: type[Model], data: st.DataObject) -> None:
    """Whatever stands in a field, it becomes a value of the field's type, or the row a fault with its path."""
    part = data.draw(st.sampled_from(fields(model)))
    [read] = rows([least(model) | {part.wire: data.draw(JSON)}], model)
    assert read.fault.startswith(part.wire) if isinstance(read, Undecodable) else _is(getattr(read, part.name), part)


def _is(found: Any, part: Part) -> bool:
    if found is None:
        return part.nullable
    kind = getattr(part.kind, "__supertype__", part.kind)
    return type(found) is (get_origin(kind) or kind)


def test_a_customer_is_read() -> None:
    """A customer with its currency, its VAT and its headquarters."""
    sent = {
        "guid": "c",
        "name": "Café",
        "number": 1001,
        "paymentTerm": 30,
        "currency": {"guid": "e", "code": "EUR"},
        "invoicingVat": {"guid": "v", "percentage": 21},
        "headquarterAddress": {"guid": "a", "addressline": "Kade 1\nHuis B"},
        "lastUpdatedDateTime": "2026-10-31T22:30:00Z",
    }
    customer = structure(sent, severa.Customer)
    assert customer.currency is not None
    assert customer.currency.code == "EUR"
    assert customer.invoicing_vat is not None
    assert customer.invoicing_vat.percentage == Decimal(21)
    assert customer.headquarter_address is not None
    assert customer.headquarter_address.address_line == "Kade 1\nHuis B"
    assert customer.last_updated_date_time == Stamp(dt.datetime(2026, 10, 31, 22, 30), dt.timedelta())
    assert customer.extra == {}


def test_an_unknown_method_of_communication_is_no_guess() -> None:
    """A telephone number may not land in a mail field: a method that nobody knows makes the row unreadable."""
    sent = {"guid": "t", "name": "Signaal", "type": "Smoke"}
    [found] = rows([sent], severa.CommunicationType)
    assert isinstance(found, Undecodable)
    assert "EmailAddress" in found.fault


def test_a_date_stays_the_day_that_was_written() -> None:
    """A project that starts on the last day of a month starts in that month."""
    project = structure({"guid": "p", "name": "n", "startDate": "2026-10-31T23:30:00+01:00"}, severa.Project)
    assert project.start_date == dt.date(2026, 10, 31)


def test_companies_are_read_into_the_organisation() -> None:
    """The organisation tells its add-ons and its companies."""
    sent = {"guid": "o", "activeAddons": ["customproperties"], "activeCompanies": [{"guid": "k", "currencyRate": 1}]}
    organization = structure(sent, severa.Organization)
    assert organization.active_addons == ("customproperties",)
    assert organization.active_companies == (severa.Company(guid=Guid("k"), currency_rate=Decimal(1)),)


@pytest.mark.parametrize("name", [name for name in severa.__all__ if name.startswith("New") and name != "NewFile"])
def test_what_is_made_has_the_names_of_what_is_read(name: str) -> None:
    """A field has one name, in the record and in what a new one is made of."""
    written, read = parts(getattr(severa, name)), parts(getattr(severa, name.removeprefix("New")))
    assert {(part.name, part.wire) for part in written} <= {(part.name, part.wire) for part in read}


def test_a_new_record_says_only_what_is_set() -> None:
    """What stays unset is not sent: Severa has its own defaults."""
    new = severa.NewCustomer(name="n", currency=severa.Pointer(Guid("g")))
    assert severa.customers.create(new).body == b'{"name":"n","currency":{"guid":"g"}}'
