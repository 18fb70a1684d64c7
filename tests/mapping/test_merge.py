from __future__ import annotations

from decimal import Decimal
from typing import Any, Literal

import pytest
from attrs import evolve, fields

from severa_vnf.mapping import (
    CUSTOMER,
    PRODUCT,
    Agreed,
    Asked,
    Conflict,
    Crosses,
    Kept,
    Merged,
    Question,
    customer_seen,
    decide,
    decide_field,
    item_seen,
    unmoved,
)
from severa_vnf.mapping.merge import Known
from severa_vnf.mapping.table import Owner, Register, both
from severa_vnf.mapping.texts import TEXT
from severa_vnf.settings import Direction, Settings
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


@pytest.mark.parametrize("known", ["a", "b", "c", Asked("x", "b"), Asked("a", "b", "c")])
def test_one_way(known: Known) -> None:
    """A field that crosses one way is put right on that side, whoever changed it."""
    assert decide_field("a", "b", known, towards="vnf") == TO_VNF
    assert decide_field("a", "b", known, towards="severa") == TO_SEVERA


@pytest.mark.parametrize("known", [UNSET, Asked("a", "b")])
@pytest.mark.parametrize("towards", ["vnf", None])
@pytest.mark.parametrize("on_conflict", ["hold", "vnf"])
def test_never_agreed(known: Known | Unset, towards: Owner | None, on_conflict: Literal["hold", "vnf"]) -> None:
    """Where the sides never agreed nothing is written, not even one way, until one of them moves."""
    decided = decide_field("a", "b", known, owner="vnf", on_conflict=on_conflict, towards=towards)
    assert decided == Question("a", "b")


@pytest.mark.parametrize(
    ("known", "on_conflict", "verdict"),
    [
        (Asked("x", "b"), "hold", TO_VNF),
        (Asked("a", "x"), "hold", TO_SEVERA),
        (Asked("a", None, "a"), "hold", TO_SEVERA),
        (Asked("x", "y"), "hold", Question("a", "b")),
        (Asked("x", "y"), "severa", TO_VNF),
        (Asked("x", "y", "z"), "hold", Conflict("a", "b", "z")),
        (Asked("a", "b", "z"), "hold", Conflict("a", "b", "z")),
        (Asked("a", "b", None), "hold", Conflict("a", "b", None)),
        (Asked("a", "b", "z"), "vnf", TO_SEVERA),
    ],
)
def test_asked(known: Asked, on_conflict: Literal["hold", "severa", "vnf"], verdict: Any) -> None:
    """A difference that was reported waits until one side moves, which then crosses; if both do it is reported anew."""
    assert decide_field("a", "b", known, on_conflict=on_conflict) == verdict


@pytest.mark.parametrize(
    ("sides", "choices", "verdict"),
    [
        (("a", None), {}, Crosses("vnf", "a", None)),
        ((None, "b"), {"owner": "severa"}, Crosses("severa", "b", None)),
        ((None, "b"), {"towards": "vnf"}, Crosses("vnf", None, "b")),
        (("a", "b"), {"towards": "vnf"}, TO_VNF),
        (("a", "b"), {"owner": "vnf"}, TO_SEVERA),
        (("a", "b"), {"on_conflict": "severa"}, TO_VNF),
        (("a", "b"), {}, Question("a", "b")),
        (("a", "a"), {}, Agreed("a")),
    ],
)
def test_first(sides: tuple[str | None, str | None], choices: dict[str, Any], verdict: Any) -> None:
    """Records that have just met: one way wins, an empty one is filled, an owner wins, else a person is asked."""
    assert decide_field(*sides, UNSET, first=True, **choices) == verdict


LAST = decide(CUSTOMER, in_severa(number=100), customer_seen(in_vnf()), {}, KNOWN).known


