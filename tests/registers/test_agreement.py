"""The oracle of the registers finds every difference, and no other."""

from __future__ import annotations

from typing import Any

import pytest

from severa_vnf.testing.vnf.paths import at, set_at
from tests.flows.office import Office
from tests.flows.registers.office import Company
from tests.registers.agreement import complaints
from tests.registers.both import look
from tests.registers.by_hand import ByHand, Link
from tests.registers.fields import INTERNAL, KEYS, Edit
from tests.registers.people import People
from tests.registers.tables import ADDRESS, CONTACT, CUSTOMER, ITEM, PRICES, PROJECT, REACHED, USES, Row
from tests.registers.worlds import CURRENCIES, END_OF_MONTH, NAME, OURSELVES, STATES, SUPPLIER, big

OTHER: dict[str, tuple[Any, Any]] = {
    "number": (77, "00000077"),
    "currency": ({"guid": CURRENCIES["SEK"]}, "SEK"),
    "terms": (14, {"id": "14"}),
    "active": (False, "Inactive"),
    "title": ("Ms.", "Ms"),
    "may be mailed": (False, True),
    "country": ({"guid": "land-BE"}, {"id": "BE"}),
    "region": ({"guid": "region-ZH"}, {"id": "ZH"}),
    "price": ({"amount": 7, "currencyCode": "EUR"}, 7),
}
"""Values that are not those of the world, on either side, of fields that hold no text."""
CASES = [
    *((row, "customers", "customer") for row in CUSTOMER),
    *((row, "contacts", "contact") for row in CONTACT),
    *((row, "products", "inventory") for row in (*ITEM, *PRICES["products"])),
    *((row, "projects", "project") for row in PROJECT),
]


@pytest.fixture
def office() -> Office:
    """Two customers, three items and a project, alike on both sides."""
    return Company(big(2, 3, 1))


def found(office: Office, bridge: ByHand, people: People | None = None) -> list[str]:
    """What the oracle complains of."""
    return complaints(look(office.severa, office.vnf, bridge), people.made if people else None)


def other(row: Row, side: int) -> Any:
    """Another value."""
    if row.word == "active" and row.vnf == "active":
        return False
    if row.word == "number" and row.vnf == "projectID":
        return (77, "77")[side]
    return OTHER.get(row.word, ("Other", "Other"))[side]


def change(office: Office, side: int, name: str, row: Row) -> str:
    """Give the first record another value in one service; its guid or internal id."""
    if side == 0:
        record = office.severa.documents(name)[1 if name == "customers" else 0]
        office.severa.edit(name, record["guid"], **{row.severa: other(row, side)})
        return str(record["guid"])
    places = {"contact": 1, "project": 2}
    record = office.vnf.documents(name)[places.get(name, 0)]
    key = str(record[KEYS[name]])
    set_at(record, row.vnf, other(row, side))
    top = row.vnf.partition(".")[0]
    office.vnf.edit(name, key, **{top: record[top]})
    return str(record[INTERNAL[name]])


def test_what_is_alike_agrees(office: Office) -> None:
    """Of two services that hold the same there is nothing to say, and a supplier's contact is nobody's."""
    assert office.vnf.documents("contact")[0]["businessAccount"] == SUPPLIER
    assert found(office, ByHand(office), People(office, lambda strategy: None)) == []


@pytest.mark.parametrize("side", [0, 1])
@pytest.mark.parametrize(("row", "ours", "theirs"), CASES, ids=[f"{ours} {row.word}" for row, ours, _ in CASES])
def test_a_field_that_differs(office: Office, row: Row, ours: str, theirs: str, side: int) -> None:
    """Another value on one side is a complaint, until a problem names the record and the field."""
    bridge = ByHand(office)
    record = change(office, side, (ours, theirs)[side], row)
    told = found(office, bridge)
    assert any(f"{row.word} is" in complaint for complaint in told)
    bridge.tell(record if side == 0 else f"vnf {record}", row.severa)
    assert not any(f"{row.word} is" in complaint for complaint in found(office, bridge))


@pytest.mark.parametrize("row", ADDRESS, ids=lambda row: row.word)
@pytest.mark.parametrize("slot", ["main", "invoice"])
def test_an_address_that_differs(office: Office, row: Row, slot: str) -> None:
    """Each field of each place is held against the address that belongs there."""
    bridge = ByHand(office)
    customer = office.vnf.documents("customer")[0]
    part = {**customer[f"{slot}Address"], row.vnf: other(row, 1)}
    office.vnf.edit("customer", customer["number"], **{f"{slot}Address": part})
    [told] = found(office, bridge)
    assert f"{slot} address: {row.word} is" in told


def test_four_lines_are_three(office: Office) -> None:
    """What does not fit into three lines shares the third."""
    bridge = ByHand(office)
    office.severa.edit("addresses", "address-0000000", addressline="a\nb\nc\nd")
    assert all("lines are" in told for told in found(office, bridge))
    for slot in ("main", "invoice"):
        customer = office.vnf.documents("customer")[0]
        lines = {"addressLine1": "a", "addressLine2": "b", "addressLine3": "c, d"}
        office.vnf.edit("customer", customer["number"], **{f"{slot}Address": {**customer[f"{slot}Address"], **lines}})
    assert found(office, bridge) == []


