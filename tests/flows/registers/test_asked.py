"""What a person is asked is in the error log, wherever the run ended that found it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Literal

import pytest

from tests.flows.observers import Killed, stops
from tests.flows.office import Kind
from tests.flows.registers.office import A_DAY, Company, customer, open_office

drivers = pytest.mark.parametrize("driver", ["sync", "async"])


def matched() -> Company:
    """Two that are matched at the first cycle, and whose mail addresses differ."""
    return open_office(customer("acme", ours={"email": "other@acme.example"}))


def edited() -> Company:
    """Two that were equal, and of which persons changed the mail address on both sides."""
    office = open_office(customer("acme"))
    office.sync()
    office.later(A_DAY)
    office.severa.edit("customers", "acme", email="ours@acme.example")
    theirs = office.theirs("customer", number="00010001")
    office.vnf.edit("customer", "00010001", mainContact={**theirs["mainContact"], "email": "theirs@acme.example"})
    return office


@drivers
@pytest.mark.parametrize("begin", [matched, edited])
@pytest.mark.parametrize("when", ["before", "after"])
def test_killed(begin: Callable[[], Company], when: Literal["before", "after"], driver: Kind) -> None:
    """A run that dies at a question is followed by one that asks, or the question stands in the log already."""
    for stop in stops(when, 4):
        office = begin()
        with suppress(Killed):
            office.sync("customers", driver=driver, observer=stop)
        office.later(A_DAY)
        office.sync(driver=driver)
        (entry,) = office.bridge().problems()
        assert entry.record == "acme"
    assert stop.at > 10


def test_counted_once() -> None:
    """A run that ends well has asked once."""
    office = matched()
    office.sync()
    (entry,) = office.bridge().problems()
    assert entry.attempts == 1
