"""Values both services share: money, dates, stamps, ids and numbers. Nothing here knows what time it is."""

from __future__ import annotations

from severa_vnf.values.fixed import Fixed
from severa_vnf.values.ids import LONGEST_ID, Code, Guid, is_id
from severa_vnf.values.money import Money, exact, exactly, rounded
from severa_vnf.values.numbers import (
    by_code,
    by_number,
    code_key,
    number_key,
    same_code,
    same_number,
    whole_number,
    written_twice,
)
from severa_vnf.values.stamps import Stamp, plain_date

__all__ = [
    "LONGEST_ID",
    "Code",
    "Fixed",
    "Guid",
    "Money",
    "Stamp",
    "by_code",
    "by_number",
    "code_key",
    "exact",
    "exactly",
    "is_id",
    "number_key",
    "plain_date",
    "rounded",
    "same_code",
    "same_number",
    "whole_number",
    "written_twice",
]
