"""What a driver knows whatever its host is: whom it works for, the lease it holds, where its credentials lead."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

from attrs import frozen

from severa_vnf.errors import BridgeError, ClockSkew, LeaseLost, SettingsError, StoreConflict
from severa_vnf.flows import clocks, lease
from severa_vnf.flows.ask import Commit, Flow, Lease, Send
from severa_vnf.ports import Clock, MonotonicClock, Observer, Record, Write
from severa_vnf.send import Sender

LOG = logging.getLogger("severa_vnf")
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
SET = timedelta(seconds=2)
"""A clock that moves further than this beside the one that nobody sets was set by somebody."""
LAST = timedelta(seconds=3)
"""So long after its deadline a run may still wait for its turn at a service: it ends in order, with its report."""


@frozen
class Desk:
    """Whom a driver works for, and under which name. `look_round` checks where the credentials lead."""

    tenant: str
    host: str
    terms: lease.Terms
    clock: Clock
    look_round: Callable[[], Flow[None]]
    observer: Observer | None = None


class RunTime:
    """The time of a run: what the host's clock shows, and never less than has passed since the run began.

    A clock that is set back in mid-run makes no lease longer; where it is set forward, or the machine slept, the
    lease is over the sooner. A clock of the host's without `monotonic` counts alone.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._begin, self._began = clock.now(), self._passed()

    def now(self) -> datetime:
        """The present moment."""
        return max(self._clock.now(), self._begin + self._passed() - self._began)

    def ahead(self) -> timedelta:
        """How far the host's clock is ahead of the one that nobody sets: another number once it was set."""
        return self._clock.now() - EPOCH - self._passed()

    def _passed(self) -> timedelta:
        if isinstance(self._clock, MonotonicClock):
            return timedelta(seconds=self._clock.monotonic())
        return self._clock.now() - EPOCH


