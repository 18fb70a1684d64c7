"""The small objects that stand inside Severa's records."""

from __future__ import annotations

from decimal import Decimal

from attrs import frozen

from severa_vnf.values import Guid
from severa_vnf.wire.model import Model


@frozen(kw_only=True, slots=False)
class Amount(Model):
    """Money as Severa writes it: an exact amount and an ISO 4217 code."""

    amount: Decimal | None = None
    currency_code: str | None = None


@frozen(kw_only=True, slots=False)
class Ref(Model):
    """A record, by its guid."""

    guid: Guid | None = None
    name: str | None = None


@frozen(kw_only=True, slots=False)
class NumberedRef(Model):
    """A customer, project or invoice, by its guid, with its number."""

    guid: Guid | None = None
    name: str | None = None
    number: int | None = None


@frozen(kw_only=True, slots=False)
class CodeRef(Model):
    """A currency or another record with a code, by its guid."""

    guid: Guid | None = None
    code: str | None = None
    name: str | None = None


@frozen(kw_only=True, slots=False)
class CostCenterRef(Model):
    """A cost centre, by its guid."""

    guid: Guid | None = None
    identifier: str | None = None
    name: str | None = None


@frozen
class Pointer:
    """A record as it is named in what is written: by its guid alone."""

    guid: Guid
