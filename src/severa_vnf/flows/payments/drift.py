"""Transferred documents that changed since, and invoices whose number did: seen, told, and never repaired by itself.

The stream of payments brings what it reads of documents anyway. So where nothing has drifted, looking costs nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from attrs import evolve, field, frozen

from severa_vnf.flows.ask import Commit, Flow, Now, ask
from severa_vnf.flows.invoices.around import linked_numbers, payers
from severa_vnf.flows.invoices.documents import KINDS, Key
from severa_vnf.flows.memory import (
    BACK,
    DRIFT,
    INTENTS,
    LINKS,
    Cause,
    Drift,
    Link,
    LinkState,
    Owner,
    all_of,
    drop,
    known,
    put,
    recall,
)
from severa_vnf.flows.payments.numbered import invoices_of
from severa_vnf.flows.registers.gather import chunks
from severa_vnf.mapping.drift import Apart, Said, Terms, has_number, said_by, standing, terms_of
from severa_vnf.mapping.invoices import label_of
from severa_vnf.plan import Problem
from severa_vnf.ports import Record, Write
from severa_vnf.rules import RULES
from severa_vnf.rules.transfer import INVOICE_CHANGED_AFTER
from severa_vnf.settings import Settings
from severa_vnf.severa.invoices import Invoice
from severa_vnf.values import Guid
from severa_vnf.wire.mismatch import Undecodable


@frozen
class Followed:
    """What has drifted, all of it. `put_off`: there was no time to look."""

    problems: tuple[Problem, ...] = ()
    put_off: bool = False


@frozen
class Pair:
    """A linked invoice, what its document said when it was linked and says now, and what is remembered of both."""

    guid: Guid
    record: Record
    link: Link
    drifted: Record | None
    shown: Terms | None
    drift: Drift = field(factory=Drift)

    @property
    def key(self) -> Key:
        """The document."""
        return Key(self.link.credit_note, self.link.number)

    def is_suspect(self, invoice: Invoice | None) -> bool:
        """Whether anything tells that they are not as they were, or nobody remembers how the invoice was."""
        moved = self.shown is not None and self.link.terms is not None and self.shown != self.link.terms
        renumbered = invoice is not None and not has_number(invoice, self.link.number)
        changed = invoice is not None and self.link.terms is not None and said_by(invoice) != self.link.said
        voided = self.shown is not None and self.shown.voided
        return moved or renumbered or changed or voided or self.drifted is not None


def terms_in(rows: Sequence[Any]) -> dict[Key, Terms]:
    """What rows of the list of all documents say of invoices and credit notes."""
    found = {
        Key(KINDS[row.document_type], row.reference_number): terms_of(row)
        for row in rows
        if not isinstance(row, Undecodable) and row.document_type in KINDS
    }
    return {key: terms for key, terms in found.items() if terms is not None}


def noticed(undone: Mapping[Guid, Sequence[str]]) -> Flow[tuple[Write, ...]]:
    """What is to be remembered of documents that credit notes undo, or undo no more: those that nobody is linked with.

    They are told by `follow`.
    """
    keys = {number: str(Key(credit_note=True, number=number)) for numbers in undone.values() for number in numbers}
    owned = yield from recall(BACK, keys.values())
    before = yield from recall(DRIFT, undone)
    writes: list[Write] = []
    for guid, numbers in undone.items():
        record = before.get(guid)
        drift = known(Drift, record) if record else Drift()
        credited = tuple(keys[number] for number in numbers if keys[number] not in owned)
        if credited != drift.credited:
            writes.append(put(DRIFT, guid, evolve(drift, credited=credited), record))
    return tuple(writes)


def follow(
    settings: Settings,
    shown: Mapping[Key, Terms],
    ours: Mapping[Guid, Invoice],
    deadline: datetime | None,
    sent_again: Collection[Guid] = (),
) -> Flow[Followed]:
    """Hold what was `shown` of documents, and the invoices that were read, against what is remembered of both.

    What drifted before is looked at anew in each run, in Severa: what one shows of a document comes by itself. What
    stands in a status of `sent_again` is compared by the transfer.
    """
    ours = {guid: invoice for guid, invoice in ours.items() if invoice.status.guid not in sent_again}
    before = {record.key: record for record in (yield from all_of(DRIFT))}
    owners = yield from recall(BACK, map(str, shown))
    guids = dict.fromkeys([*(known(Owner, one).guid for one in owners.values()), *ours, *map(Guid, before)])
    links = _standing((yield from recall(LINKS, guids)))
    pairs = [_pair(links[guid], before.get(guid), shown) for guid in guids if guid in links]
    begun = yield from recall(INTENTS, links)
    new = {one.guid for one in pairs if one.link.terms is None and one.shown is not None}
    suspects = [one for one in pairs if one.guid in new or one.is_suspect(ours.get(one.guid))]
    suspects = [one for one in suspects if one.guid not in begun]
    late = bool(suspects) and deadline is not None and (yield from ask(Now())) >= deadline
    writes: list[Write] = [_learned(one) for one in pairs if one.link.terms is None and one.shown is not None]
    writes += [drop(DRIFT, record) for guid, record in before.items() if guid not in links]
    for some in chunks(writes):
        yield from ask(Commit(tuple(some)))
    if late or not suspects:
        return Followed(_told(before, links), late)
    learned = yield from recall(LINKS, [one.guid for one in suspects])
    suspects = [evolve(one, record=learned[one.guid], link=known(Link, learned[one.guid])) for one in suspects]
    for chunk in chunks(suspects):
        yield from _judge(settings, chunk, ours, sent_again, new)
    after = {record.key: record for record in (yield from all_of(DRIFT))}
    return Followed(_told(after, links))


def _standing(links: Mapping[str, Record]) -> dict[str, Record]:
    """Those of documents that are to stay."""
    return {guid: record for guid, record in links.items() if known(Link, record).state is LinkState.LINKED}


def _pair(record: Record, drifted: Record | None, shown: Mapping[Key, Terms]) -> Pair:
    link = known(Link, record)
    drift = known(Drift, drifted) if drifted else Drift()
    terms = shown.get(Key(link.credit_note, link.number)) or drift.shown or link.terms
    return Pair(link.guid, record, link, drifted, terms, drift)


def _learned(pair: Pair) -> Write:
    """What a document says that is linked and was never seen: that is what it should say."""
    assert pair.shown is not None
    return put(LINKS, pair.guid, evolve(pair.link, terms=standing(pair.shown)), pair.record)


def _judge(
    settings: Settings,
    pairs: Sequence[Pair],
    ours: Mapping[Guid, Invoice],
    sent_again: Collection[Guid],
    new: Collection[Guid],
) -> Flow[None]:
    """Compare both sides, and remember what came of it. What Severa does not show stays as it was told.

    Of a link that is `new`, what both say now is what they should say: a person has made it so.
    """
    invoices = yield from invoices_of({one.guid: one.key for one in pairs}, ours)
    read = ((guid, one) for guid, one in invoices.items() if isinstance(one, Invoice))
    found = {guid: one for guid, one in read if one.status.guid not in sent_again}
    credited = {name for one in pairs for name in one.drift.credited}
    linked = yield from recall(BACK, credited)
    customers = yield from linked_numbers("customers", [ref for one in found.values() for ref in payers(one)])
    writes: list[Write] = []
    for pair in pairs:
        if pair.guid not in found or pair.shown is None or pair.link.terms is None:
            continue
        drift = evolve(pair.drift, credited=tuple(one for one in pair.drift.credited if one not in linked))
        invoice = found[pair.guid]
        apart = Apart(
            invoice,
            pair.link.number,
            pair.link.terms,
            pair.shown,
            customers=numbers_of(invoice, customers),
            credited=drift.credited,
            borne=drift.borne,
            credit_note=pair.link.credit_note,
            tolerance=settings.tolerance_in(pair.shown.currency),
            said=said_by(invoice) if pair.guid in new else pair.link.said,
        )
        causes = tuple(Cause(code=one.rule.code, field=one.field, value=one.value) for one in apart.troubles())
        now = evolve(drift, shown=pair.shown, label=label_of(invoice), causes=causes)
        writes += _remembered(pair, now, said_by(invoice))
        if causes and pair.guid in new:
            writes.append(put(LINKS, pair.guid, evolve(pair.link, said=said_by(invoice)), pair.record))
    if writes:
        yield from ask(Commit(tuple(writes)))


def numbers_of(invoice: Invoice, linked: Mapping[Guid, str]) -> set[str]:
    """Visma.net's numbers of those who may pay: by their links, else by the number that both sides may share."""
    refs = payers(invoice)
    found = {linked[ref.guid] for ref in refs if ref.guid and ref.guid in linked}
    return found | {str(ref.number) for ref in refs if ref.guid not in linked and ref.number is not None}


