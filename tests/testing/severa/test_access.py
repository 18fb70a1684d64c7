from __future__ import annotations

from datetime import timedelta

import httpx
import pytest

from severa_vnf.testing.severa import SeveraSimulator
from severa_vnf.testing.severa.switches import SCOPES, SeveraSwitches
from tests.testing.severa.caller import BASE, Caller, exact, refused, simulator


def token(sim: SeveraSimulator, url: str = f"{BASE}/token", **body: str) -> httpx.Response:
    """Ask for a token: by default the known client, without a scope."""
    credentials = {"client_id": "id", "client_secret": "secret"}
    return httpx.Client(transport=sim.transport).post(url, json=body or credentials)


@pytest.mark.parametrize(
    "prefix", ["https://a.b/v1", "https://a.b/v1.0", "https://a.b/rest-api/v1", "https://a.b/x/y/v1.0"]
)
def test_both_versions_answer_under_any_prefix(prefix: str) -> None:
    """A path means the same at /v1 and /v1.0, whatever stands before it."""
    sim = simulator()
    given = token(sim, f"{prefix}/token").json()
    answer = httpx.Client(transport=sim.transport).get(
        f"{prefix}/customers", headers={"Authorization": f"Bearer {given['access_token']}"}
    )
    assert len(exact(answer)) == 1


def test_a_token_says_how_long_it_lives_in_the_services_own_words() -> None:
    """A token answer names its lifetime in seconds and its end in UTC, and not as OAuth does."""
    given = token(simulator()).json()
    assert given["access_token_type"] == "Bearer"
    assert given["access_token_expires_in"] == 3600
    assert given["access_token_expires_utc"] == "2026-10-30T10:00:00Z"
    assert "expires_in" not in given


def test_without_a_scope_a_token_has_all_that_the_credential_has() -> None:
    """A token request without a scope gets every scope of the credential."""
    assert set(token(simulator()).json()["scope"].split()) == SCOPES
    assert token(simulator(scopes={"customers:read"})).json()["scope"] == "customers:read"


@pytest.mark.parametrize(
    "scope", ["customers:read invoices:read", "customers:read,invoices:read", "customers:read, invoices:read"]
)
def test_scopes_are_parted_by_spaces_or_commas(scope: str) -> None:
    """Scopes may be parted by spaces, commas or both, and the names in the body spelled in any case."""
    given = token(simulator(), client_Id="id", Client_Secret="secret", scope=scope)
    assert given.json()["scope"] == "customers:read invoices:read"


def test_a_scope_that_the_credential_lacks_is_refused_or_left_out() -> None:
    """A token for a scope that the credential lacks is 401, or by the switch has the rest of the scopes."""
    asked = {"client_id": "id", "client_secret": "secret", "scope": "customers:read invoices:write"}
    assert token(simulator(scopes={"customers:read"}), **asked).status_code == 401
    assert token(simulator(scopes={"customers:read"}, narrow_scopes=True), **asked).json()["scope"] == "customers:read"


@pytest.mark.parametrize("body", [{"client_id": "id", "client_secret": "wrong"}, {"client_id": "id"}])
def test_wrong_credentials_are_refused(body: dict[str, str]) -> None:
    """A client that is not known gets no token."""
    assert refused(token(simulator(), **body)) == (401, "AuthenticationRequired")


def test_a_token_request_is_json() -> None:
    """A token is asked for with a JSON object."""
    http = httpx.Client(transport=simulator().transport)
    assert http.post(f"{BASE}/token", data={"client_id": "id", "client_secret": "secret"}).status_code == 415
    assert http.post(f"{BASE}/token", json=["id", "secret"]).status_code == 400
    assert http.post(f"{BASE}/token", content="{", headers={"Content-Type": "application/json"}).status_code == 400


def test_a_token_ends_with_its_lifetime() -> None:
    """A token is good until its lifetime is over, and not a moment longer."""
    sim = simulator(token_lifetime=60)
    ask = Caller(sim)
    sim.clock.sleep(59)
    assert ask.get("customers").status_code == 200
    sim.clock.sleep(1)
    assert refused(ask.get("customers")) == (401, "AuthenticationRequired")


def test_a_revoked_token_is_refused() -> None:
    """Once the tokens are revoked, a call is 401 until a new one is fetched; a refresh token is gone too."""
    sim = simulator()
    ask = Caller(sim)
    refresh = token(sim).json()["refresh_token"]
    sim.revoke_tokens()
    assert ask.http.post(f"{BASE}/refreshtoken", json=refresh).status_code == 401
    assert ask.get("customers").status_code == 401
    assert Caller(sim).get("customers").status_code == 200


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer nonsense", "Basic abc"])
def test_a_call_without_a_known_token_is_refused(header: str) -> None:
    """A call carries a bearer token that the service gave out."""
    ask = Caller(simulator())
    ask.http.headers["Authorization"] = header
    assert ask.get("customers").status_code == 401


