from __future__ import annotations

from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from severa_vnf.mapping import (
    CUSTOMER,
    Codes,
    Given,
    Mapped,
    customer_seen,
    customer_to_severa,
    customer_to_vnf,
    decide,
)
from severa_vnf.mapping.customers import number
from severa_vnf.settings import CustomerClasses, Settings, TextLimits
from severa_vnf.severa.addresses import Address
from severa_vnf.severa.customers import NewCustomer
from severa_vnf.severa.refs import Pointer
from severa_vnf.values import Guid
from severa_vnf.vnf.customer import CustomerStatus, CustomerUpdate
from severa_vnf.vnf.refs import AddressUpdate, ContactInfoUpdate
from severa_vnf.wire.decode import structure
from tests.mapping.registers import KNOWN, in_severa, in_vnf


def codes(mapped: Mapped[Any]) -> list[str]:
    """The codes of its problems."""
    return [problem.code for problem in mapped.problems]


def test_to_vnf() -> None:
    """A customer that is new to Visma.net has all that Severa knows of it but the number."""
    assert customer_to_vnf(in_severa(), (), KNOWN) == Mapped(
        CustomerUpdate(
            name="Acme",
            status=CustomerStatus.ACTIVE,
            customer_class_id="C",
            vat_registration_id="NL001",
            currency_id="EUR",
            credit_terms_id="30",
            main_contact=ContactInfoUpdate(email="info@acme.example", web="acme.example", attention="Ask for Ann"),
        )
    )


def test_nothing_empty() -> None:
    """A new customer names what it has; what Severa has not is not written as empty."""
    bare = structure({"guid": "c0", "name": "Acme"}, type(in_severa()))
    assert customer_to_vnf(bare, (), KNOWN).made == CustomerUpdate(
        name="Acme", status=CustomerStatus.ACTIVE, customer_class_id="C"
    )


def test_to_severa() -> None:
    """A customer that is new to Severa has Visma.net's number, without its leading zeros."""
    assert customer_to_severa(in_vnf(), KNOWN) == Mapped(
        NewCustomer(
            name="Acme",
            number=100,
            is_active=True,
            vat_number="NL001",
            currency=Pointer(Guid("EUR")),
            payment_term=30,
            email="info@acme.example",
            website="acme.example",
            notes="Ask for Ann",
        )
    )


def test_addresses() -> None:
    """Its addresses go along, each to the place that it has a use for."""
    home = structure({"guid": "a1", "addressline": "Dam 1", "city": "Amsterdam"}, Address)
    post = structure({"guid": "a2", "addressline": "Box 2", "isPostalAddress": True}, Address)
    made = customer_to_vnf(in_severa(headquarterAddress={"guid": "a1"}), [post, home], KNOWN).made
    assert made.main_address == AddressUpdate(address_line1="Dam 1", city="Amsterdam")
    assert made.delivery_address == AddressUpdate(address_line1="Box 2")
    assert not made.invoice_address


@pytest.mark.parametrize("text", ["K-1", "", "9223372036854775808", "1" * 5000, "\u0661", "-1", "1.5"])
def test_number_that_severa_cannot_hold(text: str) -> None:
    """A number that is not digits, or beyond Severa's biggest, is a problem."""
    assert codes(customer_to_severa(in_vnf(number=text), KNOWN)) == ["number-not-numeric"]


@given(st.integers(0, 2**63 - 1), st.integers(0, 40))
def test_leading_zeros(value: int, zeros: int) -> None:
    """Leading zeros are not Severa's."""
    assert number("0" * zeros + str(value), KNOWN) == value


@pytest.mark.parametrize(
    ("ours", "known", "chosen"),
    [
        ({}, {"customer_classes": {Guid("c0"): "OWN"}}, "OWN"),
        ({"number": 7, "headquarterAddress": {"country": "Nederland"}}, {}, "SEVEN"),
        ({"number": 8, "headquarterAddress": {"country": "Nederland"}}, {}, "HOME"),
        ({"number": 8, "headquarterAddress": {"country": "België"}}, {}, "ALL"),
        ({"number": 8, "headquarterAddress": {}}, {}, "ALL"),
        ({"number": None}, {}, "ALL"),
    ],
)
def test_class(ours: dict[str, Any], known: dict[str, Any], chosen: str) -> None:
    """The class of a new customer is that of its own field, else its number's, its country's, or that for all."""
    classes = CustomerClasses(default="ALL", by_country={"NL": "HOME"}, by_number={"7": "SEVEN"})
    around = evolve(KNOWN, settings=Settings(customer_classes=classes), **known)
    assert customer_to_vnf(in_severa(**ours), (), around).made.customer_class_id == chosen


