from __future__ import annotations

from typing import Any, Literal

import pytest

from severa_vnf.testing.severa import SeveraSimulator, statuses


def flags(status: dict[str, Any]) -> str:
    """The flags of a status, a letter each."""
    names = {
        "isReadOnly": "r",
        "hasInvoiceNumber": "n",
        "isSent": "s",
        "isPaid": "p",
        "isDefault": "d",
        "isDefaultForCreditNote": "c",
    }
    return "".join(letter for name, letter in names.items() if status[name])


@pytest.mark.parametrize(("setup", "expected"), [
    (1, ["", "d", "", "rc", "rns", "rns", "rns", "rnsp"]), (2, ["", "d", "rc", "rns", "rns", "rns", "rnsp"]),
    (3, ["", "d", "rc", "rns", "rns", "rns", "rnsp"]),
])  # fmt: skip
def test_the_three_documented_setups(setup: Literal[1, 2, 3], expected: list[str]) -> None:
    """Failed comes first, draft is the default, credit notes wait for transfer, numbers begin when transferred."""
    found = statuses(setup)
    assert [flags(status) for status in found] == expected
    assert [status["sortOrder"] for status in found] == list(range(1, len(found) + 1))


def test_order_alone_tells_three_statuses_apart() -> None:
    """Transferred, sent and partly paid have the same flags, unless "sent" is left off the first."""
    assert len({flags(status) for status in statuses(2)[3:6]}) == 1
    assert [flags(status) for status in statuses(2, transferred_is_sent=False)[3:6]] == ["rn", "rns", "rns"]


def test_the_guids_stay_the_same_and_are_the_setups_own() -> None:
    """A status has one guid for ever, which no other set-up has."""
    assert statuses(1) == statuses(1)
    assert len({status["guid"] for setup in (1, 2, 3) for status in statuses(setup)}) == 22


def test_a_setup_can_be_loaded() -> None:
    """What a set-up gives is the wire JSON that a simulator takes."""
    sim = SeveraSimulator()
    sim.load("invoice_statuses", statuses(3))
    assert [status["name"] for status in sim.documents("invoice_statuses")][2] == "Verzend naar Financials"
