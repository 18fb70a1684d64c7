"""Create something in a service once, whatever becomes of the answer.

| step | what is done | so that |
|---|---|---|
| 1 | probe what an earlier run began | found, it is adopted; not found, it waits until it can't come any more |
| 2 | persist the intent | nothing is sent that is not remembered |
| 3 | send before the lease's end | what comes too late is not sent; with a new lease it is begun anew |
| 4 | classify the answer | it is made, refused, not done, or nobody knows |
| 5 | prove what was made | an answer may name another's record: it counts when it is surely ours |
| 6 | probe what is unknown | found, it is adopted; not found or in doubt, the intent stays |

Documents, records, fees and files differ only in how they are sent, found and proven: a `Creator` for each.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Generic, Protocol, TypeVar

from attrs import frozen

from severa_vnf.errors import (
    ApiError,
    Forbidden,
    LeaseLost,
    NotFound,
    OutcomeUnknown,
    RateLimited,
    Rejected,
    ServiceDown,
    Unreadable,
)
from severa_vnf.flows.ask import Flow, Hold, Lease, Send, ask, together
from severa_vnf.flows.writing import TOO_SLOW, TRIES
from severa_vnf.wire.call import Call

Item = TypeVar("Item")
Item_contra = TypeVar("Item_contra", contravariant=True)
A = TypeVar("A")
T = TypeVar("T")
D = TypeVar("D")

EVER = datetime.min.replace(tzinfo=UTC)
"""A store that was lost, another integration or a person may have made it at any time."""


@frozen
class Made(Generic[T]):
    """It is there, and it is ours. `found`: an earlier sending made it, or one whose answer was lost."""

    value: T
    found: bool = False


@frozen
class Refused:
    """The service said no in its own words: nothing was made, and nothing will be by sending it again."""

    error: ApiError


@frozen
class Unsent:
    """It was certainly not done, and may be later."""

    error: ApiError


@frozen
class Unknown:
    """Nobody knows. The intent stays, and the next run probes."""

    reason: str


@frozen
class Doubt(Generic[D]):
    """Something is there that may be it. A person decides; until then nothing is sent."""

    about: D


@frozen
class Absent:
    """It is not there, and it is not to be created, or not any more."""


Came = Made[T] | Refused | Unsent | Unknown | Doubt[D] | Absent
"""What came of one item."""
Found = Made[T] | Doubt[D] | Unknown | None
"""What a probe found. None: it is not there, as far as the service shows by now. Unknown: nobody could look."""


class Creator(Protocol[Item_contra, A, T, D]):
    """How one kind of thing is sent, found and proven. Each verb takes many at once, so that a list is read once."""

    def begun(self, item: Item_contra) -> datetime | None:
        """Until when it may have been sent before; None: it certainly was not, and nobody has to look."""

    def probe(self, items: Sequence[Item_contra]) -> Flow[Sequence[Found[T, D]]]:
        """Look whether they are there. Absence is proven, never assumed: where nobody could look, that is said."""

    def remember(self, items: Sequence[Item_contra], lease: Lease) -> Flow[None]:
        """Commit an intent for each, in one commit."""

    def call(self, item: Item_contra) -> Call[A] | None:
        """The call that creates it; None: it is not to be created (any more)."""

    def prove(self, answered: Sequence[tuple[Item_contra, A]]) -> Flow[Sequence[Made[T] | Unknown]]:
        """Tell whether what the answers name is ours: it carries our mark or our values, and is linked to no other."""


def create_once(
    creator: Creator[Item, A, T, D],
    items: Sequence[Item],
    now: datetime,
    settle: timedelta,
    *,
    in_turn: bool = False,
) -> Flow[list[Came[T, D]]]:
    """See to it that each item is there once; what came of each, in their order.

    `settle`: how long after its last moment a sending may still arrive. `in_turn`: each changes the same record, so
    that they are not sent side by side.
    """
    came: dict[int, Came[T, D]] = {}
    open_intents = [place for place, item in enumerate(items) if creator.begun(item) is not None]
    for place, found in (yield from _probed(creator, items, open_intents)):
        sent_by = creator.begun(items[place])
        assert sent_by is not None
        if found is not None:
            came[place] = found
        elif now < sent_by + settle:
            came[place] = Unknown("sent in an earlier run")
    calls = {place: creator.call(item) for place, item in enumerate(items) if place not in came}
    came |= {place: Absent() for place, call in calls.items() if call is None}
    fresh = {place: call for place, call in calls.items() if call is not None}
    answers = yield from _send(creator, items, fresh, _in_turn if in_turn else together)
    came |= {place: answer for place, answer in answers.items() if not isinstance(answer, _Answer)}
    answered = [(place, answer.value) for place, answer in answers.items() if isinstance(answer, _Answer)]
    if answered:
        proofs = yield from creator.prove([(items[place], value) for place, value in answered])
        came |= {place: proof for (place, _), proof in zip(answered, proofs, strict=True)}
    lost = [place for place in fresh if isinstance(came[place], Unknown)]
    came |= {place: found for place, found in (yield from _probed(creator, items, lost)) if found is not None}
    return [came[place] for place in range(len(items))]


def _probed(
    creator: Creator[Item, A, T, D], items: Sequence[Item], places: Sequence[int]
) -> Flow[Iterator[tuple[int, Found[T, D]]]]:
    found = (yield from creator.probe([items[place] for place in places])) if places else ()
    return zip(places, found, strict=True)


@frozen
class _Answer(Generic[A]):
    """The service says that it is made."""

    value: A


@frozen
class _Late:
    """The lease was too short to begin: it was not sent."""


_Sent = _Answer[A] | Refused | Unsent | Unknown


def _send(
    creator: Creator[Item, A, T, D],
    items: Sequence[Item],
    calls: Mapping[int, Call[A]],
    run: Callable[[Sequence[Flow[_Sent[A] | _Late]]], Flow[list[_Sent[A] | _Late]]],
) -> Flow[Mapping[int, _Sent[A]]]:
    """Remember, then send; what came too late for a lease is begun anew under the next.

    Where nothing came in time, half as many are begun: a slow host must not be late with the same ones for ever.
    """
    answers: dict[int, _Sent[A]] = {}
    in_vain = 0
    while late := [place for place in calls if place not in answers]:
        some = late[: max(1, len(calls) >> in_vain)]
        lease = yield from ask(Hold())
        yield from creator.remember([items[place] for place in some], lease)
        sent = yield from run([_sent(calls[place], lease) for place in some])
        came = {place: one for place, one in zip(some, sent, strict=True) if not isinstance(one, _Late)}
        answers |= came
        in_vain = 0 if came else in_vain + 1
        if in_vain == TRIES:
            raise LeaseLost(TOO_SLOW)
    return answers


def _in_turn(flows: Sequence[Flow[T]]) -> Flow[list[T]]:
    done: list[T] = []
    for flow in flows:
        done += [(yield from flow)]
    return done


def _sent(call: Call[A], lease: Lease) -> Flow[_Sent[A] | _Late]:
    """Classify the answer. An answer that can't be read came after it was made: nobody knows which record it is."""
    try:
        return _Answer((yield from ask(Send(call, before=lease.last_start))))
    except LeaseLost:
        return _Late()
    except (Forbidden, NotFound, Rejected) as error:
        return Refused(error)
    except (ServiceDown, RateLimited) as error:
        return Unsent(error)
    except (OutcomeUnknown, Unreadable) as error:
        return Unknown(error.message)
