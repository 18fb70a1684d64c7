"""One request, taken apart: which resource, what is left of the path, what is asked."""

from __future__ import annotations

import re
from base64 import urlsafe_b64decode
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, unquote

from attrs import frozen

from severa_vnf.testing.exchange import Request, loads
from severa_vnf.testing.vnf.refusals import Refused
from severa_vnf.testing.vnf.resource import Resource

_PATH = re.compile(r"((?:/API)?(?:/controller/api)?)/(v[12])/(.+?)/?", re.IGNORECASE)
_ENCODED = re.compile(r"b64\((.*)\)")


@frozen
class Call:
    """A request to a resource. `rest` is the path behind the resource's own, `root` the address before the version."""

    request: Request
    root: str
    version: str
    resource: Resource
    rest: tuple[str, ...]
    background: bool = False

    @property
    def method(self) -> str:
        """The verb."""
        return self.request.method

    def values(self, name: str) -> list[str]:
        """What a query parameter was sent with; names are taken in any case."""
        return [value for known, value in self.request.query if known.lower() == name.lower()]

    def value(self, name: str, default: str = "") -> str:
        """The last value of a query parameter."""
        return (self.values(name) or [default])[-1]

    def flag(self, name: str, default: bool = False) -> bool:
        """A query parameter that is true or false."""
        return self.value(name, str(default)).lower() == "true"

    def whole(self, name: str, default: int) -> int:
        """A query parameter that counts from 1."""
        text = self.value(name, str(default))
        if not text.isdecimal() or int(text) < 1:
            raise Refused(f"The value '{text}' of {name} is not valid.")
        return int(text)

    def json(self) -> dict[str, Any]:
        """The body, with exact numbers."""
        try:
            body = loads(self.request.body)
        except ValueError as error:
            raise Refused(f"The body is no JSON: {error}") from error
        if not isinstance(body, dict):
            raise Refused("The body is no JSON object.")
        return body

    def location(self, *segments: str) -> str:
        """The address of something made, on the host that was asked."""
        return "/".join([self.root, *(quote(segment, safe="") for segment in segments)])


class Routes:
    """Finds the resource that a path means; any case of its own segments is taken."""

    def __init__(self, resources: Mapping[str, Resource]) -> None:
        self._by_path = {tuple(resource.path.lower().split("/")): resource for resource in resources.values()}

    def call(self, request: Request) -> Call | None:
        """The call, or None where there is no such route."""
        found = _PATH.fullmatch(request.path)
        if not found:
            return None
        prefix, version, path = found.groups()
        segments = [unquote(segment) for segment in path.split("/")]
        for length in (2, 1):
            resource = self._by_path.get(tuple(segment.lower() for segment in segments[:length]))
            if resource:
                host = request.headers.get("host", "api.finance.visma.net")
                scheme = "http" if host.startswith(("127.0.0.1", "localhost")) else "https"
                rest = tuple(decoded(segment) for segment in segments[length:])
                return Call(request, f"{scheme}://{host}{prefix}", version.lower(), resource, rest)
        return None


def decoded(segment: str) -> str:
    """A path segment; `b64(...)` wraps one that holds characters an address cannot."""
    found = _ENCODED.fullmatch(segment)
    return from_base64(found.group(1)) if found else segment


def from_base64(text: str) -> str:
    """What is said in the base64 that is safe in addresses, with or without padding."""
    try:
        return urlsafe_b64decode(text + "=" * (-len(text) % 4)).decode("utf-8")
    except ValueError as error:
        raise Refused(f"'{text}' is no base64.") from error
