"""What goes wrong with the rows of an answer: ids that are none, lists that are cut, or never end."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from attrs import evolve

from severa_vnf.testing.exchange import Reply, dumps, loads
from severa_vnf.testing.kinds import Kind
from severa_vnf.testing.sight import Met, Sort

ENOUGH = 100
"""Rows of a page that no client takes for the last one by its length."""
MORE = 10**9
"""How many rows an endless list says that it has."""

_ENVELOPE = "records"


def _read(reply: Reply) -> Any:
    return loads(reply.body) if reply.status == 200 and reply.body else None


def _rows(value: Any) -> list[Any]:
    rows = value.get(_ENVELOPE) if isinstance(value, dict) else value
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []


def _with(reply: Reply, value: Any, rows: list[Any], **headers: str) -> Reply:
    body = {**value, _ENVELOPE: rows} if isinstance(value, dict) else rows
    return evolve(reply, body=dumps(body), headers={**reply.headers, **headers})


def _short(met: Met, reply: Reply) -> Reply | None:
    value = _read(reply) if met.sight.paged else None
    rows = _rows(value)
    told = isinstance(value, dict) or any("metadata" in row for row in rows)
    return _with(reply, value, rows[:-1]) if told and len(rows) > 1 else None


def _endless(met: Met, reply: Reply) -> Reply | None:
    sight = met.sight
    if not sight.paged:
        return None
    value = _read(met.simulator.answer(sight.first) if sight.first else reply)
    rows = _rows(value)
    if not rows:
        return None
    first = met.simulator.faults.fired[Kind.ENDLESS] * ENOUGH
    fresh = [{**rows[0], sight.id: _never_seen(rows[0].get(sight.id), first + place)} for place in range(ENOUGH)]
    if "metadata" in rows[0]:
        fresh = [{**row, "metadata": {**row["metadata"], "totalCount": MORE}} for row in fresh]
    if isinstance(value, dict):
        value = {**value, "totalCount": MORE}
    return _with(reply, value, fresh, **_token(met))


def _never_seen(known: Any, place: int) -> Any:
    return MORE + place if isinstance(known, int) else f"{known}-{place}"


def _loop(met: Met, reply: Reply) -> Reply | None:
    value = _read(reply)
    token = _token(met) if _rows(value) else {}
    return evolve(reply, headers={**reply.headers, **token}) if token else None


def _token(met: Met) -> dict[str, str]:
    token = met.simulator.token_to(met.request)
    return {"NextPageToken": token} if token else {}


def _empty(known: Any) -> Any:
    return ""


def _null(known: Any) -> Any:
    return None


def _other_kind(known: Any) -> Any:
    return 4711 if isinstance(known, str) else "4711"


def _control(known: Any) -> Any:
    return f"{known}\r\n\x1b[31m\u202e{known}\x00"


def _long(known: Any) -> Any:
    return f"{known}" + "9" * 10_000


def _garbled(garble: Callable[[Any], Any], met: Met, reply: Reply) -> Reply | None:
    sight = met.sight
    value = _read(reply) if sight.sort in (Sort.LIST, Sort.RECORD) else None
    if sight.sort is Sort.RECORD:
        return evolve(reply, body=dumps({**value, sight.id: garble(value.get(sight.id))})) if value else None
    rows = _rows(value)
    return _with(reply, value, [{**rows[0], sight.id: garble(rows[0].get(sight.id))}, *rows[1:]]) if rows else None


AFTER: Mapping[Kind, Callable[[Met, Reply], Reply | None]] = {
    Kind.SHORT_LIST: _short,
    Kind.ENDLESS: _endless,
    Kind.TOKEN_LOOP: _loop,
    Kind.EMPTY_ID: partial(_garbled, _empty),
    Kind.NULL_ID: partial(_garbled, _null),
    Kind.NUMBER_ID: partial(_garbled, _other_kind),
    Kind.CONTROL_ID: partial(_garbled, _control),
    Kind.LONG_ID: partial(_garbled, _long),
}
