from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest
from attrs import evolve, field, frozen
from hypothesis import assume, example, given
from hypothesis import strategies as st

from severa_vnf.errors import Unreadable
from severa_vnf.values import Guid
from severa_vnf.wire.call import Call, Reply
from severa_vnf.wire.encode import dumps
from severa_vnf.wire.mismatch import Mismatch, Undecodable
from severa_vnf.wire.model import Model
from severa_vnf.wire.paging import (
    LONGEST_TOKEN,
    MOST_PAGES,
    MOST_ROWS,
    SMALLEST_CAP,
    Habit,
    Page,
    Paged,
    Walk,
    by,
    by_number,
    by_offset,
    by_token,
    page_of,
    whole,
)

ASKED = 1000


@frozen(kw_only=True, slots=False)
class Row(Model):
    """A row of a list."""

    guid: Guid


def guids(rows: Sequence[Any]) -> list[Any]:
    """Rows by their guid, unreadable ones by their fault."""
    return [row.fault if isinstance(row, Undecodable) else row.guid for row in rows]


def raw(*names: Any) -> list[dict[str, Any]]:
    """Rows as they are sent."""
    return [{"guid": name} for name in names]


@frozen
class Service:
    """A list of a service with one of the habits, cut at `cap` rows. `rows` may change while it is being read."""

    habit: Habit
    rows: list[str]
    cap: int = 100
    queries: list[dict[str, str]] = field(factory=list)
    enveloped: bool = False

    @property
    def whole_list(self) -> Paged[Row]:
        """The list, not yet read."""
        sizes = (("pageNumber", "1"), ("pageSize", str(ASKED))) if self.habit is by_number else ()
        envelope = "records" if self.enveloped else None
        return Paged(Call("severa", "GET", "/v1/x", page_of(Row, envelope), query=sizes), self.habit, by("guid"))

    def answer(self, call: Call[Page[Row]]) -> Page[Row]:
        """One page, as a service of this habit cuts it."""
        asked = dict(call.query)
        self.queries.append(asked)
        first = int(asked.get("firstRow", asked.get("pageToken", (int(asked.get("pageNumber", 1)) - 1) * self.cap)))
        end = len(self.rows) if self.habit is whole else first + self.cap
        found, headers = [{"guid": guid} for guid in self.rows[first:end]], {}
        told: Any = found
        match self.habit:
            case _ if self.habit is by_token and end < len(self.rows):
                headers = {"nextpagetoken": str(end)}
            case _ if self.enveloped:
                told = {"pageNumber": 1, "totalCount": len(self.rows), "records": found}
            case _ if self.habit is by_number:
                told = [row | {"metadata": {"totalCount": len(self.rows), "maxPageSize": self.cap}} for row in found]
        return call.read(Reply(200, headers, dumps(told)))

    def read(self, meanwhile: Callable[[int], None] = lambda page: None) -> list[Any]:
        """Every row that a walk gives; `meanwhile` happens after each page."""
        walk, found = Walk(self.whole_list), list[Any]()
        while walk.call is not None:
            found += walk.take(self.answer(walk.call))
            meanwhile(len(self.queries))
        return guids(found)


HABITS = [by_token, by_offset, whole, by_number]
every = pytest.mark.parametrize("habit", HABITS, ids=lambda habit: habit.__name__)
PAGED = [habit for habit in HABITS if habit is not whole]
moving = pytest.mark.parametrize("habit", PAGED, ids=lambda habit: habit.__name__)


def names(count: int) -> list[str]:
    """So many guids."""
    return [f"r{place}" for place in range(count)]


def cap_of(habit: Habit, cap: int) -> int:
    """A cap that the service may have: those of lists by offset are twenty at least."""
    return cap + SMALLEST_CAP - 1 if habit is by_offset else cap


@every
@given(count=st.integers(0, 130), cap=st.integers(1, 50))
def test_any_list_is_read_whole(habit: Habit, count: int, cap: int) -> None:
    """However many rows there are and however few the service gives at a time, each is given once, in order."""
    assert Service(habit, names(count), cap_of(habit, cap)).read() == names(count)
    assert Service(by_number, names(count), cap, enveloped=True).read() == names(count)


