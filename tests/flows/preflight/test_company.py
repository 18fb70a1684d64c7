"""Organisation numbers, the official integration, business units and branches."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from attrs import evolve

from severa_vnf import Rejected, Settings
from severa_vnf.flows.ask import Send
from severa_vnf.flows.preflight.inspection import Inspection
from severa_vnf.flows.preflight.official import official_integration
from severa_vnf.values import Guid
from tests.flows.office import Office, few
from tests.flows.preflight.inspected import found, only, stops


@pytest.mark.parametrize("required", [True, False])
def test_the_organisation_numbers_must_be_equal(required: bool) -> None:
    """Two numbers that differ stop a run, unless the settings let them."""
    office = Office(settings=Settings(require_equal_organizations=required))
    office.vnf.edit("branch", "1", corporateId="87654321")
    differ = only(office)
    assert (differ.code, differ.stops) == ("organisations-differ", required)
    assert "12345678 in Severa, 87654321 in Visma.net" in differ.value


@pytest.mark.parametrize("main", [True, False])
def test_the_main_branch_has_the_number(main: bool) -> None:
    """It is compared with the main branch, else with the first, as a run does."""
    office = Office()
    office.vnf.load("branch", [{"number": "2", "name": "South", "corporateId": "87654321", "isMainBranch": main}])
    office.vnf.edit("branch", "1", isMainBranch=False)
    assert ("organisations-differ" in stops(office)) is main


def test_a_company_without_a_branch() -> None:
    """Without any branch nobody knows which company it is."""
    world = few(0)
    assert stops(Office(evolve(world, vnf={**world.vnf, "branch": []}))) == ["no-branch"]


@pytest.mark.parametrize(("known", "named"), [({"name": "Vermeer"}, "Vermeer"), ({"name": None}, "company 1")])
def test_the_official_integration_runs(known: dict[str, Any], named: str) -> None:
    """Two integrations may not write the same records: the other one must be switched off."""
    office = Office(severa_switches={"addons": {"vismafinancials"}})
    office.severa.load("company_information", [known])
    assert (only(office).code, only(office).value) == ("official-integration-on", named)


def test_whether_it_runs_is_not_told() -> None:
    """Only the missing add-on tells that it does not run: another refusal leaves it open."""
    refused = Rejected("no", system="severa", method="GET", path="/v1/integrations", status=400)
    flow = official_integration(Inspection(Settings(), date(2026, 10, 30)))
    assert isinstance(next(flow), Send)
    with pytest.raises(Rejected):
        flow.send(refused)


UNIT = "20000000-0000-0000-0000-000000000000"


def with_another_unit(office: Office, **fields: Any) -> Office:
    """A second business unit that is a company."""
    office.severa.load("business_units", [{"guid": UNIT, "name": "South", "vatNumber": "NL2", **fields}])
    return office


def test_a_company_of_severa_needs_a_branch() -> None:
    """Where several business units have VAT numbers each is a company, and must have its branch."""
    missing = only(with_another_unit(Office()))
    assert (missing.code, missing.value) == ("business-unit-without-branch", "South")


@pytest.mark.parametrize(
    "fields",
    [{"code": "1"}, {"vatNumber": None}, {"isActive": False}],
    ids=["code of a branch", "no company", "unused"],
)
def test_units_that_need_no_setting(fields: dict[str, Any]) -> None:
    """A code that is a branch's number will do; a unit without VAT number, or out of use, needs none."""
    assert stops(with_another_unit(Office(), **fields)) == []


def test_one_company_and_one_branch_need_no_map() -> None:
    """Where neither side has several the only branch is meant."""
    office = Office()
    (unit,) = office.severa.documents("business_units")
    office.severa.edit("business_units", unit["guid"], code="HQ")
    assert found(office) == []


@pytest.mark.parametrize(("branch", "active", "well"), [("2", True, True), ("2", False, False), ("3", True, False)])
def test_the_branches_of_the_settings(branch: str, active: bool, well: bool) -> None:
    """A branch that the settings name must be in use in Visma.net."""
    office = with_another_unit(Office(settings=Settings(branches={Guid(UNIT): branch})))
    south = {"number": "2", "name": "South", "isMainBranch": False, "isActive": active}
    office.vnf.load("branch", [{**south, "corporateId": "12345678", "vatRegistrationId": None}])
    assert stops(office) == ([] if well else ["branch-unknown"])


def test_vat_numbers_of_unit_and_branch() -> None:
    """A branch with another VAT number than its business unit's is worth a look."""
    office = with_another_unit(Office(settings=Settings(branches={Guid(UNIT): "1"})))
    differ = only(office)
    assert (differ.code, differ.value, differ.stops) == (
        "vat-numbers-differ",
        "NL2 in Severa, NL12345678 at branch 1",
        False,
    )
    office.severa.edit("business_units", UNIT, vatNumber="nl 1234.5678")
    assert found(office) == []


def test_units_of_the_settings_must_be_there() -> None:
    """A business unit in the settings that Severa does not have, or does not use, is named."""
    settings = Settings(branches={Guid("gone"): "1"}, companies=(Guid("gone"),))
    unknown = found(Office(settings=settings))
    assert [(one.code, one.field) for one in unknown] == [
        ("business-unit-unknown", "Settings.branches"),
        ("business-unit-unknown", "Settings.companies"),
    ]


def test_companies_of_other_bridges_need_no_branch() -> None:
    """Where the settings limit the companies the others are left alone."""
    office = with_another_unit(Office())
    (unit, _) = office.severa.documents("business_units")
    office.settings = Settings(companies=(Guid(unit["guid"]),))
    assert stops(office) == []
