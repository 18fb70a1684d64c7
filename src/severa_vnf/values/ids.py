"""Ids have a type, so that one system's never stands in for the other's."""

from __future__ import annotations

from typing import NewType

Guid = NewType("Guid", str)
"""A Severa id. It looks like a UUID and is not one: the variant digit is arbitrary."""

Code = NewType("Code", str)
"""A Visma.net key: a customer, item, project or document number. Text, read without the padding it may carry."""

LONGEST_ID = 100
NO_IDS = frozenset({"", "0", "null", "none", "undefined", "nan", "00000000-0000-0000-0000-000000000000"})


def is_id(text: str) -> bool:
    """Whether a text can be the id of a record: not too long, printable, with no blanks around, no word for nothing."""
    fits = len(text) <= LONGEST_ID and text.isprintable()
    return fits and text == text.strip() and text.casefold() not in NO_IDS
