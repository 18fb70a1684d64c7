from __future__ import annotations

from typing import Any

import pytest

from severa_vnf.testing.severa import SeveraSimulator
from tests.testing.severa.caller import CUSTOMER, DRAFT, PAID, PROJECT, Caller, exact, invoice, simulator


def stocked() -> SeveraSimulator:
    """A simulator with something of everything that can be filtered."""
    sim = simulator(page_cap=1000)
    sim.load("business_units", [{"guid": "unit", "name": "North", "code": "N", "companyGuid": "north"}])
    sim.load(
        "sales_status_types",
        [
            {"guid": "open", "name": "Offer", "salesState": "InProgress"},
            {"guid": "won", "name": "Won", "salesState": "Won"},
        ],
    )
    sim.load(
        "projects",
        [
            {
                "guid": "case",
                "name": "Case",
                "number": 8,
                "customer": {"guid": CUSTOMER},
                "salesStatus": {"salesStatusTypeGuid": "open"},
            },
            {
                "guid": "closed",
                "name": "Done",
                "number": 9,
                "isClosed": True,
                "isInternal": True,
                "currency": {"guid": "eur"},
                "salesStatus": {"salesStatusTypeGuid": "won"},
                "businessUnit": {"guid": "unit"},
                "projectOwner": {"guid": "ann"},
            },
        ],
    )
    sim.load(
        "customers",
        [{"guid": "other", "name": "Other", "number": 11, "email": "a@b.nl", "isActive": False, "vatNumber": "NL1"}],
    )
    sim.load("contacts", [{"guid": "p", "firstName": "Ann", "lastName": "Lee", "customer": {"guid": CUSTOMER}}])
    sim.load("addresses", [{"guid": "a", "customer": {"guid": CUSTOMER}, "contacts": [{"guid": "p"}]}])
    sim.load("communication_types", [{"guid": "mail", "name": "E-mail", "type": "EmailAddress"}])
    sim.load(
        "communications", [{"value": "ann@acme.nl", "contact": {"guid": "p"}, "communicationType": {"guid": "mail"}}]
    )
    sim.load(
        "products",
        [{"name": "Screw", "code": "S1", "type": "Materials"}, {"name": "Fee", "code": "F1", "type": "FixedFees"}],
    )
    sim.load("travel_expense_types", [{"name": "Train", "code": "T"}, {"name": "Car", "code": "C", "isActive": False}])
    sim.load("work_types", [{"name": "Design", "code": "D"}, {"name": "Talk", "code": "T", "isProductive": False}])
    sim.load(
        "vat_rates",
        [{"percentage": 21, "countryGuid": "nl"}, {"percentage": 9, "countryGuid": "nl", "isActive": False}],
    )
    sim.load("countries", [{"guid": "nl", "code2": "NL", "code3": "NLD", "name": "Nederland"}])
    sim.load("cost_centers", [{"name": "Sales", "identifier": "100"}])
    sim.load(
        "custom_properties",
        [{"guid": "cp", "name": "Class", "type": "String"}, {"guid": "cq", "name": "Unused", "type": "Date"}],
    )
    sim.load("custom_values", [{"customProperty": {"guid": "cp"}, "customerGuid": CUSTOMER, "value": "10"}])
    sim.load("selection_items", [{"customerCustomProperty": {"guid": "cp"}, "name": "A"}])
    sim.load(
        "project_fees",
        [
            {
                "guid": "f1",
                "project": {"guid": PROJECT},
                "isBillable": True,
                "productType": "Materials",
                "plannedBillingDate": "2026-11-01",
            },
            {
                "guid": "f2",
                "project": {"guid": PROJECT},
                "isBillable": False,
                "invoice": {"guid": "x"},
                "invoiceRowGuid": "y",
            },
        ],
    )
    invoice(sim, DRAFT, projects=[{"guid": PROJECT}])
    invoice(
        sim,
        PAID,
        "paid",
        date="2026-09-30",
        number=5,
        referenceNumber="R5",
        paymentDate="2026-10-01",
        projects=[{"guid": "closed"}],
        totalExcludingTax={"amount": 500, "currencyCode": "EUR"},
    )
    return sim  # fmt: skip


