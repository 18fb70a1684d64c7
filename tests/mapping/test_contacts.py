from __future__ import annotations

from typing import Any

import pytest
from attrs import evolve

from severa_vnf.mapping import (
    CONTACT,
    Crosses,
    Given,
    Kept,
    Mapped,
    NewPerson,
    contact_seen,
    contact_to_severa,
    contact_to_vnf,
    decide,
    person,
)
from severa_vnf.settings import Settings
from severa_vnf.severa.communications import Communication
from severa_vnf.severa.contacts import Contact
from severa_vnf.vnf import contact as vnf
from severa_vnf.vnf.contact import ContactUpdate, Title
from severa_vnf.wire.decode import structure
from tests.mapping.registers import KNOWN

OURS = {
    "guid": "p1",
    "customer": {"guid": "c0", "name": "Acme"},
    "salutation": "Mrs.",
    "firstName": "Ann",
    "lastName": "Bell",
    "jobTitle": "Director",
    "isEmailAllowed": True,
}
THEIRS = {
    "contactId": 9,
    "businessAccount": "00100",
    "title": "Mrs",
    "firstName": "Ann",
    "lastName": "Bell",
    "position": "Director",
    "active": True,
    "email": "ann@acme.example",
    "phone1": "+31 6 1",
    "phone2": "+31 20 1",
    "phone3": "+31 70 1",
    "doNotEmail": False,
}
THIRD = evolve(KNOWN, settings=Settings(mobile_phone="phone3"))


def ours(**changes: Any) -> Contact:
    """A contact person as Severa shows it."""
    return structure({**OURS, **changes}, Contact)


def theirs(**changes: Any) -> vnf.Contact:
    """The same as Visma.net shows it."""
    return structure({**THEIRS, **changes}, vnf.Contact)


def reached(kind: str | None, value: str, *, day: int = 1, of: str = "p1", forbidden: bool = False) -> Communication:
    """A communication of a contact person."""
    wire = {
        "guid": value,
        "contact": {"guid": of},
        "communicationType": {"guid": "t", "type": kind},
        "value": value,
        "isForbiddenToUse": forbidden,
        "createdDateTime": f"2026-01-{day:02}T00:00:00",
    }
    return structure(wire, Communication)


ALL = [
    reached("MobilePhone", "+31 6 1"),
    reached("Phone", "+31 20 1"),
    reached("EmailAddress", "ann@acme.example"),
]


def test_to_vnf() -> None:
    """A person crosses with its customer's number and with how it is reached, by the method, never by its name."""
    assert contact_to_vnf(ours(), ALL, KNOWN) == Mapped(
        ContactUpdate(
            business_account="00100",
            title=Title.MRS,
            first_name="Ann",
            last_name="Bell",
            position="Director",
            active=True,
            email="ann@acme.example",
            phone1="+31 6 1",
            phone2="+31 20 1",
            do_not_email=False,
        )
    )


def test_to_severa() -> None:
    """And back, with a communication for each way to reach it."""
    assert contact_to_severa(theirs(), KNOWN) == Mapped(
        NewPerson(
            first_name="Ann",
            last_name="Bell",
            salutation="Mrs.",
            job_title="Director",
            is_active=True,
            is_email_allowed=True,
            mobile="+31 6 1",
            phone="+31 20 1",
            email="ann@acme.example",
        )
    )


def test_mobile_phone_elsewhere() -> None:
    """The settings say where the mobile number stands in Visma.net."""
    made = contact_to_vnf(ours(), ALL, THIRD).made
    assert (made.phone3, made.phone1 or None) == ("+31 6 1", None)
    assert contact_to_severa(theirs(), THIRD).made.mobile == "+31 70 1"


def test_of_several_communications() -> None:
    """Of several of one method the oldest that may be used crosses; other people's and other methods do not."""
    joined = person(
        ours(),
        [
            reached("Phone", "new", day=3),
            reached("Phone", "forbidden", day=1, forbidden=True),
            reached("Phone", "old", day=2),
            reached("EmailAddress", "another's", of="p2"),
            reached("Fax", "fax"),
            reached(None, "unknown"),
        ],
    )
    assert (joined.phone, joined.email, joined.mobile) == ("old", None, None)