@moving
@given(count=st.integers(0, 130), cap=st.integers(1, 50), come=st.lists(st.integers(0, 9), max_size=8))
@example(count=100, cap=20, come=[5, 0, 14])
def test_rows_that_shift_are_given_once(habit: Habit, count: int, cap: int, come: list[int]) -> None:
    """While new rows push the others down, every row that was there from the start is still given, and given once."""
    cap = cap_of(habit, cap)
    assume(sum(come) < cap)  # pushed down by just a page, the first page would come once more: that is refused
    service = Service(habit, names(count), cap)

    def push(page: int) -> None:
        if page <= len(come):
            service.rows[:0] = [f"n{page}.{place}" for place in range(come[page - 1])]

    found = service.read(push)
    assert [row for row in found if row[0] == "r"] == names(count)
    assert len(found) == len(set(found))


@moving
@given(count=st.integers(1, 60), cap=st.integers(1, 9), struck=st.sets(st.integers(2, 9)))
@example(count=21, cap=5, struck={2})
def test_a_row_repeated_in_front_costs_none_at_the_end(habit: Habit, count: int, cap: int, struck: set[int]) -> None:
    """A page longer by a repeated row is no page further: what stands last is not taken for read."""
    cap = cap_of(habit, cap)
    service = Service(habit, names(count), cap)
    walk, found, before = Walk(service.whole_list), list[Any](), list[Any]()
    while walk.call is not None:
        page = service.answer(walk.call)
        if len(service.queries) in struck and page.rows:
            page = Page((*before[-1:], *page.rows), (*raw(*guids(before[-1:])), *page.raw), page.reply)
        before = [*page.rows]
        found += walk.take(page)
    assert guids(found) == names(count)


def test_an_offset_goes_on_after_what_was_received() -> None:
    """The next offset is the number of rows that came, whatever number was asked for."""
    service = Service(by_offset, names(120), cap=50)
    service.read()
    assert [query.get("firstRow") for query in service.queries] == [None, "50", "100", "120"]


@pytest.mark.parametrize(("count", "pages"), [(0, 1), (19, 1), (20, 2), (50, 2), (69, 2), (70, 3)])
def test_fewer_than_twenty_rows_are_the_last(count: int, pages: int) -> None:
    """By offset a page of fewer rows than the smallest cap ends the list; after a longer one it is asked again."""
    service = Service(by_offset, names(count), cap=50)
    service.read()
    assert len(service.queries) == pages


def test_a_token_leads_on_wherever_it_comes() -> None:
    """A list that was by offset and now sends a token is followed by the token; its filters stay."""
    page: Page[Row] = Page((), tuple(raw("a")), Reply(200, {"nextpagetoken": "t"}))
    call = Call("severa", "GET", "/v1/x", page_of(Row), query=(("active", "true"),))
    for lead_on in (by_token, by_offset):
        following = lead_on(call, page, 1)
        assert following is not None
        assert following.query == (("active", "true"), ("pageToken", "t"))
    assert by_token(call, evolve(page, reply=Reply(200)), 1) is None


@pytest.mark.parametrize(
    ("row", "further"),
    [
        ({"metadata": {"totalCount": 1}}, False),
        ({"metadata": {"totalCount": 2}}, True),
        ({"metadata": {"totalCount": "1"}}, True),
        ({"metadata": {}}, True),
        ({"metadata": None}, True),
        ({}, True),
        ("no row", True),
    ],
)
def test_a_total_that_is_none_ends_nothing(row: Any, further: bool) -> None:
    """Only a total that is a number, and reached, ends a numbered list; else the next page is asked for."""
    call = Call("vnf", "GET", "/v1/x", page_of(Row), query=(("pageNumber", "1"),))
    following = by_number(call, Page((), (row,), Reply(200)), 1)
    assert (following is not None) is further
    assert following is None or following.query == (("pageNumber", "2"),)


