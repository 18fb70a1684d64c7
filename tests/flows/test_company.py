"""Credentials that lead elsewhere than before change nothing at all."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

import pytest
from attrs import evolve

from severa_vnf import AuthError, Settings, WrongCompany
from severa_vnf.errors import Forbidden, Unreadable
from severa_vnf.flows.company import check_company
from severa_vnf.testing.faults import Fault, Faults
from severa_vnf.testing.faults import Kind as Trouble
from tests.flows.observers import When
from tests.flows.office import TRANSFERRED, Kind, Office, few

NO_IDS = [Trouble.EMPTY_ID, Trouble.NULL_ID, Trouble.NUMBER_ID, Trouble.CONTROL_ID, Trouble.LONG_ID]
drivers = pytest.mark.parametrize("driver", ["sync", "async"])


def writes(office: Office) -> int:
    """How many exchanges asked either service to change something."""
    return sum(one.method != "GET" for one in (*office.severa.requests, *office.vnf.requests))


def other_organisation(office: Office) -> None:
    """Severa's credentials are another organisation's."""
    office.severa.load("organization", [{"guid": "1" * 8 + "-0000-0000-0000-" + "1" * 12}])


def other_branch(office: Office) -> None:
    """Visma.net's are those of a company whose main branch has another number."""
    office.vnf.edit("branch", "1", number="7")


def other_number(office: Office) -> None:
    """Visma.net's are those of a company with another organisation number, and so is Severa's."""
    office.vnf.edit("branch", "1", corporateId="87654321")
    office.severa.load("organization", [{"kvkNumber": "87654321"}])


@pytest.mark.parametrize("swapped", [other_organisation, other_branch, other_number])
@drivers
def test_another_than_the_one_met_first(driver: Kind, swapped: Callable[[Office], None]) -> None:
    """A tenant stays with the organisation and the company that its first two runs met."""
    office = Office(few(0, 3))
    for _ in range(2):
        office.using(driver, lambda bridge: bridge.transfer_invoice(office.guid(0)))
    before = writes(office)
    swapped(office)
    with pytest.raises(WrongCompany, match=r"this tenant joins Severa .* with Visma.net 1 12345678; .* lead to"):
        office.cycle(driver)
    assert writes(office) == before


@pytest.mark.parametrize(
    ("setting", "kvk", "corporate", "passes"),
    [
        ("kvk", "12345678", "12345678", True),
        ("kvk", "1234 56.78", "12-345-678", True),
        ("kvk", "12345678", "12345679", False),
        ("kvk", None, "12345678", False),
        ("kvk", "12345678", None, False),
        ("kvk", None, None, False),
        ("kvk", "-", None, False),
    ],
)
def test_the_organisation_numbers_must_be_equal(
    setting: str, kvk: str | None, corporate: str | None, passes: bool
) -> None:
    """Only what has one organisation number is joined; blanks, points and dashes do not count."""
    office = Office(few(0), Settings(organization_number=setting))
    office.severa.load("organization", [{"kvkNumber": kvk}])
    office.vnf.edit("branch", "1", corporateId=corporate)
    if passes:
        assert office.cycle().counts == {"created": 1}
        return
    with pytest.raises(WrongCompany, match=r"the organisation numbers differ: .*Settings.organization_number: kvk"):
        office.cycle()
    assert writes(office) == 0


@pytest.mark.parametrize(
    ("ours", "theirs", "passes"), [("NL123B01", "nl 123.b01", True), ("NL123B01", "NL124B01", False)]
)
def test_the_vat_numbers_may_be_compared_instead(ours: str, theirs: str, passes: bool) -> None:
    """A setting names the VAT numbers as what must be equal."""
    office = Office(few(0), Settings(organization_number="vat"))
    office.severa.load("organization", [{"vatNumber": ours, "kvkNumber": None}])
    office.vnf.edit("branch", "1", vatRegistrationId=theirs)
    if passes:
        assert office.cycle().counts == {"created": 1}
        return
    with pytest.raises(WrongCompany, match=f"{ours} in Severa, {theirs} in Visma.net"):
        office.cycle()


def test_the_comparison_can_be_off() -> None:
    """For trying out against a test company unequal numbers are let through."""
    office = Office(few(0), Settings(require_equal_organizations=False))
    office.severa.load("organization", [{"kvkNumber": None}])
    assert office.cycle().counts == {"created": 1}