def test_a_call_may_lack_the_client_id_but_not_have_a_wrong_one() -> None:
    """The Client_Id header may be left out unless the switch demands it; another client's is always refused."""
    lenient, strict = Caller(simulator()), Caller(simulator(strict_client_id=True))
    assert strict.get("customers").status_code == 200
    for ask, status in ((lenient, 200), (strict, 401)):
        del ask.http.headers["Client_Id"]
        assert ask.get("customers").status_code == status
    lenient.http.headers["Client_Id"] = "another"
    assert lenient.get("customers").status_code == 401


def test_each_operation_needs_its_scope() -> None:
    """A token without the scope of an operation gets 403, also for reading a customer's projects."""
    ask = Caller(simulator(), "customers:read")
    assert ask.get("customers").status_code == 200
    assert refused(ask.get("invoices")) == (403, "InsufficientApiScope")
    assert refused(ask.get("customers/c0000000-customer/projects")) == (403, "InsufficientApiScope")
    assert refused(ask.post("customers", {"name": "New"})) == (403, "InsufficientApiScope")


def test_a_refresh_token_gives_a_new_token_of_the_same_scopes() -> None:
    """The refresh token, sent as a bare JSON string with the Client_Id, gives a token of the same scopes."""
    sim = simulator()
    old = token(sim, client_id="id", client_secret="secret", scope="customers:read").json()
    http = httpx.Client(transport=sim.transport)
    new = http.post(f"{BASE}/refreshtoken", json=old["refresh_token"], headers={"Client_Id": "id"}).json()
    assert (new["access_token"] != old["access_token"], new["scope"]) == (True, "customers:read")
    assert http.post(f"{BASE}/refreshtoken", json=old["refresh_token"]).status_code == 401
    assert http.post(f"{BASE}/refreshtoken", json=1, headers={"Client_Id": "id"}).status_code == 401
    sim.clock.sleep(86400)
    assert http.post(f"{BASE}/refreshtoken", json=old["refresh_token"], headers={"Client_Id": "id"}).status_code == 401


def test_heartbeats_lie_beside_the_version() -> None:
    """The heartbeats of server and database need no token; the third says whether a token is good."""
    ask = Caller(simulator())
    root = BASE.removesuffix("/v1")
    bare = httpx.Client(transport=ask.http._transport)
    assert [bare.get(f"{root}/heartbeat/{name}").status_code for name in ("server", "database", "authorized")] == [
        200,
        200,
        401,
    ]
    assert ask.http.get(f"{root}/heartbeat/authorized").status_code == 204
    assert ask.http.post(f"{root}/heartbeat/server").status_code == 404


def test_the_eleventh_request_of_a_second_is_refused() -> None:
    """More than ten requests in any one second are 429 with the service's text; a refused one does not count."""
    sim = SeveraSimulator()
    ask = Caller(sim)
    assert {ask.get("customers").status_code for _ in range(9)} == {200}
    answer = ask.get("customers")
    assert (answer.status_code, answer.text) == (429, "API calls quota exceeded! maximum admitted 10 per 1s.")
    assert answer.headers["Content-Type"].startswith("text/plain")
    assert "Retry-After" not in answer.headers
    sim.clock.sleep(0.999)
    assert ask.get("customers").status_code == 429
    sim.clock.sleep(0.001)
    assert {ask.get("customers").status_code for _ in range(10)} == {200}


def test_a_429_may_say_when_to_come_back() -> None:
    """By the switch a 429 carries Retry-After."""
    sim = SeveraSimulator(rate_limit=1, retry_after=True)
    assert token(sim).status_code == 200
    assert token(sim).headers["Retry-After"] == "1"


def test_every_answer_says_the_services_time() -> None:
    """Each answer carries the Date of the service's clock, refusals too."""
    sim = simulator()
    ask = Caller(sim)
    sim.clock.sleep(timedelta(hours=1).total_seconds())
    assert ask.get("customers").headers["Date"] == "Fri, 30 Oct 2026 10:00:00 GMT"
    sim.revoke_tokens()
    assert ask.get("customers").headers["Date"] == "Fri, 30 Oct 2026 10:00:00 GMT"


def test_token_requests_are_not_counted() -> None:
    """The simulator counts the exchanges that are not about tokens."""
    sim = simulator()
    Caller(sim).get("customers")
    assert [request.path for request in sim.requests] == ["/rest-api/v1/customers"]


def test_switches_come_by_name_or_as_one_value() -> None:
    """Switches may be given as one value, by name, or as a value of which some are named anew."""
    given = SeveraSwitches(page_cap=1000, rate_limit=None)
    assert SeveraSimulator(switches=given).switches == SeveraSimulator(page_cap=1000, rate_limit=None).switches == given
    assert SeveraSimulator(switches=given, page_cap=5).switches == SeveraSwitches(page_cap=5, rate_limit=None)


def test_the_secret_is_not_shown() -> None:
    """The switches do not show the client's secret."""
    assert "hush" not in repr(simulator(client_secret="hush").switches)