@pytest.mark.parametrize("total", [None, "1", 2])
def test_an_envelopes_total_that_is_none_ends_nothing(total: Any) -> None:
    """The same in the envelope."""
    call = Call("vnf", "GET", "/v1/x", page_of(Row, "records"), query=(("pageNumber", "3"),))
    page = call.read(Reply(200, {}, dumps({"totalCount": total, "records": raw("a")})))
    following = by_number(call, page, 1)
    assert following is not None
    assert following.query == (("pageNumber", "4"),)


@every
def test_an_empty_list_is_one(habit: Habit) -> None:
    """A list without a row ends with its first page."""
    assert Service(habit, []).read() == []
    assert read(RECORDS, [NOTHING]) == []


@every
@pytest.mark.parametrize("body", [b"", b" \n"])
@pytest.mark.parametrize("enveloped", [False, True])
def test_nothing_at_all_is_no_empty_list(habit: Habit, body: bytes, enveloped: bool) -> None:
    """An answer without a body says nothing of the rows: it is a fault, on the first page and on any."""
    walk = Walk(Service(habit, [], enveloped=enveloped).whole_list)
    assert walk.call is not None
    with pytest.raises(Mismatch):
        walk.call.read(Reply(200, {}, body))


def read(paged: Paged[Any], pages: Sequence[Any]) -> list[Any]:
    """What a walk over these pages gives; the last one comes for ever."""
    walk, found, left = Walk(paged), list[Any](), [*pages]
    while walk.call is not None:
        page = left.pop(0) if len(left) > 1 else left[0]
        found += walk.take(page if isinstance(page, Page) else walk.call.read(page))
    return guids(found)


def numbered(*names: str, total: Any) -> Reply:
    """A page of Visma.net's."""
    return Reply(200, {}, dumps([{"guid": name, "metadata": {"totalCount": total}} for name in names]))


NUMBERED = Service(by_number, []).whole_list
RECORDS = Service(by_number, [], enveloped=True).whole_list
TOKENS = Service(by_token, []).whole_list
NOTHING = Reply(200, {}, b"[]")


@pytest.mark.parametrize("pages", [["ab", ""], ["a", "b", ""], ["", ""]])
def test_a_list_that_is_cut_is_unreadable(pages: list[str]) -> None:
    """Fewer rows than the service itself counts are not the list: nothing may be concluded from what is missing."""
    rows = [numbered(*page, total=3) if page else NOTHING for page in pages]
    short = [Reply(200, {}, dumps({"totalCount": 3, "records": raw(*page)})) for page in pages]
    with pytest.raises(Unreadable, match=r"[012] of 3"):
        read(RECORDS, short)
    if pages[0]:
        with pytest.raises(Unreadable, match="2 of 3"):
            read(NUMBERED, rows)


def test_a_list_that_shrank_meanwhile_is_whole() -> None:
    """The last row was deleted while the list was read: its last page is looked at once more, and tells so."""
    pages = [numbered("a", "b", total=3), NOTHING, numbered("a", "b", total=2)]
    assert read(NUMBERED, pages) == ["a", "b"]
    envelopes = [
        Reply(200, {}, dumps({"totalCount": total, "records": raw(*names)}))
        for total, names in [(3, "ab"), (2, ""), (2, "ab")]
    ]
    assert read(RECORDS, envelopes) == ["a", "b"]


def test_what_the_last_look_finds_is_read_on() -> None:
    """A row that moved to the page that was read is found there, and what comes after it too."""
    pages = [
        numbered("a", "b", total=5), NOTHING, numbered("b", "c", total=5), numbered("d", "e", total=5),
    ]  # fmt: skip
    assert read(NUMBERED, pages) == ["a", "b", "c", "d", "e"]


def test_a_list_that_grew_meanwhile_is_whole() -> None:
    """Rows that came in front, where it was read already, are not missed: all that were there at first are read."""
    pages = [numbered("a", "b", total=4), numbered("b", "c", total=5), numbered("d", total=5), NOTHING]
    assert read(NUMBERED, pages) == ["a", "b", "c", "d"]


def test_rows_that_the_service_doubles_are_counted_as_it_counts() -> None:
    """A list in which each row stands twice has half as many as it says, and is whole."""
    assert read(NUMBERED, [numbered("a", "a", "b", "b", total=4), NOTHING]) == ["a", "b"]


