"""What is held is looked at again, though nobody edits it: some of it in each run, in turns."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

import pytest
from attrs import evolve

from severa_vnf.flows.registers.gather import LOOKED_AT_AGAIN
from severa_vnf.settings import ItemClasses
from severa_vnf.testing.worlds import World
from tests.flows.observers import Killed, When, dies, stops
from tests.flows.office import Kind
from tests.flows.registers.office import A_DAY, SETTINGS, Company, codes, customer, described, item, open_office

drivers = pytest.mark.parametrize("driver", ["sync", "async"])
NO_CLASS = evolve(SETTINGS, item_classes=ItemClasses())


def held(count: int, *first: World) -> Company:
    """So many new items for which no class is chosen, long after they were made."""
    parts = [*first, *(item(f"W{place}", "work_types", theirs=None) for place in range(count))]
    office = open_office(*parts, settings=NO_CLASS, severa_switches={"rate_limit": None})
    for _ in range(2):
        office.sync("items")
        office.later(A_DAY)
    return office


@drivers
def test_in_turns(driver: Kind) -> None:
    """Each run looks at so many of them, those that waited longest; after a few runs each had its turn."""
    office = held(2 * LOOKED_AT_AGAIN + 5)
    seen: set[str] = set()
    for _ in range(3):
        report = office.sync("items", driver=driver)
        assert (len(report.outcomes), set(codes(report))) == (LOOKED_AT_AGAIN, {"class-missing"})
        seen |= {one.record for one in report.outcomes}
        office.later()
    assert len(seen) == 2 * LOOKED_AT_AGAIN + 5
    assert len(office.bridge().problems()) == len(seen)


def test_more_than_a_store_gives_at_once() -> None:
    """However many wait, none is passed over, whatever it is called."""
    office = held(500, item("ZZZ", theirs=None))
    seen = set()
    for _ in range(4):
        seen |= {one.record for one in office.sync("items").outcomes}
        office.later()
    assert (len(seen), "zzz" in seen) == (4 * LOOKED_AT_AGAIN, True)


@drivers
def test_what_it_lacked_is_there(driver: Kind) -> None:
    """They cross as soon as they can, and wait no longer."""
    office = held(3)
    office.settings = SETTINGS
    assert office.sync("items", driver=driver).counts == {"created": 3}
    assert (office.memory()["waiting items"], office.bridge().problems()) == ({}, ())
    office.later(A_DAY)
    office.sync("items", driver=driver)
    assert len([one for one in office.asked() if "/worktypes/" in one]) == 0


def test_one_that_is_gone_waits_no_longer() -> None:
    """A record that was deleted while it waited is forgotten, and so is its problem."""
    office = held(2)
    office.severa.remove("work_types", "w0")
    assert described(office.sync("items")) == [("held", "w1")]
    assert [one.record for one in office.bridge().problems()] == ["w1"]
    assert list(office.memory()["waiting items"]) == ["severa w1"]


def test_one_that_needs_nothing_any_more() -> None:
    """One that went out of use while it waited stays where it is, and is not looked at again."""
    office = held(2)
    office.spoil("work_types", "w0", isActive=False)
    assert described(office.sync("items")) == [("held", "w1")]
    assert list(office.memory()["waiting items"]) == ["severa w1"]
    assert [one.record for one in office.bridge().problems()] == ["w1"]


def test_what_waits_for_a_person_alone_is_not_looked_at() -> None:
    """A difference that a person has to decide costs no exchange until somebody edits the record."""
    office = open_office(item("A", theirs={"description": "Other"}))
    assert codes(office.sync("items")) == ["never-agreed"]
    for _ in range(2):
        office.later(A_DAY)
        assert office.sync("items").problems == ()
    assert [one for one in office.asked() if one.endswith("/a")] == []
    assert [one.cause.code for one in office.bridge().problems()] == ["never-agreed"]


@drivers
def test_a_link_that_was_not_carried_out(driver: Kind) -> None:
    """A run that ends between linking and writing leaves nothing undone, though no list shows the record any more."""
    office = open_office(customer("acme", ours={"website": None}))
    for _ in range(3):
        office.sync("customers")
        office.later(A_DAY)
    office.bridge().unlink("customers", "acme")
    office.vnf._world.shelves["customer"].records["00010001"].wire["mainContact"]["web"] = "acme.example"
    with suppress(Killed):
        office.sync("customers", driver=driver, observer=When("PATCH", "customers", dies))
    assert list(office.known("links customers")) == ["acme"]
    office.later(A_DAY)
    assert office.sync("customers", driver=driver).counts == {"updated": 1}
    assert office.ours("customers", "acme")["website"] == "acme.example"
    assert office.memory()["waiting customers"] == {}


def lacks_a_class() -> Company:
    """An item was held for want of a class, and has one now."""
    office = held(1)
    office.settings = SETTINGS
    return office


def names_differed() -> Company:
    """An item had two names, of which nobody knew which one was right."""
    office = open_office(item("A", theirs={"description": "Other"}))
    office.sync("items")
    office.later(A_DAY)
    return office


def agreed_in_severa() -> Company:
    """Somebody gave it the other name in Severa."""
    office = names_differed()
    office.severa.edit("products", "a", name="Other")
    return office


def agreed_in_visma_net() -> Company:
    """Somebody gave it Severa's name in Visma.net."""
    office = names_differed()
    office.vnf.edit("inventory", "A", description="Item A")
    return office


@pytest.mark.parametrize("mended", [lacks_a_class, agreed_in_severa, agreed_in_visma_net])
def test_what_is_mended_is_closed_wherever_a_run_stops(mended: Callable[[], Company]) -> None:
    """A record is looked at again until the log says that it need not be: no problem outlives what it tells."""
    for stop in stops("after"):
        office = mended()
        assert len(office.bridge().problems()) == 1
        with suppress(Killed):
            office.sync("items", observer=stop)
        office.later(SETTINGS.takeover)
        office.sync("items")
        assert (office.bridge().problems(), office.memory()["waiting items"]) == ((), {})
