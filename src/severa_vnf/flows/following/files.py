"""An invoice's files, and its PDF, are hung on its document: each once, under a name that does no harm.

The documentation's field table of the invoice header: attachments and PDF only when chosen, and never by AutoInvoice.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from attrs import define, field

from severa_vnf.errors import ApiError, NotFound
from severa_vnf.flows.ask import Flow, everything
from severa_vnf.flows.engine.create_once import Made, Refused, Unknown, Unsent, create_once
from severa_vnf.flows.following.errand import Errand, Task, trouble
from severa_vnf.flows.following.file_creator import Due, FileCreator, Upload
from severa_vnf.flows.following.way import Go
from severa_vnf.flows.reading_files import Contents, read_file
from severa_vnf.flows.writing import write
from severa_vnf.mapping.file_names import file_name, with_ending
from severa_vnf.mapping.table import Trouble
from severa_vnf.rules.following import FILE_ENDING, FILE_NOT_WHOLE, FILE_REFUSED, FILE_TOO_LARGE, FOLLOWING_WAITS
from severa_vnf.rules.transfer import UNREADABLE
from severa_vnf.settings import Settings
from severa_vnf.severa import files, invoices
from severa_vnf.severa.files import InvoiceFile
from severa_vnf.values import Guid
from severa_vnf.vnf import attachment
from severa_vnf.vnf.attachment import AttachmentUpdate
from severa_vnf.wire.mismatch import Undecodable

IN_HAND = 2**22
"""Bytes of small files that are in memory until they are sent, after which the document is looked at once for all."""


def carry(creator: FileCreator, settings: Settings, now: datetime) -> Flow[Task | None]:
    """Carry the files that do not hang on the document yet. Left is what met trouble, or has to wait."""
    work = _Work(creator, settings, now)
    try:
        yield from work.carry()
    except NotFound:  # the invoice or its document: there is nothing to carry any more
        return None
    except ApiError as error:
        work.troubles.append(trouble(error, FILE_REFUSED, "Files"))
    return creator.task.met(work.troubles) if work.troubles or work.left else None


@define
class _Work:
    """The files of one document: what is wrong goes to the troubles. `left`: one was put off."""

    creator: FileCreator
    settings: Settings
    now: datetime
    troubles: list[Trouble] = field(factory=list)
    left: bool = False

    def carry(self) -> Flow[None]:
        """Look for all, then read and send those that are not there, the small ones together."""
        listed = yield from _due(self.creator.errand, self.creator.guid, self.settings, self.troubles)
        due = self.creator.named(listed)
        looked = yield from create_once(self.creator, [Upload(one) for one in due], self.now, self.settings.grace)
        in_hand: list[Upload] = []
        for one, came in zip(due, looked, strict=True):
            if isinstance(came, Unknown):
                self.troubles.append(Trouble(FOLLOWING_WAITS, one.name, came.reason))
            elif isinstance(came, Made):
                yield from self._mark(one, came.value, hung=True)
            elif (contents := (yield from self._read(one))) is not None:
                in_hand.append(Upload(one, contents))
                if sum(upload.size for upload in in_hand) >= IN_HAND:
                    yield from self._send(in_hand)
                    in_hand = []
        yield from self._send(in_hand)

    def _read(self, due: Due) -> Flow[Contents | None]:
        """The file, if it is to be sent. What Visma.net would not take is told before anything is read."""
        limit, unfit = self.settings.attachment_limit, _unfit(due, self.settings)
        if unfit is not None:
            self.troubles.append(unfit)
            return None
        if not self._may(due, hangs=False):
            return None
        try:
            read = yield from read_file(due.call, limit, due.name, due.size)
        except ApiError as error:
            self.troubles.append(trouble(error, FILE_REFUSED, due.name))
            return None
        if isinstance(read, Contents):
            return read
        too_large = Trouble(FILE_TOO_LARGE, due.name, str(limit))
        self.troubles.append(Trouble(FILE_NOT_WHOLE, due.name, read.told) if read else too_large)
        return None

    def _send(self, uploads: Sequence[Upload]) -> Flow[None]:
        sent = yield from create_once(self.creator, uploads, self.now, self.settings.grace, in_turn=True)
        for due, came in zip((one.due for one in uploads), sent, strict=True):
            if isinstance(came, Made):
                yield from self._mark(due, came.value)
            elif isinstance(came, Refused | Unsent):
                self.creator.task = self.creator.task.with_begun({due.guid}, None)
                self.troubles.append(trouble(came.error, FILE_REFUSED, due.name))
            else:
                assert isinstance(came, Unknown)
                self.troubles.append(Trouble(FOLLOWING_WAITS, due.name, came.reason))

    def _mark(self, due: Due, attached: str, *, hung: bool = False) -> Flow[None]:
        """Keep it from AutoInvoice: the customer gets it with the invoice, from Severa. Then it is done."""
        if hung and not self._may(due, hangs=True):
            return
        try:
            yield from write(attachment.update(attached, AttachmentUpdate(send_to_auto_invoice=False)))
        except ApiError as error:
            self.troubles.append(trouble(error, FILE_REFUSED, due.name))
        else:
            self.creator.task = self.creator.task.with_done(due.guid)

    def _may(self, due: Due, *, hangs: bool) -> bool:
        """Whether it is written. In a preview it counts as done; what is not planned is left."""
        go = self.creator.way.go(due.step(self.creator.errand, self.creator.guid, hangs=hangs))
        if go is Go.SUPPOSE:
            self.creator.task = self.creator.task.with_done(due.guid)
        self.left = self.left or go is Go.LEAVE
        return go is Go.DO


def _unfit(due: Due, settings: Settings) -> Trouble | None:
    endings, limit = settings.attachment_endings, settings.attachment_limit
    ending = due.name.rpartition(".")[2].casefold()
    if endings is not None and ending not in endings:
        return Trouble(FILE_ENDING, due.name, ending)
    return Trouble(FILE_TOO_LARGE, due.name, str(limit)) if limit is not None and due.size > limit else None


def _due(errand: Errand, guid: Guid, settings: Settings, troubles: list[Trouble]) -> Flow[list[Due]]:
    """The PDF first, so that it has its name whatever the files are called."""
    found: list[Due] = []
    if settings.invoice_pdf:
        name = f"{'Credit note' if errand.credit_note else 'Invoice'} {errand.number}.pdf"
        found.append(Due(name, invoices.pdf(guid, settings.invoice_pdf_content), "invoice_pdf"))
    if settings.attachments:
        rows = yield from everything(files.of_invoice(guid))
        troubles += [Trouble(UNREADABLE, "A file", row.fault) for row in rows if isinstance(row, Undecodable)]
        hung = [row for row in rows if isinstance(row, InvoiceFile)]
        found += [_of(row) for row in sorted(hung, key=lambda row: (row.sort_order or 0, row.guid))]
    return found


def _of(file: InvoiceFile) -> Due:
    name = with_ending(file_name(file.name), file.content_type or "")
    guid = file.file_guid or file.guid
    return Due(name, files.data(guid), "attachments", guid, file.size or Decimal(0))
