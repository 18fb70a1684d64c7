"""A small company whose services can be poisoned: its world, what its people do, and what both services hold."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import timedelta
from decimal import Decimal
from typing import Any

from attrs import define, evolve, field, frozen

from severa_vnf import Bridge
from severa_vnf.ports import Observer
from severa_vnf.send import SyncSender
from severa_vnf.testing.exchange import Request
from severa_vnf.testing.service import Service
from severa_vnf.testing.worlds import World
from severa_vnf.testing.worlds.books import guid_of
from severa_vnf.wire.account import Outgoing
from severa_vnf.wire.call import Reply
from tests.flows.office import Office, few
from tests.year.host import SETTINGS

PLACES = (0, 2, 3, 5, 7, 10)
"""Documents of the demo world, each of another customer."""
SUPPLIER = {"number": "50000", "name": "Staal & Co"}
GUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@frozen
class Direct:
    """The way to a service without httpx between: its answers are the same, and come sooner."""

    service: Service
    longest: float = 30.0

    def send(self, out: Outgoing) -> Reply:
        """The service's answer."""
        target = out.url.partition("://")[2]
        asked = Request.to(out.method, target[target.index("/") :], out.headers, out.body or b"")
        reply = self.service.handle(asked)
        return Reply(reply.status, {name.lower(): value for name, value in reply.headers.items()}, reply.body)

    def close(self) -> None:
        """There is nothing to close."""


@frozen
class Shape:
    """A world: which documents it has, whether it has been in use for a while, and what people do before the poison."""

    seed: int
    places: tuple[int, ...]
    settled: bool
    deeds: tuple[str, ...]


@define
class Company(Office):
    """An office whose clients go through `ways`, where there are any."""

    ways: Mapping[str, Service] = field(factory=dict)

    def bridge(self, observer: Observer | None = None, host: str | None = None) -> Bridge:
        """A bridge in a fresh process."""
        senders = [
            SyncSender(Direct(self.ways.get(service.name, service)), client.account, client._pace, None, 5, self.clock)
            for client, service in zip(self.clients(), (self.severa, self.vnf), strict=True)
        ]
        return Bridge(*senders, store=self.store, settings=self.settings, tenant="acme", observer=observer, host=host)

    def bill(self, cost: int, number: str = "700001") -> None:
        """A purchase for the first project is booked, or stands at another cost."""
        project = {"id": str(self.world.severa["projects"][0]["number"])}
        line = {"lineNumber": 1, "transactionDescription": "Steel", "cost": Decimal(cost), "project": project}
        head = {"documentType": "Invoice", "status": "Open", "supplier": SUPPLIER, "date": "2026-10-30T00:00:00"}
        self.vnf.load("supplier_invoice", [{**head, "referenceNumber": number, "invoiceLines": [line]}])

    def later(self, **span: float) -> None:
        """Some time goes by."""
        self.clock.advance(timedelta(**span))


def shape_of(seed: int) -> Shape:
    """Draw one."""
    draw = random.Random(f"shape {seed}")
    settled = draw.random() < 0.7
    places = tuple(sorted(draw.sample(PLACES, draw.randint(1, 3))))
    deeds = [name for name in DEEDS if settled or name not in NEED_HISTORY]
    return Shape(seed, places, settled, tuple(draw.sample(deeds, draw.randint(1, 4))))


def founded(shape: Shape) -> Company:
    """The company at the moment from which its answers are poisoned."""
    company = Company(_trimmed(few(*shape.places)), SETTINGS)
    company.vnf.load("supplier", [{**SUPPLIER, "status": "Active"}])
    company.bill(100)
    bridge = company.bridge()
    if shape.settled:
        bridge.sync()
        company.later(days=3)  # what did not change since is not read again
        bridge.sync()
        company.later(hours=1)
    for deed in shape.deeds:
        DEEDS[deed](company)
    company.later(minutes=5)
    return company


def _trimmed(world: World) -> World:
    """Without customers, projects and items that no invoice names."""
    invoices = world.severa["invoices"]
    payers = {one["customer"]["guid"] for one in invoices}
    severa = {
        **world.severa,
        "customers": [one for one in world.severa["customers"] if one["guid"] in payers],
        "addresses": [one for one in world.severa["addresses"] if one["customer"]["guid"] in payers],
        "projects": [one for one in world.severa["projects"] if one["customer"]["guid"] in payers],
    }
    numbers = {str(one["number"]) for one in severa["customers"]}
    vnf = {
        **world.vnf,
        "customer": [one for one in world.vnf["customer"] if one["number"] in numbers],
        "project": [
            one for one in world.vnf["project"] if (one.get("customer") or {}).get("number", "") in ("", *numbers)
        ],
        "financial_period": [one for one in world.vnf["financial_period"] if "2026" in str(one)],
    }
    return evolve(world, severa=severa, vnf=vnf)


