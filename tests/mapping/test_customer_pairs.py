from __future__ import annotations

from typing import Any

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from severa_vnf.mapping import Agreed, Asked, Crosses, Kept, Question
from severa_vnf.mapping.customer_pairs import (
    WholeCustomer,
    decide_customer,
    fingerprint,
    in_severa_facts,
    in_vnf_facts,
    severa_unmoved,
    vnf_unmoved,
)
from severa_vnf.mapping.given import Given
from severa_vnf.mapping.merge import seen_back
from severa_vnf.mapping.sides import Decision
from severa_vnf.mapping.table import Trouble
from severa_vnf.settings import Direction, Settings
from tests.mapping.pairs import PLACES, Both, address, at, body, uses
from tests.mapping.registers import KNOWN, in_severa, in_vnf


def agreed(both: Both, known: Given = KNOWN) -> Decision:
    """What is remembered of a customer whose sides are alike."""
    decision = decide_customer(both.whole, both.vnf, {}, known, first=True)
    assert (decision.to_vnf, decision.patch, decision.to_severa, decision.troubles) == ((), {}, (), ())
    return decision


def settle(both: Both, before: Decision, known: Given = KNOWN) -> Decision:
    """One round, after which nothing is left to be done and nothing is taken for somebody's edit."""
    decision = decide_customer(both.whole, both.vnf, before.known, known)
    both.write(decision)
    after = decide_customer(both.whole, both.vnf, decision.known, known)
    assert (after.to_vnf, after.patch, after.to_severa) == ((), {}, ())
    assert after.known == seen_back(decision.known)
    assert severa_unmoved(both.whole, decision.known, decision.parts, known)
    assert vnf_unmoved(both.vnf, decision.known, known)
    return decision


def words(decision: Decision) -> dict[str, Any]:
    """What was decided of addresses, where they are not alike."""
    return {name: one for name, one in decision.fields.items() if name.split(".")[0] in PLACES and one != Agreed(None)}


def test_facts_of_severa() -> None:
    """Severa's customer is known by its number and name; the VAT number counts without its marks."""
    facts = in_severa_facts(WholeCustomer(in_severa(name=" Acme ", vatNumber="nl 00.1-b")), KNOWN)
    assert (facts.id, facts.key, facts.number, facts.name) == ("c0", "7", "7", "Acme")
    assert (facts.label, facts.witness, facts.stays, facts.apart) == ("Customer  Acme ", "NL001B", "", False)


@pytest.mark.parametrize(
    ("changes", "stays", "apart"),
    [({"isInternal": True}, "internal", True), ({"isActive": False}, "inactive", False)],
)
def test_stays_in_severa(changes: dict[str, Any], stays: str, apart: bool) -> None:
    """The internal customer has no twin at all; one that is not active is not made anew."""
    facts = in_severa_facts(WholeCustomer(in_severa(number=None, vatNumber=None, **changes)), KNOWN)
    assert (facts.key, facts.witness, facts.stays, facts.apart) == ("", "", stays, apart)


@pytest.mark.parametrize(
    ("number", "key", "status", "stays"),
    [
        ("00100", "100", "Active", ""),
        ("0", "0", "OnHold", ""),
        ("00100", "100", "Inactive", "inactive"),
        ("K-1", "k-1", "Inactive", "inactive"),
        ("K-1", "k-1", "Active", "number-not-numeric"),
    ],
)
def test_facts_of_vnf(number: str, key: str, status: str, stays: str) -> None:
    """Visma.net's number counts without leading zeros; one that Severa can't hold is a trouble."""
    facts = in_vnf_facts(in_vnf(number=number, status=status), KNOWN)
    assert (facts.id, facts.key, facts.number, facts.name, facts.witness) == ("1", key, number, "Acme", "NL001")
    assert facts.label == f"Customer {number} Acme"
    assert stays == (facts.stays.rule.code if isinstance(facts.stays, Trouble) else facts.stays)


def test_another_bridge_owns_the_numbers() -> None:
    """Where another company's numbers stand in Severa, they are neither matched nor compared nor in trouble."""
    known = evolve(KNOWN, settings=Settings(owns_customer_numbers=False))
    both = Both([], {}, severa={"number": 7}, number="K-1")
    facts = in_severa_facts(both.whole, known), in_vnf_facts(both.vnf, known)
    assert [(one.key, one.stays) for one in facts] == [("", ""), ("", "")]
    assert [one.number for one in facts] == ["7", "K-1"]
    decision = agreed(both, known)
    assert "number" not in decision.fields
    assert severa_unmoved(both.whole, decision.known, {}, known)
    assert vnf_unmoved(both.vnf, decision.known, known)