class Driver:
    """What both drivers know: whom they work for, the lease they hold, and with which tokens they have looked round."""

    def __init__(self, desk: Desk, senders: Mapping[str, Sender]) -> None:
        self._desk = desk
        self._held: lease.Held | None = None
        self._until: datetime | None = None
        self._time = RunTime(desk.clock)
        self._cut_off = self._doubted = False
        self._at_work = threading.Lock()
        self._looked_with: tuple[int, ...] = ()
        self._looked_at = self._time.ahead()
        self._all_senders = dict(senders)
        self._longest = max(sender.longest for sender in senders.values())
        if desk.terms.span.total_seconds() <= self._longest:
            raise SettingsError(
                [f"lease must be longer than a call may take ({self._longest:g} s by the clients' time-outs)"]
            )

    @contextmanager
    def _alone(self, until: datetime | None = None) -> Iterator[None]:
        """One run at a time. A lease that an interrupted one has left is not the next one's: it takes its own.

        After `until` nothing that failed is tried again in it.
        """
        if not self._at_work.acquire(blocking=False):
            raise LeaseLost("this bridge is at work already")
        try:
            self._held, self._time, self._until = None, RunTime(self._desk.clock), until
            self._cut_off = self._doubted = False
            yield
        finally:
            self._held = self._until = None
            self._at_work.release()

    @contextmanager
    def _under_way(self) -> Iterator[None]:
        """While something is sent or committed: what is cut off there may still be done, whatever cut it off."""
        try:
            yield
        except BridgeError:
            raise
        except BaseException:
            self._cut_off = True
            raise

    def _leaves(self, error: BaseException) -> bool:
        """Whether a run that ended so leaves its lease to run out, as a process that was killed does.

        One rule: an error of the run's own ends it in order, with nothing under way. What comes from outside
        (KeyboardInterrupt, SystemExit, a cancellation, a signal's exception in the middle of a call) does not.
        """
        return self._cut_off or not isinstance(error, Exception)

    def _now(self) -> datetime:
        """The present moment; outside a run as the host's clock shows it."""
        return self._desk.clock.now() if self._held is None else self._time.now()

    def _writes(self, question: Commit) -> tuple[Write, ...]:
        """A run's writes, with the check that it still holds the lease."""
        return question.writes if self._held is None else (self._held.check(), *question.writes)

    def _cause(self, error: StoreConflict, holder: Mapping[str, Record]) -> BridgeError:
        """A commit that failed for the lease was not a conflict: the run is over."""
        lost = self._held is not None and holder[lease.HOLDER].version != self._held.fence
        return LeaseLost("another host took the lease over") if lost else error

    def _take(self) -> Flow[lease.Held]:
        return lease.take(self._desk.host, self._desk.terms, self._look_again)

    def _ended(self) -> Flow[None]:
        """Give the lease back: the run has ended, and nothing of it is under way."""
        assert self._held is not None
        return lease.give_back(self._held, self._time.now())

    def _keep(self) -> Flow[None]:
        """Move the lease's end on where half of it is over, or what is left is too short for another call."""
        if self._held is None:
            return
        now, span = self._time.now(), self._desk.terms.span
        if self._held.until - now < max(span / 2, self._longest * timedelta(seconds=1.01)):
            self._held = yield from lease.extend(self._held, now + span, span)

    def _moments(self, question: Send[Any]) -> dict[str, datetime | None]:
        """Until when to send, and to try again, by the sender's clock: an hour that was set back is no hour more."""
        ahead = self._time.now() - self._all_senders[question.call.system].clock.now()
        until = None if self._until is None else self._until + LAST
        asked = {"before": question.before, "until": until}
        return {name: None if moment is None else moment - ahead for name, moment in asked.items()}

    def _look_round(self) -> Flow[None]:
        """Check where the credentials lead, once for each token; and the clock, with each, and once it was set."""
        was_set = abs(self._time.ahead() - self._looked_at) > SET
        if was_set or self._looked_with != self._logins() or 0 in self._looked_with:
            yield from self._look()
        if self._held is not None:
            yield from self._check_clock()

    def _look(self) -> Flow[None]:
        yield from self._desk.look_round()
        self._looked_with, self._looked_at = self._logins(), self._time.ahead()

    def _look_again(self) -> Flow[None]:
        yield from self._look()
        clocks.compare(self.differences(), self._desk.terms.skew)

    def _check_clock(self) -> Flow[None]:
        """Raise ClockSkew where this host's clock is not the services'; what they said long ago is asked again."""
        try:
            clocks.compare(self.differences(), self._desk.terms.skew)
        except ClockSkew:
            if self._doubted:
                raise
            self._doubted = True
            yield from self._look_again()

    def differences(self) -> clocks.Differences:
        """By service: its time less this host's, as it was told last."""
        told = {name: (one.date_difference, one.clock) for name, one in self._all_senders.items()}
        return {
            name: None if less is None else less + (clock.now() - self._desk.clock.now())
            for name, (less, clock) in told.items()
        }

    def _logins(self) -> tuple[int, ...]:
        return tuple(sender.logins for sender in self._all_senders.values())

    def _lease(self) -> Lease:
        if self._held is None:
            raise LeaseLost("nothing is written outside a run")
        return Lease(self._held.until, self._longest)

    def _asked(self, question: object) -> None:
        if self._desk.observer is not None:
            with _guarded():
                self._desk.observer.asked(question)

    def _answered(self, question: object, answer: object) -> None:
        if self._desk.observer is not None:
            with _guarded():
                self._desk.observer.answered(question, answer)


@contextmanager
def nothing_replaces_it() -> Iterator[None]:
    """Log a failure to end a run that an error has ended: the host sees the error that ended it.

    A store says what fails in the errors of its protocol. All else, as what a signal raises, goes on as ever.
    """
    try:
        yield
    except (BridgeError, ValueError) as error:
        LOG.warning("the lease could not be given back, and runs out: %s", type(error).__name__)


@contextmanager
def _guarded() -> Iterator[None]:
    """An observer that fails is told in the log, without what it was told itself, and breaks nothing."""
    try:
        yield
    except Exception as error:  # noqa: BLE001 - a host's observer may raise anything
        LOG.warning("an observer raised %s, which is ignored", type(error).__name__)
