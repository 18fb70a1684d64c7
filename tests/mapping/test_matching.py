from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from severa_vnf.mapping.matching import Matched, match_contacts, match_customers, match_items, match_projects
from severa_vnf.mapping.sides import Facts
from severa_vnf.mapping.table import Trouble
from severa_vnf.rules.registers import NUMBER_NOT_NUMERIC

Told = list[tuple[str, list[str]]]


def one(guid: str, name: str = "", number: str = "", **more: Any) -> Facts:
    """A record; the key is its number without leading zeros."""
    made = {"key": number.lstrip("0"), "label": f"{number} {name}".strip() if guid.isdecimal() else name, **more}
    return Facts(id=guid, name=name, number=number, **made)


def reviews(matched: Matched) -> Told:
    """What a person has to say: the rule, and of which records."""
    return [(review.trouble.rule.code, [one.id for one in review.records]) for review in matched.reviews]


def test_customers() -> None:
    """By name and number, however the name is written; who has another number, or none, gets Visma.net's."""
    ours = [one("a", "Acme", "7"), one("b", "De  Bron", "8"), one("c", "Coop"), one("d", "Only here", "9")]
    theirs = [
        one("1", "ACME ", "007"),
        one("2", "de bron", "00100"),
        one("3", "Coop", "3"),
        one("4", "Only there", "4"),
    ]
    assert match_customers(ours, theirs) == Matched(
        (("a", "1", "number and name"), ("c", "3", "name; gets number 3"), ("b", "2", "name; gets number 00100"))
    )


@pytest.mark.parametrize("number", ["", "K-1"])
def test_no_number_to_get(number: str) -> None:
    """Where numbers do not count, or Severa can't hold it, the name is the reason."""
    stays = Trouble(NUMBER_NOT_NUMERIC) if number else ""
    matched = match_customers([one("a", "Acme", key="")], [one("1", "Acme", number, key=number, stays=stays)])
    assert matched.pairs == (("a", "1", "name"),)


def test_a_witness_against() -> None:
    """Equal names whose VAT numbers differ are for a person to tell apart; one that is not known says nothing."""
    ours = [one("a", "Acme", "7", witness="NL1"), one("b", "Bron", "8", witness="NL2"), one("c", "Coop", "9")]
    theirs = [
        one("1", "Acme", "7", witness="NL9"),
        one("2", "Bron", "2", witness="NL8"),
        one("3", "Coop", "9", witness="X"),
    ]
    matched = match_customers(ours, theirs)
    assert matched.pairs == (("c", "3", "number and name"),)
    assert reviews(matched) == [("vat-numbers-contradict", ["a", "1"]), ("vat-numbers-contradict", ["b", "2"])]
    assert matched.reviews[0].trouble.value == "Acme (7) in Severa; 7 Acme in Visma.net"


@pytest.mark.parametrize(
    ("ours", "theirs", "pairs", "told"),
    [
        ({"witness": "NL1"}, {"witness": "NL1"}, 1, []),
        ({"witness": "NL1"}, {"witness": "NL2"}, 0, [("equal-in-number-alone", ["a", "1"])]),
        ({}, {}, 0, [("equal-in-number-alone", ["a", "1"])]),
        ({}, {"stays": "inactive"}, 0, []),
        ({"stays": "inactive"}, {}, 0, []),
        ({"stays": "inactive", "witness": "NL1"}, {"witness": "NL1"}, 1, []),
    ],
)
def test_one_number(ours: dict[str, Any], theirs: dict[str, Any], pairs: int, told: Told) -> None:
    """One number and two names are one customer if the VAT number says so; else a person has to, unless one is over."""
    matched = match_customers([one("a", "Acme", "7", **ours)], [one("1", "Bron", "007", **theirs)])
    assert matched.pairs == (("a", "1", "number and VAT number"),) * pairs
    assert reviews(matched) == told


def test_a_number_that_is_settled() -> None:
    """A number counts only for customers that no name has settled: numbers of two systems are alike by chance."""
    ours, theirs = [one("a", "Acme", "1"), one("b", "New", "2")], [one("1", "Acme", "2"), one("2", "Other", "5")]
    assert match_customers(ours, theirs) == Matched((("a", "1", "name; gets number 2"),))


def test_leading_zeros() -> None:
    """Two active customers whose numbers are one in Severa are for a person to renumber."""
    theirs = [one("1", "Acme", "7"), one("2", "Bron", "007"), one("3", "Over", "07", stays="inactive")]
    matched = match_customers([one("a", "Acme", "7")], theirs)
    assert (matched.pairs, reviews(matched)) == ((), [("several-of-one-number", ["1", "2", "3"])])
    assert match_customers([one("a", "Acme", "7")], [theirs[1], theirs[2]]).pairs == ()
    assert match_customers([one("a", "Acme", "7")], [theirs[0], theirs[2]]).pairs == (("a", "1", "number and name"),)
    over = one("4", "Acme", "07", stays="inactive")
    assert match_customers([one("a", "Acme", "7")], [theirs[0], over]).pairs == (("a", "1", "number and name"),)


