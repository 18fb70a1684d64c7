"""A record that is not what it was is told, repaired by a person, and never made a second time."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from severa_vnf.testing.worlds import World, load_into
from tests.flows.office import Kind
from tests.flows.registers.office import (
    A_DAY,
    Company,
    address,
    codes,
    contact,
    customer,
    described,
    item,
    open_office,
    project,
)

drivers = pytest.mark.parametrize("driver", ["sync", "async"])


def linked(*parts: World) -> Company:
    """These and a few others, linked, a day later."""
    others = [customer(f"other {place}", f"0002000{place}") for place in range(3)]
    others += [contact(f"person {place}", "other 0", "00020000") for place in range(3)]
    office = open_office(*others, *(item(f"OTHER{place}") for place in range(3)), *parts)
    office.sync()
    office.later(A_DAY)
    office.sync()
    office.later(A_DAY)
    return office


def add(office: Company, *parts: World) -> None:
    """More records, made by people."""
    for part in parts:
        for name, documents in part.severa.items():
            office.severa.load(name, documents)
        for name, documents in part.vnf.items():
            office.vnf.load(name, documents)


def remove_there(office: Company, collection: str, key: str) -> None:
    """Somebody deletes a record in Visma.net."""
    world = office.vnf._world
    record = world.shelves[collection].records[key]
    world.drop(world.resources[collection], record)
    world.shelves[collection].by_internal.pop(record.wire[world.resources[collection].internal], None)


def twin_of(office: Company, register: str, guid: str) -> str:
    """The internal id in Visma.net of what a record is linked with."""
    return str(office.known(f"links {register}")[guid]["vnf_id"])


@drivers
@pytest.mark.parametrize("whole", [True, False])
def test_gone_in_severa(whole: bool, driver: Kind) -> None:
    """A linked record that was deleted in Severa is a problem of its own, told by its name; its twin is left alone."""
    office = linked(item("P"))
    office.severa.remove("products", "p")
    if not whole:
        office.vnf.edit("inventory", "P", description="Other")
    report = office.sync("items", driver=driver, whole=whole)
    assert (codes(report), report.outcomes, office.writes()) == (["record-vanished"], (), [])
    assert (report.problems[0].record, "not in Severa any more" in report.problems[0].text()) == ("p", True)
    assert report.problems[0].label.startswith("Item P")


@drivers
@pytest.mark.parametrize("whole", [True, False])
def test_gone_in_visma_net(whole: bool, driver: Kind) -> None:
    """So is one that was deleted in Visma.net; nothing is deleted or made anew in either service."""
    office = linked(item("P"))
    remove_there(office, "inventory", "P")
    if not whole:
        office.severa.edit("products", "p", name="Other")
    report = office.sync("items", driver=driver, whole=whole)
    assert (codes(report), report.outcomes, office.writes()) == (["record-vanished"], (), [])
    assert "not in Visma.net any more" in report.problems[0].text()


def test_gone_on_both_sides() -> None:
    """One that is gone on both sides is told by its number, until its link is forgotten."""
    office = linked(item("P"))
    office.severa.remove("products", "p")
    remove_there(office, "inventory", "P")
    assert office.sync("items", whole=True).problems[0].label == "Item P"
    office.bridge().forget("items", "p")
    assert office.bridge().problems() == ()
    report = office.sync("items", whole=True)
    assert (report.problems, "p" in office.known("links items")) == ((), False)


def test_what_is_gone_is_not_looked_for_in_every_run() -> None:
    """A vanished record stays an open problem, and costs no exchange in later runs."""
    office = linked(item("P"))
    office.severa.remove("products", "p")
    office.sync("items", whole=True)
    for _ in range(2):
        office.later(A_DAY)
        assert office.sync("items").problems == ()
    assert not [one for one in office.asked() if one.endswith("/p")]
    assert [one.cause.code for one in office.bridge().problems()] == ["record-vanished"]


ANEW = customer("acme 2", ours={"name": "Acme B.V.", "email": "info@acme.example"}, theirs=None)


@drivers
@pytest.mark.parametrize("whole", [True, False])
@pytest.mark.parametrize(
    ("register", "collection", "old", "new"),
    [
        ("customers", "customers", customer("acme"), ANEW),
        ("items", "products", item("P"), item("P", ours={"guid": "p 2"}, theirs=None)),
        (
            "contacts",
            "contacts",
            contact("bos", "other 0", "00020000"),
            contact("bos 2", "other 0", ours={"lastName": "Bos"}, theirs=None),
        ),
    ],
    ids=["customer", "item", "contact"],
)
def test_made_anew_in_severa(register: str, collection: str, old: World, new: World, whole: bool, driver: Kind) -> None:
    """A record that was deleted and made anew is not made again there; linked by hand, it takes the old one's place."""
    office = linked(old)
    (before,), (after,) = old.severa[collection], new.severa[collection]
    vnf_id = twin_of(office, register, str(before["guid"]))
    office.severa.remove(collection, str(before["guid"]))
    add(office, new)
    stream = "items" if register == "items" else "customers"
    report = office.sync(stream, driver=driver, whole=whole)
    assert set(codes(report)) - {"record-vanished"} == {"twin-taken"}
    assert office.writes() == []
    office.using(driver, lambda bridge: bridge.relink(register, str(after["guid"]), vnf_id))
    office.later()
    report = office.sync(stream, driver=driver)
    assert (report.problems, office.writes()) == ((), [])
    assert twin_of(office, register, str(after["guid"])) == vnf_id
    assert office.bridge().problems() == ()


