"""How written texts are kept: whole, cut at a length without a word, or in the service's own form; by switches."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from operator import itemgetter
from typing import Any

from severa_vnf.testing.vnf.paths import change_at
from severa_vnf.testing.vnf.resource import Resource
from severa_vnf.testing.vnf.world import World

_DUTCH = re.compile(r"(\d{4})\s*([A-Za-z]{2})")


def _postal_code(text: str) -> str:
    found = _DUTCH.fullmatch(text.strip())
    return f"{found[1]} {found[2].upper()}" if found else text.strip().upper()


def _phone(text: str) -> str:
    return re.sub(r"[^+\d]", "", text.replace("(0)", ""))


def _vat_number(text: str) -> str:
    return re.sub(r"[^0-9A-Z]", "", text.upper())


_FORMS: Mapping[str, tuple[frozenset[str], Callable[[str], str]]] = {
    "postal_code": (frozenset({"postalCode"}), _postal_code),
    "phone": (frozenset({"phone1", "phone2", "phone3"}), _phone),
    "vat_number": (frozenset({"vatRegistrationId"}), _vat_number),
}


def settle(world: World, resource: Resource, wire: dict[str, Any]) -> None:
    """Bring the texts of a document into the form in which they are kept."""
    for kind in world.switches.reformats:
        _reform(wire, *_FORMS[kind])
    for path, length in world.switches.cut_texts.items():
        collection, _, field = path.partition(".")
        if collection == resource.name:
            change_at(wire, field, itemgetter(slice(length)))


def _reform(wire: dict[str, Any], names: frozenset[str], form: Callable[[str], str]) -> None:
    for name, value in wire.items():
        if isinstance(value, dict):
            _reform(value, names, form)
        elif name in names and isinstance(value, str):
            wire[name] = form(value)