def test_one_write() -> None:
    """All that changes in Visma.net, addresses too, is one write; in Severa customer and addresses have their own."""
    both = Both([address("a", "Dam 1", "vb")], {"mainAddress": at("Dam 1"), "invoiceAddress": at("Dam 1")})
    before = agreed(both)
    both.customer |= {"name": "Acme BV", "website": None}
    both.twin["currencyId"] = "SEK"
    both.addresses[0]["city"] = "Utrecht"
    both.twin["mainAddress"] = both.twin["invoiceAddress"] = at("Box 2")
    decision = decide_customer(both.whole, both.vnf, before.known, KNOWN)
    (put,) = decision.to_vnf
    city = {"value": {"city": {"value": "Utrecht"}}}
    assert body(put) == {
        "name": {"value": "Acme BV"},
        "mainContact": {"value": {"web": {"value": ""}}},
        "mainAddress": city,
        "invoiceAddress": city,
    }
    assert decision.patch == {"currency": "SEK"}
    (patch,) = decision.to_severa
    assert (patch.method, patch.path) == ("PATCH", "/v1/addresses/a")
    assert body(patch) == [{"op": "Replace", "path": "/addressline", "value": "Box 2"}]
    assert decision.fields["mainAddress.city"] == Crosses("vnf", "Utrecht", "Delft")
    assert seen_back(decision.known)["invoiceAddress.addressLine1, addressLine2, addressLine3"] == "Box 2"
    settle(both, before)


def test_fingerprint() -> None:
    """An address is fingerprinted by all that matters in it, its stamps left out; those left out have one too."""
    both = Both([address("a", "Dam 1", "v"), address("b", "Dam 2", "")], {"mainAddress": at("Dam 1")})
    parts = agreed(both).parts
    ours = {one.guid: one for one in both.whole.addresses}
    assert parts == {guid: fingerprint(one) for guid, one in ours.items()}
    assert all(len(mark) == 8 for mark in parts.values())
    for changes in ({"city": "B"}, {"isPostalAddress": True}, {"country": {"guid": "A"}}, {"postalCode": "1"}):
        (changed,) = Both([address("a", "Dam 1", "v", **changes)], {}).whole.addresses
        assert fingerprint(changed) != parts[changed.guid]
    (older,) = Both([address("a", "Dam 1", "v", createdDateTime="2020-01-01T00:00:00")], {}).whole.addresses
    assert fingerprint(older) == parts[older.guid]


def test_split() -> None:
    """An address for several uses of which one was changed in Visma.net is split: the main one keeps the old."""
    both = Both(
        [address("a", "Dam 1", "vbp", country={"guid": "A"}, countryRegion={"guid": " "}, postalCode="1012")],
        dict.fromkeys(PLACES, at("Dam 1", country={"id": "NL"}, county={"id": "NH"}, postalCode="1012")),
    )
    before = agreed(both)
    both.twin["invoiceAddress"] = {**both.twin["invoiceAddress"], "addressLine1": "Box 2"}
    decision = decide_customer(both.whole, both.vnf, before.known, KNOWN)
    made, patch = decision.to_severa
    assert body(made) == {
        "addressline": "Box 2",
        "postalCode": "1012",
        "city": "Delft",
        "country": {"guid": "A"},
        "countryRegion": {"guid": " "},
        "isBillingAddress": True,
        "isPostalAddress": False,
        "isVisitAddress": False,
    }
    assert body(patch) == [{"op": "Replace", "path": "/isBillingAddress", "value": False}]
    assert not decision.to_vnf
    settle(both, before)
    assert uses(both) == [("Dam 1", "vp"), ("Box 2", "b")]


def test_split_of_the_main_one() -> None:
    """When the main one changes alone, it keeps the old address and the others get theirs anew, as one."""
    both = Both([address("a", "Dam 1", "vbp")], dict.fromkeys(PLACES, at("Dam 1")))
    before = agreed(both)
    both.twin["mainAddress"] = at("Box 2")
    settle(both, before)
    assert uses(both) == [("Box 2", "v"), ("Dam 1", "bp")]


def test_split_without_the_main_one() -> None:
    """Else the one that did not change keeps it; a place that was emptied loses it and gets nothing."""
    both = Both([address("a", "Dam 1", "bp")], dict.fromkeys(PLACES[1:], at("Dam 1")))
    before = agreed(both)
    both.twin["invoiceAddress"] = at("Box 2")
    settle(both, before)
    assert uses(both) == [("Dam 1", "p"), ("Box 2", "b")]
    both = Both([address("a", "Dam 1", "bp")], dict.fromkeys(PLACES[1:], at("Dam 1")))
    both.twin["deliveryAddress"] = at(None)
    decision = settle(both, before)
    assert uses(both) == [("Dam 1", "b")]
    assert words(decision)["deliveryAddress.city"] == Crosses("severa", None, "Delft")


