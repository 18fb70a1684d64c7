"""The small objects that stand inside Visma.net's records, and those that are written into them."""

from __future__ import annotations

from decimal import Decimal

from attrs import frozen

from severa_vnf.values import Code
from severa_vnf.wire.model import Model
from severa_vnf.wire.unset import UNSET, Unset


@frozen(kw_only=True, slots=False)
class NumberRef(Model):
    """A record, by its number."""

    number: Code | None = None
    name: str | None = None


@frozen(kw_only=True, slots=False)
class IdRef(Model):
    """A record, by its id."""

    id: Code | None = None
    description: str | None = None


@frozen(kw_only=True, slots=False)
class TaxDetail(Model):
    """What a document carries for one VAT id. `vat_rate` is in per cent."""

    tax_id: Code | None = None
    vat_rate: Decimal | None = None
    taxable_amount: Decimal | None = None
    vat_amount: Decimal | None = None


@frozen(kw_only=True)
class AddressUpdate:
    """The address of one document; with `override_address` it departs from the customer's."""

    override_address: bool | Unset = UNSET
    address_line1: str | Unset = UNSET
    address_line2: str | Unset = UNSET
    address_line3: str | Unset = UNSET
    postal_code: str | Unset = UNSET
    city: str | Unset = UNSET
    country_id: str | Unset = UNSET
    county: str | Unset = UNSET


@frozen(kw_only=True)
class ContactUpdate:
    """The receiver of one document; with `override_contact` it departs from the customer's."""

    override_contact: bool | Unset = UNSET
    name: str | Unset = UNSET
    attention: str | Unset = UNSET
    email: str | Unset = UNSET
    phone1: str | Unset = UNSET
