"""What goes wrong at the services of a world, where, and how often: a fault of each kind that exists in it."""

from __future__ import annotations

import random
from collections.abc import Mapping

from severa_vnf.testing.faults import Fault, Faults, Kind
from tests.swarm.draws import Draws

READS, WRITES = 0.003, 0.015
"""How likely a trouble that exists is, at a read and at a write."""
WRITING = ("POST", "PATCH", "PUT", "DELETE")
NO_TOKEN = "^(?!.*token)"
CHANGES = ("PATCH", "PUT", "DELETE")
RARE: Mapping[Kind, Mapping[str, float]] = {
    Kind.COMMITTED_401: {"GET": READS, **dict.fromkeys(CHANGES, 2 * WRITES)},
    Kind.COMMITTED_429: {"GET": READS, **dict.fromkeys(CHANGES, 2 * WRITES)},
    Kind.ROUTE_404: {"POST": 0.1},
    Kind.EMPTY_CREATE: {"POST": 0.1},
    Kind.OTHER_LOCATION: {"POST": 0.1, "PATCH": 0.03, "PUT": 0.03},
    Kind.STAMPED_AHEAD: dict.fromkeys(WRITING, 0.06),
    Kind.NOT_YET_READABLE: {"GET": 0.3},
    Kind.LAGGING_LIST: {"GET": 0.2},
    Kind.OTHER_RECORD: {"GET": 0.03},
    Kind.SHIFT: {"GET": 0.1},
    Kind.SHORT_LIST: {"GET": 0.02},
    Kind.LATER_PAGE_404: {"GET": 0.1},
    Kind.LATER_PAGE_GATEWAY_404: {"GET": 0.1},
    Kind.SAME_PAGE: {"GET": 0.1},
    Kind.TOKEN_LOOP: {"GET": 0.01},
    Kind.CONTROL_ID: {"GET": 0.01},
    Kind.NULL_ID: {"GET": 0.01},
    Kind.NUMBER_ID: {"GET": 0.01},
}
"""Kinds that leave most requests alone are tried at more of them. That 401 and 429 never follow a create that was
carried out is what the bridge takes for granted (docs/assumptions.md): they follow changes alone."""
JOBS = "/background/"
"""Where work is asked for that was taken over: there alone are addresses of jobs."""


def weather(draws: Draws, name: str) -> Faults:
    """Those of the service of that name."""
    found = []
    for kind in Kind:
        often = draws.often.get(str(kind), 0.0)
        if kind is Kind.FOREIGN_JOB and often:
            found.append(Fault(kind, "GET", JOBS, probability=0.5))
            found.append(Fault(Kind.ACCEPTED, "GET", probability=READS * often))
        elif often:
            rates = RARE.get(kind, {"GET": READS, **dict.fromkeys(WRITING, WRITES)})
            found += [
                Fault(kind, verb, NO_TOKEN if verb == "POST" else "", probability=min(0.5, rate * often))
                for verb, rate in rates.items()
            ]
    return Faults(found, seed=random.Random(f"{name} {draws.seed}").randrange(2**30))
