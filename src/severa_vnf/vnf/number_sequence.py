"""Number series (`/v1/numberSequence`; CS201010): which number comes next, and where a series ends."""

from __future__ import annotations

from datetime import date

from attrs import frozen

from severa_vnf.values import Code
from severa_vnf.vnf.describe import NoFilters, item, key, listed
from severa_vnf.vnf.refs import NumberRef
from severa_vnf.wire.call import Call
from severa_vnf.wire.model import Model
from severa_vnf.wire.paging import Paged, by, whole


@frozen(kw_only=True, slots=False)
class NumberRange(Model):
    """A stretch of numbers, from a date on, of one branch or of all."""

    start_nbr: str | None = None
    end_nbr: str | None = None
    last_nbr: str | None = None
    next_number: str | None = None
    warn_nbr: str | None = None
    nbr_step: int | None = None
    start_date: date | None = None
    branch: NumberRef | None = None


@frozen(kw_only=True, slots=False)
class NumberSequence(Model):
    """A series. With `manual_numbering` every new record must bring its number."""

    numbering_id: Code
    description: str | None = None
    manual_numbering: bool | None = None
    new_number_symbol: str | None = None
    sequence: tuple[NumberRange, ...] | None = None


def get(numbering_id: str) -> Call[NumberSequence]:
    """One series."""
    return item(NumberSequence, f"/v1/numberSequence/{key(numbering_id)}")


def list() -> Paged[NumberSequence]:
    """All series, in one answer."""
    return listed(NumberSequence, "/v1/numberSequence", {}, NoFilters, by("numberingId"), habit=whole)
