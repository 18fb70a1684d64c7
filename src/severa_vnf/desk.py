"""What a driver knows whatever its host is: whom it works for, the lease it holds, where its credentials lead."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta

from attrs import frozen

from severa_vnf.errors import BridgeError, LeaseLost, SettingsError, StoreConflict
from severa_vnf.flows import lease
from severa_vnf.flows.ask import Commit, Flow, Lease
from severa_vnf.ports import Clock, Observer, Record, Write
from severa_vnf.send import Sender


@frozen
class Desk:
    """Whom a driver works for, and under which name. `look_round` checks where the credentials lead."""

    tenant: str
    host: str
    span: timedelta
    clock: Clock
    look_round: Callable[[], Flow[None]]
    observer: Observer | None = None


class Driver:
    """What both drivers know: whom they work for, the lease they hold, and with which tokens they have looked round."""

    def __init__(
        self,
        desk: Desk,
        senders: Mapping[str, Sender],
    ) -> None:
        self._desk = desk
        self._held: lease.Held | None = None
        self._at_work = False
        self._looked_with: tuple[int, ...] = ()
        self._all_senders = tuple(senders.values())
        self._longest = max(sender.longest for sender in self._all_senders)
        if desk.span.total_seconds() <= self._longest:
            raise SettingsError(
                [f"lease must be longer than a call may take ({self._longest:g} s by the clients' time-outs)"]
            )

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """One run at a time. A lease that an interrupted one has left is not the next one's: it takes its own."""
        if self._at_work:
            raise LeaseLost("this bridge is at work already")
        self._at_work, self._held = True, None
        try:
            yield
        finally:
            self._at_work = False

    def _writes(self, question: Commit) -> tuple[Write, ...]:
        """A run's writes, with the check that it still holds the lease."""
        return question.writes if self._held is None else (self._held.check(), *question.writes)

    def _cause(self, error: StoreConflict, holder: Mapping[str, Record]) -> BridgeError:
        """A commit that failed for the lease was not a conflict: the run is over."""
        lost = self._held is not None and holder[lease.HOLDER].version != self._held.fence
        return LeaseLost("another host took the lease over") if lost else error

    def _keep(self) -> Flow[None]:
        """Move the lease's end on where half of it is over, or what is left is too short for another call."""
        if self._held is None:
            return
        now, span = self._desk.clock.now(), self._desk.span
        if self._held.until - now < max(span / 2, self._longest * timedelta(seconds=1.01)):
            self._held = yield from lease.extend(self._held, now + span)

    def _look_round(self) -> Flow[None]:
        """Check where the credentials lead, once for each token."""
        if self._looked_with != self._logins() or 0 in self._looked_with:
            yield from self._desk.look_round()
            self._looked_with = self._logins()

    def _logins(self) -> tuple[int, ...]:
        return tuple(sender.logins for sender in self._all_senders)

    def _lease(self) -> Lease:
        if self._held is None:
            raise LeaseLost("nothing is written outside a run")
        return Lease(self._held.until, self._longest)

    def _asked(self, question: object) -> None:
        if self._desk.observer is not None:
            self._desk.observer.asked(question)

    def _answered(self, question: object, answer: object) -> None:
        if self._desk.observer is not None:
            self._desk.observer.answered(question, answer)