@pytest.mark.parametrize("branches", [[{"number": "1", "branchId": "one"}], []], ids=["unreadable", "none"])
def test_a_company_without_a_branch_that_can_be_read(branches: list[dict[str, str]]) -> None:
    """What can't be recognised is not written to."""
    world = few(0)
    office = Office(evolve(world, vnf={**world.vnf, "branch": branches}), Settings(require_equal_organizations=False))
    with pytest.raises(WrongCompany, match="no branch that can be read"):
        office.cycle()
    assert writes(office) == 0


@pytest.mark.parametrize("main", [True, False])
def test_the_main_branch_stands_for_the_company(main: bool) -> None:
    """Of several branches the main one is compared, else the first."""
    office = Office(few(0))
    office.vnf.load("branch", [{"number": "2", "name": "South", "corporateId": "87654321", "isMainBranch": main}])
    office.vnf.edit("branch", "1", isMainBranch=False)
    if main:
        with pytest.raises(WrongCompany, match="87654321"):
            office.cycle()
        return
    assert office.cycle().counts == {"created": 1}


def looks(office: Office) -> int:
    """How often it was asked which organisation this is."""
    return sum(one.path.endswith("/organizationdetails") for one in office.severa.requests)


@drivers
def test_compared_once_for_each_token(driver: Kind) -> None:
    """A token is compared once; one that was renewed in the middle of a run is compared before the next write."""
    office = Office(few(0, 3, 5))
    assert (office.cycle(driver).counts, looks(office)) == ({"created": 3}, 1)
    office = Office(few(0))
    revoke = When("GET", "/invoicerows", office.severa.revoke_tokens)
    assert (office.cycle(driver, revoke).counts, looks(office)) == ({"created": 1}, 2)
    office = Office(few(0))
    revoke = When("GET", "/invoicerows", office.vnf.revoke_tokens)
    office.cycle(driver, revoke)
    assert (office.status(0), looks(office)) == ("In Financials, verzend naar klant", 2)


@drivers
def test_swapped_in_the_middle_of_a_run(driver: Kind) -> None:
    """A new token that leads elsewhere ends the run before it changes anything."""
    office = Office(few(0, 3))

    def swapped() -> None:
        other_organisation(office)
        office.severa.revoke_tokens()

    with pytest.raises(WrongCompany):
        office.cycle(driver, When("GET", "invoicerows", swapped))
    assert writes(office) == 0


def test_forbidden_to_look() -> None:
    """A credential that may not look where it leads is trouble with the run, not with one record of it."""
    forbidden = Forbidden("forbidden", system="vnf", method="GET", path="/v1/branch", status=403, remedy="Grant it.")
    flow = check_company(Settings())
    next(flow)
    with pytest.raises(AuthError) as error:
        flow.send(forbidden)
    assert (type(error.value), str(error.value)) == (AuthError, str(forbidden))


@pytest.mark.parametrize("swapped", [other_organisation, other_number])
def test_another_organisation_than_in_the_first_run(swapped: Callable[[Office], None]) -> None:
    """That of the second run may have another branch, as one of both answers may be wrong, and nothing else."""
    office = Office(few(0, 3))
    office.using("sync", lambda bridge: bridge.transfer_invoice(office.guid(0)))
    swapped(office)
    with pytest.raises(WrongCompany):
        office.cycle()


@pytest.mark.parametrize("trouble", NO_IDS)
@pytest.mark.parametrize(("system", "path"), [("severa", "/organization$"), ("vnf", "/branch$")])
def test_an_answer_that_tells_no_company_is_not_remembered(system: str, path: str, trouble: Trouble) -> None:
    """What is met first holds for ever, so an answer that is garbled once keeps no company out."""
    for nth in (1, 2):
        office = Office(few(0))
        getattr(office, system).faults = Faults([Fault(trouble, "GET", path, nth=nth)])
        for _ in range(nth):
            with suppress(Unreadable, WrongCompany):
                office.cycle()
        office.until_quiet()
        assert office.status(0) == TRANSFERRED


def test_an_organisation_without_a_guid() -> None:
    """An organisation of Severa's that shows no guid is not told from any other."""
    office = Office(few(0))
    office.severa.load("organization", [{"guid": "us"}])
    with pytest.raises(Unreadable, match="does not tell which company it is of"):
        office.cycle()
    assert writes(office) == 0
