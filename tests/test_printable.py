"""Names and messages from outside never reach a terminal as they are; JSON keeps them."""

from __future__ import annotations

import json
import unicodedata
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from severa_vnf.errors import PlanStale, Rejected
from severa_vnf.mapping.causes import Kind
from severa_vnf.mapping.explanation import Cause, Explanation
from severa_vnf.plan import Created, Problem, Report, Trouble
from severa_vnf.plan.explained import Explained
from severa_vnf.plan.findings import Findings
from severa_vnf.plan.reconciled import Reason, Reconciled
from severa_vnf.plan.rehearsed import Apart, Rehearsed
from severa_vnf.plan.steps import Action, Change, Plan, Step
from severa_vnf.printable import one_line
from severa_vnf.rules.transfer import COMPANY_CAUSE, LOOKS_ALIKE, UNREADABLE
from severa_vnf.values import Money

EVIL = "Rijn\x1b]0;pwned\x07\x1b[2J\x9b8m\r\n[OK] all crossed\u202e\u2028\u2066\x7f"
EUR = Money(Decimal(1), "EUR")
PROBLEM = Problem(UNREADABLE, "invoices", "guid", EVIL, EVIL, EVIL)
STEP = Step(
    stream="invoices",
    action=Action.UPDATE,
    record="1",
    label=EVIL,
    reason=EVIL,
    changes=(Change(EVIL, "vnf", EVIL, EVIL),),
    problems=(PROBLEM,),
)
CAUSE = Cause(kind=Kind.PRICE, row=1, name=EVIL, severa=EVIL, vnf=EVIL)
REJECTED = Rejected(EVIL, system="vnf", method="POST", path="/v1/x", code=EVIL, request_id=EVIL, remedy=EVIL)
APART = Apart(record="guid", label=EVIL, row=EVIL, place=EVIL, severa=EVIL, vnf=EVIL)
PRINTED: dict[str, Any] = {
    "problem": PROBLEM,
    "told": PROBLEM.told("nl"),
    "remedy": Problem(LOOKS_ALIKE, "invoices", "guid", "Invoice", value=EVIL).remedy,
    "report": Report((Created(stream="invoices", record="1", label=EVIL, number=EVIL),), (PROBLEM,)),
    "trouble": Trouble((PROBLEM,)),
    "plan": Plan((STEP,), (PROBLEM,)),
    "change": STEP.changes[0],
    "explanation": Explanation(Money(Decimal(1), EVIL), EUR, (CAUSE,)),
    "explained": Explained(stream="invoices", record="guid", label=EVIL, number=EVIL, problems=(PROBLEM,)),
    "findings": Findings(()),
    "reconciled": Reconciled("2026-10", differences=(PROBLEM,), reasons=(Reason(what=EVIL, why=EVIL),)),
    "rehearsed": Rehearsed(compared=1, differences=(APART,), missing=(EVIL,), held=(PROBLEM,)),
    "error": REJECTED,
    "stale": PlanStale([EVIL]),
}


@pytest.mark.parametrize("name", PRINTED)
def test_no_control_reaches_a_terminal(name: str) -> None:
    """What is printed has no control character and no bidi mark, and no line that a name began."""
    text = str(PRINTED[name])
    assert all(unicodedata.category(one)[0] != "C" for one in text if one != "\n")
    assert not any(line.startswith("[OK]") for line in text.split("\n"))
    assert "\u2028" not in text


def test_json_keeps_the_real_text() -> None:
    """A program gets what the service has."""
    (step,) = json.loads(Plan((STEP,)).to_json())["steps"]
    assert (step["label"], step["changes"][0]["new"]) == (EVIL, EVIL)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Café Ünïcode", "Café Ünïcode"),
        ("a\u00a0b", "a\u00a0b"),
        ("a\tb\r\nc", "a b  c"),
        ("\x1b[2J", "\\x1b[2J"),
        ("\u202eabc", "\\u202eabc"),
        ("\u0645\u200c\u0645", "\u0645\u200c\u0645"),
        ("\ud800", "\\ud800"),
    ],
)
def test_what_is_shown(text: str, shown: str) -> None:
    """Letters of any language stay; what can't be seen is shown by its escape."""
    assert one_line(text) == shown


@given(st.text())
def test_one_line_is_one_line(text: str) -> None:
    """Whatever it was."""
    assert len(one_line(text).splitlines()) <= 1


def test_what_a_service_said_ends_with_one_full_stop() -> None:
    """It stands in quotes, whether it came with a full stop or not, in both languages."""
    for value in ("The period is closed.", "The period is closed"):
        problem = Problem(COMPANY_CAUSE, "invoices", "", "Invoice", value=value)
        assert '"The period is closed". Mend' in problem.text()
        assert '"The period is closed". Herstel' in problem.text("nl")


def test_a_call_names_a_document_as_it_takes_it() -> None:
    """In a Dutch sentence the value is Dutch, in the call that mends it it is not."""
    text = Problem(LOOKS_ALIKE, "invoices", "guid", "Invoice", value="Invoice 100234").text("nl")
    assert "Factuur 100234 lijkt erop" in text
    assert 'bridge.not_it("invoices", guid, "Invoice 100234")' in text
