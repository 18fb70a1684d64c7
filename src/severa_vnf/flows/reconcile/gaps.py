"""Numbers that are missing between a month's documents, with their reasons."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from severa_vnf.errors import NotFound, Unreadable
from severa_vnf.flows.ask import Flow, send
from severa_vnf.flows.invoices.documents import Key, get
from severa_vnf.flows.memory import GAPS, Gap, all_of, known
from severa_vnf.mapping.compare import fits
from severa_vnf.mapping.invoices import STREAM
from severa_vnf.plan import Problem, Reason
from severa_vnf.rules.reconciling import NUMBER_MISSING


def gaps_of(documents: Iterable[Key]) -> Flow[tuple[list[Reason], list[Problem]]]:
    """What is missing from the first to the last number of each kind, and beside them, where its reason is known.

    A number between that stands on a document of another month is not missing: each is looked for.
    """
    known_gaps = {record.key: known(Gap, record).reason for record in (yield from all_of(GAPS))}
    every = [key for key in documents if fits(key.number)]
    reasons: list[Reason] = []
    problems: list[Problem] = []
    for credit_note in (False, True):
        numbers = {int(key.number) for key in every if key.credit_note is credit_note}
        for number in _between(numbers, known_gaps, credit_note):
            key = Key(credit_note, str(number))
            what = f"{'Credit note' if credit_note else 'Invoice'} {number}"
            there = yield from _is_there(key)
            if not there and str(key) in known_gaps:
                reasons.append(Reason(what, known_gaps[str(key)]))
            elif not there:
                problems.append(Problem(NUMBER_MISSING, STREAM, str(key), what, "Number", str(number)))
    return reasons, problems


def _between(numbers: set[int], known_gaps: Iterable[str], credit_note: bool) -> Sequence[int]:
    if not numbers:
        return ()
    first, last = min(numbers), max(numbers)
    while str(Key(credit_note, str(first - 1))) in known_gaps:
        first -= 1
    while str(Key(credit_note, str(last + 1))) in known_gaps:
        last += 1
    return [number for number in range(first, last + 1) if number not in numbers]


def _is_there(key: Key) -> Flow[bool]:
    try:
        yield from send(get(key))
    except NotFound:
        return False
    except Unreadable:
        return True
    return True
