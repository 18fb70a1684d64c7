"""A document is released, once. Visma.net works at that by itself and tells no end of it: its status does.

By then its totals were compared and the link stands: what is released can't be taken out any more.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from attrs import evolve

from severa_vnf.errors import ApiError, NotFound, OutcomeUnknown
from severa_vnf.flows.ask import Flow
from severa_vnf.flows.following.errand import Errand, Task, trouble
from severa_vnf.flows.following.way import Go, Way
from severa_vnf.flows.invoices import documents
from severa_vnf.flows.writing import write
from severa_vnf.mapping.table import Trouble
from severa_vnf.rules.following import FOLLOWING_WAITS, RELEASE_OF_ANOTHER, RELEASE_REFUSED, RELEASE_UNDONE
from severa_vnf.settings import Settings
from severa_vnf.values import Guid
from severa_vnf.vnf.describe import Progress
from severa_vnf.vnf.documents import DocumentStatus

FIELD = "Release"
RELEASE = "release"


def release(
    errand: Errand,
    guid: Guid,
    task: Task,
    settings: Settings,
    now: datetime,
    way: Way,
    begin: Callable[[Task], Flow[None]],
) -> Flow[Task | None]:
    """Ask for it, unless it was asked for a while ago. Left until the document is released, or was before."""
    stands = yield from _stands(errand, guid, way)
    if isinstance(stands, Trouble):
        return _met(task, stands)
    if stands is None:
        return None
    undone = [Trouble(RELEASE_UNDONE, FIELD, str(stands))]
    if task.asked is not None:
        if now < datetime.fromisoformat(task.asked) + settings.release_wait:
            return task.met(undone if task.tried else ())
        task = evolve(task, tried=True)
    go = way.go(errand.step(guid, RELEASE, RELEASE, "release", {"action": "release"}))
    if go is not Go.DO:
        return task if go is Go.LEAVE else None
    task = evolve(task.met(undone if task.tried else ()), asked=now.isoformat())
    yield from begin(task)
    try:
        answer = yield from write(documents.release(errand.key))
    except OutcomeUnknown as error:
        return evolve(_met(task, trouble(error, RELEASE_REFUSED, FIELD)), tried=True)
    except ApiError as error:
        return evolve(_met(task, trouble(error, RELEASE_REFUSED, FIELD)), asked=None)
    if answer.action_result is Progress.FAILED:
        refused = Trouble(RELEASE_REFUSED, FIELD, answer.error_info or "it does not say why")
        return evolve(task.met([refused]), asked=None)
    stands = yield from _stands(errand, guid, way)
    if isinstance(stands, Trouble):
        return _met(task, stands)
    return task if stands else None


def _met(task: Task, trouble: Trouble) -> Task:
    """With this trouble. One that passes takes no other's place: a release without effect is told until it is done."""
    return task if trouble.rule is FOLLOWING_WAITS and task.has(RELEASE_UNDONE) else task.met([trouble])


def _stands(errand: Errand, guid: Guid, way: Way) -> Flow[DocumentStatus | Trouble | None]:
    """The document's status, while it is not released; its total must be what was compared. None: it is, or is gone."""
    try:
        document = yield from way.read(guid, errand.key)
    except NotFound:
        return None
    except ApiError as error:
        return trouble(error, RELEASE_REFUSED, FIELD)
    if document.status not in documents.UNRELEASED:
        return None
    total = document.amount_in_currency
    if total != errand.total:
        return Trouble(RELEASE_OF_ANOTHER, FIELD, f"{errand.total} -> {total}")
    return document.status