@pytest.mark.parametrize("whole", [True, False])
def test_made_anew_in_visma_net(whole: bool) -> None:
    """So is one that was made anew there: it is not made in Severa, where its twin is linked still."""
    office = linked(customer("acme"))
    remove_there(office, "customer", "00010001")
    add(office, customer("acme", "00010009", ours=None))
    report = office.sync("customers", whole=whole)
    assert set(codes(report)) - {"record-vanished"} == {"twin-taken"}
    office.bridge().relink("customers", "acme", office.internal_id("customer", number="00010009"))
    office.later()
    report = office.sync("customers")
    assert (described(report), report.problems) == ([("updated", "acme")], ())
    assert office.ours("customers", "acme")["number"] == 10009
    assert "00010001" not in office.known("numbers customers")


def test_a_taken_one_is_free_once_the_link_is_forgotten() -> None:
    """When the link of the old one is given up the new one is matched by itself."""
    office = linked(item("P"))
    office.severa.remove("products", "p")
    add(office, item("P", ours={"guid": "p 2"}, theirs=None))
    assert codes(office.sync("items")) == ["twin-taken"]
    office.bridge().unlink("items", "p")
    office.later()
    assert described(office.sync("items")) == [("adopted", "p 2")]
    assert office.bridge().problems() == ()


def test_forgotten_and_left_alone() -> None:
    """Of a record that is forgotten nothing is remembered; the next run of changes does not look for it."""
    office = linked(contact("bos", "other 0", "00020000"))
    office.bridge().forget("contacts", "bos")
    assert "bos" not in str(office.memory())
    assert office.sync("customers").outcomes == ()
    assert described(office.sync("customers", whole=True)) == [("adopted", "bos")]


def _code_there(office: Company) -> None:
    office.vnf.edit("inventory", "P", inventoryNumber="Q")


def _code_here(office: Company) -> None:
    office.severa.edit("products", "p", code="Q")


@drivers
@pytest.mark.parametrize("change", [_code_there, _code_here])
def test_another_code(change: Callable[[Company], None], driver: Kind) -> None:
    """A code that changed on one side is told, with both; nothing is made anew, and what else changes still crosses."""
    office = linked(item("P"))
    change(office)
    office.severa.edit("products", "p", name="Other")
    report = office.sync("items", driver=driver)
    assert (report.counts, codes(report)) == ({"updated": 1}, ["number-changed"])
    office.later()
    report = office.sync("items", driver=driver)
    assert (report.counts, codes(report), office.writes()) == ({"held": 1}, ["number-changed"], [])
    for collection, key in (("inventory", "P"), ("inventory", "Q")):
        for one in office.all_theirs(collection, inventoryNumber=key):
            office.vnf.edit(collection, one["inventoryNumber"], inventoryNumber="R")
    office.severa.edit("products", "p", code="R")
    office.later()
    assert (office.sync("items", driver=driver).problems, office.bridge().problems()) == ((), ())
    assert [one["guid"] for key, one in office.known("numbers items").items() if key == "R"] == ["p"]


def test_another_project_number() -> None:
    """So is the number of a project that changed in Severa, and that of its twin."""
    office = linked(customer("acme"), project(1001, "acme"))
    office.severa.edit("projects", "project-1001", number=2002)
    report = office.sync("projects")
    assert (codes(report), office.writes()) == (["number-changed"], [])
    assert report.problems[0].value == "2002 in Severa, 1001 in Visma.net"
    office.severa.edit("projects", "project-1001", number=1001)
    office.later()
    assert (office.sync("projects").problems, office.bridge().problems()) == ((), ())


def test_two_codes_that_changed_places() -> None:
    """Items whose codes were exchanged keep their twins; the ways back by code follow Visma.net."""
    office = linked(item("P"), item("Q"))
    for old, new in (("P", "T"), ("Q", "P"), ("T", "Q")):
        office.vnf.edit("inventory", old, inventoryNumber=new)
    report = office.sync("items")
    assert codes(report) == ["number-changed", "number-changed"]
    owners = {code: one["guid"] for code, one in office.known("numbers items").items()}
    assert (owners["P"], owners["Q"]) == ("q", "p")


def test_a_problem_ends_with_its_record() -> None:
    """What was wrong with a record that nobody has any more is wrong no longer."""
    office = linked(item("", ours={"guid": "no code"}, theirs=None), item("NEW", theirs=None, ours={"name": " "}))
    assert {one.record for one in office.bridge().problems()} == {"no code", "new"}
    office.severa.remove("products", "new")
    office.sync("items")
    assert {one.record for one in office.bridge().problems()} == {"no code"}


@pytest.mark.parametrize("vnf_id", ["00010001 ", "Acme", ""])
def test_linking_with_what_is_no_id(vnf_id: str) -> None:
    """What is no internal id, as a number with a space or a name, is refused before anything is asked."""
    office = linked(customer("acme"))
    with pytest.raises(ValueError, match="is named by its internal id"):
        office.bridge().relink("customers", "acme", vnf_id)
    assert [one for one in office.asked() if "/customers/" in one] == []


def test_one_that_is_read_and_found_keeps_what_belongs_to_it() -> None:
    """Looking for namesakes of a new customer finds itself, which takes nothing from it: its addresses cross."""
    office = open_office()
    office.sync()
    office.later()
    for part in (customer("acme", theirs=None), address("home", "acme", isVisitAddress=True)):
        load_into(part, office.severa, office.vnf)
    office.sync()
    assert office.theirs("customer", name="Acme B.V.")["mainAddress"]["city"] == "Delft"
