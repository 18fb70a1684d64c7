"""Which records of the two sides are one, before they are linked: for certain, or for a person to say.

What is in no pair and in no review is new, or stays where it is: its `Facts.stays` tells.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import chain, groupby

from attrs import frozen

from severa_vnf.mapping.sides import Facts, folded
from severa_vnf.mapping.table import Trouble
from severa_vnf.rules import Rule
from severa_vnf.rules.matching import (
    NUMBER_ALONE,
    ONE_CODE,
    ONE_NUMBER,
    SEVERA_NAMESAKES,
    SEVERAL_FIT,
    VNF_NAMESAKES,
    WITNESS_AGAINST,
)

Few = Sequence[Facts]


@frozen
class Review:
    """Records of which a person has to say what they are, Severa's first. Nothing is done with any of them."""

    records: tuple[Facts, ...]
    trouble: Trouble

    @property
    def ids(self) -> tuple[str, ...]:
        """By which both sides know them."""
        return tuple(one.id for one in self.records)


@frozen
class Matched:
    """`pairs` are Severa's guid, Visma.net's internal id, and why they are one."""

    pairs: tuple[tuple[str, str, str], ...] = ()
    reviews: tuple[Review, ...] = ()


@frozen
class _Pair:
    ours: Facts
    theirs: Facts
    reason: str


_Rule = tuple[Callable[[Facts], str], Callable[[Few, Few], Iterator[_Pair | Review]]]
"""What a few records have in common, and what follows from that."""


def match_customers(ours: Few, theirs: Few) -> Matched:
    """By number and name, with the VAT number as witness. What Severa has under another number gets Visma.net's."""
    return _matched(ours, theirs, (_key, _of_one_number_there), (_name, _of_one_name), (_key, _of_one_number))


def match_contacts(ours: Few, theirs: Few) -> Matched:
    """By name within one customer, with the mail address as witness where there are several."""
    return _matched(ours, theirs, (_person, _of_one_person))


def match_items(ours: Few, theirs: Few) -> Matched:
    """By code. Of several in Severa, in one register or more, the only one in use counts."""
    return _matched(ours, theirs, (_key, _of_one_code))


def match_projects(ours: Few, theirs: Few) -> Matched:
    """By number, with the name or the customer as witness."""
    return _matched(ours, theirs, (_key, _of_one_project))


def _matched(ours: Few, theirs: Few, *rules: _Rule) -> Matched:
    """Each rule sees what no rule before has settled, a few records at a time."""
    in_severa, settled = {one.id for one in ours}, {one.id for one in chain(ours, theirs) if one.apart}
    pairs: list[tuple[str, str, str]] = []
    reviews: list[Review] = []
    for shared, rule in rules:
        left = sorted((one for one in chain(ours, theirs) if one.id not in settled and shared(one)), key=shared)
        for _, alike in groupby(left, shared):
            few = list(alike)
            we, they = ([one for one in few if (one.id in in_severa) is side] for side in (True, False))
            for found in rule(we, they):
                if isinstance(found, _Pair):
                    pairs.append((found.ours.id, found.theirs.id, found.reason))
                    settled |= {found.ours.id, found.theirs.id}
                else:
                    reviews.append(found)
                    settled |= {one.id for one in found.records}
    return Matched(tuple(pairs), tuple(reviews))


def _key(one: Facts) -> str:
    return one.key


def _name(one: Facts) -> str:
    return folded(one.name)


def _person(one: Facts) -> str:
    return one.name and f"{one.group}\n{one.name}"


def _of_one_number_there(we: Few, they: Few) -> Iterator[_Pair | Review]:
    if len(_living(they)) > 1:
        yield _review(ONE_NUMBER, (), they)


