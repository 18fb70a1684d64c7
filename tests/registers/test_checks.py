"""What holds the registers to account would notice."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from attrs import evolve

from severa_vnf.testing.faults import Fault, Faults, Kind
from tests.flows.office import Kind as Driver
from tests.flows.registers.office import Company
from tests.registers.both import STREAMS, _own
from tests.registers.machine import Registers
from tests.registers.people import People, _written
from tests.registers.quiet import until_quiet
from tests.registers.worlds import SETTINGS, ground, small


class Idle(People):
    """Persons who find nothing."""

    def _any(self, system: str, name: str) -> None:
        return None

    def _one_of(self, choices: Any) -> Any:
        return choices[0]


class Restless(Registers):
    """A machine whose cycles never end well."""

    def cycle(self, driver: Driver, observer: Any = None) -> bool:
        """None of them."""
        return False


def restless() -> Restless:
    """One with a company."""
    machine = Restless()
    machine.office = Company(small(), SETTINGS)
    machine.people = People(machine.office, lambda values: None)
    return machine


def test_never_quiet() -> None:
    """Cycles that never end well, or a last one that does not, are noticed."""
    with pytest.raises(AssertionError, match="never quiet"):
        restless().all_is_quiet("sync")
    with pytest.raises(AssertionError, match="a quiet cycle fails"):
        restless().nothing_more("sync")
    office = Company(small(), SETTINGS)
    office.severa.faults = Faults([Fault(Kind.GARBAGE, method="GET")])
    with pytest.raises(AssertionError, match="never quiet"):
        until_quiet(office, "sync")


def test_another_twin() -> None:
    """A record that is linked with another than before is noticed."""
    machine = restless()
    nobody: dict[str, dict[str, str]] = {stream: {} for stream in STREAMS}
    for twin, found in (("42", 0), ("43", 1)):
        both: Any = SimpleNamespace(vnf_ids={**nobody, "customers": {"acme": twin}}, guids=nobody)
        assert len(machine.changed_twins(both)) == found


def test_no_company() -> None:
    """A machine that was never begun has nothing to bring to rest."""
    machine = Registers()
    machine.teardown()
    assert machine.heard == []


def test_nobody_to_edit() -> None:
    """Where there are no records of a kind, persons do nothing."""
    world = ground(nextCustomerNumber=900, nextProjectNumber=900)
    people = Idle(Company(evolve(world, vnf={}), SETTINGS), lambda values: None)
    assert [people.edit_in_severa(), people.edit_in_vnf(), people.renumber()] == [None] * 3
    assert [people.move_project(), people.use_address()] == [None] * 2


def test_an_address_of_its_own() -> None:
    """A new customer of Visma.net's has an address in a place of its own, unless that only repeats the main one."""
    main, other = {"city": "Delft"}, {"city": "Utrecht"}
    made = {"mainAddress": main, "invoiceAddress": other, "deliveryAddress": main}
    assert [_own(made, slot) for slot in ("main", "invoice", "delivery")] == [True, True, False]


def test_what_is_written() -> None:
    """Nothing is written of what a record does not have."""
    assert _written({"name": "Acme", "gln": None}) == {"name": {"value": "Acme"}}
