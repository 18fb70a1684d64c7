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


def not_there(side: Side[Any], listed: Sequence[Facts]) -> Flow[list[Review]]:
    """Those that nothing but their ids tells apart, and that are not to be found by these. One review for each look.

    Where one can't be read, nobody knows which of them is there, and they all wait.
    """
    looks: defaultdict[Hashable, list[Facts]] = defaultdict(list)
    for one in listed:
        if not one.apart:
            looks[one.group, one.key, folded(one.name), one.witness].append(one)
    found = []
    for alike in (each for each in looks.values() if len(each) > 1):
        faults = yield from together([_fault(side, one.id) for one in alike])
        unread = next((fault for fault in faults if fault not in ("", NOT_THERE)), "")
        told = tuple(one for one, fault in zip(alike, faults, strict=True) if fault or unread)
        if told:
            found.append(Review(told, Trouble(UNREADABLE, "", unread or NOT_THERE)))
    return found


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
