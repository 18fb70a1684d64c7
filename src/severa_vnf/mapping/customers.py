"""Customers, both ways (documentation, field table of customers). Visma.net owns their numbers.

Statuses are many to one: all but Inactive are active, and what was active stays as it is, so a hold is never lifted.
"""

from __future__ import annotations

from collections.abc import Sequence

from attrs import evolve, fields

from severa_vnf.mapping.addresses import Slot, place, written
from severa_vnf.mapping.given import Given
from severa_vnf.mapping.mapped import Mapped, mapped
from severa_vnf.mapping.table import Pair, Register, Trouble, apart, both, left_out, made, to_severa
from severa_vnf.mapping.texts import TEXT, name_of
from severa_vnf.rules.registers import CLASS_MISSING, NUMBER_NOT_NUMERIC, TERMS_UNKNOWN
from severa_vnf.severa.addresses import Address
from severa_vnf.severa.customers import Customer, NewCustomer
from severa_vnf.severa.refs import CodeRef, Pointer
from severa_vnf.values import by_number, whole_number
from severa_vnf.vnf import customer as vnf
from severa_vnf.vnf.customer import CustomerStatus, CustomerUpdate
from severa_vnf.vnf.refs import ContactInfoUpdate
from severa_vnf.wire.unset import UNSET, Unset

STREAM = "customers"

BIGGEST = 2**63 - 1
"""The biggest customer number that Severa holds."""


def number(text: str | None, given: Given) -> int | Trouble:
    """Severa's number is Visma.net's without its leading zeros; the text itself is kept with the link."""
    value = whole_number(text, BIGGEST)
    return Trouble(NUMBER_NOT_NUMERIC, "Number", (text or "").strip()) if value is None else value


def _currency_code(currency: CodeRef | Pointer | None, given: Given) -> str | None:
    if currency is None:
        return None
    own = currency.code if isinstance(currency, CodeRef) else None
    return own or (given.currencies.codes.get(currency.guid) if currency.guid else None)


def _currency_guid(code: str | None, given: Given) -> Pointer | Unset:
    guid = given.currencies.guids.get(code or "")
    return Pointer(guid) if guid else UNSET


CURRENCY: Pair[CodeRef | None, str, Pointer] = Pair(_currency_code, _currency_guid)


def _terms(days: int | None, given: Given) -> str | Trouble | None:
    if days is None:
        return None
    terms = given.settings.credit_terms.get(days) or given.credit_terms.get(days)
    return terms or Trouble(TERMS_UNKNOWN, "Payment term", str(days))


def _days(terms: str | None, given: Given) -> int | Unset | None:
    if not terms:
        return None
    chosen = [days for days, one in given.settings.credit_terms.items() if one == terms]
    return chosen[0] if chosen else given.term_days.get(terms, UNSET)


TERMS: Pair[int | None, str, int] = Pair(_terms, _days)
"""Terms that are not so many days have no value in Severa: they stay."""


def _status(active: bool, given: Given) -> CustomerStatus:
    return CustomerStatus.ACTIVE if active else CustomerStatus.INACTIVE


def _active(status: CustomerStatus | None, given: Given) -> bool | Unset:
    return UNSET if status is None else status is not CustomerStatus.INACTIVE


ACTIVE: Pair[bool, CustomerStatus, bool] = Pair(_status, _active)


def _attention(notes: str | None, given: Given) -> str:
    return " ".join((notes or "").split())[: given.settings.text_limits.attention].rstrip()


def _notes(attention: str | None, given: Given) -> str | None:
    return _attention(attention, given) or None


NOTES: Pair[str | None, str, str] = Pair(_attention, _notes)
"""Long in Severa, one line in Visma.net: cut on the way there, and an edit on either side crosses once."""


def customer_class(customer: Customer, given: Given) -> str | Trouble:
    """The class of a new customer: by its own field, its number, its country, or for all."""
    classes = given.settings.customer_classes
    home = customer.headquarter_address
    country = given.countries.get((home.country if home else None) or "", "")
    return (
        given.customer_classes.get(customer.guid)
        or by_number(classes.by_number, customer.number)
        or classes.by_country.get(country)
        or classes.default
        or Trouble(CLASS_MISSING, "customer class", customer.name)
    )


S, V, C = fields(Customer), fields(CustomerUpdate), fields(ContactInfoUpdate)

