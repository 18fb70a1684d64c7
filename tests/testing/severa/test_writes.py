from __future__ import annotations

from typing import Any

import pytest

from tests.testing.severa.caller import CUSTOMER, PROJECT, Caller, equipped, exact, refused, simulator

MONEY = {"amount": 12.5, "currencyCode": "EUR"}


@pytest.mark.parametrize(("path", "body", "array"), [
    ("customers", {"name": "New", "number": 11, "currency": {"guid": "eur"}}, False),
    (f"customers/{CUSTOMER}/addresses", {"addressline": "A 1", "country": {"guid": "nl"}, "isVisitAddress": True},
    False),
    ("contactpersons", {"firstName": "Bo", "lastName": "Ek", "customer": {"guid": CUSTOMER}}, False),
    ("contactcommunications", {"value": "a@b.nl", "contact": {"guid": "p"}, "communicationType": {"guid": "mail"}},
    False),
    ("communicationtypes", {"name": "Fax", "type": "Fax"}, False),
    ("products", {"name": "Screw", "unitPrice": MONEY}, False),
    ("worktypes", {"name": "Design", "hourCost": MONEY}, False), ("productcategories", {"name": "Parts"}, False),
    ("travelexpensetypes", {"name": "Km", "expenseClass": "Mileage", "unitCost": MONEY}, False),
    ("projects", {"name": "P", "customer": {"guid": CUSTOMER}, "projectOwner": {"guid": "ann"}, "number": 70}, False),
    ("salesstatustypes", {"name": "Lost", "salesState": "Lost"}, False),
    ("invoicestatuses", {"name": "Late", "sortOrder": 9}, False),
    ("projectfees", {"project": {"guid": PROJECT}, "name": "Train", "unitCost": MONEY}, True),
    ("vatrates", {"percentage": 21}, False), ("costcenters", {"name": "Sales", "identifier": "100"}, False),
    ("customers/customproperties", {"name": "Size", "type": "Numeric"}, True),
    ("customers/customproperties/customercustompropertyselectionitems",
    {"customerCustomProperty": {"guid": "cp"}, "name": "A"}, False),
    ("customers/customvalues", {"customerGuid": CUSTOMER, "customProperty": {"guid": "cp"}, "value": "A"}, True),
])  # fmt: skip
def test_a_record_lives_from_its_post_to_its_delete(path: str, body: dict[str, Any], array: bool) -> None:
    """A POSTed record is answered with a guid of its own, 201, alone or in an array; read again, changed, deleted."""
    ask = Caller(equipped())
    answer = ask.post(path, body)
    made = exact(answer)[0] if array else exact(answer)
    assert (answer.status_code, isinstance(exact(answer), list)) == (201, array)
    assert made.items() >= {name: value for name, value in body.items() if not isinstance(value, dict)}.items()
    at = f"{path.removeprefix(f'customers/{CUSTOMER}/')}/{made['guid']}"
    assert exact(ask.get(at)) == made
    assert exact(ask.patch(at)) in (
        [{**made, "lastUpdatedDateTime": "2026-10-30T09:00:00Z"}],
        {**made, "lastUpdatedDateTime": "2026-10-30T09:00:00Z"},
    )
    assert ask.delete(at).status_code == 204
    assert (ask.delete(at).status_code, ask.get(at).status_code) == (404, 404)


WRONG = [
    {}, [], None, {"name": None}, {"name": ""}, {"name": 1}, {"name": "A", "number": "5"},
    {"name": "A", "isActive": "yes"}, {"name": "A", "number": 2**63}, {"name": "A", "paymentTerm": 2**31},
    {"name": "A", "overdueInterest": True},
    {"name": "A", "kvkNumber": "1" * 26}, {"name": "A", "currency": {"code": "EUR"}}, {"name": "A", "currency": "EUR"},
    {"name": "A", "currency": {"guid": None}},
]  # fmt: skip


@pytest.mark.parametrize("body", WRONG)
@pytest.mark.parametrize("strict", [True, False])
def test_a_body_of_the_wrong_shape_is_refused(body: Any, strict: bool) -> None:
    """A missing required field, a wrong type, a null where there must be a value, a number out of range: 400."""
    assert refused(Caller(simulator(strict=strict)).post("customers", body)) == (400, "InvalidRequest")


@pytest.mark.parametrize(
    "field", [{"colour": "red"}, {"isInternal": True}, {"guid": "mine"}, {"currency": {"guid": "eur", "rate": 1}}]
)
def test_what_the_service_drops_is_refused_in_strict_mode(field: dict[str, Any]) -> None:
    """An unknown or read-only field is 400 in strict mode; else it is dropped, as the service does."""
    assert refused(Caller(simulator()).post("customers", {"name": "New", **field})) == (400, "InvalidRequest")
    made = exact(Caller(simulator(strict=False)).post("customers", {"name": "New", **field}))
    assert (made["isInternal"], made["guid"] == "mine", "colour" in made) == (False, False, False)


def test_every_complaint_is_reported_at_once() -> None:
    """A refusal names everything wrong with the body."""
    error = Caller(simulator()).post("customers", {"number": "5", "colour": "red"}).json()["error"]
    assert [detail["location"]["name"] for detail in error["details"]] == ["/number", "/colour", "/name"]
    assert error["details"][0]["message"] == "/number is no int64"


@pytest.mark.parametrize("value", ["2026-10-32", "30-10-2026", "20261030", "2026-W44-5", 20261030], ids=repr)
def test_a_date_is_a_date(value: Any) -> None:
    """A date that is none is refused."""
    assert refused(Caller(simulator()).patch(f"projects/{PROJECT}", startDate=value)) == (400, "InvalidRequest")


def test_a_reference_to_nothing_is_refused() -> None:
    """A record that refers to one that is not there is 400."""
    ask = Caller(equipped())
    assert refused(ask.post("customers", {"name": "New", "currency": {"guid": "none"}})) == (400, "InvalidParameter")
    assert refused(ask.patch(f"customers/{CUSTOMER}", currency={"guid": "none"})) == (400, "InvalidParameter")
    assert ask.post("customers/none/addresses", {}).status_code == 404
    value = {"customerGuid": "none", "customProperty": {"guid": "cp"}, "value": "A"}
    assert refused(ask.post("customers/customvalues", value)) == (400, "InvalidOperation")


def test_only_json_is_taken() -> None:
    """A body of another type than application/json is 415."""
    ask = Caller(simulator())
    answer = ask.http.patch(
        f"https://a.b/v1/customers/{CUSTOMER}", content="[]", headers={"Content-Type": "application/json-patch+json"}
    )
    assert refused(answer) == (415, "InvalidRequest")


def test_a_write_takes_no_parameters() -> None:
    """In strict mode a parameter that no write knows is refused."""
    ask = Caller(simulator())
    assert refused(ask.post("customers?x=1", {"name": "New"})) == (400, "InvalidParameter")
    assert refused(ask.patch(f"customers/{CUSTOMER}?x=1")) == (400, "InvalidParameter")
