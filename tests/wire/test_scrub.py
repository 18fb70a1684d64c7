from __future__ import annotations

import pytest

from severa_vnf.wire.call import Reply
from severa_vnf.wire.scrub import scrubbed

SECRET = 'a secret/with "signs" & more'


@pytest.mark.parametrize(
    "body",
    [
        SECRET,
        'a secret\\/with \\"signs\\" & more'.replace("\\/", "/"),
        "a+secret%2Fwith+%22signs%22+%26+more",
        "a%20secret%2Fwith%20%22signs%22%20%26%20more",
        "a secret/with &quot;signs&quot; &amp; more",
    ],
)
@pytest.mark.parametrize("status", [200, 400])
def test_a_secret_is_found_however_it_is_written(body: str, status: int) -> None:
    """As it is, in JSON, in a form, in an address, in a page."""
    assert scrubbed(Reply(status, {}, f"<{body}>".encode()), [SECRET]).body == b"<***>"


def test_headers_are_scrubbed_too() -> None:
    """A secret in a header's value, a location above all, is taken out."""
    assert scrubbed(Reply(200, {"location": "/x/long-secret"}), ["long-secret"]).headers == {"location": "/x/***"}
    assert scrubbed(Reply(401, {"x": "Bearer abcdefghijklmnop"}), []).headers == {"x": "***"}


def test_what_holds_no_secret_stays() -> None:
    """An answer without a secret is the same, not a copy."""
    reply = Reply(200, {"x": "y"}, b"text")
    assert scrubbed(reply, ["long-secret"]) is reply


@pytest.mark.parametrize(
    ("status", "secret", "body", "left"),
    [
        (200, "seven77", "seven77 eggs", "seven77 eggs"),
        (200, "eight888", "eight888 eggs", "*** eggs"),
        (400, "four", "four eggs", "*** eggs"),
        (400, "t", "test", "test"),
        (400, "", "test", "test"),
    ],
)
def test_a_word_of_a_record_is_no_secret(status: int, secret: str, body: str, left: str) -> None:
    """A secret as short as a word would spoil records that hold the word; in an error it costs a word."""
    assert scrubbed(Reply(status, {}, body.encode()), [secret]).body.decode() == left


@pytest.mark.parametrize(
    ("body", "left"),
    [
        ("authorization: Bearer eyJhbGciOi.J9_x-y~z+/==", "authorization: ***"),
        ("bearer ***", "***"),
        ("Basic: bWU6c2VjcmV0bWU=", "***"),
        ("Bearer token is missing", "Bearer token is missing"),
        ("Basic facts", "Basic facts"),
    ],
)
def test_no_credential_stands_in_an_error(body: str, left: str) -> None:
    """Whosever it is: a value after "Bearer" or "Basic" is taken out, with that word; a sentence is none."""
    assert scrubbed(Reply(502, {}, body.encode()), []).body.decode() == left