def test_deleted() -> None:
    """A deleted person is not active."""
    assert contact_to_vnf(ours(isDeleted=True), (), KNOWN).made.active is False


def test_nobodys() -> None:
    """A person of a customer that is not linked waits for it."""
    for customer in ({"guid": "c9", "name": "Acme"}, {"name": "Acme"}):
        (problem,) = contact_to_vnf(ours(customer=customer)).problems
        assert (problem.code, problem.value) == ("contact-customer-missing", "Acme")


@pytest.mark.parametrize(("shown", "label"), [({"displayName": "Bell, Ann"}, "Bell, Ann"), ({}, "Bell"), (None, "9")])
def test_nameless(shown: dict[str, Any] | None, label: str) -> None:
    """Severa demands both names, Visma.net does not: who lacks one is a problem, by the name that there is."""
    names: dict[str, Any] = {"lastName": None} if shown is None else shown
    problems = contact_to_severa(theirs(firstName=" ", **names), Given()).problems
    assert {problem.code for problem in problems} == {"name-missing"}
    assert [problem.field for problem in problems] == (["First name", "Last name"] if shown is None else ["First name"])
    assert problems[0].label == f"Contact {label}"


@pytest.mark.parametrize(
    ("salutation", "title"), [("Mr.", Title.MR), ("Mrs.", Title.MRS), ("Ms.", Title.MS), ("Dr.", None), (None, None)]
)
def test_salutation(salutation: str | None, title: Title | None) -> None:
    """Severa's three salutations are titles in Visma.net."""
    made = contact_to_vnf(ours(salutation=salutation), (), KNOWN).made
    assert (made.title or None) == title
    if title:
        assert contact_to_severa(theirs(title=title.value), KNOWN).made.salutation == salutation


@pytest.mark.parametrize("title", ["Doctor", "Miss", "Prof"])
@pytest.mark.parametrize("agreed", [{}, {"title": None}, {"title": "Mrs"}, {"title": "Mr"}])
def test_title_that_severa_lacks(title: str, agreed: dict[str, Any]) -> None:
    """A title that Severa does not know is never overwritten, nor is Severa's salutation."""
    for salutation in ("Mrs.", None):
        joined = person(ours(salutation=salutation))
        merged = decide(CONTACT, joined, contact_seen(theirs(title=title)), agreed, KNOWN)
        assert merged.fields["title"] == Kept()
        assert "salutation" not in merged.to_severa


def test_title_is_emptied() -> None:
    """A salutation is emptied after a title; a title can't be."""
    merged = decide(CONTACT, person(ours()), contact_seen(theirs(title=None)), {"title": "Mrs"}, KNOWN)
    assert merged.to_severa == {"salutation": None}
    merged = decide(CONTACT, person(ours(salutation=None)), contact_seen(theirs()), {"title": "Mrs"}, KNOWN)
    assert merged.fields["title"] == Kept()


@pytest.mark.parametrize("allowed", [True, False])
def test_mail(allowed: bool) -> None:
    """Mail that is allowed on the one side is not forbidden on the other, both ways."""
    assert contact_to_vnf(ours(isEmailAllowed=allowed), (), KNOWN).made.do_not_email is not allowed
    assert contact_to_severa(theirs(doNotEmail=not allowed), KNOWN).made.is_email_allowed is allowed


def test_mail_unknown() -> None:
    """Where Severa does not say whether mail is allowed, Visma.net keeps what it has."""
    for agreed in ({}, {"doNotEmail": True}, {"doNotEmail": False}):
        merged = decide(CONTACT, person(ours(isEmailAllowed=None)), contact_seen(theirs()), agreed, KNOWN)
        assert merged.fields["doNotEmail"] == Kept()


def test_phone_crosses() -> None:
    """A telephone number that somebody changes in Visma.net goes to Severa's communication, and one emptied too."""
    joined = person(ours(), ALL)
    agreed = {"phone2": "+31 20 1", "phone1": "+31 6 1"}
    merged = decide(CONTACT, joined, contact_seen(theirs(phone2="+31 20 2", phone1=None)), agreed, KNOWN)
    assert merged.to_severa == {"phone": "+31 20 2", "mobile": None}
    assert merged.fields["phone2"] == Crosses("severa", "+31 20 2", "+31 20 1")
