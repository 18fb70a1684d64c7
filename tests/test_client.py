from __future__ import annotations

import asyncio
import inspect
import re
import traceback
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import httpx
import pytest
import respx

import severa_vnf
from severa_vnf import severa, vnf
from severa_vnf.errors import ApiError, AuthError, NotFound, OutcomeUnknown, Rejected, SettingsError, Unreadable
from severa_vnf.testing import Fault, Faults, Kind, SeveraSimulator, VnfSimulator
from severa_vnf.testing.exchange import loads
from severa_vnf.values import Guid
from severa_vnf.wire.call import Call
from tests.hosts import SECRET, SEVERA, VNF, Async, Host, both

TOKEN = {"access_token": "t", "access_token_expires_in": 3600, "expires_in": 3600}
PHASES = "/v1/phases"


def closed(host: Host, client: Any) -> None:
    """Close a client as its host does."""
    host.answer(client.aclose() if isinstance(host, Async) else client.close())


# Where requests go, and what they carry


@both
@pytest.mark.parametrize(
    ("base", "root"),
    [
        ({}, "https://api.severa.visma.com/rest-api/v1"),
        ({"base_url": "https://stag.example/rest-api/v1"}, "https://stag.example/rest-api/v1"),
        ({"base_url": "https://stag.example/rest-api/v1.0/"}, "https://stag.example/rest-api/v1.0"),
        ({"base_url": "https://stag.example/rest-api"}, "https://stag.example/rest-api/v1"),
        ({"base_url": "http://localhost:8001/"}, "http://localhost:8001/v1"),
    ],
)
@respx.mock
def test_severas_address_ends_in_its_version(host: Host, base: dict[str, str], root: str) -> None:
    """The base address ends in the version, /v1 where it names none; the token is asked for there, with Client_Id."""
    token = respx.post(f"{root}/token").respond(json=TOKEN)
    phases = respx.get(f"{root}/phases").respond(json=[])
    sev = host.Severa(**SEVERA, **base, user_agent="host/1")
    host.answer(sev.request("GET", PHASES))
    closed(host, sev)
    assert loads(token.calls.last.request.content) == {"client_id": "id", "client_secret": "secret"}
    for sent in (token.calls.last.request, phases.calls.last.request):
        assert (sent.headers["Client_Id"], sent.headers["User-Agent"]) == ("id", "host/1")
    assert phases.calls.last.request.headers["Authorization"] == "Bearer t"


@both
@respx.mock
def test_the_heartbeats_lie_beside_the_version(host: Host) -> None:
    """What is not under the version is asked for beside it."""
    respx.post("https://stag.example/rest-api/v1.0/token").respond(json=TOKEN)
    beat = respx.get("https://stag.example/rest-api/heartbeat/server").respond(204)
    sev = host.Severa(**SEVERA, base_url="https://stag.example/rest-api/v1.0")
    assert host.answer(sev.send(severa.heartbeat.server())) is None
    closed(host, sev)
    assert beat.called


@both
@pytest.mark.parametrize(
    "base",
    [
        "https://api.finance.visma.net",
        "https://integration.visma.net/API/controller/api",
        "http://localhost:8002/controller/api/",
        "http://localhost:8002",
    ],
)
@respx.mock
def test_visma_nets_address_ends_before_its_versions(host: Host, base: str) -> None:
    """Both versions are asked for under the base address, the token at Visma Connect, with the tenant in a form."""
    token = respx.post("https://connect.visma.com/connect/token").respond(json=TOKEN)
    first = respx.get(f"{base.rstrip('/')}/v1/branch").respond(json=[])
    second = respx.get(f"{base.rstrip('/')}/v2/journaltransaction").respond(json=[])
    fin = host.VismaNet(**VNF, base_url=base, scopes=["a", "b"])
    assert host.rows(fin.iterate(vnf.branch.list())) == []
    assert host.rows(fin.iterate(vnf.journal_transaction.list(period_id="202610"))) == []
    closed(host, fin)
    assert first.called
    assert second.called
    assert token.calls.last.request.content == (
        b"grant_type=client_credentials&client_id=id&client_secret=secret&tenant_id=demo&scope=a+b"
    )


