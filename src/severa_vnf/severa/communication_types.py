"""The types of communication (`/communicationtypes`). Their names are localised: what counts is `type`."""

from __future__ import annotations

from enum import StrEnum
from typing import TypedDict, Unpack

from attrs import frozen

from severa_vnf.severa.describe import item, listed
from severa_vnf.values import Guid
from severa_vnf.wire.call import Call, segment
from severa_vnf.wire.model import Model
from severa_vnf.wire.paging import Paged, by_offset


class CommunicationMethod(StrEnum):
    """How a person is reached."""

    PHONE = "Phone"
    FAX = "Fax"
    MOBILE_PHONE = "MobilePhone"
    IP_PHONE = "IPPhone"
    INSTANT_MESSENGER = "InstantMessenger"
    EMAIL_ADDRESS = "EmailAddress"


@frozen(kw_only=True, slots=False)
class CommunicationType(Model):
    """One type. Several may have the same method."""

    guid: Guid
    name: str
    type: CommunicationMethod
    is_active: bool = True


class Filters(TypedDict, total=False):
    """What the list can be asked for."""

    active: bool
    text_to_search: str


def get(guid: str) -> Call[CommunicationType]:
    """One type."""
    return item(CommunicationType, f"/v1/communicationtypes/{segment(guid)}", "settings:read", guid)


def list(**filters: Unpack[Filters]) -> Paged[CommunicationType]:
    """The types, in use or not."""
    return listed(CommunicationType, "/v1/communicationtypes", "settings:read", filters, Filters, habit=by_offset)
