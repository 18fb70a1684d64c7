"""Projects and their tasks: what the service demands and fills in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from severa_vnf.testing.vnf.laying import lay
from severa_vnf.testing.vnf.parts import VISIBLE
from severa_vnf.testing.vnf.refusals import Refused
from severa_vnf.testing.vnf.work import PROJECT_TASK, TASK_IN_PROJECT
from severa_vnf.testing.vnf.world import World, copy


def complete_project(world: World, wire: dict[str, Any], plain: dict[str, Any], old: dict[str, Any]) -> None:
    """A new project is in planning unless hold is false; tasks can be sent along with it."""
    wire["visibility"] = {**VISIBLE, **(wire["visibility"] or {})}
    if old:
        if "hold" in plain and "status" not in plain:
            wire["status"] = "Planned" if plain["hold"] else "Active"
    else:
        _new_project(world, wire, plain)
    wire["hold"] = wire["status"] == "Planned"
    _tasks(world, wire, plain.get("tasks") or ())


def complete_task(world: World, wire: dict[str, Any], plain: dict[str, Any], old: dict[str, Any]) -> None:
    """A task's code is its own within the project."""
    wire["visibility"] = {**VISIBLE, **(wire["visibility"] or {})}
    if wire["taskId"] != old.get("taskId") and world.task(wire["projectInternalId"], wire["taskId"]):
        raise Refused(f"Task '{wire['taskId']}' exists already.")


def _new_project(world: World, wire: dict[str, Any], plain: dict[str, Any]) -> None:
    number = wire.get("projectID")
    if not number:
        raise Refused("projectID cannot be empty.")
    if world.find("project", number):
        raise Refused(f"project '{number}' exists already.")
    if not wire["template"] and "defSub" not in plain:
        raise Refused("defSub is mandatory when no template is given.")
    if plain.get("hold", True):
        wire["status"] = "Planned"
    wire["publicId"] = world.guid()
    if wire["template"]:
        template = world.need("project", wire["template"]["number"])
        if not template["systemTemplate"]:
            raise Refused(f"Project '{template['projectID']}' is no template.")
        for record in list(world.tasks.get(template["internalID"], {}).values()):
            make_task(world, wire, copy(record.wire))


def _tasks(world: World, project: dict[str, Any], written: Sequence[dict[str, Any]]) -> None:
    found = [world.task(project["internalID"], given.get("taskId") or "") for given in written]
    for given, record in zip(written, found, strict=True):
        code, operation = given.get("taskId"), given.get("operation")
        if not code or (operation == "Insert") is not (record is None):
            raise Refused(f"Task '{code}' of project '{project['projectID']}' cannot be written with {operation}.")
    for given, record in zip(written, found, strict=True):
        if record and given.get("operation") == "Delete":
            world.drop(PROJECT_TASK, record)
            continue
        task = copy(record.wire if record else PROJECT_TASK.defaults)
        lay(world, TASK_IN_PROJECT, given, task)
        if record:
            world.change(PROJECT_TASK, record, task)
        else:
            make_task(world, project, task)


def make_task(world: World, project: dict[str, Any], task: dict[str, Any]) -> None:
    """Keep a task of a project."""
    task |= {
        "internalId": world.count(),
        "projectInternalId": project["internalID"],
        "projectID": project["projectID"],
        "createdDateTime": world.stamp(),
        "lastModifiedDateTime": world.stamp(),
    }
    world.put(PROJECT_TASK, task)
