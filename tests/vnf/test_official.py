from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Any, TypedDict

import attrs
import pytest
from attrs import evolve, field, frozen

from severa_vnf import vnf
from severa_vnf.vnf.describe import NoFilters, created, item, listed, updated
from severa_vnf.wire.call import Reply
from severa_vnf.wire.model import Model, bare, parts
from severa_vnf.wire.paging import Paged, by, whole
from tests.vnf.official import Official
from tests.vnf.samples import Sample, samples


@pytest.fixture(scope="module")
def official(shared: Path) -> Official:
    """The description, where there is one."""
    return Official.read(shared / "specs" / "visma_net.json")


@pytest.mark.parametrize("sample", list(samples()), ids=lambda sample: sample.name)
def test_a_described_call_is_one_that_the_official_description_allows(official: Official, sample: Sample) -> None:
    """Path, verb, scope, parameters, written fields and their wrapping, read fields and their types are right."""
    faults = official.faults(sample)
    assert not faults, "\n".join(faults)


READ = [each for each in samples() if attrs.has(each.model)]


@pytest.mark.parametrize("sample", READ, ids=lambda sample: sample.name)
def test_an_answer_with_every_described_field_is_read(official: Official, sample: Sample) -> None:
    """No field that the service fills stops a row: the known ones have values, the rest is at hand as it came."""
    read = sample.call.read(Reply(200, {}, official.answer(sample)))
    (row,) = read.rows if isinstance(sample.made, Paged) else (read,)
    assert isinstance(row, sample.model)
    assert all(getattr(row, part.name) is not None for part in parts(sample.model))
    assert not {part.wire for part in parts(sample.model)} & row.extra.keys()


class Colour(StrEnum):
    RED = "Red"


@frozen(kw_only=True, slots=False)
class WrongAddress(Model):
    town: str | None = None


@frozen(kw_only=True, slots=False)
class WrongCustomer(Model):
    nickname: str | None = None
    name: int | None = None
    internal_id: str | None = None
    credit_limit: int | None = None
    created_date_time: str | None = None
    corporate_id: date | None = None
    status: Colour | None = None
    main_address: WrongAddress | None = None
    attributes: WrongAddress | None = None
    location: tuple[WrongAddress, ...] | None = None


@frozen(kw_only=True)
class WrongUpdate:
    nickname: str = "Acme"
    name: str = field(default="Acme", metadata=bare())
    override_with_class_values: bool = True
    credit_limit: bool = True
    status: str = "Red"
    credit_days_past_due: Decimal = Decimal("1.5")
    currency_id: tuple[str, ...] = ("EUR",)


class WrongFilters(TypedDict, total=False):
    colour: str
    status: str
    last_modified_date_time: str


def told(official: Official, made: Any, model: Any = None) -> set[str]:
    """What is wrong, without what was expected in its place."""
    return {fault.partition(":")[0] for fault in official.faults(Sample("wrong", made, model))}


def test_a_wrong_path_is_told(official: Official) -> None:
    """A path that the service does not have, or not for this verb, is no call."""
    assert told(official, vnf.customer.get("1")) == set()
    assert told(official, item(vnf.Customer, "/v1/customers/1")) == {"GET /v1/customers/1 is no call"}
    assert told(official, created("/v1/customer/1", vnf.CustomerUpdate())) == {"POST /v1/customer/1 is no call"}


def test_a_wrong_scope_is_told(official: Official) -> None:
    """A call asks for the right that its description names."""
    call = evolve(vnf.customer.get("1"), scope="vismanet_erp_service_api:create")
    assert told(official, call) == {"scope vismanet_erp_service_api"}


def test_wrong_read_fields_are_told_by_name(official: Official) -> None:
    """A field that is not there, or is of another type, is told with its path."""
    assert told(official, vnf.customer.get("1"), WrongCustomer) == {
        "answer.nickname is no field",
        "answer.name is no <class 'int'>",
        "answer.internalId is no <class 'str'>",
        "answer.creditLimit is no <class 'int'>",
        "answer.createdDateTime is no <class 'str'>",
        "answer.corporateId is no <class 'datetime.date'>",
        "answer.status",
        "answer.mainAddress.town is no field",
        "answer.attributes is no <class 'tests.vnf.test_official.WrongAddress'>",
        "answer.location is no tuple[tests.vnf.test_official.WrongAddress, ...]",
    }


def test_wrong_written_fields_are_told_by_name(official: Official) -> None:
    """So is a written field that is unknown, of another type or value, or wrapped otherwise than described."""
    assert told(official, updated("/v1/customer/1", WrongUpdate())) == {
        "body.nickname is no field",
        "body.name is wrapped on one side only",
        "body.overrideWithClassValues is wrapped on one side only",
        "body.creditLimit.value can't be True",
        "body.status.value can't be 'Red'",
        "body.creditDaysPastDue.value can't be 1.5",
        "body.currencyId.value can't be ['EUR']",
    }


def test_a_body_where_there_is_none_is_told(official: Official) -> None:
    """An action without a body takes an empty one."""
    assert told(official, vnf.customer_invoice.release("1")) == set()
    body = evolve(vnf.customer_invoice.release("1"), body=b'{"type": "Payment"}')
    assert told(official, body) == {"body"}


def test_wrong_parameters_are_told_by_name(official: Official) -> None:
    """Parameters are known, have a value that is allowed, and come with the condition that they need."""
    filters = {"colour": "red", "status": "Red", "last_modified_date_time": "2026-10-31T23:30:00"}
    assert told(official, listed(vnf.Customer, "/v1/customer", filters, WrongFilters, by("number"))) == {
        "query.colour is no parameter",
        "query.status can't be 'Red'",
        "query.lastModifiedDateTimeCondition is missing",
    }


def test_wrong_paging_is_told(official: Official) -> None:
    """A paged list is asked for by pages, another is not."""
    asked = listed(vnf.Customer, "/v1/customer", {}, NoFilters, by("number"), habit=whole)
    assert told(official, asked) == {"the list is paged"}
    paged = listed(vnf.Contact, "/v1/contact", {}, NoFilters, by("contactId"))
    assert "the list is not paged" in told(official, paged)
