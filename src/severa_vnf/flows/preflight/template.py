"""The project that new ones are made after, and the task on every invoice line (documentation, projects)."""

from __future__ import annotations

from severa_vnf.errors import NotFound
from severa_vnf.flows.ask import Flow
from severa_vnf.flows.preflight.inspection import Inspection, finding
from severa_vnf.plan import Finding
from severa_vnf.rules.preflight import TASK_MISSING, TEMPLATE_MISSING
from severa_vnf.vnf import project, project_task


def template(inspection: Inspection) -> Flow[list[Finding]]:
    """Both as the settings name them, where projects cross."""
    name, task = inspection.settings.project_defaults.template, inspection.settings.project_defaults.task
    if not inspection.crosses("projects"):
        return []
    where = f"Project template {name}"
    try:
        found = yield from inspection.one(project.get(name))
    except NotFound:
        return [finding(TEMPLATE_MISSING, where, value=name)]
    if not found.system_template:
        return [finding(TEMPLATE_MISSING, where, value=name)]
    if task is None or (yield from inspection.rows(project_task.list(project_id=name, task_cd=task))):
        return []
    return [finding(TASK_MISSING, where, value=task, stops=False)]
