"""What a list can be asked for: each parameter with its kind and the test that a record must pass."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from attrs import frozen

from severa_vnf.testing.severa.shapes import Document, values

if TYPE_CHECKING:
    from severa_vnf.testing.severa.world import World

Test = Callable[["World", Document, list[Any]], bool]


@frozen
class Filter:
    """A parameter of a list. `spec` is the age of the API from which it is known."""

    name: str
    kind: str
    test: Test
    spec: str = "2023"


def among(name: str, path: str = "", kind: str = "text", spec: str = "2023") -> Filter:
    """A record passes when a value at `path`, or at the parameter's name, is one of those asked for."""
    at = path or name
    return Filter(name, kind, lambda world, row, asked: any(value in asked for value in values(row, at)), spec)


def flag(name: str, path: str = "") -> Filter:
    """A record passes when the boolean at `path`, or at the parameter's name, is the one asked for."""
    return among(name, path, "bool")


def holds(*paths: str) -> Filter:
    """`textToSearch`: a record passes when a text at one of `paths` contains it, whatever the case."""

    def test(world: World, row: Document, asked: list[Any]) -> bool:
        texts = (str(value).casefold() for path in paths for value in values(row, path) if value is not None)
        return any(asked[0].casefold() in text for text in texts)

    return Filter("textToSearch", "text", test)


def changed_since(spec: str = "2023") -> Filter:
    """`changedSince`: added or changed at that moment or later."""
    return Filter("changedSince", "moment", lambda world, row, asked: last_change(row) >= asked[0], spec)


def status_changed_since(status: str) -> Filter:
    """`salesStatusChangedSince`, `projectStatusChangedSince`: a project got the status it has then or later."""

    def test(world: World, row: Document, asked: list[Any]) -> bool:
        since = row[f"{status}Since"]
        return since is not None and moment(since) >= asked[0]

    return Filter(f"{status}ChangedSince", "moment", test, "2024")


def deleted_since() -> Filter:
    """`deletedSince`: deleted at that moment or later."""
    return Filter("deletedSince", "moment", lambda world, row, asked: moment(row["deletedDateTime"]) >= asked[0])


def day(name: str, path: str, *, latest: bool = False) -> Filter:
    """A record passes when its date at `path` is that of the moment asked for, or later (`latest`: or earlier)."""

    def test(world: World, row: Document, asked: list[Any]) -> bool:
        limit = asked[0].date().isoformat()
        found = row[path]
        return found is not None and bool(found <= limit if latest else found >= limit)

    return Filter(name, "moment", test)


def last_change(row: Document) -> datetime:
    """When a record was changed last, or else made."""
    return moment(row["lastUpdatedDateTime"] or row["createdDateTime"])


def moment(text: str) -> datetime:
    """A moment read from its text; without a zone it is in UTC."""
    read = datetime.fromisoformat(text)
    return read if read.tzinfo else read.replace(tzinfo=UTC)


def by_total(name: str, *, latest: bool = False) -> Filter:
    """An invoice passes when its total without tax is at least (`latest`: at most) the amount asked for."""

    def test(world: World, row: Document, asked: list[Any]) -> bool:
        amount = world.view("invoices", row)["totalExcludingTax"]["amount"]
        return bool(amount <= asked[0] if latest else amount >= asked[0])

    return Filter(name, "number", test)


def is_billed(world: World, row: Document, asked: list[Any]) -> bool:
    """A fee passes by whether it stands on an invoice."""
    return (row["invoice"] is not None) == bool(asked[0])


def by_project_unit(world: World, row: Document, asked: list[Any]) -> bool:
    """An invoice passes when one of its projects belongs to a business unit asked for."""
    projects = (world.shelves["projects"].get(guid) for guid in values(row, "projects.guid"))
    return any(unit in asked for project in projects if project for unit in values(project, "businessUnit.guid"))


def of_active_property(world: World, row: Document, asked: list[Any]) -> bool:
    """A custom value passes by its property's activity."""
    owner = world.shelves["custom_properties"].get(row["customProperty"]["guid"])
    return owner is not None and bool(owner["isActive"] == asked[0])


def in_use(world: World, row: Document, asked: list[Any]) -> bool:
    """A custom property passes by whether a value of it is there."""
    return bool(world.shelves["custom_values"].where("customProperty.guid", row["guid"])) == bool(asked[0])
