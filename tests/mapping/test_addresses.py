from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from severa_vnf.mapping import Place, Slot, addresses_to_severa, place, place_seen, place_written
from severa_vnf.mapping.addresses import ADDRESS, written
from severa_vnf.severa.addresses import Address, NewAddress
from severa_vnf.severa.refs import Pointer
from severa_vnf.values import Guid
from severa_vnf.vnf import refs as vnf
from severa_vnf.vnf.customer import Customer
from severa_vnf.vnf.refs import AddressUpdate
from severa_vnf.wire.decode import structure
from severa_vnf.wire.unset import UNSET
from tests.mapping.registers import KNOWN, in_vnf


def address(guid: str = "a", **changes: Any) -> Address:
    """An address as Severa shows it."""
    return structure({"guid": guid, **changes}, Address)


def shown(**changes: Any) -> vnf.Address:
    """An address as Visma.net shows it."""
    return structure(changes, vnf.Address)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Dam 1", ("Dam 1", "", "")),
        ("Acme\r\nDam 1", ("Acme", "Dam 1", "")),
        (" Acme \n\nHall\nDam 1", ("Acme", "Hall", "Dam 1")),
        ("Acme\nHall\nDoor 3\nDam 1", ("Acme", "Hall", "Door 3, Dam 1")),
        (None, ("", "", "")),
    ],
)
def test_lines(text: str | None, lines: tuple[str, ...]) -> None:
    """One text becomes three lines; what they can't hold shares the third, and the unused are emptied."""
    update = written(address(addressline=text), KNOWN)
    assert (update.address_line1, update.address_line2, update.address_line3) == lines


def test_all_of_it() -> None:
    """Country and region cross by their codes."""
    ours = address(addressline="Dam 1", postalCode="1012", city="A", country={"guid": "A"}, countryRegion={"guid": " "})
    assert written(ours, KNOWN) == AddressUpdate(
        address_line1="Dam 1",
        address_line2="",
        address_line3="",
        postal_code="1012",
        city="A",
        country_id="NL",
        county="NH",
    )


def test_all_of_it_back() -> None:
    """And back, line by line."""
    theirs = shown(
        addressLine1="Acme",
        addressLine3="Dam 1",
        postalCode="1012",
        city="A",
        country={"id": "NL"},
        county={"id": "NH"},
    )
    made, troubles = ADDRESS.back(place_seen(theirs), KNOWN)
    assert not troubles
    assert made == NewAddress(
        address_line="Acme\nDam 1",
        postal_code="1012",
        city="A",
        country=Pointer(Guid("A")),
        country_region=Pointer(Guid(" ")),
    )


def test_unknown_codes() -> None:
    """A country whose code is not known is not guessed by its name."""
    assert not written(address(country={"guid": "none", "name": "Nederland"}), KNOWN).country_id
    assert not written(address(country={"name": "Nederland"}), KNOWN).country_id
    assert not ADDRESS.back(place_seen(shown(country={"id": "XX"})), KNOWN)[0].country


def test_a_part_of_a_place() -> None:
    """An update of the city alone leaves the lines alone."""
    assert place_written(Place(city="A")) == AddressUpdate(city="A")


BILLING, POSTAL, VISIT = {"isBillingAddress": True}, {"isPostalAddress": True}, {"isVisitAddress": True}


def at(day: int) -> dict[str, str]:
    """When it was made."""
    return {"createdDateTime": f"2026-01-{day:02}T00:00:00"}


def slots(*addresses: Address, headquarter: str | None = None) -> dict[Slot, str]:
    """Which address each place gets."""
    placed = place(addresses, Guid(headquarter) if headquarter else None)
    return {slot: one.guid for slot, one in placed.slots.items()}


def test_places() -> None:
    """Billing, post and visits have a place each; one address may fill several."""
    assert slots(address("b", **BILLING), address("p", **POSTAL), address("v", **VISIT)) == {
        Slot.INVOICE: "b",
        Slot.DELIVERY: "p",
        Slot.MAIN: "v",
    }
    assert slots(address("a", **BILLING, **POSTAL, **VISIT)) == dict.fromkeys(Slot, "a")


def test_headquarters() -> None:
    """The headquarters are the main address before any visit address, unless they are not there to be read."""
    addresses = [address("v", **VISIT, **at(1)), address("h", **at(2))]
    assert slots(*addresses, headquarter="h") == {Slot.MAIN: "h"}
    assert slots(*addresses, headquarter="gone") == {Slot.MAIN: "v"}


