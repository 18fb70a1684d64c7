"""Match records by the names that they had when they were sent: people may have renamed them since."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from attrs import evolve

from severa_vnf.flows.ask import Flow
from severa_vnf.flows.memory import all_of, known
from severa_vnf.flows.registers.link import Begun, Spaces
from severa_vnf.mapping.matching import Matched
from severa_vnf.mapping.sides import Facts
from severa_vnf.ports import Record


def as_sent(now: Facts, begun: Iterable[Record]) -> Facts:
    """A record as it was when it was sent; as it is now where it never was."""
    for record in begun:
        one = known(Begun, record)
        return evolve(now, name=one.name, key=one.key, number=one.key, witness=one.witness)
    return now


def all_sent(register: str, ours: Sequence[Facts], theirs: Sequence[Facts]) -> Flow[dict[str, Facts]]:
    """Collect the records with an open intent, by id, with the names that they had when they were sent."""
    intents = {one.key: one for one in (yield from all_of(Spaces(register).begun))} if ours and theirs else {}
    named = {f"{system} {one.id}": one for system, side in (("severa", ours), ("vnf", theirs)) for one in side}
    return {one.id: as_sent(one, [intents[key]]) for key, one in named.items() if key in intents}


def matched(
    match: Callable[[Sequence[Facts], Sequence[Facts]], Matched],
    ours: Sequence[Facts],
    theirs: Sequence[Facts],
    sent: Mapping[str, Facts],
) -> Matched:
    """Match them as they were when they were sent (`sent`, by id); what that leaves alone, as it is now."""
    first = match(*([sent.get(one.id, one) for one in side] for side in (ours, theirs)))
    done = {one for guid, vnf_id, _ in first.pairs for one in (guid, vnf_id)}
    done |= {one for review in first.reviews for one in review.ids}
    if sent.keys() <= done:
        return first
    rest = match(*([one for one in side if one.id not in done] for side in (ours, theirs)))
    return Matched((*first.pairs, *rest.pairs), (*first.reviews, *rest.reviews))