def test_split_that_was_stopped() -> None:
    """An address that a stopped run made already is not made again."""
    both = Both([address("a", "Dam 1", "vb")], dict.fromkeys(PLACES[:2], at("Dam 1")))
    before = agreed(both)
    both.twin["invoiceAddress"] = at("Box 2")
    decision = decide_customer(both.whole, both.vnf, before.known, KNOWN)
    both.write(evolve(decision, to_severa=decision.to_severa[:1]))
    assert uses(both) == [("Dam 1", "vb"), ("Box 2", "b")]
    settle(both, before)
    assert uses(both) == [("Dam 1", "v"), ("Box 2", "b")]


def test_split_with_another_next_in_line() -> None:
    """Where another address stands next for the use, nothing is split, a person is told, and the rest still crosses."""
    both = Both(
        [address("a", "Dam 1", "vb"), address("b", "Kade 3", "b", createdDateTime="2026-01-02T00:00:00")],
        dict.fromkeys(PLACES[:2], at("Dam 1")),
    )
    before = agreed(both)
    both.twin["invoiceAddress"] = at("Box 2")
    both.addresses[0]["postalCode"] = "1012"
    decision = decide_customer(both.whole, both.vnf, before.known, KNOWN)
    (trouble,) = decision.troubles
    assert (trouble.rule.code, trouble.field, trouble.value) == ("address-shared", "invoiceAddress", "Dam 1, Delft")
    assert not decision.to_severa
    postal = {"value": {"postalCode": {"value": "1012"}}}
    assert [body(call) for call in decision.to_vnf] == [{"mainAddress": postal, "invoiceAddress": postal}]
    row = "invoiceAddress.addressLine1, addressLine2, addressLine3"
    assert row not in decision.fields
    assert seen_back(decision.known)[row] == "Dam 1"
    both.write(decision)
    again = decide_customer(both.whole, both.vnf, decision.known, KNOWN)
    assert (again.troubles, again.to_vnf, again.to_severa) == (decision.troubles, (), ())
    fresh = decide_customer(both.whole, both.vnf, {}, KNOWN, first=True)
    assert not any(one.rule.code == "address-shared" for one in fresh.troubles)


@pytest.mark.parametrize("way", ["both", "to_severa", "to_vnf"])
def test_new_in_vnf(way: Direction) -> None:
    """A place that only Visma.net fills comes to Severa, equal ones as one address, unless only Severa is heard."""
    known = evolve(KNOWN, settings=Settings(directions={"customers": way}))
    both = Both([], dict.fromkeys(PLACES, at("Dam 1")) | {"deliveryAddress": at("Box 2", country={"id": "XX"})})
    decision = decide_customer(both.whole, both.vnf, {}, known, first=True)
    if way == "to_vnf":
        assert not decision.to_severa
        assert decision.fields["mainAddress.city"] == Kept()
    else:
        assert decision.fields["mainAddress.city"] == Crosses("severa", "Delft", None)
        assert decision.fields["mainAddress.postalCode"] == Agreed(None)
        both.write(decision)
        assert uses(both) == [("Dam 1", "vb"), ("Box 2", "p")]
    assert seen_back(decision.known)["mainAddress.city"] == "Delft"
    settle(both, decision, known)


def test_follows() -> None:
    """A place that merely follows the main one in Visma.net is no address of its own, when that changes neither."""
    for own in ({"addressId": 7}, {}):
        both = Both([address("a", "Dam 1", "v")], dict.fromkeys(PLACES, at("Dam 1", **own)))
        before = agreed(both)
        assert before.fields["invoiceAddress.city"] == Kept()
        both.addresses[0]["city"] = "Utrecht"
        settle(both, before)
        assert both.twin["invoiceAddress"]["city"] == ("Utrecht" if own else "Delft")
        assert len(both.addresses) == 1


def test_follows_a_question() -> None:
    """What a person was asked of the main one is remembered of the place that is one with it, as Visma.net has it."""
    both = Both([address("a", "Dam 1", "v")], dict.fromkeys(PLACES[:2], at("Dam 2", addressId=7, postalCode="1012")))
    both.addresses[0]["city"] = "Utrecht"
    both.addresses[0]["countryRegion"] = {"guid": " "}
    decision = decide_customer(both.whole, both.vnf, {}, KNOWN, first=True)
    assert decision.fields["mainAddress.city"] == Question("Utrecht", "Delft")
    assert decision.known["mainAddress.city"] == Asked("Utrecht", "Delft")
    assert seen_back(decision.known)["invoiceAddress.city"] == "Delft"
    assert [one.field for one in decision.troubles] == ["mainAddress.addressline", "mainAddress.city"]
    settle(both, evolve(decision, known={})) if False else None