@pytest.mark.parametrize(("path", "query", "count"), [
    ("customers", {"numbers": [10, 11]}, 2), ("customers", {"isInternal": True}, 0),
    ("customers", {"emailAddresses": "a@b.nl"}, 1),
    ("customers", {"customerNames": "Other"}, 1), ("customers", {"vatNumber": "NL1"}, 1),
    ("customers", {"isActive": True}, 1),
    ("projects", {}, 3), ("projects", {"isClosed": True}, 1), ("projects", {"internal": False}, 2),
    ("projects", {"customerGuids": CUSTOMER}, 2),
    ("projects", {"businessUnitGuids": "unit"}, 1), ("projects", {"salesStatusTypeGuids": ["open", "won"]}, 2),
    ("projects", {"numbers": 7}, 1),
    ("projects", {"projectOwnerGuids": "ann", "currencyGuid": "eur"}, 1), ("salescases", {}, 1),
    ("salescases", {"isClosed": True}, 0),
    (f"customers/{CUSTOMER}/projects", {}, 2), (f"customers/{CUSTOMER}/projects", {"projectGuids": "case"}, 1),
    ("invoices", {"invoiceStatusGuids": PAID}, 1), ("invoices", {"numbers": 5, "referenceNumbers": "R5"}, 1),
    ("invoices", {"projectGuids": PROJECT}, 1),
    ("invoices", {"startDate": "2026-10-30T00:00:00Z"}, 1), ("invoices", {"startDate": "2026-09-30T00:00:00Z"}, 2),
    ("invoices", {"endDate": "2026-09-30T00:00:00Z"}, 1),
    ("invoices", {"customerGuids": CUSTOMER}, 2),
    ("invoices", {"paymentDateStart": "2026-10-01T00:00:00Z"}, 1),
    ("invoices", {"minimumTotalExcludingTax": "23.43"}, 2),
    ("invoices", {"minimumTotalExcludingTax": "23.44"}, 1), ("invoices", {"maximumTotalExcludingTax": "23.43"}, 1),
    ("invoices", {"projectBusinessUnitGuids": "unit"}, 1), ("invoices", {"projectBusinessUnitGuids": "none"}, 0),
    ("invoicerows", {}, 4), ("invoices/paid/invoicerows", {}, 2),
    ("invoices/paid/invoicerows", {"rowType": "Hours"}, 0),
    ("projectfees", {}, 2), (f"projects/{PROJECT}/projectfees", {"isBillable": True}, 1),
    (f"projects/{PROJECT}/projectfees", {"isBilled": True}, 1),
    (f"projects/{PROJECT}/projectfees", {"productType": "Materials", "invoiceableDate": "2026-11-01T00:00:00Z"}, 1),
    (f"projects/{PROJECT}/projectfees", {"invoiceableDate": "2026-10-31T00:00:00Z"}, 0),
    ("invoices/paid/projectfees", {}, 0),
    ("products", {"type": "Materials", "code": "S1"}, 1), ("worktypes", {"productive": True}, 1),
    ("worktypes", {"textToSearch": "TALK"}, 1),
    ("travelexpensetypes", {"active": True}, 1), ("travelexpensetypes", {"code": "C"}, 1),
    ("vatrates", {"countryGuid": "nl"}, 2),
    ("vatrates", {"active": False}, 1), ("localization/countries", {}, 1),
    ("costcenters", {"identifier": "100", "name": "Sales"}, 1),
    ("addresses", {}, 1), (f"customers/{CUSTOMER}/addresses", {}, 1), ("contactpersons/p/addresses", {}, 1),
    ("contactpersons", {"textToSearch": "lee"}, 1), (f"customers/{CUSTOMER}/contactpersons", {"active": False}, 0),
    ("contactcommunications", {"textToSearch": "acme"}, 1), ("contacts/p/contactcommunications", {}, 1),
    ("customers/customproperties", {"isInUse": True}, 1), ("customers/customproperties", {"isInUse": False}, 1),
    ("customers/customproperties", {"isInUse": False, "active": False}, 0),
    (f"customers/{CUSTOMER}/customvalues", {"active": True}, 1),
    (f"customers/{CUSTOMER}/customvalues", {"active": False}, 0),
    ("customers/customproperties/cp/customercustompropertyselectionitems", {"isActive": True}, 1),
    ("businessunits", {"companyGuid": "north", "code": "N"}, 1), ("salesstatustypes", {"salesState": "Won"}, 1),
    ("invoicestatuses", {"textToSearch": "betaald"}, 2),
])  # fmt: skip
def test_a_filter_filters(path: str, query: dict[str, Any], count: int) -> None:
    """Each list gives the rows that pass every filter it is asked for; a repeated parameter means any of its values."""
    assert len(exact(Caller(stocked()).get(path, **query))) == count


def test_sales_cases_may_be_missing_among_the_projects() -> None:
    """By the switch, a project whose sales status is in progress stands among the sales cases only."""
    sim = simulator(cases_in_projects=False)
    sim.load("sales_status_types", [{"guid": "open", "name": "Offer", "salesState": "InProgress"}])
    sim.load("sales_cases", [{"guid": "case", "name": "Case", "salesStatus": {"salesStatusTypeGuid": "open"}}])
    assert [row["guid"] for row in Caller(sim).get("projects").json()] == [PROJECT]
    assert [row["guid"] for row in sim.documents("sales_cases")] == ["case"]


