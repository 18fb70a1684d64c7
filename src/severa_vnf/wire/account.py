"""One credential of one service: where its calls go and what they carry."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import quote, urlencode

from attrs import field, frozen

from severa_vnf.errors import Rejected
from severa_vnf.wire.call import Call, Ceiling, System
from severa_vnf.wire.mismatch import shown
from severa_vnf.wire.token import Grant

LONGEST_ADDRESS = 16_000
"""Characters. No service takes a longer one, and no number or code is so long."""

SHORTEN = "Nothing was sent. Shorten the number, code or filter that it is made of."


@frozen
class Outgoing:
    """A request ready for the network, and how many bytes of its answer are wanted, less one.

    `check` is called last thing before the first byte, and once more before the body: what it raises ends the request.
    """

    method: str
    url: str
    headers: Mapping[str, str] = field(repr=False)
    body: bytes | None = field(default=None, repr=False)
    largest: int = Ceiling.RECORD
    check: Callable[[], None] | None = field(default=None, repr=False, eq=False)


@frozen
class Account:
    """How to reach a service. `root` stands before the version in an address; `version` is what Severa's ends in.

    `secrets` are what no answer may carry into an error, a report or a record.
    """

    system: System
    root: str
    token: Call[Grant] = field(repr=False)
    token_url: str
    version: str = "v1"
    headers: Mapping[str, str] = field(factory=dict, repr=False)
    changes: tuple[Callable[[Call[Any]], Call[Any]], ...] = ()
    """The last changes to each call, where the host chose any."""
    secrets: tuple[str, ...] = field(default=(), repr=False)

    def outgoing(self, call: Call[Any], grant: Grant | None) -> Outgoing:
        """A call as it goes over the network. Without a grant it is the token request itself.

        Raises Rejected where no address can be made of it: nothing of it is sent.
        """
        for change in self.changes:
            call = change(call)
        headers = {"Accept": "application/json", **self.headers, **call.headers}
        if call.body is not None:
            headers["Content-Type"] = call.content_type
        if grant is None:
            return Outgoing(call.method, self.token_url, headers, call.body, call.limit)
        headers["Authorization"] = f"Bearer {grant.access_token}"
        return Outgoing(call.method, self._url(call), headers, call.body, call.limit)

    def _url(self, call: Call[Any]) -> str:
        path = re.sub(r"^/v1(?=/)", f"/{self.version}", call.path)
        url = f"{self.root}{path}" + (f"?{urlencode(call.query, quote_via=quote)}" if call.query else "")
        if len(url) > LONGEST_ADDRESS or not re.fullmatch("[!-~]+", url):
            fault = f"no address: {len(url)} characters" if len(url) > LONGEST_ADDRESS else "no address: blanks in it"
            raise Rejected(fault, remedy=SHORTEN, **call.where | {"path": shown(call.path)})
        return url
