"""The contact persons of customers (`/contactpersons`). How to reach them stands in `/contactcommunications`."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, TypedDict, Unpack

from attrs import frozen

from severa_vnf.severa.describe import At, created, item, listed, patched, removed
from severa_vnf.severa.refs import NumberedRef, Pointer, Ref
from severa_vnf.values import Guid, Stamp
from severa_vnf.wire.call import Call, segment
from severa_vnf.wire.model import Model
from severa_vnf.wire.paging import Paged, by_offset
from severa_vnf.wire.unset import UNSET, Unset


@frozen(kw_only=True, slots=False)
class Contact(Model):
    """A contact person. `salutation` is one of Mr., Mrs. and Ms.

    `emails` and `phone_numbers` only show what the communications hold. Whether mail is allowed is None where the
    service does not say: neither answer is a safe guess.
    """

    guid: Guid
    customer: NumberedRef
    salutation: str | None = None
    first_name: str
    last_name: str
    job_title: str | None = None
    language: Ref | None = None
    address_guid: Guid | None = None
    is_active: bool = True
    is_deleted: bool = False
    is_email_allowed: bool | None = None
    emails: tuple[str, ...] | None = None
    phone_numbers: tuple[str, ...] | None = None
    created_date_time: Stamp | None = None
    last_updated_date_time: Stamp | None = None


@frozen(kw_only=True)
class NewContact:
    """A contact person to be made. Severa wants both names."""

    customer: Pointer
    first_name: str
    last_name: str
    salutation: str | Unset = UNSET
    job_title: str | Unset = UNSET
    language: Pointer | Unset = UNSET
    address_guid: Guid | Unset = UNSET
    is_active: bool | Unset = UNSET
    is_email_allowed: bool | Unset = UNSET


class Filters(TypedDict, total=False):
    """What the list of all contact persons can be asked for."""

    changed_since: datetime
    active: bool
    text_to_search: str


class CustomerFilters(TypedDict, total=False):
    """What the contact persons of one customer can be asked for."""

    active: bool
    text_to_search: str


class Changes(TypedDict, total=False):
    """What can be changed on a contact person."""

    salutation: str | None
    first_name: str
    last_name: str
    job_title: str | None
    language: Annotated[Guid, At("/language/guid")]
    address_guid: Guid | None
    is_active: bool
    is_email_allowed: bool


def get(guid: str) -> Call[Contact]:
    """One contact person."""
    return item(Contact, f"/v1/contactpersons/{segment(guid)}", "customers:read", guid)


def list(**filters: Unpack[Filters]) -> Paged[Contact]:
    """The contact persons of all customers."""
    return listed(Contact, "/v1/contactpersons", "customers:read", filters, Filters, habit=by_offset)


def of(customer_guid: str, **filters: Unpack[CustomerFilters]) -> Paged[Contact]:
    """The contact persons of one customer."""
    path = f"/v1/customers/{segment(customer_guid)}/contactpersons"
    return listed(Contact, path, "customers:read", filters, CustomerFilters, habit=by_offset, of_parent=True)


def create(contact: NewContact) -> Call[Contact]:
    """Make a contact person."""
    return created(Contact, "/v1/contactpersons", "customers:write", contact)


def patch(guid: str, **changes: Unpack[Changes]) -> Call[Contact]:
    """Change a contact person."""
    return patched(Contact, f"/v1/contactpersons/{segment(guid)}", "customers:write", changes, Changes)


def delete(guid: str) -> Call[None]:
    """Delete a contact person."""
    return removed(f"/v1/contactpersons/{segment(guid)}", "customers:delete")