CUSTOMER: Register[Customer, CustomerUpdate, NewCustomer] = Register(
    Customer,
    CustomerUpdate,
    (
        both(S.name, V.name, name_of("Name")),
        to_severa(S.number, V.number, number, why="Visma.net owns customer numbers."),
        both(S.vat_number, V.vat_registration_id, TEXT),
        both(S.currency, V.currency_id, CURRENCY),
        both(S.payment_term, V.credit_terms_id, TERMS, why="Days in Severa, a term of so many days in Visma.net."),
        both(S.email, C.email, TEXT, within=V.main_contact),
        both(S.website, C.web, TEXT, within=V.main_contact),
        both(S.notes, C.attention, NOTES, within=V.main_contact),
        both(S.is_active, V.status, ACTIVE, why="A hold or a one-time customer counts as active and stays what it is."),
        made(
            ("Financials customer class",),
            V.customer_class_id,
            customer_class,
            once=True,
            why="Chosen in the settings for a new customer; Visma.net's users may change it.",
        ),
        apart(S.headquarter_address, "address type: office", vnf=V.main_address, why="ADDRESS; headquarters win."),
        apart("address type: billing", vnf=V.invoice_address, why="ADDRESS."),
        apart("address type: postal", vnf=V.delivery_address, why="ADDRESS."),
        left_out(S.guid, vnf="internalId", why="The link holds them."),
        left_out(S.is_internal, why="The internal customer never crosses."),
        left_out(S.kvk_number, vnf="corporateId", why="Not in the documentation's table; a witness at the first sync."),
        left_out(S.language, why="Visma.net has none on a customer."),
        left_out(S.invoicing_vat, vnf="vatZone", why="Not mapped; the customer class brings the VAT zone."),
        left_out(S.created_date_time, vnf="createdDateTime", why="Each system's own."),
        left_out(S.last_updated_date_time, vnf="lastModifiedDateTime", why="They tell what to read again."),
        left_out(vnf="invoiceContact, deliveryContact, location", why="Not in the documentation's table."),
        left_out(vnf="gln, parentRecord, acceptAutoInvoices, attributes", why="Not in the documentation's table."),
    ),
    NewCustomer,
)
CUSTOMERS = {
    True: CUSTOMER,
    False: evolve(CUSTOMER, rows=tuple(row for row in CUSTOMER.rows if row.vnf != "number")),
}
"""The table for each choice of `Settings.owns_customer_numbers`."""


def customer_seen(customer: vnf.Customer) -> CustomerUpdate:
    """What Visma.net holds of a customer, in the fields in which it is written."""
    contact = customer.main_contact
    return CustomerUpdate(
        number=customer.number,
        name=customer.name,
        status=customer.status,
        customer_class_id=(customer.customer_class and customer.customer_class.id) or UNSET,
        vat_registration_id=customer.vat_registration_id or "",
        currency_id=customer.currency_id or UNSET,
        credit_terms_id=(customer.credit_terms and customer.credit_terms.id) or UNSET,
        main_contact=ContactInfoUpdate(
            email=(contact and contact.email) or "",
            web=(contact and contact.web) or "",
            attention=(contact and contact.attention) or "",
        ),
    )


def customer_to_vnf(
    customer: Customer, addresses: Sequence[Address] = (), given: Given | None = None
) -> Mapped[CustomerUpdate]:
    """A customer that is new to Visma.net, with the addresses that it has a place for."""
    given = given or Given()
    update, troubles = CUSTOMER.map(customer, given)
    home = customer.headquarter_address
    slots = place(addresses, home.guid if home else None).slots
    filed = {slot: written(one, given) for slot, one in slots.items()}
    update = evolve(
        update,
        main_address=filed.get(Slot.MAIN, UNSET),
        invoice_address=filed.get(Slot.INVOICE, UNSET),
        delivery_address=filed.get(Slot.DELIVERY, UNSET),
    )
    return mapped(update, troubles, STREAM, customer.guid, f"Customer {customer.name}")


def customer_to_severa(customer: vnf.Customer, given: Given | None = None) -> Mapped[NewCustomer]:
    """A customer that is new to Severa. Its addresses: `addresses_to_severa`."""
    given = given or Given()
    new, troubles = CUSTOMERS[given.settings.owns_customer_numbers].back(customer_seen(customer), given)
    return mapped(new, troubles, STREAM, customer.internal_id, f"Customer {customer.number} {customer.name}")
