from __future__ import annotations

from decimal import Decimal

from severa_vnf.testing.exchange import Reply, Request, dumps, loads


def test_a_request_is_read_from_its_line() -> None:
    """Path as it was sent, query in its order with repeats and empty values, header names in lower case."""
    request = Request.to("get", "/v1/a%20b?x=1&x=2&y=%3E%3D&z=", {"Client_Id": "id"}, b"body")
    assert request == Request(
        "GET", "/v1/a%20b", (("x", "1"), ("x", "2"), ("y", ">="), ("z", "")), {"client_id": "id"}, b"body"
    )


def test_numbers_are_exact_both_ways() -> None:
    """Amounts are Decimals, read and written to the last digit."""
    assert repr(loads(b'{"a": 0.10, "b": 7}')) == "{'a': Decimal('0.10'), 'b': 7}"
    assert dumps({"a": Decimal("0.10"), "b": 7}) == b'{"a":0.10,"b":7}'


def test_a_reply_of_json_says_so() -> None:
    """JSON has its Content-Type, and a header given beside it stays."""
    reply = Reply.of_json({"a": Decimal("1.50")}, 201, {"Location": "/x"})
    assert (reply.status, reply.body, reply.delay) == (201, b'{"a":1.50}', 0.0)
    assert reply.headers == {"Content-Type": "application/json; charset=utf-8", "Location": "/x"}


def test_a_reply_of_text_says_so() -> None:
    """Plain text likewise."""
    reply = Reply.of_text("é", 429, {"Retry-After": "1"})
    assert (reply.status, reply.body) == (429, "é".encode())
    assert reply.headers == {"Content-Type": "text/plain; charset=utf-8", "Retry-After": "1"}


def test_a_reply_without_a_body_has_no_type() -> None:
    """An empty reply has the headers given and no other."""
    assert Reply.empty(204, {"Location": "/x"}) == Reply(204, {"Location": "/x"}, b"")
