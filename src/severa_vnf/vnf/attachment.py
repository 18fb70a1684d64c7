"""Attachments by their id (`/v1/attachment`). A record's own call `attach` makes one."""

from __future__ import annotations

from attrs import field, frozen

from severa_vnf.vnf.describe import SCOPE, key, updated
from severa_vnf.wire.call import Call, Ceiling, content
from severa_vnf.wire.model import named
from severa_vnf.wire.unset import UNSET, Unset


@frozen(kw_only=True)
class AttachmentUpdate:
    """What can be changed: whether AutoInvoice sends the file along. Only on invoices and credit notes."""

    send_to_auto_invoice: bool | Unset = field(default=UNSET, metadata=named("sendToAutoinvoice"))


def get(attachment_id: str) -> Call[bytes]:
    """The bytes of the latest revision."""
    return Call(
        "vnf", "GET", f"/v1/attachment/{key(attachment_id)}", content, scope=f"{SCOPE}:read", ceiling=Ceiling.FILE
    )


def update(attachment_id: str, attachment: AttachmentUpdate) -> Call[None]:
    """Change what `attachment` names."""
    return updated(f"/v1/attachment/{key(attachment_id)}", attachment)