def test_headquarters_before_the_oldest(office: Office) -> None:
    """Visma.net's main address is the headquarters, else the oldest visit address; others need not be there."""
    bridge = ByHand(office)
    office.clock.sleep(1)
    second = {"guid": "second", "customer": {"guid": "customer-0000000"}, "city": "Delft", "isVisitAddress": True}
    office.severa.load("addresses", [second])
    assert found(office, bridge) == []
    office.severa.edit("customers", "customer-0000000", headquarterAddress={"guid": "second"})
    assert any("main address" in told for told in found(office, bridge))
    office.severa.edit("customers", "customer-0000000", headquarterAddress=None)
    assert found(office, bridge) == []


def test_an_address_in_visma_net_only(office: Office) -> None:
    """A place that Severa has no address for is empty, or the main address over again."""
    bridge = ByHand(office)
    customer = office.vnf.documents("customer")[0]
    office.vnf.edit("customer", customer["number"], deliveryAddress=customer["mainAddress"])
    assert found(office, bridge) == []
    office.vnf.edit("customer", customer["number"], deliveryAddress={"city": "Delft"})
    [told] = found(office, bridge)
    assert "delivery address stands in Visma.net only" in told


@pytest.mark.parametrize("row", REACHED, ids=lambda row: row.word)
def test_how_a_person_is_reached(office: Office, row: Row) -> None:
    """The oldest communication of each kind that may be used stands in its field."""
    bridge = ByHand(office)
    contact = office.vnf.documents("contact")[1]
    office.vnf.edit("contact", str(contact["contactId"]), **{row.vnf: "else"})
    [told] = found(office, bridge)
    assert f"{row.word} is" in told


def test_a_number_that_may_not_be_used(office: Office) -> None:
    """A forbidden communication counts as none."""
    bridge = ByHand(office)
    office.severa.edit("communications", "phone-0000000", isForbiddenToUse=True)
    [told] = found(office, bridge)
    assert "Phone is None in Severa" in told


def test_what_the_other_side_cannot_hold(office: Office) -> None:
    """Terms that are no days, a title or a country that Severa has not: each stays."""
    bridge = ByHand(office)
    customer = office.vnf.documents("customer")[0]
    address = {**customer["mainAddress"], "country": {"id": "DE"}}
    office.vnf.edit("customer", customer["number"], creditTerms={"id": END_OF_MONTH}, mainAddress=address)
    office.vnf.edit("contact", str(office.vnf.documents("contact")[1]["contactId"]), title="Prof")
    assert found(office, bridge) == []


def test_no_price_is_zero(office: Office) -> None:
    """Visma.net always has one."""
    [product] = office.severa.documents("products")
    office.severa.edit("products", product["guid"], unitPrice=None)
    office.vnf.edit("inventory", product["code"], defaultPrice=0)
    assert found(office, ByHand(office)) == []


def test_what_a_person_cleared(office: Office) -> None:
    """What Visma.net can't be without stays there when a person takes it away in Severa, and only then."""
    bridge = ByHand(office)
    office.severa.edit("customers", "customer-0000001", currency=None)
    [told] = found(office, bridge)
    assert "currency is None in Severa" in told
    cleared = Edit("severa", "customers", "customer-0000001", "currency", {"guid": CURRENCIES["EUR"]}, None)
    assert complaints(look(office.severa, office.vnf, bridge, [cleared])) == []


def test_what_was_made_without_a_value(office: Office) -> None:
    """Is as if a person had cleared it."""
    made = Edit("severa", "customers", "customer-0000001", "", None, {"name": "Young"})
    cleared = look(office.severa, office.vnf, ByHand(office), [made]).cleared
    assert ("customer-0000001", "currency") in cleared
    assert ("customer-0000001", "name") not in cleared


def test_a_communication_that_a_person_removed(office: Office) -> None:
    """Its person may keep it in Visma.net: Severa tells nobody."""
    [first, *_] = office.severa.documents("communications")
    edits = [Edit("severa", "communications", first["guid"], "", first, None)]
    office.severa.remove("communications", first["guid"])
    cleared = look(office.severa, office.vnf, ByHand(office), edits).cleared
    assert (first["contact"]["guid"], first["communicationType"]["type"]) in cleared


def test_an_address_that_a_person_removed(office: Office) -> None:
    """Its customer may lack it in Visma.net, what a person took from it before it was removed too."""
    [address] = [one for one in office.severa.documents("addresses") if one["customer"]["guid"] == "customer-0000001"]
    edits = [
        Edit("severa", "addresses", address["guid"], "main", True, False),
        Edit("severa", "addresses", address["guid"], "", address, None),
    ]
    office.severa.remove("addresses", address["guid"])
    cleared = look(office.severa, office.vnf, ByHand(office), edits).cleared
    assert {("customer-0000001", "address"), ("customer-0000001", "address deleted")} <= cleared
    assert look(office.severa, office.vnf, ByHand(office), edits[:1]).cleared == set()


