"""How Severa's calls are written down."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from severa_vnf import severa
from severa_vnf.errors import NotFound, Unreadable
from severa_vnf.severa.describe import referring_whole, stringified
from severa_vnf.values import Guid
from severa_vnf.wire.call import Call, Reply
from severa_vnf.wire.decode import loads
from severa_vnf.wire.encode import dumps
from severa_vnf.wire.judge import Answer, Refusal, judge
from severa_vnf.wire.paging import by_offset, by_token, whole

STATUS = {"guid": "s", "name": "Concept"}


def ok(value: Any) -> Reply:
    """A reply that holds this as JSON."""
    return Reply(200, {}, dumps(value))


def operations(call: Call[Any]) -> list[tuple[str, Any]]:
    """The places and values of a JSON Patch."""
    return [(one["path"], one["value"]) for one in loads(call.body or b"")]


def test_an_unknown_filter_is_refused_with_the_known_ones() -> None:
    """The service would ignore a wrong name and answer with everything: it never gets there."""
    with pytest.raises(TypeError, match="no such name here: isActive; there are: changed_since, active, productive"):
        severa.work_types.list(isActive=True)


def test_a_list_that_knows_no_filter_takes_none() -> None:
    """A list without filters has no parameter for any."""
    with pytest.raises(TypeError):
        severa.countries.list(active=True)


def test_a_filter_of_several_values_is_repeated() -> None:
    """A sequence stands in the query once for each member, under its name on the wire."""
    assert severa.customers.list(numbers=[1, 2]).first.query == (
        ("numbers", "1"),
        ("numbers", "2"),
        ("rowCount", "1000"),
    )


def test_a_change_is_a_replacement_at_its_place() -> None:
    """JSON Patch knows only Replace here; a null clears a field."""
    call = severa.customers.patch("g", notes=None)
    assert loads(call.body or b"") == [{"op": "Replace", "path": "/notes", "value": None}]
    assert (call.method, call.path, call.scope) == ("PATCH", "/v1/customers/g", "customers:write")


def test_changes_keep_their_order() -> None:
    """The number goes before the status that would let Severa take its own."""
    call = severa.invoices.patch("g", number=7, reference_number="r", status=Guid("s"))
    assert operations(call) == [("/number", 7), ("/referenceNumber", "r"), ("/status/guid", "s")]


def test_a_record_is_changed_by_the_guid_of_another() -> None:
    """A reference is replaced at its guid; a sales status by its type, whose guid is not the status record's own."""
    call = severa.projects.patch("g", sales_status=Guid("t"))
    assert operations(call) == [("/salesStatus/salesStatusTypeGuid", "t")]


def test_an_unknown_change_is_refused() -> None:
    """A misspelt field is an error of the program, not of the service."""
    with pytest.raises(TypeError, match="no such name here: colour"):
        severa.customers.patch("g", colour="red")


@pytest.mark.parametrize("answer", [STATUS, [STATUS]], ids=["object", "array"])
def test_one_record_is_read_bare_or_in_a_list(answer: Any) -> None:
    """Some calls answer with the object, some with a list of it."""
    assert severa.invoice_statuses.get("s").read(ok(answer)).name == "Concept"


@pytest.mark.parametrize("answer", [[], [STATUS, STATUS]], ids=["none", "two"])
def test_a_list_of_none_or_two_is_not_one_record(answer: Any) -> None:
    """Where one record was asked for, none and two are trouble."""
    verdict = judge(severa.invoice_statuses.get("s"), ok(answer))
    assert isinstance(verdict, Refusal)
    assert isinstance(verdict.why, Unreadable)


def test_a_list_that_is_not_found_is_empty() -> None:
    """A 404 on a list means that nothing matched."""
    verdict = judge(severa.customers.list(customer_names=["nobody"]).first, Reply(404))
    assert isinstance(verdict, Answer)
    assert [*verdict.value.rows] == []


def test_a_list_whose_parent_is_not_found_is_not_found() -> None:
    """A 404 on a list under a record means that the record is gone."""
    verdict = judge(severa.addresses.of("gone").first, Reply(404))
    assert isinstance(verdict, Refusal)
    assert isinstance(verdict.why, NotFound)


def test_each_list_is_read_on_in_its_own_way() -> None:
    """By token, by offset, or in one answer."""
    assert severa.invoices.list().habit is by_token
    assert severa.addresses.list().habit is by_offset
    assert severa.vat_rates.list().habit is whole
    assert severa.vat_rates.list().first.query == ()


def test_a_deleted_record_answers_with_nothing() -> None:
    """A deletion has no body, neither way."""
    call = severa.customers.delete("g")
    assert (call.method, call.body) == ("DELETE", None)
    call.read(Reply(204))


def test_a_guid_cannot_lead_elsewhere() -> None:
    """What stands for a guid stays one segment of the path."""
    assert severa.customers.get("a/../b?c").path == "/v1/customers/a%2F..%2Fb%3Fc"


def test_a_patch_can_be_written_in_strings() -> None:
    """The official document types each value as a string: so it can be sent, null apart."""
    amount = severa.Amount(amount=Decimal("12.50"), currency_code="EUR")
    call = severa.products.patch("g", name="n", is_active=True, unit_price=amount, code=None, vat_rate=Decimal(21))
    assert operations(stringified(call)) == [
        ("/name", "n"),
        ("/isActive", "true"),
        ("/unitPrice", '{"amount":12.50,"currencyCode":"EUR"}'),
        ("/code", None),
        ("/vatRate", "21"),
    ]


def test_only_a_patch_is_written_in_strings() -> None:
    """Every other call stays as it is, however references are written."""
    call = severa.work_types.create(severa.NewWorkType(name="n"))
    assert stringified(call) is referring_whole(call) is call


@given(st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**12), max_value=10**12))
def test_an_amount_is_written_with_all_its_digits(amount: Decimal) -> None:
    """Money is neither rounded nor turned into a float on its way out."""
    call = severa.project_fees.patch("g", unit_cost=severa.Amount(amount=amount, currency_code="EUR"))
    [(place, written)] = operations(call)
    assert place == "/unitCost"
    assert written["amount"] == amount
    assert not isinstance(written["amount"], float)