def test_a_country_is_found_by_guid_or_by_code() -> None:
    """A country by guid is one object, by code or name an array."""
    ask = Caller(stocked())
    assert exact(ask.get("localization/countries/nl"))["code2"] == "NL"
    assert [
        row["guid"] for key in ("NL", "NLD", "Nederland") for row in exact(ask.get(f"localization/countries/{key}"))
    ] == ["nl"] * 3


def test_a_slash_in_a_name_ends_no_segment() -> None:
    """An escaped slash stays in the name that it is a part of."""
    sim = stocked()
    sim.load("countries", [{"guid": "bq", "code2": "BQ", "name": "Bonaire/Saba"}])
    assert [row["guid"] for row in exact(Caller(sim).get("localization/countries/Bonaire%2FSaba"))] == ["bq"]


def test_regions_are_those_of_one_country() -> None:
    """A country's regions are a list below it, without paging; each is read alone too; none tells its country."""
    sim = stocked()
    shown = {"guid": "ut", "code": "UT", "name": "Utrecht", "timezone": None}
    sim.load("country_regions", [{**shown, "countryGuid": "nl"}, {"guid": "other", "countryGuid": "de"}])
    ask = Caller(sim)
    assert exact(ask.get("localization/countries/nl/countryregions")) == [shown]
    assert exact(ask.get("localization/countryregions/ut")) == shown
    assert ask.get("localization/countries/nowhere/countryregions").status_code == 404
    assert ask.get("localization/countries/nl/countryregions", rowCount=1).status_code == 400


@pytest.mark.parametrize(
    ("parameter", "change"),
    [
        ("salesStatusChangedSince", {"salesStatus__salesStatusTypeGuid": "won"}),
        ("projectStatusChangedSince", {"projectStatus__projectStatusTypeGuid": "ready"}),
    ],
)
def test_a_project_is_found_by_when_it_got_its_status(parameter: str, change: dict[str, str]) -> None:
    """A project got its status at that moment or later; no other change counts, nor a status that it had before."""
    sim = stocked()
    statuses = {"salesStatus": {"salesStatusTypeGuid": "open"}, "projectStatus": {"projectStatusTypeGuid": "new"}}
    sim.load("projects", [{"guid": "moved", "number": 20, "customer": {"guid": CUSTOMER}, **statuses}])
    ask = Caller(sim)

    def found(minute: int) -> set[str]:
        rows = exact(ask.get("projects", **{parameter: f"2026-10-30T09:0{minute}:00Z"}))
        return {row["guid"] for row in rows} & {"moved", PROJECT}

    assert (found(0), found(1)) == ({"moved"}, set())
    sim.clock.sleep(60)
    exact(ask.patch("projects/moved", description="Other"))
    assert found(1) == set()
    (shown,) = exact(ask.patch("projects/moved", **change))
    assert (found(1), found(2)) == ({"moved"}, set())
    assert not any(name.endswith("Since") for name in shown)


def test_the_older_api_lacks_what_came_later() -> None:
    """In the 2023 API the later filters are unknown parameters."""
    old, new = Caller(simulator(spec="2023")), Caller(simulator())
    for path, query in (
        ("travelexpensetypes", {"changedSince": "2026-10-30T09:00:00Z"}),
        ("customers", {"kvkNumber": "1"}),
        ("projects", {"salesStatusChangedSince": "2026-10-30T09:00:00Z"}),
        ("projects", {"projectStatusChangedSince": "2026-10-30T09:00:00Z"}),
    ):
        assert new.get(path, **query).status_code == 200
        assert old.get(path, **query).status_code == 400


@pytest.mark.parametrize(
    ("moment", "count"),
    [
        ("2026-10-30T09:00:00Z", 2),
        ("2026-10-30T10:01:00+01:00", 2),
        ("2026-10-30T09:01:00.001Z", 1),
        ("2026-10-30T09:02:01Z", 0),
    ],
)
def test_changed_since_includes_the_moment_itself(moment: str, count: int) -> None:
    """What was made or changed at the moment of changedSince or later is given, whatever its zone."""
    sim = simulator()
    ask = Caller(sim)
    sim.clock.sleep(60)
    sim.edit("customers", CUSTOMER, notes="changed")
    sim.clock.sleep(60)
    sim.load("customers", [{"name": "Later"}])
    assert len(exact(ask.get("customers", changedSince=moment))) == count


def test_a_moment_without_a_zone_is_refused_or_utc() -> None:
    """A changedSince without a zone is refused in strict mode, since nobody knows its zone, else it is UTC."""
    assert Caller(simulator()).get("customers", changedSince="2026-10-30T09:00:00").status_code == 400
    assert Caller(simulator()).get("projects", salesStatusChangedSince="2026-10-30T09:00:00").status_code == 400
    assert Caller(simulator()).get("invoices", startDate="2026-10-30T00:00:00").status_code == 200
    assert len(exact(Caller(simulator(strict=False)).get("customers", changedSince="2026-10-30T09:00:00"))) == 1
