"""Contact persons, both ways (documentation, field table of contact persons).

In Severa each number and mail address is a record of its own; here a person is one record with three of them.
"""

from __future__ import annotations

from collections.abc import Sequence

from attrs import Attribute, field, fields, frozen

from severa_vnf.mapping.given import Given
from severa_vnf.mapping.mapped import Mapped, mapped
from severa_vnf.mapping.table import Pair, Register, Trouble, both, left_out, made
from severa_vnf.mapping.texts import TEXT, name_of
from severa_vnf.rules.registers import CONTACT_CUSTOMER_MISSING
from severa_vnf.severa.communication_types import CommunicationMethod
from severa_vnf.severa.communications import Communication
from severa_vnf.severa.contacts import Contact
from severa_vnf.severa.refs import NumberedRef
from severa_vnf.vnf import contact as vnf
from severa_vnf.vnf.contact import ContactUpdate, Title
from severa_vnf.wire.model import named
from severa_vnf.wire.unset import UNSET, Unset

STREAM = "contacts"

MOBILE, PHONE, EMAIL = (
    CommunicationMethod.MOBILE_PHONE,
    CommunicationMethod.PHONE,
    CommunicationMethod.EMAIL_ADDRESS,
)


@frozen(kw_only=True)
class Person:
    """A contact person of Severa's with the first communication of each method that Visma.net has a field for."""

    customer: NumberedRef
    salutation: str | None = None
    first_name: str
    last_name: str
    job_title: str | None = None
    is_active: bool = True
    is_email_allowed: bool | None = None
    mobile: str | None = field(default=None, metadata=named("communication MobilePhone"))
    phone: str | None = field(default=None, metadata=named("communication Phone"))
    email: str | None = field(default=None, metadata=named("communication EmailAddress"))


@frozen(kw_only=True)
class NewPerson:
    """A contact person to be made in Severa, with its communications."""

    first_name: str
    last_name: str
    salutation: str | Unset = UNSET
    job_title: str | Unset = UNSET
    is_active: bool | Unset = UNSET
    is_email_allowed: bool | Unset = UNSET
    mobile: str | Unset = UNSET
    phone: str | Unset = UNSET
    email: str | Unset = UNSET


def person(contact: Contact, communications: Sequence[Communication] = ()) -> Person:
    """Join a contact person with its communications: the oldest of each method that may be used."""
    first = communications_of(contact, communications)
    reached = {method: one.value for method, one in first.items()}
    return Person(
        customer=contact.customer,
        salutation=contact.salutation,
        first_name=contact.first_name,
        last_name=contact.last_name,
        job_title=contact.job_title,
        is_active=contact.is_active and not contact.is_deleted,
        is_email_allowed=contact.is_email_allowed,
        mobile=reached.get(MOBILE),
        phone=reached.get(PHONE),
        email=reached.get(EMAIL),
    )


def communications_of(
    contact: Contact, communications: Sequence[Communication]
) -> dict[CommunicationMethod, Communication]:
    """The communications that cross, by method. The others stay in Severa: Visma.net has one field for each."""
    first: dict[CommunicationMethod, Communication] = {}
    for one in sorted(communications, key=lambda one: (str(one.created_date_time or "~"), one.guid)):
        method = one.communication_type.type
        if one.contact.guid == contact.guid and method is not None and not one.is_forbidden_to_use:
            first.setdefault(method, one)
    return first


_TITLES = {"Mr.": Title.MR, "Mrs.": Title.MRS, "Ms.": Title.MS}
_SALUTATIONS = {title: salutation for salutation, title in _TITLES.items()}


def _title(salutation: str | None, given: Given) -> Title | Unset | None:
    return _TITLES.get(salutation, UNSET) if salutation else None


def _salutation(title: Title | None, given: Given) -> str | Unset | None:
    return _SALUTATIONS.get(title, UNSET) if title else None


TITLE: Pair[str | None, Title, str] = Pair(_title, _salutation)
"""Miss, Doctor and Prof have no value in Severa: they stay in Visma.net."""


def _inverted(flag: bool | None, given: Given) -> bool | Unset:
    return UNSET if flag is None else not flag


INVERTED: Pair[bool | None, bool, bool] = Pair(_inverted, _inverted)
"""Where a service does not say, neither answer is a safe guess."""


