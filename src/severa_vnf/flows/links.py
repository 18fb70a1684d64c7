"""Looking at links, and mending them by hand."""

from __future__ import annotations

from severa_vnf.flows.ask import Commit, Flow, ask
from severa_vnf.flows.costs import repair as costs
from severa_vnf.flows.costs.hearing import STREAM as COSTS
from severa_vnf.flows.costs.repair import CostLink
from severa_vnf.flows.invoices.documents import Key
from severa_vnf.flows.memory import (
    BACK,
    DRIFT,
    GAPS,
    INTENTS,
    LINKS,
    PROBLEMS,
    Gap,
    Link,
    Owner,
    all_of,
    drop,
    known,
    put,
    recall,
)
from severa_vnf.flows.problems import Entry
from severa_vnf.flows.registers import explaining, repair
from severa_vnf.flows.registers.link import RecordLink
from severa_vnf.flows.registers.repair import REGISTERS
from severa_vnf.mapping.invoices import STREAM
from severa_vnf.plan import Explained
from severa_vnf.ports import Write
from severa_vnf.settings import Settings
from severa_vnf.values import Guid


def all_links(stream: str) -> Flow[tuple[Link | RecordLink | CostLink, ...]]:
    """Every link of a stream. Raises ValueError for a stream that has none."""
    if stream == COSTS:
        return (yield from costs.all_links())
    if stream in REGISTERS:
        return (yield from repair.all_links(stream))
    _known_stream(stream)
    return tuple(known(Link, record) for record in (yield from all_of(LINKS)))


def all_gaps() -> Flow[tuple[Gap, ...]]:
    """Every number that was taken and deleted again."""
    return tuple(known(Gap, record) for record in (yield from all_of(GAPS)))


def relink(stream: str, guid: Guid, vnf_id: str) -> Flow[None]:
    """Link a record with another, in the place of any link that either has. What was in doubt is settled by it."""
    if stream == COSTS:
        return (yield from costs.relink(guid, vnf_id))
    if stream in REGISTERS:
        return (yield from repair.relink(stream, guid, vnf_id))
    _known_stream(stream)
    key = _key(vnf_id)
    yield from unlink(stream, guid)
    back = (yield from recall(BACK, (str(key),))).get(str(key))
    writes: list[Write] = [
        put(LINKS, guid, Link(guid=guid, credit_note=key.credit_note, number=key.number), None),
        put(BACK, str(key), Owner(guid=guid), back),
    ]
    if back is not None:
        other = (yield from recall(LINKS, (known(Owner, back).guid,))).values()
        writes += [drop(LINKS, record) for record in other]
    yield from ask(Commit(tuple(writes)))


def unlink(stream: str, guid: Guid) -> Flow[None]:
    """Forget a record's link, and anything that was in doubt about it. In a register its problems end with the link.

    Of an invoice, what was told of both sides' drifting apart ends with it.
    """
    if stream in REGISTERS:
        yield from repair.unlink(stream, guid)
        return (yield from _close(guid))
    _known_stream(stream)
    writes: list[Write] = []
    for record in (yield from recall(LINKS, (guid,))).values():
        link = known(Link, record)
        key = str(Key(link.credit_note, link.number))
        writes += [drop(LINKS, record), *(drop(BACK, back) for back in (yield from recall(BACK, (key,))).values())]
    for space in (INTENTS, DRIFT):
        writes += [drop(space, record) for record in (yield from recall(space, (guid,))).values()]
    entries = [(record, known(Entry, record)) for record in (yield from all_of(PROBLEMS))]
    writes += [drop(PROBLEMS, record) for record, entry in entries if (entry.stream, entry.record) == (DRIFT, guid)]
    if writes:
        yield from ask(Commit(tuple(writes)))


def forget(stream: str, guid: Guid) -> Flow[None]:
    """Forget all that is remembered of a record: its link with the agreed values, what was under way, its problems."""
    yield from repair.unlink(stream, guid, again=False) if stream in REGISTERS else unlink(stream, guid)
    yield from _close(guid)


def _close(guid: Guid) -> Flow[None]:
    """Forget a record's problems. What is still wrong is found again by the run that looks at it."""
    entries = yield from all_of(PROBLEMS)
    writes = tuple(drop(PROBLEMS, one) for one in entries if known(Entry, one).record == guid)
    if writes:
        yield from ask(Commit(writes))


def explain(settings: Settings, stream: str, guid: Guid) -> Flow[Explained]:
    """Why a record of a register is as it is."""
    if stream not in REGISTERS:
        raise ValueError(f"nothing to explain of the stream {stream!r}; there are: {', '.join(REGISTERS)}")
    return (yield from explaining.explain(settings, stream, guid))


def _key(vnf_id: str) -> Key:
    kind, _, number = vnf_id.partition(" ")
    if kind not in ("Invoice", "CreditNote") or not number:
        raise ValueError(f"a document is named like 'Invoice 1001' or 'CreditNote 2001', not {vnf_id!r}")
    return Key(kind == "CreditNote", number)


def _known_stream(stream: str) -> None:
    if stream != STREAM:
        raise ValueError(f"no links of the stream {stream!r}; there are: {', '.join((*REGISTERS, STREAM))}")
