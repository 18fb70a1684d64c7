"""How a file is sent to a document, found there and proven: what `create_once` must know of it.

Visma.net makes of a name that is there already a new revision, so what hangs there by that name is not sent again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Never

from attrs import define, evolve, field, frozen

from severa_vnf.flows.ask import Flow, Lease
from severa_vnf.flows.engine.create_once import EVER, Found, Made, Unknown
from severa_vnf.flows.following.errand import Errand, Named, Task
from severa_vnf.flows.following.way import Way
from severa_vnf.flows.invoices.documents import attach
from severa_vnf.flows.reading_files import Contents
from severa_vnf.mapping.file_names import distinct, name_key
from severa_vnf.plan import Step
from severa_vnf.values import Code, Guid
from severa_vnf.wire.call import Call


@frozen
class Due:
    """A file to be carried, and the setting that asks for it. `guid` is Severa's; the PDF has none.

    `size` is what Severa tells, in a unit that it does not tell.
    """

    name: str
    call: Call[bytes]
    setting: str
    guid: str = ""
    size: Decimal = Decimal(0)

    def step(self, errand: Errand, invoice: Guid, *, hangs: bool) -> Step:
        """List the fields to be written: the file, where it does not hang there yet, and its mark."""
        fields: dict[str, str | bool] = {} if hangs else {"attachments": self.name}
        fields["sendToAutoinvoice"] = False
        return errand.step(invoice, f"file {self.guid}".strip(), self.name, self.setting, fields)


@frozen
class Upload:
    """A file for the document. Without its contents it is looked for and not sent."""

    due: Due
    contents: Contents | None = None

    @property
    def size(self) -> int:
        """Bytes in memory."""
        return len(self.contents.data) if self.contents else 0


@define
class FileCreator:
    """Hangs the files of one invoice on its document. `task` is what is known of them, brought up to date."""

    errand: Errand
    guid: Guid
    way: Way
    begin: Callable[[Task], Flow[None]]
    task: Task
    _hung: frozenset[str] = field(default=frozenset(), init=False)
    """The attachments that hung there at the last look."""

    def named(self, due: Sequence[Due]) -> list[Due]:
        """The files that do not hang there yet, under the names that they were given once; a new one gets its own."""
        known = {one.guid: one.name for one in self.task.files}
        fresh = [one for one in due if one.guid not in known]
        names = distinct([one.name for one in fresh], known.values())
        known |= {one.guid: name for one, name in zip(fresh, names, strict=True)}
        new = tuple(Named(guid=one.guid, name=known[one.guid]) for one in fresh)
        self.task = evolve(self.task, files=(*self.task.files, *new))
        done = {one.guid for one in self.task.files if one.done}
        return [evolve(one, name=known[one.guid]) for one in due if one.guid not in done]

    def begun(self, upload: Upload) -> datetime | None:
        """Until when it may have been sent. A person may have hung it there at any time."""
        if upload.contents is not None:
            return None
        until = next(one.until for one in self.task.files if one.guid == upload.due.guid)
        return EVER if until is None else datetime.fromisoformat(until)

    def probe(self, uploads: Sequence[Upload]) -> Flow[list[Found[str, Never]]]:
        """Look at the document: whether a file of that name hangs there."""
        there = yield from self._look()
        ids = [there.get(name_key(one.due.name)) for one in uploads]
        return [None if one is None else Made(one, found=True) for one in ids]

    def remember(self, uploads: Sequence[Upload], lease: Lease) -> Flow[None]:
        """Commit under which names they are about to be sent."""
        guids = {one.due.guid for one in uploads}
        self.task = self.task.with_begun(guids, lease.until.isoformat())
        yield from self.begin(self.task)

    def call(self, upload: Upload) -> Call[Code] | None:
        """The file, once it was read."""
        due, file = upload.due, upload.contents
        return None if file is None else attach(self.errand.key, due.name, file.data, file.kind)

    def prove(self, answered: Sequence[tuple[Upload, Code]]) -> Flow[list[Made[str] | Unknown]]:
        """It hangs there by its name; or Visma.net calls it otherwise, and by its id it did not hang there before."""
        before = self._hung
        there = yield from self._look()
        fresh = self._hung - before
        ids = [there.get(name_key(one.due.name)) or (answer if answer in fresh else None) for one, answer in answered]
        return [Unknown("it does not hang there") if one is None else Made(one) for one in ids]

    def _look(self) -> Flow[dict[str, str]]:
        """The files that hang on the document, by name."""
        document = yield from self.way.read(self.guid, self.errand.key)
        hanging = document.attachments or ()
        self._hung = frozenset(one.id for one in hanging)
        return {name_key(one.name or ""): one.id for one in hanging}
