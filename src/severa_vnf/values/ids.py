"""Ids have a type, so that one system's never stands in for the other's."""

from __future__ import annotations

from typing import NewType

Guid = NewType("Guid", str)
"""A Severa id. It looks like a UUID and is not one: the variant digit is arbitrary."""

Code = NewType("Code", str)
"""A Visma.net key: a customer, item, project or document number. Text, read without the padding it may carry."""
