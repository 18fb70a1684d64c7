"""Numbers that are missing between a month's documents, with their reasons."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import pairwise

from severa_vnf.errors import Forbidden, NotFound, Rejected, Unreadable
from severa_vnf.flows.ask import Flow, send
from severa_vnf.flows.invoices.documents import KINDS, Key, get
from severa_vnf.flows.memory import GAPS, Gap, all_of, known
from severa_vnf.mapping.compare import fits
from severa_vnf.mapping.invoices import STREAM
from severa_vnf.plan import Problem, Reason
from severa_vnf.rules.reconciling import NUMBER_MISSING
from severa_vnf.values import number_key

FEW = 10
"""So many numbers are asked for in any month; beyond that as many as it has documents."""
BETWEEN_SERIES = "more numbers than the month has documents, so they are taken for two series, and were not looked for"


def gaps_of(documents: Iterable[Key], listed: Mapping[Key, str]) -> Flow[tuple[list[Reason], list[Problem]]]:
    """What is missing in a series of numbers, and beside it, where its reason is known.

    A number that stands on a document of another month is not missing: `listed` are those that were read, by the value
    of their numbers; the others are looked for, narrow gaps before wide ones. What is too wide to be asked for, by how
    many documents there are, lies between two series: a stray number by hand, a new series each year.
    """
    told = {_by_value(record.key): known(Gap, record).reason for record in (yield from all_of(GAPS))}
    every = [key for key in documents if fits(key.number)]
    reasons: list[Reason] = []
    problems: list[Problem] = []
    for credit_note in (False, True):
        name = "Credit note" if credit_note else "Invoice"
        numbers = sorted({int(key.number) for key in every if key.credit_note is credit_note})
        known_gaps = {int(key.number): reason for key, reason in told.items() if _is_number(key, credit_note)}
        there = {int(key.number) for key in listed if _is_number(key, credit_note)}
        left = FEW + len(numbers)
        for gap in _gaps(numbers, known_gaps):
            explained = [number for number in known_gaps if number in gap and number not in there]
            reasons += [Reason(f"{name} {number}", known_gaps[number]) for number in sorted(explained)]
            settled = {number for number in there if number in gap} | {*explained}
            count = len(gap) - len(settled)
            if count > left:
                reasons.append(Reason(f"{name} {gap[0]} to {gap[-1]}", BETWEEN_SERIES))
                continue
            left -= count
            width = len(listed.get(Key(credit_note, str(gap[0] - 1)), ""))
            for number in (number for number in gap if number not in settled):
                if not (yield from _is_there(Key(credit_note, str(number).zfill(width)))):
                    key = str(Key(credit_note, str(number)))
                    problems.append(Problem(NUMBER_MISSING, STREAM, key, f"{name} {number}", "Number", str(number)))
    return reasons, problems


def _gaps(numbers: Sequence[int], known_gaps: Collection[int]) -> list[range]:
    """What lies between neighbours, and known gaps beside the first and the last; narrow ones first."""
    if not numbers:
        return []
    first, last = numbers[0], numbers[-1]
    while first - 1 in known_gaps:
        first -= 1
    while last + 1 in known_gaps:
        last += 1
    ends = range(first, numbers[0]), range(numbers[-1] + 1, last + 1)
    between = (range(one + 1, other) for one, other in pairwise(numbers))
    return sorted((gap for gap in (*ends, *between) if gap), key=len)


def _is_number(key: Key, credit_note: bool) -> bool:
    return key.credit_note is credit_note and fits(key.number)


def _by_value(name: str) -> Key:
    kind, _, number = name.partition(" ")
    return Key(KINDS[kind], number_key(number))


def _is_there(key: Key) -> Flow[bool]:
    try:
        yield from send(get(key))
    except NotFound:
        return False
    except (Unreadable, Rejected, Forbidden):
        return True
    return True
