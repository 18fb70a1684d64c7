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
from severa_vnf.mapping.merge import Known, NotTaken, Sent, Still, just_made, seen_back, sides_of
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
        "name": Sent("vnf", "Acme BV", "Acme"),
        "mainContact.web": Sent("vnf", None, LAST["mainContact.web"]),
        "currencyId": Sent("severa", "SEK", "EUR"),
        "vatRegistrationId": Sent("severa", None, LAST["vatRegistrationId"]),
    }
    assert seen_back(merged.known)["name"] == "Acme BV"
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
    assert (merged.to_severa, seen_back(merged.known)["name"]) == ({"name": "Acme Ltd"}, "Acme Ltd")


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


NAME = "Stichting tot bevordering van het openbaar vervoer in de regio"


def come_back(sent: Known, severa: Any, vnf: Any, **more: Any) -> Any:
    """What is decided of a field after our own write."""
    return decide_field(severa, vnf, sent, **more)


@pytest.mark.parametrize("came", [NAME[:20], NAME[:9], "before"])
@pytest.mark.parametrize("to", ["severa", "vnf"])
def test_what_was_cut_or_left_as_it_was_is_not_taken(came: str, to: Owner) -> None:
    """Nothing is written back over the whole value, whichever side it was written to."""
    sides = (NAME, came) if to == "vnf" else (came, NAME)
    assert come_back(Sent(to, NAME, "before"), *sides) == NotTaken(*sides)


@pytest.mark.parametrize("came", ["Another name", NAME + "!", NAME.upper(), None, ""])
def test_anything_else_that_comes_back_is_an_edit(came: str | None) -> None:
    """Somebody typed it in Visma.net after our write."""
    assert come_back(Sent("vnf", NAME, "before"), NAME, came) == Crosses("severa", came, NAME)


def test_what_came_back_whole_is_agreed() -> None:
    """From then on a shorter value is somebody's edit."""
    assert come_back(Sent("vnf", NAME, "before"), NAME, NAME) == Agreed(NAME)
    known = seen_back({"name": Sent("vnf", NAME, "before"), "email": Asked("a", "b"), "notes": None})
    assert known == {"name": NAME, "email": Asked("a", "b"), "notes": None}
    assert decide_field(NAME, NAME[:20], NAME) == Crosses("severa", NAME[:20], NAME)


def test_what_stands_still_moves_when_a_side_does() -> None:
    """The side that changed crosses; where both did, a person is asked, with what was sent."""
    still = Still(NAME, NAME[:20], NAME)
    assert decide_field(NAME, NAME[:20], still) == NotTaken(NAME, NAME[:20])
    assert decide_field(NAME, NAME[:20], still, towards="vnf") == NotTaken(NAME, NAME[:20])
    assert decide_field("Short", NAME[:20], still) == Crosses("vnf", "Short", NAME[:20])
    assert decide_field(NAME, "Other", still) == Crosses("severa", "Other", NAME)
    assert decide_field("Short", "Other", still) == Conflict("Short", "Other", NAME)
    assert decide_field("Same", "Same", still) == Agreed("Same")


def test_an_edit_during_a_write_that_was_cut_crosses() -> None:
    """Severa moved on while Visma.net cut the value before: the new one goes there."""
    assert come_back(Sent("vnf", NAME, "before"), "New name", NAME[:20]) == Crosses("vnf", "New name", NAME[:20])


def test_a_field_that_was_not_taken_is_told_alone() -> None:
    """With both values and the limit; the rest of the record crosses, and nothing more is said once it fits."""
    sent = decided({"name": NAME}, {}).known
    assert sent["name"] == Sent("vnf", NAME, "Acme")
    merged = decided({"name": NAME, "website": "acme.nl"}, {"name": NAME[:20]}, sent)
    assert (merged.fields["name"], merged.to_severa) == (NotTaken(NAME, NAME[:20]), {})
    assert merged.to_vnf == CustomerUpdate(main_contact=ContactInfoUpdate(web="acme.nl"))
    (trouble,) = merged.troubles
    assert (trouble.rule.code, trouble.field) == ("value-not-taken", "name")
    assert trouble.value == f"{NAME!r} in Severa, {NAME[:20]!r} in Visma.net (20 / {len(NAME)})"
    settled = {**merged.known, "mainContact.web": LAST["mainContact.web"]}
    again = decided({"name": NAME}, {"name": NAME[:20]}, settled)
    assert [one.rule.code for one in again.troubles] == ["value-not-taken"]
    assert again.known["name"] == merged.known["name"] == Still(NAME, NAME[:20], NAME)
    assert (
        unmoved(CUSTOMER, "vnf", customer_seen(in_vnf(name=NAME[:20])), {"name": merged.known["name"]}, KNOWN) is False
    )
    assert unmoved(CUSTOMER, "vnf", customer_seen(in_vnf(name=NAME[:20])), again.known, KNOWN)
    assert unmoved(CUSTOMER, "severa", in_severa(name=NAME, number=100), again.known, KNOWN)
    fitting = decided({"name": NAME[:20]}, {"name": NAME[:20]}, again.known)
    assert fitting.known["name"] == NAME[:20]
    assert not fitting.troubles


def test_a_number_that_a_service_writes_in_its_own_way_is_the_same() -> None:
    """Nothing is told, nothing crosses, now or later, until somebody changes it."""
    sent = decided({"vatNumber": "NL001234567B01"}, {}).known
    merged = decided({"vatNumber": "NL001234567B01"}, {"vatRegistrationId": "NL 0012.345.67.B01"}, sent)
    assert merged.fields["vatRegistrationId"] == Agreed("NL001234567B01")
    assert (merged.to_vnf, merged.to_severa, merged.troubles) == (None, {}, ())
    again = decided({"vatNumber": "NL001234567B01"}, {"vatRegistrationId": "NL 0012.345.67.B01"}, merged.known)
    assert (again.known, again.to_vnf, again.to_severa) == (merged.known, None, {})
    moved = decided({"vatNumber": "NL001234567B01"}, {"vatRegistrationId": "NL 9"}, again.known)
    assert moved.to_severa == {"vat_number": "NL 9"}


def test_a_record_just_made_is_known_as_sent() -> None:
    """What a service cuts when it makes a record is no edit either."""
    known = just_made({"name": NAME, "status": None, "number": 7, "web": Asked("a", "b")}, "vnf")
    assert known == {"name": Sent("vnf", NAME, None), "status": None, "number": 7, "web": Asked("a", "b")}
    assert decide_field(NAME, NAME[:20], known["name"]) == NotTaken(NAME, NAME[:20])


@pytest.mark.parametrize(
    ("known", "sides"),
    [
        ("a", Asked("a", "a", "a")),
        (Asked("a", "b"), Asked("a", "b")),
        (Sent("vnf", "a", "b"), Asked("a", "a", "a")),
        (Still("a", "b", "c"), Asked("a", "b", "c")),
    ],
)
def test_what_is_known_of_each_side(known: Known, sides: Asked) -> None:
    """Whatever is remembered of a field tells what either side had."""
    assert sides_of(known) == sides