@both
@respx.mock
def test_the_token_may_be_asked_for_elsewhere(host: Host) -> None:
    """`token_url` is the whole address of the token request."""
    token = respx.post("http://localhost:8002/connect/token").respond(json=TOKEN)
    respx.get("https://api.finance.visma.net/v1/branch").respond(json=[])
    fin = host.VismaNet(**VNF, token_url="http://localhost:8002/connect/token")
    host.rows(fin.iterate(vnf.branch.list()))
    closed(host, fin)
    assert token.calls.last.request.headers["User-Agent"] == "severa-vnf"


@both
def test_only_the_scopes_named_are_asked_for(host: Host) -> None:
    """A client may hold less than its credential: what is beyond is an AuthError that names the scope."""
    sev = host.severa(SeveraSimulator(), scopes=["settings:read", "customers:read"])
    host.rows(sev.iterate(severa.invoice_statuses.list()))
    with pytest.raises(AuthError, match="invoices:read"):
        host.rows(sev.iterate(severa.invoices.list()))


# Requests that are not described


@both
@respx.mock
def test_any_endpoint_can_be_asked(host: Host) -> None:
    """Plain JSON goes out and comes in, with exact numbers; parameters as in described calls."""
    respx.post("https://api.severa.visma.com/rest-api/v1/token").respond(json=TOKEN)
    route = respx.post("https://api.severa.visma.com/rest-api/v1/phases").respond(content=b'[{"price":0.10}]')
    sev = host.Severa(**SEVERA)
    asked = {"projectGuids": ["a", "b"], "active": True, "none": None, "since": datetime(2026, 10, 31, tzinfo=UTC)}
    sent = {"price": Decimal("0.10"), "day": date(2026, 10, 31), "rows": [1, None]}
    assert host.answer(sev.request("post", PHASES, params=asked, json=sent)) == [{"price": Decimal("0.10")}]
    closed(host, sev)
    request = route.calls.last.request
    assert request.url.query == b"projectGuids=a&projectGuids=b&active=true&since=2026-10-31T00%3A00%3A00.000Z"
    assert request.content == b'{"price":0.10,"day":"2026-10-31","rows":[1,null]}'


@both
@respx.mock
def test_an_answer_without_a_body_is_none(host: Host) -> None:
    """No body, no value; and a request without one has no Content-Type."""
    respx.post("https://api.severa.visma.com/rest-api/v1/token").respond(json=TOKEN)
    route = respx.delete("https://api.severa.visma.com/rest-api/v1/phases").respond(204)
    sev = host.Severa(**SEVERA)
    assert host.answer(sev.request("DELETE", PHASES)) is None
    closed(host, sev)
    assert "Content-Type" not in route.calls.last.request.headers


@both
def test_an_undescribed_request_has_the_same_errors_and_pace(host: Host) -> None:
    """It shares token, pace, retries and errors with the described calls."""
    sim = SeveraSimulator()
    sim.faults = Faults([Fault(Kind.TOO_MANY, path="customers", nth=1)])
    sev = host.severa(sim)
    assert host.answer(sev.request("GET", "/v1/customers", params={"rowCount": 5})) == []
    with pytest.raises(NotFound, match="GET /v1/nowhere"):
        host.answer(sev.request("GET", "/v1/nowhere"))
    with pytest.raises(Rejected, match="InvalidParameter"):
        host.answer(sev.request("GET", "/v1/customers", params={"firstRow": 5}))
    assert (sev.logins, sev.requests) == (1, 4)


@both
def test_what_is_not_finite_is_not_requested(host: Host) -> None:
    """NaN is a ValueError before anything is sent."""
    sim = SeveraSimulator()
    with pytest.raises(ValueError, match="NaN"):
        host.answer(host.severa(sim).request("POST", "/v1/customers", json={"amount": Decimal("NaN")}))
    assert sim.requests == []


# What a host chooses


@both
@pytest.mark.parametrize("strings", [False, True])
def test_patch_values_are_native_or_all_text(host: Host, strings: bool) -> None:
    """By a switch the values of a JSON Patch are text, as the official document types them; by default they are not."""
    sim = SeveraSimulator(patch_values="strings" if strings else "native")
    sim.load("customers", [{"guid": "c", "name": "n"}])
    sev = host.severa(sim, patch_strings=strings)
    host.answer(sev.send(severa.customers.patch("c", number=1001)))
    (customer,) = sim.documents("customers")
    assert customer["number"] == 1001
    assert loads(sim.requests[-1].body)[0]["value"] == ("1001" if strings else 1001)


