"""What is special about a collection. The rules of the plain registers; invoices and fees have files of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from severa_vnf.testing.severa.refusals import not_allowed
from severa_vnf.testing.severa.shapes import Document

if TYPE_CHECKING:
    from severa_vnf.testing.severa.world import World


class Rules:
    """A collection with nothing special. Each method is a moment at which one can have a say."""

    def defaults(self, world: World, fields: Document) -> Document:
        """What a new record holds where it says nothing else, beyond what its shape says."""
        return {}

    def created(self, world: World, document: Document) -> Document:
        """What the service adds to a record that is being POSTed; may refuse it."""
        return document

    def open_to(self, world: World, document: Document, name: str) -> None:
        """Refuse a change of a field that the record's state forbids."""

    def changed(self, world: World, before: Document, after: Document) -> Document:
        """What follows from one change; may refuse it."""
        return after

    def settled(self, world: World, document: Document) -> Document:
        """The fields that follow from the record's own others."""
        return document

    def kept(self, world: World, before: Document | None, document: Document) -> None:
        """What happens to other records once this one is kept; `before` is None for a new one."""

    def removable(self, world: World, document: Document) -> None:
        """Refuse a deletion."""

    def removed(self, world: World, document: Document) -> None:
        """What happens to other records once this one is gone."""

    def view(self, world: World, document: Document) -> Document:
        """The record as it is answered."""
        return document


PLAIN = Rules()


class CustomerRules(Rules):
    """Customers are numbered by the organisation when they bring no number; number and name are their own."""

    def created(self, world: World, document: Document) -> Document:
        if document["number"] is None:
            shelf = world.shelves["customers"]
            document = {**document, "number": world.take_number("Customer", lambda n: bool(shelf.where("number", n)))}
        return self.changed(world, document, document)

    def changed(self, world: World, before: Document, after: Document) -> Document:
        if world.switches.unique_customers:
            world.own("customers", after, "number", "the customer number")
            namesakes = world.shelves["customers"].where("name", after["name"]) if after["isActive"] else []
            if any(other["isActive"] and other["guid"] != after["guid"] for other in namesakes):
                raise not_allowed("an active customer has this name", "name")
        return after

    def removable(self, world: World, document: Document) -> None:
        if any(world.shelves[name].where("customer.guid", document["guid"]) for name in ("projects", "invoices")):
            raise not_allowed("the customer has projects or invoices")

    def removed(self, world: World, document: Document) -> None:
        for collection, path in (("contacts", "customer.guid"), ("addresses", "customer.guid"), ("custom_values", "customerGuid")):
            for child in world.shelves[collection].where(path, document["guid"]):
                world.remove(collection, child["guid"])

    def view(self, world: World, document: Document) -> Document:
        home = document["headquarterAddress"]
        address = world.shelves["addresses"].get(home["guid"]) if home else None
        if address is None:
            return document
        return {**document, "headquarterAddress": {**home, "country": (address["country"] or {}).get("name")}}


class ChildRules(Rules):
    """Addresses, contacts and communications belong to a customer, who may be touched with them."""

    def kept(self, world: World, before: Document | None, document: Document) -> None:
        self._touch(world, document)

    def removed(self, world: World, document: Document) -> None:
        self._touch(world, document)

    def _touch(self, world: World, document: Document) -> None:
        if world.switches.children_touch_customer:
            owner = world.shelves["contacts"].get(document["contact"]["guid"]) if "contact" in document else document
            customer = world.shelves["customers"].get(owner["customer"]["guid"] if owner and owner["customer"] else None)
            if customer:
                world.keep("customers", world.touched(customer))


class ContactRules(ChildRules):
    """A contact's whole name follows from its parts, its numbers and addresses from its communications."""

    def settled(self, world: World, document: Document) -> Document:
        return {**document, "name": f"{document['firstName']} {document['lastName']}".strip()}

    def removed(self, world: World, document: Document) -> None:
        for communication in world.shelves["communications"].where("contact.guid", document["guid"]):
            world.remove("communications", communication["guid"])
        super().removed(world, document)

    def view(self, world: World, document: Document) -> Document:
        found = world.shelves["communications"].where("contact.guid", document["guid"])
        pairs = [(world.view("communications", each)["communicationType"]["type"], each["value"]) for each in found]
        emails = [value for kind, value in pairs if kind == "EmailAddress"]
        phones = [value for kind, value in pairs if kind in ("Phone", "MobilePhone", "IPPhone")]
        return {**document, "emails": emails or document["emails"], "phoneNumbers": phones or document["phoneNumbers"]}


class TravelExpenseRules(Rules):
    """Two flags repeat the expense class."""

    def settled(self, world: World, document: Document) -> Document:
        kind = document["expenseClass"]
        return {**document, "isMileage": kind == "Mileage", "isDailyAllowance": kind == "DailyAllowance"}


class CodeRules(Rules):
    """Where the organisation wants it so, a product and a work type never share a code."""

    def created(self, world: World, document: Document) -> Document:
        return self.changed(world, document, document)

    def changed(self, world: World, before: Document, after: Document) -> Document:
        if world.singles["settings"]["uniqueIdentifierForProductsAndWorktypes"]:
            for collection in ("products", "work_types"):
                world.own(collection, after, "code", "the code")
        return after


class ProjectRules(Rules):
    """Severa numbers projects; a sales status is a record of its own; closing is dated."""

    def created(self, world: World, document: Document) -> Document:
        if document["number"] is None:
            shelf = world.shelves["projects"]
            document = {**document, "number": world.take_number("Project", lambda n: bool(shelf.where("number", n)))}
        return self.changed(world, {**document, "salesStatus": None, "isClosed": False}, document)

    def changed(self, world: World, before: Document, after: Document) -> Document:
        world.own("projects", after, "number", "the project number")
        old, new = ((document["salesStatus"] or {}).get("salesStatusTypeGuid") for document in (before, after))
        if new is not None and new != old:
            after = {**after, "salesStatus": {**after["salesStatus"], "guid": world.new_guid()}}
        if before["isClosed"] != after["isClosed"]:
            after = {**after, "closedDate": world.today() if after["isClosed"] else None}
        return after


class PropertyRules(Rules):
    """A custom property counts its values."""

    def view(self, world: World, document: Document) -> Document:
        return {**document, "usageCount": len(world.shelves["custom_values"].where("customProperty.guid", document["guid"]))}


class CustomValueRules(Rules):
    """A custom value belongs to a customer that is there."""

    def created(self, world: World, document: Document) -> Document:
        if world.shelves["customers"].get(document["customerGuid"]) is None:
            raise not_allowed("there is no such customer", "customerGuid")
        return document
