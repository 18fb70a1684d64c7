"""Segmented keys and number series against the numbers in use."""

from __future__ import annotations

from typing import Any

import pytest

from severa_vnf import ProjectDefaults, Settings
from severa_vnf.values import Guid
from tests.flows.office import Office, few
from tests.flows.preflight.inspected import found, inspected, only, stops


def key_of(office: Office, name: str, length: int | None, **segment: Any) -> None:
    """A person changes a segmented key."""
    office.vnf.edit("dimension", name, length=length, segments=[{"segmentId": 1, "length": length, **segment}])


@pytest.mark.parametrize(
    ("key", "length", "rule", "value"),
    [
        ("PROJECT", 3, "segmented-key-too-short", "the project number 1001 of 4 characters: it has 3"),
        ("PROTASK", 1, "segmented-key-too-short", "the task 10 of 2 characters: it has 1"),
        ("INVENTORY", 11, "segmented-key-too-short", "the code WORKSHOP-AE0 of 12 characters: it has 11"),
    ],
)
def test_a_key_that_is_too_short(key: str, length: int, rule: str, value: str) -> None:
    """A number that is longer than its key can't be made in Visma.net."""
    office = Office(few(0))
    key_of(office, key, length)
    short = only(office)
    assert (short.code, short.field, short.value, short.stops) == (rule, key, value, True)


def test_customers_get_numbers_that_fit() -> None:
    """Visma.net numbers the customers: that Severa's are longer than the key is only worth knowing."""
    office = Office()
    key_of(office, "CUSTOMER", 4)
    assert (only(office).field, only(office).stops) == ("CUSTOMER", False)


def test_the_next_number_counts() -> None:
    """Severa's next project number must fit too."""
    office = Office()
    key_of(office, "PROJECT", 4)
    assert found(office) == []
    office.severa.load("settings", [{"nextProjectNumber": 10000}])
    assert only(office).value.startswith("the project number 10000 of 5 characters")


def test_the_key_of_projects_is_as_long_as_their_numbers() -> None:
    """The documentation wants both of one length; a longer key is worth knowing, and of one length nothing is said."""
    office = Office()
    longer = [one for one in inspected(office) if one.code == "segmented-key-longer"]
    assert [(one.field, one.stops) for one in longer] == [("PROJECT", False)]
    key_of(office, "PROJECT", 4)
    assert "segmented-key-longer" not in {one.code for one in inspected(office)}


def test_internal_projects_do_not_count() -> None:
    """An internal project never crosses, nor does one of a company that another bridge carries."""
    office = Office()
    unit = office.severa.documents("business_units")[0]["guid"]
    other = "20000000-0000-0000-0000-000000000000"
    team = "30000000-0000-0000-0000-000000000000"
    office.severa.load("business_units", [{"guid": other, "name": "Other"}])
    office.severa.load("business_units", [{"guid": team, "name": "Team", "companyBusinessUnitGuid": unit}])
    payer = {"guid": office.severa.documents("customers")[0]["guid"]}
    key_of(office, "PROJECT", 4)
    office.severa.load("projects", [{"name": "Us", "number": 10001, "isInternal": True, "customer": payer}])
    office.severa.load(
        "projects", [{"name": "Theirs", "number": 10002, "businessUnit": {"guid": other}, "customer": payer}]
    )
    assert stops(office) == ["segmented-key-too-short"]
    office.settings = Settings(companies=(Guid(unit),))
    assert stops(office) == []
    office.severa.load(
        "projects", [{"name": "Ours", "number": 10003, "businessUnit": {"guid": team}, "customer": payer}]
    )
    assert stops(office) == ["segmented-key-too-short"]


def test_what_there_is_no_number_of() -> None:
    """A key of unknown length, and one of which nothing is in use, are not compared."""
    office = Office(settings=Settings(project_defaults=ProjectDefaults(task=None)))
    key_of(office, "PROJECT", None)
    key_of(office, "PROTASK", 1)
    office.severa.edit("products", office.severa.documents("products")[0]["guid"], code=None)
    assert stops(office) == ["code-missing"]


@pytest.mark.parametrize(
    ("segment", "why"), [({"isAutoNumber": True}, "counts by itself"), ({"validate": True}, "takes listed values only")]
)
def test_a_key_that_takes_no_number(segment: dict[str, bool], why: str) -> None:
    """Severa numbers projects and items: their keys may neither count nor allow listed values alone."""
    office = Office()
    key_of(office, "CUSTOMER", 10, **segment)
    assert found(office) == []
    key_of(office, "PROJECT", 10, **segment)
    assert (only(office).code, only(office).value) == ("segmented-key-not-free", f"segment 1 {why}")


