from __future__ import annotations

from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from severa_vnf.mapping import Agreed, Crosses
from severa_vnf.mapping.contact_pairs import (
    WholeContact,
    decide_contact,
    fingerprint,
    in_severa_facts,
    in_vnf_facts,
    severa_unmoved,
    vnf_unmoved,
)
from severa_vnf.mapping.merge import seen_back
from severa_vnf.mapping.sides import Decision
from severa_vnf.settings import Settings
from severa_vnf.severa.communication_types import CommunicationMethod
from severa_vnf.severa.communications import Communication
from severa_vnf.severa.contacts import Contact
from severa_vnf.values import Guid
from severa_vnf.vnf import contact as vnf
from severa_vnf.wire.decode import structure
from tests.mapping.pairs import body
from tests.mapping.registers import KNOWN

TYPES = {method: Guid(f"t {method.value}") for method in CommunicationMethod}
GIVEN = evolve(KNOWN, communication_types=TYPES)
METHODS = {"phone1": "MobilePhone", "phone2": "Phone", "email": "EmailAddress"}
OURS: dict[str, Any] = {
    "guid": "p1",
    "customer": {"guid": "c0", "name": "Acme"},
    "firstName": "Ann",
    "lastName": "Bell",
    "isEmailAllowed": True,
}
THEIRS: dict[str, Any] = {
    "contactId": 9,
    "firstName": "Ann",
    "lastName": "Bell",
    "active": True,
    "doNotEmail": False,
    "phone1": "+31 6 1",
    "email": "ann@acme.example",
}


def communication(guid: str, method: str, value: str, **more: Any) -> Communication:
    """A communication of Ann's."""
    kind = {"guid": f"t {method}", "type": method}
    return structure(
        {"guid": guid, "contact": {"guid": "p1"}, "communicationType": kind, "value": value, **more}, Communication
    )


MOBILE, EMAIL = communication("m", "MobilePhone", "+31 6 1"), communication("e", "EmailAddress", "ann@acme.example")


def ours(*communications: Communication, **changes: Any) -> WholeContact:
    """Ann as Severa shows her, with a mobile number and a mail address unless others are given."""
    return WholeContact(structure({**OURS, **changes}, Contact), communications or (MOBILE, EMAIL))


def theirs(**changes: Any) -> vnf.Contact:
    """Ann as Visma.net shows her."""
    return structure({**THEIRS, **changes}, vnf.Contact)


def agreed() -> Decision:
    """What is remembered of Ann, who is alike on both sides."""
    decision = decide_contact(ours(), theirs(), {}, GIVEN, first=True)
    assert all(isinstance(one, Agreed) for one in decision.fields.values())
    assert (decision.to_vnf, decision.patch, decision.to_severa, decision.troubles) == ((), {}, (), ())
    return decision


def decided(whole: WholeContact, twin: vnf.Contact, known: Any = GIVEN) -> Decision:
    """What becomes of Ann after these changes."""
    return decide_contact(whole, twin, agreed().known, known)


def test_facts() -> None:
    """A person is known within a customer by the name, however it is written, with the mail address as witness."""
    mail = communication("e", "EmailAddress", " Ann@ACME.example ")
    left = in_severa_facts(ours(mail, firstName=" ann ", lastName="de  Bell"), GIVEN)
    right = in_vnf_facts(theirs(firstName="Ann", lastName="De Bell", displayName="Bell, Ann"), Guid("c0"), GIVEN)
    assert (left.id, left.group, left.name, left.witness) == ("p1", "c0", "ann de bell", "ann@acme.example")
    assert (right.id, right.group, right.name, right.witness) == ("9", "c0", "ann de bell", "ann@acme.example")
    assert (left.key, right.key, left.stays, right.stays) == ("", "", "", "")
    assert (left.label, right.label) == ("Contact  ann  de  Bell", "Contact Bell, Ann")


def test_facts_of_little() -> None:
    """Names, mail addresses and the customer may be missing; who is not active is not made anew."""
    left = in_severa_facts(WholeContact(structure({**OURS, "customer": {}, "isActive": False}, Contact)), GIVEN)
    assert (left.group, left.witness, left.stays) == ("", "", "inactive")
    assert in_severa_facts(ours(isDeleted=True), GIVEN).stays == "inactive"
    right = in_vnf_facts(theirs(firstName=None, lastName=None, email=None, active=False), Guid("c0"), GIVEN)
    assert (right.name, right.witness, right.stays, right.label) == ("", "", "inactive", "Contact 9")
    assert in_vnf_facts(theirs(active=None), Guid("c0"), GIVEN).label == "Contact Bell"


def test_both_ways() -> None:
    """Names go into a patch, how a person is reached into writes of its own, and all for Visma.net is one write."""
    decision = decided(ours(firstName="Anna"), theirs(lastName="Belle", phone1="+31 6 2", phone2="+31 20 1", email=""))
    (put,) = decision.to_vnf
    assert (put.method, put.path, body(put)) == ("PUT", "/v1/contact/9", {"firstName": {"value": "Anna"}})
    assert decision.patch == {"last_name": "Belle"}
    patch, create, delete = decision.to_severa
    assert (patch.path, body(patch)[0]["value"]) == ("/v1/contactcommunications/m", "+31 6 2")
    assert body(create) == {
        "contact": {"guid": "p1"},
        "communicationType": {"guid": "t Phone"},
        "value": "+31 20 1",
    }
    assert (delete.method, delete.path) == ("DELETE", "/v1/contactcommunications/e")
    assert decision.fields["phone2"] == Crosses("severa", "+31 20 1", None)
    assert decision.parts == {"m": fingerprint(evolve(MOBILE, value="+31 6 2"))}


