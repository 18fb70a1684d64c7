"""The ways to reach a contact person: each number and mail address is a record (`/contactcommunications`)."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, TypedDict, Unpack

from attrs import frozen

from severa_vnf.severa.communication_types import CommunicationMethod
from severa_vnf.severa.describe import At, created, item, listed, patched, removed
from severa_vnf.severa.refs import Pointer, Ref
from severa_vnf.values import Guid, Stamp
from severa_vnf.wire.call import Call, segment
from severa_vnf.wire.model import Model
from severa_vnf.wire.paging import Paged, by_offset, whole
from severa_vnf.wire.unset import UNSET, Unset


@frozen(kw_only=True, slots=False)
class CommunicationTypeRef(Model):
    """The type of a communication. `type` decides; `name` is localised."""

    guid: Guid
    name: str | None = None
    type: CommunicationMethod | None = None


@frozen(kw_only=True, slots=False)
class Communication(Model):
    """A telephone number, a mail address or the like of one contact person."""

    guid: Guid
    contact: Ref
    communication_type: CommunicationTypeRef
    value: str
    is_forbidden_to_use: bool = False
    created_date_time: Stamp | None = None
    last_updated_date_time: Stamp | None = None


@frozen(kw_only=True)
class NewCommunication:
    """A communication to be made."""

    contact: Pointer
    communication_type: Pointer
    value: str
    is_forbidden_to_use: bool | Unset = UNSET


class Filters(TypedDict, total=False):
    """What the list can be asked for."""

    changed_since: datetime
    text_to_search: str


class Changes(TypedDict, total=False):
    """What can be changed on a communication."""

    value: str
    communication_type: Annotated[Guid, At("/communicationType/guid")]
    is_forbidden_to_use: bool


def get(guid: str) -> Call[Communication]:
    """One communication."""
    return item(Communication, f"/v1/contactcommunications/{segment(guid)}", "customers:read", guid)


def list(**filters: Unpack[Filters]) -> Paged[Communication]:
    """The communications of all contact persons."""
    return listed(Communication, "/v1/contactcommunications", "customers:read", filters, Filters, habit=by_offset)


def of(contact_guid: str) -> Paged[Communication]:
    """The communications of one contact person."""
    path = f"/v1/contacts/{segment(contact_guid)}/contactcommunications"
    return listed(Communication, path, "customers:read", habit=whole, of_parent=True)


def create(communication: NewCommunication) -> Call[Communication]:
    """Make a communication."""
    return created(Communication, "/v1/contactcommunications", "customers:write", communication)


def patch(guid: str, **changes: Unpack[Changes]) -> Call[Communication]:
    """Change a communication."""
    path = f"/v1/contactcommunications/{segment(guid)}"
    return patched(Communication, path, "customers:write", changes, Changes)


def delete(guid: str) -> Call[None]:
    """Delete a communication."""
    return removed(f"/v1/contactcommunications/{segment(guid)}", "customers:delete")
