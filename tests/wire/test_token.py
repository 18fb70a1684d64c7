from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from severa_vnf.wire.call import Call, Reply
from severa_vnf.wire.decode import loads
from severa_vnf.wire.encode import dumps
from severa_vnf.wire.mismatch import Mismatch
from severa_vnf.wire.token import Grant, severa_token, vnf_token

NOW = datetime(2026, 10, 30, 9, tzinfo=UTC)
SEVERA = severa_token("id", "secret", "invoices:read customers:read")
VNF = vnf_token("id", "s&cret", "tenant", "")


def test_severa_is_asked_in_json() -> None:
    """Severa's token request is JSON with id, secret and scopes, and the header Client_Id."""
    assert loads(SEVERA.body or b"") == {
        "client_id": "id",
        "client_secret": "secret",
        "scope": "invoices:read customers:read",
    }
    assert (SEVERA.content_type, SEVERA.headers) == ("application/json", {"Client_Id": "id"})


def test_visma_connect_is_asked_in_a_form() -> None:
    """Visma Connect takes client credentials as a form, with the tenant that chooses the company."""
    assert parse_qs((VNF.body or b"").decode()) == {
        "grant_type": ["client_credentials"],
        "client_id": ["id"],
        "client_secret": ["s&cret"],
        "tenant_id": ["tenant"],
    }
    assert VNF.content_type == "application/x-www-form-urlencoded"


def test_no_scope_is_asked_where_none_is_wanted() -> None:
    """Without a scope the credential gets all that it has; with one, only that."""
    assert b"scope" not in (severa_token("id", "secret", "").body or b"")
    assert parse_qs((vnf_token("id", "secret", "tenant", "a b").body or b"").decode())["scope"] == ["a b"]


@pytest.mark.parametrize(("call", "lives"), [(SEVERA, "access_token_expires_in"), (VNF, "expires_in")])
def test_each_service_tells_a_tokens_life_in_its_own_words(call: Call[Grant], lives: str) -> None:
    """Severa's answer is not OAuth's: its token's life has another name."""
    told = {"access_token": "t", lives: 3600, "scope": "a b"}
    assert call.read(Reply(200, {}, dumps(told))) == Grant("t", 3600, "a b")
    assert call.read(Reply(200, {}, dumps(told | {"scope": None}))).scope == ""


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"access_token": None}, "access_token"),
        ({"access_token": ""}, "access_token"),
        ({"access_token": "canary canary"}, "access_token"),
        ({"access_token": "canary\r\nX: y"}, "access_token"),
        ({"access_token": "canaryé"}, "access_token"),
        ({"expires_in": None}, "expires_in"),
        ({"expires_in": "3600"}, "expires_in"),
        ({"expires_in": True}, "expires_in"),
        ({"expires_in": 0}, "expires_in"),
        ({"expires_in": 10**400}, "expires_in"),
    ],
)
def test_an_answer_that_is_no_grant_is_a_mismatch(change: dict[str, Any], path: str) -> None:
    """A token that cannot stand in a header, or a life that is none, is told by its path, without the token."""
    with pytest.raises(Mismatch) as caught:
        VNF.read(Reply(200, {}, dumps({"access_token": "canary", "expires_in": 3600} | change)))
    assert caught.value.path == path
    assert "canary" not in f"{caught.value!r} {caught.value}"


@pytest.mark.parametrize("body", [b'{"access_token":"canary', b'["canary"]', b"canary", b"\xffcanary", b""])
def test_an_unreadable_grant_is_not_shown(body: bytes) -> None:
    """An answer that may hold a token is not quoted in the fault, nor is the one behind it."""
    with pytest.raises(Mismatch, match="a JSON object") as caught:
        VNF.read(Reply(200, {}, body))
    assert "canary" not in f"{caught.value!r} {caught.value.__cause__!r} {caught.value.__context__!r}"


@given(st.integers(1, 10**9 - 1))
def test_a_token_is_renewed_early(lives: int) -> None:
    """Two minutes before its end, or at half its life where that is later."""
    left = NOW + timedelta(seconds=lives) - Grant("t", lives, "").renew_at(NOW)
    assert left == min(timedelta(seconds=120), timedelta(seconds=lives) / 2)