def test_no_type() -> None:
    """Without a type of communication for it a number stays in Visma.net, and an administrator is told."""
    decision = decided(ours(), theirs(phone2="+31 20 1", phone1="+31 6 2", lastName="Belle"), KNOWN)
    (trouble,) = decision.troubles
    assert (trouble.rule.code, trouble.field, trouble.value) == ("communication-type-missing", "Phone", "+31 20 1")
    assert "phone2" not in decision.fields
    assert decision.known["phone2"] is None
    assert decision.patch == {"last_name": "Belle"}
    assert [call.path for call in decision.to_severa] == ["/v1/contactcommunications/m"]
    first = decide_contact(ours(), theirs(phone2="+31 20 1"), {}, KNOWN, first=True)
    assert "phone2" not in first.known


def test_place_of_the_mobile_number() -> None:
    """The settings tell where a mobile number stands in Visma.net."""
    third = evolve(GIVEN, settings=Settings(mobile_phone="phone3"))
    decision = decide_contact(ours(), theirs(phone1="x", phone3="+31 6 1"), {}, third, first=True)
    assert not decision.to_severa
    assert severa_unmoved(ours(), decision.known, decision.parts, third)
    assert vnf_unmoved(theirs(phone3="+31 6 1"), decision.known, third)
    assert not vnf_unmoved(theirs(phone3="+31 6 2"), decision.known, third)


@pytest.mark.parametrize(("way", "writes"), [("both", 1), ("to_severa", 1), ("to_vnf", 0)])
def test_direction(way: Any, writes: int) -> None:
    """Persons cross in the direction of their customers."""
    known = evolve(GIVEN, settings=Settings(directions={"customers": way}))
    decision = decided(ours(), theirs(phone1="+31 6 2"), known)
    assert len(decision.to_severa) == writes
    assert len(decision.to_vnf) == 1 - writes


def test_fingerprint() -> None:
    """A communication is fingerprinted by value, type and whether it may be used, and not by its stamps."""
    assert fingerprint(communication("x", "MobilePhone", "+31 6 1", createdDateTime="2026-01-01T00:00:00")) == (
        fingerprint(MOBILE)
    )
    changed = [
        communication("m", "MobilePhone", "+31 6 2"),
        communication("m", "Phone", "+31 6 1"),
        communication("m", "MobilePhone", "+31 6 1", isForbiddenToUse=True),
    ]
    assert len({fingerprint(one) for one in (MOBILE, *changed)}) == 4


def test_severa_moved() -> None:
    """A communication that was added, changed or taken away is somebody's edit, as a name is."""
    known, parts = (before := agreed()).known, before.parts
    spare = communication("x", "MobilePhone", "+31 6 9", createdDateTime="2027-01-01T00:00:00")
    assert severa_unmoved(ours(), known, parts, GIVEN)
    for whole in (
        ours(MOBILE, EMAIL, spare),
        ours(MOBILE, EMAIL, communication("x", "Phone", "+31 20 1")),
        ours(evolve(MOBILE, is_forbidden_to_use=True), EMAIL),
        ours(EMAIL),
        ours(lastName="Belle"),
    ):
        assert not severa_unmoved(whole, known, parts, GIVEN)


VALUES = st.sampled_from(["", "1", "2", "3"])
REACHED = st.fixed_dictionaries(dict.fromkeys(METHODS, VALUES))


def written(whole: WholeContact, twin: dict[str, str], decision: Decision) -> tuple[WholeContact, dict[str, str]]:
    """What the services make of what a decision writes."""
    held = {one.guid: one for one in whole.communications}
    for call in decision.to_severa:
        if call.method == "POST":
            made = body(call)
            method = made["communicationType"]["guid"].removeprefix("t ")
            held[Guid(f"new {method}")] = communication(f"new {method}", method, made["value"])
            continue
        guid = Guid(call.path.rsplit("/", 1)[1].replace("%20", " "))
        one = held.pop(guid)
        held |= {guid: evolve(one, value=body(call)[0]["value"])} if call.method == "PATCH" else {}
    for call in decision.to_vnf:
        twin = twin | {name: value["value"] for name, value in body(call).items()}
    return WholeContact(whole.contact, tuple(held.values())), twin


@given(REACHED, REACHED, REACHED, REACHED, st.sampled_from(["hold", "severa", "vnf"]))
def test_settles(
    start: dict[str, str], ours_then: dict[str, str], there: dict[str, str], there_then: dict[str, str], conflict: Any
) -> None:
    """Whatever is changed on both sides, one round settles it, and nothing is taken for an edit afterwards."""
    known = evolve(GIVEN, settings=Settings(on_conflict=conflict))

    def whole(values: dict[str, str]) -> WholeContact:
        made = [communication(name, METHODS[name], value) for name, value in values.items() if value]
        return WholeContact(structure(OURS, Contact), tuple(made))

    first = decide_contact(whole(start), theirs(**there), {}, known, first=True)
    changed = whole(ours_then)
    second = decide_contact(changed, theirs(**there_then), first.known, known)
    after, twin = written(changed, there_then, second)
    third = decide_contact(after, theirs(**twin), second.known, known)
    assert (third.to_vnf, third.patch, third.to_severa) == ((), {}, ())
    assert (third.known, third.troubles) == (seen_back(second.known), second.troubles)
    assert severa_unmoved(after, second.known, second.parts, known)
    assert vnf_unmoved(theirs(**twin), second.known, known)
