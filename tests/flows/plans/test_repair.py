"""Links of the registers, looked at and mended by hand."""

from __future__ import annotations

import pytest

from severa_vnf import NotFound
from tests.flows.office import Kind
from tests.flows.registers.office import (
    A_DAY,
    Company,
    codes,
    contact,
    customer,
    described,
    item,
    open_office,
    project,
)

drivers = pytest.mark.parametrize("driver", ["sync", "async"])
REGISTERS = ("customers", "contacts", "items", "projects")


def linked() -> Company:
    """A company with records of each register that are linked."""
    office = open_office(
        customer("first"),
        customer("second", "00010002"),
        contact("smit", "first"),
        item("A1"),
        item("B2"),
        item("C3"),
        project(7, "first"),
    )
    office.sync()
    office.later(A_DAY)
    return office


def links(office: Company, register: str = "customers", driver: Kind = "sync") -> dict[str, str]:
    """Which record is which."""
    return {one.guid: one.vnf_id for one in office.using(driver, lambda bridge: bridge.links(register))}


def relink(office: Company, guid: str, vnf_id: str, driver: Kind = "sync") -> None:
    """Say which customer is which."""
    office.using(driver, lambda bridge: bridge.relink("customers", guid, vnf_id))


@drivers
def test_links_are_told(driver: Kind) -> None:
    """Each register tells its links: Severa's guid, Visma.net's internal id, and the number on either side."""
    office = linked()
    assert links(office, driver=driver) == {
        guid: office.internal_id("customer", number=number)
        for guid, number in (("first", "00010001"), ("second", "00010002"))
    }
    (one,) = office.using(driver, lambda bridge: bridge.links("projects"))
    assert (one.guid, one.number, one.severa_number) == ("project-7", "7", "7")
    assert [len(links(office, name, driver)) for name in REGISTERS] == [2, 1, 3, 1]


@drivers
@pytest.mark.parametrize(
    ("verb", "words"),
    [("links", ()), ("relink", ("first", "1")), ("unlink", ("first",)), ("forget", ("first",))],
)
def test_a_stream_that_there_is_not(driver: Kind, verb: str, words: tuple[str, ...]) -> None:
    """A stream without links is a mistake of the host, told with those that there are."""
    with pytest.raises(ValueError, match=r"there are: customers, contacts, items, projects, invoices$"):
        linked().using(driver, lambda bridge: getattr(bridge, verb)("articles", *words))


@drivers
def test_linked_with_another(driver: Kind) -> None:
    """A record that is linked with another one is compared with it as two that have just been matched."""
    office = linked()
    office.vnf.load("customer", [{"number": "00010009", "name": "First again B.V.", "status": "Active"}])
    again = office.internal_id("customer", number="00010009")
    relink(office, "first", again, driver)
    assert links(office, driver=driver)["first"] == again
    report = office.sync("customers", driver=driver)
    assert "never-agreed" in codes(report)
    assert office.ours("customers", "first")["number"] == 10009
    assert links(office, driver=driver)["first"] == again


def test_what_lost_its_link_is_new_again() -> None:
    """The one that was linked before is looked at again: its twin is another's now, so it is told, and not made."""
    office = linked()
    office.vnf.load("customer", [{"number": "00010009", "name": "First again B.V.", "status": "Active"}])
    before = links(office)["first"]
    relink(office, "first", office.internal_id("customer", number="00010009"))
    report = office.sync("customers")
    taken = [one.record for one in report.problems if one.code == "twin-taken"]
    assert taken == [f"vnf {before}"]
    assert len(office.severa.documents("customers")) == 3


@drivers
def test_linked_with_one_that_is_linked_already(driver: Kind) -> None:
    """The record that had it loses it: no two records are ever linked with one."""
    office = linked()
    second = links(office)["second"]
    relink(office, "first", second, driver)
    assert links(office, driver=driver) == {"first": second}
    assert office.memory()["links back customers"] == {second: {"guid": "first"}}
    assert office.memory()["numbers customers"] == {"00010002": {"guid": "first"}}


def test_linked_with_the_one_that_it_has() -> None:
    """Linking the same two again keeps the link, and makes nothing."""
    office = linked()
    before = links(office)
    relink(office, "first", before["first"])
    assert links(office) == before
    office.later()
    assert codes(office.sync("customers")) == []
    assert office.writes() == []


