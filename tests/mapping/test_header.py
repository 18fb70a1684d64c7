from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from severa_vnf.mapping import Given
from severa_vnf.settings import Settings, TextLimits
from severa_vnf.values import Guid
from severa_vnf.vnf.customer_invoice import CustomerInvoiceUpdate
from severa_vnf.vnf.documents import DocumentAddressUpdate, DocumentContactUpdate
from severa_vnf.wire.unset import UNSET
from tests.mapping.papers import codes, drafted, invoice, of_total


def head(of: Any, **given: Any) -> CustomerInvoiceUpdate:
    """The head of an invoice's document."""
    document = drafted(of=of, given=Given(**given)).document
    assert isinstance(document, CustomerInvoiceUpdate)
    return document


def test_plain_fields() -> None:
    """Dates, references, currency and rate cross as they are."""
    made = head(invoice(yourReference="PO 7", orderNumber="A-12", currencyRate=Decimal("1.0837")))
    assert (made.document_date, made.document_due_date) == (date(2026, 10, 31), date(2026, 11, 30))
    assert (made.external_reference, made.customer_ref_number) == ("PO 7", "A-12")
    assert (made.currency_id, made.exchange_rate) == ("EUR", Decimal("1.0837"))


def test_what_is_missing() -> None:
    """What Severa leaves open is left to Visma.net."""
    made = head(invoice(dueDate=None, currencyRate=None, paymentTerm=None, projects=None, yourReference=""))
    assert made.document_due_date is made.exchange_rate is made.credit_terms_id is made.project is UNSET
    assert made.external_reference is made.customer_ref_number is made.invoice_text is UNSET
    assert made.billing_address is made.invoice_contact is made.branch_number is UNSET


def test_from_severa_only() -> None:
    """The customer gets the invoice from Severa: Visma.net neither sends nor prints it."""
    made = head(invoice())
    assert (made.send_to_auto_invoice, made.dont_email, made.dont_print) == (False, True, True)


def test_mark() -> None:
    """The note carries the invoice's guid, by which a document is found again."""
    assert head(invoice()).note == "Severa invoice 1f0c"


@pytest.mark.parametrize(
    ("refs", "number"),
    [
        ({"billingCustomer": {"guid": "c1", "number": 200}}, "200"),
        ({"billingCustomer": {"guid": None}}, "100"),
        ({"billingCustomer": {"guid": "linked", "number": 7}}, "0007"),
        ({"customer": {"guid": "linked"}}, "0007"),
        ({}, "100"),
    ],
)
def test_debtor(refs: dict[str, Any], number: str) -> None:
    """The billing customer pays, else the customer: by its link, else by its number."""
    assert head(invoice(**refs), customers={Guid("linked"): "0007"}).customer_number == number


@pytest.mark.parametrize("refs", [{}, {"billingCustomer": {"guid": "c1", "name": "Payer", "number": 100}}])
def test_who_pays_is_told_by_its_link(refs: dict[str, Any]) -> None:
    """A number that is equal by chance is no customer of ours: an unlinked payer holds the invoice."""
    known = {Guid("other"): "100", Guid("p0"): "4000"}
    (problem,) = drafted(of=invoice(**refs), given=Given(customers=known, projects=known, by_links=True)).problems
    assert (problem.code, problem.value) == ("customer-not-linked", "100 Payer" if refs else "100 Acme")
    assert 'bridge.relink("customers", guid, vnf_id)' in problem.remedy


def test_which_project_it_is_is_told_by_its_link() -> None:
    """One of several that is not linked holds the invoice too."""
    of = invoice(
        projects=[{"guid": "p0", "number": 4000}, {"guid": "p1", "name": "Quay", "number": 4001}, {"guid": "p2"}]
    )
    given = Given(customers={Guid("c0"): "00100"}, projects={Guid("p0"): "04000"}, by_links=True)
    (problem,) = drafted(of=of, given=given).problems
    assert (problem.code, problem.value) == ("project-not-linked", "4001 Quay, -")


def test_linked_numbers_are_visma_nets() -> None:
    """With all their zeros."""
    known = {Guid("c0"): "00100", Guid("p0"): "04000"}
    made = head(invoice(), customers=known, projects=known, by_links=True)
    assert (made.customer_number, made.project) == ("00100", "04000")


