"""The registers stay equal: customers with their addresses, contact persons, items and projects."""

from __future__ import annotations
