"""What a create answered counts only when it is surely ours; what nobody knows is looked for, and never made again."""

from __future__ import annotations

from datetime import timedelta

import pytest
from attrs import evolve

from severa_vnf.flows.registers.twins import names as names_in
from severa_vnf.mapping.sides import Facts
from severa_vnf.testing.exchange import Reply, Request
from severa_vnf.testing.faults import Fault
from severa_vnf.testing.faults import Kind as Trouble
from severa_vnf.testing.worlds import World
from tests.flows.observers import When
from tests.flows.office import Kind
from tests.flows.registers.office import (
    A_DAY,
    SETTINGS,
    Company,
    codes,
    contact,
    customer,
    item,
    open_office,
    project,
)

drivers = pytest.mark.parametrize("driver", ["sync", "async"])
LONG = "Stichting Openbaar Vervoer"
NEW: dict[str, tuple[World, World, str, str]] = {
    "customer there": (customer("acme", theirs=None), customer("bolt", "00010002"), "vnf", "/customer$"),
    "customer here": (customer("acme", ours=None), customer("bolt", "00010002"), "severa", "/customers$"),
    "item there": (item("A", theirs=None), item("B"), "vnf", "/inventory$"),
    "item here": (item("A", ours=None), item("B"), "severa", "/products$"),
}
"""A new record and one that is linked, and the service and path where the new one is made."""
COLLECTIONS = {"customer": ("customer", "customers"), "item": ("inventory", "products")}


def names(office: Company, what: str) -> list[str]:
    """What the records are called on the side where the new one is made."""
    theirs, ours = COLLECTIONS[what.split(maxsplit=1)[0]]
    if what.endswith("here") and not what.endswith("there"):
        return sorted(str(one.get("name")) for one in office.severa.documents(ours) if not one.get("isInternal"))
    return sorted(str(one.get("name") or one.get("description")) for one in office.vnf.documents(theirs))


def struck(what: str, kind: Trouble) -> Company:
    """One is linked; then a new one is made, and this becomes of the answer."""
    new, there, system, path = NEW[what]
    office = open_office(there)
    office.sync()
    office.later()
    for collection, documents in new.severa.items():
        office.severa.load(collection, documents)
    for collection, documents in new.vnf.items():
        office.vnf.load(collection, documents)
    office.strike(system, Fault(kind, "POST", path, nth=1))
    return office


@drivers
@pytest.mark.parametrize("kind", [Trouble.OTHER_LOCATION, Trouble.EMPTY_CREATE, Trouble.COMMITTED_408])
@pytest.mark.parametrize("what", NEW)
def test_an_answer_that_is_not_of_ours(what: str, kind: Trouble, driver: Kind) -> None:
    """An answer that names another record, or none, links nothing to that one: what was made is found and linked."""
    office = struck(what, kind)
    before = names(office, what)
    for _ in range(3):
        office.sync("customers", "items", driver=driver)
        office.later()
    new = "Acme B.V." if what.startswith("customer") else "Item A"
    assert names(office, what) == sorted([*before, new])
    register = f"{what.split(maxsplit=1)[0]}s"
    assert len(office.known(f"links {register}")) == len(before) + 1
    assert (office.known(f"begun {register}"), office.bridge().problems()) == ({}, ())


def test_a_person_without_a_number() -> None:
    """A contact person's id is a number: an answer that names another word proves nothing either."""
    office = open_office(customer("acme"), contact("bos", "acme", theirs=None))
    way = office.vnf.handle

    def handle(request: Request) -> Reply:
        reply = way(request)
        if request.method == "POST" and request.path.endswith("/contact"):
            return evolve(reply, headers={**reply.headers, "Location": f"https://vnf.example{request.path}/abc"})
        return reply

    office.vnf.handle = handle  # type: ignore[method-assign]
    for _ in range(2):
        office.sync("customers")
        office.later()
    assert (len(office.known("links contacts")), office.bridge().problems()) == (1, ())
    assert [one["lastName"] for one in office.all_theirs("contact")].count("Bos") == 1


