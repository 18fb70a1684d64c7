"""Customers, contacts, suppliers, items, projects and tasks."""

from __future__ import annotations

from typing import Any

import pytest

from tests.testing.vnf.office import Office, detail, line, number_of, project, v, wrapped


def new_customer(office: Office, **fields: Any) -> dict[str, Any]:
    """POST a customer and read it."""
    body = wrapped(**{"name": "New", "customerClassId": "DOMESTIC", **fields})
    customer: dict[str, Any] = office.get(f"/v1/customer/{number_of(office.post('/v1/customer', **body))}")
    return customer


class TestCustomers:
    """POST and PUT of customers."""

    def test_from_class(self, office: Office) -> None:
        """The class carries the VAT zone; the currency is the company's."""
        customer = new_customer(office)
        assert (customer["vatZone"]["id"], customer["currencyId"]) == ("DOMESTIC", "EUR")
        assert (customer["status"], customer["customerClass"]["id"]) == ("Active", "DOMESTIC")

    def test_own_zone(self, office: Office) -> None:
        """A zone that is sent goes before the class's; overrideWithClassValues brings the class's back."""
        office.sim.load("vat_zone", [{"id": "EU"}])
        customer = new_customer(office, vatZoneId="EU", currencyId="USD")
        assert (customer["vatZone"]["id"], customer["currencyId"]) == ("EU", "USD")
        office.put(f"/v1/customer/{customer['number']}", overrideWithClassValues=True)
        assert office.get(f"/v1/customer/{customer['number']}")["vatZone"]["id"] == "DOMESTIC"

    def test_class_without_zone(self, office: Office) -> None:
        """A class may have no zone."""
        office.sim.load("customer_class", [{"id": "BARE"}])
        assert "vatZone" not in new_customer(office, customerClassId="BARE")

    @pytest.mark.parametrize("follow", [True, False])
    def test_addresses(self, follow: bool) -> None:
        """The other addresses of a new customer are the main one, unless sent; a switch turns that off."""
        office = Office(addresses_follow_main=follow)
        main, post = wrapped(city="Utrecht", countryId="NL"), wrapped(city="Delft")
        customer = new_customer(office, mainAddress=main, deliveryAddress=post, mainContact=wrapped(email="a@b.c"))
        assert customer["mainAddress"]["country"] == {"id": "NL"}
        assert customer["deliveryAddress"]["city"] == "Delft"
        assert ("invoiceAddress" in customer) is follow
        assert len({customer[name]["addressId"] for name in ("mainAddress", "deliveryAddress")}) == 2
        assert customer["mainContact"]["contactId"]

    def test_internal(self, office: Office) -> None:
        """A customer is found and changed by its internal id."""
        internal = office.get("/v1/customer/10000")["internalId"]
        assert office.get(f"/v1/customer/internal/{internal}")["number"] == "10000"
        assert office.put(f"/v1/customer/internal/{internal}", **wrapped(name="X")).status_code == 204
        assert office.get("/v1/customer/10000")["name"] == "X"

    def test_note(self, office: Office) -> None:
        """A customer's note has a place of its own."""
        assert office.get("/v1/customer/10000/note") == {"note": ""}
        office.put("/v1/customer/10000", **wrapped(note="careful"))
        assert "note" not in office.get("/v1/customer/10000")
        assert office.get("/v1/customer/10000/note") == {"note": "careful"}

    def test_payment_method(self, office: Office) -> None:
        """The default payment method is read by its id."""
        office.put("/v1/customer/10000", defaultPaymentMethod=v(wrapped(paymentMethodId="BANK", isDefault=True)))
        assert office.get("/v1/customer/10000")["defaultPaymentMethodId"] == "BANK"

    def test_no_payment_method(self) -> None:
        """A payment method that is null, where nulls are taken, is none."""
        office = Office(strict=False)
        office.put("/v1/customer/10000", defaultPaymentMethod=v(wrapped(paymentMethodId="BANK", isDefault=True)))
        assert office.put("/v1/customer/10000", defaultPaymentMethod=v(None)).status_code == 204
        assert "defaultPaymentMethodId" not in office.get("/v1/customer/10000")

    def test_renumber(self, office: Office) -> None:
        """A renumbered customer keeps its internal id and its place, and is gone from its old number."""
        internal = office.get("/v1/customer/10000")["internalId"]
        path = f"/v1/customer/action/changeCustomerCd/{internal}"
        assert office.post(path, customerCd="777").json()["actionResult"] == "Done"
        assert office.client.get("/v1/customer/10000").status_code == 404
        assert office.get("/v1/customer/777")["internalId"] == internal
        assert [row["number"] for row in office.get("/v1/customer")] == ["777", "10001"]

    def test_renumber_refused(self, office: Office) -> None:
        """Not to a number that exists, nor to none."""
        internal = office.get("/v1/customer/10000")["internalId"]
        path = f"/v1/customer/action/changeCustomerCd/{internal}"
        assert "exists already" in detail(office.post(path, customerCd="10001"))
        assert "cannot be empty" in detail(office.post(path, customerCd=""))
        assert office.get("/v1/customer/10000")["internalId"] == internal

    def test_edited(self, office: Office) -> None:
        """A person's edit moves the stamp and the ETag, and may renumber."""
        before = office.get("/v1/customer/10000")
        office.clock.sleep(1)
        office.sim.edit("customer", "10000", name="By hand", number="9")
        after = office.get("/v1/customer/9")
        assert after["name"] == "By hand"
        assert after["lastModifiedDateTime"] > before["lastModifiedDateTime"]
        assert after["timeStamp"] != before["timeStamp"]

    def test_a_renumbering_shows_everywhere(self, office: Office) -> None:
        """Who names a customer by its number names the new one at once, and no stamp of theirs moves."""
        office.post("/v1/contact", **wrapped(lastName="Jansen", businessAccount="10000"))
        before = office.get("/v1/contact")[0]
        office.clock.sleep(1)
        office.sim.edit("customer", "10000", number="00009")
        [contact] = office.get("/v1/contact")
        assert contact == {**before, "businessAccount": "00009"}
        assert office.get("/v1/project/P1")["customer"]["number"] == "00009"


