from __future__ import annotations

import pytest

from tests.testing.severa.caller import CUSTOMER, PROJECT, Caller, equipped, exact, refused, simulator


def test_a_customers_number_and_active_name_are_its_own() -> None:
    """A number, or an active customer's name, that another one has is refused; the switch allows both."""
    for unique in (True, False):
        ask = Caller(simulator(unique_customers=unique))
        for body in ({"name": "New", "number": 10}, {"name": "Acme B.V.", "number": 11}):
            assert ask.post("customers", body).status_code == (400 if unique else 201)
        assert ask.post("customers", {"name": "Acme B.V.", "number": 12, "isActive": False}).status_code == 201
        assert ask.patch(f"customers/{CUSTOMER}", number=10).status_code == 200


def test_a_number_that_was_given_up_is_free() -> None:
    """A customer may take the number that another one had before."""
    ask = Caller(simulator())
    assert ask.patch(f"customers/{CUSTOMER}", number=99, name="Acme").status_code == 200
    assert ask.post("customers", {"name": "Acme B.V.", "number": 10}).status_code == 201


def test_what_comes_without_a_number_takes_the_organisations_next() -> None:
    """A customer or project without a number gets the next one that is free."""
    sim = simulator()
    sim.load("settings", [{"nextCustomerNumber": 10, "nextProjectNumber": 7}])
    ask = Caller(sim)
    assert exact(ask.post("customers", {"name": "New"}))["number"] == 11
    assert (
        exact(ask.post("projects", {"name": "P", "customer": {"guid": CUSTOMER}, "projectOwner": {"guid": "ann"}}))[
            "number"
        ]
        == 8
    )
    settings = exact(ask.get("organizationsettings"))
    assert (settings["lastCustomerNumber"], settings["nextCustomerNumber"], settings["nextProjectNumber"]) == (
        11,
        12,
        9,
    )


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
    assert ask.post("worktypes", {"name": "B", "code": "2"}).status_code == 201
    assert ask.post("products", {"name": "A", "code": "3"}).status_code == 201
    sim.load("settings", [{"uniqueIdentifierForProductsAndWorktypes": True}])
    for path, code in (("worktypes", "2"), ("worktypes", "3"), ("products", "2"), ("products", "3")):
        assert refused(ask.post(path, {"name": "C", "code": code})) == (400, "InvalidOperation")
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
        answer = ask.post(
            "contactcommunications", {"value": value, "contact": {"guid": "p"}, "communicationType": {"guid": kind}}
        )
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
        ask.post(
            "contactcommunications", {"value": "1", "contact": {"guid": "p"}, "communicationType": {"guid": "mail"}}
        )
        assert (sim.documents("customers")[0]["lastUpdatedDateTime"] is not None) == touch
        sim.clock.sleep(5)
        sim.remove("contacts", "p")
        assert (sim.documents("customers")[0]["lastUpdatedDateTime"] == "2026-10-30T09:00:05Z") == touch
        sim.load("addresses", [{"guid": "a", "customer": {"guid": CUSTOMER}}])
        sim.clock.sleep(5)
        ask.delete("addresses/a")
        assert (sim.documents("customers")[0]["lastUpdatedDateTime"] == "2026-10-30T09:00:10Z") == touch
        sim.load("addresses", [{"guid": "loose"}])
        assert ask.delete("addresses/loose").status_code == 204


def test_a_customer_with_projects_stays() -> None:
    """A customer with projects or invoices cannot be deleted; another goes with its contacts and addresses."""
    sim = equipped()
    sim.load("customers", [{"guid": "free", "name": "Free", "number": 11}])
    sim.load("contacts", [{"firstName": "Bo", "lastName": "Ek", "customer": {"guid": "free"}}])
    sim.load("addresses", [{"customer": {"guid": "free"}}])
    sim.load("custom_values", [{"customerGuid": "free", "customProperty": {"guid": "cp"}, "value": "A"}])
    ask = Caller(sim)
    assert refused(ask.delete(f"customers/{CUSTOMER}")) == (400, "InvalidOperation")
    assert ask.delete("customers/free").status_code == 204
    assert (len(sim.documents("contacts")), sim.documents("addresses"), sim.documents("custom_values")) == (1, [], [])