def test_a_number_that_stands_elsewhere() -> None:
    """A record that took over another's number in Visma.net has it in the links too, and nobody else has."""
    office = linked()
    office.vnf.edit("customer", "00010001", number="00010008")
    office.vnf.edit("customer", "00010002", number="00010001")
    second = office.internal_id("customer", number="00010001")
    relink(office, "second", second)
    memory = office.memory()
    assert memory["numbers customers"]["00010001"] == {"guid": "second"}
    office.sync("customers")
    numbers = {one["guid"]: number for number, one in office.memory()["numbers customers"].items()}
    assert numbers == {"first": "00010008", "second": "00010001"}
    assert {office.ours("customers", guid)["number"] for guid in ("first", "second")} == {10008, 10001}


def test_unlinking_keeps_what_is_anothers() -> None:
    """A number that belongs to another link by now stays with it when the one that had it is unlinked."""
    office = linked()
    office.vnf.edit("customer", "00010001", number="00010008")
    office.vnf.edit("customer", "00010002", number="00010001")
    relink(office, "second", office.internal_id("customer", number="00010001"))
    office.bridge().unlink("customers", "first")
    assert office.memory()["numbers customers"] == {"00010001": {"guid": "second"}}


@drivers
@pytest.mark.parametrize(("guid", "vnf_id"), [("nobody", None), ("first", "99999")])
def test_linked_with_what_is_not_there(driver: Kind, guid: str, vnf_id: str | None) -> None:
    """Where either side does not have the record nothing is linked, and nothing is forgotten."""
    office = linked()
    memory = office.memory()
    with pytest.raises(NotFound):
        relink(office, guid, vnf_id or links(office)["first"], driver)
    assert office.memory() == memory


@drivers
@pytest.mark.parametrize(
    ("register", "guid"), [("customers", "first"), ("contacts", "smit"), ("items", "a1"), ("projects", "project-7")]
)
def test_unlinked_then_matched_again(register: str, guid: str, driver: Kind) -> None:
    """A record whose link is forgotten is matched again by the next run, though nobody edited it."""
    office = linked()
    before = links(office, register)
    office.using(driver, lambda bridge: bridge.unlink(register, guid))
    assert guid not in links(office, register)
    office.later()
    report = office.sync(driver=driver)
    assert described(report) == [("adopted", guid)]
    assert (links(office, register), office.writes()) == (before, [])


def test_unlinking_what_has_no_link() -> None:
    """A record without a link is looked at by the next run, and no more."""
    office = linked()
    office.bridge().unlink("customers", "nobody")
    assert links(office).keys() == {"first", "second"}
    assert codes(office.sync("customers")) == []


def test_unlinked_after_it_was_deleted() -> None:
    """When the twin of a deleted record is unlinked the problem is gone, and it is made anew on the other side."""
    office = linked()
    office.severa.remove("products", "a1")
    assert codes(office.sync("items", whole=True)) == ["record-vanished"]
    office.bridge().unlink("items", "a1")
    report = office.sync("items", whole=True)
    assert report.counts == {"created": 1}
    assert [entry.cause.code for entry in office.bridge().problems()] == []


@drivers
def test_forgotten(driver: Kind) -> None:
    """All that is remembered of a record is gone: link, way back, number, what waits, and its problems."""
    office = linked()
    office.severa.edit("customers", "first", name="One B.V.")
    office.vnf.edit("customer", "00010001", name="Other B.V.")
    office.severa.edit("customers", "second", name="One more B.V.")
    office.vnf.edit("customer", "00010002", name="Quite another B.V.")
    office.sync("customers")
    assert [one.record for one in office.bridge().problems()] == ["first", "second"]
    office.using(driver, lambda bridge: bridge.forget("customers", "first"))
    assert [one.record for one in office.bridge().problems()] == ["second"]
    spaces = {name: kept for name, kept in office.memory().items() if "customers" in name}
    assert "first" not in str(spaces)
    assert links(office).keys() == {"second"}


def test_forgotten_when_nothing_was_wrong() -> None:
    """A record without problems is forgotten as well; an invoice is forgotten by its link."""
    office = linked()
    office.bridge().forget("items", "a1")
    office.bridge().forget("invoices", "nothing")
    assert links(office, "items").keys() == {"b2", "c3"}


@pytest.mark.parametrize("whole", [True, False])
def test_a_forgotten_person_is_not_taken_up_again(whole: bool) -> None:
    """Somebody who is gone on both sides and forgotten is no trouble of any run."""
    office = linked()
    office.severa.remove("contacts", "smit")
    shelf = office.vnf._world.shelves["contact"]
    shelf.by_internal.clear()
    shelf.records = {key: one for key, one in shelf.records.items() if one.wire["lastName"] != "Smit"}
    office.bridge().forget("contacts", "smit")
    assert codes(office.sync("customers", whole=whole)) == []
    assert "smit" not in str(office.memory())
