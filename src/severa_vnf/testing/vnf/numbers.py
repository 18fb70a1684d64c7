"""Numbers given out by the company's number sequences."""

from __future__ import annotations

import re
from typing import Any

from severa_vnf.testing.vnf.refusals import Refused
from severa_vnf.testing.vnf.resource import Resource
from severa_vnf.testing.vnf.world import World

_KEYS = {"customer": "CUSTOMER", "inventory": "INVENTORY", "project": "PROJECT"}
_COUNTED = re.compile(r"(.*?)(\d+)(\D*)")


def number(world: World, resource: Resource, plain: dict[str, Any], sent: str | None) -> str:
    """The number of a new document: the next of its sequence, or the one sent where the sequence takes that."""
    sequence = world.need("number_sequence", resource.series)
    if plain.get("overrideNumberSeries") or sequence["manualNumbering"]:
        if not sent:
            raise Refused(f"The number sequence {resource.series} takes manual numbers: none was sent.")
        return sent
    if sent:
        world.taker.misread(f"The number {sent} needs overrideNumberSeries; the service would give one of its own.")
    interval = sequence["sequence"][0]
    while True:
        taken, end = interval["nextNumber"], interval["endNbr"]
        if _parts(taken)[1] > _parts(end)[1]:
            raise Refused(f"The number sequence {resource.series} has come to its end, {end}.")
        interval["lastNbr"] = taken
        interval["nextNumber"] = counted(taken, interval["nbrStep"])
        if not _known(world, resource, taken):
            return str(taken)


def give_back(world: World, resource: Resource, given: str) -> None:
    """Let the newest number be given out again."""
    interval = world.need("number_sequence", resource.series)["sequence"][0]
    if interval["lastNbr"] == given:
        interval["nextNumber"] = given
        interval["lastNbr"] = counted(given, -interval["nbrStep"])


def fits_key(world: World, collection: str, sent: str | None) -> None:
    """Refuse a number that is longer than its segmented key."""
    key = _KEYS.get(collection)
    length = (world.find("dimension", key) or {}).get("length") if key else None
    if length and len(sent or "") > length:
        raise Refused(f"The {collection} number '{sent}' is longer than the {key} segmented key, {length}.")


def counted(number: str, step: int) -> str:
    """The number so many steps on, not below zero: a series counts in its last digits and keeps what is around."""
    before, digits, behind = _parts(number)
    width = len(number) - len(before) - len(behind)
    return f"{before}{max(digits + step, 0):0{width}}{behind}"


def _parts(number: str) -> tuple[str, int, str]:
    found = _COUNTED.fullmatch(number)
    if not found:
        raise Refused(f"The number {number} holds no digits to count in.")
    before, digits, behind = found.groups()
    return before, int(digits), behind


def _known(world: World, resource: Resource, taken: str) -> bool:
    records = world.shelves[resource.name].records
    return any("/".join(filter(None, (guess, taken))) in records for guess in resource.key_guesses or ("",))


def payment_reference(taken: str) -> str:
    """A reference of digits whose last one checks the others, as banks use them."""
    digits = "".join(character for character in taken if character.isdigit())
    total = 0
    for place, digit in enumerate(reversed(digits)):
        doubled = int(digit) * (2 if place % 2 == 0 else 1)
        total += doubled - 9 if doubled > 9 else doubled
    return f"{digits}{-total % 10}"
