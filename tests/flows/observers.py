"""Observers that let things happen in the middle of a run."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Literal

from attrs import define

from severa_vnf.flows.ask import Commit, Send


class Killed(BaseException):
    """The process is gone: nothing more happens in it."""


class Broken(BaseException):
    """What was to happen in the middle of a run went wrong: the test fails, though observers break nothing."""


def happening(happens: Callable[[], object]) -> None:
    """Let it happen. What goes wrong there is no observer's trouble, which nobody would see."""
    try:
        happens()
    except Exception as error:
        raise Broken(repr(error)) from error


@define
class Stop:
    """An observer that ends the process at the k-th question: before it is answered, or just after."""

    at: int
    when: Literal["before", "after"]
    asked_so_far: int = 0
    dead: bool = False

    def asked(self, question: object) -> None:
        """Count it; perhaps die."""
        self._count(question)
        if self.when == "before" and self.asked_so_far == self.at:
            self.dead = True
        self._die()

    def answered(self, question: object, answer: object) -> None:
        """Perhaps die."""
        if self.when == "after" and self.asked_so_far >= self.at:
            self.dead = True
        self._die()

    def _count(self, question: object) -> None:
        self.asked_so_far += isinstance(question, Send | Commit)

    def _die(self) -> None:
        if self.dead:
            raise Killed


def stops(when: Literal["before", "after"], every: int = 1) -> Iterator[Stop]:
    """One at the first question, one so many later, ... until a run has lived through."""
    stop = Stop(1, when)
    yield stop
    while stop.dead:
        stop = Stop(stop.at + every, when)
        yield stop


@define
class Meanwhile:
    """An observer that lets something else happen just before the k-th exchange or commit is made."""

    at: int
    happens: Callable[[], None]
    asked_so_far: int = 0

    def asked(self, question: object) -> None:
        """Count it; perhaps it is time."""
        if isinstance(question, Send | Commit):
            self.asked_so_far += 1
            if self.asked_so_far == self.at:
                happening(self.happens)

    def answered(self, question: object, answer: object) -> None:
        """Nothing."""


@define
class When:
    """An observer that lets something happen at each call of that verb and path: before it is made, or once it is."""

    method: str
    path: str
    happens: Callable[[], object]
    at: Literal["before", "after"] = "before"

    def asked(self, question: object) -> None:
        """Perhaps it is time."""
        self._at("before", question)

    def answered(self, question: object, answer: object) -> None:
        """Perhaps it is time."""
        self._at("after", question)

    def _at(self, moment: str, question: object) -> None:
        call = question.call if moment == self.at and isinstance(question, Send) else None
        if call is not None and call.method == self.method and self.path in call.path:
            happening(self.happens)


def dies() -> None:
    """The process is killed."""
    raise Killed
