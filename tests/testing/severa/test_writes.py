from __future__ import annotations

from typing import Any

import pytest

from severa_vnf.testing.severa import SeveraSimulator
from tests.testing.severa.caller import CUSTOMER, PROJECT, Caller, exact, refused, simulator

MONEY = {"amount": 12.5, "currencyCode": "EUR"}


def equipped(**switches: Any) -> SeveraSimulator:
    sim = simulator(**switches)
    sim.load("communication_types", [{"guid": "mail", "name": "E-mail", "type": "EmailAddress"}, {"guid": "phone", "name": "Tel"}])
    sim.load("contacts", [{"guid": "p", "firstName": "Ann", "lastName": "Lee", "customer": {"guid": CUSTOMER}}])
    sim.load("sales_status_types", [{"guid": "open", "name": "Offer", "salesState": "InProgress"}, {"guid": "won", "salesState": "Won"}])
    sim.load("custom_properties", [{"guid": "cp", "name": "Class", "type": "String"}])
    sim.load("countries", [{"guid": "nl", "code2": "NL", "name": "Nederland"}])
    return sim


@pytest.mark.parametrize(("path", "body", "array"), [
    ("customers", {"name": "New", "number": 11, "currency": {"guid": "eur"}}, False),
    (f"customers/{CUSTOMER}/addresses", {"addressline": "A 1", "country": {"guid": "nl"}, "isVisitAddress": True}, False),
    ("contactpersons", {"firstName": "Bo", "lastName": "Ek", "customer": {"guid": CUSTOMER}}, False),
    ("contactcommunications", {"value": "a@b.nl", "contact": {"guid": "p"}, "communicationType": {"guid": "mail"}}, False),
    ("communicationtypes", {"name": "Fax", "type": "Fax"}, False), ("products", {"name": "Screw", "unitPrice": MONEY}, False),
    ("worktypes", {"name": "Design", "hourCost": MONEY}, False), ("productcategories", {"name": "Parts"}, False),
    ("travelexpensetypes", {"name": "Km", "expenseClass": "Mileage", "unitCost": MONEY}, False),
    ("projects", {"name": "P", "customer": {"guid": CUSTOMER}, "projectOwner": {"guid": "ann"}, "number": 70}, False),
    ("salesstatustypes", {"name": "Lost", "salesState": "Lost"}, False), ("invoicestatuses", {"name": "Late", "sortOrder": 9}, False),
    ("projectfees", {"project": {"guid": PROJECT}, "name": "Train", "unitCost": MONEY}, True),
    ("vatrates", {"percentage": 21}, False), ("costcenters", {"name": "Sales", "identifier": "100"}, False),
    ("customers/customproperties", {"name": "Size", "type": "Numeric"}, True),
    ("customers/customproperties/customercustompropertyselectionitems", {"customerCustomProperty": {"guid": "cp"}, "name": "A"}, False),
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
    assert exact(ask.patch(at)) in ([{**made, "lastUpdatedDateTime": "2026-10-30T09:00:00Z"}], {**made, "lastUpdatedDateTime": "2026-10-30T09:00:00Z"})
    assert ask.delete(at).status_code == 204
    assert (ask.delete(at).status_code, ask.get(at).status_code) == (404, 404)


@pytest.mark.parametrize("body", [{}, {"name": None}, {"name": 1}, {"name": "A", "number": "5"}, {"name": "A", "isActive": "yes"}, [], None,
                                  {"name": "A", "number": 2**63}, {"name": "A", "paymentTerm": 2**31}, {"name": "A", "overdueInterest": True},
                                  {"name": "A", "kvkNumber": "1" * 26}, {"name": "A", "currency": {"code": "EUR"}}, {"name": "A", "currency": "EUR"},
                                  {"name": "A", "currency": {"guid": None}}])  # fmt: skip
@pytest.mark.parametrize("strict", [True, False])
def test_a_body_of_the_wrong_shape_is_refused(body: Any, strict: bool) -> None:
    """A missing required field, a wrong type, a null where there must be a value, a number out of range: 400."""
    assert refused(Caller(simulator(strict=strict)).post("customers", body)) == (400, "InvalidRequest")


@pytest.mark.parametrize("field", [{"colour": "red"}, {"isInternal": True}, {"guid": "mine"}, {"currency": {"guid": "eur", "rate": 1}}])
def test_what_the_service_drops_is_refused_in_strict_mode(field: dict[str, Any]) -> None:
    """An unknown or read-only field is 400 in strict mode; else it is dropped, as the service does."""
    assert refused(Caller(simulator()).post("customers", {"name": "New", **field})) == (400, "InvalidRequest")
    made = exact(Caller(simulator(strict=False)).post("customers", {"name": "New", **field}))
    assert (made["isInternal"], made["guid"] == "mine", "colour" in made) == (False, False, False)


def test_every_complaint_is_reported_at_once() -> None:
    """A refusal names everything wrong with the body."""
    error = Caller(simulator()).post("customers", {"number": "5", "colour": "red"}).json()["error"]
    assert [detail["location"]["name"] for detail in error["details"]] == ["/number", "/colour", "/name"]


@pytest.mark.parametrize("value", ["2026-10-32", "30-10-2026", 20261030])
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
    answer = ask.http.patch(f"https://a.b/v1/customers/{CUSTOMER}", content="[]", headers={"Content-Type": "application/json-patch+json"})
    assert refused(answer) == (415, "InvalidRequest")


def test_a_write_takes_no_parameters() -> None:
    """In strict mode a parameter that no write knows is refused."""
    ask = Caller(simulator())
    assert refused(ask.post("customers?x=1", {"name": "New"})) == (400, "InvalidParameter")
    assert refused(ask.patch(f"customers/{CUSTOMER}?x=1")) == (400, "InvalidParameter")


@pytest.mark.parametrize(("path", "value", "shown"), [
    ("/name", "New", ("name", "New")), ("/notes", None, ("notes", None)), ("/number", 12, ("number", 12)),
    ("/currency/guid", "usd", ("currency", {"guid": "usd", "code": "USD", "name": None, "symbol": None})),
    ("/currency", {"guid": "usd"}, ("currency", {"guid": "usd", "code": "USD", "name": None, "symbol": None})), ("/currency", None, ("currency", None)),
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
    {"op": "Replace", "path": "/colour", "value": 1}, {"op": "Replace", "path": "/guid", "value": "x"}, {"op": "Replace", "path": "/isInternal", "value": True},
    {"op": "Replace", "path": "name", "value": "x"}, {"op": "Replace", "value": "x"}, {"op": "Replace", "path": "/name/first", "value": "x"},
    {"op": "Replace", "path": "/number", "value": "12"}, {"op": "Replace", "path": "/isActive", "value": "true"}, {"op": "Replace", "path": "/name", "value": None},
    {"op": "replace", "path": "/name", "value": "x"}, {"op": "Change", "path": "/name", "value": "x"}, {"path": "/name", "value": "x"}, "name",
    {"op": "Replace", "path": "/name"}, {"op": "Replace", "path": "/name", "value": "x", "why": "so"}, {"op": "Replace", "path": "/NAME", "value": "x"},
    {"op": "Replace", "path": "/currency", "value": {"guid": "eur", "rate": 1}}, {"op": "Replace", "path": "/headquarterAddress/city", "value": "Breda"},
])  # fmt: skip
def test_a_wrong_operation_is_refused(operation: Any) -> None:
    """An unknown path, a read-only field, a wrong type, an op that is misspelled or missing: 400 in strict mode."""
    assert refused(Caller(simulator()).apply(f"customers/{CUSTOMER}", operation)) == (400, "InvalidRequest")


@pytest.mark.parametrize("op", ["Add", "Remove", "Move", "Copy"])
def test_only_replace_is_supported(op: str) -> None:
    """Every other operation of JSON Patch is 400 InvalidOperation."""
    operation = {"op": op, "path": "/notes", "value": "x"}
    assert refused(Caller(simulator()).apply(f"customers/{CUSTOMER}", operation)) == (400, "InvalidOperation")


def test_a_patch_is_an_array() -> None:
    """A JSON Patch that is no array is 400."""
    answer = Caller(simulator()).http.patch(f"https://a.b/v1/customers/{CUSTOMER}", json={})
    assert answer.status_code == 401
    ask = Caller(simulator())
    assert refused(ask.http.patch(f"https://a.b/v1/customers/{CUSTOMER}", json={"op": "Replace"})) == (400, "InvalidRequest")


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


def test_a_customers_number_and_active_name_are_its_own() -> None:
    """A number, or an active customer's name, that another one has is refused; the switch allows both."""
    for unique in (True, False):
        ask = Caller(simulator(unique_customers=unique))
        for body in ({"name": "New", "number": 10}, {"name": "Acme B.V.", "number": 11}):
            assert ask.post("customers", body).status_code == (400 if unique else 201)
        assert ask.post("customers", {"name": "Acme B.V.", "number": 12, "isActive": False}).status_code == 201
        assert ask.patch(f"customers/{CUSTOMER}", number=10).status_code == 200


def test_what_comes_without_a_number_takes_the_organisations_next() -> None:
    """A customer or project without a number gets the next one that is free."""
    sim = simulator()
    sim.load("settings", [{"nextCustomerNumber": 10, "nextProjectNumber": 7}])
    ask = Caller(sim)
    assert exact(ask.post("customers", {"name": "New"}))["number"] == 11
    assert exact(ask.post("projects", {"name": "P", "customer": {"guid": CUSTOMER}, "projectOwner": {"guid": "ann"}}))["number"] == 8
    settings = exact(ask.get("organizationsettings"))
    assert (settings["lastCustomerNumber"], settings["nextCustomerNumber"], settings["nextProjectNumber"]) == (11, 12, 9)


def test_a_refused_customer_takes_no_number() -> None:
    """A POST that is refused leaves the numbers as they were."""
    ask = Caller(simulator())
    assert ask.post("customers", {"name": "Acme B.V."}).status_code == 400
    assert exact(ask.get("organizationsettings"))["nextCustomerNumber"] == 1


def test_codes_are_shared_unless_the_organisation_forbids_it() -> None:
    """Where the organisation wants unique codes, a product or work type with another's code is refused."""
    sim = simulator()
    ask = Caller(sim)
    assert ask.post("products", {"name": "A", "code": "1"}).status_code == 201
    assert ask.post("worktypes", {"name": "B", "code": "1"}).status_code == 201
    sim.load("settings", [{"uniqueIdentifierForProductsAndWorktypes": True}])
    assert refused(ask.post("worktypes", {"name": "C", "code": "1"})) == (400, "InvalidOperation")
    assert ask.post("worktypes", {"name": "C"}).status_code == 201


def test_references_are_read_from_the_record_itself() -> None:
    """A project shows the number that its customer has now, a customer the address it has now."""
    sim = equipped()
    ask = Caller(sim)
    address = exact(ask.post(f"customers/{CUSTOMER}/addresses", {"city": "Breda", "country": {"guid": "nl"}}))
    ask.patch(f"customers/{CUSTOMER}", number=20, headquarterAddress__guid=address["guid"])
    assert exact(ask.get(f"projects/{PROJECT}"))["customer"] == {"guid": CUSTOMER, "name": "Acme B.V.", "number": 20}
    home = exact(ask.get(f"customers/{CUSTOMER}"))["headquarterAddress"]
    assert (home["city"], home["country"]) == ("Breda", "Nederland")


def test_a_contact_is_reached_by_its_communications() -> None:
    """A contact's e-mail addresses and telephone numbers are those of its communications."""
    ask = Caller(equipped())
    for value, kind in (("ann@acme.nl", "mail"), ("+31 1", "phone")):
        answer = ask.post("contactcommunications", {"value": value, "contact": {"guid": "p"}, "communicationType": {"guid": kind}})
        at = f"contactcommunications/{exact(answer)['guid']}"
    assert isinstance(exact(ask.patch(at, value="+31 2")), dict)
    contact = exact(ask.get("contactpersons/p"))
    assert (contact["name"], contact["emails"], contact["phoneNumbers"]) == ("Ann Lee", ["ann@acme.nl"], ["+31 2"])
    ask.delete("contactpersons/p")
    assert exact(ask.get("contactcommunications")) == []


def test_a_change_below_a_customer_may_touch_it() -> None:
    """By the switch a customer counts as changed with its addresses, contacts and communications."""
    for touch in (True, False):
        sim = equipped(children_touch_customer=touch)
        ask = Caller(sim)
        ask.post("contactcommunications", {"value": "1", "contact": {"guid": "p"}, "communicationType": {"guid": "mail"}})
        assert (sim.documents("customers")[0]["lastUpdatedDateTime"] is not None) == touch
        sim.load("addresses", [{"guid": "loose"}])
        assert ask.delete("addresses/loose").status_code == 204


def test_a_customer_with_projects_stays() -> None:
    """A customer with projects or invoices cannot be deleted; another goes with its contacts and addresses."""
    sim = equipped()
    sim.load("customers", [{"guid": "free", "name": "Free", "number": 11}])
    sim.load("contacts", [{"firstName": "Bo", "lastName": "Ek", "customer": {"guid": "free"}}])
    sim.load("addresses", [{"customer": {"guid": "free"}}])
    ask = Caller(sim)
    assert refused(ask.delete(f"customers/{CUSTOMER}")) == (400, "InvalidOperation")
    assert ask.delete("customers/free").status_code == 204
    assert (len(sim.documents("contacts")), sim.documents("addresses")) == (1, [])


def test_a_projects_sales_status_is_a_record_of_its_own() -> None:
    """A project's sales status is set by its type's guid, and gets a guid of its own; its own guid is read-only."""
    ask = Caller(equipped())
    (project,) = exact(ask.patch(f"projects/{PROJECT}", salesStatus__salesStatusTypeGuid="open"))
    assert project["salesStatus"]["name"] == "Offer"
    assert project["salesStatus"]["guid"] not in (None, "open")
    assert refused(ask.patch(f"projects/{PROJECT}", salesStatus__guid="won")) == (400, "InvalidRequest")
    assert [row["guid"] for row in exact(ask.get("salescases"))] == [PROJECT]
    ask.patch(f"projects/{PROJECT}", salesStatus__salesStatusTypeGuid="won")
    assert exact(ask.get("salescases")) == []


def test_a_closed_project_says_when() -> None:
    """Closing a project dates it, reopening takes the date away."""
    ask = Caller(simulator())
    assert exact(ask.patch(f"projects/{PROJECT}", isClosed=True))[0]["closedDate"] == "2026-10-30"
    assert exact(ask.patch(f"projects/{PROJECT}", isClosed=False))[0]["closedDate"] is None


def test_the_organisation_is_patched_as_an_object() -> None:
    """The organisation's details are changed by PATCH and answered as one object; its settings cannot be written."""
    ask = Caller(simulator())
    assert exact(ask.patch("organizationdetails", kvkNumber="123"))["kvkNumber"] == "123"
    assert ask.patch("organizationsettings", paymentTerm=1).status_code == 405


def test_two_runs_of_one_seed_make_the_same_guids() -> None:
    """Guids come from the seed and follow no RFC."""
    first, second, other = (Caller(simulator(seed=seed)) for seed in (1, 1, 2))
    guids = [exact(ask.post("customers", {"name": "New"}))["guid"] for ask in (first, second, other)]
    assert guids[0] == guids[1] != guids[2]
    assert [len(part) for part in guids[0].split("-")] == [8, 4, 4, 4, 12]


def test_load_refuses_what_the_service_could_not_hold() -> None:
    """Loading a field or value that the service has not is a ValueError in strict mode, else it is kept."""
    with pytest.raises(ValueError, match="/colour unknown field"):
        simulator().load("customers", [{"colour": "red"}])
    with pytest.raises(ValueError, match="/percentage is not a number"):
        simulator().load("vat_rates", [{"percentage": "21"}])
    with pytest.raises(ValueError, match="/nextInvoiceNumber"):
        simulator().load("settings", [{"nextInvoiceNumber": "1"}])
    lenient = simulator(strict=False)
    lenient.load("customers", [{"guid": "new", "colour": "red"}])
    assert lenient.documents("customers")[1]["colour"] == "red"


def test_what_a_person_changes_counts_as_changed() -> None:
    """A person's edit changes the fields it names, parts of an object too, and stamps the record."""
    sim = simulator()
    sim.edit("customers", CUSTOMER, notes="by hand", currency={"name": "Euros"})
    (customer,) = sim.documents("customers")
    assert (customer["notes"], customer["currency"]["guid"], customer["lastUpdatedDateTime"] is None) == ("by hand", "eur", False)
    with pytest.raises(ValueError, match="colour"):
        sim.edit("customers", CUSTOMER, colour="red")
    sim.remove("customers", CUSTOMER)
    assert sim.documents("customers") == []
