"""The tables of the registers beside the documentation's own, and beside the models of both sides."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from severa_vnf import severa, vnf
from severa_vnf.mapping import ADDRESS, CONTACT, CUSTOMER, PRODUCT, PROJECT, TRAVEL_EXPENSE, WORK_TYPE
from severa_vnf.mapping import Given as Known
from severa_vnf.mapping.table import Register as TwoWay
from severa_vnf.mapping.table import Row, Table, Trouble
from severa_vnf.severa.contacts import Contact
from severa_vnf.vnf.refs import Address
from severa_vnf.wire.model import parts
from severa_vnf.wire.unset import UNSET
from tests.mapping.registers import GIVEN, REGISTERS, Register

ITEMS = [
    ("name", "description"),
    ("code", "inventoryNumber"),
    ("isActive", "status"),
    ("Financials item class", "itemClass"),
]
ROWS: list[tuple[Table[Any, Any], list[tuple[str, str]]]] = [
    (PRODUCT, [*ITEMS, ("unitPrice", "defaultPrice")]),
    (TRAVEL_EXPENSE, [*ITEMS, ("unitCost", "defaultPrice")]),
    (WORK_TYPE, [*ITEMS, ("unit price", "defaultPrice")]),
    (
        CUSTOMER,
        [
            ("name", "name"),
            ("number", "number"),
            ("vatNumber", "vatRegistrationId"),
            ("currency", "currencyId"),
            ("paymentTerm", "creditTermsId"),
            ("email", "mainContact.email"),
            ("website", "mainContact.web"),
            ("notes", "mainContact.attention"),
            ("headquarterAddress", "mainAddress"),
            ("isActive", "status"),
            ("Financials customer class", "customerClassId"),
            ("address type: billing", "invoiceAddress"),
            ("address type: postal", "deliveryAddress"),
            ("address type: office", "mainAddress"),
        ],
    ),
    (
        ADDRESS,
        [
            ("addressline", "addressLine1"),
            ("addressline", "addressLine2"),
            ("addressline", "addressLine3"),
            ("postalCode", "postalCode"),
            ("city", "city"),
            ("country", "countryId"),
            ("countryRegion", "county"),
            ("isBillingAddress", "invoiceAddress"),
            ("isPostalAddress", "deliveryAddress"),
            ("isVisitAddress", "mainAddress"),
        ],
    ),
    (
        CONTACT,
        [
            ("salutation", "title"),
            ("firstName", "firstName"),
            ("lastName", "lastName"),
            ("jobTitle", "position"),
            ("communication MobilePhone", "phone1"),
            ("communication Phone", "phone2"),
            ("communication EmailAddress", "email"),
            ("isEmailAllowed", "doNotEmail"),
            ("isActive", "active"),
        ],
    ),
    (
        PROJECT,
        [
            ("number", "projectID"),
            ("name", "description"),
            ("customer", "customer"),
            ("startDate", "startDate"),
            ("billing period", "billingPeriod"),
            ("template", "template"),
            ("block", "restricEmployees"),
            ("block", "hold"),
            ("isClosed", "status"),
            ("salesStatus", "status"),
        ],
    ),
]
BOTH_WAYS = [(table, *row) for table, rows in ROWS for row in rows]
MODELS: dict[str, tuple[type, type]] = {
    "CUSTOMER": (severa.Customer, vnf.Customer),
    "ADDRESS": (severa.Address, Address),
    "CONTACT": (Contact, vnf.Contact),
    "CONTACT, mobile in phone3": (Contact, vnf.Contact),
    "PRODUCT": (severa.Product, vnf.Inventory),
    "WORK_TYPE": (severa.WorkType, vnf.Inventory),
    "TRAVEL_EXPENSE": (severa.TravelExpenseType, vnf.Inventory),
    "PROJECT": (severa.Project, vnf.Project),
}
every_register = pytest.mark.parametrize("name", REGISTERS)


def words(row: Row) -> list[str]:
    """The fields that a row names in Visma.net."""
    return [word.split(".")[0] for word in row.vnf.split(", ")]


@pytest.mark.parametrize(("table", "severa_field", "vnf_field"), BOTH_WAYS)
def test_documentation(table: Table[Any, Any], severa_field: str, vnf_field: str) -> None:
    """Each row of the documentation's tables of the registers is mapped, or left out with a reason."""
    (row,) = (row for row in table.rows if severa_field in row.severa and vnf_field in (row.vnf, *words(row)))
    assert row.why if row.arrow == "left_out" else row.target or "ADDRESS" in row.why


@every_register
def test_no_field_of_severa_forgotten(name: str) -> None:
    """Every field that is read from Severa stands in a row."""
    told = {field for row in REGISTERS[name].table.rows for field in row.severa}
    assert {part.wire for model in (MODELS[name][0], REGISTERS[name].table.source) for part in parts(model)} <= told


@every_register
def test_no_field_of_visma_net_forgotten(name: str) -> None:
    """Every field that is read from Visma.net stands in a row, if need be under the name by which it is written."""
    told = {word for row in REGISTERS[name].table.rows for word in words(row)}
    assert not [part.wire for part in parts(MODELS[name][1]) if not {part.wire, f"{part.wire}Id"} & told]


@every_register
def test_targets(name: str) -> None:
    """Every field that is written exists on its side, and is written by one row."""
    table = REGISTERS[name].table
    there = [(row.within.name if row.within else "", row.target) for row in table.rows if row.make]
    assert len(set(there)) == len(there)
    assert all(hasattr(table.target, within or target) for within, target in there)
    back = [row.into for row in table.rows if row.back]
    assert len(set(back)) == len(back)
    assert not back or {*back} <= {part.name for part in parts(table.new)}


@every_register
def test_reasons(name: str) -> None:
    """What is left out, made, one way or written once has a reason."""
    rows = REGISTERS[name].table.rows
    assert all(row.why for row in rows if row.arrow == "left_out" or row.once)
    assert all(row.why for row in rows if row.arrow == "to_severa" or not row.target)


@every_register
def test_known_apart(name: str) -> None:
    """Each compared row has a name of its own, by which its agreed value is remembered."""
    compared = [row.vnf for row in REGISTERS[name].table.rows if row.compared]
    assert len(set(compared)) == len(compared)


@pytest.mark.parametrize("register", REGISTERS.values(), ids=REGISTERS)
@given(data=st.data(), known=GIVEN)
@settings(max_examples=30)
def test_compiled(register: Register, data: st.DataObject, known: Known) -> None:
    """The functions written out of a table do what its rows say, each way."""
    table, record, seen = register.table, data.draw(register.records), data.draw(register.seen)
    there = [(row, row.make(record, known)) for row in table.rows if row.make]
    values = {row.vnf: value for row, value in there if value not in (UNSET, None) and not isinstance(value, Trouble)}
    assert table.map(record, known) == (table.only(values), [one for _, one in there if isinstance(one, Trouble)])
    if isinstance(table, TwoWay):
        made, troubles = table.back(seen, known)
        back = [(row.into, row.returned(seen, known)) for row in table.rows if row.back]
        assert troubles == [value for _, value in back if isinstance(value, Trouble)]
        assert all(
            getattr(made, name) == (UNSET if value is None or isinstance(value, Trouble) else value)
            for name, value in back
        )
