"""Calls that are accepted now, carried out later, and asked after."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from attrs import define, field

from severa_vnf.testing.exchange import Reply, Request
from severa_vnf.testing.vnf.refusals import Refused
from severa_vnf.testing.vnf.stamps import utc
from severa_vnf.testing.vnf.world import World

KEPT = timedelta(hours=24)


@define(eq=False)
class _Job:
    uri: str
    received: datetime
    has_content: bool
    finished: datetime | None = None
    reply: Reply | None = None


@define(eq=False)
class Background:
    """The jobs of the company."""

    world: World
    _jobs: dict[str, _Job] = field(factory=dict)

    def accept(self, request: Request, root: str, carry_out: Callable[[], Reply]) -> Reply:
        """Take a call, to be carried out when it is due."""
        name = self.world.guid()
        job = self._jobs[name] = _Job(request.path, self.world.clock.now(), bool(request.body))

        def run() -> None:
            job.reply, job.finished = carry_out(), self.world.clock.now()

        self.world.after(self.world.switches.background_takes, run)
        return Reply.of_json({"id": name, "stateLocation": f"{root}/v1/background/{name}"}, 202)

    def answer(self, root: str, rest: tuple[str, ...]) -> Reply:
        """The state of a job, or what it answered. Finished means carried out, not that it went well."""
        job = self._jobs.get(rest[0]) if rest else None
        match job, rest[1:]:
            case _Job(), ():
                return Reply.of_json(self._state(rest[0], job, root))
            case _Job(reply=Reply() as reply, finished=datetime() as finished), ("content",):
                if self.world.clock.now() - finished > KEPT:
                    raise Refused("The content is no longer kept.", 410)
                kind = {name: value for name, value in reply.headers.items() if name == "Content-Type"}
                return Reply(200, kind, reply.body) if reply.body else Reply.empty(204)
        raise Refused("There is no such background request.", 404)

    def _state(self, name: str, job: _Job, root: str) -> dict[str, Any]:
        state: dict[str, Any] = {
            "id": name,
            "status": "Finished" if job.reply else "Started",
            "statusCode": job.reply.status if job.reply else 0,
            "receivedUtc": utc(job.received),
            "startedUtc": utc(job.received),
            "originalUri": job.uri,
            "hasRequestContent": job.has_content,
            "hasResponseContent": bool(job.reply and job.reply.body),
            "responseHeaders": dict(job.reply.headers) if job.reply else {},
        }
        if job.finished:
            state |= {"finishedUtc": utc(job.finished), "contentLocation": f"{root}/v1/background/{name}/content"}
        return state
