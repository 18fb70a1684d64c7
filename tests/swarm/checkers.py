"""What must never be, and what must be in the end: each rule a small class of its own.

They know the wire JSON of both services and the problems that are told, nothing else. `now` is asked after every step
that may have changed something, `rest` once all is at rest.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from severa_vnf import Forbidden, NotFound
from severa_vnf.values import number_key, same_number
from tests.flows.office import FAILED, TO_TRANSFER
from tests.swarm.expected import PASSING
from tests.swarm.scene import REGISTERS, Scene

NUMBERED = ("In Financials, verzend naar klant", "Verzonden", "Gedeeltelijk betaald", "Betaald")
PAID = NUMBERED[2:]
TOLERANCE = Decimal("0.05")


class Checker:
    """Says in plain sentences what is wrong."""

    def now(self, scene: Scene) -> Iterator[str]:
        """What is wrong at any moment."""
        yield from ()

    def rest(self, scene: Scene) -> Iterator[str]:
        """What is wrong when faults have ended and all has had its time."""
        yield from ()


class NoSecondDocument(Checker):
    """An invoice has one document."""

    def now(self, scene: Scene) -> Iterator[str]:
        """Counted by the marks that documents were born with."""
        counted = Counter(guid for key, guid in scene.born.items() if guid and key in scene.documents)
        yield from (f"invoice {guid} has {count} documents" for guid, count in counted.items() if count > 1)


class StrangersAreLeftAlone(Checker):
    """No document that a person made is deleted or changed."""

    def now(self, scene: Scene) -> Iterator[str]:
        """All that is shown of it counts."""
        for key, before in scene.strangers.items():
            found = scene.documents.get(key)
            if found is None:
                yield f"{key}, which a person made, is gone"
            elif found != before:
                changed = [name for name in before if found.get(name) != before[name]]
                yield f"{key}, which a person made, was changed: {', '.join(changed)}"


class NumberIsTheDocuments(Checker):
    """The number in Severa is that of the invoice's own document."""

    def now(self, scene: Scene) -> Iterator[str]:
        """A number that another invoice's document has is wrong at any moment."""
        for guid, invoice in scene.invoices.items():
            kind = "CreditNote" if invoice["isCreditNote"] else "Invoice"
            owner = scene.owner(kind, invoice["number"])
            if owner not in (None, "", guid):
                yield f"invoice {guid} has the number {invoice['number']}, whose document is of invoice {owner}"

    def rest(self, scene: Scene) -> Iterator[str]:
        """One that crossed has its document's."""
        for guid in scene.expected.crossing:
            documents = scene.documents_of(guid)
            if scene.expected.is_clean(guid) and documents:
                number = documents[0].rpartition(" ")[2]
                if not same_number(scene.invoices[guid]["number"], number):
                    yield f"invoice {guid} has the number {scene.invoices[guid]['number']}, its document {number}"


class NoStrangersDocument(Checker):
    """No invoice goes on with the number of a document that a person made, and that is not of its total."""

    def now(self, scene: Scene) -> Iterator[str]:
        """People never say that an invoice was transferred."""
        numbers = {number_key(key.split()[1]): one for key, one in scene.strangers.items() if key.startswith("Inv")}
        for guid in scene.invoices.keys() - scene.replaced:
            invoice = scene.invoices[guid]
            one = numbers.get(number_key(invoice["number"]))
            if one is None or invoice["status"]["name"] not in NUMBERED or scene.documents_of(guid):
                continue
            differs = abs(invoice["totalIncludingTax"]["amount"] - one["amountInCurrency"]) > TOLERANCE
            yield from [f"invoice {guid} was transferred as {one['referenceNumber']}, which is another's"] * differs


class OneRecordEndsNoRun(Checker):
    """That one record is not there, or is not to be seen, is that record's trouble: no run ends with it."""

    def now(self, scene: Scene) -> Iterator[str]:
        """Of what the last run ended with."""
        if isinstance(scene.ended, NotFound | Forbidden):
            yield f"a run ended with {type(scene.ended).__name__}: {scene.ended}"


class NothingIsLost(Checker):
    """Every invoice that must cross has crossed; one in doubt has crossed, or somebody is told of it."""

    def rest(self, scene: Scene) -> Iterator[str]:
        """By its status and its document."""
        told = {record for record, _ in scene.each_problem()}
        for guid in scene.expected.crossing & scene.invoices.keys():
            crossed = scene.status(guid) in NUMBERED and scene.documents_of(guid)
            if not crossed and (scene.expected.is_clean(guid) or guid not in told):
                seen = f"{scene.status(guid)!r}, documents: {', '.join(scene.documents_of(guid)) or 'none'}"
                yield f"invoice {guid} has not crossed{'' if guid in told else ' and nobody is told'}: {seen}"


