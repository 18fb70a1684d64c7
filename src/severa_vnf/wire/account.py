"""One credential of one service: where its calls go and what they carry."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import quote, urlencode

from attrs import field, frozen

from severa_vnf.wire.call import Call, System
from severa_vnf.wire.token import Grant


@frozen
class Outgoing:
    """A request ready for the network, and how much of its answer is wanted: see `Call`."""

    method: str
    url: str
    headers: Mapping[str, str] = field(repr=False)
    body: bytes | None = field(default=None, repr=False)
    largest: int | None = None


@frozen
class Account:
    """How to reach a service. `root` stands before the version in an address; `version` is what Severa's ends in."""

    system: System
    root: str
    token: Call[Grant] = field(repr=False)
    token_url: str
    version: str = "v1"
    headers: Mapping[str, str] = field(factory=dict, repr=False)
    changes: tuple[Callable[[Call[Any]], Call[Any]], ...] = ()
    """The last changes to each call, where the host chose any."""

    def outgoing(self, call: Call[Any], grant: Grant | None) -> Outgoing:
        """A call as it goes over the network. Without a grant it is the token request itself."""
        for change in self.changes:
            call = change(call)
        headers = {"Accept": "application/json", **self.headers, **call.headers}
        if call.body is not None:
            headers["Content-Type"] = call.content_type
        if grant is None:
            return Outgoing(call.method, self.token_url, headers, call.body)
        headers["Authorization"] = f"Bearer {grant.access_token}"
        return Outgoing(call.method, self._url(call), headers, call.body, call.largest)

    def _url(self, call: Call[Any]) -> str:
        path = re.sub(r"^/v1(?=/)", f"/{self.version}", call.path)
        return f"{self.root}{path}" + (f"?{urlencode(call.query, quote_via=quote)}" if call.query else "")