@pytest.mark.parametrize(
    ("paged", "pages"),
    [
        (NUMBERED, [numbered("a", total=9), numbered("b", total=9)]),
        (TOKENS, [Reply(200, {"nextpagetoken": "t"}, dumps(raw(name))) for name in "ab"]),
        (TOKENS, [Reply(200, {"nextpagetoken": "t"}, b"[]")]),
        (TOKENS, [
            Reply(200, {"nextpagetoken": token}, dumps(raw(name))) for token, name in ["ta", "ub", "tc", "ud", "te"]
        ]),
    ],
    ids=["a page for ever", "a token to itself", "empty pages", "tokens in a circle"],
)  # fmt: skip
def test_pages_that_bring_nothing_new_are_no_list(paged: Paged[Any], pages: list[Reply]) -> None:
    """A list that would be read for ever is Unreadable, whatever it goes round in."""
    with pytest.raises(Unreadable, match=r"nothing new|read before"):
        read(paged, pages)


def test_empty_pages_with_ever_new_tokens_end() -> None:
    """One page may bring nothing new, as rows shift; two in a row do not."""
    walk = Walk(TOKENS)
    first, *_, last = [TOKENS.first.read(Reply(200, {"nextpagetoken": str(place)}, b"[]")) for place in range(2)]
    assert [*walk.take(first)] == []
    with pytest.raises(Unreadable, match="nothing new"):
        walk.take(last)


def test_new_rows_for_ever_are_no_list() -> None:
    """A list has an end: so many pages, or so many rows by its own count, are none."""
    walk = Walk(TOKENS)
    row = Row(guid=Guid("a"))
    pages = [Page((row,), tuple(raw(place)), Reply(200, {"nextpagetoken": str(place)})) for place in range(MOST_PAGES)]
    for page in pages[:-1]:
        walk.take(page)
    with pytest.raises(Unreadable, match="without an end"):
        walk.take(pages[-1])
    with pytest.raises(Unreadable, match="without an end"):
        read(NUMBERED, [numbered("a", total=MOST_ROWS + 1)])


@pytest.mark.parametrize("token", ["t" * (LONGEST_TOKEN + 1), "a\x00b"])
def test_a_token_that_is_none_leads_nowhere(token: str) -> None:
    """What can't stand in an address is no token: the list is Unreadable, and nothing is sent with it."""
    with pytest.raises(Unreadable, match="no token"):
        read(TOKENS, [Reply(200, {"nextpagetoken": token}, b"[]")])


def test_a_later_page_is_not_an_empty_list() -> None:
    """Where the absence of a list means that it is empty, the absence of a later page does not."""
    paged = evolve(TOKENS, first=evolve(TOKENS.first, absent=NOTHING))
    walk = Walk(paged)
    page: Page[Row] = Page((Row(guid=Guid("a")),), tuple(raw("a")), Reply(200, {"nextpagetoken": "t"}))
    walk.take(page)
    assert walk.call is not None
    assert (paged.first.absent, walk.call.absent, walk.call.later) == (NOTHING, None, True)


def test_a_list_that_should_come_whole_is_paged_where_it_tells_of_more() -> None:
    """A service that cuts a list which has no pages by its description is asked for the rest."""
    paged = Service(whole, []).whole_list
    walk, found = Walk(paged), list[Any]()
    for page in (numbered("a", "b", total=3), numbered("c", total=3)):
        assert walk.call is not None
        found.append(dict(walk.call.query))
        found += guids([*walk.take(walk.call.read(page))])
    assert found == [{}, "a", "b", {"pageSize": "2", "pageNumber": "2"}, "c"]
    assert walk.call is None


@pytest.mark.parametrize("body", [b"{}", b'{"rows":[]}', b"[1]", b"7"])
def test_an_envelope_without_its_rows_is_a_mismatch(body: bytes) -> None:
    """What is not the promised envelope is no page."""
    with pytest.raises(Mismatch, match="an object with records"):
        page_of(Row, "records")(Reply(200, {}, body))


