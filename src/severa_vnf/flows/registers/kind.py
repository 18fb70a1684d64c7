"""What every register has: two sides that are read and written, and the pure functions that decide between them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Generic, Protocol, TypeVar

from attrs import frozen

from severa_vnf.flows.ask import Flow
from severa_vnf.flows.engine.cursor import Listing, is_sound
from severa_vnf.flows.registers.half import Half
from severa_vnf.flows.registers.link import RecordLink
from severa_vnf.mapping.given import Given
from severa_vnf.mapping.mapped import Mapped
from severa_vnf.mapping.matching import Matched
from severa_vnf.mapping.merge import Known
from severa_vnf.mapping.sides import Decision, Facts
from severa_vnf.mapping.table import Row
from severa_vnf.plan import Change
from severa_vnf.settings import Settings
from severa_vnf.values import Code, Guid
from severa_vnf.wire.call import Call

R = TypeVar("R")
S = TypeVar("S")
V = TypeVar("V")


def _whole(record: R) -> Flow[R]:
    """Nothing belongs to it that it does not show."""
    return record
    yield


def _nothing(twin: Any, given: Given) -> Sequence[Any]:
    return ()


def _no_changes(record: Any, given: Given) -> tuple[Change, ...]:
    return ()


def _unchanged(todos: Sequence[Any], given: Given) -> Given:
    return given


def _alone(given: Given) -> Flow[Given]:
    return given
    yield


def _same(first: Any, given: Given) -> Flow[Given]:
    return given
    yield


def _never(record: Any, given: Given) -> bool:
    return False


def _none(part: Any) -> Mapping[Guid, str]:
    return {}


@frozen(kw_only=True)
class Side(Generic[R]):
    """One service's half of a register. `R` is a record with all that belongs to it."""

    hear: Callable[[bool, Settings], Flow[Half[R]]]
    """Read all, or what changed."""
    lists: tuple[Listing[Any], ...]
    """The lists that its records stand in, each in one of them."""
    one: Callable[[str], Flow[R]]
    """Read one by its id. Raises NotFound."""
    like: Callable[[Facts, Given], Flow[list[R]]]
    """Read those that a new record of the other side might be."""
    facts: Callable[[R, Given], Facts]
    """By what it is matched."""
    unmoved: Callable[[R, RecordLink, Given], bool]
    """Whether nothing of it is new to us, what belongs to it left out."""
    new: Callable[[Any, Given], Mapped[Any]] | None = None
    """A new record for this side, out of its twin. None: nothing is made here."""
    create: Callable[[Any], Call[Any]] | None = None
    """Make it."""
    along: Callable[[Any, Given], Sequence[Any]] = _nothing
    """What is made along with it, out of its twin: addresses, communications. For a preview; they are parts."""
    completed: Callable[[R], Flow[R]] = _whole
    """A changed record with all that belongs to it."""
    part: Callable[[Any], Mapping[Guid, str]] = _none
    """The fingerprint of a part, by its guid."""


class Decide(Protocol):
    """Decide what becomes of a pair."""

    def __call__(
        self, record: Any, twin: Any, known: Mapping[str, Known], given: Given, /, *, first: bool = False
    ) -> Decision:
        """`first`: they have only just found each other."""


@frozen(kw_only=True)
class Kind(Generic[S, V]):
    """A register: customers, contacts, items or projects. `stream` is that in whose cycle it is."""

    name: str
    stream: str
    severa: Side[S]
    vnf: Side[V]
    match: Callable[[Sequence[Facts], Sequence[Facts]], Matched]
    decide: Decide
    patch: Callable[[Guid, Mapping[str, Any]], Call[Any]] | None = None
    """Change Severa's record itself. None: no decision asks for it."""
    theirs: str = "vnf"
    """What its records in Visma.net are called, so that no two records of a stream have one name."""
    made: Callable[[Any], S]
    """Severa's record as a create answered it: nothing belongs to it yet."""
    named: Callable[[Code], Call[V]]
    """The record in Visma.net that a create answered with."""
    is_answer: Callable[[object], bool] = is_sound
    """Whether an answer can be by what a record is named."""
    answer: Callable[[V], Code]
    """By what a create answers with it."""
    rows: Mapping[str, Row]
    """The rows of its table, by the names of the fields of a decision."""
    word: Callable[[Facts], str]
    """What no two records of a side have in common, so that a twin that is linked already is noticed."""
    watched: bool
    """Whether its number is no field that crosses, so that another number on one side is noticed."""
    surroundings: Callable[[Sequence[S], Sequence[V], Given], Flow[Given]]
    """What else these records need to be mapped: other registers' links, invoices that wait."""
    number: Callable[[S], int | None] | None = None
    """Severa's number of a record, where it is one that we write."""
    taken: Callable[[Sequence[int]], Flow[dict[int, Guid]]] | None = None
    """Ask which of these numbers are in use in Severa, or all, and by whom. None: its numbers are never written."""
    followers: str = ""
    """The register whose records follow those of this one: when a customer is linked, its contact persons are seen."""
    following: Callable[[str, str], Flow[tuple[list[str], list[str]]]] | None = None
    """The ids in Severa and in Visma.net of the records that follow this link: a guid, and the number there."""
    comes_back: Callable[[S, Given], tuple[Change, ...]] = _no_changes
    """What Severa's record gets once a new one is made of it: a number that is still to come."""
    foreseen: Callable[[Sequence[Any], Given], Given] = _unchanged
    """What other registers have to know of what will be done: numbers that are still to come."""
    around: Callable[[Given], Flow[Given]] = _alone
    """What all of a run's records need to be mapped, asked once where there is any."""
    again: Callable[[S | None, Given], bool] = _never
    """Whether one that is settled is looked at again though nobody changes it: what it depends on will change."""
    before_new: Callable[[S, Given], Flow[Given]] = _same
    """What a record that is new to Visma.net needs besides."""
