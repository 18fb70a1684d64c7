"""Tokens, paths, scopes, headers and the hourly budget."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import httpx
import pytest

from severa_vnf.testing.vnf import VnfSimulator, VnfSwitches
from tests.testing.vnf.office import CREDENTIALS, Office, line, wrapped


def test_token(office: Office) -> None:
    """A token request without a scope gets all that the credential has, for an hour."""
    reply = office.sign_in().json()
    assert (reply["token_type"], reply["expires_in"]) == ("Bearer", 3600)
    assert reply["scope"].split() == list(VnfSwitches().scopes)


@pytest.mark.parametrize(
    ("change", "status", "error"),
    [
        ({"tenant_id": "other"}, 400, "invalid_tenant"),
        ({"client_secret": "wrong"}, 401, "invalid_client"),
        ({"client_id": "wrong"}, 401, "invalid_client"),
        ({"grant_type": "password"}, 400, "unsupported_grant_type"),
        ({"scope": "everything"}, 400, "invalid_scope"),
    ],
)
def test_token_refused(office: Office, change: dict[str, str], status: int, error: str) -> None:
    """A token request with something wrong in it is refused with the OAuth error that says what."""
    reply = office.sign_in(**change)
    assert (reply.status_code, reply.json()["error"]) == (status, error)


def test_token_form(office: Office) -> None:
    """A token request in JSON is no token request: it is form-urlencoded."""
    assert office.client.post("/connect/token", json=CREDENTIALS).status_code == 400


def test_secret_is_not_shown() -> None:
    """The client secret has no place in a repr."""
    assert "hush" not in repr(VnfSwitches(client_secret="hush"))


def test_token_runs_out(office: Office) -> None:
    """After an hour a token is worth nothing."""
    office.clock.advance(timedelta(seconds=3599))
    assert office.client.get("/v1/branch").status_code == 200
    office.clock.advance(timedelta(seconds=1))
    assert office.client.get("/v1/branch").status_code == 401


def test_revoked(office: Office) -> None:
    """Revoked tokens are refused, and a new one is taken."""
    office.sim.revoke_tokens()
    reply = office.client.get("/v1/branch")
    assert (reply.status_code, reply.headers["WWW-Authenticate"]) == (401, "Bearer")
    office.sign_in()
    assert office.client.get("/v1/branch").status_code == 200


def test_no_such_route_before_no_token(office: Office) -> None:
    """Without a token a route that exists answers 401, one that does not 404."""
    del office.client.headers["Authorization"]
    paths = ("/v1/branch", "/v1/nothing", "/erp/service/v1/branch")
    assert [office.client.get(path).status_code for path in paths] == [401, 404, 404]


@pytest.mark.parametrize(
    "path",
    [
        "/v1/customerinvoice",
        "/controller/api/v1/CustomerInvoice",
        "/API/controller/api/v1/customerInvoice",
        "/api/Controller/API/V1/customerinvoice/",
    ],
)
def test_prefixes(office: Office, path: str) -> None:
    """Every known prefix leads to the same resource, in any case."""
    assert office.get(path) == []


def test_location_is_on_the_same_host(office: Office) -> None:
    """The address of what was made has the host and prefix that were asked, and ends in the number."""
    office.client.base_url = httpx.URL("http://127.0.0.1:8002/API/controller/api")
    reply = office.invoice()
    assert reply.headers["Location"] == "http://127.0.0.1:8002/API/controller/api/v1/customerinvoice/100001"


def test_reserved_characters(office: Office) -> None:
    """A code that an address cannot hold is sent as b64(...), or escaped as it stands in a Location."""
    reply = office.post("/v1/inventory", **wrapped(inventoryNumber="A/B C", description="x", itemClass="SERVICE"))
    assert reply.headers["Location"].endswith("/v1/inventory/A%2FB%20C")
    assert office.get("/v1/inventory/b64(QS9CIEM)")["inventoryNumber"] == "A/B C"
    assert office.get("/v1/inventory/A%2FB%20C")["inventoryNumber"] == "A/B C"
    assert office.client.get("/v1/inventory/b64(_)").status_code == 400


@pytest.mark.parametrize(
    ("right", "method", "path"),
    [
        ("read", "GET", "/v1/customer"),
        ("create", "POST", "/v1/customer"),
        ("update", "PUT", "/v1/customer/10000"),
        ("delete", "DELETE", "/v1/customerinvoice/100001"),
        ("update", "POST", "/v1/customerinvoice/100001/action/release"),
    ],
)
def test_scopes(office: Office, right: str, method: str, path: str) -> None:
    """Each verb needs its own scope; a token without it is refused with 403."""
    others = [scope for scope in VnfSwitches().scopes if not scope.endswith(right)]
    office.sign_in(scope=" ".join(others))
    assert office.client.request(method, path, json={}).status_code == 403
    office.sign_in(scope=f"vismanet_erp_service_api:{right}")
    assert office.client.request(method, path, json={}).status_code != 403


def test_action_scope() -> None:
    """Which scope an action needs is a switch."""
    office = Office(action_scope="create")
    office.sign_in(scope="vismanet_erp_service_api:create")
    assert office.client.post("/v1/customerinvoice/1/action/release").status_code == 404


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("DELETE", "/v1/customer/10000", 405),
        ("POST", "/v1/branch", 405),
        ("POST", "/v1/customerinvoice", 404),
        ("GET", "/v2/customerinvoice", 404),
        ("PATCH", "/v1/customer/10000", 405),
        ("POST", "/v1/projecttask", 404),
        ("GET", "/v1/journaltransaction", 404),
        ("POST", "/v1/customer/10000/nonsense", 404),
        ("POST", "/v1/customer/10000/action/dance", 404),
        ("POST", "/v1/customer/10000/attachment", 404),
        ("GET", "/v1/customer/99999", 404),
        ("GET", "/v1/customer/10000/nonsense", 404),
        ("GET", "/v1/customer/10000/print", 404),
        ("PUT", "/v1/customer/10000/nonsense", 404),
        ("PUT", "/v1/customer", 404),
        ("GET", "/v1/customer/internal/99999", 404),
        ("GET", "/v1/customer/internal/x", 404),
    ],
)
def test_what_is_not_there(office: Office, method: str, path: str, status: int) -> None:
    """Verbs and versions that a resource does not have are refused, and so are records that are not there."""
    assert office.client.request(method, path, json={}).status_code == status


def test_headers_on_every_answer(office: Office) -> None:
    """Every answer, good or bad, tells the budget, a request id and the simulated time."""
    for path in ("/v1/branch", "/v1/customer/99999", "/nothing"):
        headers = office.client.get(path).headers
        assert headers["X-RateLimit-Limit"] == "15000"
        assert headers["X-RateLimit-Policy"] == "4-fixed-window"
        assert headers["Ipp-Request-Id"]
        assert headers["Date"] == "Fri, 30 Oct 2026 09:00:00 GMT"


def test_budget() -> None:
    """Over the hourly budget a call is refused with 429 and the seconds to wait; the next hour has a new one."""
    office = Office(calls_an_hour=2)
    office.clock.advance(timedelta(minutes=50))
    remaining = [office.client.get("/v1/branch").headers["X-RateLimit-Remaining"] for _ in range(2)]
    refused = office.client.get("/v1/branch")
    assert remaining == ["1", "0"]
    assert (refused.status_code, refused.headers["Retry-After"]) == (429, "600")
    assert refused.headers["X-RateLimit-Reset"] == "600"
    office.clock.advance(timedelta(minutes=10))
    office.sign_in()
    assert office.client.get("/v1/branch").status_code == 200


def test_switches_by_value_or_by_name() -> None:
    """Switches come as one value, one by one, or both; an unknown one is an error."""
    assert VnfSimulator(switches=VnfSwitches(padded=9), calls_an_hour=5).switches == VnfSwitches(
        padded=9, calls_an_hour=5
    )
    with pytest.raises(TypeError):
        VnfSimulator(paddock=1)


def test_unknown_zone() -> None:
    """A zone that does not exist is an error, not UTC."""
    with pytest.raises(LookupError):
        VnfSimulator(zone="Europe/Atlantis")


def test_same_seed_same_run() -> None:
    """The same seed gives the same ids."""
    first, second, other = Office(seed=1), Office(seed=1), Office(seed=2)
    ids = [one.client.get("/v1/branch").headers["Ipp-Request-Id"] for one in (first, second, other)]
    assert ids[0] == ids[1] != ids[2]


def test_most_at_once(office: Office) -> None:
    """The simulator knows how many requests were at its door at once, and takes them one at a time."""
    assert office.sim.max_in_flight == 1
    with ThreadPoolExecutor(8) as pool:
        replies = list(pool.map(lambda _: office.invoice(line()), range(40)))
    numbers = {reply.headers["Location"] for reply in replies}
    assert len(numbers) == 40
    assert 1 <= office.sim.max_in_flight <= 8


@pytest.mark.parametrize(
    ("shape", "kind"),
    [
        ("message", "application/json; charset=utf-8"),
        ("Message", "application/json; charset=utf-8"),
        ("ipp", "application/json; charset=utf-8"),
        ("text", "text/plain; charset=utf-8"),
        ("empty", None),
    ],
)
def test_error_shapes(shape: str, kind: str | None) -> None:
    """A refusal comes in any of the shapes that the service and its gateway are known for."""
    reply = Office(error_shape=shape).invoice(customerNumber="77777")
    assert (reply.status_code, reply.headers.get("Content-Type")) == (400, kind)
    assert ("77777" in reply.text) == (shape != "empty")


def test_message(office: Office) -> None:
    """A refusal names a Visma id, what was being done, and why it was not."""
    text = office.invoice(customerNumber="77777").json()["message"]
    assert text.startswith("VismaId: ")
    assert text.endswith(". Error creating document. Error: Customer '77777' cannot be found in the system.")
