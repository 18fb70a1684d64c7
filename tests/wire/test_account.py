from __future__ import annotations

from attrs import evolve

from severa_vnf.wire.account import Account
from severa_vnf.wire.call import Call, nothing
from severa_vnf.wire.token import Grant, severa_token

TOKEN = severa_token("id", "canary-secret", "")
ACCOUNT = Account(
    "severa", "https://host/rest-api", TOKEN, "https://host/rest-api/v1/token", headers={"Client_Id": "id"}
)
GRANT = Grant("canary-token", 3600, "")
READ = Call("severa", "GET", "/v1/x", nothing)


def test_a_call_carries_the_token_and_the_accounts_headers() -> None:
    """A call goes out with the bearer token, what the account always sends, and what itself sends."""
    out = ACCOUNT.outgoing(evolve(READ, headers={"If-Match": "1"}), GRANT)
    assert (out.method, out.url, out.body) == ("GET", "https://host/rest-api/v1/x", None)
    assert out.headers == {
        "Accept": "application/json",
        "Client_Id": "id",
        "If-Match": "1",
        "Authorization": "Bearer canary-token",
    }


def test_only_a_body_has_a_type() -> None:
    """Content-Type is sent with a body, and with an empty one too."""
    assert "Content-Type" not in ACCOUNT.outgoing(READ, GRANT).headers
    assert ACCOUNT.outgoing(evolve(READ, method="POST", body=b""), GRANT).headers["Content-Type"] == "application/json"


def test_a_token_request_goes_to_its_own_address_without_a_token() -> None:
    """The token request carries no token."""
    out = ACCOUNT.outgoing(TOKEN, None)
    assert out.url == "https://host/rest-api/v1/token"
    assert "Authorization" not in out.headers


def test_the_version_in_the_address_is_the_accounts() -> None:
    """A path of /v1 goes to the version that the base address ends in; one beside it goes beside it."""
    account = evolve(ACCOUNT, version="v1.0")
    paths = ["/v1/x", "/heartbeat/server", "/v2/x", "/v1beta/x"]
    urls = [account.outgoing(evolve(READ, path=path), GRANT).url for path in paths]
    assert urls == [f"https://host/rest-api{path}" for path in ("/v1.0/x", "/heartbeat/server", "/v2/x", "/v1beta/x")]


def test_a_query_is_quoted() -> None:
    """What a query holds stays one value: condition signs, spaces, brackets, slashes and letters of any script."""
    call = evolve(READ, query=(("a", ">= 1&2"), ("s[0].k", "é/+")))
    assert ACCOUNT.outgoing(call, GRANT).url.endswith("/v1/x?a=%3E%3D%201%262&s%5B0%5D.k=%C3%A9%2F%2B")


def test_a_host_may_have_the_last_word_on_a_call() -> None:
    """`changes` are made to each call before it goes out."""
    account = evolve(ACCOUNT, changes=(lambda call: evolve(call, method="HEAD"),))
    assert account.outgoing(READ, GRANT).method == "HEAD"


def test_nothing_of_an_account_prints_a_secret() -> None:
    """Neither the account nor what it sends has a secret in its repr."""
    for thing in (ACCOUNT, ACCOUNT.token, ACCOUNT.outgoing(TOKEN, None), ACCOUNT.outgoing(READ, GRANT), GRANT):
        assert "canary" not in repr(thing)
