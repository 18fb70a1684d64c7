"""Functions of the host: one that raises, or gives the wrong thing, is the trouble of that record alone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any, NoReturn

import pytest
from attrs import evolve, frozen

from severa_vnf import CostOnly, Rebill, Settings, SettingsError
from severa_vnf.mapping.costs import fee_of, purchase_line_to_fee
from severa_vnf.mapping.host_functions import policy_of
from severa_vnf.mapping.purchase_lines import purchase_line
from severa_vnf.mapping.purchases import PurchaseLine
from severa_vnf.mapping.table import Trouble
from severa_vnf.severa.project_fees import ProjectFee
from severa_vnf.vnf.customer_invoice import CustomerInvoiceUpdate
from severa_vnf.wire.encode import wrapped
from severa_vnf.wire.unset import UNSET
from tests.mapping import test_costs as purchases
from tests.mapping.papers import codes, credit_note, drafted, invoice

LINE = purchase_line(purchases.invoice(), purchases.line(), purchases.GIVEN)


class Silent(Exception):
    """An exception of a host that cannot even be printed."""

    def __str__(self) -> str:
        raise ZeroDivisionError


def failing(error: Exception) -> Callable[..., NoReturn]:
    """A function of the host that raises."""

    def fails(*given: object) -> NoReturn:
        raise error

    return fails


@frozen
class Own(CustomerInvoiceUpdate):
    """A document with a field that a host adds."""

    cost_unit: str = "7"


def unmarked(document: CustomerInvoiceUpdate, *_: object) -> CustomerInvoiceUpdate:
    """The document without the note by which it is found again."""
    return evolve(document, note=UNSET)


def noted(document: CustomerInvoiceUpdate, *_: object) -> CustomerInvoiceUpdate:
    """The document with a note of the host's own in the place of ours."""
    return evolve(document, note="Kostenplaats 7")


def of_another(document: CustomerInvoiceUpdate, *_: object) -> CustomerInvoiceUpdate:
    """The draft of another invoice."""
    other = drafted(of=invoice(guid="2f0c")).document
    assert isinstance(other, CustomerInvoiceUpdate)
    return other


def of_another_kind(document: CustomerInvoiceUpdate, *_: object) -> Any:
    """The draft of a credit note for an invoice."""
    return drafted(of=invoice(isCreditNote=True)).document


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (ValueError("cost centre 7 is unknown"), "ValueError: cost centre 7 is unknown"),
        (KeyError("cost centre"), "KeyError: 'cost centre'"),
        (RecursionError(), "RecursionError: "),
        (StopIteration(), "StopIteration: "),
        (Silent(), "Silent: -"),
        (SettingsError(("no",)), "SettingsError: no"),
    ],
)
def test_an_exception_of_extend_is_the_invoices(error: Exception, said: str) -> None:
    """Its kind and its text stand in the problem, with the function that raised it."""
    (problem,) = drafted(extend=(failing(error),)).problems
    assert (problem.code, problem.value) == ("host-function-failed", said)
    assert problem.field == "Settings.extend, failing.<locals>.fails"
    assert problem.remedy == "Mend the function; the other records go on."


def test_a_long_exception_is_cut() -> None:
    """A problem is read by a person."""
    (problem,) = drafted(extend=(failing(ValueError("x" * 9999)),)).problems
    assert len(problem.value) == 500


@pytest.mark.parametrize(
    "extend",
    [
        lambda *_: None,
        lambda *_: 42,
        lambda *_: CustomerInvoiceUpdate,
        lambda document, *_: {"note": document.note},
        lambda *_: credit_note(),
        unmarked,
        noted,
        of_another,
        of_another_kind,
    ],
    ids=["none", "number", "class", "json", "as-shown", "unmarked", "noted", "another", "another-kind"],
)
def test_anything_but_the_marked_document_is_a_problem(extend: Callable[..., Any]) -> None:
    """A document that cannot be found again, or is another one, is never sent."""
    assert codes(drafted(extend=(extend,))) == ["host-function-gave-something-else"]


@pytest.mark.parametrize(
    "changed",
    [
        {"customer_number": 5},
        {"invoice_lines": None},
        {"exchange_rate": 1.5},
        {"exchange_rate": Decimal("NaN")},
        {"project": object()},
        {"document_date": "yesterday"},
        {"dont_email": "yes"},
    ],
)
def test_a_value_that_cannot_be_written_is_a_problem(changed: dict[str, Any]) -> None:
    """It is found while the invoice is mapped, not while it is sent."""
    (problem,) = drafted(extend=(lambda document, *_: evolve(document, **changed),)).problems
    assert problem.code == "host-function-failed"


