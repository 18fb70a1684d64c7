from __future__ import annotations

from typing import Any

import pytest
from attrs import evolve

from severa_vnf.mapping import Given
from severa_vnf.mapping.project_pairs import decide_project, in_severa_facts, in_vnf_facts, severa_unmoved, vnf_unmoved
from severa_vnf.settings import ProjectDefaults, Settings
from severa_vnf.values import Guid
from severa_vnf.vnf import project as vnf
from severa_vnf.wire.decode import structure
from tests.mapping.pairs import body
from tests.mapping.registers import KNOWN
from tests.mapping.test_projects import LOST, THEIRS, ours

WAITING = evolve(KNOWN, waiting=frozenset([Guid("j1")]))
COMPANY = evolve(KNOWN, settings=Settings(companies=(Guid("co1"),)))
TEN = {"tasks": [{"taskId": "10 "}]}


def theirs(**changes: Any) -> vnf.Project:
    """A project as Visma.net shows it."""
    return structure({**THEIRS, **changes}, vnf.Project)


def test_facts() -> None:
    """A project is known by its number; name and customer are witnesses, the customer by its number in Visma.net."""
    facts, twin = in_severa_facts(ours(name=" Bridge "), KNOWN), in_vnf_facts(theirs(projectID="4000 "), KNOWN)
    assert (facts.id, facts.key, facts.number, facts.name, facts.witness) == ("j1", "4000", "4000", "Bridge", "100")
    assert (twin.id, twin.key, twin.number, twin.name, twin.witness) == ("3", "4000", "4000", "Bridge", "100")
    assert (facts.label, twin.label) == ("Project 4000 Bridge", "Project 4000 Bridge")
    assert (facts.stays, facts.apart) == ("", False)
    assert (twin.stays, twin.apart) == ("projects cross to Visma.net alone", False)


def test_facts_of_little() -> None:
    """Number, name and customer may be missing."""
    for customer in (None, {"name": "Acme"}, {"guid": "unknown"}):
        facts = in_severa_facts(ours(number=None, customer=customer), KNOWN)
        assert (facts.key, facts.witness, facts.label) == ("", "", "Project Bridge")
    for changes in ({"customer": None}, {"customer": {"name": "Acme"}}):
        twin = in_vnf_facts(theirs(description=None, **changes), KNOWN)
        assert (twin.name, twin.witness, twin.label) == ("", "", "Project 4000")


def test_template() -> None:
    """A template has no twin in Severa."""
    twin = in_vnf_facts(theirs(systemTemplate=True), KNOWN)
    assert (twin.stays, twin.apart) == ("a template", True)


@pytest.mark.parametrize(
    ("changes", "known", "stays", "apart"),
    [
        ({"isInternal": True}, KNOWN, "internal", True),
        ({"isInternal": True}, WAITING, "internal", True),
        ({"isClosed": True}, KNOWN, "closed", False),
        (LOST, KNOWN, "lost", False),
        ({"isClosed": True, **LOST}, KNOWN, "lost", False),
        ({"isClosed": True, **LOST}, WAITING, "", False),
        ({"businessUnit": {"guid": "u"}}, KNOWN, "", False),
        ({}, COMPANY, "another company", True),
        ({"businessUnit": {"guid": "u"}}, COMPANY, "another company", True),
        ({"businessUnit": {"guid": "co1", "companyBusinessUnitGuid": "co2"}}, COMPANY, "another company", True),
        ({"businessUnit": {"guid": "u", "companyBusinessUnitGuid": "co1"}}, COMPANY, "", False),
        ({"businessUnit": {"guid": "co1"}}, COMPANY, "", False),
    ],
)
def test_stays(changes: dict[str, Any], known: Given, stays: str, apart: bool) -> None:
    """Internal ones and another company's never cross; what is over is not made anew, unless an invoice waits."""
    facts = in_severa_facts(ours(**changes), known)
    assert (facts.stays, facts.apart) == (stays, apart)


def test_decide() -> None:
    """Severa's values go to Visma.net, whoever changed them, in one write; nothing comes back."""
    before = decide_project(ours(), theirs(**TEN), {}, KNOWN, first=True)
    assert (before.to_vnf, before.troubles) == ((), ())
    assert severa_unmoved(ours(), before.known, KNOWN)
    assert vnf_unmoved(theirs(**TEN), before.known, KNOWN)
    assert not severa_unmoved(ours(isClosed=True), before.known, KNOWN)
    assert severa_unmoved(ours(isClosed=True), before.known, WAITING)
    later = theirs(**TEN, description="Tunnel")
    assert not vnf_unmoved(later, before.known, KNOWN)
    decision = decide_project(ours(isClosed=True), later, before.known, KNOWN)
    (put,) = decision.to_vnf
    assert (put.method, put.path) == ("PUT", "/v1/project/internal/3")
    changed = {"description": {"value": "Bridge"}, "status": {"value": "Completed"}}
    assert body(put) == {**changed, "startDate": {"value": "2026-10-01"}}
    assert (decision.patch, decision.to_severa, decision.parts) == ({}, (), {})


@pytest.mark.parametrize(
    ("changes", "tasks", "task", "made"),
    [
        ({}, TEN, "10", False),
        ({}, {}, "10", False),
        ({}, {"tasks": []}, "10", True),
        ({}, {"tasks": [{"taskId": "20"}]}, "10", True),
        ({}, {"tasks": []}, None, False),
        ({"isClosed": True}, {"tasks": [], "status": "Completed"}, "10", False),
    ],
)
def test_task(changes: dict[str, Any], tasks: dict[str, Any], task: str | None, made: bool) -> None:
    """The task of every invoice line is made where a project that is open shows tasks and not that one."""
    known = evolve(KNOWN, settings=Settings(project_defaults=ProjectDefaults(task=task)))
    decision = decide_project(ours(**changes), theirs(**tasks), {}, known, first=True)
    wanted = {"taskId": {"value": "10"}, "description": {"value": "10"}, "status": {"value": "Active"}}
    assert [(call.method, call.path, body(call)) for call in decision.to_vnf] == (
        [("POST", "/v1/projecttask/3", wanted)] if made else []
    )
    lacks = task is not None and "tasks" in tasks and tasks != TEN
    assert vnf_unmoved(theirs(**tasks), decision.known, known) is not lacks
