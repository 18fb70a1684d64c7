from __future__ import annotations

from typing import Any

from attrs import fields

from severa_vnf.mapping.compiled import Step, compiled, kind_of
from severa_vnf.mapping.table import Register, Trouble, both, left_out
from severa_vnf.rules.registers import NAMELESS
from severa_vnf.severa.customers import Customer, NewCustomer
from severa_vnf.vnf.customer import CustomerUpdate
from severa_vnf.vnf.customer_invoice import CustomerInvoiceUpdate
from severa_vnf.vnf.refs import ContactInfoUpdate
from severa_vnf.wire.unset import UNSET
from tests.mapping.registers import KNOWN, in_severa


def of(record: Any, given: Any) -> Any:
    """What the record is."""
    return record


STEPS = [Step("email", of, "main_contact", empty=True), Step("web", lambda record, given: UNSET, "main_contact")]


def test_a_part() -> None:
    """A part is made of its fields, and left out where none of them says anything."""
    run = compiled(CustomerUpdate, STEPS, Trouble)
    assert run("a", None) == (CustomerUpdate(main_contact=ContactInfoUpdate(email="a")), [])
    assert run(None, None) == (CustomerUpdate(), [])
    assert run(UNSET, None) == (CustomerUpdate(), [])
    assert kind_of(CustomerUpdate, "main_contact") is ContactInfoUpdate


def test_a_part_in_trouble() -> None:
    """A trouble is collected, and its field left out."""
    trouble = Trouble(NAMELESS, "E-mail")
    assert compiled(CustomerUpdate, STEPS, Trouble)(trouble, None) == (CustomerUpdate(), [trouble])


def test_with_and_without_slots() -> None:
    """Targets are filled alike, wherever they keep their fields; one that must be there and is not says nothing."""
    assert not NewCustomer.__dictoffset__
    assert CustomerInvoiceUpdate.__dictoffset__
    made, _ = compiled(CustomerInvoiceUpdate, [Step("note", of)], Trouble)("a", None)
    assert made == CustomerInvoiceUpdate(note="a")
    made, _ = compiled(NewCustomer, [Step("email", of)], Trouble)("a", None)
    assert (made.email, made.name) == ("a", UNSET)


def test_as_it_is() -> None:
    """A row without functions carries the value as it is, both ways; what is not mentioned comes back as empty."""
    source, target = fields(Customer), fields(CustomerUpdate)
    rows = (both(source.name, target.name), left_out(vnf="status", why="Not here."))
    table = Register(Customer, CustomerUpdate, rows, NewCustomer)
    assert table.map(in_severa(), KNOWN) == (CustomerUpdate(name="Acme"), [])
    assert table.back(CustomerUpdate(name="Acme"), KNOWN) == (NewCustomer(name="Acme"), [])
    assert table.rows[0].returned(CustomerUpdate(), KNOWN) is None