def test_a_projects_sales_status_is_a_record_of_its_own() -> None:
    """A project's sales status is set by its type's guid, and gets a guid of its own; its own guid is read-only."""
    ask = Caller(equipped())
    (project,) = exact(ask.patch(f"projects/{PROJECT}", salesStatus__salesStatusTypeGuid="open"))
    assert project["salesStatus"]["name"] == "Offer"
    assert project["salesStatus"]["guid"] not in (None, "open")
    assert exact(ask.patch(f"projects/{PROJECT}", description="Same"))[0]["salesStatus"] == project["salesStatus"]
    assert refused(ask.patch(f"projects/{PROJECT}", salesStatus__guid="won")) == (400, "InvalidRequest")
    assert [row["guid"] for row in exact(ask.get("salescases"))] == [PROJECT]
    ask.patch(f"projects/{PROJECT}", salesStatus__salesStatusTypeGuid="won")
    assert exact(ask.get("salescases")) == []


def test_a_closed_project_says_when() -> None:
    """Closing a project dates it, reopening takes the date away."""
    ask = Caller(simulator())
    assert exact(ask.patch(f"projects/{PROJECT}", isClosed=True))[0]["closedDate"] == "2026-10-30"
    assert exact(ask.patch(f"projects/{PROJECT}", isClosed=False))[0]["closedDate"] is None
    project = {"name": "P", "customer": {"guid": CUSTOMER}, "projectOwner": {"guid": "ann"}}
    assert exact(ask.post("projects", {**project, "isClosed": True}))["closedDate"] == "2026-10-30"
    assert exact(ask.post("projects", project))["closedDate"] is None


def test_a_projects_number_is_its_own() -> None:
    """A project number that another project has is refused."""
    project = {"name": "P", "number": 7, "customer": {"guid": CUSTOMER}, "projectOwner": {"guid": "ann"}}
    assert refused(Caller(simulator()).post("projects", project)) == (400, "InvalidOperation")


def test_a_travel_expense_type_tells_its_class_twice() -> None:
    """Two read-only flags repeat the class of a travel expense type."""
    ask = Caller(simulator())
    for kind, flags in (
        ("Mileage", (True, False)),
        ("DailyAllowance", (False, True)),
        ("OtherTravelExpense", (False, False)),
    ):
        money = {"amount": 1, "currencyCode": "EUR"}
        made = exact(ask.post("travelexpensetypes", {"name": "T", "expenseClass": kind, "unitCost": money}))
        assert (made["isMileage"], made["isDailyAllowance"]) == flags


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
    with pytest.raises(ValueError, match="/percentage is no number"):
        simulator().load("vat_rates", [{"percentage": "21"}])
    with pytest.raises(ValueError, match="/nextInvoiceNumber"):
        simulator().load("settings", [{"nextInvoiceNumber": "1"}])
    lenient = simulator(strict=False)
    lenient.load("customers", [{"guid": "new", "colour": "red"}])
    assert lenient.documents("customers")[1]["colour"] == "red"


def test_what_is_loaded_keeps_its_stamps() -> None:
    """A loaded record keeps the moments it brings, which must be moments."""
    sim = simulator()
    sim.load("customers", [{"guid": "old", "createdDateTime": "2020-01-01T00:00:00.1234567Z"}])
    assert sim.documents("customers")[1]["createdDateTime"] == "2020-01-01T00:00:00.1234567Z"
    assert len(exact(Caller(sim).get("customers", changedSince="2026-01-01T00:00:00Z"))) == 1
    with pytest.raises(ValueError, match="/createdDateTime is no moment"):
        sim.load("customers", [{"createdDateTime": "yesterday"}])


def test_what_a_person_changes_counts_as_changed() -> None:
    """A person's edit changes the fields it names, parts of an object too, and stamps the record."""
    sim = simulator()
    sim.edit("customers", CUSTOMER, notes="by hand", currency={"name": "Euros"})
    (customer,) = sim.documents("customers")
    assert (customer["notes"], customer["currency"]["guid"], customer["lastUpdatedDateTime"] is None) == (
        "by hand",
        "eur",
        False,
    )
    with pytest.raises(ValueError, match="colour"):
        sim.edit("customers", CUSTOMER, colour="red")
    sim.remove("customers", CUSTOMER)
    assert sim.documents("customers") == []
