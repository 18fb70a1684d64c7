"""Contact persons (`/v1/contact`): those of customers, and in the same list those of suppliers and employees."""

from __future__ import annotations

from enum import StrEnum
from typing import TypedDict, Unpack

from attrs import frozen

from severa_vnf.values import Code, Stamp
from severa_vnf.vnf.describe import Since, created, item, listed, updated
from severa_vnf.vnf.refs import Address, AddressUpdate
from severa_vnf.wire.call import Call
from severa_vnf.wire.model import Model
from severa_vnf.wire.paging import Paged, by, whole
from severa_vnf.wire.unset import UNSET, Unset


class Title(StrEnum):
    """How a person is addressed. Severa knows three of them."""

    DOCTOR = "Doctor"
    MISS = "Miss"
    MR = "Mr"
    MRS = "Mrs"
    MS = "Ms"
    PROF = "Prof"


@frozen(kw_only=True, slots=False)
class Contact(Model):
    """A person. `business_account` is the number of the customer or supplier, `business_account_type` which of them."""

    contact_id: int
    business_account: Code | None = None
    business_account_type: str | None = None
    display_name: str | None = None
    title: Title | None = None
    first_name: str | None = None
    last_name: str | None = None
    position: str | None = None
    active: bool | None = None
    email: str | None = None
    web: str | None = None
    phone1: str | None = None
    phone2: str | None = None
    phone3: str | None = None
    do_not_email: bool | None = None
    same_as_account: bool | None = None
    address: Address | None = None
    last_modified_date_time: Stamp | None = None


@frozen(kw_only=True)
class ContactUpdate:
    """A person to be written: a new one needs a last name. What stays UNSET is left as it is."""

    business_account: str | Unset = UNSET
    title: Title | Unset = UNSET
    first_name: str | Unset = UNSET
    last_name: str | Unset = UNSET
    position: str | Unset = UNSET
    active: bool | Unset = UNSET
    email: str | Unset = UNSET
    web: str | Unset = UNSET
    phone1: str | Unset = UNSET
    phone2: str | Unset = UNSET
    phone3: str | Unset = UNSET
    do_not_email: bool | Unset = UNSET
    same_as_account: bool | Unset = UNSET
    address: AddressUpdate | Unset = UNSET


class Filters(TypedDict, total=False):
    """What the list can be asked for. `active` is a text here."""

    business_account: str
    display_name: str
    first_name: str
    last_name: str
    email: str
    active: str
    last_modified_date_time: Since


def get(contact_id: int) -> Call[Contact]:
    """One person."""
    return item(Contact, f"/v1/contact/{contact_id}", ("contact_id", contact_id))


def list(**filters: Unpack[Filters]) -> Paged[Contact]:
    """Persons, all or those that the filters leave, in one answer."""
    return listed(Contact, "/v1/contact", filters, Filters, by("contactId"), habit=whole)


def create(contact: ContactUpdate) -> Call[Code]:
    """Make a person; answers with the id."""
    return created("/v1/contact", contact)


def update(contact_id: int, contact: ContactUpdate) -> Call[None]:
    """Change what `contact` names."""
    return updated(f"/v1/contact/{contact_id}", contact)