class TestContacts:
    """POST and PUT of contacts."""

    def test_made(self, office: Office) -> None:
        """A contact has an internal id for its key, and is shown by its last name first."""
        reply = office.post("/v1/contact", **wrapped(lastName="Jansen", firstName="An", title="Ms"))
        contact = office.get(f"/v1/contact/{number_of(reply)}")
        assert (contact["displayName"], contact["title"], contact["active"]) == ("Jansen, An", "Ms", True)
        assert "Content-Type" not in office.put(f"/v1/contact/{number_of(reply)}", **wrapped(lastName="Smit")).headers
        assert office.get(f"/v1/contact/{number_of(reply)}")["displayName"] == "Smit, An"

    @pytest.mark.parametrize(("account", "kind"), [("10000", "Customer"), ("50000", "Supplier")])
    def test_business_account(self, office: Office, account: str, kind: str) -> None:
        """A contact belongs to a customer or to a supplier."""
        office.post("/v1/contact", **wrapped(lastName="Jansen", businessAccount=account))
        [contact] = office.get("/v1/contact", businessAccount=account)
        assert contact["businessAccountType"] == kind

    def test_no_account(self, office: Office) -> None:
        """To nobody else."""
        assert "Business account '5'" in detail(
            office.post("/v1/contact", **wrapped(lastName="J", businessAccount="5"))
        )

    def test_loaded(self, office: Office) -> None:
        """A loaded contact is shown the same way."""
        office.sim.load("contact", [{"lastName": "Smit"}])
        assert office.get("/v1/contact")[0]["displayName"] == "Smit"


def test_supplier(office: Office) -> None:
    """A supplier is numbered by its own series; its note shows alone, and listed when expanded."""
    office.sim.load("number_sequence", [{"numberingId": "SUPPLIER", "sequence": [{"startNbr": "60000"}]}])
    reply = office.post("/v1/supplier", **wrapped(name="Ink", note="slow"))
    assert office.get(f"/v1/supplier/{number_of(reply)}")["note"] == "slow"
    assert "note" not in office.get("/v1/supplier", name="Ink")[0]
    assert office.get("/v1/supplier", name="Ink", expandNote="true")[0]["note"] == "slow"


