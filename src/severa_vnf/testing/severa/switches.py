"""Every fact about the service that nobody could confirm, as a switch with the careful default."""

from __future__ import annotations

from typing import Literal

from attrs import field, frozen

AREAS = (
    "customers settings projects invoices files fees organization travels users hours resourceallocations activities"
)
SCOPES = frozenset(f"{area}:{verb}" for area in AREAS.split() for verb in ("read", "write", "delete")) - {
    "organization:delete"
}


@frozen(kw_only=True)
class SeveraSwitches:
    """How a simulated Severa behaves. Each default is the documented behaviour, or the one that forgives least."""

    client_id: str = "id"
    client_secret: str = field(default="secret", repr=False)
    scopes: frozenset[str] = field(default=SCOPES, converter=frozenset)
    """What the credential may ask for."""
    token_lifetime: int = 3600
    """Seconds that an access token lives. Only the field that tells it is documented, no figure."""
    strict_client_id: bool = False
    """Whether a call without the Client_Id header is refused. The documentation asks for it; calls without it work."""
    narrow_scopes: bool = False
    """Whether a token request for a scope that the credential lacks gets the rest (True), or 401."""
    rate_limit: int | None = 10
    """Requests in any one second; None for no limit."""
    retry_after: bool = False
    """Whether a 429 carries Retry-After. It was seen only sometimes."""
    page_cap: int = 100
    """The most rows of one page. The API's texts say 100, the support page says 1000."""
    whole_by_default: bool = False
    """Whether the lists whose text says "Default all" answer whole when no rowCount is asked; else 20 rows."""
    omit_nulls: bool = False
    """Whether answers leave null fields out. Nothing says that they do or do not."""
    zoned_stamps: bool = True
    """Whether moments end in Z. Some fields named _utc may come without a zone."""
    stamped_when_new: bool = False
    """Whether lastUpdatedDateTime of a record that nobody changed yet is its creation; else null, as the API allows."""
    children_touch_customer: bool = False
    """Whether changing an address, contact or communication moves the customer's lastUpdatedDateTime."""
    spec: Literal["2023", "2024"] = "2024"
    """The API's age: upload to projects, changedSince on travel expense types, vatNumber on customers and
    salesStatusChangedSince and projectStatusChangedSince on projects came in 2024."""
    addons: frozenset[str] = field(default=frozenset({"customproperties"}), converter=frozenset)
    """The add-ons that the organisation has: "customproperties", "vismafinancials" (the built-in integration)."""
    patch_values: Literal["native", "both", "strings"] = "native"
    """How values of a JSON Patch must be typed. The API's text says string; its .NET type takes any JSON."""
    read_only_accepts: frozenset[str] = field(
        default=frozenset({"number", "referenceNumber", "paymentDate", "status"}), converter=frozenset
    )
    """The invoice fields that can still be written in a read-only status."""
    keeps_number: bool = True
    """Whether an invoice keeps its number when it enters a status without hasInvoiceNumber."""
    unique_invoice_numbers: bool = True
    """Whether a number that another invoice of the series has is refused."""
    unique_customers: bool = True
    """Whether a customer's number, and the name of an active one, must be its own."""
    cases_in_projects: bool = True
    """Whether /projects lists the sales cases too that are in progress."""
