"""What persons do at Visma.net's screens, between two exchanges."""

from __future__ import annotations

from decimal import Decimal

import pytest

from severa_vnf.testing.vnf.refusals import Refused
from tests.testing.vnf.office import Office, line, number_of, wrapped


def test_a_person_deletes_what_the_api_cannot(office: Office) -> None:
    """A customer, an item, a released document are gone, by number and by internal id, alone and in lists."""
    number = office.made()["referenceNumber"]
    office.sim.release(number)
    internal = office.get("/v1/customer/10001")["internalId"]
    office.sim.remove("customer_invoice", number)
    office.sim.remove("customer", "10001")
    office.sim.remove("inventory", "BOOK")
    gone = (f"customerinvoice/{number}", "customer/10001", f"customer/internal/{internal}", "inventory/BOOK")
    assert [office.client.get(f"/v1/{path}").status_code for path in gone] == [404] * 4
    assert "10001" not in [row["number"] for row in office.get("/v1/customer")]


def test_a_project_goes_with_its_tasks(office: Office) -> None:
    """Of a project that is deleted no task is left."""
    assert office.get("/v1/projecttask", projectId="P1")
    office.sim.remove("project", "P1")
    assert office.get("/v1/projecttask", projectId="P1") == []
    assert office.client.get("/v1/project/P1").status_code == 404


def test_a_person_renumbers(office: Office) -> None:
    """A customer has another number, its documents name it by that, and its old one is nobody's."""
    number = office.made()["referenceNumber"]
    office.sim.renumber("customer", "10000", "20000")
    assert office.get(f"/v1/customerinvoice/{number}")["customer"]["number"] == "20000"
    assert office.client.get("/v1/customer/10000").status_code == 404
    office.sim.renumber("inventory", "ADVICE", "ADVICE-2")
    assert office.get("/v1/inventory/ADVICE-2")["inventoryNumber"] == "ADVICE-2"


def test_a_person_rewrites_a_document(office: Office) -> None:
    """Text, date, reference, note and lines of an unreleased document can be changed; its total follows."""
    number = office.made(line(quantity=1, price=100), note="mark")["referenceNumber"]
    lines = [{"operation": "Update", "lineNumber": 1, "quantity": 3}]
    texts = {"invoiceText": "Other", "customerRefNumber": "R", "note": "", "documentDate": "2026-10-29"}
    office.sim.rewrite("customer_invoice", number, **texts, invoiceLines=lines)
    told = office.get(f"/v1/customerinvoice/{number}")
    assert [told[name] for name in ("invoiceText", "customerRefNumber", "note")] == ["Other", "R", ""]
    assert told["documentDate"] == "2026-10-29T00:00:00"
    assert told["detailTotalInCurrency"] == Decimal(300)


def test_a_person_rewrites_an_address(office: Office) -> None:
    """What lies in an object is written inside it."""
    office.sim.rewrite("customer", "10001", mainAddress={"city": "Delft"})
    assert office.get("/v1/customer/10001")["mainAddress"]["city"] == "Delft"


def test_a_person_rewrites_nothing_that_is_released(office: Office) -> None:
    """A released document is as closed to a person as to the API."""
    number = office.made()["referenceNumber"]
    office.sim.release(number)
    with pytest.raises(Refused, match="already released"):
        office.sim.rewrite("customer_invoice", number, invoiceText="Other")


@pytest.mark.parametrize("released", [False, True])
def test_a_person_copies_a_document(office: Office, released: bool) -> None:
    """The copy is unreleased, has the next number, and all that the document says, its note included."""
    number = office.made(line(quantity=2), note="mark")["referenceNumber"]
    if released:
        office.sim.release(number)
    copied = office.sim.copy_document("customer_invoice", number)
    told = office.get(f"/v1/customerinvoice/{copied}")
    assert (copied, told["note"], told["status"]) == ("100002", "mark", "Balanced")
    assert told["balanceInCurrency"] == office.get(f"/v1/customerinvoice/{number}")["amountInCurrency"]
    assert told["paymentReference"] != office.get(f"/v1/customerinvoice/{number}")["paymentReference"]


def test_a_person_copies_a_credit_note_under_a_number(office: Office) -> None:
    """Fields of the copy, and its number, can be given."""
    made = number_of(office.credit_note(note="mark"))
    assert office.sim.copy_document("customer_credit_note", made, referenceNumber="C7", note="") == "C7"
    assert office.get("/v1/customerCreditNote/C7")["note"] == ""


def test_a_number_is_used_again(office: Office) -> None:
    """The number of a deleted document may be the next one's, whichever it was."""
    first = office.made()["referenceNumber"]
    office.made()
    office.sim.remove("customer_invoice", first)
    office.sim.reuse_number("customer_invoice", first)
    assert [office.made()["referenceNumber"] for _ in range(2)] == ["100001", "100003"]


@pytest.mark.parametrize(
    ("path", "body", "key"),
    [
        ("customer", {"name": "N", "customerClassId": "DOMESTIC", "overrideNumberSeries": True}, "number"),
        ("inventory", {"description": "N", "itemClass": "SERVICE"}, "inventoryNumber"),
        ("project", {"description": "N", "startDate": "2026-10-01", "template": "Z"}, "projectID"),
    ],
)
def test_a_number_fits_its_segmented_key(office: Office, path: str, body: dict[str, object], key: str) -> None:
    """A customer's, an item's and a project's number may be as long as its segmented key, and no longer."""
    length = 30 if path == "inventory" else 10
    assert office.post(f"/v1/{path}", **wrapped(**body, **{key: "9" * length})).status_code == 201
    reply = office.post(f"/v1/{path}", **wrapped(**body, **{key: "9" * (length + 1)}))
    assert (reply.status_code, "segmented key" in reply.text) == (400, True)


def test_a_new_number_fits_its_segmented_key(office: Office) -> None:
    """A renumbering is held to the segmented key too."""
    path = "/v1/inventory/ADVICE/action/changeInventoryNbr"
    assert office.post(path, inventoryNbr="9" * 31).status_code == 400
    assert office.post(path, inventoryNbr="9" * 30).status_code == 200