def series(office: Office, name: str, *ranges: dict[str, Any], **fields: Any) -> None:
    """A person changes a number series."""
    office.vnf.edit("number_sequence", name, sequence=[{"numberingId": name, **one} for one in ranges], **fields)


def a_range(following: str | None, end: str | None = "199999", **fields: Any) -> dict[str, Any]:
    """Numbers of a series."""
    return {"nextNumber": following, "endNbr": end, **fields}


@pytest.mark.parametrize("name", ["CUSTOMER", "ARINVOICE", "ARCREDNOTE"])
@pytest.mark.parametrize(
    ("following", "end", "told"),
    [
        ("INV001", "INV999", "INV001"),
        ("100001", "19999X", "19999X"),
        (None, "9", "no number"),
        ("2147483648", "9999999999", "2147483648"),
    ],
)
def test_a_series_that_severa_cannot_hold(name: str, following: str | None, end: str, told: str) -> None:
    """Digits only, up to the largest number that Severa holds."""
    office = Office()
    series(office, name, a_range(following, end))
    unfit = only(office)
    assert (unfit.code, unfit.field, unfit.value, unfit.stops) == ("number-series-does-not-fit", name, told, True)


def test_a_series_that_will_not_fit_once() -> None:
    """One whose end is beyond that, and its next number is not, is worth knowing."""
    office = Office()
    series(office, "CUSTOMER", a_range("10000", "9999999999"))
    assert (only(office).value, only(office).stops) == ("9999999999", False)


def test_a_series_at_its_end() -> None:
    """Nothing can be made out of a series that has come to its end."""
    office = Office()
    series(office, "ARINVOICE", a_range("200000", "199999"))
    assert (only(office).code, only(office).value) == ("number-series-at-end", "199999")


def test_a_series_without_numbers_of_its_own() -> None:
    """With manual numbering each record would have to bring its number."""
    office = Office()
    office.vnf.edit("number_sequence", "ARINVOICE", manualNumbering=True)
    assert (only(office).code, only(office).value) == ("number-series-manual", "ARINVOICE")


def test_a_series_that_is_not_there() -> None:
    """A company that has none of the usual name must be looked at by hand; no run waits for that."""
    office = Office()
    office.vnf.edit("number_sequence", "ARCREDNOTE", numberingId="CN")
    assert (only(office).code, only(office).value, only(office).stops) == (
        "number-series-not-found",
        "ARCREDNOTE",
        False,
    )


@pytest.mark.parametrize(("end", "apart"), [("200000", True), ("200001", False), (None, False)])
def test_the_series_of_invoices_and_credit_notes_are_kept_apart(end: str | None, apart: bool) -> None:
    """They share one row of numbers in Severa, so they may not meet; without an end a series meets every later one."""
    office = Office()
    series(office, "ARINVOICE", a_range("100001", end))
    expected = [] if apart else [("number-series-overlap", "ARINVOICE 100001")]
    assert [(one.code, one.value.split(" to ")[0]) for one in found(office)] == expected


def test_only_the_range_in_use_counts() -> None:
    """Of each branch the range that was begun last counts, and those that will be; what is over does not."""
    office = Office()
    ranges = (
        a_range("OLD1", "OLD9", startDate="2024-01-01T00:00:00"),
        a_range("100001", "199999", startDate="2026-01-01T00:00:00"),
        a_range("NEW1", "NEW9", startDate="2027-01-01T00:00:00"),
        a_range("S1", "S9", branch={"number": "2"}),
    )
    series(office, "ARINVOICE", *ranges)
    assert {one.value for one in found(office)} == {"NEW1", "S1"}


def test_a_series_without_ranges() -> None:
    """It tells nothing, so nothing is said."""
    office = Office()
    series(office, "CUSTOMER")
    assert found(office) == []


@pytest.mark.parametrize(("number", "free"), [(100000, True), (100001, False), (200001, False), (300000, True)])
def test_numbers_that_severa_has_used(number: int, free: bool) -> None:
    """The numbers to come must be new to Severa's invoices: those of the last year, and the last it gave itself."""
    for used in (few(0), None):
        office = Office(few(0))
        if used is None:
            office.severa.load("settings", [{"lastInvoiceNumber": number}])
        else:
            office.severa.edit("invoices", office.guid(0), number=number)
        name = "ARINVOICE" if number < 200001 else "ARCREDNOTE"
        expected = [] if free else [("invoice-numbers-in-use", name, f"1, the highest is {number}")]
        assert [(one.code, one.field, one.value) for one in found(office)] == expected
