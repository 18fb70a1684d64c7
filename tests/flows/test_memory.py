"""What stands in the store and cannot be read."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from severa_vnf import BridgeError, StoreError
from severa_vnf.flows.engine.stored import Kept
from severa_vnf.flows.lease import Host
from severa_vnf.flows.memory import known
from severa_vnf.flows.registers.link import read_link
from severa_vnf.ports import Put, Record
from tests.flows.observers import Killed, When, dies
from tests.flows.office import Office, few

GARBLED = ("", "{", "[]", "null", '{"at": 7}', '{"known": []}', '{"known": {}, "beside": 1}')


@pytest.mark.parametrize("read", [read_link, lambda record: known(Host, record)])
@pytest.mark.parametrize("value", GARBLED)
def test_it_is_told_by_its_place(read: Callable[[Record], object], value: str) -> None:
    """Space and key are named, so that whoever mends the store finds the record; so is what is wrong with it."""
    with pytest.raises(StoreError, match="cannot be read") as error:
        read(Kept("c1", value, 3, "links customers"))
    assert error.value.where == "the record links customers, 'c1'"
    with pytest.raises(StoreError) as error:
        read(Record("c1", value, 3))
    assert error.value.where == "the record 'c1'"


@pytest.mark.parametrize("value", ["{", '{"at": 7}', '{"at": "soon", "version": 1}'])
def test_no_run_ends_in_an_untyped_error(value: str) -> None:
    """Whichever record of a store is garbled, a run leaves by an error that a host catches, or needs none."""
    office = Office(few(0, 3))
    with pytest.raises(Killed):
        office.cycle(observer=When("POST", "customerinvoice", dies))
    office.clock.advance(office.settings.takeover)
    office.bridge().sync()
    places = {(space, one.key) for space in SPACES for one in office.store.scan("acme", space)}
    assert len(places) >= 20
    told = set()
    for space, key in sorted(places):
        good = office.store.read("acme", space, (key,))[key]
        version = office.store.commit("acme", (Put(space, key, value, good.version),))
        try:
            office.bridge().sync()
        except BridgeError as error:
            told.add(str(error))
        found = office.store.read("acme", space, (key,)).get(key)
        if found and found.version == version:
            office.store.commit("acme", (Put(space, key, good.value, version),))
        office.clock.advance(office.settings.takeover)
    assert len(told) > 5


SPACES = (
    "lease",
    "company",
    "marks",
    "links",
    "links back",
    "intents",
    "problems",
    "links customers",
    "links back customers",
    "links projects",
)
