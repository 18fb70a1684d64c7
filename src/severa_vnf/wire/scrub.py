"""The one place where secrets are taken out of what a service says, before anybody reads it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape
from urllib.parse import quote, quote_plus

from attrs import evolve

from severa_vnf.wire.call import Reply
from severa_vnf.wire.encode import dumps

MASK = "***"
SURE, LIKELY = 8, 4
"""Characters. A shorter secret might be a word: of a record that was read well it stays, of an error from four on."""

_CREDENTIAL = re.compile(rb"(?i)\b(?:bearer|basic)[\s:]+(?:\*{3}|[\w.~+/-]{12,}=*)")


def scrubbed(reply: Reply, secrets: Iterable[str]) -> Reply:
    """The same reply without these secrets, however they are written; a failed one without any credential.

    A proxy echoes a request with its headers, a token service one with its form: both become error texts.
    """
    failed = not 200 <= reply.status < 300
    forms = {form for secret in secrets if len(secret) >= (LIKELY if failed else SURE) for form in _written(secret)}
    body = reply.body
    for form in sorted(forms, key=len, reverse=True):
        body = body.replace(form, MASK.encode())
    headers = {name: _masked(value, forms, failed) for name, value in reply.headers.items()}
    if failed:
        body = _CREDENTIAL.sub(MASK.encode(), body)
    if body == reply.body and headers == reply.headers:
        return reply
    return evolve(reply, headers=headers, body=body)


def _masked(value: str, forms: Iterable[bytes], failed: bool) -> str:
    raw = value.encode("utf-8", "replace")
    for form in forms:
        raw = raw.replace(form, MASK.encode())
    return (_CREDENTIAL.sub(MASK.encode(), raw) if failed else raw).decode("utf-8", "replace")


def _written(secret: str) -> set[bytes]:
    """A secret as it is, and as JSON, forms, addresses and pages write it."""
    texts = (secret, dumps(secret).decode()[1:-1], quote(secret, safe=""), quote_plus(secret), escape(secret))
    return {text.encode() for text in texts if text}
