"""Accounts of the general ledger (`/v1/account`)."""

from __future__ import annotations

from typing import TypedDict, Unpack

from attrs import field, frozen

from severa_vnf.values import Code, Stamp
from severa_vnf.vnf.describe import Since, item, key, listed
from severa_vnf.wire.call import Call
from severa_vnf.wire.model import Model, named
from severa_vnf.wire.paging import Paged, by, whole


@frozen(kw_only=True, slots=False)
class Account(Model):
    """An account. Only one in an account group takes part in projects. `type`: Asset, Liability, Income, Expense."""

    account_id: int = field(metadata=named("accountID"))
    account_cd: Code = field(metadata=named("accountCD"))
    description: str | None = None
    type: str | None = None
    active: bool | None = None
    account_class: str | None = None
    account_group_cd: Code | None = field(default=None, metadata=named("accountGroupCD"))
    currency: str | None = None
    tax_category: Code | None = None
    cash_account: bool | None = None
    last_modified_date_time: Stamp | None = None


class Filters(TypedDict, total=False):
    """What the list can be asked for."""

    active: bool
    public_code: int
    external_code1: str
    external_code2: str
    analysis_code: str
    last_modified_date_time: Since


def get(account_cd: str) -> Call[Account]:
    """One account, by its number."""
    return item(Account, f"/v1/account/{key(account_cd)}", ("account_cd", account_cd))


def list(**filters: Unpack[Filters]) -> Paged[Account]:
    """Accounts, all or those that the filters leave, in one answer."""
    return listed(Account, "/v1/account", filters, Filters, by("accountID"), habit=whole)
