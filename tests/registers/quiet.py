"""Cycles until nothing is done any more."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta

from attrs import define, field

from severa_vnf import BridgeError
from severa_vnf.flows.ask import Send
from severa_vnf.plan import Report
from severa_vnf.ports import Observer
from tests.flows.office import Kind as Driver
from tests.flows.office import Office
from tests.registers.both import STREAMS

SETTLED = 12
"""Cycles after which nothing more may be done."""


@define
class Written:
    """An observer that notes what was written to a service, and not refused."""

    done: list[str] = field(factory=list)

    def asked(self, question: object) -> None:
        """Nothing yet."""

    def answered(self, question: object, answer: object) -> None:
        """Perhaps a write."""
        if isinstance(question, Send) and question.call.method != "GET" and not isinstance(answer, BridgeError):
            self.done.append(f"{question.call.method} {question.call.path} {question.call.body!r}")


def cycle(office: Office, driver: Driver, observer: Observer | None = None, *streams: str) -> Report:
    """A whole cycle of a fresh process, or these streams of one."""
    report: Report = office.using(driver, lambda bridge: bridge.sync(*streams), observer)
    return report


def in_doubt(office: Office) -> bool:
    """Whether something was begun of which nobody knows yet what came of it."""
    return any(office.known(f"begun {register}") for register in STREAMS)


def until_quiet(office: Office, driver: Driver, *streams: str) -> None:
    """Cycles, five minutes apart, until one ends well, has written nothing, and leaves no doubt."""
    written = Written()
    for _ in range(SETTLED):
        written.done.clear()
        ended = False
        with suppress(BridgeError):
            cycle(office, driver, written, *streams)
            ended = True
        office.clock.advance(timedelta(minutes=5))
        if ended and not written.done and not in_doubt(office):
            return
    raise AssertionError("\n".join(["never quiet", *written.done]))
