"""How a document's number comes into its invoice, is found there and proven: what `create_once` must know of it.

It is an update: what stands in the invoice tells whether it was done, and doing it twice does no harm.
"""

from __future__ import annotations

from collections.abc import Sequence

from attrs import frozen

from severa_vnf.errors import Forbidden, NotFound, RateLimited, ServiceDown, Unreadable
from severa_vnf.flows.ask import Flow, Lease, send
from severa_vnf.flows.engine.create_once import Doubt, Found, Made, Unknown
from severa_vnf.mapping.table import Trouble
from severa_vnf.rules.transfer import NOT_WRITTEN_BACK
from severa_vnf.severa import invoices
from severa_vnf.severa.invoices import Invoice
from severa_vnf.values import Guid
from severa_vnf.wire.call import Call


@frozen
class WriteBack:
    """Gives an invoice number, payment reference and status in one write, in this order."""

    number: int
    reference: str | None
    status: Guid

    def begun(self, invoice: Invoice) -> None:
        """The invoice has just been read: nobody has to look."""

    def probe(self, some: Sequence[Invoice]) -> Flow[list[Found[Invoice, Trouble]]]:
        """Read the invoice again. With the status and another number it is a person's matter."""
        [invoice] = some
        try:
            now = yield from send(invoices.get(invoice.guid))
        except (Forbidden, NotFound, ServiceDown, RateLimited, Unreadable) as error:
            return [Unknown(error.message)]
        if self._stands_in(now):
            return [Made(now, found=True)]
        return [Doubt(not_written(now)) if now.status.guid == self.status else None]

    def remember(self, some: Sequence[Invoice], lease: Lease) -> Flow[None]:
        """The link and the document's intent are remembered: they are all that the next run needs."""
        return
        yield

    def call(self, invoice: Invoice) -> Call[Invoice]:
        """The write."""
        return invoices.patch(invoice.guid, number=self.number, reference_number=self.reference, status=self.status)

    def prove(self, answered: Sequence[tuple[Invoice, Invoice]]) -> Flow[list[Made[Invoice] | Unknown]]:
        """The answer is the invoice, and shows all three."""
        [(before, now)] = answered
        ours = now.guid == before.guid and self._stands_in(now)
        return [Made(now) if ours else Unknown(not_written(now).value)]
        yield

    def _stands_in(self, now: Invoice) -> bool:
        return (now.number, now.reference_number, now.status.guid) == (self.number, self.reference, self.status)


def not_written(now: Invoice) -> Trouble:
    """Say that the number is not in the invoice, and show the one that is."""
    found = f"{now.number} / {now.reference_number} / '{now.status.name}'"
    return Trouble(NOT_WRITTEN_BACK, "Number", found)
