"""Credit terms (`/v1/creditTerm`): in how many days a document is due. One by one they can't be read."""

from __future__ import annotations

from typing import TypedDict, Unpack

from attrs import frozen

from severa_vnf.values import Code, Stamp
from severa_vnf.vnf.describe import Since, listed
from severa_vnf.wire.model import Model
from severa_vnf.wire.paging import Paged, by


@frozen(kw_only=True, slots=False)
class CreditTerm(Model):
    """A term. The service's letters: `due_date_type` N is a fixed number of days, which `due_day1` gives.

    `visible_to`: AL all, CU customers, VE suppliers, DS disabled. `instalment_type`: S one payment, M several.
    """

    terms_id: Code
    description: str | None = None
    due_date_type: str | None = None
    due_day1: int | None = None
    delay_days: int | None = None
    due_day2: int | None = None
    discount_day: int | None = None
    instalment_type: str | None = None
    visible_to: str | None = None
    last_modified_date_time: Stamp | None = None


class Filters(TypedDict, total=False):
    """What the list can be asked for."""

    terms_id: str
    last_modified_date_time: Since
    created_date_time: Since


def list(**filters: Unpack[Filters]) -> Paged[CreditTerm]:
    """Terms, all or those that the filters leave."""
    return listed(CreditTerm, "/v1/creditTerm", filters, Filters, by("termsId"), envelope="records")
