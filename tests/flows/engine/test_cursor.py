"""How far a list was read: by the service's own stamps and clock, and never further."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from attrs import define, field, frozen

from severa_vnf.errors import Unreadable
from severa_vnf.flows.ask import Flow, Now, Read, Send
from severa_vnf.flows.engine.cursor import (
    SPACE,
    Cursor,
    Listing,
    Mark,
    date_of,
    is_number,
    is_sound,
    looked_back,
    read,
    zone_of,
)
from severa_vnf.flows.engine.stored import known
from severa_vnf.ports import Put, Record
from severa_vnf.values import Stamp
from severa_vnf.wire.call import Call, Reply, query
from severa_vnf.wire.encode import dumps
from severa_vnf.wire.model import Model
from severa_vnf.wire.paging import Paged, page_of, whole

NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)
HTTP_NOON = "Mon, 01 Jun 2026 12:00:00 GMT"


@frozen(kw_only=True, slots=False)
class Thing(Model):
    """A row."""

    name: str
    stamp: Stamp | None = None


def rows_since(since: Stamp | None) -> Paged[Thing]:
    """The list, all of it or since a stamp."""
    asked = query(since=None if since is None else str(since))
    return Paged(Call("vnf", "GET", "/v1/thing", page_of(Thing), query=asked), whole)


THINGS: Listing[Thing] = Listing("vnf things", rows_since, lambda one: one.stamp, lambda one: one.name, ("name",))


@define
class Service:
    """A service with one list and a clock, and the store beside it."""

    rows: Sequence[Mapping[str, Any]] = ()
    date: str | None = HTTP_NOON
    mark: Mark | None = None
    error: Exception | None = None
    asked: list[str | None] = field(factory=list)
    used: list[str] = field(factory=list)

    def answer(self, question: object) -> Any:
        """As a driver does."""
        if isinstance(question, Read):
            record = Record("vnf things", dumps(vars(self.mark)).decode(), 7) if self.mark else None
            return {"vnf things": record} if record else {}
        if isinstance(question, Now):
            return NOON
        assert isinstance(question, Send)
        self.asked.append(dict(question.call.query).get("since"))
        if self.error is not None:
            return self.error
        headers = {} if self.date is None else {"date": self.date}
        return question.call.read(Reply(200, headers, dumps(list(self.rows))))

    def run(self, flow: Flow[Any]) -> Any:
        """What the flow ends with."""
        answer = None
        while True:
            try:
                question = flow.send(answer)
            except StopIteration as done:
                return done.value
            answer = self.answer(question)

    def read(self, **how: bool) -> Cursor:
        """Read the list."""
        cursor: Cursor = self.run(read(THINGS, lambda one: self.used.append(one.name), **how))
        return cursor


def thing(name: str, stamp: str) -> dict[str, str]:
    """A row with that stamp."""
    return {"name": name, "stamp": stamp}


def marked(cursor: Cursor) -> Mark:
    """What is remembered of it."""
    [write] = cursor.marks
    assert isinstance(write, Put)
    assert write.space == SPACE
    return known(Mark, Record(write.key, write.value, 1))


@pytest.mark.parametrize(
    ("stamp", "reached"),
    [
        ("2026-05-31T23:00:00", "2026-05-31T23:00:00.000"),
        ("2026-06-01T00:00:00", "2026-06-01T00:00:00.000"),
        ("2026-06-01T00:00:01", "2026-05-31T10:00:00.000"),
        ("2026-06-01T14:00:00", "2026-05-31T10:00:00.000"),
        ("2027-01-01T00:00:00", "2026-05-31T10:00:00.000"),
        ("2020-01-01T00:00:00", "2026-05-31T10:00:00.000"),
    ],
    ids=["before", "on it", "a second ahead", "two hours ahead", "half a year ahead", "long ago"],
)
def test_before_the_zone_is_known(stamp: str, reached: str) -> None:
    """A stamp counts up to where the clock of the last zone is; else the cursor follows a day and the widest zone."""
    service = Service([thing("a", stamp)])
    assert str(service.read().reached) == reached
    assert service.used == ["a"]


@pytest.mark.parametrize(
    ("stamps", "reached"),
    [
        (["2026-06-01T13:59:59"], "2026-06-01T13:59:59.000"),
        (["2026-06-01T14:00:00", "2026-06-01T14:00:01"], "2026-06-01T14:00:00.000"),
        (["2026-06-01T17:00:00"], "2026-05-31T10:00:00.000"),
    ],
)
def test_in_a_zone_that_was_learnt(stamps: Sequence[str], reached: str) -> None:
    """Once its zone is known a list is read up to what its own clock shows; what is ahead of that moves nothing."""
    mark = Mark(stamp="2026-05-20T00:00:00.000", zone=120)
    cursor = Service([thing(one, one) for one in stamps], mark=mark).read()
    assert (str(cursor.reached), cursor.zone) == (reached, timedelta(hours=2))


@pytest.mark.parametrize(
    ("stamp", "reached"),
    [
        ("2026-06-01T11:59:59Z", "2026-06-01T11:59:59.000"),
        ("2026-06-01T13:59:59+02:00", "2026-06-01T11:59:59.000"),
        ("2026-06-01T07:00:00-04:30", "2026-06-01T10:00:00.000"),
        ("2026-06-01T12:00:01Z", "2026-06-01T10:00:00.000"),
        ("2026-01-01T12:00:00Z", "2026-06-01T10:00:00.000"),
        ("0001-01-01T00:00:00+10:00", "2026-06-01T10:00:00.000"),
    ],
)
def test_stamps_that_name_their_zone(stamp: str, reached: str) -> None:
    """They are held against the clock itself; where all are old the cursor is no further behind than the overlap."""
    assert str(Service([thing("a", stamp)]).read().reached) == reached


def test_one_row_ahead_hides_no_other() -> None:
    """A row of next year is applied with the others, and the next reading begins where it would without it."""
    rows = [thing("a", "2026-05-31T20:00:00"), thing("far", "2027-01-01T00:00:00"), thing("b", "2026-05-31T22:00:00")]
    service = Service(rows)
    cursor = service.read()
    assert service.used == ["a", "far", "b"]
    assert (str(cursor.reached), str(cursor.newest)) == ("2026-05-31T22:00:00.000", "2026-05-31T22:00:00.000")


def test_the_newest_may_be_ahead_of_the_cursor() -> None:
    """What is new is asked for since the newest stamp, though the cursor stays where no zone is ahead of it."""
    cursor = Service([thing("a", "2026-06-01T14:00:00")]).read()
    assert (str(cursor.newest), str(cursor.reached)) == ("2026-06-01T14:00:00.000", "2026-05-31T10:00:00.000")


def test_a_cursor_that_was_too_far() -> None:
    """One that an older version left ahead of the clock comes back."""
    cursor = Service(mark=Mark(stamp="2026-06-01T13:00:00.000")).read()
    assert marked(cursor) == Mark(stamp="2026-06-01T00:00:00.000")


def test_what_is_asked() -> None:
    """First all, later what changed since the cursor less the overlap, and all again where that is wanted."""
    assert Service().read().complete
    service = Service(mark=Mark(stamp="2026-05-31T20:00:00.000"))
    assert [service.read().complete, service.read(whole=True).complete] == [False, True]
    assert service.asked == ["2026-05-31T18:00:00.000", None]
    assert [Service().read().first, service.read().first] == [True, False]


def test_a_cursor_that_does_not_move() -> None:
    """Where nothing moved nothing is written."""
    assert Service(mark=Mark(stamp="2026-05-31T20:00:00.000")).read().marks == ()


def test_a_zone_that_is_seen_now() -> None:
    """It is remembered with the cursor; where none was seen the one known before stays."""
    cursor = Service(mark=Mark(stamp="2026-05-31T20:00:00.000", zone=60)).read()
    assert cursor.learnt(None) is cursor
    assert marked(cursor.learnt(timedelta(hours=2))).zone == 120


@pytest.mark.parametrize("date", [None, "soon", "Mon, 32 Jun 2026 12:00:00 GMT", "Fri, 31 Dec 9999 23:59:59 GMT"])
def test_a_service_that_tells_no_time(date: str | None) -> None:
    """The host's own clock is the bound then, and old stamps are not left behind by it."""
    rows = [thing("a", "2026-05-31T20:00:00"), thing("b", "2026-06-01T13:00:00")]
    assert str(Service(rows, date).read().reached) == "2026-05-31T20:00:00.000"
    assert str(Service([thing("a", "2020-01-01T00:00:00")], date).read().reached) == "2020-01-01T00:00:00.000"