def test_a_telephone_that_a_person_removed(office: Office) -> None:
    """Visma.net may keep it, as Severa tells nobody that it was deleted."""
    bridge = ByHand(office)
    [phone] = [one for one in office.severa.documents("communications") if one["guid"] == "phone-0000000"]
    office.severa.remove("communications", phone["guid"])
    assert len(found(office, bridge)) == 1
    removal = Edit("severa", "communications", phone["guid"], "", phone, None)
    assert complaints(look(office.severa, office.vnf, bridge, [removal])) == []


def test_projects(office: Office) -> None:
    """Customer, start, status and task 10."""
    bridge = ByHand(office)
    office.severa.edit("projects", "project-0000000", startDate="2026-03-01", customer={"guid": "customer-0000001"})
    office.severa.edit("projects", "project-0000000", salesStatus={"salesStatusTypeGuid": STATES["Lost"]})
    for task in office.vnf.documents("project_task"):
        office.vnf.edit("project_task", str(task["internalId"]), taskId="11")
    told = found(office, bridge)
    for words, complaint in zip(("is of customer", "starts on", "is over in", "has no task 10"), told, strict=True):
        assert words in complaint
    for word in ("customer", "startDate", "status"):
        bridge.tell("project-0000000", word)
    assert found(office, bridge) == told[-1:]


def test_nothing_is_left_out(office: Office) -> None:
    """A record in use has a twin, or a problem says why not."""
    bridge = ByHand(office)
    for stream, links in reversed(bridge.made.items()):
        gone = links.pop()
        told = found(office, bridge)
        assert any(gone.guid in complaint for complaint in told)
        assert stream == "projects" or any(f" {gone.vnf_id} of Visma.net" in complaint for complaint in told)
        bridge.tell(gone.guid)
        bridge.tell(f"vnf {gone.vnf_id}")
    assert found(office, bridge) == []


def test_whose_person_it_is(office: Office) -> None:
    """A contact person is the same customer's on both sides, and the organisation itself never crosses."""
    bridge = ByHand(office)
    contact, number = office.vnf.documents("contact")[1], office.vnf.documents("customer")[1]["number"]
    office.vnf.edit("contact", str(contact["contactId"]), businessAccount=number)
    office.vnf.load(
        "customer", [{"number": "1", "name": NAME, "status": "Active", "customerClass": {"id": "DOMESTIC"}}]
    )
    us = office.vnf.documents("customer")[-1]
    bridge.made["customers"].append(Link(OURSELVES, str(us["internalId"]), "1"))
    told = [
        complaint for complaint in found(office, bridge) if " is of customer " in complaint or "itself" in complaint
    ]
    assert len(told) == 2


def test_linked_once(office: Office) -> None:
    """Two records never share a twin, and the link knows Visma.net's number."""
    bridge = ByHand(office)
    first, second = bridge.made["customers"]
    bridge.made["customers"] = [first, Link(second.guid, first.vnf_id, "7"), Link("x", "gone", "8")]
    told = found(office, bridge)
    assert f"customers: vnf_id {first.vnf_id} is linked 2 times" in told
    assert any("its link says '7'" in complaint for complaint in told)
    assert "customers x is linked with gone, which Visma.net has not" in told


def test_what_the_bridge_made_twice(office: Office) -> None:
    """A record that no person made has a twin; an address or a telephone that no person made is there once."""
    people, bridge = People(office, lambda strategy: None), ByHand(office)
    office.vnf.load("inventory", [{"inventoryNumber": "X", "itemClass": {"id": "STOCK"}, "type": "FinishedGoodItem"}])
    office.severa.load("work_types", [{"guid": "again", "code": "X", "name": "X", "isActive": False}])
    twice = {"customer": {"guid": "customer-0000000"}, "city": "Delft"}
    office.severa.load("addresses", [{**twice, "guid": "a"}, {**twice, "guid": "b"}])
    told = found(office, bridge, people)
    assert [complaint.partition(" ")[0] for complaint in told] == ["inventory", "work_types", "addresses:"]


def test_an_item_in_another_register(office: Office) -> None:
    """The type in Visma.net and the register in Severa belong together."""
    bridge = ByHand(office)
    office.vnf.edit("inventory", "I/000000", type="LaborItem")
    assert any("is of type LaborItem, and stands in products" in told for told in found(office, bridge))


def test_a_hold_is_no_difference(office: Office) -> None:
    """A customer on hold, and an item that is not to be bought, are in use."""
    bridge = ByHand(office)
    office.vnf.edit("customer", office.vnf.documents("customer")[0]["number"], status="CreditHold")
    office.vnf.edit("inventory", "I/000000", status="NoPurchases")
    assert found(office, bridge) == []
    assert at(office.vnf.documents("customer")[0], "status") == "CreditHold"


def test_every_place_has_a_use() -> None:
    """The three places of an address are Severa's three uses."""
    assert sorted(USES) == ["delivery", "invoice", "main"]
