from __future__ import annotations

from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from severa_vnf.mapping import check_statuses, find_statuses
from severa_vnf.mapping.table import Trouble
from severa_vnf.rules.transfer import STATUSES_UNCLEAR
from severa_vnf.settings import InvoiceStatuses
from severa_vnf.severa.invoice_statuses import InvoiceStatus
from severa_vnf.testing.severa.statuses import statuses
from severa_vnf.values import Guid
from severa_vnf.wire.decode import structure

FAILED, DRAFT, APPROVAL, READY, TRANSFERRED, SENT, PART, PAID = range(8)
"""The places in the set-up with an approval."""
SETUPS = st.sampled_from([1, 2, 3])


def read(setup: Any, **switches: bool) -> list[InvoiceStatus]:
    """A set-up as the codec reads it."""
    return [structure(wire, InvoiceStatus) for wire in statuses(setup, **switches)]


def roles(found: list[InvoiceStatus]) -> InvoiceStatuses:
    """The last five and the first, which is where the documentation has them."""
    guids = [status.guid for status in found]
    return InvoiceStatuses(
        failed=guids[0],
        to_transfer=guids[-5],
        transferred=guids[-4],
        sent=guids[-3],
        partially_paid=guids[-2],
        paid=guids[-1],
    )


def unclear(found: list[InvoiceStatus]) -> str:
    """What is said of statuses whose roles are in doubt."""
    trouble = find_statuses(found)
    assert isinstance(trouble, Trouble)
    assert trouble.rule is STATUSES_UNCLEAR
    return trouble.value


@pytest.mark.parametrize("setup", [1, 2, 3])
@pytest.mark.parametrize("transferred_is_sent", [True, False])
def test_documented(setup: int, transferred_is_sent: bool) -> None:
    """The documentation's set-ups are found and faultless, whether or not a transferred invoice counts as sent."""
    found = read(setup, transferred_is_sent=transferred_is_sent)
    assert find_statuses(found) == roles(found)
    assert check_statuses(found) == ()


@given(SETUPS, st.data())
def test_names(setup: int, data: st.DataObject) -> None:
    """Names mean nothing, and neither does the order in which the statuses are listed."""
    found = read(setup)
    renamed = [evolve(status, name=data.draw(st.text())) for status in found]
    assert find_statuses(data.draw(st.permutations(renamed))) == roles(found)


@pytest.mark.parametrize("setup", [1, 2, 3])
def test_not_in_use(setup: int) -> None:
    """A status that is switched off does not count."""
    found = read(setup)
    retired = evolve(found[-1], guid=Guid("retired"), is_active=False, sort_order=0)
    assert find_statuses([retired, *found]) == roles(found)


@given(SETUPS, st.integers(0, 7))
def test_one_fewer(setup: int, place: int) -> None:
    """Where a status is missing, all are listed and none is guessed; the approval alone may be missing."""
    found = read(setup)
    rest = [status for at, status in enumerate(found) if at != place]
    if len(rest) == len(found) or (setup == 1 and place == APPROVAL):
        assert find_statuses(rest) == roles(rest)
    else:
        assert all(status.name in unclear(rest) for status in rest)


FLAGS = ("is_default", "is_default_for_credit_note", "is_read_only", "has_invoice_number", "is_sent", "is_paid")


@given(st.integers(0, 8), st.fixed_dictionaries(dict.fromkeys(FLAGS, st.booleans())))
def test_one_more(place: int, flags: dict[str, Any]) -> None:
    """A ninth status, whatever its place and flags, is listed with the others and not guessed at."""
    found = read(1)
    found.insert(place, InvoiceStatus(guid=Guid("new"), name="Incasso", **flags))
    ordered = [evolve(status, sort_order=at) for at, status in enumerate(found)]
    assert all(status.name in unclear(ordered) for status in ordered)


@given(SETUPS, st.integers(0, 4))
def test_one_more_after_the_transfer(setup: int, back: int) -> None:
    """Between the transferred and the paid status stand two, in every set-up."""
    found = read(setup)
    extra = InvoiceStatus(
        guid=Guid("new"), name="Betwist", is_read_only=True, has_invoice_number=True, is_sent=True, is_paid=False
    )
    found.insert(len(found) - back, extra)
    assert "'Betwist'" in unclear([evolve(status, sort_order=at) for at, status in enumerate(found)])


def test_none() -> None:
    """No status at all is said so."""
    assert unclear([]).startswith("there are none. 0 statuses")


