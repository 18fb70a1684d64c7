from __future__ import annotations

from decimal import Decimal
from typing import Any, Literal

import pytest
from attrs import evolve, fields

from severa_vnf.mapping import (
    CUSTOMER,
    PRODUCT,
    Agreed,
    Conflict,
    Crosses,
    Kept,
    Merged,
    Question,
    customer_seen,
    decide,
    decide_field,
    item_seen,
)
from severa_vnf.mapping.table import Owner, Register, both
from severa_vnf.mapping.texts import TEXT
from severa_vnf.settings import Settings
from severa_vnf.severa.customers import Customer, NewCustomer
from severa_vnf.severa.products import Product
from severa_vnf.vnf.customer import CustomerUpdate
from severa_vnf.vnf.refs import ContactInfoUpdate
from severa_vnf.wire.decode import structure
from severa_vnf.wire.unset import UNSET, Unset
from tests.mapping.registers import KNOWN, in_severa, in_vnf, item_in_vnf

TO_VNF, TO_SEVERA = Crosses("vnf", "a", "b"), Crosses("severa", "b", "a")


@pytest.mark.parametrize(
    ("agreed", "owner", "on_conflict", "verdict"),
    [
        ("b", None, "hold", TO_VNF),
        ("a", None, "hold", TO_SEVERA),
        ("b", "vnf", "vnf", TO_VNF),
        ("a", "severa", "severa", TO_SEVERA),
        ("c", None, "hold", Conflict("a", "b", "c")),
        (None, None, "hold", Conflict("a", "b", None)),
        ("c", None, "severa", TO_VNF),
        ("c", None, "vnf", TO_SEVERA),
        ("c", "severa", "vnf", TO_VNF),
        ("c", "vnf", "severa", TO_SEVERA),
        (UNSET, None, "hold", Question("a", "b")),
        (UNSET, "vnf", "vnf", Question("a", "b")),
    ],
)
def test_unequal(
    agreed: str | Unset | None, owner: Owner | None, on_conflict: Literal["hold", "severa", "vnf"], verdict: Any
) -> None:
    """Who changed it crosses; if both did, the owner counts, else the settings; who never agreed is asked."""
    assert decide_field("a", "b", agreed, owner=owner, on_conflict=on_conflict) == verdict


@pytest.mark.parametrize("agreed", ["a", "b", None, UNSET])
def test_equal(agreed: str | Unset | None) -> None:
    """Sides that are alike agree, whatever was before."""
    assert decide_field("a", "a", agreed) == Agreed("a")


@pytest.mark.parametrize("agreed", ["a", "b", "c"])
def test_one_way(agreed: str) -> None:
    """A field that crosses one way is put right on that side, whoever changed it."""
    assert decide_field("a", "b", agreed, towards="vnf") == TO_VNF
    assert decide_field("a", "b", agreed, towards="severa") == TO_SEVERA


def test_one_way_never_agreed() -> None:
    """Not even it is written where the sides never agreed."""
    assert decide_field("a", "b", UNSET, towards="vnf") == Question("a", "b")


LAST = decide(CUSTOMER, in_severa(number=100), customer_seen(in_vnf()), {}, KNOWN).agreed


def decided(
    ours: dict[str, Any], theirs: dict[str, Any], agreed: Any = LAST, **settings: Any
) -> Merged[CustomerUpdate]:
    """What becomes of a customer with these changes on both sides since it was agreed upon."""
    known = evolve(KNOWN, settings=Settings(**settings))
    return decide(CUSTOMER, in_severa(**{"number": 100, **ours}), customer_seen(in_vnf(**theirs)), agreed, known)


def test_all_agreed() -> None:
    """Records that are alike agree on every field that is compared, and nothing is written."""
    merged = decided({}, {}, {})
    assert merged == Merged({name: Agreed(value) for name, value in LAST.items()}, None, {}, LAST)
    assert LAST == {
        "name": "Acme",
        "number": 100,
        "vatRegistrationId": "NL001",
        "currencyId": "EUR",
        "creditTermsId": "30",
        "mainContact.email": "info@acme.example",
        "mainContact.web": "acme.example",
        "mainContact.attention": "Ask for Ann",
        "status": "Active",
    }


def test_both_directions() -> None:
    """Each field crosses from where it was changed, in an update of what changed and no more."""
    merged = decided({"name": "Acme BV", "website": None}, {"currencyId": "SEK", "vatRegistrationId": None})
    assert merged.to_vnf == CustomerUpdate(name="Acme BV", main_contact=ContactInfoUpdate(web=""))
    assert merged.to_severa == {"currency": "SEK", "vat_number": None}
    assert merged.agreed == {
        **LAST,
        "name": "Acme BV",
        "mainContact.web": None,
        "currencyId": "SEK",
        "vatRegistrationId": None,
    }
    assert not merged.troubles