class TestItems:
    """POST and PUT of items."""

    def made(self, office: Office, **fields: Any) -> dict[str, Any]:
        """POST an item and read it."""
        body = wrapped(**{"inventoryNumber": "NEW", "itemClass": "LABOR", "description": "New", **fields})
        assert office.post("/v1/inventory", **body).status_code == 201
        item: dict[str, Any] = office.get("/v1/inventory/NEW")
        return item

    def test_from_class(self, office: Office) -> None:
        """What is not sent comes from the class."""
        office.sim.edit("item_class", "LABOR", postingClass="WORK")
        item = self.made(office, defaultPrice=12.5)
        assert (item["type"], item["vatCode"]["id"], item["postingClass"]["id"]) == ("LaborItem", "S21", "WORK")
        assert "vatCode" not in office.get("/v1/inventory/itemClass/LABOR")

    def test_sent(self, office: Office) -> None:
        """What is sent stays, also when the class says otherwise."""
        item = self.made(office, type="ExpenseItem", vatCode="S9", postingClass="OWN", salesAccount="3000")
        assert (item["type"], item["vatCode"]["id"], item["postingClass"]["id"]) == ("ExpenseItem", "S9", "OWN")
        assert item["accountInformation"]["salesAccount"]["description"] == "Sales"

    def test_class_without_values(self, office: Office) -> None:
        """A class may say nothing."""
        office.sim.load("item_class", [{"id": "BARE"}])
        assert "vatCode" not in self.made(office, itemClass="BARE")

    def test_exists(self, office: Office) -> None:
        """A code is there once, and cannot be changed by PUT."""
        body = wrapped(inventoryNumber="BOOK", itemClass="LABOR")
        assert "exists already" in detail(office.post("/v1/inventory", **body))
        assert "inventoryNumber cannot be changed" in detail(office.put("/v1/inventory/FREE", **body))

    def test_put(self, office: Office) -> None:
        """Price and status are changed; the stamp field has its own spelling."""
        office.put("/v1/inventory/BOOK", **wrapped(defaultPrice=9, status="Inactive"))
        item = office.get("/v1/inventory/BOOK")
        assert (item["defaultPrice"], item["status"], bool(item["timestamp"])) == (9, "Inactive", True)

    def test_renumber(self, office: Office) -> None:
        """An item is renumbered by an action."""
        internal = office.get("/v1/inventory/BOOK")["inventoryId"]
        office.post(f"/v1/inventory/action/changeInventoryNbr/{internal}", inventoryNbr="TOME")
        assert office.get("/v1/inventory/TOME")["inventoryId"] == internal


ALWAYS = wrapped(description="New", startDate="2026-01-01")
"""What every write of a project must say."""


