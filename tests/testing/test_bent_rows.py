"""Rows at both services: ids that are none, lists that are cut or never end, records that show late."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from severa_vnf.testing import Kind
from severa_vnf.testing.bent_rows import MORE
from severa_vnf.testing.exchange import loads
from tests.testing.talks import SeveraTalk, Talk, VnfTalk, own_404, rows


def test_a_short_list() -> None:
    """A page of Visma.net lacks its last row though the total counts it; one row is left as it is, and so is Severa."""
    talk = VnfTalk()
    talk.struck(Kind.SHORT_LIST)
    (row,) = rows(talk.page())
    assert (row["number"], row["metadata"]["totalCount"]) == ("10000", 4)
    assert len(rows(talk.office.client.get("/v1/customer", params={"name": "Acme"}))) == 1
    severa = SeveraTalk()
    faults = severa.struck(Kind.SHORT_LIST)
    assert len(rows(severa.page())) == 2
    assert severa.record(severa.own).status_code == 200
    assert not faults.fired


def test_lists_in_an_envelope() -> None:
    """Where the rows lie in an envelope it is the envelope's total that they are short of, or never reach."""
    talk = VnfTalk()
    talk.struck(Kind.SHORT_LIST)
    short = talk.send("GET", "creditTerm").json()
    assert (short["totalCount"], len(short["records"])) == (5, 4)
    talk.struck(Kind.ENDLESS)
    endless = talk.send("GET", "creditTerm").json()
    assert (endless["totalCount"], len(endless["records"])) == (MORE, 100)


@pytest.mark.parametrize("kind", [Kind.LATER_PAGE_404, Kind.LATER_PAGE_GATEWAY_404])
def test_a_later_page_is_not_found(talk: Talk, kind: Kind) -> None:
    """The first page comes, a later one does not."""
    faults = talk.struck(kind)
    assert len(rows(talk.page())) == 2
    reply = talk.page(2)
    assert reply.status_code == 404
    assert (b"statusCode" in reply.content) is (kind is Kind.LATER_PAGE_GATEWAY_404)
    assert faults.fired == {kind: 1}


def test_the_same_page_for_ever(talk: Talk) -> None:
    """Every later page is the first again."""
    talk.struck(Kind.SAME_PAGE)
    first = rows(talk.page())
    assert rows(talk.page(2)) == first


def test_new_rows_for_ever(talk: Talk) -> None:
    """Every page has rows that nobody saw before, and says that there are more."""
    talk.struck(Kind.ENDLESS)
    seen: set[str] = set()
    for number in (1, 2, 2):
        page = talk.page(number)
        found = {row[talk.id] for row in rows(page)}
        assert len(found) >= 100
        assert not found & seen
        seen |= found
        more = page.headers.get("NextPageToken") if isinstance(talk, SeveraTalk) else rows(page)[0]["metadata"]
        assert more if isinstance(talk, SeveraTalk) else more["totalCount"] == MORE
    assert talk.record(talk.own).status_code == 200


def test_a_token_that_leads_to_itself() -> None:
    """The token of a page leads to that page again; a list without tokens, and Visma.net, know no tokens."""
    talk = SeveraTalk()
    faults = talk.struck(Kind.TOKEN_LOOP)
    first = talk.page()
    again = talk.caller.get("customers", pageToken=first.headers["NextPageToken"])
    assert again.headers["NextPageToken"] == first.headers["NextPageToken"]
    assert rows(again) == rows(first)
    assert "NextPageToken" not in talk.caller.get("invoicestatuses").headers
    assert "NextPageToken" not in talk.caller.get("customers", customerNames="Nobody").headers
    vnf = VnfTalk()
    vnf.struck(Kind.TOKEN_LOOP)
    assert "NextPageToken" not in vnf.page().headers
    assert faults.fired == {Kind.TOKEN_LOOP: 2}


@pytest.mark.parametrize(
    ("kind", "wrong"),
    [
        (Kind.EMPTY_ID, lambda known: known == ""),
        (Kind.NULL_ID, lambda known: known is None),
        (Kind.NUMBER_ID, lambda known: known == 4711),
        (Kind.CONTROL_ID, lambda known: "\x1b" in known and "\r\n" in known and "\u202e" in known),
        (Kind.LONG_ID, lambda known: len(known) > 10_000),
    ],
)
def test_an_id_that_is_none(talk: Talk, kind: Kind, wrong: Callable[[Any], bool]) -> None:
    """The first row of a list, or the record, has an id that cannot be one; all else stays."""
    plain = rows(talk.page())
    faults = talk.struck(kind)
    first, second = rows(talk.page())
    assert wrong(first[talk.id])
    assert ({**first, talk.id: plain[0][talk.id]}, second) == (plain[0], plain[1])
    assert wrong(loads(talk.record(talk.own).content)[talk.id])
    assert talk.record("nobody").status_code == 404
    assert talk.create().status_code == 201
    assert faults.fired == {kind: 2}