OVER = {"stays": "inactive"}


@pytest.mark.parametrize(
    ("ours", "theirs", "pairs", "told"),
    [
        ([("7", {}), ("8", {})], [], [], [("severa", "ab")]),
        ([("7", {}), ("8", {})], [("1", {})], [], [("severa", "ab1")]),
        ([("7", {}), ("8", {})], [("8", {})], [("b", "1")], [("severa", "a")]),
        ([("7", {}), ("8", OVER)], [("1", {})], [("a", "1")], []),
        ([("7", {}), ("8", OVER)], [("8", {})], [("b", "1")], []),
        ([], [("1", {}), ("2", {})], [], [("vnf", "12")]),
        ([("7", {})], [("1", {}), ("2", {})], [], [("vnf", "a12")]),
        ([("7", {})], [("1", {}), ("7", {})], [("a", "2")], [("vnf", "1")]),
        ([("7", {})], [("1", {}), ("2", OVER)], [("a", "1")], []),
        ([("7", {})], [("1", {}), ("7", OVER)], [("a", "2")], []),
        ([("7", {})], [("1", OVER)], [("a", "1")], []),
        ([("7", {})], [("1", OVER), ("2", OVER)], [], [("fit", "a12")]),
        ([("7", {}), ("8", {})], [("7", {}), ("8", {})], [("a", "1"), ("b", "2")], []),
        ([], [("1", OVER), ("2", {})], [], []),
    ],
)
def test_namesakes(
    ours: list[tuple[str, Any]],
    theirs: list[tuple[str, Any]],
    pairs: list[tuple[str, str]],
    told: list[tuple[str, str]],
) -> None:
    """Of several of one name the one with the number, or the only active one, is chosen; other active ones are told."""
    codes = {"severa": "several-of-one-name-in-severa", "vnf": "several-of-one-name-in-vnf", "fit": "several-fit"}
    matched = match_customers(
        [one(guid, "Acme", number, **more) for guid, (number, more) in zip("ab", ours, strict=False)],
        [one(vnf_id, "ACME", number, **more) for vnf_id, (number, more) in zip("12", theirs, strict=False)],
    )
    assert [(left, right) for left, right, _ in matched.pairs] == pairs
    assert reviews(matched) == [(codes[code], [*ids]) for code, ids in told]


def test_namesakes_are_named() -> None:
    """A person is told of all of them, with names and numbers."""
    matched = match_customers([one("a", "Acme", "7"), one("b", "acme", "8")], [one("1", "ACME", "00100")])
    assert matched.reviews[0].trouble.value == "Acme (7), acme (8) in Severa; 00100 ACME in Visma.net"
    matched = match_customers([one("a", "Acme", "7")], [one("1", "ACME", "7"), one("2", "Acme", "8")])
    assert matched.reviews[0].trouble.value == "7 ACME, 8 Acme"


def test_apart() -> None:
    """An internal customer is no twin of anybody."""
    internal = one("a", "Acme", "7", apart=True, stays="internal")
    assert match_customers([internal], [one("1", "Acme", "7")]) == Matched()


def test_items() -> None:
    """By code, whatever the names; who has no code has no twin."""
    ours = [one("a", "Advice", "a1", group="products"), one("b", "Work", "", group="work types")]
    theirs = [one("1", "Consultancy", "a1"), one("2", "Work", "b1")]
    assert match_items(ours, theirs) == Matched((("a", "1", "code"),))


def test_code_in_two_registers() -> None:
    """A code in two of Severa's registers is one problem that names both, unless only one of them is in use."""
    product, work = one("a", "Advice", "a1", group="products"), one("b", "Work", "a1", group="work types")
    over = one("b", "Work", "a1", group="work types", **OVER)
    twin = one("1", "Advice", "a1")
    for theirs in ([], [twin]):
        matched = match_items([product, work], theirs)
        assert (matched.pairs, reviews(matched)) == (
            (),
            [("several-of-one-code", ["a", "b", *(one.id for one in theirs)])],
        )
    assert matched.reviews[0].trouble.value == (
        "Advice (a1) in products, Work (a1) in work types, a1 Advice in Visma.net"
    )
    assert match_items([product, over], [twin]).pairs == (("a", "1", "code"),)
    assert match_items([product, over], []) == Matched()
    matched = match_items([one("a", "X", "a1", **OVER), over], [twin])
    assert reviews(matched) == [("several-of-one-code", ["a", "b", "1"])]
    assert reviews(match_items([], [twin, one("2", "Advice", "0a1", key="a1")])) == [
        ("several-of-one-code", ["1", "2"])
    ]


