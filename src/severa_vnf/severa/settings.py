"""The organisation's settings (`/organizationsettings`). The API can only read them."""

from __future__ import annotations

import datetime as dt

from attrs import frozen

from severa_vnf.severa.describe import item
from severa_vnf.wire.call import Call
from severa_vnf.wire.model import Model


@frozen(kw_only=True, slots=False)
class OrganizationSettings(Model):
    """The settings that a bridge must know. `payment_term` is in days.

    `set_credit_note_invoice_number`: Severa numbers credit notes itself. `currency_rounding_type`: AwayFromZero or
    NearestInteger. Hours and travels before the two closing dates are closed.
    """

    set_credit_note_invoice_number: bool | None = None
    unique_identifier_for_products_and_worktypes: bool | None = None
    next_customer_number: int | None = None
    next_project_number: int | None = None
    next_invoice_number: int | None = None
    last_customer_number: int | None = None
    last_project_number: int | None = None
    last_invoice_number: int | None = None
    payment_term: int | None = None
    currency_rounding_type: str | None = None
    payment_reference_number_display_setting: str | None = None
    worktime_entry_closing_date: dt.date | None = None
    travel_entry_closing_date: dt.date | None = None


def get() -> Call[OrganizationSettings]:
    """The settings."""
    return item(OrganizationSettings, "/v1/organizationsettings", "organization:read")