def decided(
    ours: dict[str, Any],
    theirs: dict[str, Any],
    known: Any = LAST,
    *,
    first: bool = False,
    direction: Direction = "both",
    **settings: Any,
) -> Merged[CustomerUpdate]:
    """What becomes of a customer with these changes on both sides since it was agreed upon."""
    given = evolve(KNOWN, settings=Settings(**settings))
    record, seen = in_severa(**{"number": 100, **ours}), customer_seen(in_vnf(**theirs))
    return decide(CUSTOMER, record, seen, known, given, first=first, direction=direction)


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
    assert merged.known == {
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
    assert merged.known["name"] == Asked("Acme BV", "Acme NV", "Acme")
    (trouble,) = merged.troubles
    assert (trouble.rule.code, trouble.field) == ("changed-on-both-sides", "name")
    assert trouble.value == "'Acme' -> 'Acme BV' in Severa, 'Acme NV' in Visma.net"


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
    assert merged.known == {**agreed, "status": "Active", "name": Asked("Acme BV", "Acme")}
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
    assert merged.known["creditTermsId"] == "30"


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
    assert merged.known == LAST


def test_equal_numbers() -> None:
    """Two ways to write one price are one price, remembered in the shorter."""
    product = structure({"guid": "p", "code": "A1", "name": "Advice", "unitPrice": {"amount": Decimal("9.5")}}, Product)
    merged = decide(PRODUCT, product, item_seen(item_in_vnf(defaultPrice=Decimal("9.500"))), {}, KNOWN)
    assert merged.fields["defaultPrice"] == Agreed("9.5")
    merged = decide(PRODUCT, evolve(product, unit_price=None), item_seen(item_in_vnf(defaultPrice=10)), {}, KNOWN)
    assert merged.fields["defaultPrice"] == Question("0", "10")


def test_kept_at_first() -> None:
    """What is kept of records that have just found each other is remembered, so that nobody is asked about it."""
    merged = decided({"currency": None}, {"creditTerms": {"id": "EOM"}}, {}, first=True, direction="to_vnf")
    assert {name for name, verdict in merged.fields.items() if verdict == Kept()} == {"currencyId", "creditTermsId"}
    assert merged.known["currencyId"] == Asked(None, "EUR", None)
    assert merged.known["creditTermsId"] == Asked("30", None, None)
    assert not merged.troubles


def test_after_a_question() -> None:
    """A person who answers on one side is followed, and the field has a value that both know."""
    asked = decided({"name": "Acme BV"}, {"name": "Acme NV"}, {}).known
    merged = decided({"name": "Acme BV"}, {"name": "Acme BV"}, asked)
    assert (merged.fields["name"], merged.known["name"]) == (Agreed("Acme BV"), "Acme BV")
    merged = decided({"name": "Acme BV"}, {"name": "Acme Ltd"}, asked)
    assert (merged.to_severa, merged.known["name"]) == ({"name": "Acme Ltd"}, "Acme Ltd")


def test_direction() -> None:
    """A register that crosses one way has that side's values, but the number is always Visma.net's."""
    changes: tuple[dict[str, Any], ...] = ({"name": "Acme BV", "number": 7}, {"currencyId": "SEK"})
    merged = decided(*changes, direction="to_vnf")
    assert (merged.to_vnf, merged.to_severa) == (CustomerUpdate(name="Acme BV", currency_id="EUR"), {"number": 100})
    merged = decided(*changes, direction="to_severa")
    assert (merged.to_vnf, merged.to_severa) == (None, {"name": "Acme", "number": 100, "currency": "SEK"})


def test_unmoved() -> None:
    """A record in which everything is as it was remembered has not moved, whatever the other side was asked about."""
    known = decided({"name": "Acme BV"}, {"name": "Acme NV"}).known
    assert unmoved(CUSTOMER, "severa", in_severa(name="Acme BV", number=100), known, KNOWN)
    assert unmoved(CUSTOMER, "vnf", customer_seen(in_vnf(name="Acme NV")), known, KNOWN)
    assert not unmoved(CUSTOMER, "severa", in_severa(name="Acme NV", number=100), known, KNOWN)
    assert not unmoved(CUSTOMER, "vnf", customer_seen(in_vnf(name="Acme BV")), known, KNOWN)


def test_moved() -> None:
    """A row that is not remembered has moved, one in trouble too; one that can't be held where it was kept has not."""
    assert not unmoved(CUSTOMER, "vnf", customer_seen(in_vnf()), {}, KNOWN)
    assert not unmoved(CUSTOMER, "severa", in_severa(number=100, paymentTerm=45), LAST, KNOWN)
    assert unmoved(CUSTOMER, "vnf", customer_seen(in_vnf(creditTerms={"id": "EOM"})), LAST, KNOWN)