def test_a_page_that_comes_again_is_refused() -> None:
    """A service that ignores where it was asked to go on would be read for ever: Unreadable, with the call's path."""
    walk = Walk(Service(by_number, []).whole_list)
    page = Page((Row(guid=Guid("a")),), tuple(raw("a")), Reply(200))
    assert guids([*walk.take(page)]) == ["a"]
    with pytest.raises(Unreadable, match="the first page came once more") as caught:
        walk.take(page)
    assert (caught.value.path, caught.value.method) == ("/v1/x", "GET")


def deep() -> Any:
    """A row that nothing can compare or print."""
    row: list[Any] = []
    for _ in range(100_000):
        row = [row]
    return row


@pytest.mark.parametrize(("identity", "pages"), [(by("guid"), 0), (None, 1)])
def test_rows_too_deep_to_be_told_apart_are_refused(identity: Any, pages: int) -> None:
    """Where no comparing of rows comes to an end, the list is Unreadable and nothing else is raised."""
    walk = Walk(Paged(Service(by_number, []).whole_list.first, by_number, identity))
    first: Page[Row] = Page((Undecodable("no row", None),), (deep(),), Reply(200))
    second = evolve(first, raw=(deep(),))
    for page in [first][:pages]:
        walk.take(page)
    with pytest.raises(Unreadable, match="too deeply"):
        walk.take(second)


def test_an_unreadable_row_takes_its_place_in_the_list() -> None:
    """One row that does not fit is given as Undecodable with its path; those around it are read."""
    service = Service(whole, ["a", "b"])
    page = service.whole_list.first.read(Reply(200, {}, dumps([*raw("a", 7), "no row", *raw("b", 7)])))
    rows = [*Walk(service.whole_list).take(page)]
    assert guids(rows) == ["a", "guid: text expected, found 7", "the value: an object expected, found 'no row'", "b"]


def test_rows_are_told_apart_by_their_names_or_by_all_they_hold() -> None:
    """Two rows are one when the named fields agree; a row that lacks one of them is told apart by all it holds."""
    identity = by("kind", "number")
    one, other = {"kind": "Invoice", "number": 1, "x": 1}, {"kind": "Invoice", "number": 1, "x": 2}
    assert identity(one) == identity(other)
    assert identity({"kind": "Invoice", "x": 1}) != identity({"kind": "Invoice", "x": 2})
    assert identity({"kind": "1", "number": 1}) != identity({"kind": 1, "number": "1"})
    assert identity("a") != identity("b")


def test_rows_without_an_identity_are_all_given() -> None:
    """Where nothing tells rows apart, none is left out."""
    page = Page((Row(guid=Guid("a")),) * 2, tuple(raw("a", "a")), Reply(200))
    walk = Walk(Paged(Service(whole, []).whole_list.first, whole))
    assert guids([*walk.take(page)]) == ["a", "a"]


def test_rows_that_are_parts_of_one_are_joined() -> None:
    """A row that two pages share is mended before it is given, and what is unreadable does not hold it up."""

    def join(first: Row, second: Row) -> Row | None:
        return Row(guid=Guid(first.guid + second.guid)) if first.guid[0] == second.guid[0] else None

    first = Service(by_number, []).whole_list.first
    walk = Walk(Paged(first, by_number, join=join))
    pages = [raw("a1", "b1"), raw("b2", 7, "b3"), raw("c"), raw()]
    found = [guids([*walk.take(first.read(Reply(200, {}, dumps(page))))]) for page in pages]
    assert found == [["a1"], ["guid: text expected, found 7"], ["b1b2b3"], ["c"]]
    assert walk.call is None


def test_joining_nothing_gives_nothing() -> None:
    """An empty list has no row to hold back."""
    walk = Walk(Paged(Service(whole, []).whole_list.first, whole, join=lambda first, second: None))
    assert [*walk.take(Page((), (), Reply(200)))] == []


def test_joined_rows_end_with_the_page_that_reaches_their_total() -> None:
    """Where the total counts the parts of rows, an empty page tells that the list is cut."""
    paged = Paged(NUMBERED.first, by_number, join=lambda first, second: None)
    assert read(paged, [numbered("a", "b", total=2)]) == ["a", "b"]
    with pytest.raises(Unreadable, match="2 of 4"):
        read(paged, [numbered("a", "b", total=4), NOTHING])