@pytest.mark.parametrize("kind", [Trouble.CONTROL_ID, Trouble.LONG_ID])
def test_an_answer_without_a_sound_number(kind: Trouble) -> None:
    """A number that no record can have proves nothing: what was made is found by what it is."""
    office = struck("customer there", kind)
    for _ in range(2):
        office.sync("customers")
        office.later()
    assert (len(office.known("links customers")), office.bridge().problems()) == (2, ())
    assert names(office, "customer there") == ["Acme B.V.", "Bolt B.V."]


@drivers
@pytest.mark.parametrize("status", ["Active", "Inactive"])
def test_a_stranger_that_an_answer_names(status: str, driver: Kind) -> None:
    """Nor does an answer that names somebody whom nobody is linked with, as a register that is new has him."""
    other = customer("other", "00010002", ours=None, theirs={"status": status})
    office = open_office(customer("acme", theirs=None), other)
    office.strike("vnf", Fault(Trouble.OTHER_LOCATION, "POST", "/customer$", nth=1))
    for _ in range(2):
        office.sync("customers", driver=driver)
        office.later()
    number = office.known("links customers")["acme"]["number"]
    assert office.theirs("customer", number=number)["name"] == "Acme B.V."
    assert names(office, "customer there") == ["Acme B.V.", "Other B.V."]


@drivers
def test_what_cannot_be_read_yet(driver: Kind) -> None:
    """A record that was made and is not shown yet ends no run: it is waited for, and then linked."""
    office = open_office(customer("acme", theirs=None), item("A"))
    office.strike(
        "vnf",
        Fault(Trouble.NOT_YET_READABLE, "GET", "/customer/", seconds=180),
        Fault(Trouble.LAGGING_LIST, "GET", "/customer$", seconds=180),
    )
    report = office.sync(driver=driver)
    assert (report.counts, codes(report)) == ({"deferred": 1, "adopted": 1}, ["waits-for-certainty-record"])
    for _ in range(2):
        office.later()
        office.sync(driver=driver)
    assert (len(office.all_theirs("customer")), office.bridge().problems()) == (1, ())
    assert len(office.known("links customers")) == 1


def lost_and_edited(**edit: object) -> Company:
    """An answer was lost, the list lagged behind, and a person changed the new customer before anybody looked."""
    office = open_office(customer("acme", ours={"name": LONG, "vatNumber": "NL1"}, theirs=None))
    office.strike(
        "vnf", Fault(Trouble.ANSWER_LOST, "POST", "/customer$", nth=1), Fault(Trouble.LAGGING_LIST, "GET", "/customer$")
    )
    office.sync("customers")
    office.strike("vnf")
    office.vnf.edit("customer", str(office.all_theirs("customer")[0]["number"]), **edit)
    return office


@drivers
@pytest.mark.parametrize("edit", [{"name": f"{LONG} Rijnmond"}, {"name": "Metro", "vatRegistrationId": "NL1"}])
def test_a_candidate_that_is_not_surely_it(edit: dict[str, object], driver: Kind) -> None:
    """While an intent is open, what is new and similar is told as a doubt, and nothing is made; a person links it."""
    office = lost_and_edited(**edit)
    for _ in range(2):
        office.later(A_DAY)
        report = office.sync("customers", driver=driver)
        assert codes(report) == ["doubtful-record"]
        assert str(edit["name"]) in report.problems[0].value
    assert len(office.all_theirs("customer")) == 1
    office.bridge().relink("customers", "acme", office.internal_id("customer", name=edit["name"]))
    office.later()
    office.sync("customers", driver=driver)
    assert (len(office.all_theirs("customer")), office.known("begun customers")) == (1, {})


@drivers
def test_both_were_renamed(driver: Kind) -> None:
    """What is similar to what was sent is a doubt, though the record that it was made from is called otherwise now."""
    office = lost_and_edited(name=f"{LONG} Rijnmond")
    office.severa.edit("customers", "acme", name="Metro", vatNumber=None)
    for _ in range(2):
        office.later(A_DAY)
        assert codes(office.sync("customers", driver=driver)) == ["doubtful-record"]
    assert len(office.all_theirs("customer")) == 1