@both
@pytest.mark.parametrize(("form", "value"), [("guid", "paid"), ("object", {"guid": "paid"})])
def test_a_record_may_be_named_as_an_object(host: Host, form: str, value: object) -> None:
    """By a switch a status is written as an object that holds its guid; a change beside it stays as it is."""
    sim = SeveraSimulator()
    sim.load("invoice_statuses", [{"guid": "paid", "name": "Paid"}])
    sim.load("invoices", [{"guid": "i"}])
    sev = host.severa(sim, patch_references=form)
    host.answer(sev.send(severa.invoices.patch("i", reference_number="7", status=Guid("paid"))))
    assert [one["value"] for one in loads(sim.requests[-1].body)] == ["7", value]
    assert sim.documents("invoices")[0]["status"]["guid"] == "paid"


@both
def test_a_client_closes_what_is_its_own(host: Host) -> None:
    """A client is a context manager: at the end its own connections are closed, never the host's."""
    http = host.Http(transport=SeveraSimulator().transport)
    own: list[Any] = [host.Severa(**SEVERA), host.VismaNet(**VNF)]
    given: list[Any] = [host.Severa(**SEVERA, http_client=http), host.VismaNet(**VNF, http_client=http)]

    async def enter(client: Any) -> None:
        async with client as entered:
            assert entered is client

    for client in own + given:
        if isinstance(host, Async):
            asyncio.run(enter(client))
            continue
        with client as entered:
            assert entered is client
    assert not http.is_closed
    for client in own:
        with pytest.raises(SettingsError, match="closed"):
            host.answer(client.request("GET", PHASES))


HTTPS = "must begin with https://"
MORE = "must be https://, a host and a path, and no more"


@both
@pytest.mark.parametrize(
    ("url", "fault"),
    [
        ("api.severa.visma.com/rest-api/v1", HTTPS),
        ("", HTTPS),
        ("ftp://host", HTTPS),
        ("http://host", "plain http:// is for this machine"),
        ("http://10.0.0.7/v1", "plain http:// is for this machine"),
        ("http://127.0.0.1.example", "plain http:// is for this machine"),
        ("https://", MORE),
        ("https://host/a\r\nX-Y", MORE),
        ("https://me:secret@host", MORE),
        ("https://host?a=b", MORE),
        ("https://host#a", MORE),
        ("https://host:0", MORE),
        ("https://host:port", "is no address"),
        ("https://[::1", "is no address"),
    ],
)
def test_an_address_that_is_none_is_told_at_once(host: Host, url: str, fault: str) -> None:
    """An address that can't be one, or would show a secret to a network, is a SettingsError that names the option."""
    with pytest.raises(SettingsError, match=f"base_url .*{re.escape(fault)}"):
        host.Severa(**SEVERA, base_url=url)
    with pytest.raises(SettingsError) as caught:
        host.VismaNet(**VNF, base_url=url, token_url=url)
    assert [problem.split()[0] for problem in caught.value.problems] == ["base_url", "token_url"]


@both
@pytest.mark.parametrize(
    "url", ["http://localhost", "http://a.localhost:1", "http://127.0.0.9:8001", "http://[::1]:8001"]
)
def test_plain_http_is_for_this_machine(host: Host, url: str) -> None:
    """A test server on this machine needs no certificate; one elsewhere has to be allowed by name."""
    closed(host, host.Severa(**SEVERA, base_url=url))
    closed(host, host.VismaNet(**VNF, base_url="http://host", token_url="http://host/token", allow_http=True))


@both
def test_a_client_of_another_kind_is_told_at_once(host: Host) -> None:
    """A sync client can't send for an async host, nor the other way round; a closed one for nobody."""
    other = httpx.Client() if isinstance(host, Async) else httpx.AsyncClient()
    shut = host.Http()
    host.answer(shut.aclose() if isinstance(host, Async) else shut.close())
    for client, fault in ((other, "must be an httpx"), ("text", "not str"), (shut, "is closed")):
        for make in (
            lambda http: host.Severa(**SEVERA, http_client=http),
            lambda http: host.VismaNet(**VNF, http_client=http),
        ):
            with pytest.raises(SettingsError, match=fault):
                make(client)