def _of_one_name(we: Few, they: Few) -> Iterator[_Pair | Review]:
    """The one with the number too; else the only one, or the only one in use, on each side."""
    mine, numbered = ({one.key: one for one in (*few, *_living(few)) if one.key} for few in (we, they))
    left, right = _only(we), _only(they)
    both = [(one, numbered[key]) for key, one in mine.items() if key in numbered]
    both = both or ([(left, right)] if left and right else [])
    for one, other in both:
        if one.witness and other.witness and one.witness != other.witness:
            yield _review(WITNESS_AGAINST, [one], [other])
        else:
            yield _Pair(one, other, _reason(one, other))
    sides = ((SEVERA_NAMESAKES, we), (VNF_NAMESAKES, they))
    if we and they and not both:
        rule = next((rule for rule, side in sides if len(_living(side)) > 1), SEVERAL_FIT)
        yield _review(rule, we, they)
        return
    paired = [one.id for pair in both for one in pair]
    for rule, side in sides:
        living = _living(side)
        rest = tuple(one for one in living if one.id not in paired)
        if rest and len(living) > 1:
            yield Review(rest, Trouble(rule, "", ", ".join(map(_shown, living))))


def _reason(one: Facts, other: Facts) -> str:
    if one.key and one.key == other.key:
        return "number and name"
    return f"name; gets number {other.number}" if other.key.isdecimal() else "name"


def _of_one_number(we: Few, they: Few) -> Iterator[_Pair | Review]:
    """Another name, else they would be a pair."""
    one, other = _only(we), _only(they)
    if one and other:
        if one.witness and one.witness == other.witness:
            yield _Pair(one, other, "number and VAT number")
        elif _living([one]) and _living([other]):
            yield _review(NUMBER_ALONE, [one], [other])


def _of_one_person(we: Few, they: Few) -> Iterator[_Pair | Review]:
    left, right = _only(we), _only(they)
    if left and right:
        yield _Pair(left, right, "name")
        return
    found = []
    for one in we:
        alike = [[other for other in side if other.witness == one.witness != ""] for side in (we, they)]
        if [len(side) for side in alike] == [1, 1]:
            found.append(_Pair(one, alike[1][0], "name and mail address"))
    yield from found
    paired = [one.id for pair in found for one in (pair.ours, pair.theirs)]
    rest = [[one for one in _living(side) if one.id not in paired] for side in (we, they)]
    if all(rest):
        yield _review(SEVERAL_FIT, *rest)


def _of_one_code(we: Few, they: Few) -> Iterator[_Pair | Review]:
    left, right = _only(we), _only(they)
    if left and right:
        yield _Pair(left, right, "code")
    elif (we and they) or len(_living(we)) > 1 or len(_living(they)) > 1:
        registers = [f"{_shown(one)} in {one.group}" for one in we]
        theirs = [f"{_shown(one)} in Visma.net" for one in they]
        yield Review((*we, *they), Trouble(ONE_CODE, "", ", ".join([*registers, *theirs])))


def _of_one_project(we: Few, they: Few) -> Iterator[_Pair | Review]:
    one, other = _only(we), _only(they)
    if one and other:
        if _name(one) == _name(other):
            yield _Pair(one, other, "number and name")
        elif one.witness and one.witness == other.witness:
            yield _Pair(one, other, "number and customer")
        elif _living([one]):
            yield _review(NUMBER_ALONE, [one], [other])
    elif we and they:
        yield _review(ONE_NUMBER if len(they) > 1 else SEVERAL_FIT, we, they)


def _living(few: Few) -> list[Facts]:
    """Those that are in use; one in trouble is."""
    return [one for one in few if not one.stays or isinstance(one.stays, Trouble)]


def _only(few: Few) -> Facts | None:
    """The only one in use; where none is, the only one."""
    counted = _living(few) or few
    return counted[0] if len(counted) == 1 else None


def _review(rule: Rule, we: Few, they: Few) -> Review:
    sides = ((we, "Severa"), (they, "Visma.net"))
    told = "; ".join(f"{', '.join(map(_shown, few))} in {system}" for few, system in sides if few)
    return Review((*we, *they), Trouble(rule, "", told))


def _shown(one: Facts) -> str:
    return one.label if not one.number or one.number in one.label.split() else f"{one.label} ({one.number})"
