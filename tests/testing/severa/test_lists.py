from __future__ import annotations

from typing import Any

import pytest

from severa_vnf.testing.severa import SeveraSimulator
from tests.testing.severa.caller import (
    CUSTOMER, DRAFT, PAID, PROJECT, Caller, exact, invoice, refused, simulator,
)  # fmt: skip


def crowd(count: int, **switches: Any) -> Caller:
    sim = simulator(**switches)
    sim.load("customers", [{"guid": f"c{n}", "name": f"C{n}", "isActive": n % 2 == 0} for n in range(1, count)])
    sim.load("work_types", [{"guid": f"w{n}", "name": f"W{n}", "code": f"{n}"} for n in range(count)])
    return Caller(sim)


def test_a_token_list_is_read_until_the_header_is_gone() -> None:
    """A list by token names its next page in a header; the last page has none, and every row comes once."""
    ask = crowd(45)
    rows, token = [], {}
    sizes = []
    while True:
        page = ask.get("customers", rowCount=20, **token)
        rows += page.json()
        sizes.append(len(page.json()))
        if "NextPageToken" not in page.headers:
            break
        token = {"pageToken": page.headers["NextPageToken"]}
    assert sizes == [20, 20, 5]
    assert len({row["guid"] for row in rows}) == 45


def test_a_page_that_ends_with_the_list_is_the_last() -> None:
    """There is no next page when the page ends with the last row that passes the filter."""
    ask = crowd(41)
    assert "NextPageToken" not in ask.get("customers", rowCount=20, isActive=False).headers


def test_a_page_token_is_bound_to_the_filters() -> None:
    """A page token with other filters, or one the service did not give, is refused; another row count is not."""
    ask = crowd(45)
    token = ask.get("customers", isActive=True).headers["NextPageToken"]
    assert len(ask.get("customers", isActive=True, pageToken=token, rowCount=1).json()) == 1
    assert refused(ask.get("customers", pageToken=token)) == (400, "InvalidParameter")
    assert refused(ask.get("customers", pageToken="nonsense")) == (400, "InvalidParameter")
    assert refused(ask.get("customers", pageToken="MQ==")) == (400, "InvalidParameter")


def test_an_offset_list_is_cut_by_its_first_row() -> None:
    """A list by offset gives rows from firstRow on, and an empty page behind the last."""
    ask = crowd(45)
    assert [row["name"] for row in ask.get("worktypes", firstRow=40, rowCount=3).json()] == ["W40", "W41", "W42"]
    assert ask.get("worktypes", firstRow=45, calculateRowCount=True).json() == []
    assert "NextPageToken" not in ask.get("worktypes").headers


@pytest.mark.parametrize(("cap", "path"), [(100, "customers"), (100, "worktypes"), (1000, "customers"), (1000, "worktypes")])
def test_a_page_is_cut_at_the_cap_without_a_word(cap: int, path: str) -> None:
    """More rows than the cap are not refused, they are not given; without a row count there are twenty."""
    ask = crowd(130, page_cap=cap)
    assert len(ask.get(path, rowCount=500).json()) == min(cap, 130)
    assert len(ask.get(path).json()) == 20


def test_a_list_whose_text_says_all_may_answer_whole() -> None:
    """By the switch, a list whose text says "Default all" answers whole without a row count."""
    for whole, expected in ((True, 30), (False, 20)):
        sim = simulator(whole_by_default=whole)
        sim.load("product_categories", [{"name": f"P{n}"} for n in range(30)])
        assert len(Caller(sim).get("productcategories").json()) == expected


@pytest.mark.parametrize("query", [{"rowCount": 0}, {"rowCount": "x"}, {"firstRow": -1}, {"active": "maybe"}, {"changedSince": "soon"}])
def test_a_parameter_out_of_range_is_refused(query: dict[str, Any]) -> None:
    """A parameter whose value is no value of its kind is 400."""
    assert refused(Caller(simulator()).get("worktypes", **query)) == (400, "InvalidParameter")


def test_an_unknown_parameter_is_refused_or_ignored() -> None:
    """In strict mode an unknown parameter is 400; else it is ignored, and everything is answered as the service does."""
    strict, lenient = crowd(10), crowd(10, strict=False)
    for query in ({"active": True}, {"firstRow": 5}):
        assert refused(strict.get("customers", **query)) == (400, "InvalidParameter")
        assert len(lenient.get("customers", **query).json()) == 10
    assert refused(strict.get(f"customers/{CUSTOMER}", isActive=True)) == (400, "InvalidParameter")
    assert len(lenient.get("customers", ISACTIVE=False).json()) == 5


