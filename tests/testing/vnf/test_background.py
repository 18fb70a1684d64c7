"""Calls that are carried out in the background."""

from __future__ import annotations

from datetime import timedelta

from tests.testing.vnf.office import Office, line, wrapped

HEADER = {"erp-api-background": "none"}


def start(office: Office, method: str = "POST", path: str = "/v1/customer", number: str = "C1") -> str:
    """Start making a customer, or another call; gives the job's id."""
    body = wrapped(name="New", customerClassId="DOMESTIC", number=number, overrideNumberSeries=True)
    reply = office.client.request(method, path, json=body if method == "POST" else None, headers=HEADER)
    assert reply.status_code == 202
    job: str = reply.json()["id"]
    assert reply.json()["stateLocation"] == f"https://api.finance.visma.net/v1/background/{job}"
    return job


def test_finished(office: Office) -> None:
    """A finished job tells the status and the headers, with the address of what was made."""
    state = office.get(f"/v1/background/{start(office)}")
    assert (state["status"], state["statusCode"], state["hasResponseContent"]) == ("Finished", 201, False)
    assert state["responseHeaders"]["Location"].endswith("/v1/customer/C1")
    assert (state["originalUri"], state["hasRequestContent"]) == ("/v1/customer", True)
    assert office.get("/v1/customer/C1")["name"] == "New"
    assert office.client.get(f"/v1/background/{state['id']}/content").status_code == 204


def test_finished_is_not_success(office: Office) -> None:
    """A job that was refused is finished too; its content is the refusal."""
    job = start(office, number="10000")
    state = office.get(f"/v1/background/{job}")
    assert (state["status"], state["statusCode"]) == ("Finished", 400)
    assert "exists already" in office.get(f"/v1/background/{job}/content")["message"]


def test_takes_time() -> None:
    """Until it is due a job is only started, and nothing is done."""
    office = Office(background_takes=60)
    job = start(office)
    state = office.get(f"/v1/background/{job}")
    assert (state["status"], state["statusCode"], "finishedUtc" in state) == ("Started", 0, False)
    assert office.client.get("/v1/customer/C1").status_code == 404
    assert office.client.get(f"/v1/background/{job}/content").status_code == 404
    office.clock.advance(timedelta(seconds=60))
    state = office.get(f"/v1/background/{job}")
    assert (state["status"], state["finishedUtc"]) == ("Finished", "2026-10-30T09:01:00.000")


def test_reads_too(office: Office) -> None:
    """A read can be put in the background as well."""
    job = start(office, "GET", "/v1/customer/10000")
    assert office.get(f"/v1/background/{job}/content")["number"] == "10000"


def test_content_is_kept_a_day(office: Office) -> None:
    """After 24 hours the content is gone; the state is not."""
    job = start(office, "GET", "/v1/customer/10000")
    office.clock.advance(timedelta(hours=24, seconds=1))
    office.sign_in()
    assert office.client.get(f"/v1/background/{job}/content").status_code == 410
    assert office.client.get(f"/v1/background/{job}").status_code == 200


def test_unknown(office: Office) -> None:
    """A job that never was is not found."""
    for path in ("/v1/background/x", "/v1/background", "/v1/background/x/content"):
        assert office.client.get(path).status_code == 404


def test_where_honoured() -> None:
    """Which verbs honour the header is a switch; elsewhere it does nothing."""
    office = Office(background_verbs=frozenset({"POST"}))
    assert office.client.get("/v1/customer/10000", headers=HEADER).status_code == 200
    body = wrapped(customerNumber="10000")
    reply = office.client.post("/v2/customerinvoice", json={**body, "invoiceLines": [line()]}, headers=HEADER)
    assert reply.status_code == 202
