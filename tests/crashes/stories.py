"""All stories that are told with a crash at each of their points."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tests.crashes import costs, following, invoices, payments, registers
from tests.crashes.points import Story

STORIES: Mapping[str, Story[Any]] = {
    **invoices.STORIES,
    **costs.STORIES,
    **registers.STORIES,
    **payments.STORIES,
    **following.STORIES,
}
