"""The look-ups that change seldom: read in few exchanges, kept, and looked at again when somebody asks for it."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import TypeVar

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from severa_vnf import Settings, severa
from severa_vnf.errors import Rejected
from severa_vnf.flows.ask import Flow
from severa_vnf.flows.classes import NEVER, Classes, classes, kept, refresh
from severa_vnf.flows.look_ups import READ, readable
from severa_vnf.mapping.given import Codes, Given
from severa_vnf.severa import CommunicationMethod, SalesState
from severa_vnf.values import Guid
from tests.flows.office import Kind, Office, few

T = TypeVar("T")

drivers = pytest.mark.parametrize("driver", ["sync", "async"])
SETTINGS = Settings()
CENTURY = timedelta(days=36500)


def answered(office: Office, flow: Flow[T], driver: Kind = "sync") -> T:
    """What a flow comes to in a fresh process."""
    if driver == "sync":
        return office.bridge()._driver.run(flow)
    return asyncio.run(office.async_bridge()._driver.run(flow))


def office_with_lists() -> Office:
    """An office whose services have something in each of the lists."""
    office = Office(few(0))
    office.severa.load("countries", [{"guid": "usa", "code2": "US", "name": "VS", "hasRegions": "HasRegions"}])
    office.severa.load(
        "country_regions",
        [{"guid": "texas", "code": "TX", "countryGuid": "usa"}, {"guid": "waste", "code": None, "countryGuid": "usa"}],
    )
    office.severa.load(
        "product_categories", [{"guid": "hardware", "name": "Hardware", "code": "HW"}, {"name": "Rest", "code": ""}]
    )
    office.severa.load(
        "communication_types",
        [
            {"guid": "old", "name": "Telefoon (oud)", "type": "Phone", "isActive": False},
            {"guid": "phone", "name": "Telefoon", "type": "Phone"},
            {"guid": "private", "name": "Telefoon thuis", "type": "Phone"},
            {"guid": "mail", "name": "E-post", "type": "EmailAddress"},
        ],
    )
    office.severa.load("sales_status_types", [{"guid": "lost", "name": "Verloren", "salesState": "Lost"}])
    office.severa.load("invoice_statuses", [{"name": "Incasso", "isActive": False, "sortOrder": 99}])
    office.vnf.load("dimension", [{"id": "SUBACCOUNT", "length": 8}])
    office.vnf.load("credit_term", [{"termsId": "30B", "dueDay1": 30}, {"termsId": "EOM", "dueDateType": "E"}])
    return office


def requests(office: Office) -> list[str]:
    """The paths that were asked for so far."""
    return [one.path for one in (*office.severa.requests, *office.vnf.requests)]


def versions(office: Office) -> dict[str, int]:
    """What the store holds of the look-ups, each by the commit that put it there."""
    return {record.key: record.version for record in office.store.scan("acme", "classes")}


@drivers
def test_they_become_what_the_mapping_must_know(driver: Kind) -> None:
    """Codes by guid either way, the only terms of so many days, types by their method, states by their type."""
    office = office_with_lists()
    found = answered(office, classes(SETTINGS), driver)
    made = found.given(SETTINGS)
    lands = {one["code2"]: Guid(one["guid"]) for one in office.severa.documents("countries")}
    money = {one["code"]: Guid(one["guid"]) for one in office.severa.documents("currencies")}
    assert made == Given(
        SETTINGS,
        currency="EUR",
        currencies=Codes({guid: code for code, guid in money.items()}),
        country_codes=Codes({guid: code for code, guid in lands.items()}),
        countries={"Netherlands": "NL", "Belgium": "BE", "Sweden": "SE", "VS": "US"},
        regions=Codes({Guid("texas"): "TX"}),
        categories={Guid("hardware"): "HW"},
        communication_types={
            CommunicationMethod.PHONE: Guid("phone"),
            CommunicationMethod.EMAIL_ADDRESS: Guid("mail"),
        },
        sales_states={Guid("lost"): SalesState.LOST},
        credit_terms={0: "0", 7: "7", 14: "14", 60: "60"},
        term_days={"0": 0, "7": 7, "14": 14, "30": 30, "30B": 30, "60": 60},
    )
    assert made.sales_states[Guid("lost")] is SalesState.LOST


def test_what_the_host_looks_at() -> None:
    """Classes, branches, series and units by what people call them; the segmented keys that matter by their length."""
    office = office_with_lists()
    found = answered(office, classes(SETTINGS))
    (unit,) = office.severa.documents("business_units")
    assert found.business_units == {unit["guid"]: "Vermeer Advies B.V."}
    assert found.customer_classes == {"DOMESTIC": "Domestic"}
    assert found.item_classes["LABOR"] == "Labor"
    assert found.branches == {"1": "Vermeer Advies B.V."}
    assert found.number_series["ARINVOICE"] == "ARINVOICE"
    assert found.segmented_keys == {"CUSTOMER": 10, "BIZACCT": 10, "INVENTORY": 30, "PROJECT": 10, "PROTASK": 10}
    assert [one.name for one in found.invoice_statuses] == [
        one["name"] for one in office.severa.documents("invoice_statuses") if one["isActive"]
    ]


@drivers
def test_they_are_read_once(driver: Kind) -> None:
    """What the store has costs no exchange and no commit, however old it is."""
    office = office_with_lists()
    first = answered(office, classes(SETTINGS), driver)
    asked, before = requests(office), versions(office)
    assert len(asked) <= 25
    office.clock.advance(CENTURY)
    assert answered(office, classes(SETTINGS), driver) == first
    assert (requests(office), versions(office)) == (asked, before)


def test_regions_are_asked_of_countries_that_have_some() -> None:
    """Each country's regions are a list of their own, so the others are not asked for."""
    office = office_with_lists()
    answered(office, classes(SETTINGS))
    assert [path for path in requests(office) if "countryregions" in path] == [
        "/rest-api/v1/localization/countries/usa/countryregions"
    ]


