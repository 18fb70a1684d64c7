"""What persons do by themselves in both services: through the services' own doors, never through the bridge."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import timedelta
from typing import Any, TypeVar

from attrs import define, field
from hypothesis import strategies as st

from severa_vnf import BridgeError, Severa, VismaNet
from severa_vnf.testing.faults import Faults
from severa_vnf.testing.vnf.paths import at, set_at
from severa_vnf.testing.vnf.refusals import Refused
from tests.flows.office import Office
from tests.registers.fields import BOOLS, CODES, FREE, INTERNAL, KEYS, SEVERA, VNF, Edit, Field
from tests.registers.worlds import ITEM_CLASSES, METHODS, OURSELVES, OWNER, SUPPLIER, UNIT

T = TypeVar("T")
Document = dict[str, Any]

ITEMS = {"products": "products", "work_types": "worktypes", "travel_expense_types": "travelexpensetypes"}
"""The registers of items, and their paths in Severa."""


@define
class People:
    """The persons of one office. Each action gives what was edited, or None where a service refused it.

    `draw` chooses: Hypothesis's, or anything that takes a strategy and gives a value of it.
    """

    office: Office
    draw: Callable[[st.SearchStrategy[Any]], Any]
    during: bool = False
    edits: list[Edit] = field(factory=list, init=False)
    made: set[str] = field(factory=set, init=False)
    """The records that no bridge made: guids of Severa's, and collection and internal id of Visma.net's."""
    _sev: Severa = field(init=False)
    _fin: VismaNet = field(init=False)

    def __attrs_post_init__(self) -> None:
        self._sev, self._fin = self.office.clients()
        self.made |= {one["guid"] for name in SEVERA for one in self.office.severa.documents(name)}
        self.made |= {key_of(name, one) for name in VNF for one in self.office.vnf.documents(name)}

    # Any of them

    def work(self) -> Edit | None:
        """One of all the things that they do."""
        often = [self.edit_in_severa, self.edit_in_severa, self.edit_in_vnf, self.edit_in_vnf]
        seldom = [self.create_in_severa, self.create_in_vnf, self.renumber, self.move_project, self.use_address]
        return self._one_of([*often, *seldom, self.remove_in_severa])()

    def edit_in_severa(self, collection: str = "") -> Edit | None:
        """Change a field of a record, of that collection or of any."""
        name = collection or self._one_of([*SEVERA])
        record = self._any("severa", name)
        return None if record is None else self._change(name, record, self._one_of(SEVERA[name]))

    def edit_in_vnf(self, collection: str = "") -> Edit | None:
        """The same in Visma.net."""
        name = collection or self._one_of([*VNF])
        record = self._any("vnf", name)
        if record is None:
            return None
        part = self._one_of(list(dict.fromkeys(one.path.partition(".")[0] for one in VNF[name])))
        chosen = [one for one in VNF[name] if one.path.partition(".")[0] == part]
        return self._change_in_vnf(name, record, self._one_of(chosen))

    def renumber(self) -> Edit | None:
        """Give a customer, item or project another number or code, on either side."""
        system, name = self._one_of([
            *(("severa", name) for name in ("customers", *ITEMS, "projects")),
            *(("vnf", name) for name in ("customer", "inventory")),
        ])  # fmt: skip
        record = self._any(system, name)
        if record is None:
            return None
        fields = SEVERA[name] if system == "severa" else VNF[name]
        chosen = next(one for one in fields if one.word in ("number", "code"))
        change = self._change if system == "severa" else self._change_in_vnf
        return change(name, record, chosen)

    def move_project(self) -> Edit | None:
        """Close or reopen a project, win or lose it, or give it to another customer."""
        record = self._any("severa", "projects")
        if record is None:
            return None
        owners = [{"guid": one["guid"]} for one in self._records("severa", "customers")]
        moves = [one for one in SEVERA["projects"] if one.word in ("status", "sale")]
        return self._change(
            "projects", record, self._one_of([*moves, Field("customer", "customer", st.sampled_from(owners))])
        )

    def use_address(self) -> Edit | None:
        """Make another address, or none, the headquarters of a customer."""
        one = self._any("severa", "addresses")
        if one is None:
            return None
        customer = next(row for row in self._records("severa", "customers") if row["guid"] == one["customer"]["guid"])
        chosen = Field("headquarters", "headquarterAddress", st.sampled_from([None, {"guid": one["guid"]}]))
        return self._change("customers", customer, chosen)

    # New records

    def create_in_severa(self) -> Edit | None:
        """Make a record in Severa, by its own rules."""
        kind = self._one_of([*SEVERA])
        payer, person = self._any("severa", "customers"), self._any("severa", "contacts")
        owner = {"guid": payer["guid"] if payer else ""}
        body: Document = {one.path: self.draw(one.values) for one in SEVERA[kind]}
        match kind:
            case "customers":
                return self._posted("customers", "/v1/customers", body | self._no_number())
            case "addresses":
                return self._posted("addresses", f"/v1/customers/{owner['guid']}/addresses", body)
            case "contacts":
                return self._posted("contacts", "/v1/contactpersons", body | {"customer": owner})
            case "communications":
                who = {"guid": person["guid"] if person else ""}
                method = {"guid": self._one_of([*METHODS.values()])}
                body |= {"contact": who, "communicationType": method}
                return self._posted("communications", "/v1/contactcommunications", body)
            case "projects":
                body |= {"customer": owner, "projectOwner": OWNER, "businessUnit": {"guid": UNIT}} | self._no_number()
                return self._posted("projects", "/v1/projects", body)
        if kind == "travel_expense_types":
            price = body["unitCost"] or {"amount": None, "currencyCode": "EUR"}
            body |= {"expenseClass": "OtherTravelExpense", "unitCost": price}
        return self._posted(kind, f"/v1/{ITEMS[kind]}", body)

    def create_in_vnf(self) -> Edit | None:
        """Make a record in Visma.net, by its own rules: a customer, a contact of one or of a supplier, an item."""
        numbers = [one["number"] for one in self.office.vnf.documents("customer")]
        kind = self._one_of(["customer", "contact", "inventory"])
        shown: Document = {}
        for one in VNF[kind]:
            if not one.path.startswith("delivery") and self.draw(BOOLS):
                set_at(shown, one.path, self.draw(one.values))
        match kind:
            case "customer":
                shown.pop("number", None)
                shown |= {"name": self.draw(FREE), "customerClassId": "DOMESTIC"}
                terms = shown.pop("creditTerms", None)
                shown |= {"creditTermsId": terms["id"]} if terms else {}
            case "contact":
                shown |= {"lastName": self.draw(FREE), "businessAccount": self._one_of([*numbers, SUPPLIER])}
            case _:
                kind_of_item = self._one_of([*ITEM_CLASSES])
                shown |= {"inventoryNumber": self.draw(CODES), "itemClass": ITEM_CLASSES[kind_of_item]}
        before = len(self.office.vnf.documents(kind))
        with self._calm():
            try:
                self._fin.request("POST", f"/v1/{kind}", json=_written(shown))
            except BridgeError:
                return None
        [made] = self.office.vnf.documents(kind)[before:]
        self.made.add(key_of(kind, made))
        return self._noted(Edit("vnf", kind, str(made[INTERNAL[kind]]), "", None, made, during=self.during))

    def remove_in_severa(self) -> Edit | None:
        """Delete a record in Severa. A customer with projects stays."""
        name = self._one_of([*SEVERA])
        record = self._any("severa", name)
        payers = [one["customer"]["guid"] for one in self._records("severa", "projects")]
        if record is None or record["guid"] in payers:
            return None
        self.office.severa.remove(name, record["guid"])
        return self._noted(Edit("severa", name, record["guid"], "", record, None, during=self.during))

    # How it is done

    def _one_of(self, choices: Sequence[T]) -> T:
        place: int = self.draw(st.integers(0, len(choices) - 1))
        return choices[place]

    def _no_number(self) -> Document:
        """Whether a new record brings a number is chosen; without one it gets the organisation's next."""
        return {} if self.draw(BOOLS) else {"number": None}

    def _records(self, system: str, name: str) -> list[Document]:
        """All that persons touch: not the organisation itself, not what stands for no project."""
        service = self.office.severa if system == "severa" else self.office.vnf
        kept_out = ("isInternal", "systemTemplate", "nonProject")
        return [
            one for one in service.documents(name) if not any(one.get(flag) for flag in kept_out) and not _ours(one)
        ]

    def _any(self, system: str, name: str) -> Document | None:
        records = self._records(system, name)
        return self._one_of(records) if records else None

    def _change(self, name: str, record: Document, chosen: Field) -> Edit | None:
        old, new = record[chosen.path], self.draw(chosen.values)
        if _same(old, new):
            return None
        try:
            self.office.severa.edit(name, record["guid"], **{chosen.path: new})
        except ValueError:
            return None
        return self._noted(Edit("severa", name, record["guid"], chosen.word, old, new, chosen.path, self.during))

    def _change_in_vnf(self, name: str, record: Document, chosen: Field) -> Edit | None:
        old, new = at(record, chosen.path), self.draw(chosen.values)
        if _same(old, new):
            return None
        set_at(record, chosen.path, new)
        top = chosen.path.partition(".")[0]
        try:
            self.office.vnf.edit(name, str(record[KEYS[name]]) if top != KEYS[name] else str(old), **{top: record[top]})
        except Refused:
            return None
        return self._noted(
            Edit("vnf", name, str(record[INTERNAL[name]]), chosen.word, old, new, chosen.path, self.during)
        )

    def _posted(self, name: str, path: str, body: Document) -> Edit | None:
        with self._calm():
            try:
                made = self._sev.request("POST", path, json=body)
            except BridgeError:
                return None
        self.made.add(made["guid"])
        return self._noted(Edit("severa", name, made["guid"], "", None, made, during=self.during))

    def _noted(self, edit: Edit) -> Edit:
        self.edits.append(edit)
        self.office.clock.advance(timedelta(seconds=1))
        return edit

    @contextmanager
    def _calm(self) -> Iterator[None]:
        """A person meets no fault, and is not counted."""
        services = (self.office.severa, self.office.vnf)
        before = [(one, one.faults, len(one.requests)) for one in services]
        for one in services:
            one.faults = Faults()
        try:
            yield
        finally:
            for one, faults, count in before:
                one.faults = faults
                del one.requests[count:]


def key_of(collection: str, record: Mapping[str, Any]) -> str:
    """What tells a record of Visma.net's from all others."""
    return f"{collection} {record[INTERNAL[collection]]}"


def _ours(record: Document) -> bool:
    """Whether it belongs to the organisation itself: an address, a colleague, a colleague's telephone."""
    owner = (record.get("customer") or {}).get("guid") == OURSELVES
    return owner or (record.get("contact") or {}).get("guid", "").startswith("colleague-")


def _same(old: Any, new: Any) -> bool:
    if isinstance(old, dict) and isinstance(new, dict):
        return all(old.get(name) == value for name, value in new.items())
    return bool(old == new) or (not old and not new and old is not False and new is not False)


def _written(shown: Document) -> Document:
    """What is shown, as it is written: each value wrapped, countries and counties by their ids."""
    body: Document = {}
    for name, value in shown.items():
        match name, value:
            case (("country" | "county"), {"id": code}):
                body[f"{name}Id"] = {"value": code}
            case _, dict():
                body[name] = {"value": _written(value)}
            case _, None:
                continue
            case _:
                body[name] = {"value": value}
    return body
