from __future__ import annotations

from typing import Any

import pytest

from tests.testing.severa.caller import CUSTOMER, PROJECT, Caller, exact, refused, simulator


@pytest.mark.parametrize(("path", "value", "shown"), [
    ("/name", "New", ("name", "New")), ("/notes", None, ("notes", None)), ("/number", 12, ("number", 12)),
    ("/currency/guid", "usd", ("currency", {"guid": "usd", "code": "USD", "name": None, "symbol": None})),
    ("/currency", {"guid": "usd"}, ("currency", {"guid": "usd", "code": "USD", "name": None, "symbol": None})),
    ("/currency", None, ("currency", None)),
])  # fmt: skip
def test_a_replaced_field_is_answered_in_an_array(path: str, value: Any, shown: tuple[str, Any]) -> None:
    """PATCH replaces a field, whole or by a part, with a native value, and answers an array of the changed record."""
    sim = simulator()
    sim.load("currencies", [{"guid": "usd", "code": "USD"}])
    sim.clock.sleep(5)
    (customer,) = exact(Caller(sim).apply(f"customers/{CUSTOMER}", {"op": "Replace", "path": path, "value": value}))
    assert customer[shown[0]] == shown[1]
    assert customer["lastUpdatedDateTime"] == "2026-10-30T09:00:05Z"


@pytest.mark.parametrize("operation", [
    {"op": "Replace", "path": "/colour", "value": 1}, {"op": "Replace", "path": "/guid", "value": "x"},
    {"op": "Replace", "path": "/isInternal", "value": True},
    {"op": "Replace", "path": "name", "value": "x"}, {"op": "Replace", "value": "x"},
    {"op": "Replace", "path": "/name/first", "value": "x"},
    {"op": "Replace", "path": "/number", "value": "12"}, {"op": "Replace", "path": "/isActive", "value": "true"},
    {"op": "Replace", "path": "/name", "value": None},
    {"op": "replace", "path": "/name", "value": "x"}, {"op": "Change", "path": "/name", "value": "x"},
    {"path": "/name", "value": "x"}, "name",
    {"op": "Replace", "path": "/name"}, {"op": "Replace", "path": "/name", "value": "x", "why": "so"},
    {"op": "Replace", "path": "/NAME", "value": "x"},
    {"op": "Replace", "path": "/currency", "value": {"guid": "eur", "rate": 1}},
    {"op": "Replace", "path": "/headquarterAddress/city", "value": "Breda"},
])  # fmt: skip
def test_a_wrong_operation_is_refused(operation: Any) -> None:
    """An unknown path, a read-only field, a wrong type, an op that is misspelled or missing: 400 in strict mode."""
    assert refused(Caller(simulator()).apply(f"customers/{CUSTOMER}", operation)) == (400, "InvalidRequest")


def test_a_part_that_the_service_sets_is_refused_within_an_object() -> None:
    """An object's read-only parts and missing ones are refused as those of a POST are."""
    ask = Caller(simulator())
    for field, value in (("customer", {"guid": CUSTOMER, "name": "Other"}), ("expectedValue", {"amount": 1})):
        assert refused(ask.patch(f"projects/{PROJECT}", **{field: value})) == (400, "InvalidRequest")


@pytest.mark.parametrize("op", ["Add", "Remove", "Move", "Copy"])
def test_only_replace_is_supported(op: str) -> None:
    """Every other operation of JSON Patch is 400 InvalidOperation."""
    operation = {"op": op, "path": "/notes", "value": "x"}
    assert refused(Caller(simulator()).apply(f"customers/{CUSTOMER}", operation)) == (400, "InvalidOperation")


def test_a_patch_is_an_array() -> None:
    """A JSON Patch that is no array is 400."""
    ask = Caller(simulator())
    assert refused(ask.http.patch(f"https://a.b/v1/customers/{CUSTOMER}", json={"op": "Replace"})) == (
        400,
        "InvalidRequest",
    )


def test_outside_strict_mode_the_spelling_is_free() -> None:
    """Outside strict mode op and path are read whatever their case, and a missing value is null."""
    ask = Caller(simulator(strict=False))
    operations = [{"op": "replace", "path": "/NAME", "value": "New"}, {"op": "replace", "path": "/notes", "more": 1}]
    (customer,) = exact(ask.apply(f"customers/{CUSTOMER}", *operations))
    assert (customer["name"], customer["notes"]) == ("New", None)


@pytest.mark.parametrize(("mode", "value", "status"), [
    ("native", 12, 200), ("native", "12", 400), ("both", 12, 200), ("both", "12", 200), ("both", "twelve", 400),
    ("strings", 12, 400), ("strings", "12", 200), ("strings", None, 200),
], ids=repr)  # fmt: skip
def test_values_are_native_or_strings_by_the_switch(mode: str, value: Any, status: int) -> None:
    """By the switch a patch takes native values, their string forms, or only these."""
    answer = Caller(simulator(patch_values=mode)).patch(f"customers/{CUSTOMER}", number=value)
    assert answer.status_code == status
    if status == 200:
        assert exact(answer)[0]["number"] in (12, None)


def test_a_patch_is_all_or_nothing() -> None:
    """When one operation is refused none is done."""
    sim = simulator()
    operations = [{"op": "Replace", "path": "/name", "value": "New"}, {"op": "Replace", "path": "/colour", "value": 1}]
    assert Caller(sim).apply(f"customers/{CUSTOMER}", *operations).status_code == 400
    assert sim.documents("customers")[0]["name"] == "Acme B.V."
