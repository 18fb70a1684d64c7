"""What is done with a document rather than to its fields: release, void, renumber."""

from __future__ import annotations

from functools import partial
from typing import Any

from severa_vnf.testing.exchange import Reply
from severa_vnf.testing.vnf.address import find, split, unchanged
from severa_vnf.testing.vnf.call import Call
from severa_vnf.testing.vnf.numbers import fits_key
from severa_vnf.testing.vnf.paying import release_document, release_payment, void_payment
from severa_vnf.testing.vnf.refusals import Refused
from severa_vnf.testing.vnf.resource import Resource
from severa_vnf.testing.vnf.reversing import reverse
from severa_vnf.testing.vnf.world import Record, World, copy

_RENUMBERS = {"changecustomercd": "customerCd", "changeinventorynbr": "inventoryNbr", "changeprojectid": "projectId"}
_RELEASED = {"supplier_invoice": "Open", "journal_transaction": "Unposted", "cash_transaction": "Released"}


def act(world: World, call: Call) -> Reply:
    """Carry out POST .../action/{name}."""
    named, name = _action(call)
    record = find(world, call.resource, named)
    unchanged(call, record)
    if call.resource.name == "customer_payment":
        _same_type(call, record)
    if name == "release":
        try:
            release(world, call.resource, record)
        except Refused as refused:
            if world.switches.release_refusal == "status":
                raise
            failed = {"actionId": world.guid(), "actionResult": "Failed", "errorInfo": refused.detail}
            return Reply.of_json(failed)
    elif name == "void":
        void(world, record)
    elif name == "reverse":
        return _reversed(world, call, record)
    else:
        _renumber(world, call, record, _RENUMBERS[name])
    done = "Done" if name != "release" or not world.switches.release_takes else "Queued"
    return Reply.of_json({"actionId": world.guid(), "actionResult": done, "errorInfo": ""})


def release(world: World, resource: Resource, record: Record) -> None:
    """Release a balanced document: at once, or after the time that the switch says."""
    _balanced(resource, record)
    world.after(world.switches.release_takes, partial(_open, world, resource, record))


def void(world: World, record: Record) -> None:
    """Void a released payment."""
    if record.wire["status"] not in ("Open", "Closed") or record.wire["type"] == "VoidPayment":
        raise Refused(f"Payment '{record.wire['refNbr']}' can't be voided: its status is {record.wire['status']}.")
    void_payment(world, record)


def _reversed(world: World, call: Call, record: Record) -> Reply:
    if call.json().get("returnCreditNote"):
        raise Refused("The simulator gives a reversal's number only: it does not know the credit note of that answer.")
    made = reverse(world, record)
    done = {"actionId": world.guid(), "actionResult": "Done", "errorInfo": ""}
    return Reply.of_json({**done, "referenceNumber": made.wire["referenceNumber"]})


def _action(call: Call) -> tuple[tuple[str, ...], str]:
    match call.rest:
        case ("action", name, internal):
            return ("internal", internal), _known(call, name)
        case (*_, "action", name):
            return split(call.resource, call.rest)[0], _known(call, name)
    raise Refused(f"There is nothing to be posted at {call.request.path}.", 404)


def _known(call: Call, name: str) -> str:
    if name.lower() not in {known.lower() for known in call.resource.actions}:
        raise Refused(f"There is no action {name} on {call.resource.path}.", 404)
    return name.lower()


def _same_type(call: Call, record: Record) -> None:
    kind: Any = call.json().get("type")
    kind = kind.get("value") if isinstance(kind, dict) else kind
    if kind != record.wire["type"]:
        raise Refused(f"The type of payment '{record.wire['refNbr']}' must be sent: it is {record.wire['type']}.")


def _renumber(world: World, call: Call, record: Record, name: str) -> None:
    number = call.json().get(name)
    if not isinstance(number, str) or not number:
        raise Refused(f"{name} cannot be empty.")
    fits_key(world, call.resource.name, number)
    world.change(call.resource, record, copy(record.wire) | {call.resource.key[0]: number})


def _open(world: World, resource: Resource, record: Record) -> None:
    _balanced(resource, record)
    if resource.name in _RELEASED:
        world.change(resource, record, copy(record.wire) | {"status": _RELEASED[resource.name]})
    elif resource.name == "customer_payment":
        release_payment(world, record)
    else:
        release_document(world, resource, record)


def _balanced(resource: Resource, record: Record) -> None:
    if record.wire["status"] != "Balanced":
        raise Refused(f"{resource.path} '{record.key}' can't be released: its status is {record.wire['status']}.")