# What people do


def _customer(company: Company) -> dict[str, Any]:
    return company.severa.documents("customers")[0]


def _renamed_here(company: Company) -> None:
    company.severa.edit("customers", _customer(company)["guid"], name="Ruigoord", email="new@ruigoord.example")


def _renamed_there(company: Company) -> None:
    one = company.vnf.documents("customer")[-1]
    company.vnf.edit("customer", one["number"], vatRegistrationId="NL999999999B01", creditTerms={"id": "14"})


def _address_moved(company: Company) -> None:
    address = company.severa.documents("addresses")[0]
    company.severa.edit("addresses", address["guid"], addressline="Kade 1", city="Delft")


def _customer_new_here(company: Company) -> None:
    own = {"customer": {"guid": guid_of("new customer")}}
    company.severa.load("customers", [{"guid": guid_of("new customer"), "name": "Nieuwland B.V.", "isActive": True}])
    country = {"guid": company.severa.documents("countries")[0]["guid"]}
    street = {"addressline": "Kade 1", "postalCode": "1000 AA", "city": "Delft", "country": country}
    company.severa.load("addresses", [{**own, **street, "isBillingAddress": True, "guid": guid_of("new address")}])
    company.severa.load("contacts", [{**own, "firstName": "A.", "lastName": "Nieuw", "guid": guid_of("new contact")}])


def _customer_new_there(company: Company) -> None:
    one = {"number": "30001", "name": "Elders N.V.", "status": "Active", "currencyId": "EUR"}
    more = {"customerClass": {"id": "DOMESTIC"}, "creditTerms": {"id": "30"}, "mainAddress": {"city": "Breda"}}
    company.vnf.load("customer", [{**one, **more}])


def _item_new_here(company: Company) -> None:
    one = {"name": "Nieuw werk", "code": "NIEUW", "isActive": True, "guid": guid_of("new item")}
    company.severa.load("work_types", [one])


def _item_new_there(company: Company) -> None:
    item = {**company.vnf.documents("inventory")[0], "inventoryNumber": "VNF-ITEM", "description": "Made elsewhere"}
    company.vnf.load("inventory", [{name: value for name, value in item.items() if name != "inventoryId"}])


def _item_renamed(company: Company) -> None:
    one = company.severa.documents("products")[0]
    company.severa.edit("products", one["guid"], name="Workshop", unitPrice={"amount": Decimal("1900.50")})


def _project_new(company: Company) -> None:
    own = {
        "customer": {"guid": _customer(company)["guid"]},
        "businessUnit": company.world.severa["projects"][0]["businessUnit"],
    }
    one = {"name": "Nieuw project", "number": 1999, "startDate": "2026-10-01", "guid": guid_of("new project")}
    company.severa.load("projects", [{**own, **one}])


def _project_renamed(company: Company) -> None:
    one = company.severa.documents("projects")[0]
    company.severa.edit("projects", one["guid"], name="Loket 2")


def _bought(company: Company) -> None:
    company.bill(70, "700002")


def _bought_dearer(company: Company) -> None:
    line = company.vnf.documents("supplier_invoice")[0]["invoiceLines"][0]
    company.vnf.edit("supplier_invoice", "Invoice/700001", invoiceLines=[{**line, "cost": Decimal(150)}])


def _sent_and_paid(company: Company) -> None:
    company.move(0, "Verzonden")
    number = str(company.invoice(0)["number"])
    company.vnf.release(number)
    company.vnf.pay(number, company.invoice(0)["totalIncludingTax"]["amount"])


def _sent(company: Company) -> None:
    company.move(0, "Verzonden")


def _credited(company: Company) -> None:
    company.move(0, "Verzonden")
    company.severa.reimburse(company.guid(0))


Deed = Callable[[Company], None]
DEEDS: Mapping[str, Deed] = {
    "customer renamed in Severa": _renamed_here,
    "customer changed in Visma.net": _renamed_there,
    "address moved": _address_moved,
    "new customer in Severa": _customer_new_here,
    "new customer in Visma.net": _customer_new_there,
    "new item in Severa": _item_new_here,
    "new item in Visma.net": _item_new_there,
    "item renamed": _item_renamed,
    "new project": _project_new,
    "project renamed": _project_renamed,
    "bought": _bought,
    "bought dearer": _bought_dearer,
    "sent and paid": _sent_and_paid,
    "sent": _sent,
    "credited": _credited,
}
NEED_HISTORY = ("bought dearer", "sent and paid", "sent", "credited")

# What both services hold

