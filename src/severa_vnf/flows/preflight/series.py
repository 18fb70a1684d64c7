"""Whether Visma.net's number series give what Severa can hold (documentation, numbering; CS201010)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from attrs import frozen

from severa_vnf.flows.ask import Flow
from severa_vnf.flows.preflight.inspection import Inspection, finding
from severa_vnf.flows.preflight.last_year import invoices_of
from severa_vnf.mapping.compare import BIGGEST_NUMBER
from severa_vnf.plan import Finding
from severa_vnf.rules.numbering import (
    NUMBERS_IN_USE,
    SERIES_AT_END,
    SERIES_DOES_NOT_FIT,
    SERIES_MANUAL,
    SERIES_NOT_FOUND,
    SERIES_OVERLAP,
)
from severa_vnf.severa import settings
from severa_vnf.vnf import number_sequence
from severa_vnf.vnf.number_sequence import NumberRange, NumberSequence

CUSTOMERS, INVOICES, CREDIT_NOTES = "CUSTOMER", "ARINVOICE", "ARCREDNOTE"
"""The ids that these series have in a new company. Unconfirmed: which ones a company uses, no API tells."""
WHERE = "Visma.net, number series"


@frozen
class Stretch:
    """The numbers that a series has still to give."""

    series: str
    first: int
    last: int

    def __str__(self) -> str:
        return f"{self.series} {self.first} to {self.last}"


def number_series(inspection: Inspection) -> Flow[list[Finding]]:
    """Look at the series of customers, invoices and credit notes; the last two share Severa's one row of numbers."""
    known: dict[str, NumberSequence] = {
        one.numbering_id: one for one in (yield from inspection.rows(number_sequence.list()))
    }
    found: list[Finding] = []
    stretches: dict[str, list[Stretch]] = {INVOICES: [], CREDIT_NOTES: []}
    for name in (CUSTOMERS, INVOICES, CREDIT_NOTES):
        if name not in known:
            found.append(finding(SERIES_NOT_FOUND, WHERE, value=name, stops=False))
            continue
        ahead = [_ahead(name, one) for one in _in_use(known[name], inspection.today)]
        found += _of_series(known[name], ahead)
        if name in stretches:
            stretches[name] = [one for one in ahead if isinstance(one, Stretch)]
    used = yield from _used(inspection)
    for one in (*stretches[INVOICES], *stretches[CREDIT_NOTES]):
        if taken := [number for number in used if one.first <= number <= one.last]:
            value = f"{len(taken)}, the highest is {max(taken)}"
            found.append(finding(NUMBERS_IN_USE, WHERE, one.series, value))
    return [*found, *_overlaps(stretches)]


def _in_use(series: NumberSequence, today: date) -> Iterator[NumberRange]:
    """Of each branch the range that was begun last, and those to come."""
    ranges = sorted(series.sequence or (), key=_begins)
    for branch in dict.fromkeys(_branch(one) for one in ranges):
        own = [one for one in ranges if _branch(one) == branch]
        yield from [one for one in own if _begins(one) <= today][-1:]
        yield from (one for one in own if _begins(one) > today)


def _begins(one: NumberRange) -> date:
    return one.start_date or date.min


def _branch(one: NumberRange) -> str | None:
    return one.branch.number if one.branch else None


def _ahead(series: str, one: NumberRange) -> Stretch | str:
    """From the next number to the end; a number that is not of digits alone, as it stands."""
    following, end = (one.next_number or one.start_nbr or "").strip(), (one.end_nbr or str(BIGGEST_NUMBER)).strip()
    for number in (following, end):
        if not number.isdecimal():
            return number or "no number"
    return Stretch(series, int(following), int(end))


def _of_series(series: NumberSequence, ahead: Sequence[Stretch | str]) -> Iterator[Finding]:
    name = series.numbering_id
    if series.manual_numbering:
        yield finding(SERIES_MANUAL, WHERE, value=name)
    for one in ahead:
        if isinstance(one, str):
            yield finding(SERIES_DOES_NOT_FIT, WHERE, name, one)
        elif one.first > one.last:
            yield finding(SERIES_AT_END, WHERE, name, str(one.last))
        elif one.last > BIGGEST_NUMBER:
            last = one.first if one.first > BIGGEST_NUMBER else one.last
            yield finding(SERIES_DOES_NOT_FIT, WHERE, name, str(last), stops=one.first > BIGGEST_NUMBER)


def _used(inspection: Inspection) -> Flow[set[int]]:
    """The numbers of the last year's invoices, and the last that Severa gave itself."""
    numbers = [one.number for one in (yield from invoices_of(inspection))]
    numbers.append((yield from inspection.one(settings.get())).last_invoice_number)
    return {number for number in numbers if number is not None}


def _overlaps(stretches: dict[str, list[Stretch]]) -> Iterator[Finding]:
    for one in stretches[INVOICES]:
        for other in stretches[CREDIT_NOTES]:
            if max(one.first, other.first) <= min(one.last, other.last):
                yield finding(SERIES_OVERLAP, WHERE, value=f"{one} and {other}")
