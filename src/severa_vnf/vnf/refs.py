"""The small objects that stand inside Visma.net's records, and those that are written into them."""

from __future__ import annotations

from decimal import Decimal

from attrs import field, frozen

from severa_vnf.values import Code
from severa_vnf.wire.model import Model, bare
from severa_vnf.wire.unset import UNSET, Unset


@frozen(kw_only=True, slots=False)
class NumberRef(Model):
    """A customer, supplier or branch, by its number."""

    number: Code | None = None
    name: str | None = None


@frozen(kw_only=True, slots=False)
class DescribedRef(Model):
    """An account, item or VAT category, by its number."""

    number: Code | None = None
    description: str | None = None


@frozen(kw_only=True, slots=False)
class IdRef(Model):
    """A class, project, term or other record, by its id."""

    id: Code | None = None
    description: str | None = None


@frozen(kw_only=True, slots=False)
class NameRef(Model):
    """A country, county or location, by its id."""

    id: Code | None = None
    name: str | None = None


@frozen(kw_only=True, slots=False)
class Address(Model):
    """An address of a customer, supplier, contact or branch. The country's id is its ISO 3166 code of two letters."""

    address_id: int | None = None
    address_line1: str | None = None
    address_line2: str | None = None
    address_line3: str | None = None
    postal_code: str | None = None
    city: str | None = None
    country: NameRef | None = None
    county: NameRef | None = None


@frozen(kw_only=True, slots=False)
class ContactInfo(Model):
    """Who is addressed, and how reached: a part of a customer, supplier or branch."""

    contact_id: int | None = None
    name: str | None = None
    attention: str | None = None
    email: str | None = None
    web: str | None = None
    phone1: str | None = None
    phone2: str | None = None


@frozen(kw_only=True, slots=False)
class Attribute(Model):
    """An attribute of the company's own, with its value."""

    id: Code | None = None
    value: str | None = None
    description: str | None = None


@frozen(kw_only=True, slots=False)
class Attachment(Model):
    """A file on a record or a line; its bytes are at `attachment.get(id)`."""

    id: str
    name: str | None = None
    revision: int | None = None


@frozen(kw_only=True, slots=False)
class TaxDetail(Model):
    """What a document carries for one VAT id. `vat_rate` is in per cent."""

    tax_id: Code | None = None
    vat_id: DescribedRef | None = None
    vat_rate: Decimal | None = None
    taxable_amount: Decimal | None = None
    vat_amount: Decimal | None = None


@frozen(kw_only=True, slots=False)
class AddressUpdate:
    """An address to be written. `country_id` is the ISO 3166 code of two letters."""

    address_line1: str | Unset = UNSET
    address_line2: str | Unset = UNSET
    address_line3: str | Unset = UNSET
    postal_code: str | Unset = UNSET
    city: str | Unset = UNSET
    country_id: str | Unset = UNSET
    county: str | Unset = UNSET


@frozen(kw_only=True)
class ContactInfoUpdate:
    """Who is addressed, to be written."""

    name: str | Unset = UNSET
    attention: str | Unset = UNSET
    email: str | Unset = UNSET
    web: str | Unset = UNSET
    phone1: str | Unset = UNSET
    phone2: str | Unset = UNSET


@frozen(kw_only=True)
class AttributeUpdate:
    """An attribute of the company's own, to be written."""

    attribute_id: str
    attribute_value: str


@frozen(kw_only=True, slots=False)
class SegmentUpdate:
    """One part of a subaccount, to be written."""

    segment_id: int = field(metadata=bare())
    segment_value: str = field(metadata=bare())