@drivers
def test_an_edit_while_the_answer_is_on_its_way(driver: Kind) -> None:
    """Where a person is quicker than the look after a lost answer, that is a doubt of the same run."""
    office = open_office(customer("acme", ours={"name": LONG}, theirs=None))
    office.strike("vnf", Fault(Trouble.ANSWER_LOST, "POST", "/customer$", nth=1))

    def renamed() -> None:
        office.vnf.edit("customer", str(office.all_theirs("customer")[0]["number"]), name=f"{LONG} Rijnmond")

    report = office.sync("customers", driver=driver, observer=When("POST", "/customer", renamed, "after"))
    assert (codes(report), len(office.all_theirs("customer"))) == (["doubtful-record"], 1)


@drivers
def test_what_is_nothing_like_it(driver: Kind) -> None:
    """What is nothing like it is no candidate: then it is made again, once it can't arrive any more."""
    office = lost_and_edited(name="Metro", vatRegistrationId="NL2")
    office.later(A_DAY)
    office.sync("customers", driver=driver)
    assert names(office, "customer there") == ["Metro", LONG]


@drivers
def test_rows_from_the_future(driver: Kind) -> None:
    """A row that is stamped days ahead hides no record whose answer was lost: a probe begins with its own intent."""
    office = open_office(item("A", theirs=None), item("B"))
    office.vnf._world.shelves["inventory"].records["B"].wire["lastModifiedDateTime"] = "2027-01-01T00:00:00"
    office.strike("vnf", Fault(Trouble.ANSWER_LOST, "POST", "/inventory$", nth=1))
    office.sync("items", driver=driver)
    office.later()
    assert office.sync("items", driver=driver).problems == ()
    assert (len(office.all_theirs("inventory")), len(office.known("links items"))) == (2, 2)


@drivers
def test_the_zone_is_learnt(driver: Kind) -> None:
    """From what was just made there the zone of an endpoint is known; where nothing was, it is not."""
    office = open_office(item("A", theirs=None), customer("acme"))
    office.sync(driver=driver)
    marks = office.known("register marks")
    assert (marks["vnf items"]["zone"], marks["vnf customers"].get("zone")) == (60, None)
    office.later()
    office.vnf.edit("inventory", "A", description="Renamed")
    office.later()
    office.sync(driver=driver)
    assert office.known("register marks")["vnf items"]["stamp"] == office.theirs("inventory")["lastModifiedDateTime"]


@drivers
def test_a_register_that_is_off(driver: Kind) -> None:
    """Equal records of a register that is off are linked, for invoices ask for their links; nothing is written."""
    off = evolve(SETTINGS, directions={"customers": "off"})
    world = [
        customer("acme"),
        customer("bolt", "00010002", theirs={"creditTerms": {"id": "14"}}),
        customer("coop", "00010003", theirs=None),
        contact("bos", "acme"),
        project(1001, "acme", theirs=None),
    ]
    office = open_office(*world, settings=off)
    for _ in range(2):
        report = office.sync("customers", driver=driver)
        assert (report.problems, office.writes()) == ((), [])
        office.later(timedelta(days=2))
    assert [*office.known("links customers")] == ["acme"]
    assert office.sync("projects", driver=driver).counts == {"created": 1}
    office.settings = SETTINGS
    assert office.sync("customers", driver=driver).counts == {"adopted": 2, "created": 1}


@pytest.mark.parametrize(
    ("raw", "held"),
    [
        ({"name": "ACME  b.v."}, True),
        ({"firstName": "Acme", "lastName": "B.V."}, True),
        ({"number": "00042"}, True),
        ({"number": 42}, True),
        ({"name": "Bolt", "number": 43, "creditLimit": 42}, False),
        ({}, False),
        ("no row", False),
    ],
)
def test_what_stands_in_a_row_that_cannot_be_read(raw: object, held: bool) -> None:
    """A name in any writing and a number by its value are seen there; other figures are no numbers."""
    assert names_in(raw, Facts(id="1", key="42", number="42", name="Acme B.V.", label="")) is held