def test_oldest() -> None:
    """Of several for one use the oldest crosses, and the others are left out with that reason."""
    addresses = [
        address("new", city="B", **BILLING, **at(2)),
        address("old", **BILLING, **at(1)),
        address("x", **BILLING),
    ]
    placed = place(addresses)
    assert placed.slots[Slot.INVOICE].guid == "old"
    assert {guid: (reason.rule.code, reason.value) for guid, reason in placed.left_out.items()} == {
        "new": ("address-beside-another", "B"),
        "x": ("address-beside-another", ""),
    }


def test_no_use() -> None:
    """An address for no use stays in Severa."""
    reason = place([address(addressline="Dam 1\nHall", city="A")]).left_out[Guid("a")]
    assert reason.rule.code == "address-left-out"
    assert reason.value == "Dam 1, Hall, A"


DAM = {"addressLine1": "Dam 1"}
BOX = {"addressLine1": "Box 2"}


@pytest.mark.parametrize(
    ("theirs", "taken", "made"),
    [
        ({"mainAddress": DAM}, [], [("Dam 1", "v")]),
        ({"mainAddress": DAM, "invoiceAddress": DAM, "deliveryAddress": DAM}, [], [("Dam 1", "vbp")]),
        ({"mainAddress": DAM, "invoiceAddress": BOX, "deliveryAddress": BOX}, [], [("Dam 1", "v"), ("Box 2", "bp")]),
        ({"mainAddress": DAM, "invoiceAddress": DAM, "deliveryAddress": BOX}, [Slot.MAIN], [("Box 2", "p")]),
        ({"mainAddress": DAM, "invoiceAddress": DAM}, [Slot.INVOICE], [("Dam 1", "v")]),
        ({"mainAddress": DAM}, [Slot.MAIN], []),
        ({"mainAddress": {"country": {"id": "NL"}}}, [], []),
        ({"mainAddress": {"postalCode": "1012"}, "invoiceAddress": {"city": "A"}}, [], [(None, "v"), (None, "b")]),
        ({}, [], []),
    ],
)
def test_to_severa(theirs: dict[str, Any], taken: list[Slot], made: list[tuple[str | None, str]]) -> None:
    """Equal addresses come as one with several uses; a place that only follows the main one is no address."""

    def uses(new: NewAddress) -> str:
        flags = {"v": new.is_visit_address, "b": new.is_billing_address, "p": new.is_postal_address}
        return "".join(letter for letter, used in flags.items() if used)

    new = addresses_to_severa(in_vnf(**theirs), KNOWN, taken)
    assert [(one.address_line or None, uses(one)) for one in new] == made


LINES = st.sampled_from(["Dam 1", "Box 2", " Hall ", "", "a\nb", None])
SHOWN = st.fixed_dictionaries({}, optional={"addressLine1": LINES, "addressLine2": LINES, "addressLine3": LINES})
CUSTOMERS = st.fixed_dictionaries(
    {}, optional=dict.fromkeys(("mainAddress", "invoiceAddress", "deliveryAddress"), SHOWN)
)


@given(CUSTOMERS)
@settings(max_examples=200)
def test_round_trip(theirs: dict[str, Any]) -> None:
    """What is made in Severa fills the places that it came from, and there is nothing left to be made."""
    customer: Customer = in_vnf(**theirs)
    new = addresses_to_severa(customer, KNOWN)
    ours = [
        address(
            str(age),
            addressline=one.address_line or None,
            isVisitAddress=one.is_visit_address,
            isBillingAddress=one.is_billing_address,
            isPostalAddress=one.is_postal_address,
            **at(age),
        )
        for age, one in enumerate(new, 1)
    ]
    placed = place(ours)
    assert not placed.left_out
    for slot in Slot:
        seen = place_seen(getattr(customer, slot))
        of_severa = ADDRESS.map(placed.slots[slot], KNOWN)[0].lines if slot in placed.slots else ()
        (row,) = (row for row in ADDRESS.rows if row.target == "lines")
        assert (row.normal(seen.lines, KNOWN) or ()) == of_severa
    assert addresses_to_severa(customer, KNOWN, list(placed.slots)) == ()


def test_nothing_seen() -> None:
    """No address at all is an empty one."""
    assert place_seen(None) == Place(lines=(), postal_code="", city="", country_id=UNSET, county=UNSET)
