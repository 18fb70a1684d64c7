"""What is special about a collection. The rules of the plain registers; invoices and fees have files of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from severa_vnf.testing.severa.refusals import not_allowed
from severa_vnf.testing.severa.shapes import Document

if TYPE_CHECKING:
    from severa_vnf.testing.severa.world import World


class Rules:
    """A collection with nothing special. Each method is a moment at which a collection can have a say."""

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

    def kept(self, world: World, document: Document) -> None:
        """What happens to other records once this one is kept."""

    def removable(self, world: World, document: Document) -> None:
        """Refuse a deletion."""

    def removed(self, world: World, document: Document) -> None:
        """What happens to other records once this one is gone."""

    def view(self, world: World, document: Document) -> Document:
        """The record as it is answered."""
        return document


PLAIN = Rules()


class CustomerRules(Rules):
    """Customers."""

    def created(self, world: World, document: Document) -> Document:
        """A customer that brings no number gets the organisation's next."""
        return self.changed(world, document, world.numbered("customers", "Customer", document))

    def changed(self, world: World, before: Document, after: Document) -> Document:
        """The number, and the name of an active customer, are its own."""
        if world.switches.unique_customers:
            world.own("customers", after, "number")
            namesakes = world.shelves["customers"].where("name", after["name"]) if after["isActive"] else []
            if any(other["isActive"] and other["guid"] != after["guid"] for other in namesakes):
                raise not_allowed("an active customer has this name", "name")
        return after

    def removable(self, world: World, document: Document) -> None:
        """A customer with projects or invoices stays."""
        if any(world.shelves[name].where("customer.guid", document["guid"]) for name in ("projects", "invoices")):
            raise not_allowed("the customer has projects or invoices")

    def removed(self, world: World, document: Document) -> None:
        """A customer goes with its contacts, addresses and custom values."""
        world.remove_all("contacts", "customer.guid", document["guid"])
        world.remove_all("addresses", "customer.guid", document["guid"])
        world.remove_all("custom_values", "customerGuid", document["guid"])

    def view(self, world: World, document: Document) -> Document:
        """The headquarters' country is a name."""
        home = document["headquarterAddress"]
        address = world.shelves["addresses"].get(home["guid"]) if home else None
        if address is None:
            return document
        country = world.view("addresses", address)["country"] or {}
        return {**document, "headquarterAddress": {**home, "country": country.get("name")}}


class ChildRules(Rules):
    """Addresses and communications: what belongs to a customer may touch it."""

    def kept(self, world: World, document: Document) -> None:
        """By the switch the customer counts as changed."""
        if world.switches.children_touch_customer:
            owner = world.shelves["contacts"].get(document["contact"]["guid"]) if "contact" in document else document
            customer = world.shelves["customers"].get(
                owner["customer"]["guid"] if owner and owner["customer"] else None
            )
            if customer:
                world.keep("customers", world.touched(customer))

    def removed(self, world: World, document: Document) -> None:
        """As when it is changed."""
        self.kept(world, document)


class ContactRules(ChildRules):
    """Contact persons."""

    def settled(self, world: World, document: Document) -> Document:
        """The whole name follows from its parts."""
        return {**document, "name": f"{document['firstName']} {document['lastName']}".strip()}

    def removed(self, world: World, document: Document) -> None:
        """A contact goes with its communications."""
        world.remove_all("communications", "contact.guid", document["guid"])
        super().removed(world, document)

    def view(self, world: World, document: Document) -> Document:
        """E-mail addresses and telephone numbers are those of the communications."""
        found = world.shelves["communications"].where("contact.guid", document["guid"])
        pairs = [(world.view("communications", each)["communicationType"]["type"], each["value"]) for each in found]
        emails = [value for kind, value in pairs if kind == "EmailAddress"]
        phones = [value for kind, value in pairs if kind in ("Phone", "MobilePhone", "IPPhone")]
        return {**document, "emails": emails or document["emails"], "phoneNumbers": phones or document["phoneNumbers"]}


class TravelExpenseRules(Rules):
    """Travel expense types."""

    def settled(self, world: World, document: Document) -> Document:
        """Two flags repeat the expense class."""
        kind = document["expenseClass"]
        return {**document, "isMileage": kind == "Mileage", "isDailyAllowance": kind == "DailyAllowance"}


class CodeRules(Rules):
    """Products and work types."""

    def created(self, world: World, document: Document) -> Document:
        """A new record keeps the rule of every change."""
        return self.changed(world, document, document)

    def changed(self, world: World, before: Document, after: Document) -> Document:
        """Where the organisation wants it so, no two share a code."""
        if world.singles["settings"]["uniqueIdentifierForProductsAndWorktypes"]:
            world.own("products", after, "code")
            world.own("work_types", after, "code")
        return after


_STATUSES = {"salesStatus": "salesStatusTypeGuid", "projectStatus": "projectStatusTypeGuid"}


class ProjectRules(Rules):
    """Projects, and the sales cases among them."""

    def created(self, world: World, document: Document) -> Document:
        """A project that brings no number gets the organisation's next."""
        bare = {**document, "salesStatus": None, "isClosed": False}
        return self.changed(world, bare, world.numbered("projects", "Project", document))

    def changed(self, world: World, before: Document, after: Document) -> Document:
        """The number is the project's own; each sales status is a new record; statuses and closing are dated."""
        world.own("projects", after, "number")
        for name, key in _STATUSES.items():
            old, new = ((document[name] or {}).get(key) for document in (before, after))
            if new != old:
                after = {**after, f"{name}Since": world.stamp()}
                if name == "salesStatus" and new is not None:
                    after = {**after, name: {**after[name], "guid": world.new_guid()}}
        if before["isClosed"] != after["isClosed"]:
            after = {**after, "closedDate": world.today() if after["isClosed"] else None}
        return after

    def settled(self, world: World, document: Document) -> Document:
        """A status of which nothing else is known is as old as the record."""
        made = document["lastUpdatedDateTime"] or document["createdDateTime"]
        dated = {f"{name}Since": document[f"{name}Since"] or (made if document[name] else None) for name in _STATUSES}
        return {**document, **dated}

    def view(self, world: World, document: Document) -> Document:
        """The service does not tell since when."""
        return _without(document, *(f"{name}Since" for name in _STATUSES))


class RegionRules(Rules):
    """Regions of countries."""

    def view(self, world: World, document: Document) -> Document:
        """The service does not tell whose region it is."""
        return _without(document, "countryGuid")


class PropertyRules(Rules):
    """Custom properties."""

    def view(self, world: World, document: Document) -> Document:
        """A property counts its values."""
        values = world.shelves["custom_values"].where("customProperty.guid", document["guid"])
        return {**document, "usageCount": len(values)}


class CustomValueRules(Rules):
    """Values of custom properties."""

    def created(self, world: World, document: Document) -> Document:
        """A value belongs to a customer that is there."""
        if world.shelves["customers"].get(document["customerGuid"]) is None:
            raise not_allowed("there is no such customer", "customerGuid")
        return document


def _without(document: Document, *names: str) -> Document:
    return {name: value for name, value in document.items() if name not in names}
