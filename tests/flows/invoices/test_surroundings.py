"""What a run looks up once for all its invoices: statuses, branches, terms, countries, items of grouped rows."""

from __future__ import annotations

from typing import Any

import pytest
from attrs import evolve

from severa_vnf import Settings
from severa_vnf.testing.faults import Fault, Faults
from severa_vnf.testing.faults import Kind as Trouble
from severa_vnf.testing.worlds import World
from severa_vnf.values import Guid
from tests.flows.office import DRAFT, TO_TRANSFER, Kind, Office, codes, few

drivers = pytest.mark.parametrize("driver", ["sync", "async"])
GROUPED = 4
"""The place of the demo world's invoice with a grouped row."""


def with_invoice(world: World, **fields: Any) -> World:
    """The world with these fields on each of its invoices."""
    invoices = [{**one, **fields} for one in world.severa["invoices"]]
    return evolve(world, severa={**world.severa, "invoices": invoices})


@drivers
def test_statuses_that_are_unclear_stop_the_invoices(driver: Kind) -> None:
    """A status more than documented is one problem that asks for InvoiceStatuses; nothing is sent."""
    office = Office(few(0, 3))
    roles = office.roles()
    extra = {"name": "Incasso", "sortOrder": 9, "isReadOnly": True, "hasInvoiceNumber": True}
    office.severa.load("invoice_statuses", [extra])
    (problem,) = office.cycle(driver).problems
    assert (problem.code, "Settings.statuses" in problem.remedy) == ("statuses-unclear", True)
    assert "'Incasso'" in problem.value
    assert (office.documents(), len(office.vnf.requests)) == ([], 1)
    office.settings = Settings(statuses=roles)
    assert office.cycle(driver).counts == {"created": 2}
    assert office.bridge().problems() == ()


@pytest.mark.parametrize("of_project", [True, False])
def test_a_branch_is_that_of_the_business_unit(of_project: bool) -> None:
    """The document stands in the branch that the settings name for the unit of its project, or of its number series."""
    world = few(0)
    unit = Guid(str(world.severa["business_units"][0]["guid"]))
    series = {} if of_project else {"projects": [], "invoiceNumberBusinessUnitGuid": unit}
    office = Office(with_invoice(world, **series), Settings(branches={unit: "2"}))
    office.vnf.load("branch", [{"number": "2", "name": "South", "isMainBranch": False}])
    assert office.cycle().counts == {"created": 1}
    assert office.documents()[0]["branchNumber"]["number"] == "2"


def test_a_project_without_a_business_unit_has_no_branch() -> None:
    """Where nothing names a branch Visma.net takes its own."""
    office = Office(few(0), Settings(branches={Guid("other"): "2"}))
    office.severa.edit("projects", office.world.severa["projects"][0]["guid"], businessUnit=None)
    assert office.cycle().counts == {"created": 1}
    assert office.documents()[0]["branchNumber"]["number"] == "1"


def test_a_branch_may_have_the_code_of_the_business_unit() -> None:
    """Where there are several branches and the settings name none, a unit goes to the branch with its code."""
    office = Office(few(0, 1))
    office.vnf.load("branch", [{"number": "2", "name": "South", "isMainBranch": False}])
    office.severa.edit("business_units", office.world.severa["business_units"][0]["guid"], code="2")
    office.bridge().sync("classes")
    office.cycle()
    assert {one["branchNumber"]["number"] for one in office.documents()} == {"2"}


@pytest.mark.parametrize("of_project", [True, False])
def test_a_bridge_carries_the_invoices_of_its_companies(of_project: bool) -> None:
    """Whose an invoice is, its projects tell, else its number series; those of other companies are left alone."""
    world = few(0)
    unit = Guid(str(world.severa["business_units"][0]["guid"]))
    world = world if of_project else with_invoice(world, projects=[], invoiceNumberBusinessUnitGuid=unit)
    assert Office(world, Settings(companies=(Guid("another"),))).cycle().counts == {}
    assert Office(world, Settings(companies=(unit,))).cycle().counts == {"created": 1}


def test_an_invoice_of_no_company_is_left_alone() -> None:
    """Where the settings name companies, an invoice of none of them waits for whoever carries it."""
    assert Office(with_invoice(few(0), projects=[]), Settings(companies=(Guid("ours"),))).cycle().counts == {}


def with_terms(office: Office, **fields: str) -> Office:
    """The office with one term of 30 days in Visma.net, NET30, and a customer that has none."""
    days = {"termsId": "NET30", "dueDateType": "N", "visibleTo": "CU", "instalmentType": "S", **fields}
    office.vnf.edit("credit_term", "30", **days)
    office.vnf.edit("customer", "10001", creditTerms=None)
    return office


def terms_of(office: Office) -> str | None:
    """The terms of the only document."""
    (document,) = office.documents()
    return (document.get("creditTerms") or {}).get("id")


def test_terms_are_the_only_ones_of_so_many_days() -> None:
    """A payment term in days becomes the one simple term of so many days that customers may have."""
    office = with_terms(Office(few(0)))
    office.cycle()
    assert terms_of(office) == "NET30"


def test_where_several_terms_fit_the_settings_must_choose() -> None:
    """Of two terms of so many days none is taken, unless the settings name it; then nothing is looked up."""
    for settings, expected in ((Settings(), None), (Settings(credit_terms={30: "30B"}), "30B")):
        office = with_terms(Office(few(0), settings))
        office.vnf.load("credit_term", [{"termsId": "30B", "dueDateType": "N", "dueDay1": 30, "visibleTo": "AL"}])
        office.cycle()
        assert terms_of(office) == expected
        asked = any("creditTerm" in one.path for one in office.vnf.requests)
        assert asked is (expected is None)