def test_changed_since_includes_the_moment_itself() -> None:
    """changedSince gives what was made or changed at that moment or later, whatever zone it is written in."""
    sim = simulator()
    ask = Caller(sim)
    sim.clock.sleep(60)
    sim.edit("customers", CUSTOMER, notes="changed")
    sim.clock.sleep(60)
    sim.load("customers", [{"name": "Later"}])
    found = {when: len(ask.get("customers", changedSince=when).json()) for when in (
        "2026-10-30T09:00:00Z", "2026-10-30T10:01:00+01:00", "2026-10-30T09:01:00.001Z", "2026-10-30T09:02:01Z")}  # fmt: skip
    assert list(found.values()) == [2, 2, 1, 0]


def test_a_moment_without_a_zone_is_refused_or_utc() -> None:
    """How the service reads a changedSince without a zone is not known: strict refuses it, else it is UTC."""
    assert Caller(simulator()).get("customers", changedSince="2026-10-30T09:00:00").status_code == 400
    assert len(Caller(simulator(strict=False)).get("customers", changedSince="2026-10-30T09:00:00").json()) == 1


def stocked() -> SeveraSimulator:
    sim = simulator(page_cap=1000)
    sim.load("business_units", [{"guid": "unit", "name": "North", "code": "N", "companyGuid": "north"}])
    sim.load("sales_status_types", [
        {"guid": "open", "name": "Offer", "salesState": "InProgress"}, {"guid": "won", "name": "Won", "salesState": "Won"}])
    sim.load("projects", [
        {"guid": "case", "name": "Case", "number": 8, "customer": {"guid": CUSTOMER}, "salesStatus": {"salesStatusTypeGuid": "open"}},
        {"guid": "closed", "name": "Done", "number": 9, "isClosed": True, "isInternal": True, "currency": {"guid": "eur"},
         "salesStatus": {"salesStatusTypeGuid": "won"}, "businessUnit": {"guid": "unit"}, "projectOwner": {"guid": "ann"}}])
    sim.load("customers", [{"guid": "other", "name": "Other", "number": 11, "email": "a@b.nl", "isActive": False, "vatNumber": "NL1"}])
    sim.load("contacts", [{"guid": "p", "firstName": "Ann", "lastName": "Lee", "customer": {"guid": CUSTOMER}}])
    sim.load("addresses", [{"guid": "a", "customer": {"guid": CUSTOMER}, "contacts": [{"guid": "p"}]}])
    sim.load("communication_types", [{"guid": "mail", "name": "E-mail", "type": "EmailAddress"}])
    sim.load("communications", [{"value": "ann@acme.nl", "contact": {"guid": "p"}, "communicationType": {"guid": "mail"}}])
    sim.load("products", [{"name": "Screw", "code": "S1", "type": "Materials"}, {"name": "Fee", "code": "F1", "type": "FixedFees"}])
    sim.load("travel_expense_types", [{"name": "Train", "code": "T"}, {"name": "Car", "code": "C", "isActive": False}])
    sim.load("work_types", [{"name": "Design", "code": "D"}, {"name": "Talk", "code": "T", "isProductive": False}])
    sim.load("vat_rates", [{"percentage": 21, "countryGuid": "nl"}, {"percentage": 9, "countryGuid": "nl", "isActive": False}])
    sim.load("countries", [{"guid": "nl", "code2": "NL", "code3": "NLD", "name": "Nederland"}])
    sim.load("cost_centers", [{"name": "Sales", "identifier": "100"}])
    sim.load("custom_properties", [{"guid": "cp", "name": "Class", "type": "String"}, {"guid": "cq", "name": "Unused", "type": "Date"}])
    sim.load("custom_values", [{"customProperty": {"guid": "cp"}, "customerGuid": CUSTOMER, "value": "10"}])
    sim.load("selection_items", [{"customerCustomProperty": {"guid": "cp"}, "name": "A"}])
    sim.load("project_fees", [
        {"guid": "f1", "project": {"guid": PROJECT}, "isBillable": True, "productType": "Materials", "plannedBillingDate": "2026-11-01"},
        {"guid": "f2", "project": {"guid": PROJECT}, "isBillable": False, "invoice": {"guid": "x"}, "invoiceRowGuid": "y"}])
    invoice(sim, DRAFT, projects=[{"guid": PROJECT}])
    invoice(sim, PAID, "paid", date="2026-09-30", number=5, referenceNumber="R5", paymentDate="2026-10-01", projects=[{"guid": "closed"}],
            totalExcludingTax={"amount": 500, "currencyCode": "EUR"})
    return sim  # fmt: skip