def _said(flag: bool | None, given: Given) -> bool | Unset:
    return UNSET if flag is None else flag


FLAG: Pair[bool, bool, bool] = Pair(_said, _said)


def account(person: Person, given: Given) -> str | Trouble:
    """The customer's number in Visma.net, by its link."""
    customer = person.customer
    linked = given.customers.get(customer.guid) if customer.guid else None
    return linked or Trouble(CONTACT_CUSTOMER_MISSING, "Customer", customer.name or "")


S, V, OF = fields(Person), fields(ContactUpdate), fields(Contact)


def _table(mobile: Attribute[str | Unset]) -> Register[Person, ContactUpdate, NewPerson]:
    spare = "phone3" if mobile.name == "phone1" else "phone1"
    return Register(
        Person,
        ContactUpdate,
        (
            made((S.customer,), V.business_account, account, once=True, why="By the customer's link."),
            both(S.salutation, V.title, TITLE, why="Severa knows Mr., Mrs. and Ms.; other titles stay in Visma.net."),
            both(S.first_name, V.first_name, name_of("First name"), why="Severa demands it, Visma.net does not."),
            both(S.last_name, V.last_name, name_of("Last name")),
            both(S.job_title, V.position, TEXT),
            both(S.mobile, mobile, TEXT, why="Visma.net has no mobile number; Settings.mobile_phone names its place."),
            both(S.phone, V.phone2, TEXT),
            both(S.email, V.email, TEXT),
            both(S.is_email_allowed, V.do_not_email, INVERTED, why="Yes on the one side is no on the other."),
            both(S.is_active, V.active, FLAG),
            left_out(OF.guid, vnf="contactId", why="The link holds them."),
            left_out(OF.is_deleted, why="A deleted one counts as inactive."),
            left_out(OF.emails, OF.phone_numbers, why="They only show the communications."),
            left_out(
                OF.language, OF.address_guid, vnf="address, sameAsAccount", why="Not in the documentation's table."
            ),
            left_out(vnf=f"web, {spare}", why="Not in the documentation's table."),
            left_out(vnf="displayName", why="Visma.net makes it out of the names."),
            left_out(
                vnf="businessAccountType", why="Only linked customers' persons cross, not suppliers' or employees'."
            ),
            left_out(OF.created_date_time, vnf="lastModifiedDateTime", why="Each system's own."),
            left_out(OF.last_updated_date_time, why="It tells what to read again."),
        ),
        NewPerson,
    )


CONTACT = _table(V.phone1)
CONTACTS = {"phone1": CONTACT, "phone3": _table(V.phone3)}
"""The table for each choice of `Settings.mobile_phone`."""


def contact_seen(contact: vnf.Contact) -> ContactUpdate:
    """What Visma.net holds of a person, in the fields in which it is written."""
    return ContactUpdate(
        business_account=contact.business_account or UNSET,
        title=contact.title or UNSET,
        first_name=contact.first_name or "",
        last_name=contact.last_name or "",
        position=contact.position or "",
        active=UNSET if contact.active is None else contact.active,
        email=contact.email or "",
        phone1=contact.phone1 or "",
        phone2=contact.phone2 or "",
        phone3=contact.phone3 or "",
        do_not_email=UNSET if contact.do_not_email is None else contact.do_not_email,
    )


def contact_to_vnf(
    contact: Contact, communications: Sequence[Communication] = (), given: Given | None = None
) -> Mapped[ContactUpdate]:
    """A contact person that is new to Visma.net."""
    given = given or Given()
    update, troubles = CONTACTS[given.settings.mobile_phone].map(person(contact, communications), given)
    return mapped(update, troubles, STREAM, contact.guid, f"Contact {contact.first_name} {contact.last_name}")


def contact_to_severa(contact: vnf.Contact, given: Given | None = None) -> Mapped[NewPerson]:
    """A person that is new to Severa; its customer is the one that the business account is linked with."""
    given = given or Given()
    new, troubles = CONTACTS[given.settings.mobile_phone].back(contact_seen(contact), given)
    label = f"Contact {contact.display_name or contact.last_name or contact.contact_id}"
    return mapped(new, troubles, STREAM, contact.contact_id, label)
