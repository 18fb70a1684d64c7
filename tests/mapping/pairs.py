"""A customer as both services hold it, and what the calls of a decision make of it."""

from __future__ import annotations

from typing import Any

from severa_vnf.mapping.customer_pairs import WholeCustomer
from severa_vnf.mapping.sides import Decision
from severa_vnf.severa import customers
from severa_vnf.severa.addresses import Address
from severa_vnf.severa.customers import Customer
from severa_vnf.vnf import customer as vnf
from severa_vnf.wire.call import Call
from severa_vnf.wire.decode import loads, structure
from tests.mapping.registers import CUSTOMER_IN_SEVERA, CUSTOMER_IN_VNF, KNOWN

SEVERA = {**CUSTOMER_IN_SEVERA, "number": 100}
PLACES = ("mainAddress", "invoiceAddress", "deliveryAddress")
_WORDS = {"countryId": "country", "county": "county", "currencyId": "", "creditTermsId": "creditTerms"}


class Both:
    """One customer on both sides, by their JSON. An address may be one with the main one in Visma.net."""

    def __init__(self, addresses: list[dict[str, Any]], places: dict[str, Any], **changes: Any) -> None:
        self.customer: dict[str, Any] = {**SEVERA, **changes.pop("severa", {})}
        self.addresses = [{"customer": {"guid": "c0"}, **one} for one in addresses]
        self.twin: dict[str, Any] = {**CUSTOMER_IN_VNF, **places, **changes}

    @property
    def whole(self) -> WholeCustomer:
        """As Severa shows it."""
        addresses = tuple(structure(one, Address) for one in self.addresses)
        return WholeCustomer(structure(self.customer, Customer), addresses)

    @property
    def vnf(self) -> vnf.Customer:
        """As Visma.net shows it."""
        return structure(self.twin, vnf.Customer)

    def write(self, decision: Decision) -> None:
        """What the services make of all that a decision writes."""
        for call in decision.to_vnf:
            assert (call.method, call.path) == ("PUT", "/v1/customer/internal/1")
            self._put({name: value["value"] for name, value in body(call).items()})
        if decision.patch:
            changes: Any = decision.patch
            self._patch(self.customer, body(customers.patch("c0", **changes)))
        for one in decision.to_severa:
            self._severa(one)

    def _put(self, update: dict[str, Any]) -> None:
        follows = {name for name in PLACES[1:] if self._follows(name)}
        for name, value in update.items():
            if name in PLACES:
                plain = {part: one["value"] for part, one in value.items()}
                named = {part: {"id": plain.pop(word)} for word, part in _WORDS.items() if word in plain}
                self.twin[name] = {**(self.twin.get(name) or {}), **plain, **named}
            elif name == "mainContact":
                self.twin[name] = {**self.twin[name], **{part: one["value"] for part, one in value.items()}}
            else:
                word = _WORDS.get(name, "")
                self.twin[word or name] = {"id": value} if word else value
        self.twin |= dict.fromkeys(follows, self.twin["mainAddress"])

    def _follows(self, name: str) -> bool:
        main, own = self.twin.get("mainAddress"), self.twin.get(name)
        return bool(main and own and "addressId" in main and main["addressId"] == own.get("addressId"))

    def _severa(self, call: Call[Any]) -> None:
        if call.method == "POST":
            assert call.path == "/v1/customers/c0/addresses"
            age = len(self.addresses)
            stamp = f"2027-01-01T00:00:{age:02}"
            self.addresses.append({"guid": f"new{age}", "createdDateTime": stamp, **body(call)})
        else:
            (one,) = (one for one in self.addresses if call.path == f"/v1/addresses/{one['guid']}")
            self._patch(one, body(call))

    def _patch(self, record: dict[str, Any], operations: list[dict[str, Any]]) -> None:
        for one in operations:
            name, *guid = one["path"].removeprefix("/").split("/")
            held = {"guid": one["value"], "code": KNOWN.currencies.codes.get(one["value"])}
            record[name] = held if guid else one["value"]


def body(call: Call[Any]) -> Any:
    """What a call sends."""
    assert call.body is not None
    return loads(call.body)


def address(guid: str, line: str | None, uses: str, **more: Any) -> dict[str, Any]:
    """An address of Severa's: `uses` names them by v (visits), b (billing) and p (post)."""
    marks = {"isVisitAddress": "v" in uses, "isBillingAddress": "b" in uses, "isPostalAddress": "p" in uses}
    made = {"createdDateTime": "2026-01-01T00:00:00"}
    return {"guid": guid, "addressline": line, "city": "Delft" if line else None, **marks, **made, **more}


def at(line: str | None, **more: Any) -> dict[str, Any]:
    """An address as Visma.net shows it."""
    return {"addressLine1": line, "city": "Delft" if line else None, **more}


def uses(both: Both) -> list[tuple[str | None, str]]:
    """Severa's addresses: the first line, and what each is for."""
    marks = {"v": "isVisitAddress", "b": "isBillingAddress", "p": "isPostalAddress"}
    return [
        (one.get("addressline"), "".join(letter for letter, mark in marks.items() if one.get(mark)))
        for one in both.addresses
    ]