@both
def test_a_client_that_is_closed_meanwhile(host: Host) -> None:
    """A client that its host closed is said to be closed, and nothing is tried again."""
    sim = SeveraSimulator()
    http = host.Http(transport=sim.transport)
    sev = host.severa(sim, http_client=http)
    host.answer(http.aclose() if isinstance(host, Async) else http.close())
    with pytest.raises(SettingsError, match="make a new client"):
        host.answer(sev.request("GET", PHASES))
    assert sim.requests == []


@both
@pytest.mark.parametrize(
    ("options", "fault"),
    [
        ({"proxy": "socks9://host"}, "proxy or verify can't be used"),
        ({"proxy": "https://host:port"}, "proxy or verify can't be used"),
        ({"proxy": "http://host", "http_client": ...}, "options of the http_client"),
        ({"verify": False, "http_client": ...}, "options of the http_client"),
    ],
)
def test_options_that_do_not_fit(host: Host, options: dict[str, Any], fault: str) -> None:
    """A proxy that is none, and options of a client beside a client that was given, are told at once."""
    if "http_client" in options:
        options = options | {"http_client": host.Http()}
    with pytest.raises(SettingsError, match=fault):
        host.Severa(**SEVERA, **options)


def test_both_clients_take_the_same_options() -> None:
    """What the sync client can be told, the async one can; the connections apart."""
    for one, other in ((severa_vnf.Severa, severa_vnf.AsyncSevera), (severa_vnf.VismaNet, severa_vnf.AsyncVismaNet)):
        here, there = (inspect.signature(client).parameters for client in (one, other))
        assert list(here) == list(there)
        assert {name: option.default for name, option in here.items()} == {
            name: option.default for name, option in there.items()
        }


# Secrets


def told(thing: object, seen: set[int]) -> Iterator[str]:
    """What a thing and all that it leads to print of themselves; plain text and bytes hold secrets by their nature."""
    if id(thing) in seen or isinstance(thing, (str, bytes, int, type)) or inspect.ismodule(thing):
        return
    seen.add(id(thing))
    inner: list[object] = [*getattr(thing, "__dict__", {}).values()]
    inner += [getattr(thing, name) for name in getattr(type(thing), "__slots__", ()) if hasattr(thing, name)]
    if isinstance(thing, (dict, list, tuple, set, frozenset)):
        inner += thing.values() if isinstance(thing, dict) else thing
    else:
        yield f"{thing!r} {thing!s}"
    for each in inner:
        yield from told(each, seen)


def leaks(thing: object) -> list[str]:
    """What prints a secret."""
    return [text for text in told(thing, set()) if SECRET in text or "token-" in text]


@both
@respx.mock
def test_nothing_of_a_client_prints_a_secret(host: Host) -> None:
    """Neither a client nor anything it leads to, once it has a token, shows a secret in its repr or str."""
    respx.post(path__regex="/token$").respond(json=TOKEN | {"access_token": "token-canary"})
    respx.get(path="/rest-api/v1/phases").respond(json=[])
    respx.get(path="/v1/phases").respond(json=[])
    for client in (
        host.Severa(**SEVERA | {"client_secret": SECRET}),
        host.VismaNet(**VNF | {"client_secret": SECRET}),
    ):
        host.answer(client.request("GET", PHASES))
        assert leaks(client) == []
        assert {"Account", "Call", "Grant"} <= {text.split("(")[0] for text in told(client, set())}
        closed(host, client)


def test_a_leak_would_be_found() -> None:
    """The search finds a secret that something prints, however deep."""
    assert leaks({"a": [Call("severa", "GET", f"/{SECRET}", lambda reply: None)]})


BODIES = [
    b'{"access_token":"token-canary',
    b'["token-canary"]',
    b'{"access_token":"token-canary \xff"}',
    b"",
    b"<html>",
]
TROUBLES: list[Any] = [
    *(httpx.Response(200, content=body) for body in BODIES),
    *(httpx.Response(status, json={"error": "no"}) for status in (302, 400, 401, 403, 404, 429, 500)),
    httpx.ConnectError("token-canary"),
    httpx.ReadTimeout("token-canary"),
    httpx.LocalProtocolError("token-canary"),
]


