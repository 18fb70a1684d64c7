"""Values both services share: money, dates, stamps and ids. Nothing here knows what time it is."""

from __future__ import annotations

from severa_vnf.values.fixed import Fixed
from severa_vnf.values.ids import Code, Guid
from severa_vnf.values.money import Money, exact, exactly, rounded
from severa_vnf.values.stamps import Stamp, plain_date

__all__ = ["Code", "Fixed", "Guid", "Money", "Stamp", "exact", "exactly", "plain_date", "rounded"]
