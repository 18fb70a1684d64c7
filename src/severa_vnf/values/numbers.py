"""When two numbers, or two codes, are one: the only place where they are compared.

Documents, customers and projects have whole numbers in Severa, and Visma.net's series may write them with zeros in
front: they are compared by value. Codes of items are text: "007" is not "7".
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

T = TypeVar("T")

Number = str | int | None


def number_key(number: Number) -> str:
    """What all ways of writing a number share: no zeros in front, no blanks around. Nothing is "".

    A number with more than digits in it ("INV0042") has no value: case and outer blanks alone do not count in it.
    """
    text = "" if number is None else str(number).strip()
    if text.isascii() and text.isdecimal():
        return text.lstrip("0") or "0"
    return text.casefold()


def same_number(one: Number, other: Number) -> bool:
    """Whether two numbers are one by value. Two that are missing are not."""
    return number_key(one) == number_key(other) != ""


def whole_number(number: Number, biggest: int) -> int | None:
    """Its value, where it is a whole number that is no bigger than this."""
    digits = number_key(number)
    fits = digits.isascii() and digits.isdecimal() and len(digits) <= len(str(biggest))
    return int(digits) if fits and int(digits) <= biggest else None


def code_key(code: str | None) -> str:
    """What all ways of writing an item's code share: its case and the blanks around it do not count. Nothing is ""."""
    return (code or "").strip().casefold()


def same_code(one: str | None, other: str | None) -> bool:
    """Whether two codes of items are one. Two that are missing are not."""
    return code_key(one) == code_key(other) != ""


def by_number(found: Mapping[str, T], number: Number) -> T | None:
    """What stands under a number in a mapping, however the number is written there."""
    return _by(found, "" if number is None else str(number), number_key)


def by_code(found: Mapping[str, T], code: str | None) -> T | None:
    """What stands under a code in a mapping, whatever its case there."""
    return _by(found, code or "", code_key)


def _by(found: Mapping[str, T], key: str, keyed: Callable[[str], str]) -> T | None:
    if key in found:
        return found[key]
    wanted = keyed(key)
    return next((value for other, value in found.items() if wanted and keyed(other) == wanted), None)


def written_twice(numbers: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
    """Numbers that are there in more than one writing ("42" and "0042"), by their key: which is meant is a doubt."""
    ways: dict[str, dict[str, None]] = {}
    for number in numbers:
        ways.setdefault(number_key(number), {})[number.strip()] = None
    return {key: tuple(found) for key, found in ways.items() if key and len(found) > 1}