@pytest.mark.parametrize("fields", [{"dueDateType": "E"}, {"visibleTo": "VE"}, {"instalmentType": "M"}])
def test_other_terms_do_not_count(fields: dict[str, str]) -> None:
    """Terms of another kind than days, for suppliers alone, or of several payments are none."""
    office = with_terms(Office(few(0)), **fields)
    office.cycle()
    assert terms_of(office) is None


@pytest.mark.parametrize("name", ["Netherlands", "The Low Countries", "Nowhere"])
def test_a_country_is_known_by_its_names(name: str) -> None:
    """Severa writes a country's name on an invoice; its code is found by either name, else it is left out."""
    world = few(0)
    address = {**world.severa["invoices"][0]["receiverAddress"], "country": name}
    office = Office(with_invoice(world, receiverAddress=address))
    dutch = next(one for one in office.severa.documents("countries") if one["code2"] == "NL")
    office.severa.edit("countries", dutch["guid"], englishName="The Low Countries")
    office.severa.load("countries", [{"name": "Nowhere", "code2": None}])
    office.cycle()
    country = office.documents()[0]["invoiceAddress"].get("country") or {}
    assert country.get("id") == (None if name == "Nowhere" else "NL")


def test_an_invoice_without_address_or_term_looks_nothing_up() -> None:
    """What no invoice needs is not asked for."""
    world = few(0)
    office = Office(with_invoice(world, receiverAddress=None, paymentTerm=30), Settings(credit_terms={30: "30"}))
    assert office.cycle().counts == {"created": 1}
    asked = [one.path for one in (*office.severa.requests, *office.vnf.requests)]
    assert not any("countries" in path or "creditTerm" in path or "projects" in path for path in asked)


@drivers
def test_a_grouped_row_of_one_kind_goes_under_its_first_code(driver: Kind) -> None:
    """Codes whose items share VAT category and sales account stand in one line."""
    office = Office(few(GROUPED))
    assert office.cycle(driver).counts == {"created": 1}
    assert office.documents()[0]["invoiceLines"][0]["inventoryNumber"] == "SENIOR"


@pytest.mark.parametrize(
    ("item", "fields"),
    [
        ("JUNIOR", {"vatCode": {"id": "S9"}}),
        ("JUNIOR", {"accountInformation": {"salesAccount": {"number": "3999"}}}),
        ("JUNIOR", {"accountInformation": None}),
        ("JUNIOR", {"inventoryNumber": "GONE"}),
        ("SENIOR", {"vatCode": None, "accountInformation": {}}),
    ],
)
def test_a_grouped_row_of_several_kinds_is_held(item: str, fields: dict[str, Any]) -> None:
    """Where VAT category or sales account differ, or an item is unknown, the row must be ungrouped first."""
    office = Office(few(GROUPED))
    office.vnf.edit("inventory", item, **fields)
    assert codes(office.cycle()) == ["row-with-several-codes"]


@pytest.mark.parametrize(("choice", "outcome"), [("first", "created"), ("hold", "refused")])
def test_no_item_is_looked_up_where_the_settings_decide(choice: Any, outcome: str) -> None:
    """The first code, or none: for that nobody needs to know the items."""
    office = Office(few(GROUPED), Settings(several_codes=choice))
    assert office.cycle().counts == {outcome: 1}
    assert not any("inventory" in one.path for one in office.vnf.requests)


@pytest.mark.parametrize("status", [TO_TRANSFER, DRAFT])
def test_an_invoice_of_several_companies_is_held(status: str) -> None:
    """Nobody may book it whole: it waits and names its projects, once it is to be transferred."""
    world = few(0, 3)
    ours = Guid(str(world.severa["business_units"][0]["guid"]))
    both = {ref["guid"]: ref for one in world.severa["invoices"] for ref in one["projects"]}
    invoice = {**world.severa["invoices"][0], "projects": [*both.values()]}
    world = evolve(world, severa={**world.severa, "invoices": [invoice]})
    office = Office(world, Settings(companies=(ours,), several_projects="none"))
    office.severa.load("business_units", [{"guid": "another", "code": "9", "name": "Another B.V."}])
    office.severa.edit("projects", [*both][-1], businessUnit={"guid": "another"})
    office.move(0, status)
    told = [(one.code, one.value) for one in office.cycle().problems]
    names = ", ".join(ref["name"] for ref in both.values())
    assert told == ([("several-companies", names)] if status == TO_TRANSFER else [])
    assert office.documents() == []


def test_a_linked_invoice_keeps_its_ledger() -> None:
    """An invoice whose project moves to another company after its transfer stays with the ledger that it is in."""
    world = few(0)
    ours = Guid(str(world.severa["business_units"][0]["guid"]))
    office = Office(world, Settings(companies=(ours,)))
    office.cycle()
    office.severa.load("business_units", [{"guid": "another", "code": "9", "name": "Another B.V."}])
    office.severa.edit("projects", world.severa["invoices"][0]["projects"][0]["guid"], businessUnit={"guid": "another"})
    office.move(0, TO_TRANSFER)
    assert office.cycle().counts == {"adopted": 1}


@pytest.mark.parametrize("trouble", [Trouble.BAD_GATEWAY, Trouble.TOO_MANY])
def test_an_invoice_whose_rows_cannot_be_read_holds_up_no_other(trouble: Trouble) -> None:
    """It is left for a later run with the service's words; the others cross."""
    office = Office(few(0, 3))
    office.severa.faults = Faults([Fault(trouble, "GET", f"{office.guid(0)}/invoicerows")])
    report = office.cycle()
    assert (report.counts, codes(report)) == ({"deferred": 1, "created": 1}, ["service-trouble"])
    office.severa.faults = Faults()
    assert office.cycle().counts == {"created": 1}