def test_a_number_becomes_a_text() -> None:
    """An id that is a number comes as a text."""
    talk = VnfTalk()
    talk.sim.load("contact", [{"lastName": "Lee", "businessAccount": "10000"}])
    talk.struck(Kind.NUMBER_ID)
    assert rows(talk.send("GET", "contact"))[0]["contactId"] == "4711"


HALF_PAST = {"guid": "2026-10-30T09:30:00", "number": "2026-10-30T10:30:00"}
"""Half an hour after the beginning, on each service's clock."""


def test_a_list_that_lags(talk: Talk) -> None:
    """What was made a moment ago can be read alone and is in no list yet; a minute later it is in both."""
    faults = talk.struck(Kind.LAGGING_LIST)
    talk.sim.clock.sleep(1800)
    assert talk.record(talk.made()).status_code == 200
    assert talk.since(HALF_PAST[talk.id]) == []
    assert faults.fired == {Kind.LAGGING_LIST: 1}
    talk.sim.clock.sleep(60)
    assert [row["name"] for row in talk.since(HALF_PAST[talk.id])] == ["New"]


def test_a_change_lags_where_changes_are_asked_for(talk: Talk) -> None:
    """A list of changes does not show what was changed a moment ago; the whole list shows it all the while."""
    talk.struck(Kind.LAGGING_LIST)
    talk.sim.clock.sleep(1800)
    talk.sim.edit(talk.collection, talk.own, name="Edited")
    assert talk.since(HALF_PAST[talk.id]) == []
    assert rows(talk.page())[0]["name"] == "Edited"
    talk.sim.clock.sleep(60)
    assert [row["name"] for row in talk.since(HALF_PAST[talk.id])] == ["Edited"]


def test_a_record_that_is_not_yet_readable(talk: Talk) -> None:
    """What was made a moment ago is not found by its key, in the service's own form; what was loaded is."""
    faults = talk.struck(Kind.NOT_YET_READABLE, seconds=10)
    own = talk.made()
    assert own_404(talk, talk.record(own))
    assert talk.record(talk.own).status_code == 200
    assert faults.fired == {Kind.NOT_YET_READABLE: 1}
    talk.sim.clock.sleep(10)
    assert talk.record(own).status_code == 200


def test_a_stamp_ahead_of_the_clock(talk: Talk) -> None:
    """What is written is stamped days ahead, and stays so; reads are as they were."""
    faults = talk.struck(Kind.STAMPED_AHEAD)
    own = talk.made()
    assert talk.record(own).json()[talk.stamp].startswith("2026-11-02")
    assert faults.fired == {Kind.STAMPED_AHEAD: 1}


def test_a_person_is_stamped_ahead_too(talk: Talk) -> None:
    """As long as a service stamps ahead it does so for whoever writes."""
    talk.sim.whims.ahead = timedelta(days=2)
    talk.sim.edit(talk.collection, talk.own, name="Edited")
    changed = "lastUpdatedDateTime" if isinstance(talk, SeveraTalk) else talk.stamp
    assert talk.sim.documents(talk.collection)[0][changed].startswith("2026-11-01")


def test_what_visma_net_does_not_list_by_pages() -> None:
    """A list below a customer is one; a note, a segmented key, a path that cannot be read, a change are not."""
    talk = VnfTalk()
    talk.office.made()
    faults = talk.struck(Kind.NULL_ID)
    assert rows(talk.send("GET", "customer/10000/invoice"))[0]["referenceNumber"] is None
    for path, status in (("customer/10000/note", 200), ("dimension", 200), ("customer/b64(_)", 400)):
        assert talk.send("GET", path).status_code == status
    assert talk.send("PUT", "customer/10000").status_code == 415
    assert faults.fired == {Kind.NULL_ID: 1}


def test_what_severa_does_not_know_has_no_rows() -> None:
    """A path that leads nowhere is as it was, whatever it meets."""
    talk = SeveraTalk()
    faults = talk.struck(Kind.NULL_ID)
    assert talk.send("GET", "nothing").status_code == 404
    talk.struck(Kind.OTHER_LOCATION)
    assert talk.send("POST", "nothing").status_code == 404
    assert not faults.fired


def test_an_empty_list_has_an_end() -> None:
    """There is nothing to make new rows of where there is none."""
    talk = VnfTalk()
    faults = talk.struck(Kind.ENDLESS)
    assert rows(talk.send("GET", "customerinvoice")) == []
    assert not faults.fired