THERE = {"stays": "projects cross to Visma.net alone"}


@pytest.mark.parametrize(
    ("ours", "theirs", "reason", "told"),
    [
        ({}, {"name": "BRIDGE"}, "number and name", False),
        ({"witness": "100"}, {"name": "Tunnel", "witness": "100"}, "number and customer", False),
        ({"witness": "100"}, {"name": "Tunnel", "witness": "200"}, None, True),
        ({}, {"name": "Tunnel"}, None, True),
        ({"stays": "closed"}, {"name": "Tunnel"}, None, False),
        ({"stays": "closed"}, {}, "number and name", False),
    ],
)
def test_projects(ours: dict[str, Any], theirs: dict[str, Any], reason: str | None, told: bool) -> None:
    """By number, if the name or the customer says so too; else a person has to, unless it is over anyway."""
    twin = {"name": "Bridge", "number": "4000", **THERE, **theirs}
    matched = match_projects([one("a", "Bridge", "4000", **ours)], [one("1", **twin)])
    assert matched.pairs == ((("a", "1", reason),) if reason else ())
    assert reviews(matched) == ([("equal-in-number-alone", ["a", "1"])] if told else [])


def test_a_project_alone() -> None:
    """A number that one side has alone is new."""
    assert match_projects([one("a", "Bridge", "4000")], [one("1", "Bridge", "4001", **THERE)]) == Matched()


def test_contacts() -> None:
    """By name within one customer; who has no name has no twin."""
    ours = [one("a", "ann bell", group="c0"), one("b", "ann bell", group="c1"), one("c", "", group="c0")]
    theirs = [one("1", "ann bell", group="c1"), one("2", "", group="c0"), one("3", "bob", group="c1")]
    assert match_contacts(ours, theirs) == Matched((("b", "1", "name"),))


@pytest.mark.parametrize(
    ("ours", "theirs", "pairs", "told"),
    [
        (["x", "y"], ["y", "z"], ["b1"], "a2"),
        (["x", "y"], ["y", "x"], ["a2", "b1"], ""),
        (["x", "y"], ["y"], ["b1"], ""),
        (["x", "x"], ["x"], [], "ab1"),
        (["x", ""], ["", "z"], [], "ab12"),
        (["x", "-"], ["y"], ["a1"], ""),
        (["x"], ["y", "-"], ["a1"], ""),
        (["x", "y"], ["-"], [], ""),
        (["x", "y"], [], [], ""),
    ],
)
def test_several_of_one_person(ours: list[str], theirs: list[str], pairs: list[str], told: str) -> None:
    """Of several of one name, mail addresses tell who is who; of the rest a person has to. "-" is not active."""

    def people(ids: str, mails: list[str]) -> list[Facts]:
        return [
            one(guid, "ann", group="c0", **(OVER if mail == "-" else {"witness": mail}))
            for guid, mail in zip(ids, mails, strict=False)
        ]

    matched = match_contacts(people("ab", ours), people("12", theirs))
    assert [f"{left}{right}" for left, right, _ in matched.pairs] == pairs
    assert reviews(matched) == ([("several-fit", [*told])] if told else [])


NAMES, NUMBERS = st.sampled_from(["Acme", "acme", "Bron", ""]), st.sampled_from(["", "1", "01", "2"])
MANY = st.lists(
    st.tuples(NAMES, NUMBERS, st.sampled_from(["", "x", "y"]), st.sampled_from(["", "inactive"]), st.booleans()),
    max_size=5,
)


@pytest.mark.parametrize("match", [match_customers, match_items, match_projects, match_contacts])
@given(ours=MANY, theirs=MANY)
def test_at_most_one_twin(match: Any, ours: list[Any], theirs: list[Any]) -> None:
    """No record is in two pairs, or in a pair and a review, and what has no twin at all is in neither."""
    sides = [
        [
            one(f"{side}{place}", name, number, witness=witness, stays=stays, apart=apart)
            for place, (name, number, witness, stays, apart) in enumerate(side_of)
        ]
        for side, side_of in (("s", ours), ("v", theirs))
    ]
    matched = match(*sides)
    named = [held for left, right, _ in matched.pairs for held in (left, right)]
    named += [held.id for review in matched.reviews for held in review.records]
    assert len(set(named)) == len(named)
    assert not set(named) & {held.id for side in sides for held in side if held.apart}
    assert all((left[0], right[0]) == ("s", "v") for left, right, _ in matched.pairs)