def test_a_date_without_a_zone() -> None:
    """A date that does not say its zone is UTC, wherever the host is."""
    assert date_of(Reply(200, {"date": "Mon, 01 Jun 2026 12:00:00 -0000"})) == NOON


def test_a_list_that_is_cut() -> None:
    """What the reading of a page raises leaves the flow, and nothing of the list counts."""
    cut = Unreadable("fewer rows than announced", system="vnf", method="GET", path="/v1/thing")
    with pytest.raises(Unreadable):
        Service(error=cut).read()


@pytest.mark.parametrize(
    ("row", "whose"),
    [
        ({"name": "a", "stamp": "soon"}, "a"),
        ({"name": 5}, "5"),
        ({"name": None}, ""),
        ({"name": ["a"]}, ""),
        ({"name": ""}, ""),
        ({"name": "null"}, ""),
        ({"name": "a\u0000b"}, ""),
        ({"name": "x" * 101}, ""),
        ("no row", ""),
    ],
)
def test_a_row_that_cannot_be_used(row: Any, whose: str) -> None:
    """It is told with its record's id, where that is one, and the others are used."""
    service = Service([row, thing("b", "2026-05-31T20:00:00")])
    cursor = service.read()
    assert [one.id for one in cursor.faults] == [whose]
    assert cursor.faults[0].fault
    assert service.used == ["b"]


