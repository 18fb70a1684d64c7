"""Whether this Severa takes files for projects: an API before 2024 has no such route. Asked once a day at most."""

from __future__ import annotations

from datetime import datetime

from attrs import define, frozen

from severa_vnf.errors import ApiError, NotFound
from severa_vnf.flows.ask import Commit, Flow, ask, everything
from severa_vnf.flows.classes import STALE
from severa_vnf.flows.costs.start import SPACE
from severa_vnf.flows.memory import drop, known, put, recall
from severa_vnf.ports import Record
from severa_vnf.severa import files
from severa_vnf.values import Guid

KEY = "no files"


@frozen(kw_only=True, slots=False)
class Missing:
    """That the route was not there, at this moment."""

    at: str


@define
class Route:
    """What a run knows of it. `tried`: it was found to be there, in this run."""

    missing: bool
    record: Record | None
    tried: bool = False

    def found_missing(self, now: datetime) -> Flow[None]:
        """Remember that there is none, so that no other file is tried today."""
        self.missing = True
        yield from ask(Commit((put(SPACE, KEY, Missing(at=now.isoformat()), self.record),)))

    def found_open(self) -> Flow[None]:
        """It is there, and what was remembered of it is wrong by now."""
        self.tried = True
        if self.record is not None:
            yield from ask(Commit((drop(SPACE, self.record),)))


def route(now: datetime) -> Flow[Route]:
    """What is remembered of it; after a day, nothing."""
    record = (yield from recall(SPACE, (KEY,))).get(KEY)
    missing = record is not None and now - datetime.fromisoformat(known(Missing, record).at) < STALE
    return Route(missing, record)


def tells_missing(error: ApiError, project: Guid) -> Flow[bool]:
    """Whether a refused upload says that the route is missing; a project that is gone would say the same."""
    if not isinstance(error, NotFound):
        return error.status == 405
    try:
        yield from everything(files.of_project(project))
    except NotFound:
        return False
    return True
