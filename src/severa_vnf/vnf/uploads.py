"""Files on their way to Visma.net: multipart/form-data with one part."""

from __future__ import annotations

from hashlib import sha256
from urllib.parse import quote

from attrs import evolve

from severa_vnf.values import Code
from severa_vnf.vnf.describe import SCOPE, made
from severa_vnf.wire.call import Call


def uploaded(path: str, name: str, content: bytes, content_type: str) -> Call[Code]:
    """Attach a file, or a new revision where one of that name hangs there; answers with the attachment's id.

    `name` needs its extension. The service documents no size limit.
    """
    line = boundary(content)
    head = f'Content-Disposition: form-data; name="file"; filename="{_quoted(name)}"\r\nContent-Type: {content_type}'
    body = b"--%b\r\n%b\r\n\r\n%b\r\n--%b--\r\n" % (line, head.encode(), content, line)
    kind = f"multipart/form-data; boundary={line.decode()}"
    call = Call("vnf", "POST", path, made, scope=f"{SCOPE}:create", body=body)
    return evolve(call, content_type=kind, of_parent=True)


def boundary(content: bytes) -> bytes:
    """A line for the content that is the same each time; it can't occur in it, being made of its hash."""
    return b"file-" + sha256(content).hexdigest().encode()


def _quoted(name: str) -> str:
    """A file name as forms write it: in UTF-8, with what would end it or its line in per cent."""
    return "".join(quote(one) if one in '"\\' or ord(one) < 32 or one == "\x7f" else one for one in name)