@pytest.mark.parametrize(("path", "query", "count"), [
    ("customers", {"numbers": [10, 11]}, 2), ("customers", {"isInternal": True}, 0), ("customers", {"emailAddresses": "a@b.nl"}, 1),
    ("customers", {"customerNames": "Other"}, 1), ("customers", {"vatNumber": "NL1"}, 1), ("customers", {"isActive": True}, 1),
    ("projects", {}, 3), ("projects", {"isClosed": True}, 1), ("projects", {"internal": False}, 2), ("projects", {"customerGuids": CUSTOMER}, 2),
    ("projects", {"businessUnitGuids": "unit"}, 1), ("projects", {"salesStatusTypeGuids": ["open", "won"]}, 2), ("projects", {"numbers": 7}, 1),
    ("projects", {"projectOwnerGuids": "ann", "currencyGuid": "eur"}, 1), ("salescases", {}, 1), ("salescases", {"isClosed": True}, 0),
    (f"customers/{CUSTOMER}/projects", {}, 2), (f"customers/{CUSTOMER}/projects", {"projectGuids": "case"}, 1),
    ("invoices", {"invoiceStatusGuids": PAID}, 1), ("invoices", {"numbers": 5, "referenceNumbers": "R5"}, 1), ("invoices", {"projectGuids": PROJECT}, 1),
    ("invoices", {"startDate": "2026-10-01T00:00:00Z"}, 1), ("invoices", {"endDate": "2026-09-30T00:00:00Z"}, 1), ("invoices", {"customerGuids": CUSTOMER}, 2),
    ("invoices", {"paymentDateStart": "2026-10-01T00:00:00Z"}, 1), ("invoices", {"minimumTotalExcludingTax": "23.43"}, 2),
    ("invoices", {"minimumTotalExcludingTax": "23.44"}, 1), ("invoices", {"maximumTotalExcludingTax": 100}, 1), ("invoices", {"projectBusinessUnitGuids": "unit"}, 1),
    ("invoicerows", {}, 4), ("invoices/paid/invoicerows", {}, 2), ("invoices/paid/invoicerows", {"rowType": "Hours"}, 0),
    ("projectfees", {}, 2), (f"projects/{PROJECT}/projectfees", {"isBillable": True}, 1), (f"projects/{PROJECT}/projectfees", {"isBilled": True}, 1),
    (f"projects/{PROJECT}/projectfees", {"productType": "Materials", "invoiceableDate": "2026-11-01T00:00:00Z"}, 1),
    (f"projects/{PROJECT}/projectfees", {"invoiceableDate": "2026-10-31T00:00:00Z"}, 0), ("invoices/paid/projectfees", {}, 0),
    ("products", {"type": "Materials", "code": "S1"}, 1), ("worktypes", {"productive": True}, 1), ("worktypes", {"textToSearch": "TALK"}, 1),
    ("travelexpensetypes", {"active": True}, 1), ("travelexpensetypes", {"code": "C"}, 1), ("vatrates", {"countryGuid": "nl"}, 2),
    ("vatrates", {"active": False}, 1), ("localization/countries", {}, 1), ("costcenters", {"identifier": "100", "name": "Sales"}, 1),
    ("addresses", {}, 1), (f"customers/{CUSTOMER}/addresses", {}, 1), ("contactpersons/p/addresses", {}, 1),
    ("contactpersons", {"textToSearch": "lee"}, 1), (f"customers/{CUSTOMER}/contactpersons", {"active": False}, 0),
    ("contactcommunications", {"textToSearch": "acme"}, 1), ("contacts/p/contactcommunications", {}, 1),
    ("customers/customproperties", {"isInUse": True}, 1), (f"customers/{CUSTOMER}/customvalues", {"active": True}, 1),
    ("customers/customproperties/cp/customercustompropertyselectionitems", {"isActive": True}, 1),
    ("businessunits", {"companyGuid": "north", "code": "N"}, 1), ("salesstatustypes", {"salesState": "Won"}, 1), ("invoicestatuses", {"textToSearch": "betaald"}, 2),
])  # fmt: skip
def test_a_filter_filters(path: str, query: dict[str, Any], count: int) -> None:
    """Each list gives the rows that pass every filter it is asked for; a repeated parameter means any of its values."""
    assert len(Caller(stocked()).get(path, **query).json()) == count