def test_lists_and_dates_as_text_are_what_they_say() -> None:
    """What is written alike is alike."""

    def extend(document: CustomerInvoiceUpdate, *_: object) -> CustomerInvoiceUpdate:
        lines: Any = list(document.invoice_lines or ())
        day: Any = "2026-10-30"
        return evolve(document, invoice_lines=lines, document_date=day)

    draft = drafted(extend=(extend,))
    assert not draft.problems
    assert draft.document == evolve(drafted().document, document_date=date(2026, 10, 30))


def test_a_document_may_have_fields_of_the_hosts_own() -> None:
    """A subclass of the document is one."""
    draft = drafted(extend=(lambda document, *_: Own(note=document.note, cost_unit="8"),))
    assert not draft.problems
    assert wrapped(draft.document)["costUnit"] == {"value": "8"}


def test_the_first_function_that_fails_is_told() -> None:
    """Those after it do not get what it did not make."""
    assert len(drafted(extend=(failing(ValueError()), failing(TypeError()))).problems) == 1


@pytest.mark.parametrize("given", [None, 1, Decimal("1.5"), "rebill", CostOnly, Rebill, (CostOnly(),)])
def test_costs_that_gives_no_policy_is_never_cost_only(given: object) -> None:
    """A line that was to be invoiced again must not become a mere cost because of a slip."""
    fee = fee_of(LINE, lambda line: given, purchases.GIVEN)  # type: ignore[arg-type, return-value]
    assert isinstance(fee, Trouble)
    assert (fee.rule.code, fee.field) == (
        "host-function-gave-something-else",
        "Settings.costs, test_costs_that_gives_no_policy_is_never_cost_only.<locals>.<lambda>",
    )


def test_an_exception_of_costs_is_the_lines() -> None:
    """Also that of a policy which is refused: twelve times the cost must be meant."""
    for choose in (failing(KeyError("4000")), lambda line: Rebill(Decimal(12))):
        trouble = policy_of(LINE, choose)
        assert isinstance(trouble, Trouble)
        assert trouble.rule.code == "host-function-failed"
    assert policy_of(LINE, lambda line: Rebill(Decimal(12), above_ten=True)) == Rebill(Decimal(12), above_ten=True)


class Chosen:
    """A function of the host that is an object."""

    def __call__(self, line: PurchaseLine) -> CostOnly:
        """The policy of a line on one account."""
        return CostOnly() if line.account == "4000" else failing(KeyError(line.account))()


def test_a_function_may_be_any_callable() -> None:
    """It is named by its class then."""
    assert isinstance(fee_of(LINE, Chosen(), purchases.GIVEN), ProjectFee)
    trouble = policy_of(evolve(LINE, account="4001"), Chosen())
    assert isinstance(trouble, Trouble)
    assert trouble.field == "Settings.costs, Chosen"


def test_one_line_by_hand_raises() -> None:
    """Who maps a line himself gets a typed error with the same words."""
    with pytest.raises(SettingsError, match=r"host-function|failed on this record: \"KeyError: 'x'\"\."):
        purchase_line_to_fee(purchases.invoice(), purchases.line(), failing(KeyError("x")), purchases.GIVEN)


def test_a_multiplier_above_ten_must_be_meant() -> None:
    """150 for 150 % would invoice a hundred times too much."""
    with pytest.raises(SettingsError, match=r"above_ten=True"):
        Rebill(Decimal(150))
    with pytest.raises(SettingsError, match=r"Rebill\(Decimal\('10.01'\), above_ten=True\)"):
        Rebill(Decimal("10.01"), above_ten="yes")  # type: ignore[arg-type]
    assert Rebill(Decimal(10)).multiplier == 10
    assert Rebill(Decimal(150), above_ten=True).multiplier == 150


@pytest.mark.parametrize("product", [42, "", object()])
def test_a_product_is_a_guid(product: Any) -> None:
    """It is found when the policy is made, not when the first fee is."""
    with pytest.raises(SettingsError, match="product must be the guid"):
        Rebill(product=product)


@pytest.mark.parametrize("policy", [CostOnly, Rebill])
def test_the_class_is_no_policy(policy: Any) -> None:
    """`costs=CostOnly` without brackets would be a function of the line."""
    with pytest.raises(SettingsError, match="costs must be"):
        Settings(costs=policy)


def test_a_document_with_all_its_parts_comes_through_as_it_is() -> None:
    """An address, a receiver and lines are read as they were written."""
    whole = invoice(
        receiverAddress={"addressLine": "Kade 1", "postalCode": "1011 AB", "city": "Amsterdam", "country": "Narnia"},
        receiverContactName="K. Bakker",
    )
    draft = drafted(of=whole, extend=(lambda document, *_: document,))
    assert draft == drafted(of=whole)
    assert draft.document == drafted(of=whole).document
