"""Writing a record: POST checked against its shape, JSON Patch applied operation by operation, DELETE."""

from __future__ import annotations

from typing import Any

from severa_vnf.testing.exchange import Reply, Request, loads
from severa_vnf.testing.severa.refusals import BODY, Refused, bad_body, not_allowed
from severa_vnf.testing.severa.resources import Resource
from severa_vnf.testing.severa.shapes import Document, Shape, complaints, filled, known
from severa_vnf.testing.severa.world import World

KINDS = ("Add", "Copy", "Move", "Remove", "Replace")
_SPELLED_AS_TEXT = ("text", "guid", "word", "date", "moment")


def body_of(request: Request) -> Any:
    """The JSON body of a request; the service takes no other type."""
    if request.headers.get("content-type", "").partition(";")[0].strip() != "application/json":
        raise Refused.because(
            415, "InvalidRequest", "the body must be application/json", "RequestHeader", "Content-Type"
        )
    try:
        return loads(request.body)
    except ValueError as error:
        raise bad_body(f"the body is no JSON: {error}") from None


def checked(world: World, shape: Shape, body: Any) -> Document:
    """What the service reads of a body; every complaint about it is reported at once."""
    found = list(complaints(shape, body, "", writing=True, strict=world.strict))
    if found:
        raise Refused.all(400, "InvalidRequest", [(f"{where or '/'} {what}", BODY, where) for where, what in found])
    kept: Document = known(shape, body)
    return kept


def create(world: World, resource: Resource, fields: Document) -> Document:
    """A new record, kept."""
    document = world.made(resource.collection, fields)
    _refer(world, resource, document)
    document = world.rules(resource.collection).created(world, document)
    world.keep(resource.collection, document)
    return document


def patch(world: World, resource: Resource, document: Document, operations: Any) -> Document:
    """Apply a JSON Patch to a record and keep it."""
    changed = world.touched(patched(world, resource, document, operations))
    world.keep(resource.collection, changed)
    return world.get(resource.collection, changed["guid"])


def patched(world: World, resource: Resource, document: Document, operations: Any) -> Document:
    """A document after a JSON Patch, applied in its order, all or nothing."""
    if not isinstance(operations, list):
        raise bad_body("a JSON Patch is an array of operations")
    rules, changed = world.rules(resource.collection), document
    for number, operation in enumerate(operations):
        path, value = _operation(world, resource.shape, operation, f"/{number}")
        rules.open_to(world, changed, path[0])
        after = filled(resource.shape, _replaced(changed, path, value))
        _refer(world, resource, {path[0]: after[path[0]]})
        changed = rules.changed(world, changed, after)
    return changed


def delete(world: World, resource: Resource, guid: str) -> Reply:
    """Take a record out, where its state allows it."""
    world.rules(resource.collection).removable(world, world.get(resource.collection, guid))
    world.remove(resource.collection, guid)
    return Reply.empty(204)


def _refer(world: World, resource: Resource, document: Document) -> None:
    missing = list(world.unknown_references(resource.collection, document))
    if missing:
        raise Refused.all(
            400, "InvalidParameter", [(f"there is no {name} {guid}", BODY, name) for name, guid in missing]
        )


def _operation(world: World, shape: Shape, operation: Any, at: str) -> tuple[list[str], Any]:
    """The path and the value of one operation, checked."""
    if not isinstance(operation, dict):
        raise bad_body("an operation is an object", at)
    kind = operation.get("op")
    if not isinstance(kind, str) or kind.title() not in KINDS or (world.strict and kind not in KINDS):
        raise bad_body(f"op must be one of {', '.join(KINDS)}, spelled so", f"{at}/op")
    if kind.title() != "Replace":
        raise not_allowed("only Replace is supported", f"{at}/op")
    if world.strict and (operation.keys() - {"op", "path", "value", "from"} or "value" not in operation):
        raise bad_body("an operation has op, path and value", at)
    path, target = _target(world, shape, operation.get("path"), f"{at}/path")
    value = _typed(world, target, operation.get("value"), f"{at}/value")
    found = [
        f"{where} {what}"
        for where, what in complaints(target, value, "/".join(path), writing=True, strict=world.strict)
    ]
    if found:
        raise bad_body("; ".join(found), f"{at}/value")
    return path, known(target, value)


def _target(world: World, shape: Shape, pointer: Any, at: str) -> tuple[list[str], Shape]:
    """The names on the way to a field, as the service spells them, and the field's shape."""
    if not isinstance(pointer, str) or not pointer.startswith("/"):
        raise bad_body("path must be a JSON pointer", at)
    path: list[str] = []
    for given in pointer[1:].split("/"):
        spelled = {name if world.strict else name.lower(): name for name in shape.parts}
        name = spelled.get(given if world.strict else given.lower())
        if name is None:
            raise bad_body(f"{pointer} is not a field", at)
        shape = shape.parts[name]
        if shape.fixed:
            raise bad_body(f"{pointer} is read-only", at)
        path.append(name)
    return path, shape


def _typed(world: World, shape: Shape, value: Any, at: str) -> Any:
    """The value of an operation, read from its string form where the service takes that."""
    mode = world.switches.patch_values
    if mode == "strings" and not isinstance(value, str | None):
        raise bad_body("value must be a string", at)
    if mode == "native" or not isinstance(value, str) or shape.kind in _SPELLED_AS_TEXT:
        return value
    try:
        return loads(value.encode())
    except ValueError:
        return value


def _replaced(document: Document, path: list[str], value: Any) -> Document:
    name, *rest = path
    return {**document, name: _replaced(document[name] or {}, rest, value) if rest else value}
