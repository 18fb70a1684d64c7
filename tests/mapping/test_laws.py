"""What holds for every table of the registers, whatever is read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from severa_vnf import severa, vnf
from severa_vnf.mapping import (
    Agreed,
    Asked,
    Crosses,
    Given,
    Kept,
    Mapped,
    Merged,
    Question,
    addresses_to_severa,
    contact_to_severa,
    contact_to_vnf,
    customer_to_severa,
    customer_to_vnf,
    decide,
    item_to_severa,
    item_to_vnf,
    project_to_vnf,
    unmoved,
)
from severa_vnf.mapping.merge import Known, seen_back
from severa_vnf.mapping.table import Trouble
from severa_vnf.settings import Direction
from severa_vnf.severa.communications import Communication
from severa_vnf.wire.unset import UNSET
from tests.mapping.decodable import decodable
from tests.mapping.registers import GIVEN, REGISTERS, Register, written_to_severa, written_to_vnf

every_register = pytest.mark.parametrize("register", REGISTERS.values(), ids=REGISTERS)
few = settings(max_examples=60)
DATA = st.data()


DIRECTIONS = st.sampled_from(["both", "to_severa", "to_vnf"])


def memories(of_severa: dict[str, Any], of_vnf: dict[str, Any]) -> st.SearchStrategy[Mapping[str, Known]]:
    """What may be remembered of two records: nothing, what one of them has, something else, or a question."""
    asked = {name: Asked(of_severa[name], of_vnf[name]) for name in of_vnf}
    old = {name: Asked(of_severa[name], "other", "before") for name in of_vnf}
    return st.sampled_from([{}, of_severa, of_vnf, dict.fromkeys(of_vnf, "other"), asked, old])


def sides(register: Register, record: Any, seen: Any, known: Given) -> tuple[dict[str, Any], dict[str, Any]]:
    """What each side has, as it is compared."""
    decided = decide(register.table, record, seen, {}, known).fields
    alike = {name: one.value for name, one in decided.items() if isinstance(one, Agreed)}
    asked = {name: one for name, one in decided.items() if not isinstance(one, Agreed | Kept)}
    return (
        alike | {name: one.severa for name, one in asked.items()},
        alike | {name: one.vnf for name, one in asked.items()},
    )


def settled(
    register: Register, record: Any, seen: Any, remembered: Mapping[str, Known], known: Given, **how: Any
) -> tuple[Any, Any, Merged[Any]]:
    """Both sides after one round."""
    merged = decide(register.table, record, seen, remembered, known, **how)
    return written_to_severa(record, merged.to_severa), written_to_vnf(seen, merged.to_vnf), merged


@every_register
@given(data=DATA, known=GIVEN)
@few
def test_put_get(register: Register, data: st.DataObject, known: Given) -> None:
    """What is written to Visma.net comes back as what was written."""
    record, seen = data.draw(register.records), data.draw(register.seen)
    for row in register.table.rows:
        value = row.make(record, known) if row.make else UNSET
        if value is UNSET or value is None or isinstance(value, Trouble):
            continue
        after = written_to_vnf(seen, register.table.only({row.vnf: value}))
        assert row.held(after) == value
        back = row.normal(value, known)
        assert row.arrow != "both" or back == value or back in (UNSET, None) or isinstance(back, Trouble)


@every_register
@given(data=DATA, known=GIVEN, first=st.booleans(), direction=DIRECTIONS)
@few
def test_settles(register: Register, data: st.DataObject, known: Given, first: bool, direction: Direction) -> None:
    """One round settles every field, lossy ones too: the next writes nothing, and the sides agree on what crossed."""
    record, seen = data.draw(register.records), data.draw(register.seen)
    remembered = data.draw(memories(*sides(register, record, seen, known)))
    record, seen, once = settled(register, record, seen, remembered, known, first=first, direction=direction)
    twice = decide(register.table, record, seen, once.known, known, direction=direction)
    assert twice.to_vnf is None
    assert not twice.to_severa
    assert (twice.known, twice.troubles) == (seen_back(once.known), once.troubles)
    crossed = [name for name, one in once.fields.items() if isinstance(one, Crosses)]
    assert all(twice.fields[name] == Agreed(seen_back(once.known)[name]) for name in crossed)
    assert all(twice.fields[name] == one for name, one in once.fields.items() if name not in crossed)


@every_register
@given(data=DATA, known=GIVEN, first=st.booleans(), direction=DIRECTIONS)
@few
def test_no_echo(register: Register, data: st.DataObject, known: Given, first: bool, direction: Direction) -> None:
    """What one round leaves on both sides counts as seen, but for a value that was remembered and could not cross."""
    record, seen = data.draw(register.records), data.draw(register.seen)
    remembered = data.draw(memories(*sides(register, record, seen, known)))
    record, seen, merged = settled(register, record, seen, remembered, known, first=first, direction=direction)
    still = [name for name, one in merged.fields.items() if one != Kept() or name not in remembered]
    table = attrs.evolve(register.table, rows=tuple(row for row in register.table.rows if row.vnf in still))
    assert unmoved(table, "severa", record, merged.known, known)
    assert unmoved(table, "vnf", seen, merged.known, known)


@every_register
@given(data=DATA, known=GIVEN, first=st.booleans(), direction=DIRECTIONS)
@few
def test_put_put(register: Register, data: st.DataObject, known: Given, first: bool, direction: Direction) -> None:
    """Two edits, the first seen to have crossed, leave what the second alone would leave; a question may stop it."""
    one, other = data.draw(register.records), data.draw(register.records)
    seen = data.draw(register.seen)
    of_vnf, before = (sides(register, record, seen, known)[1] for record in (other, one))
    _, once, alone = settled(register, other, seen, of_vnf, known, direction=direction)
    _, between, merged = settled(register, one, seen, {} if first else before, known, first=first, direction=direction)
    _, twice, _ = settled(register, other, between, of_vnf | seen_back(merged.known), known, direction=direction)
    asked = [name for name, one in merged.fields.items() if isinstance(one, Question)]
    to_vnf = [name for name, one in alone.fields.items() if isinstance(one, Crosses) and one.to == "vnf"]
    crossed = [name for name in to_vnf if name not in asked]
    after_one, after_two = (sides(register, other, seen, known)[1] for seen in (once, twice))
    assert {name: after_one[name] for name in crossed} == {name: after_two[name] for name in crossed}


@every_register
@given(data=DATA, known=GIVEN)
@few
def test_nothing_unasked(register: Register, data: st.DataObject, known: Given) -> None:
    """Sides that never agreed are not written to; those that agree have nothing to write."""
    record, seen = data.draw(register.records), data.draw(register.seen)
    merged = decide(register.table, record, seen, {}, known)
    assert merged.to_vnf is None
    assert not merged.to_severa


@every_register
@given(data=DATA, known=GIVEN)
@few
def test_updates_are_partial(register: Register, data: st.DataObject, known: Given) -> None:
    """An update names what crosses and nothing else."""
    record, seen = data.draw(register.records), data.draw(register.seen)
    merged = decide(register.table, record, seen, sides(register, record, seen, known)[1], known)
    crossing = [name for name, one in merged.fields.items() if isinstance(one, Crosses) and one.to == "vnf"]
    rows = [row for row in register.table.rows if row.target and row.vnf not in crossing]
    assert (merged.to_vnf is None) == (not crossing)
    assert merged.to_vnf is None or all(row.held(merged.to_vnf) is UNSET for row in rows)


COMMUNICATIONS = st.lists(decodable(Communication), max_size=2)


@given(decodable(severa.Customer), st.lists(decodable(severa.Address), max_size=3), decodable(vnf.Customer), GIVEN)
@few
def test_customers(ours: severa.Customer, addresses: list[severa.Address], theirs: vnf.Customer, known: Given) -> None:
    """Whatever customer is read can be mapped and written, or has problems."""
    assert vnf.customer.create(customer_to_vnf(ours, addresses, known).made).body
    assert severa.customers.create(customer_to_severa(theirs, known).made).body
    assert all(severa.addresses.create("c0", one).body for one in addresses_to_severa(theirs, known))


@given(decodable(severa.Contact), COMMUNICATIONS, decodable(vnf.Contact), GIVEN)
@few
def test_contacts(ours: severa.Contact, communications: list[Communication], theirs: vnf.Contact, known: Given) -> None:
    """So can whatever contact person is."""
    assert vnf.contact.create(contact_to_vnf(ours, communications, known).made).body
    assert contact_to_severa(theirs, known).made


@given(decodable(severa.Product) | decodable(severa.WorkType) | decodable(severa.TravelExpenseType), GIVEN)
@few
def test_items(ours: severa.Product | severa.WorkType | severa.TravelExpenseType, known: Given) -> None:
    """So can whatever item of Severa's is."""
    assert vnf.inventory.create(item_to_vnf(ours, known).made).body


@given(decodable(vnf.Inventory), GIVEN)
@few
def test_items_back(theirs: vnf.Inventory, known: Given) -> None:
    """So can whatever item of Visma.net's is, or it has no register."""
    created = {
        severa.products.NewProduct: severa.products.create,
        severa.work_types.NewWorkType: severa.work_types.create,
        severa.travel_expense_types.NewTravelExpenseType: severa.travel_expense_types.create,
    }
    mapped = item_to_severa(theirs, known)
    if isinstance(mapped, Mapped):
        create: Any = created[type(mapped.made)]
        assert create(mapped.made).body


@given(decodable(severa.Project), GIVEN)
@few
def test_projects(ours: severa.Project, known: Given) -> None:
    """So can whatever project is."""
    assert vnf.project.create(project_to_vnf(ours, known).made).body
