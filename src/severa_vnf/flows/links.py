"""Looking at links, and mending them by hand."""

from __future__ import annotations

from severa_vnf.flows.ask import Commit, Flow, ask
from severa_vnf.flows.costs import repair as costs
from severa_vnf.flows.costs.hearing import STREAM as COSTS
from severa_vnf.flows.costs.repair import CostLink
from severa_vnf.flows.invoices import repair as invoices
from severa_vnf.flows.memory import GAPS, PROBLEMS, Gap, Link, all_of, drop, known
from severa_vnf.flows.problems import Entry
from severa_vnf.flows.registers import explaining, repair
from severa_vnf.flows.registers.link import RecordLink
from severa_vnf.flows.registers.repair import REGISTERS
from severa_vnf.mapping.invoices import STREAM
from severa_vnf.plan import Explained
from severa_vnf.settings import Settings
from severa_vnf.values import Guid


def all_links(stream: str) -> Flow[tuple[Link | RecordLink | CostLink, ...]]:
    """Every link of a stream. Raises ValueError for a stream that has none."""
    if stream == COSTS:
        return (yield from costs.all_links())
    if stream in REGISTERS:
        return (yield from repair.all_links(stream))
    _known_stream(stream)
    return (yield from invoices.all_links())


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
    yield from invoices.relink(guid, vnf_id)


def unlink(stream: str, guid: Guid) -> Flow[None]:
    """Forget a record's link, and anything that was in doubt about it. In a register its problems end with the link.

    An invoice that is unlinked is sent anew only when the document that it had is surely gone.
    """
    if stream in REGISTERS:
        yield from repair.unlink(stream, guid)
        return (yield from _close(guid))
    _known_stream(stream)
    yield from invoices.unlink(guid)


def forget(stream: str, guid: Guid) -> Flow[None]:
    """Forget all that is remembered of a record: its link with the agreed values, what was under way, its problems.

    An invoice is then no matter of this bridge any more.
    """
    if stream in REGISTERS:
        yield from repair.unlink(stream, guid, again=False)
    else:
        _known_stream(stream)
        yield from invoices.forget(guid)
    yield from _close(guid)


def not_it(stream: str, guid: Guid, vnf_id: str, by: str) -> Flow[None]:
    """Settle a doubt for good: that document is not this invoice's."""
    _known_stream(stream)
    yield from invoices.not_it(guid, vnf_id, by)
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


def _known_stream(stream: str) -> None:
    if stream != STREAM:
        raise ValueError(f"no links of the stream {stream!r}; there are: {', '.join((*REGISTERS, STREAM))}")