def _remembered(pair: Pair, drift: Drift, said: Said) -> list[Write]:
    """Apart, it is kept until both agree; agreed, what both say now is what they should say."""
    assert pair.shown is not None
    if drift.causes:
        return [put(DRIFT, pair.guid, drift, pair.drifted)] if pair.drifted is None or drift != pair.drift else []
    writes: list[Write] = [drop(DRIFT, pair.drifted)] if pair.drifted else []
    if (pair.shown, said) != (pair.link.terms, pair.link.said):
        writes.append(put(LINKS, pair.guid, evolve(pair.link, terms=pair.shown, said=said), pair.record))
    return writes


def _told(drifted: Mapping[str, Record], links: Mapping[str, Record]) -> tuple[Problem, ...]:
    """A problem for each cause; of many invoices that got another customer together it is one, with their count."""
    causes: defaultdict[Cause, list[tuple[str, str]]] = defaultdict(list)
    for guid, record in drifted.items():
        if guid in links:
            drift = known(Drift, record)
            for cause in drift.causes:
                causes[cause].append((guid, drift.label))
    found: list[Problem] = []
    for cause, whose in causes.items():
        rule = RULES[cause.code]
        if len(whose) > 1 and (rule, cause.field) == (INVOICE_CHANGED_AFTER, "Customer"):
            value = f"{cause.value} ({len(whose)})"
            found.append(Problem(rule, DRIFT, cause.value, f"Invoices, {len(whose)}", cause.field, value))
        else:
            found += [Problem(rule, DRIFT, guid, label, cause.field, cause.value) for guid, label in whose]
    return tuple(found)
