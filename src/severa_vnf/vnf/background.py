"""Work that the service took over (`/v1/background`): how it stands, and the answer it came to."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import frozen

from severa_vnf.values import Stamp
from severa_vnf.vnf.describe import SCOPE, item, key
from severa_vnf.wire.call import Call, Ceiling, content
from severa_vnf.wire.model import Model


@frozen(kw_only=True, slots=False)
class BackgroundRequest(Model):
    """A piece of work. `status` is Started, Finished or Failed; a Finished one failed too when `status_code` says so.

    `status_code` is 0 until the end.
    """

    id: str
    status: str
    status_code: int | None = None
    error_message: str | None = None
    original_uri: str | None = None
    reference: str | None = None
    has_response_content: bool | None = None
    received_utc: Stamp | None = None
    started_utc: Stamp | None = None
    finished_utc: Stamp | None = None

    @property
    def response_headers(self) -> Mapping[str, str]:
        """The headers of the answer, their names in lower case; `location` tells the number of what was made."""
        told = self._raw.get("responseHeaders")
        return {str(name).lower(): str(value) for name, value in told.items()} if type(told) is dict else {}


def get(request_id: str) -> Call[BackgroundRequest]:
    """How a piece of work stands."""
    return item(BackgroundRequest, f"/v1/background/{key(request_id)}")


def get_content(request_id: str) -> Call[bytes]:
    """The answer it came to. Kept for 24 hours."""
    return Call(
        "vnf", "GET", f"/v1/background/{key(request_id)}/content", content, scope=f"{SCOPE}:read", ceiling=Ceiling.LIST
    )