def test_deleted_in_severa() -> None:
    """An address that a person deleted in Severa stays gone there, and stays in Visma.net, until it changes there."""
    both = Both(
        [address("a", "Dam 1", "v"), address("b", "Box 2", "b")],
        {"mainAddress": at("Dam 1"), "invoiceAddress": at("Box 2")},
    )
    before = agreed(both)
    del both.addresses[1]
    assert not severa_unmoved(both.whole, before.known, before.parts, KNOWN)
    decision = settle(both, before)
    assert decision.fields["invoiceAddress.city"] == Kept()
    assert (len(both.addresses), both.twin["invoiceAddress"]["city"]) == (1, "Delft")
    both.twin["invoiceAddress"] = at("Box 3")
    settle(both, decision)
    assert uses(both) == [("Dam 1", "v"), ("Box 3", "b")]


def test_severa_moved() -> None:
    """An address that was added, changed, given another use or taken away is somebody's edit."""
    both = Both([address("a", "Dam 1", "v")], {"mainAddress": at("Dam 1")})
    known, parts = (before := agreed(both)).known, before.parts
    assert severa_unmoved(both.whole, known, parts, KNOWN)
    for addresses in (
        [*both.addresses, address("x", "Dam 2", "")],
        [*both.addresses, address("x", "Dam 2", "b")],
        [address("a", "Dam 2", "v")],
        [address("a", "Dam 1", "vb")],
        [],
    ):
        assert not severa_unmoved(Both(addresses, {}).whole, known, parts, KNOWN)
    assert not severa_unmoved(Both(both.addresses, {}, severa={"name": "B"}).whole, known, parts, KNOWN)


def test_vnf_moved() -> None:
    """So is a place that was filled or changed in Visma.net, and another name."""
    both = Both([address("a", "Dam 1", "v")], {"mainAddress": at("Dam 1")})
    known = agreed(both).known
    assert vnf_unmoved(both.vnf, known, KNOWN)
    for changes in ({"mainAddress": at("Dam 2")}, {"invoiceAddress": at("Dam 1")}, {"name": "B"}):
        assert not vnf_unmoved(Both([], {"mainAddress": at("Dam 1"), **changes}).vnf, known, KNOWN)


LINES = st.sampled_from(["Dam 1", "Box 2", "a\nb\nc\nd", None])
OURS = st.lists(
    st.builds(
        lambda line, marks, day, nation: (line, marks, {"createdDateTime": f"2026-01-0{day}T00:00:00", **nation}),
        LINES,
        st.sampled_from(["v", "b", "p", "vb", "bp", "vbp", ""]),
        st.integers(1, 3),
        st.sampled_from([{}, {"country": {"guid": "A"}}, {"country": {"guid": "unknown"}}]),
    ),
    max_size=3,
).map(lambda found: [address(str(place), line, marks, **more) for place, (line, marks, more) in enumerate(found)])
NATIONS = st.sampled_from([{}, {"country": {"id": "NL"}}, {"country": {"id": "XX"}}])
THEIRS = st.fixed_dictionaries(
    dict.fromkeys(PLACES, st.none() | st.builds(lambda line, nation: at(line, **nation), LINES, NATIONS))
)
EDITS = st.lists(st.tuples(OURS, THEIRS), min_size=1, max_size=3)
WAYS = st.sampled_from(["both", "to_severa", "to_vnf"])


@given(OURS, THEIRS, EDITS, WAYS, st.sampled_from(["hold", "severa", "vnf"]), st.sampled_from(["0", None]))
@settings(max_examples=300)
def test_settles(
    ours: list[dict[str, Any]], theirs: dict[str, Any], edits: Any, way: Direction, conflict: Any, home: str | None
) -> None:
    """Whatever addresses there are and are changed on both sides, one round settles them, or a person is told."""
    known = evolve(KNOWN, settings=Settings(directions={"customers": way}, on_conflict=conflict))
    both = Both(ours, theirs, severa={"headquarterAddress": {"guid": home}})
    decision = decide_customer(both.whole, both.vnf, {}, known, first=True)
    both.write(decision)
    for more, places in [([], {}), *edits]:
        held = {one["guid"]: one for one in both.addresses}
        both.addresses = [
            {**held.get(one["guid"], {"customer": {"guid": "c0"}}), **one} for one in more
        ] or both.addresses
        both.twin |= places
        decision = decide_customer(both.whole, both.vnf, decision.known, known)
        both.write(decision)
        if any(one.rule.code == "address-shared" for one in decision.troubles):
            continue
        again = decide_customer(both.whole, both.vnf, decision.known, known)
        assert (again.to_vnf, again.to_severa) == ((), ())
        assert again.troubles == decision.troubles
        if not decision.troubles and not any(one == Kept() for one in decision.fields.values()):
            assert again.known == seen_back(decision.known)
            assert severa_unmoved(both.whole, decision.known, decision.parts, known)
            assert vnf_unmoved(both.vnf, decision.known, known)