def test_conflict() -> None:
    """A field that both changed is held with both values and the old one, and the others still cross."""
    merged = decided({"name": "Acme BV", "notes": "Ask for Bob"}, {"name": "Acme NV"})
    assert merged.fields["name"] == Conflict("Acme BV", "Acme NV", "Acme")
    assert merged.to_vnf == CustomerUpdate(main_contact=ContactInfoUpdate(attention="Ask for Bob"))
    assert merged.agreed["name"] == "Acme"
    (trouble,) = merged.troubles
    assert (trouble.rule.code, trouble.field) == ("changed-on-both-sides", "name")
    assert trouble.value == "'Acme BV' in Severa, 'Acme NV' in Visma.net, 'Acme' before"


def test_conflict_decided() -> None:
    """The settings may let one side win."""
    both_changed = ({"name": "Acme BV"}, {"name": "Acme NV"})
    assert decided(*both_changed, on_conflict="severa").to_vnf == CustomerUpdate(name="Acme BV")
    assert decided(*both_changed, on_conflict="vnf").to_severa == {"name": "Acme NV"}


def test_a_row_that_is_new() -> None:
    """A row that was not compared before asks where the sides differ, and remembers where they are alike."""
    agreed = {name: value for name, value in LAST.items() if name not in ("name", "status")}
    merged = decided({"name": "Acme BV"}, {}, agreed)
    assert merged.fields["name"] == Question("Acme BV", "Acme")
    assert merged.to_vnf is None
    assert merged.agreed == {**agreed, "status": "Active"}
    (trouble,) = merged.troubles
    assert (trouble.rule.code, trouble.value) == ("never-agreed", "'Acme BV' in Severa, 'Acme' in Visma.net")


def test_owned() -> None:
    """Visma.net's number comes back to Severa, whatever stands there."""
    merged = decided({"number": 7}, {})
    assert merged.to_severa == {"number": 100}
    assert decided({"number": 100}, {"number": "0101"}).to_severa == {"number": 101}


def test_owner_of_a_row() -> None:
    """A row that has an owner needs no person where both sides changed it."""
    source, target = fields(Customer), fields(CustomerUpdate)
    rows = (both(source.vat_number, target.vat_registration_id, TEXT, owner="vnf"), both(source.name, target.name))
    table = Register(Customer, CustomerUpdate, rows, NewCustomer)
    merged = decide(
        table,
        in_severa(vatNumber="NL002", name="Acme BV"),
        customer_seen(in_vnf(vatRegistrationId="NL003", name="Acme NV")),
        LAST,
        KNOWN,
    )
    assert merged.to_severa == {"vat_number": "NL003"}
    assert merged.fields["name"] == Conflict("Acme BV", "Acme NV", "Acme")


def test_trouble() -> None:
    """A field in trouble is left alone, and the others still cross."""
    merged = decided({"paymentTerm": 45, "name": "Acme BV"}, {"number": "K-1"})
    assert merged.to_vnf == CustomerUpdate(name="Acme BV")
    assert [trouble.rule.code for trouble in merged.troubles] == ["number-not-numeric", "terms-unknown"]
    assert {"number", "creditTermsId"}.isdisjoint(merged.fields)
    assert merged.agreed["creditTermsId"] == "30"


def test_one_trouble_once() -> None:
    """A trouble that both sides have is told once."""
    assert [trouble.rule.code for trouble in decided({"name": " "}, {"name": ""}).troubles] == ["name-missing"]


@pytest.mark.parametrize(
    ("ours", "theirs"), [({}, {"creditTerms": {"id": "EOM"}}), ({"currency": None}, {}), ({}, {"currencyId": None})]
)
def test_kept(ours: dict[str, Any], theirs: dict[str, Any]) -> None:
    """What the other side can't hold, or can't be told to empty, is kept, and what was agreed with it."""
    merged = decided(ours, theirs)
    (name,) = (name for name, verdict in merged.fields.items() if not isinstance(verdict, Agreed))
    assert merged.fields[name] == Kept()
    assert merged.agreed == LAST


def test_equal_numbers() -> None:
    """Two ways to write one price are one price, remembered in the shorter."""
    product = structure({"guid": "p", "code": "A1", "name": "Advice", "unitPrice": {"amount": Decimal("9.5")}}, Product)
    merged = decide(PRODUCT, product, item_seen(item_in_vnf(defaultPrice=Decimal("9.500"))), {}, KNOWN)
    assert merged.fields["defaultPrice"] == Agreed("9.5")
    merged = decide(PRODUCT, evolve(product, unit_price=None), item_seen(item_in_vnf(defaultPrice=10)), {}, KNOWN)
    assert merged.fields["defaultPrice"] == Question("0", "10")