SEVERA = (
    *("customers", "contacts", "communications", "products", "work_types", "travel_expense_types"),
    *("projects", "invoices", "project_files", "invoice_files"),
)
PLACE = ("addressline", "postalCode", "city")
USES = ("isBillingAddress", "isPostalAddress", "isVisitAddress")
VNF = (
    *("customer", "contact", "inventory", "project", "project_task", "customer_invoice", "customer_credit_note"),
    *("customer_payment", "supplier_invoice"),
)
DRAWN = frozenset(
    {
        *("createdDateTime", "lastUpdatedDateTime", "lastModifiedDateTime", "internalId", "internalID", "inventoryId"),
        *("contactId", "addressId", "publicId", "recordId", "projectInternalId", "customerInternalId", "timestamp"),
        *("eventDateTime", "batchNumber", "paymentReference", "creditTerms.description"),
        "headquarterAddress.guid",
    }
)
"""What a service gives by itself, by a sequence or its clock."""


def held(company: Company) -> list[str]:
    """A line for each value that both services hold and that no sequence or clock gave, and for each open problem.

    Addresses count by what they are used for, and fees by their sum: one that was truthfully told of twice, or of
    another amount for a while, is made good by more of them.
    """
    names = _names(company)
    lines = [*_addresses(company), *_fees(company)]
    for service, collections in ((company.severa, SEVERA), (company.vnf, VNF)):
        for collection in collections:
            for one in service.documents(collection):
                label = _label(one, names)
                lines += [f"{service.name} {collection} {label}{line}" for line in _lines(one, names)]
    entries = company.bridge().problems()
    lines += [f"problem {one.stream} {_known(one.record, names)}: {one.cause.code}" for one in entries]
    return sorted(lines)


def _addresses(company: Company) -> set[str]:
    """What a customer's addresses are for, and what they say."""
    own = [
        (one["customer"]["guid"], use, [(one["country"] or {}).get("guid"), *(one[name] for name in PLACE)])
        for one in company.severa.documents("addresses")
        for use in USES
        if one[use]
    ]
    names = {one["guid"]: one["name"] for one in company.severa.documents("customers")}
    return {f"severa addresses of {names[customer]} {use}: {says}" for customer, use, says in own}


def _fees(company: Company) -> Iterator[str]:
    """What the fees of a project cost, and what they are sold for."""
    fees = company.severa.documents("project_fees")
    for guid in {one["project"]["guid"] for one in fees}:
        for name in ("unitCost", "unitPrice"):
            of_it = [one for one in fees if one["project"]["guid"] == guid and one[name]]
            yield f"severa project_fees of {guid} {name}: {sum(one[name]['amount'] * one['quantity'] for one in of_it)}"


def _names(company: Company) -> dict[str, str]:
    """What to call guids and numbers that a sequence gave: by the record that they are of."""
    known = {guid for _, rows in company.world.severa.items() for row in rows for guid in GUID.findall(str(row))}
    names = {guid_of(what): what for what in ("new customer", "new address", "new contact", "new item", "new project")}
    for collection in SEVERA:
        for one in company.severa.documents(collection):
            if one["guid"] not in known and one["guid"] not in names:
                names[one["guid"]] = f"<{collection}>"
    for one in company.severa.documents("invoices"):
        names[str(one["referenceNumber"])] = "<reference>"
    for collection in ("customer_invoice", "customer_credit_note"):
        for one in company.vnf.documents(collection):
            mark = GUID.search(str(one["note"]))
            names[one["referenceNumber"]] = f"<document of {names.get(mark[0], mark[0]) if mark else 'nobody'}>"
    numbers = {"30001", *(str(one["number"]) for one in company.world.vnf["customer"])}
    for one in company.vnf.documents("customer"):
        if one["number"] not in numbers:
            names[one["number"]] = f"<number of {one['name']}>"
    return names


def _known(value: Any, names: Mapping[str, str]) -> str:
    text = str(value)
    return names.get(text) or GUID.sub(lambda found: names.get(found[0], found[0]), text)


def _label(one: Mapping[str, Any], names: Mapping[str, str]) -> str:
    keys = ("guid", "referenceNumber", "refNbr", "inventoryNumber", "number", "projectID", "lastName")
    return next((_known(one[key], names) for key in keys if one.get(key)), "")


def _lines(value: Any, names: Mapping[str, str], path: str = "") -> Iterator[str]:
    if isinstance(value, dict):
        for key, part in value.items():
            if DRAWN.isdisjoint((key, f"{path.rpartition('.')[2]}.{key}")):
                yield from _lines(part, names, f"{path}.{key}")
    elif isinstance(value, list):
        for part in value:
            yield from _lines(part, names, f"{path}[]")
    elif value not in (None, ""):
        yield f"{path} = {_known(value, names)}"


def apart(these: Sequence[str], those: Sequence[str]) -> Iterable[str]:
    """Lines that one of the two has more often than the other."""
    mine, others = Counter(these), Counter(those)
    yield from (f"poisoned: {line}"[:400] for line in sorted((mine - others).elements()))
    yield from (f"clean:    {line}"[:400] for line in sorted((others - mine).elements()))
