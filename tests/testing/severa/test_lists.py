from __future__ import annotations

from typing import Any

import pytest

from tests.testing.severa.caller import CUSTOMER, Caller, exact, refused, simulator


def crowd(count: int, **switches: Any) -> Caller:
    """So many customers and work types, every other customer active."""
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
        sizes.append(len(exact(page)))
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
    assert len(exact(ask.get("customers", isActive=True, pageToken=token, rowCount=1))) == 1
    assert refused(ask.get("customers", pageToken=token)) == (400, "InvalidParameter")
    assert refused(ask.get("customers", pageToken="nonsense")) == (400, "InvalidParameter")
    assert refused(ask.get("customers", pageToken="MQ==")) == (400, "InvalidParameter")


def test_an_offset_list_is_cut_by_its_first_row() -> None:
    """A list by offset gives rows from firstRow on, and an empty page behind the last."""
    ask = crowd(45)
    assert [row["name"] for row in ask.get("worktypes", firstRow=40, rowCount=3).json()] == ["W40", "W41", "W42"]
    assert ask.get("worktypes", firstRow=45, calculateRowCount=True).json() == []
    assert "NextPageToken" not in ask.get("worktypes").headers


def test_the_smallest_page_has_one_row() -> None:
    """One row, and the first row, can be asked for; a refusal names the parameter that is out of range."""
    ask = crowd(3)
    assert [row["name"] for row in exact(ask.get("worktypes", rowCount=1, firstRow=0))] == ["W0"]
    for name, value in (("rowCount", 0), ("firstRow", -1)):
        (detail,) = ask.get("worktypes", **{name: value}).json()["error"]["details"]
        assert detail["location"] == {"type": "UriParameter", "name": name, "identifier": None}


@pytest.mark.parametrize(
    ("cap", "path"), [(100, "customers"), (100, "worktypes"), (1000, "customers"), (1000, "worktypes")]
)
def test_a_page_is_cut_at_the_cap_without_a_word(cap: int, path: str) -> None:
    """More rows than the cap are not refused, they are not given; without a row count there are twenty."""
    ask = crowd(130, page_cap=cap)
    assert len(exact(ask.get(path, rowCount=500))) == min(cap, 130)
    assert len(exact(ask.get(path))) == 20


def test_a_list_whose_text_says_all_may_answer_whole() -> None:
    """By the switch, a list whose text says "Default all" answers whole without a row count."""
    for whole, expected in ((True, 30), (False, 20)):
        sim = simulator(whole_by_default=whole)
        sim.load("product_categories", [{"name": f"P{n}"} for n in range(30)])
        assert len(exact(Caller(sim).get("productcategories"))) == expected


@pytest.mark.parametrize(
    "query", [{"rowCount": 0}, {"rowCount": "x"}, {"firstRow": -1}, {"active": "maybe"}, {"changedSince": "soon"}]
)
def test_a_parameter_out_of_range_is_refused(query: dict[str, Any]) -> None:
    """A parameter whose value is no value of its kind is 400."""
    assert refused(Caller(simulator()).get("worktypes", **query)) == (400, "InvalidParameter")


def test_an_unknown_parameter_is_refused_or_ignored() -> None:
    """In strict mode an unknown parameter is 400; else it is ignored and everything answered, as the service does."""
    strict, lenient = crowd(10), crowd(10, strict=False)
    for query in ({"active": True}, {"firstRow": 5}):
        assert refused(strict.get("customers", **query)) == (400, "InvalidParameter")
        assert len(exact(lenient.get("customers", **query))) == 10
    assert refused(strict.get(f"customers/{CUSTOMER}", isActive=True)) == (400, "InvalidParameter")
    assert len(exact(lenient.get("customers", ISACTIVE=False))) == 5


@pytest.mark.parametrize("path",
["customers/none", "invoices/none", "customers/none/addresses", "invoices/none/invoicerows",
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


def test_an_addon_that_is_off_is_403() -> None:
    """What belongs to an add-on is 403 AddonMissing while it is off."""
    bare, full = Caller(simulator(addons=[])), Caller(simulator(addons=["customproperties", "vismafinancials"]))
    for path in (
        "customers/customproperties",
        f"customers/{CUSTOMER}/customvalues",
        "integrations/vismafinancials/companyinformation",
    ):
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
