"""Findings as values, and how they print."""

from __future__ import annotations

from attrs import evolve

from severa_vnf.plan import Finding, Findings
from severa_vnf.rules.access import NO_BRANCH
from severa_vnf.rules.numbering import NUMBERS_CREDIT_NOTES, SERIES_MANUAL
from severa_vnf.rules.preflight import STATUS_NOT_SENT

CREDIT_NOTES = Finding(NUMBERS_CREDIT_NOTES, "preflight", "a", "Severa, settings")
NOT_SENT = Finding(STATUS_NOT_SENT, "preflight", "b", "Severa, statuses", value="Klaar", stops=False)
MANUAL = Finding(SERIES_MANUAL, "preflight", "c", "Visma.net, series", value="ARINVOICE")
BRANCH = Finding(NO_BRANCH, "preflight", "d", "Visma.net, branches")


def test_ok() -> None:
    """A run may start when nothing was found that stops it."""
    assert Findings().ok
    assert Findings((NOT_SENT,)).ok
    assert not Findings((NOT_SENT, MANUAL)).ok


def test_iterates() -> None:
    """Findings can be gone through one by one, in the order in which they were found."""
    assert list(Findings((NOT_SENT, MANUAL))) == [NOT_SENT, MANUAL]


def test_printed() -> None:
    """They print as a list for each who can mend them, what stops a run first."""
    printed = str(Findings((BRANCH, NOT_SENT, CREDIT_NOTES, MANUAL)))
    assert printed.splitlines() == [
        "This has to be put right first.",
        "",
        "A Severa user",
        f"- {CREDIT_NOTES.text()}",
        f"- (worth knowing) {NOT_SENT.text()}",
        "",
        "A Visma.net user",
        f"- {MANUAL.text()}",
        "",
        "An administrator",
        f"- {BRANCH.text()}",
    ]


def test_printed_well() -> None:
    """Without anything that stops it says so, even where it has something to tell."""
    assert Findings().text() == "Nothing stands in the way."
    assert Findings((evolve(MANUAL, stops=False),)).text().startswith("Nothing stands in the way.\n\nA Visma.net user")


def test_printed_in_dutch() -> None:
    """All of it is said in Dutch too."""
    printed = Findings((NOT_SENT, CREDIT_NOTES)).text("nl")
    assert printed.splitlines() == [
        "Dit moet eerst in orde worden gebracht.",
        "",
        "Een gebruiker van Severa",
        f"- {CREDIT_NOTES.text('nl')}",
        f"- (goed om te weten) {NOT_SENT.text('nl')}",
    ]
    assert Findings().text("nl") == "Niets staat in de weg."