def test_no_class() -> None:
    """Without a class a customer can't be made, and the problem says where to choose it."""
    mapped = customer_to_vnf(in_severa())
    assert codes(mapped) == ["terms-unknown", "class-missing"]
    assert "Settings.customer_classes" in mapped.problems[1].text()
    assert mapped.problems[1].label == "Customer Acme"


ACTIVE = [status for status in CustomerStatus if status is not CustomerStatus.INACTIVE]


@pytest.mark.parametrize("status", CustomerStatus)
def test_status_back(status: CustomerStatus) -> None:
    """All but an inactive customer are active in Severa."""
    assert customer_to_severa(in_vnf(status=status.value), KNOWN).made.is_active is (status in ACTIVE)


@pytest.mark.parametrize("status", ACTIVE)
@pytest.mark.parametrize("agreed", [{"status": "Active"}, {"status": "Inactive"}, {}])
def test_hold_is_never_lifted(status: CustomerStatus, agreed: dict[str, Any]) -> None:
    """An active customer's status in Visma.net is never touched while it is active in Severa."""
    merged = decide(CUSTOMER, in_severa(), customer_seen(in_vnf(status=status.value)), agreed, KNOWN)
    assert merged.to_vnf is None
    assert merged.known["status"] == "Active"


def test_status_that_changes() -> None:
    """A customer that ends in Severa ends in Visma.net, on hold or not; one that ends there ends in Severa."""
    on_hold = customer_seen(in_vnf(status="CreditHold"))
    merged = decide(CUSTOMER, in_severa(isActive=False), on_hold, {"status": "Active"}, KNOWN)
    assert merged.to_vnf == CustomerUpdate(status=CustomerStatus.INACTIVE)
    ended = customer_seen(in_vnf(status="Inactive"))
    merged = decide(CUSTOMER, in_severa(), ended, {"status": "Active"}, KNOWN)
    assert merged.to_severa == {"is_active": False}


def test_blanks() -> None:
    """Blanks around a text are no difference, and do not cross."""
    assert (
        customer_to_vnf(in_severa(vatNumber=" NL001 ", name="Acme "), (), KNOWN).made
        == customer_to_vnf(in_severa(), (), KNOWN).made
    )
    assert not decide(CUSTOMER, in_severa(vatNumber=" NL001 ", number=100), customer_seen(in_vnf()), {}, KNOWN).troubles


def test_notes_are_cut() -> None:
    """Long notes become one line as long as Visma.net takes, and don't come back cut."""
    known = evolve(KNOWN, settings=Settings(text_limits=TextLimits(attention=8)))
    ours = in_severa(notes="Ask for\n Ann, or Bob")
    assert customer_to_vnf(ours, (), known).made.main_contact == ContactInfoUpdate(
        email="info@acme.example", web="acme.example", attention="Ask for"
    )
    theirs = customer_seen(in_vnf(mainContact={"attention": "Ask for"}))
    assert not {"notes"} & decide(CUSTOMER, ours, theirs, {"mainContact.attention": "old"}, known).to_severa.keys()


@pytest.mark.parametrize(("terms", "days"), [("30", 30), ("30EU", 30), ("M1", 14)])
def test_terms_back(terms: str, days: int) -> None:
    """Terms are so many days, by the settings or by themselves."""
    known = evolve(KNOWN, settings=Settings(credit_terms={14: "M1"}))
    assert customer_to_severa(in_vnf(creditTerms={"id": terms}), known).made.payment_term == days


def test_terms_by_the_settings() -> None:
    """The settings come before the one term of so many days."""
    known = evolve(KNOWN, settings=Settings(credit_terms={30: "30EU"}))
    assert customer_to_vnf(in_severa(), (), known).made.credit_terms_id == "30EU"
    assert not customer_to_vnf(in_severa(paymentTerm=None), (), known).made.credit_terms_id


@pytest.mark.parametrize(
    ("currency", "code"),
    [({"guid": "SEK"}, "SEK"), ({"code": "USD"}, "USD"), ({"guid": "none"}, None), ({}, None), (None, None)],
)
def test_currency(currency: Any, code: str | None) -> None:
    """A currency crosses by its code, which its guid has as well."""
    assert (customer_to_vnf(in_severa(currency=currency), (), KNOWN).made.currency_id or None) == code


def test_first_of_several_codes() -> None:
    """Of several records of Severa's with one code the first counts."""
    several = Codes({Guid("e1"): "EUR", Guid("e2"): "EUR"})
    made = customer_to_severa(in_vnf(), Given(currencies=several)).made
    assert made.currency == Pointer(Guid("e1"))
