"""What is due of a document: remembered in the commit that links it, forgotten when nothing is left."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from attrs import evolve, frozen

from severa_vnf.errors import ApiError, OutcomeUnknown, RateLimited, ServiceDown
from severa_vnf.flows.ask import Flow
from severa_vnf.flows.invoices.documents import Key
from severa_vnf.flows.memory import Cause, put, recall
from severa_vnf.mapping.invoices import STREAM, label_of
from severa_vnf.mapping.table import Trouble
from severa_vnf.plan import Action, Change, Problem, Step
from severa_vnf.ports import Write
from severa_vnf.rules import RULES, Rule
from severa_vnf.rules.following import FOLLOWING_WAITS
from severa_vnf.settings import Settings
from severa_vnf.severa.invoices import Invoice
from severa_vnf.values import Guid

SPACE = "following"


class Kind(StrEnum):
    """What may be due, in this order: nothing can be changed on a document that is released."""

    FILES = "files"
    CREDIT = "credit"
    RELEASE = "release"


@frozen(kw_only=True, slots=False)
class Named:
    """A file by its guid in Severa (the PDF has none), with the name that it was given, which stays its name.

    `until` is the last moment at which it can have been sent; None: nothing of it is under way.
    """

    guid: str
    name: str
    done: bool = False
    until: str | None = None


@frozen(kw_only=True, slots=False)
class Task:
    """One thing that is due. `causes` is what stood in its way last; before `again` it is not tried once more.

    `files` are those that have their names, and whether they hang there. `until` is the last moment at which an
    application can have been sent. `asked` is when a release was asked for last, `tried` whether it was before without
    effect.
    """

    kind: Kind
    causes: tuple[Cause, ...] = ()
    again: str | None = None
    files: tuple[Named, ...] = ()
    until: str | None = None
    asked: str | None = None
    tried: bool = False

    def rests(self, now: datetime) -> bool:
        """Whether it is left alone at this moment."""
        return self.again is not None and now < datetime.fromisoformat(self.again)

    def met(self, troubles: Sequence[Trouble]) -> Task:
        """The same, with what stood in its way now."""
        told = tuple(Cause(code=one.rule.code, field=one.field, value=one.value) for one in troubles)
        return evolve(self, causes=told, again=None)

    def with_begun(self, guids: Collection[str], until: str | None) -> Task:
        """The same, with files that are about to be sent; None: they certainly were not."""
        return self._with([evolve(one, until=until) if one.guid in guids else one for one in self.files])

    def with_done(self, guid: str) -> Task:
        """The same, with a file that hangs there now."""
        return self._with([evolve(one, done=True, until=None) if one.guid == guid else one for one in self.files])

    def _with(self, files: Sequence[Named]) -> Task:
        return evolve(self, files=tuple(files))

    def has(self, rule: Rule) -> bool:
        """Whether this stood in its way."""
        return any(cause.code == rule.code for cause in self.causes)


@frozen(kw_only=True, slots=False)
class Errand:
    """All that is due of one document.

    `label` is how a person knows its invoice, `total` the document's when it was compared, `credits` what it credits.
    """

    credit_note: bool
    number: str
    label: str
    total: Decimal
    credits: Guid | None = None
    tasks: tuple[Task, ...] = ()

    @property
    def key(self) -> Key:
        """The document."""
        return Key(self.credit_note, self.number)

    def problems(self, guid: str) -> list[Problem]:
        """What stands in the way of it."""
        causes = [cause for task in self.tasks for cause in task.causes]
        return [Problem(RULES[one.code], STREAM, guid, self.label, one.field, one.value) for one in causes]

    def step(self, guid: str, part: str, what: str, setting: str, fields: Mapping[str, str | bool]) -> Step:
        """One thing that is written of it, as a plan shows it, and the setting that asks for it."""
        return Step(
            stream=STREAM,
            action=Action.UPDATE,
            record=guid,
            part=part,
            label=f"{self.label}, {what}",
            reason=f"Settings.{setting}",
            changes=tuple(Change(name, "vnf", None, value) for name, value in fields.items()),
        )


def what_follows(invoice: Invoice, key: Key, total: Decimal, settings: Settings) -> Flow[list[Write]]:
    """The writes that remember what is due of a document that is linked now; none where the settings ask for none."""
    errand = errand_of(evolve(invoice, number=int(key.number)), key, total, settings)
    if not errand.tasks:
        return []
    before = (yield from recall(SPACE, (invoice.guid,))).get(invoice.guid)
    return [put(SPACE, invoice.guid, errand, before)]


def errand_of(invoice: Invoice, key: Key, total: Decimal, settings: Settings) -> Errand:
    """All that is due of a document that has just been linked."""
    credited = invoice.reimburse_invoice.guid if invoice.reimburse_invoice else None
    label = label_of(invoice)
    errand = Errand(credit_note=key.credit_note, number=key.number, label=label, total=total, credits=credited)
    return evolve(errand, tasks=tuple(Task(kind=kind) for kind in chosen(errand, settings)))


def chosen(errand: Errand, settings: Settings) -> Iterator[Kind]:
    """What the settings ask for."""
    if settings.attachments or settings.invoice_pdf:
        yield Kind.FILES
    if settings.apply_credit_notes and errand.credit_note and errand.credits:
        yield Kind.CREDIT
    if settings.release:
        yield Kind.RELEASE


def trouble(error: ApiError, refused: Rule, field: str) -> Trouble:
    """A service's error: one that passes, or that it `refused`."""
    if isinstance(error, OutcomeUnknown | ServiceDown | RateLimited):
        return Trouble(FOLLOWING_WAITS, field, error.message)
    return Trouble(refused, field, error.message)
