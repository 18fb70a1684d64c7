"""An invoice's files, and its PDF, are hung on its document: each once, under a name that does no harm.

The documentation's field table of the invoice header: attachments and PDF only when chosen, and never by AutoInvoice.
Visma.net makes of a name that is there already a new revision, so what hangs there by that name is not sent again.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from attrs import evolve, frozen

from severa_vnf.errors import ApiError, NotFound
from severa_vnf.flows.ask import Flow, everything
from severa_vnf.flows.following.errand import Errand, Named, Task, trouble
from severa_vnf.flows.following.way import Go, Way
from severa_vnf.flows.invoices.documents import attach
from severa_vnf.flows.reading_files import Cut, read_file
from severa_vnf.flows.writing import write
from severa_vnf.mapping.file_names import distinct, file_name, name_key, with_ending
from severa_vnf.mapping.table import Trouble
from severa_vnf.plan import Step
from severa_vnf.rules.following import FILE_ENDING, FILE_NOT_WHOLE, FILE_REFUSED, FILE_TOO_LARGE
from severa_vnf.rules.transfer import UNREADABLE
from severa_vnf.settings import Settings
from severa_vnf.severa import files, invoices
from severa_vnf.severa.files import InvoiceFile
from severa_vnf.values import Guid
from severa_vnf.vnf import attachment
from severa_vnf.vnf.attachment import AttachmentUpdate
from severa_vnf.wire.call import Call
from severa_vnf.wire.mismatch import Undecodable


@frozen
class _Due:
    """A file to be carried, and the setting that asks for it. `guid` is Severa's; the PDF has none.

    `size` is what Severa tells, in a unit that it does not tell. `renamed`: another file has its name.
    """

    name: str
    call: Call[bytes]
    setting: str
    guid: str = ""
    size: Decimal = Decimal(0)
    renamed: bool = False

    def step(self, errand: Errand, invoice: Guid, there: str | None) -> Step:
        """What is written: the file, where it does not hang there yet, and its mark."""
        fields: dict[str, str | bool] = {} if there else {"attachments": self.name}
        fields["sendToAutoinvoice"] = False
        return errand.step(invoice, f"file {self.guid}".strip(), self.name, self.setting, fields)


def carry(
    errand: Errand, guid: Guid, task: Task, settings: Settings, way: Way, begin: Callable[[Task], Flow[None]]
) -> Flow[Task | None]:
    """Carry the files that do not hang on the document yet. Left is what met trouble, or has to wait."""
    troubles: list[Trouble] = []
    try:
        due, task = _named((yield from _due(errand, guid, settings, troubles)), task)
        done = {one.guid for one in task.files if one.done}
        rest = [one for one in due if one.guid not in done]
        there = (yield from _hanging(errand, guid, way)) if rest else {}
    except NotFound:  # the invoice or its document: there is nothing to carry any more
        return None
    except ApiError as error:
        return task.met([trouble(error, FILE_REFUSED, "Files")])
    left, begun = False, not any(one.renamed for one in rest)
    for one in rest:
        hangs = there.get(name_key(one.name))
        found = None if hangs else _unfit(one, settings)
        if found is not None:
            troubles.append(found)
            continue
        go = way.go(one.step(errand, guid, hangs))
        if go is Go.LEAVE:
            left = True
            continue
        if go is Go.DO:
            if not begun:
                yield from begin(task)
                begun = True
            try:
                found = yield from _carried(errand, one, hangs, settings.attachment_limit)
            except ApiError as error:
                found = trouble(error, FILE_REFUSED, one.name)
        if found is None:
            task = task.with_done(one.guid)
        else:
            troubles.append(found)
    return task.met(troubles) if troubles or left else None


def _named(due: list[_Due], task: Task) -> tuple[list[_Due], Task]:
    """The files under the names that they were given once; a new one gets a name that no other has."""
    known = {one.guid: one.name for one in task.files}
    fresh = [one for one in due if one.guid not in known]
    names = distinct([one.name for one in fresh], known.values())
    known |= {one.guid: name for one, name in zip(fresh, names, strict=True)}
    new = tuple(Named(guid=one.guid, name=known[one.guid]) for one in fresh)
    named = [evolve(one, name=known[one.guid], renamed=known[one.guid] != one.name) for one in due]
    return named, evolve(task, files=(*task.files, *new))


def _unfit(due: _Due, settings: Settings) -> Trouble | None:
    """What Visma.net would not take, told before anything is read or sent."""
    endings, limit = settings.attachment_endings, settings.attachment_limit
    ending = due.name.rpartition(".")[2].casefold()
    if endings is not None and ending not in endings:
        return Trouble(FILE_ENDING, due.name, ending)
    return Trouble(FILE_TOO_LARGE, due.name, str(limit)) if limit is not None and due.size > limit else None


def _due(errand: Errand, guid: Guid, settings: Settings, troubles: list[Trouble]) -> Flow[list[_Due]]:
    """The PDF first, so that it has its name whatever the files are called."""
    found: list[_Due] = []
    if settings.invoice_pdf:
        name = f"{'Credit note' if errand.credit_note else 'Invoice'} {errand.number}.pdf"
        found.append(_Due(name, invoices.pdf(guid, settings.invoice_pdf_content), "invoice_pdf"))
    if settings.attachments:
        rows = yield from everything(files.of_invoice(guid))
        troubles += [Trouble(UNREADABLE, "A file", row.fault) for row in rows if isinstance(row, Undecodable)]
        hung = [row for row in rows if isinstance(row, InvoiceFile)]
        found += [_of(row) for row in sorted(hung, key=lambda row: (row.sort_order or 0, row.guid))]
    return found


def _of(file: InvoiceFile) -> _Due:
    name = with_ending(file_name(file.name), file.content_type or "")
    guid = file.file_guid or file.guid
    return _Due(name, files.data(guid), "attachments", guid, file.size or Decimal(0))


def _hanging(errand: Errand, guid: Guid, way: Way) -> Flow[dict[str, str]]:
    """The files that hang on the document, by name."""
    document = yield from way.read(guid, errand.key)
    return {name_key(one.name or ""): one.id for one in document.attachments or ()}


def _carried(errand: Errand, due: _Due, there: str | None, limit: int | None) -> Flow[Trouble | None]:
    """Have the file hang there, and not sent by AutoInvoice: the customer gets it with the invoice, from Severa."""
    if there is None:
        read = yield from read_file(due.call, limit, due.name, due.size)
        if read is None:
            return Trouble(FILE_TOO_LARGE, due.name, str(limit))
        if isinstance(read, Cut):
            return Trouble(FILE_NOT_WHOLE, due.name, read.told)
        there = yield from write(attach(errand.key, due.name, read.data, read.kind))
    yield from write(attachment.update(there, AttachmentUpdate(send_to_auto_invoice=False)))
    return None