@pytest.mark.parametrize(
    ("before", "asked"),
    [(Mark(stamp="2026-05-31T08:00:00.000"), "2026-05-31T06:00:00.000"), (None, "1999-12-31T22:00:00.000")],
)
def test_a_row_that_is_nobodys(before: Mark | None, asked: str) -> None:
    """Nobody knows which record to read again: the cursor stays, and all is asked for that was asked for now."""
    service = Service([{"name": None}, thing("b", "2026-05-31T20:00:00")], mark=before)
    cursor = service.read()
    service.mark = marked(cursor) if cursor.marks else before
    service.read()
    assert (service.asked[-1], service.used) == (asked, ["b", "b"])


@pytest.mark.parametrize(("value", "sound"), [("a1-b", True), (42, True), (True, False), (4.2, False), (" a", False)])
def test_ids(value: object, sound: bool) -> None:
    """An id is text or a whole number."""
    assert is_sound(value) is sound


@pytest.mark.parametrize(("value", "sound"), [(42, True), ("43", True), ("x1", False), (0, False), ("9" * 21, False)])
def test_internal_ids(value: object, sound: bool) -> None:
    """Visma.net's internal ids are whole numbers above zero."""
    assert is_number(value) is sound


def test_a_look_back() -> None:
    """A probe reads a declared list since a moment of its own, and remembers nothing."""
    service = Service([thing("a", "2026-05-31T20:00:00")])
    rows = service.run(looked_back(THINGS, Stamp(datetime(2026, 5, 1))))
    assert ([one.name for one in rows], service.asked) == (["a"], ["2026-05-01T00:00:00.000"])


@pytest.mark.parametrize(
    ("stamps", "zone"),
    [
        (["2026-06-01T13:59:58.5"], timedelta(hours=2)),
        (["2026-06-01T17:27:00"], timedelta(hours=5, minutes=30)),
        (["2026-06-01T00:00:10"], timedelta(hours=-12)),
        (["2026-06-01T14:07:00"], None),
        (["2026-06-02T06:00:00"], None),
        (["2026-06-01T12:00:00Z", "2026-06-01T13:00:00"], timedelta(hours=1)),
        (["2026-06-01T14:00:00", "2026-06-01T13:45:10"], timedelta(hours=1, minutes=45)),
        ([], None),
    ],
)
def test_the_zone_of_our_own_stamps(stamps: Sequence[str], zone: timedelta | None) -> None:
    """It is a quarter of an hour's multiple near to a stamp that was just given; what fits none tells none."""
    assert zone_of([None, *map(Stamp.read, stamps)], NOON) == zone