@pytest.mark.parametrize(
    ("refs", "who"),
    [
        ({"customer": None}, "of the invoice"),
        ({"customer": {"guid": "c0", "name": "Acme"}}, "Acme"),
        ({"customer": {"guid": "c0"}}, "without a name"),
        ({"billingCustomer": {"guid": "c1", "name": "Payer"}}, "Payer"),
    ],
)
def test_no_debtor(refs: dict[str, Any], who: str) -> None:
    """A customer without a number is a problem that names it."""
    (problem,) = drafted(of=invoice(**refs)).problems
    assert (problem.code, problem.value) == ("no-customer-number", who)


def test_currency_of_total() -> None:
    """The total's currency does where the invoice has none of its own."""
    assert head(invoice(currency=None)).currency_id == "EUR"
    assert head(invoice(totalIncludingTax={"amount": 121})).currency_id == "EUR"


def test_no_currency() -> None:
    """An invoice without a currency is a problem."""
    assert codes(drafted(of=invoice(currency=None, totalIncludingTax={"amount": 121}))) == ["no-currency"]


def test_two_currencies() -> None:
    """A total in another currency than the invoice's could not be compared."""
    draft = drafted(of=invoice(totalIncludingTax={"amount": 121, "currencyCode": "SEK"}))
    assert [problem.value for problem in draft.problems] == ["EUR / SEK"]


def test_no_total() -> None:
    """Without a total there is nothing to compare, so nothing is sent."""
    assert codes(drafted(of=of_total(None))) == ["no-total"]
    assert codes(drafted(of=invoice(totalIncludingTax=None))) == ["no-total"]


@pytest.mark.parametrize(
    ("chosen", "looked_up", "terms"),
    [({30: "N30"}, {30: "30"}, "N30"), ({14: "N14"}, {30: "30"}, "30"), ({}, {14: "14"}, UNSET)],
)
def test_terms(chosen: dict[int, str], looked_up: dict[int, str], terms: Any) -> None:
    """The settings name the terms, else the only ones of so many days do, else the due date alone."""
    made = head(invoice(), settings=Settings(credit_terms=chosen), credit_terms=looked_up)
    assert made.credit_terms_id == terms


def test_address() -> None:
    """The receiver's address goes with this invoice, whatever the customer's own is."""
    address = {
        "addressline": " Dam 1 \n\n2nd floor\r\n",
        "postalCode": "1012 JS",
        "city": "Amsterdam",
        "state": "NH",
        "country": "Nederland",
    }
    assert head(invoice(receiverAddress=address), countries={"Nederland": "NL"}).billing_address == (
        DocumentAddressUpdate(
            override_address=True,
            address_line1="Dam 1",
            address_line2="2nd floor",
            postal_code="1012 JS",
            city="Amsterdam",
            county="NH",
            country_id="NL",
        )
    )


@pytest.mark.parametrize(
    ("address", "lines"),
    [
        ({"addressline": "a\nb\nc\nd\ne"}, ("a", "b", "c, d, e")),
        ({"addressline": "a\nb\nc", "country": "Utopia"}, ("a", "b", "c, Utopia")),
        ({"addressline": "a", "country": "Utopia"}, ("a", "Utopia", UNSET)),
        ({"country": "Utopia"}, ("Utopia", UNSET, UNSET)),
        ({"city": "Amsterdam"}, (UNSET, UNSET, UNSET)),
    ],
)
def test_address_lines(address: dict[str, Any], lines: tuple[Any, ...]) -> None:
    """Three lines hold all of the address, and the country where its code is not known."""
    made = head(invoice(receiverAddress=address)).billing_address
    assert made
    assert (made.address_line1, made.address_line2, made.address_line3) == lines
    assert made.country_id is UNSET


def test_empty_address() -> None:
    """An address that says nothing leaves the customer's own."""
    assert head(invoice(receiverAddress={"city": ""})).billing_address is UNSET