class TestProjects:
    """POST and PUT of projects and tasks."""

    def post(self, office: Office, *tasks: dict[str, Any], **fields: Any) -> Any:
        """POST a project."""
        body = {"projectID": "P2", "description": "New", "startDate": "2026-01-01", "template": "Z", **fields}
        bare = {"visibility": body.pop("visibility")} if "visibility" in body else {}
        return office.post("/v1/project", **wrapped(**body), **bare, tasks=list(tasks))

    def test_planned(self, office: Office) -> None:
        """A new project is in planning."""
        self.post(office)
        made = office.get("/v1/project/P2")
        assert (made["status"], made["hold"], made["template"]["number"]) == ("Planned", True, "Z")

    @pytest.mark.parametrize(("fields", "status"), [({}, "Active"), ({"status": "Completed"}, "Completed")])
    def test_not_on_hold(self, office: Office, fields: dict[str, str], status: str) -> None:
        """With hold false it is active, or as it says."""
        self.post(office, hold=False, **fields)
        assert office.get("/v1/project/P2")["status"] == status

    def test_hold(self, office: Office) -> None:
        """Hold puts a project into planning and takes it out; a status goes before it."""
        seen = []
        for body in ({"hold": True}, {"hold": False}, {"hold": True, "status": "Active"}, {"status": "OnHold"}):
            office.put("/v1/project/P1", **ALWAYS, **wrapped(**body))
            shown = office.get("/v1/project/P1")
            seen.append((shown["status"], shown["hold"]))
        assert seen == [("Planned", True), ("Active", False), ("Active", False), ("OnHold", False)]

    def test_said_always(self, office: Office) -> None:
        """A change says the description and the start date too, changed or not."""
        for name in ALWAYS:
            rest = {other: value for other, value in ALWAYS.items() if other != name}
            assert f"{name} cannot be empty" in detail(office.put("/v1/project/P1", **rest, **wrapped(hold=False)))

    def test_names(self, office: Office) -> None:
        """Misspelt names of the write are read under the right ones."""
        self.post(office, restricEmployees=True, restricEquipment=True, automaticReleaseArDoc=True, projectManger="7")
        made = office.get("/v1/project/P2")
        assert (made["restrictEmployees"], made["restrictEquipment"], made["automaticReleaseAr"]) == (True, True, True)
        assert made["projectManager"] == {"employeeNumber": "7"}

    def test_visibility(self, office: Office) -> None:
        """Visibility is a bare object, changed in part."""
        self.post(office, visibility={"visibleInAp": v(False)})
        office.put("/v1/project/P2", **ALWAYS, visibility={"visibleInAr": v(False)})
        seen = office.get("/v1/project/P2")["visibility"]
        assert [name for name, visible in seen.items() if not visible] == ["visibleInAp", "visibleInAr"]

    @pytest.mark.parametrize(
        ("fields", "said"),
        [
            ({"projectID": "P1"}, "exists already"),
            ({"projectID": "12345678901"}, "longer than the PROJECT segmented key, 10"),
            ({"projectID": ""}, "projectID cannot be empty"),
            ({"template": "P1"}, "Project 'P1' is no template"),
            ({"template": "Q"}, "Project 'Q' cannot be found"),
            ({"template": ""}, "defSub is mandatory"),
            ({"customer": "77777"}, "Customer '77777' cannot be found"),
        ],
    )
    def test_refused(self, office: Office, fields: dict[str, str], said: str) -> None:
        """A new project needs a free number of the right length and a template that is one."""
        assert said in detail(self.post(office, **fields))

    def test_without_template(self, office: Office) -> None:
        """Without a template defSub must be sent."""
        segment = [{"segmentId": 1, "segmentValue": "0"}]
        body = wrapped(projectID="P2", description="New", startDate="2026-01-01", defSub=segment)
        assert office.post("/v1/project", **body).status_code == 201

    def test_no_key_length(self, office: Office) -> None:
        """Where no PROJECT key is known, any length will do."""
        bare = Office(loaded=False)
        bare.sim.load("project", [{"projectID": "Z", "description": "T", "systemTemplate": True}])
        assert self.post(bare, projectID="12345678901").status_code == 201

    def test_template_tasks(self, office: Office) -> None:
        """A new project has its template's tasks."""
        office.sim.load("project", [project("T", "10000", systemTemplate=True)])
        self.post(office, template="T")
        assert [task["taskId"] for task in office.get("/v1/project/P2")["tasks"]] == ["10"]
        assert [task["taskId"] for task in office.get("/v1/projecttask", projectId="P2")] == ["10"]

    def task(self, operation: str, code: str = "20", **fields: Any) -> dict[str, Any]:
        """A task as it is written within a project."""
        return {"operation": operation, **wrapped(taskId=code, **fields)}

    def test_tasks_within(self, office: Office) -> None:
        """Tasks are made, changed and deleted with their project."""
        self.post(office, self.task("Insert", description="One"), self.task("Insert", "30", description="Two"))
        tasks = self.task("Update", description="First"), self.task("Delete", "30")
        assert office.put("/v1/project/P2", **ALWAYS, tasks=list(tasks)).status_code == 204
        [task] = office.get("/v1/project/P2")["tasks"]
        assert (task["taskId"], task["description"], task["status"]) == ("20", "First", "Active")

    @pytest.mark.parametrize(
        ("operation", "code"), [("Insert", "10"), ("Update", "99"), ("Delete", "99"), ("Insert", "")]
    )
    def test_tasks_refused(self, office: Office, operation: str, code: str) -> None:
        """A task is made once, and only what is there is changed."""
        assert f"Task '{code}'" in detail(office.put("/v1/project/P1", **ALWAYS, tasks=[self.task(operation, code)]))

    def test_task_by_itself(self, office: Office) -> None:
        """A task is posted under its project's internal id and changed under its own."""
        internal = office.get("/v1/project/P1")["internalID"]
        body = wrapped(taskId="20", description="More")
        reply = office.post(f"/v1/projecttask/{internal}", **body, visibility={"visibleInAr": v(False)})
        path = f"/v1/projecttask/{number_of(reply)}"
        assert office.put(path, **wrapped(description="Most")).status_code == 204
        task = office.get(path)
        assert (task["taskId"], task["description"], task["projectInternalId"]) == ("20", "Most", internal)
        assert (task["visibility"]["visibleInAr"], task["visibility"]["visibleInAp"]) == (False, True)
        assert "Task '20' exists already." in detail(office.post(f"/v1/projecttask/{internal}", **body))
        assert office.put(path, **wrapped(taskId="21")).status_code == 204
        assert [task["taskId"] for task in office.get("/v1/project/P1")["tasks"]] == ["10", "21"]
        assert office.put(path, visibility={"visibleInAr": v(True)}).status_code == 204
        assert office.invoice(line(taskId="21"), project="P1").status_code == 201

    def test_loaded_task(self, office: Office) -> None:
        """A task is loaded by its project's number, or by its internal id."""
        internal = office.get("/v1/project/P1")["internalID"]
        office.sim.load("project_task", [{"taskId": "20", "projectID": "P1"}])
        office.sim.load("project_task", [{"taskId": "30", "projectInternalId": internal}])
        found = office.get("/v1/projecttask", projectId="P1")
        assert [task["taskId"] for task in found] == ["10", "20", "30"]
        assert {task["projectInternalId"] for task in found} == {internal}

    def test_non_project(self, office: Office) -> None:
        """The code for no project is found by a filter."""
        assert [row["projectID"] for row in office.get("/v1/project", nonProject="true")] == ["X"]