@both
@pytest.mark.parametrize("trouble", TROUBLES, ids=range(len(TROUBLES)))
@pytest.mark.parametrize("at", ["token", "call"])
@respx.mock
def test_no_error_tells_a_secret(host: Host, trouble: Any, at: str) -> None:
    """Whatever goes wrong, with a token request or a call, the error and its causes name no secret and no token."""
    good = httpx.Response(200, json=TOKEN | {"access_token": "token-canary"})
    hurt = {"return_value": trouble} if isinstance(trouble, httpx.Response) else {"side_effect": trouble}
    respx.post("https://connect.visma.com/connect/token").mock(**hurt if at == "token" else {"return_value": good})
    respx.get("https://api.finance.visma.net/v1/organization/1").mock(**hurt)
    sim = VnfSimulator()
    fin = host.VismaNet(**VNF | {"client_secret": SECRET}, clock=sim.clock, max_retries=1)
    with pytest.raises(ApiError) as caught:
        host.answer(fin.send(vnf.organization.get("1")))
    closed(host, fin)
    error: BaseException | None = caught.value
    while error is not None:
        assert leaks(error) == []
        assert SECRET not in f"{error!r} {error} {error.args} {vars(error)}"
        error = error.__cause__ or error.__context__


def shown_frames(error: BaseException) -> str:
    """What a report of errors prints of the frames of this library that an error passed through."""
    texts = []
    for at in (error, error.__cause__, error.__context__):
        for frame, _ in traceback.walk_tb(at.__traceback__ if at else None):
            if frame.f_globals["__name__"].startswith("severa_vnf."):
                texts += [repr(value) for value in frame.f_locals.values()]
    return "\n".join(texts)


ECHOES = ["{}", "Authorization: {}", '{{"message": "bad request: {}"}}', '{{"error": "no", "error_description": "{}"}}']


@both
@pytest.mark.parametrize("status", [400, 401, 403, 404, 429, 502])
@pytest.mark.parametrize("echo", ECHOES)
def test_an_echo_of_the_request_tells_no_secret(host: Host, status: int, echo: str) -> None:
    """A service or a proxy that repeats what it got gets no secret or token into an error, nor into its frames."""

    def repeat(request: httpx.Request) -> httpx.Response:
        if request.url.path.endswith("/connect/token") and "token-canary" not in str(grants):
            grants.append("token-canary")
            return httpx.Response(200, json=TOKEN | {"access_token": "token-canary"})
        got = request.headers.get("authorization", "") + request.content.decode()
        return httpx.Response(status, content=echo.format(got).encode())

    def repeat_all(request: httpx.Request) -> httpx.Response:
        return httpx.Response(status, content=echo.format(request.content.decode()).encode())

    for answer in (repeat, repeat_all):
        grants: list[str] = []
        http = host.Http(transport=httpx.MockTransport(answer))
        fin = host.VismaNet(**VNF | {"client_secret": SECRET}, http_client=http, max_retries=0)
        for call in (vnf.organization.get("1"), vnf.customer.create(vnf.CustomerUpdate(name=SECRET))):
            with pytest.raises(ApiError) as caught:
                host.answer(fin.send(call))
            text = f"{caught.value!r} {caught.value} {vars(caught.value)} {shown_frames(caught.value)}"
            assert SECRET not in text
            assert "token-canary" not in text
            assert "Bearer " not in text


@both
@pytest.mark.parametrize("life", ["soon", None, -1])
def test_a_token_answer_that_is_none_is_not_shown(host: Host, life: Any) -> None:
    """An answer with a token whose life can't be read: neither the error nor a frame shows the token."""
    answer = httpx.Response(200, json=TOKEN | {"access_token": "token-canary", "expires_in": life})
    fin = host.VismaNet(**VNF, http_client=host.Http(transport=httpx.MockTransport(lambda request: answer)))
    with pytest.raises(Unreadable) as caught:
        host.answer(fin.request("GET", "/v1/x"))
    assert "token-canary" not in f"{caught.value} {shown_frames(caught.value)}"


@both
def test_a_write_is_lost_in_a_page_for_browsers(host: Host) -> None:
    """A login page that answers 200 to a write has not written: nobody knows."""
    sim = SeveraSimulator()

    def portal(request: httpx.Request) -> httpx.Response:
        if request.method == "PUT":
            return httpx.Response(200, html="<html>Sign in</html>")
        return httpx.Response(200, json=TOKEN)

    fin = host.vnf(sim, http_client=host.Http(transport=httpx.MockTransport(portal)))
    with pytest.raises(OutcomeUnknown):
        host.answer(fin.send(vnf.customer.update("1", vnf.CustomerUpdate(name="n"))))
