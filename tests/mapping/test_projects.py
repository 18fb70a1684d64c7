from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from attrs import evolve

from severa_vnf.mapping import PROJECT, Given, Mapped, decide, project_seen, project_to_vnf
from severa_vnf.settings import ProjectDefaults, Settings
from severa_vnf.severa.projects import Project
from severa_vnf.values import Guid
from severa_vnf.vnf import project as vnf
from severa_vnf.vnf.project import BillingPeriod, ProjectStatus, ProjectUpdate, TaskStatus, TaskUpdate
from severa_vnf.wire.decode import structure
from tests.mapping.registers import KNOWN

OURS = {
    "guid": "j1",
    "number": 4000,
    "name": "Bridge",
    "customer": {"guid": "c0", "name": "Acme", "number": 7},
    "startDate": "2026-10-01",
    "createdDateTime": "2026-09-30T23:30:00Z",
    "salesStatus": {"salesStatusTypeGuid": "won"},
}
THEIRS = {
    "internalID": 3,
    "projectID": "4000",
    "description": "Bridge",
    "customer": {"number": "00100"},
    "startDate": "2026-10-01",
    "status": "Active",
}
LOST = {"salesStatus": {"salesStatusTypeGuid": "lost"}}


def ours(**changes: Any) -> Project:
    """A project as Severa shows it."""
    return structure({**OURS, **changes}, Project)


def theirs(**changes: Any) -> ProjectUpdate:
    """The same as Visma.net shows it."""
    return project_seen(structure({**THEIRS, **changes}, vnf.Project))


def chosen(**defaults: Any) -> Given:
    """The usual look-ups, and other defaults of projects."""
    return evolve(KNOWN, settings=Settings(project_defaults=ProjectDefaults(**defaults)))


def test_to_vnf() -> None:
    """A new project is active, never billed by itself, made after template Z, and has the task of every line."""
    assert project_to_vnf(ours(), KNOWN) == Mapped(
        ProjectUpdate(
            project_id="4000",
            description="Bridge",
            status=ProjectStatus.ACTIVE,
            hold=False,
            customer="00100",
            template="Z",
            start_date=date(2026, 10, 1),
            billing_period=BillingPeriod.ON_DEMAND,
            restrict_employees=True,
            tasks=(TaskUpdate(task_id="10", description="10", status=TaskStatus.ACTIVE),),
        )
    )


def test_other_defaults() -> None:
    """The settings may choose all of that otherwise."""
    made = project_to_vnf(ours(), chosen(template="T", billing_period="Monthly", block="hold", task=None)).made
    assert (made.template, made.billing_period, made.hold) == ("T", BillingPeriod.MONTHLY, True)
    assert not made.restrict_employees
    assert not made.tasks
    assert project_to_vnf(ours(), chosen(block=None)).made.hold is False


def test_no_start_date() -> None:
    """A project without a start date starts on the day that it was made, as that service's clock shows it."""
    assert project_to_vnf(ours(startDate=None), KNOWN).made.start_date == date(2026, 9, 30)


@pytest.mark.parametrize(
    ("changes", "code", "value"),
    [
        ({"number": None}, "project-number-missing", ""),
        ({"name": " "}, "project-name-missing", ""),
        ({"customer": None}, "project-customer-missing", "-"),
        ({"customer": {"guid": "c9", "name": "Other"}}, "project-customer-missing", "Other"),
        ({"customer": {"number": 7}}, "project-customer-missing", "-"),
        ({"startDate": None, "createdDateTime": None}, "project-date-missing", ""),
    ],
)
def test_problems(changes: dict[str, Any], code: str, value: str) -> None:
    """What Visma.net needs and Severa has not is a problem of the project."""
    (problem,) = project_to_vnf(ours(**changes), KNOWN).problems
    assert (problem.code, problem.value, problem.stream, problem.record) == (code, value, "projects", "j1")


def test_all_problems() -> None:
    """Every problem is collected, and the label is what there is."""
    bare = structure({"guid": "j1", "name": "Bridge"}, Project)
    problems = project_to_vnf(bare).problems
    assert len(problems) == 3
    assert problems[0].label == "Project Bridge"


STATUSES: list[tuple[dict[str, Any], str]] = [
    ({}, "Active"),
    ({"isClosed": True}, "Completed"),
    (LOST, "Cancelled"),
    ({**LOST, "isClosed": True}, "Cancelled"),
    ({"salesStatus": None}, "Active"),
    ({"salesStatus": {"name": "Lost"}}, "Active"),
    ({"salesStatus": {"salesStatusTypeGuid": "unheard of"}}, "Active"),
]


@pytest.mark.parametrize(("changes", "status"), STATUSES)
def test_status(changes: dict[str, Any], status: str) -> None:
    """A closed project or a lost case is disabled; lost is told by the type of its sales status, never by a name."""
    assert project_to_vnf(ours(**changes), KNOWN).made.status == ProjectStatus(status)


@pytest.mark.parametrize(("changes", "status"), STATUSES)
def test_waiting_invoices(changes: dict[str, Any], status: str) -> None:
    """None is disabled before the last of its invoices has crossed."""
    assert status
    known = evolve(KNOWN, waiting=frozenset({Guid("j1")}))
    assert project_to_vnf(ours(**changes), known).made.status is ProjectStatus.ACTIVE


def test_lost_by_the_settings() -> None:
    """What a lost case becomes is a setting."""
    assert project_to_vnf(ours(**LOST), chosen(lost="Completed")).made.status is ProjectStatus.COMPLETED


AGREED = decide(PROJECT, ours(), theirs(), {}, KNOWN).known


def test_agreed() -> None:
    """A project that is alike on both sides has nothing to be written."""
    assert AGREED == {"description": "Bridge", "customer": "00100", "startDate": "2026-10-01", "status": False}


@pytest.mark.parametrize("status", ["Planned", "OnHold", "PendingApproval"])
def test_hold_is_never_lifted(status: str) -> None:
    """An open project that Visma.net's users hold stays on hold."""
    assert decide(PROJECT, ours(), theirs(status=status), AGREED, KNOWN).to_vnf is None


@pytest.mark.parametrize("status", ["Completed", "Cancelled"])
def test_disabled_is_disabled(status: str) -> None:
    """A closed project that is disabled in either way stays so, and is active again once it is reopened."""
    closed = decide(PROJECT, ours(isClosed=True), theirs(status=status), AGREED, KNOWN)
    assert closed.to_vnf is None
    reopened = decide(PROJECT, ours(), theirs(status=status), closed.known, KNOWN)
    assert reopened.to_vnf == ProjectUpdate(status=ProjectStatus.ACTIVE)


def test_one_way() -> None:
    """What Visma.net's users change on a project is put right, and never reaches Severa."""
    merged = decide(PROJECT, ours(), theirs(description="Tunnel", customer=None, startDate=None), AGREED, KNOWN)
    assert merged.to_vnf == ProjectUpdate(description="Bridge", customer="00100", start_date=date(2026, 10, 1))
    assert not merged.to_severa


def test_written_once() -> None:
    """Number, template and the other defaults are written on a new project alone."""
    merged = decide(PROJECT, ours(number=4001), theirs(template={"number": "X"}), AGREED, chosen(template="T"))
    assert merged.to_vnf is None