@pytest.mark.parametrize(
    ("name", "contact", "made"),
    [
        ("Acme", "Jo", DocumentContactUpdate(override_contact=True, name="Acme", attention="Jo")),
        ("Acme", None, DocumentContactUpdate(override_contact=True, name="Acme")),
        (None, "Jo", DocumentContactUpdate(override_contact=True, attention="Jo")),
    ],
)
def test_receiver(name: str | None, contact: str | None, made: DocumentContactUpdate) -> None:
    """The receiver's name and contact person stand on the document."""
    assert head(invoice(receiverCustomerName=name, receiverContactName=contact)).invoice_contact == made


def test_invoice_text() -> None:
    """Our reference, the seller's contact, notes and both free texts make the invoice text, in this order."""
    of = invoice(
        ourReference=" REF 9 ",
        senderContactName="Sam",
        notes="",
        freeText1={"value": "<b>above</b>", "plainText": "above"},
        freeText2={"value": "below"},
    )
    assert head(of).invoice_text == "REF 9\nSam\nabove\nbelow"


@pytest.mark.parametrize(
    ("field", "limit", "name"),
    [
        ("ourReference", "invoice_text", "The invoice text"),
        ("yourReference", "reference", "Your reference"),
        ("orderNumber", "reference", "The order number"),
    ],
)
def test_too_long(field: str, limit: str, name: str) -> None:
    """A text of just the limit crosses; one letter more is a problem that names the place, and nothing is cut."""
    settings = Settings(text_limits=TextLimits(**{limit: 5}))
    assert not drafted(of=invoice(**{field: "x" * 5}), given=Given(settings)).problems
    (problem,) = drafted(of=invoice(**{field: "x" * 6}), given=Given(settings)).problems
    assert (problem.code, problem.field, problem.value) == ("text-too-long", name, "6 > 5")
    unlimited = Given(Settings(text_limits=TextLimits(**{limit: None})))
    assert not drafted(of=invoice(**{field: "x" * 999}), given=unlimited).problems


SEVERAL = [{"guid": "p0", "number": 4000}, {"guid": "p1", "number": 4001}, {"guid": "p2", "number": 4000}]


@pytest.mark.parametrize(
    ("projects", "choice", "project"),
    [
        ([], "hold", UNSET),
        (SEVERAL[:1], "none", "4000"),
        (SEVERAL[:1] + SEVERAL[2:], "hold", "4000"),
        (SEVERAL, "first", "4000"),
        (SEVERAL, "none", UNSET),
        ([{"guid": "linked", "number": 12}], "hold", "0012"),
        ([{"number": 12}], "hold", "12"),
    ],
)
def test_project(projects: list[Any], choice: Any, project: Any) -> None:
    """A document has one project, by its link, else by its number; of several the first, or none, as was chosen."""
    links = {Guid("linked"): "0012"}
    assert head(invoice(projects=projects), settings=Settings(several_projects=choice), projects=links).project == (
        project
    )


def test_several_projects() -> None:
    """Unless it is chosen otherwise an invoice over several projects is held, and each is named once."""
    (problem,) = drafted(of=invoice(projects=SEVERAL)).problems
    assert (problem.code, problem.value) == ("several-projects", "4000, 4001")


def test_project_without_number() -> None:
    """A project without a number would be lost silently, so it is a problem."""
    (problem,) = drafted(of=invoice(projects=[{"guid": "p0", "name": "New"}, {"guid": "p1"}])).problems
    assert (problem.code, problem.value) == ("no-project-number", "New, -")


@pytest.mark.parametrize(
    ("changes", "branches", "branch"),
    [
        ({}, {"north": "2", "series": "3"}, "2"),
        ({"projects": None}, {"north": "2", "series": "3"}, "3"),
        ({}, {"series": "3"}, "3"),
        ({}, {"south": "4"}, UNSET),
        ({"projects": [{"number": 1}]}, {"north": "2"}, UNSET),
    ],
)
def test_branch(changes: dict[str, Any], branches: dict[Guid, str], branch: Any) -> None:
    """The business unit of the invoice's project tells the branch, else that of its number series; on lines too."""
    of = invoice(invoiceNumberBusinessUnitGuid="series", **changes)
    given = Given(Settings(branches=branches), business_units={Guid("p0"): Guid("north")})
    draft = drafted(of=of, given=given)
    assert (draft.document.branch_number, draft.lines[0].branch_number) == (branch, branch)
