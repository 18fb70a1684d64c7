"""Links out of what both sides hold: for a store that was lost, and for a company that used another integration."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, time

from severa_vnf.flows.ask import Commit, Flow, ask
from severa_vnf.flows.invoices.around import linked_numbers, payer_of, payers
from severa_vnf.flows.invoices.documents import Key, since
from severa_vnf.flows.invoices.feeds import a_day_before
from severa_vnf.flows.memory import BACK, LINKS, Link, Owner, put, recall
from severa_vnf.mapping.adoption import Kinship, adoption
from severa_vnf.mapping.drift import said_by, terms_of
from severa_vnf.mapping.invoices import STREAM, crosses_as_credit_note, label_of, problem_of, severa_total
from severa_vnf.mapping.table import Trouble
from severa_vnf.mapping.totals import AnyDocument, total_of
from severa_vnf.plan import Adopted, Held, Outcome
from severa_vnf.ports import Record, Write
from severa_vnf.rules.transfer import NUMBER_UNKNOWN, NUMBERED_ALIKE
from severa_vnf.settings import Settings
from severa_vnf.severa.invoices import Invoice
from severa_vnf.values import Code, Guid, number_key
from severa_vnf.wire.mismatch import Undecodable

CHUNK = 200
"""Links in one commit."""


def rebuild(invoices: Sequence[Invoice], settings: Settings) -> Flow[list[Outcome]]:
    """Link numbered invoices with the documents that are surely theirs. Writes links and nothing else."""
    numbered = [one for one in invoices if one.number is not None]
    known_links = yield from recall(LINKS, [one.guid for one in numbered])
    missing = [one for one in numbered if one.guid not in known_links]
    customers = yield from linked_numbers("customers", [ref for one in missing for ref in payers(one)])
    outcomes: list[Outcome] = []
    for credit_note in (False, True):
        ours = [one for one in missing if crosses_as_credit_note(one) is credit_note]
        if ours:
            outcomes += yield from _rebuild(ours, customers, settings, credit_note=credit_note)
    return outcomes


def _rebuild(
    invoices: Sequence[Invoice], customers: Mapping[Guid, str], settings: Settings, *, credit_note: bool
) -> Flow[list[Outcome]]:
    documents = yield from since(credit_note, a_day_before(min(map(made_at, invoices))))
    by_number = {number_key(row.reference_number): row for row in documents if not isinstance(row, Undecodable)}
    pairs = [(invoice, by_number.get(number_key(invoice.number))) for invoice in invoices]
    compared = [
        (invoice, document, adoption(invoice, document, payer_of(invoice, customers), settings))
        for invoice, document in pairs
        if document is not None
    ]
    own = [(invoice, document) for invoice, document, found in compared if found.kinship is Kinship.OWN]
    claims = Counter(document.reference_number for _, document in own)
    taken = yield from recall(BACK, [str(Key(credit_note, number)) for number in claims])
    own = [pair for pair in own if _is_free(Key(credit_note, pair[1].reference_number), claims, taken)]
    for start in range(0, len(own), CHUNK):
        yield from _remember(own[start : start + CHUNK], credit_note=credit_note)
    linked = {invoice.guid for invoice, _ in own}
    differs = {invoice.guid: found.differs for invoice, _, found in compared if found.kinship is Kinship.DIFFERENT}
    return [_outcome(*pair, adopted=pair[0].guid in linked, differs=differs.get(pair[0].guid)) for pair in pairs]


def _remember(pairs: Sequence[tuple[Invoice, AnyDocument]], *, credit_note: bool) -> Flow[None]:
    writes: list[Write] = []
    for invoice, document in pairs:
        guid, key = invoice.guid, Key(credit_note, document.reference_number)
        terms, said = terms_of(document), said_by(invoice)
        link = Link(guid=guid, credit_note=credit_note, number=key.number, terms=terms, said=said)
        writes.append(put(LINKS, guid, link, None))
        writes.append(put(BACK, str(key), Owner(guid=guid), None))
    yield from ask(Commit(tuple(writes)))


def _is_free(key: Key, claims: Counter[Code], taken: Mapping[str, Record]) -> bool:
    """One invoice alone has the number and total of the document, and none is linked with it."""
    return claims[Code(key.number)] == 1 and str(key) not in taken


def _outcome(invoice: Invoice, document: AnyDocument | None, *, adopted: bool, differs: str | None) -> Outcome:
    number = str(invoice.number)
    trouble = Trouble(NUMBERED_ALIKE, "Number", differs) if differs else Trouble(NUMBER_UNKNOWN, "Number", number)
    return (Adopted if adopted else Held)(
        stream=STREAM,
        record=invoice.guid,
        label=label_of(invoice),
        problems=() if adopted else (problem_of(invoice, trouble),),
        number=number,
        severa_total=severa_total(invoice),
        vnf_total=total_of(document) if document else None,
    )


def made_at(invoice: Invoice) -> datetime:
    """A moment before which the invoice can't have been sent."""
    made = invoice.created_date_time
    return made.instant() if made else datetime.combine(invoice.date, time(), UTC)
