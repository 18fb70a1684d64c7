"""Lists: filters, pages, and what an unknown parameter does."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Mapping
from itertools import groupby
from operator import itemgetter
from typing import Any

from severa_vnf.testing.exchange import Reply
from severa_vnf.testing.vnf.call import Call
from severa_vnf.testing.vnf.documents import customer_documents
from severa_vnf.testing.vnf.paths import values
from severa_vnf.testing.vnf.refusals import Refused
from severa_vnf.testing.vnf.resource import UNRELEASED, Paging, Resource
from severa_vnf.testing.vnf.showing import shown
from severa_vnf.testing.vnf.stamps import read_moment
from severa_vnf.testing.vnf.world import Record, World

Test = Callable[[dict[str, Any]], bool]

_COMPARE: Mapping[str, Callable[[str, str], bool]] = {
    ">": operator.gt,
    "<": operator.lt,
    ">=": operator.ge,
    "<=": operator.le,
}


def listed(world: World, call: Call, records: Iterable[Record]) -> Reply:
    """The answer to GET on those records of a collection."""
    resource = call.resource
    found = list(records)
    for test in _tests(world, call):
        found = [record for record in found if test(record.wire)]
    if world.whims.lag:
        changes = bool(call.values("lastModifiedDateTime"))
        now, lag = world.clock.now(), world.whims.lag
        found = [one for one in found if not world.whims.hides(one.written if changes else one.made, now, lag)]
    match resource.paging:
        case Paging.NONE if resource.name == "dimension":
            return Reply.of_json([record.key for record in found])
        case Paging.NONE:
            return Reply.of_json([shown(world, call, record) for record in found])
        case Paging.LINES:
            return _page_of_lines(world, call, found)
    size, number = _page(world, call)
    rows = [shown(world, call, record) for record in found[(number - 1) * size : number * size]]
    if resource.paging is Paging.RECORDS:
        return Reply.of_json({"pageNumber": number, "pageSize": size, "totalCount": len(found), "records": rows})
    if resource.paging is Paging.ROWS or world.switches.metadata_undeclared:
        _with_metadata(world, resource, rows, len(found))
    return Reply.of_json(rows)


def records_of(world: World, resource: Resource) -> Iterable[Record]:
    """What a collection lists, in the order it was made."""
    if resource.name == "customer_document":
        return customer_documents(world)
    return world.shelves[resource.name].records.values()


def _page(world: World, call: Call) -> tuple[int, int]:
    cap = world.switches.page_cap(call.resource.name)
    default = min(cap, world.switches.default_page_size)
    return min(cap, call.whole("pageSize", default)), call.whole("pageNumber", 1)


def _with_metadata(world: World, resource: Resource, rows: list[dict[str, Any]], total: int) -> None:
    metadata = {"totalCount": total, "maxPageSize": world.switches.page_cap(resource.name)}
    for row in rows:
        row["metadata"] = metadata


def _page_of_lines(world: World, call: Call, found: list[Record]) -> Reply:
    size, number = _page(world, call)
    name = call.resource.rows
    lines = [(record, place) for record in found for place in range(len(record.wire[name]) or 1)]
    rows: list[dict[str, Any]] = []
    for record, on_page in groupby(lines[(number - 1) * size : number * size], key=itemgetter(0)):
        whole, places = shown(world, call, record), [place for _, place in on_page]
        rows.append({**whole, name: whole[name][places[0] : places[-1] + 1]})
    _with_metadata(world, call.resource, rows, len(lines))
    return Reply.of_json(rows)


def _tests(world: World, call: Call) -> list[Test]:
    resource, newer = call.resource, world.switches.newer_filters
    filters = {**resource.filters, **(resource.newer_filters if newer else {})}
    special = {
        name: make
        for name, make in _SPECIAL.get(resource.name, {}).items()
        if not (newer and name in resource.older_filters)
    }
    moments = _moments(resource)
    known = {name.lower() for name in (*filters, *special, *moments, *resource.expand)}
    if resource.paging is not Paging.NONE:
        known |= {"pagenumber", "pagesize"}
    for name, _ in call.request.query:
        if name.lower() not in known:
            world.taker.misread(f"The query parameter {name} is not known; the service would ignore it and answer all.")
    tests = [_equals(path, call.values(name)) for name, path in filters.items() if call.values(name)]
    tests += [make(call.value(name)) for name, make in special.items() if call.values(name)]
    for name in moments:
        if not name.endswith("Condition"):
            tests += _moment_test(world, call, name)
    _demand(call)
    return tests


def _moments(resource: Resource) -> list[str]:
    kept = [name for name, kept in (("lastModified", resource.modified), ("created", resource.created)) if kept]
    return [f"{name}DateTime{end}" for name in kept for end in ("", *(["Condition"] * resource.condition))]


def _moment_test(world: World, call: Call, name: str) -> list[Test]:
    sent, condition = call.value(name), call.value(f"{name}Condition")
    if not sent and not condition:
        return []
    if not call.resource.condition:
        condition = ">="
    if not sent or condition not in _COMPARE:
        world.taker.misread(f"{name} and {name}Condition (>, <, >=, <=) go together; the service would ignore them.")
        return []
    moment = read_moment(sent, name)
    compare = _COMPARE[">=" if condition == ">" and world.switches.greater_includes else condition]
    return [lambda wire: compare(wire.get(name) or "", moment)]


def _equals(path: str, wanted: list[str]) -> Test:
    folded = {_folded(value) for value in wanted}
    return lambda wire: any(_folded(value) in folded for value in values(wire, path))


def _folded(value: Any) -> str:
    return str(value).removesuffix("T00:00:00").strip().casefold()


def _released(value: str) -> Test:
    wanted = value.lower() in ("1", "true")
    return lambda wire: (wire["status"] not in UNRELEASED) is wanted


def _in_module(value: str) -> Test:
    return lambda wire: wire["module"] == f"Module{value.upper()}"


def _from_period(value: str) -> Test:
    return lambda wire: any((line.get("financialPeriod") or "") >= value for line in wire["lines"])


def _to_period(value: str) -> Test:
    return lambda wire: any((line.get("financialPeriod") or "") <= value for line in wire["lines"])


_SPECIAL: Mapping[str, Mapping[str, Callable[[str], Test]]] = {
    "customer_invoice": {"released": _released},
    "customer_credit_note": {"released": _released},
    "customer_document": {"released": _released},
    "supplier_invoice": {"released": _released},
    "journal_transaction": {"module": _in_module, "releasedBatch": _released},
    "project_transaction": {"fromPeriod": _from_period, "toPeriod": _to_period},
}


def _demand(call: Call) -> None:
    name = call.resource.name
    if name == "journal_transaction" and not (call.values("periodId") or call.values("lastModifiedDateTime")):
        raise Refused("Either periodId or lastModifiedDateTime is mandatory.")
    if name == "project_transaction" and not (call.values("fromPeriod") and call.values("toPeriod")):
        raise Refused("fromPeriod and toPeriod are mandatory.")