def test_shown() -> None:
    """A person sees each status with its place and flags, and what is wrong."""
    assert unclear(read(2)[-2:]) == (
        "6 'Gedeeltelijk betaald' (read-only, number, sent), 7 'Betaald' (read-only, number, sent, paid). "
        "0 statuses have 'Invoice number' off and 2 have it on; the documentation has 3 (4 with an approval) and 4: "
        "change them, or name the roles in Settings.statuses"
    )


def test_chosen() -> None:
    """Roles that the settings name are taken as they are."""
    chosen = roles(read(1))
    assert find_statuses([], chosen) is chosen


def test_without_credit_note_default() -> None:
    """The last read-only status without a number waits for the transfer, where no default for credit notes tells."""
    found = read(1)
    found[READY] = evolve(found[READY], is_default_for_credit_note=False)
    assert find_statuses(found) == roles(found)
    assert check_statuses(found) == (
        "Make 'Goedgekeurd, klaar voor Financials', which waits for the transfer, the default for credit notes.",
    )


@pytest.mark.parametrize(
    ("place", "change", "says"),
    [
        (FAILED, {"is_default": True}, "for failed transfers: it may not be the default"),
        (FAILED, {"is_read_only": True}, "for failed transfers: switch off all its flags"),
        (FAILED, {"is_sent": True}, "for failed transfers: switch off all its flags"),
        (FAILED, {"is_paid": True}, "for failed transfers: switch off all its flags"),
        (FAILED, {"has_invoice_number": True}, "for failed transfers: switch off all its flags"),
        (FAILED, {"sort_order": 9}, "'Concept' is the first status, for failed transfers"),
        (DRAFT, {"is_default": False}, "A new invoice needs a default status"),
        (DRAFT, {"has_invoice_number": True}, "'Concept' has 'Invoice number' on and 'Wacht op goedkeuring' after it"),
        (APPROVAL, {"is_sent": True}, "'Wacht op goedkeuring' comes before the transferred status: switch 'Sent' off"),
        (READY, {"is_read_only": False}, "waits for the transfer: switch 'Not editable' on"),
        (READY, {"has_invoice_number": True}, "3 statuses have 'Invoice number' off and 5 have it on"),
        (READY, {"sort_order": 2}, "'Wacht op goedkeuring' comes after 'Goedgekeurd, klaar voor Financials'"),
        (TRANSFERRED, {"has_invoice_number": False}, "5 statuses have 'Invoice number' off and 3 have it on"),
        (SENT, {"has_invoice_number": False}, "and 'Verzonden' after it has not"),
        (SENT, {"is_sent": False}, "'Verzonden' comes after the transferred status: switch 'Sent' on"),
        (PART, {"sort_order": 6}, "'Verzonden' and 'Gedeeltelijk betaald' have the same place"),
        (PART, {"is_paid": True}, "Switch 'Paid' on for the last status, and for no other"),
        (PAID, {"is_paid": False}, "Switch 'Paid' on for the last status, and for no other"),
    ],
)
def test_what_to_change(place: int, change: dict[str, Any], says: str) -> None:
    """What departs from the documentation is named with what to change, and leaves no role to a guess."""
    found = read(1)
    found[place] = evolve(found[place], **change)
    assert any(says in sentence for sentence in check_statuses(found))
    assert says in unclear(found)


@pytest.mark.parametrize("wrong", [DRAFT, APPROVAL])
def test_credit_notes_begin_elsewhere(wrong: int) -> None:
    """An editable default for credit notes would send drafts, so it is no status to transfer from."""
    found = [evolve(status, is_default_for_credit_note=at == wrong) for at, status in enumerate(read(1))]
    assert f"'{found[wrong].name}' waits for the transfer: switch 'Not editable' on" in unclear(found)


def test_credit_notes_begin_too_late() -> None:
    """Credit notes that begin with a number would never cross."""
    found = [evolve(status, is_default_for_credit_note=at == TRANSFERRED) for at, status in enumerate(read(1))]
    assert check_statuses(found) == (
        "Make 'Goedgekeurd, klaar voor Financials', which waits for the transfer, the default for credit notes.",
    )


def test_everything_at_once() -> None:
    """All that is wrong is said in one go, to statuses that are no set-up at all as well."""
    found = [evolve(status, is_default=False, is_paid=False, is_sent=False) for status in read(1)]
    assert len(check_statuses(found)) == 5
    assert len(check_statuses([])) == 1
