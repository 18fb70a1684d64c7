"""A list may show a record over and over under ids that nobody has: what only its id tells from another is read by it.

Else a hundred persons would be made of one, or a project be linked with a record that was never there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Sequence
from typing import Any

from severa_vnf.errors import ApiError, NotFound
from severa_vnf.flows.ask import Flow, together
from severa_vnf.flows.engine.faults import is_partial
from severa_vnf.flows.registers.kind import Side
from severa_vnf.mapping.matching import Review
from severa_vnf.mapping.sides import Facts, folded
from severa_vnf.mapping.table import Trouble
from severa_vnf.rules.transfer import UNREADABLE

NOT_THERE = "a list shows it, and by its id it is not to be found"


def not_there(*sides: tuple[Side[Any], Sequence[Facts]]) -> Flow[tuple[list[Review], dict[str, str]]]:
    """Read by its id each record that equals another in all but that; return those not found, and those in doubt.

    Equal records of which some are not found share one review. Where one of them can't be read, all are in doubt: the
    reason, by id.
    """
    absent: list[Review] = []
    doubts: dict[str, str] = {}
    for side, alike in ((side, alike) for side, listed in sides for alike in _alike(listed)):
        faults = yield from together([_fault(side, one.id) for one in alike])
        if unread := next((fault for fault in faults if fault not in ("", NOT_THERE)), ""):
            doubts |= {one.id: unread for one in alike}
        elif told := tuple(one for one, fault in zip(alike, faults, strict=True) if fault):
            absent.append(Review(told, Trouble(UNREADABLE, "", NOT_THERE)))
    return absent, doubts


def _alike(listed: Sequence[Facts]) -> list[list[Facts]]:
    looks: defaultdict[Hashable, list[Facts]] = defaultdict(list)
    for one in listed:
        if not one.apart:
            looks[one.group, one.key, folded(one.name), one.witness].append(one)
    return [alike for alike in looks.values() if len(alike) > 1]


def _fault(side: Side[Any], name: str) -> Flow[str]:
    try:
        yield from side.one(name)
    except NotFound:
        return NOT_THERE
    except ApiError as error:
        if not is_partial(error):
            raise
        return error.message
    return ""