class TotalsAgree(Checker):
    """An invoice and its document have one total, within the tolerance."""

    def rest(self, scene: Scene) -> Iterator[str]:
        """In the document's currency, without the sign."""
        for guid in scene.expected.crossing:
            for key in scene.documents_of(guid) if scene.expected.is_clean(guid) else ():
                ours = abs(scene.invoices[guid]["totalIncludingTax"]["amount"])
                theirs = abs(scene.documents[key]["amountInCurrency"])
                if abs(ours - theirs) > TOLERANCE:
                    yield f"invoice {guid} is of {ours}, {key} of {theirs}"


class HeldStaysOut(Checker):
    """What must not cross has no document in the end, and somebody is told why."""

    def rest(self, scene: Scene) -> Iterator[str]:
        """By the rules that were named before the run; one that waits, by what people made doubtful as well."""
        told = set(scene.each_problem())
        for guid, codes in scene.expected.held.items():
            doubts = scene.expected.allowed.get(guid, set())
            reasons = {FAILED: codes, TO_TRANSFER: codes | doubts}.get(scene.status(guid))
            if scene.documents_of(guid) and not doubts:
                yield f"invoice {guid} must not cross, and has a document"
            elif reasons is not None and not any((guid, code) in told for code in reasons):
                yield f"invoice {guid} is held, and nobody is told why"


class NoSecondRecord(Checker):
    """A customer, an item, a project is made once."""

    def now(self, scene: Scene) -> Iterator[str]:
        """Counted by the record that it was made from."""
        for stream, register in REGISTERS.items():
            living = scene.registers.get(register.vnf, {})
            counted = Counter(guid for key, guid in scene.origins.get(stream, {}).items() if guid and key in living)
            yield from (f"{stream}: {guid} stands in Visma.net {n} times" for guid, n in counted.items() if n > 1)
            for name in register.severa:
                labels = Counter(str(one[register.label]) for one in scene.registers.get(name, {}).values())
                yield from (f"{stream}: {label!r} stands in Severa {n} times" for label, n in labels.items() if n > 1)


class NothingWaitsForEver(Checker):
    """At rest nothing is on its way: no invoice waits or failed without a reason that was named, none is in doubt."""

    def rest(self, scene: Scene) -> Iterator[str]:
        """By the passing rules, and the statuses."""
        for record, code in scene.each_problem():
            if code in PASSING and not scene.expected.may_be_told(record, code):
                yield f"{code} is still told of {record or 'everything'}"
        for guid in scene.invoices.keys() & scene.expected.crossing:
            if scene.expected.is_clean(guid) and scene.status(guid) in (TO_TRANSFER, FAILED):
                yield f"invoice {guid} is still {scene.status(guid)!r}"


class OnlyAllowedProblems(Checker):
    """Whatever is told was foreseen from wire JSON, or is of something that people made doubtful."""

    def now(self, scene: Scene) -> Iterator[str]:
        """While troubles last, what one of those in this world explains may be told as well."""
        for record, code in scene.each_problem():
            if code not in scene.expected.explained and not scene.expected.may_be_told(record, code):
                yield f"{code} is told of {record or 'everything'}, and nothing in this world explains it"

    def rest(self, scene: Scene) -> Iterator[str]:
        """What passes is another checker's."""
        for record, code in scene.each_problem():
            if code not in PASSING and not scene.expected.may_be_told(record, code):
                yield f"{code} is told of {record or 'everything'}, and should not be"


class PaidOnlyWhatIsPaid(Checker):
    """An invoice that is paid in Severa has a document that is paid."""

    def now(self, scene: Scene) -> Iterator[str]:
        """By the document's balance."""
        for guid, invoice in scene.invoices.items():
            if invoice["status"]["name"] not in PAID or not scene.expected.is_clean(guid):
                continue
            for key in scene.documents_of(guid):
                if scene.documents[key]["balanceInCurrency"] == scene.documents[key]["amountInCurrency"]:
                    yield f"invoice {guid} is {invoice['status']['name']!r}, and nothing was paid on {key}"


CHECKERS: tuple[Checker, ...] = (
    NoSecondDocument(),
    StrangersAreLeftAlone(),
    NumberIsTheDocuments(),
    NoStrangersDocument(),
    OneRecordEndsNoRun(),
    NothingIsLost(),
    TotalsAgree(),
    HeldStaysOut(),
    NoSecondRecord(),
    NothingWaitsForEver(),
    OnlyAllowedProblems(),
    PaidOnlyWhatIsPaid(),
)
