"""A look round as a whole: what it finds where all is well, what it costs, and that it changes nothing."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Literal

import pytest
from attrs import define, field

from severa_vnf import CustomerClasses, ItemClasses, Settings
from severa_vnf.flows.ask import Now, Send
from severa_vnf.flows.preflight import preflight
from severa_vnf.testing.worlds import demo_world, invoices_world
from tests.flows.office import HELD, Office, few
from tests.flows.preflight.inspected import USUAL, found, inspected
from tests.testing.ubl.papers import paper


@pytest.mark.parametrize("setup", [1, 2, 3])
def test_the_demo_world_may_be_joined(setup: Literal[1, 2, 3]) -> None:
    """A company that is set up as the documentation shows has nothing to put right, in each of its three set-ups."""
    findings = inspected(Office(demo_world(status_setup=setup)))
    assert findings.ok
    assert {one.code for one in findings} == USUAL


def test_settings_that_choose_leave_less_to_know() -> None:
    """With its classes chosen, an item for rows without a code and no task, only the key's length is left to tell."""
    settings = Settings(
        item_classes=ItemClasses(products="NONSTOCK", work_types="LABOR", travel_expenses="EXPENSE"),
        customer_classes=CustomerClasses(default="DOMESTIC"),
        row_items={"FlatRate": "WORKSHOP"},
    )
    assert [one.code for one in inspected(Office(settings=settings))] == ["segmented-key-longer", "task-missing"]


def test_an_async_host_finds_the_same() -> None:
    """Both drivers answer the same questions."""
    office = Office()
    bridge = lambda bridge: bridge._driver.run(preflight(office.settings))  # noqa: E731 - for two kinds of host
    assert office.using("async", bridge) == office.using("sync", bridge) == inspected(office)


@define
class Listener:
    """An observer that keeps every question."""

    questions: list[object] = field(factory=list)

    def asked(self, question: object) -> None:
        """Keep it."""
        self.questions.append(question)

    def answered(self, question: object, answer: object) -> None:
        """Nothing."""


def test_nothing_is_written() -> None:
    """It reads, and asks for the day; it writes nothing, in either service or in the store, so it may run every day."""
    office, listener = Office(), Listener()
    office.bridge(listener)._driver.run(preflight(office.settings))
    calls = [one for one in listener.questions if isinstance(one, Send)]
    assert {one.call.method for one in calls} == {"GET"}
    assert [one for one in listener.questions if one not in calls] == [Now()]


def test_each_list_is_read_once() -> None:
    """What several checks need is asked once: 31 exchanges here, two of them for the items of a grouped row."""
    office = Office()
    inspected(office)
    asked = Counter((one.path, one.query) for one in (*office.severa.requests, *office.vnf.requests))
    assert set(asked.values()) == {1}
    assert asked.total() == 31


def test_after_a_run_all_is_as_well() -> None:
    """Invoices that crossed have numbers below those to come: a look round a day later finds the same."""
    office = Office()
    before = inspected(office)
    office.until_quiet()
    assert [one.code for one in inspected(office)] == [one.code for one in before]


def test_a_world_of_files_may_be_joined(tmp_path: Path) -> None:
    """What was read from UBL files stands on both sides as it should."""
    (tmp_path / "one.xml").write_bytes(paper())
    assert found(Office(invoices_world([tmp_path / "one.xml"]))) == []


def test_where_and_why_and_what_to_do() -> None:
    """A finding names its place, its reason and its remedy, as one text."""
    (held,) = [one for one in inspected(Office(few(HELD))) if one.code == "row-without-code"]
    assert held.stream == "preflight"
    assert held.text() == f"{held.label}: {held.says()} {held.remedy}"