def test_only_what_is_missing_is_read() -> None:
    """A store that has some of the look-ups reads the others."""
    office = office_with_lists()
    answered(office, refresh(SETTINGS, "currencies", "credit_terms"))
    answered(office, classes(SETTINGS))
    assert [sum(name in path for path in requests(office)) for name in ("currencies", "creditTerm")] == [1, 1]


def test_looking_in_the_store_asks_nobody() -> None:
    """What was never read is empty, and as old as can be."""
    office = office_with_lists()
    assert answered(office, kept("credit_terms")) == Classes(age=NEVER)
    assert (requests(office), versions(office)) == ([], {})


@drivers
def test_reading_again_commits_what_changed(driver: Kind) -> None:
    """Where nothing changed the moment alone is remembered anew; else what changed, and nothing beside it."""
    office = office_with_lists()
    first = answered(office, classes(SETTINGS), driver)
    before = versions(office)
    office.clock.advance(CENTURY)
    now = office.clock.now()
    assert answered(office, refresh(SETTINGS), driver) == attrs.evolve(first, age=now)
    assert _moved(before, versions(office)) == {"read"}
    before = versions(office)
    office.severa.edit("product_categories", "hardware", code="H")
    office.vnf.edit("credit_term", "30B", dueDay1=31)
    found = answered(office, refresh(SETTINGS), driver)
    assert (found.product_categories, found.credit_terms["30B"]) == ({Guid("hardware"): "H"}, 31)
    assert _moved(before, versions(office)) == {"read", "product_categories", "credit_terms"}
    assert answered(office, classes(SETTINGS), driver) == found


def _moved(before: dict[str, int], after: dict[str, int]) -> set[str]:
    return {key for key in after if after[key] != before[key]}


def test_the_age_is_that_of_the_oldest() -> None:
    """Each look-up has the moment at which it was read; together they are as old as the oldest of them."""
    office = office_with_lists()
    began = office.clock.now()
    answered(office, refresh(SETTINGS, "currencies"))
    office.clock.advance(timedelta(hours=1))
    answered(office, refresh(SETTINGS, "countries"))
    ages = [answered(office, kept(*names)).age for names in (("countries",), ("currencies", "countries"), ())]
    assert ages == [began + timedelta(hours=1), began, NEVER]


@given(hours=st.integers(0, 72), limit=st.integers(0, 72))
def test_older_than(hours: int, limit: int) -> None:
    """What was read exactly so long ago is not older."""
    read = datetime(2026, 10, 31, tzinfo=UTC)
    found = Classes(age=read).older_than(timedelta(hours=limit), read + timedelta(hours=hours))
    assert found is (hours > limit)


def test_every_look_up_has_its_place() -> None:
    """What is read stands in `Classes` under the same name, and nothing else does."""
    assert [one.name for one in attrs.fields(Classes)] == ["age", *READ]


def test_a_row_that_cannot_be_read_is_left_out() -> None:
    """One strange row in a list holds up nobody."""
    office = office_with_lists()
    office.spoil("product_categories", "hardware", isActive="perhaps")
    office.severa.load("product_categories", [{"guid": "soft", "name": "Software", "code": "SW"}])
    assert answered(office, classes(SETTINGS)).product_categories == {Guid("soft"): "SW"}


def test_an_organisation_without_a_currency() -> None:
    """Nothing is known then, and nothing is made up."""
    office = office_with_lists()
    office.severa.load("organization", [{"currency": None}])
    assert answered(office, classes(SETTINGS)).given(SETTINGS).currency is None


def refused(code: str) -> Rejected:
    """A 403 with that reason."""
    return Rejected("no", system="severa", method="GET", path="/v1/salesstatustypes", status=403, code=code)


def test_what_an_add_on_brings_is_empty_without_it() -> None:
    """A list that the organisation has no add-on for is empty; any other refusal ends the run."""
    flow = readable(severa.sales_status_types.list())
    next(flow)
    with pytest.raises(StopIteration) as done:
        flow.send(refused("AddonMissing"))
    assert done.value.value == []
    flow = readable(severa.sales_status_types.list())
    next(flow)
    with pytest.raises(Rejected):
        flow.send(refused("FeatureIsNotEnabled"))


@pytest.mark.parametrize("fields", [{"dueDateType": "E"}, {"visibleTo": "VE"}, {"instalmentType": "M"}])
def test_other_terms_are_no_terms_of_so_many_days(fields: dict[str, str]) -> None:
    """Only terms of a fixed number of days, paid at once, that customers may have."""
    office = office_with_lists()
    office.vnf.edit("credit_term", "14", **fields)
    assert "14" not in answered(office, classes(SETTINGS)).credit_terms
