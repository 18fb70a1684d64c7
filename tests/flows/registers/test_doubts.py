"""What stays where it is at the first run, and of what nobody can tell what it is."""

from __future__ import annotations

import pytest

from severa_vnf.plan import Action
from tests.flows.registers.office import (
    codes,
    communication,
    contact,
    customer,
    described,
    open_office,
)

drivers = pytest.mark.parametrize("driver", ["sync", "async"])


def test_what_differs_is_asked() -> None:
    """Where both have a value and nobody owns it, neither is written, and a person is asked."""
    office = open_office(customer("acme", ours={"website": "a.example"}, theirs={"mainContact": {"web": "b.example"}}))
    report = office.sync()
    assert (report.counts, codes(report)) == ({"adopted": 1}, ["never-agreed"])
    assert "'a.example' in Severa, 'b.example' in Visma.net" in report.problems[0].value
    assert office.ours("customers", "acme")["website"] == "a.example"
    assert office.theirs("customer")["mainContact"]["web"] == "b.example"


def test_persons_of_one_name() -> None:
    """Of several persons of one name in a customer the mail address tells which is which."""
    office = open_office(
        customer("acme"),
        *(contact(guid, "acme", ours={"lastName": "Bos"}, theirs=None) for guid in ("old", "young")),
        communication("mail 1", "old", "EmailAddress", "old@acme.example"),
        communication("mail 2", "young", "EmailAddress", "young@acme.example"),
        contact("bos", "acme", ours=None, theirs={"email": "young@acme.example"}),
    )
    report = office.sync("customers")
    assert described(report)[1:] == [("adopted", "young"), ("created", "old")]


@pytest.mark.parametrize(
    ("ours", "theirs", "why"),
    [
        ({"isActive": False}, None, "inactive"),
        (None, {"status": "Inactive"}, "inactive"),
        ({"isInternal": True}, None, "internal"),
    ],
)
def test_what_stays_where_it_is(ours: dict[str, object] | None, theirs: dict[str, object] | None, why: str) -> None:
    """Severa's internal customer and inactive ones of either side do not cross; a preview says why."""
    office = open_office(customer("acme", ours=ours, theirs=theirs))
    [step] = [one for one in office.preview("customers").steps if "Acme" in one.label]
    assert (step.action, step.reason) == (Action.NOTHING, why)
    assert office.sync("customers").outcomes == ()
    assert office.writes() == []


def test_inactive_ones_that_are_one_are_linked() -> None:
    """Two inactive records of one number and name are linked, so that they come back together."""
    office = open_office(customer("acme", ours={"isActive": False}, theirs={"status": "Inactive"}))
    office.sync()
    office.later()
    office.severa.edit("customers", "acme", isActive=True)
    office.sync()
    assert office.theirs("customer")["status"] == "Active"


def test_all_doubts_at_once() -> None:
    """Everything of which it is not clear what it is, is told in one run, with each record by name, and stays alone."""
    office = open_office(
        customer("twin", "00010001", theirs={"name": "Twins B.V."}, ours={"name": "Twins B.V."}),
        customer("twin 2", "00010002", theirs={"name": "Twins B.V."}, ours=None),
        customer("two", "00010003", ours={"vatNumber": "NL1"}, theirs={"vatRegistrationId": "NL2"}),
        customer("three", "00010004", ours={"name": "Three"}, theirs={"name": "Drie"}),
        customer("four", "00010005", ours=None, theirs={"number": "DEB5"}),
        customer("five", "0017", ours=None, theirs={"name": "Five"}),
        customer("six", "017", ours=None, theirs={"name": "Six"}),
    )
    report = office.sync("customers")
    assert codes(report) == [
        "equal-in-number-alone",
        "number-not-numeric",
        "several-of-one-name-in-vnf",
        "several-of-one-number",
        "vat-numbers-contradict",
    ]
    assert described(report) == [("adopted", "twin")]
    assert office.writes() == []
    texts = " ".join(problem.text() for problem in report.problems)
    assert all(name in texts for name in ("Twins", "Two", "Three", "Drie", "DEB5", "Five", "Six"))


def test_a_vat_number_speaks_for_two_names() -> None:
    """Customers of one number whose names differ are one when they have one VAT number."""
    office = open_office(
        customer("acme", ours={"vatNumber": "NL1B01"}, theirs={"vatRegistrationId": "NL1B01", "name": "Acme Holding"})
    )
    report = office.sync("customers")
    assert (report.counts, codes(report)) == ({"adopted": 1}, ["never-agreed"])
