from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from severa_vnf.values import Stamp
from severa_vnf.wire.call import Call, Reply, content, nothing, query, segment
from tests.wire.models import Colour


@pytest.mark.parametrize(
    ("value", "sent"),
    [
        (None, []),
        ("text", ["text"]),
        (True, ["true"]),
        (False, ["false"]),
        (7, ["7"]),
        (Decimal("0.10"), ["0.10"]),
        (date(2026, 10, 31), ["2026-10-31"]),
        (datetime(2026, 10, 31, 23, 30, tzinfo=UTC), ["2026-10-31T23:30:00.000Z"]),
        (Stamp(datetime(2026, 10, 31, 23, 30)), ["2026-10-31T23:30:00.000"]),
        (Colour.RED, ["Red"]),
        (["a", "b"], ["a", "b"]),
        ((), []),
    ],
)
def test_a_query_value_is_written_as_the_services_take_it(value: Any, sent: list[str]) -> None:
    """None is left out, a sequence is one pair for each member, all else is text without a doubt."""
    assert query(name=value) == tuple(("name", text) for text in sent)


def test_a_call_can_ask_further() -> None:
    """A changed query value takes the place of every old one of its name; the rest of the call stays."""
    call = Call("severa", "GET", "/v1/x", nothing, query=(("a", "1"), ("b", "2"), ("a", "3")))
    assert call.asking(a="4", c="5").query == (("b", "2"), ("a", "4"), ("c", "5"))
    assert call.asking(a="4").path == "/v1/x"


def test_a_segment_holds_no_slash() -> None:
    """An id in a path is quoted whole: it never becomes two segments or a query."""
    assert segment("a/b?c d") == "a%2Fb%3Fc%20d"


@pytest.mark.parametrize(
    ("method", "login", "kinds"),
    [
        ("GET", False, (True, False)),
        ("POST", False, (False, True)),
        ("PATCH", False, (False, False)),
        ("POST", True, (True, False)),
    ],
)
def test_a_call_knows_what_a_second_sending_would_do(method: str, login: bool, kinds: tuple[bool, bool]) -> None:
    """Reading, and asking for a token, can be repeated; a POST may create."""
    call = Call("vnf", method, "/v1/x", nothing, login=login)
    assert (call.repeatable, call.creates) == kinds


def test_an_answer_may_be_a_file_or_nothing() -> None:
    """A file is its bytes; where no answer is promised, none is looked at."""
    reply = Reply(200, {}, b"%PDF")
    reads: list[Callable[[Reply], Any]] = [content, nothing]
    assert [read(reply) for read in reads] == [b"%PDF", None]


def test_a_call_prints_without_its_body() -> None:
    """What is sent may hold what is not for logs: neither body nor headers are in the repr."""
    call = Call("vnf", "POST", "/v1/x", nothing, body=b"canary", headers={"X": "canary"})
    assert "canary" not in repr(call)
