from __future__ import annotations

import httpx
import pytest

from severa_vnf.testing.faults import Fault, Faults, Kind
from tests.testing.severa.caller import CUSTOMER, Caller, exact, refused, simulator


def crowd(*faults: Fault) -> Caller:
    """Five customers and five work types, read by twos."""
    sim = simulator(page_cap=2)
    sim.load("customers", [{"guid": f"c{n}", "name": f"C{n}"} for n in range(4)])
    sim.load("work_types", [{"guid": f"w{n}", "name": f"W{n}"} for n in range(5)])
    ask = Caller(sim)
    sim.faults = Faults(faults)
    return ask


def test_a_page_by_token_repeats_the_row_before_it() -> None:
    """While rows move, each page by token but the first has the last row of the page before it in front."""
    ask = crowd(Fault(Kind.SHIFT, path="customers"))
    found, query = [], {}
    for _ in range(3):
        answer = ask.get("customers", **query)
        found.append([row["guid"] for row in answer.json()])
        query = {"pageToken": answer.headers.get("NextPageToken")}
    assert query == {"pageToken": None}
    assert found == [[CUSTOMER, "c0"], ["c0", "c1", "c2"], ["c2", "c3"]]


def test_a_page_by_offset_repeats_the_row_before_it() -> None:
    """While rows move, each page by offset but the first has the row before it in front; behind the end too."""
    ask = crowd(Fault(Kind.SHIFT, path="worktypes"))
    found = [[row["guid"] for row in ask.get("worktypes", firstRow=first).json()] for first in (0, 2, 4, 5, 9)]
    assert found == [["w0", "w1"], ["w1", "w2", "w3"], ["w3", "w4"], ["w4"], []]


@pytest.mark.parametrize("path", [f"customers/{CUSTOMER}", "customers/none", "nothing", "localization/countries"])
def test_what_has_no_pages_does_not_shift(path: str) -> None:
    """Only a page of a list shifts: one record, a refusal, a list that is never cut stay as they are."""
    still, moved = crowd(), crowd(Fault(Kind.SHIFT))
    assert (still.get(path).status_code, still.get(path).content) == (
        moved.get(path).status_code,
        moved.get(path).content,
    )


def test_a_validation_error_may_come_as_a_500() -> None:
    """A 500 may be a validation error, in the nested shape."""
    ask = crowd(Fault(Kind.VALIDATION_500))
    assert refused(ask.get("customers")) == (500, "InvalidParameter")


def test_an_answer_can_be_lost_after_the_work_was_done() -> None:
    """When the answer is lost, what was asked is done all the same."""
    ask = crowd(Fault(Kind.ANSWER_LOST, method="POST"))
    with pytest.raises(httpx.ReadTimeout):
        ask.post("customers", {"name": "New"})
    assert len(exact(ask.get("customers", customerNames="New"))) == 1


def test_a_refusal_by_fault_has_the_services_text_and_date() -> None:
    """A 429 made by a fault has the service's own text, and the Date that every answer has."""
    answer = crowd(Fault(Kind.TOO_MANY_RETRY_AFTER)).get("customers")
    assert (answer.status_code, answer.text) == (429, "API calls quota exceeded! maximum admitted 10 per 1s.")
    assert answer.headers["Date"] == "Fri, 30 Oct 2026 09:00:00 GMT"
