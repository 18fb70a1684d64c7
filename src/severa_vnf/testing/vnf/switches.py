"""Every doubt about Visma.net that a test may want to settle the other way: one named switch each."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from attrs import field, frozen

EVERY_SCOPE = tuple(f"vismanet_erp_service_api:{right}" for right in ("read", "create", "update", "delete"))


Reformatted = Literal["postal_code", "phone", "vat_number"]

ERP_LENGTHS = {
    "customer.name": 60,
    "inventory.description": 60,
    "customer_invoice.invoiceText": 60,
    "customer_invoice.customerRefNumber": 40,
    "customer_invoice.invoiceLines.*.description": 256,
    "customer_credit_note.invoiceText": 60,
    "customer_credit_note.customerRefNumber": 40,
    "customer_credit_note.lines.*.description": 256,
}
"""Where the ERP beneath is said to cut; its documents' descriptions at 60, 150 or 256, by version."""


@frozen(kw_only=True)
class VnfSwitches:
    """How this Visma.net behaves where its documentation is silent, or a company chooses. Defaults are careful."""

    # The credential
    client_id: str = "id"
    """The one application that may ask for tokens, with its secret, for the one tenant."""
    client_secret: str = field(default="secret", repr=False)
    tenant_id: str = "demo"
    scopes: tuple[str, ...] = EVERY_SCOPE
    """What the credential may ask for."""
    action_scope: str = "update"
    """The right that POST .../action/... needs; the description names update, its attachments create."""
    calls_an_hour: int = 15_000
    """The budget of the company and application, in windows of an hour. The real figure is said to vary."""

    # Lists
    max_page_size: int | Mapping[str, int] = 1000
    """The cap on pageSize, of all collections or by collection (then 1000 for the rest). One was ever measured."""
    default_page_size: int = 100
    """What a list answers when no pageSize is sent. Not documented."""
    metadata_undeclared: bool = False
    """Whether rows whose declared shape has no metadata (tasks, cash transactions) carry it anyway."""
    greater_includes: bool = False
    """Whether the condition `>` means "after and on", as one page of the documentation says."""
    newer_filters: bool = False
    """Whether filters that came after version 9.66 exist (and those they replaced do not)."""
    note_in_single: bool = True
    """Whether one customer invoice or credit note, read alone, shows its note: it has no expandNote."""
    note_in_list: bool = False
    """Whether a list of them does."""
    omit_nulls: bool = True
    """Whether fields without a value are left out of answers."""
    padded: int = 0
    """Numbers and codes are answered with spaces up to this length, as some companies' are."""

    # Stamps
    zone: str = "Europe/Oslo"
    """The server's own time, which its stamps are in; they do not say so."""

    # Documents
    unit_price_decimals: int = 6
    """What unit prices are kept to."""
    quantity_decimals: int = 6
    """What quantities are kept to."""
    amount_decimals: int = 2
    """What amounts are kept to."""
    rounding: str = ROUND_HALF_UP
    """How a line amount, a VAT amount and a base amount are rounded: a name of the decimal module."""
    vat_per: Literal["document", "line", "code"] = "document"
    """VAT is rounded once per VAT id, or on each line, or as each VAT id's calculateOn says."""
    document_rounding: Decimal | None = None
    """What the document's total is rounded to, for example Decimal("1"). The difference is roundingDiff."""
    exchange_divides: bool = False
    """Whether base amounts are document amounts divided by the rate instead of multiplied."""
    tax_details_in_currency: bool = False
    """Whether taxDetails are in the document's currency; unsuffixed names are base currency elsewhere."""
    invoice_text_length: int = 255
    """Of invoiceText; what is longer is refused."""
    line_description_length: int = 255
    """Of a line's description."""
    reference_length: int = 40
    """Of externalReference and customerRefNumber. No length is documented but "30" and "50" in passing."""
    cut_texts: Mapping[str, int] = field(factory=dict)
    """Texts that are cut at this length without an error, by collection and field: `ERP_LENGTHS` is one such."""
    reformats: frozenset[Reformatted] = field(default=frozenset(), converter=frozenset)
    """What is kept in the service's own form, whichever way it was written."""
    foreign_project: Literal["accept", "refuse"] = "accept"
    """What happens to a document on another customer's project. Visma.net warns, and the API shows no warnings."""
    release_takes: float = 0.0
    """Seconds until a released document is open. 0: at once, and the action answers Done."""
    reuse_deleted_numbers: bool = False
    """Whether the newest number is given out again when its document is deleted."""
    payment_bumps_invoice: bool = True
    """Whether a payment moves lastModifiedDateTime of the invoice it pays."""
    release_refusal: Literal["status", "result"] = "status"
    """How a release that can't be is refused: with 400, or with 200 and the result Failed."""
    attachment_limit: int | None = None
    """Bytes an attachment may have."""
    attachments_for_auto_invoice: bool = True
    """Whether a new attachment is marked to be sent along by AutoInvoice, before somebody says that it is not."""
    attach_to_released: bool = True
    """Whether a released customer document still takes attachments."""
    shows_coming_applications: bool = True
    """Whether a credit note that is not released shows the applications that were written to it."""

    # Registers
    addresses_follow_main: bool = True
    """Whether a new customer's invoice and delivery address are the main address when they are not sent."""

    # Background
    background_verbs: frozenset[str] = frozenset({"GET", "POST", "PUT", "DELETE"})
    """Where the header erp-api-background is honoured."""
    background_takes: float = 0.0
    """Seconds until a background call is carried out."""

    # Errors
    error_shape: Literal["message", "Message", "ipp", "text", "empty"] = "message"
    """The body of a refusal."""

    def page_cap(self, collection: str) -> int:
        """The largest page of one collection."""
        if isinstance(self.max_page_size, int):
            return self.max_page_size
        return self.max_page_size.get(collection, 1000)