def test_sales_cases_may_be_missing_among_the_projects() -> None:
    """By the switch, a project whose sales status is in progress stands among the sales cases only."""
    sim = simulator(cases_in_projects=False)
    sim.load("sales_status_types", [{"guid": "open", "name": "Offer", "salesState": "InProgress"}])
    sim.load("sales_cases", [{"guid": "case", "name": "Case", "salesStatus": {"salesStatusTypeGuid": "open"}}])
    assert [row["guid"] for row in Caller(sim).get("projects").json()] == [PROJECT]
    assert [row["guid"] for row in sim.documents("sales_cases")] == ["case"]


@pytest.mark.parametrize("path", ["customers/none", "invoices/none", "customers/none/addresses", "invoices/none/invoicerows",
                                  "invoices/none/pdf", "invoices/none/invoicesettings", "localization/countries/XX",
                                  "nothing", "a/b/c/d/e/f/g", "customers/"])  # fmt: skip
def test_what_is_not_there_is_404_without_a_body(path: str) -> None:
    """An unknown guid or path is 404 with no body and no Content-Type."""
    answer = Caller(simulator()).get(path)
    assert (answer.status_code, answer.content, "Content-Type" in answer.headers) == (404, b"", False)


def test_a_path_outside_the_version_is_404() -> None:
    """Nothing lives outside /v1."""
    ask = Caller(simulator())
    assert ask.http.get("https://api.severa.visma.com/customers").status_code == 404


def test_a_path_that_takes_other_methods_is_405() -> None:
    """A path that exists refuses the methods it lacks."""
    assert Caller(simulator()).post("salescases", {}).status_code == 405


def test_a_country_is_found_by_guid_or_by_code() -> None:
    """A country by guid is one object, by code or name an array."""
    ask = Caller(stocked())
    assert exact(ask.get("localization/countries/nl"))["code2"] == "NL"
    assert [row["guid"] for key in ("NL", "NLD", "Nederland") for row in exact(ask.get(f"localization/countries/{key}"))] == ["nl"] * 3


def test_the_older_api_lacks_what_came_later() -> None:
    """In the 2023 API the later filters are unknown parameters."""
    old, new = Caller(simulator(spec="2023")), Caller(simulator())
    for path, query in (("travelexpensetypes", {"changedSince": "2026-10-30T09:00:00Z"}), ("customers", {"kvkNumber": "1"})):
        assert new.get(path, **query).status_code == 200
        assert old.get(path, **query).status_code == 400


def test_an_addon_that_is_off_is_403() -> None:
    """What belongs to an add-on is 403 AddonMissing while it is off."""
    bare, full = Caller(simulator(addons=[])), Caller(simulator(addons=["customproperties", "vismafinancials"]))
    for path in ("customers/customproperties", f"customers/{CUSTOMER}/customvalues", "integrations/vismafinancials/companyinformation"):
        assert refused(bare.get(path)) == (403, "AddonMissing")
        assert full.get(path).status_code == 200


def test_nulls_may_be_left_out() -> None:
    """By the switch an answer leaves null fields out, on every level."""
    assert exact(Caller(simulator()).get(f"customers/{CUSTOMER}"))["vatNumber"] is None
    shown = exact(Caller(simulator(omit_nulls=True)).get(f"customers/{CUSTOMER}"))
    assert shown["currency"] == {"guid": "eur", "code": "EUR", "name": "Euro"}
    assert "vatNumber" not in shown


def test_moments_may_lack_their_zone() -> None:
    """By the switch the service writes its moments without a zone."""
    assert simulator(zoned_stamps=False).documents("customers")[0]["createdDateTime"] == "2026-10-30T09:00:00"


def test_the_history_of_a_new_record_is_null_or_its_creation() -> None:
    """A record that nobody changed has no last change, or by the switch its creation."""
    assert simulator().documents("customers")[0]["lastUpdatedDateTime"] is None
    assert simulator(stamped_when_new=True).documents("customers")[0]["lastUpdatedDateTime"] == "2026-10-30T09:00:00Z"
