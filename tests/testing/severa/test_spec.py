"""The simulator's answers held against the service's official description, which stands beside the repository."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from severa_vnf.testing.exchange import loads
from severa_vnf.testing.severa.listings import LISTINGS
from severa_vnf.testing.severa.resources import RESOURCES, SINGLES
from tests.testing.severa.caller import CUSTOMER, PAID, PROJECT, Caller, exact, invoice, simulator

TYPES: dict[str, Any] = {
    "string": str,
    "boolean": bool,
    "integer": int,
    "number": int | Decimal,
    "array": list,
    "object": dict,
}
FORMATS: dict[str, Any] = {
    "date": date.fromisoformat,
    "date-time": lambda text: datetime.fromisoformat(text).utcoffset().total_seconds,
}
NEW = {"customers": "CustomerModel", "addresses": "AddressModel", "contacts": "ContactModel",
"communications": "ContactCommunicationModel",
       "communication_types": "CommunicationTypeModel", "products": "ProductInputModel",
       "work_types": "WorkTypeInputModel",
       "travel_expense_types": "TravelExpenseTypeInputModel", "product_categories": "ProductCategoryModel",
       "projects": "ProjectInputModelBase",
       "sales_status_types": "SalesStatusTypeInputModel", "invoice_statuses": "InvoiceStatusModel",
       "project_fees": "ProjectFeeInputModel",
       "vat_rates": "VatRateInputModel", "cost_centers": "CostCenterModel", "custom_properties": "CustomPropertyModel",
       "custom_values": "CustomerCustomValueModel",
       "selection_items": "CustomerCustomPropertySelectionItemInputModel"}  # fmt: skip


@pytest.fixture(scope="module")
def spec(shared: Path) -> Any:
    """The official description of the API."""
    return loads((shared / "specs" / "severa.json").read_bytes())


def wrong(spec: Any, schema: Any, value: Any, at: str = "") -> Iterator[str]:
    """Where a value breaks its schema."""
    nullable = schema.get("nullable", False)
    if "$ref" in schema:
        schema = spec["components"]["schemas"][schema["$ref"].split("/")[-1]]
    if value is None:
        if not nullable:
            yield f"{at} is null"
        return
    if not isinstance(value, TYPES[schema["type"]]) or (isinstance(value, bool) and schema["type"] != "boolean"):
        yield f"{at} is no {schema['type']}: {value!r}"
    elif isinstance(value, dict):
        for name in set(schema.get("required", ())) - value.keys():
            yield f"{at}.{name} is missing"
        for name, part in value.items():
            if name in schema.get("properties", {}):
                yield from wrong(spec, schema["properties"][name], part, f"{at}.{name}")
            elif name != "organizationUnitNumber":
                yield f"{at}.{name} is not known"
    elif isinstance(value, list):
        for entry in value:
            yield from wrong(spec, schema["items"], entry, f"{at}[]")
    elif "enum" in schema and value not in schema["enum"]:
        yield f"{at} is no {schema['enum']}: {value!r}"
    elif isinstance(value, str) and len(value) < schema.get("minLength", 0):
        yield f"{at} is empty"
    elif schema.get("format") in FORMATS:
        FORMATS[schema["format"]](value)
    elif schema.get("format") == "int32" and not -(2**31) <= value < 2**31:
        yield f"{at} is no int32"


TOY: dict[str, Any] = {
    "components": {"schemas": {"Kind": {"type": "string", "enum": ["A"]}}},
    "properties": {
        "text": {"type": "string", "minLength": 1},
        "kind": {"$ref": "#/components/schemas/Kind", "nullable": True},
        "days": {"type": "array", "items": {"type": "string", "format": "date"}},
        "count": {"type": "integer", "format": "int32"},
    },
}


@pytest.mark.parametrize(
    "value",
    [
        None,
        {},
        {"text": None},
        {"text": 1},
        {"text": ""},
        {"text": "a", "more": 1},
        {"text": "a", "kind": "B"},
        {"text": "a", "count": 2**31},
        {"text": "a", "count": True},
    ],
    ids=repr,
)
def test_the_judge_finds_what_is_wrong(value: Any) -> None:
    """The check of these tests finds nulls, missing, unknown and empty fields, wrong types, words and ranges."""
    schema = {"type": "object", "required": ["text"], "properties": TOY["properties"]}
    assert len(list(wrong(TOY, schema, value))) == 1


def test_the_judge_passes_what_is_right() -> None:
    """The check of these tests passes a value that is as described, and stops at a date that is none."""
    schema = {"type": "object", "properties": TOY["properties"]}
    assert list(wrong(TOY, schema, {"text": "a", "kind": None, "days": ["2026-10-30"], "count": 1})) == []
    with pytest.raises(ValueError, match="soon"):
        list(wrong(TOY, schema, {"days": ["soon"]}))


def answered(spec: Any, path: str, method: str = "get", code: str = "200") -> Any:
    """The schema of an operation's answer."""
    return spec["paths"][f"/v1/{path}"][method]["responses"][code]["content"]["application/json"]["schema"]


def documented(spec: Any, path: str) -> str:
    """The path as the description spells it, whatever it calls its guids."""
    pattern = re.compile("/v1/" + path.replace("{}", r"\{\w*guid\}"), re.IGNORECASE)
    return next(known.removeprefix("/v1/") for known in spec["paths"] if pattern.fullmatch(known))


def everything() -> Any:
    """A simulator that holds one bare record of each collection, and what they refer to."""
    sim = simulator(addons=["customproperties", "vismafinancials"])
    for collection in RESOURCES:
        sim.load(collection, [{"guid": "x"}])
    invoice(sim, PAID, "full", number=7, projects=[{"guid": PROJECT}], billingCustomer={"guid": CUSTOMER})
    named = {"customer": {"guid": CUSTOMER}}
    sim.load(
        "projects",
        [
            {
                "guid": "rich",
                "salesStatus": {"salesStatusTypeGuid": "x"},
                "businessUnit": {"guid": "x"},
                "currency": {"guid": "eur"},
                **named,
            }
        ],
    )
    sim.load(
        "addresses", [{"guid": "home", "country": {"guid": "x"}, "contacts": [{"guid": "x", "name": "X"}], **named}]
    )
    sim.load("customers", [{"guid": "rich", "headquarterAddress": {"guid": "home"}, "invoicingVat": {"guid": "x"}}])
    sim.load("contacts", [{"guid": "rich", "salutation": "Ms.", **named}])
    sim.load("communications", [{"contact": {"guid": "rich"}, "communicationType": {"guid": "x"}, "value": "1"}])
    sim.load(
        "project_fees",
        [
            {
                "guid": "rich",
                "project": {"guid": PROJECT},
                "product": {"guid": "x"},
                "invoice": {"guid": "full"},
                "invoiceRowGuid": "full-row-1",
                "unitCost": {"amount": 1, "currencyCode": "EUR"},
                **named,
            }
        ],
    )
    sim.load("custom_values", [{"customProperty": {"guid": "x"}, "customerGuid": CUSTOMER, "value": "1"}])
    sim.load("selection_items", [{"customerCustomProperty": {"guid": "x"}, "name": "1"}])
    sim.load("country_regions", [{"countryGuid": "x", "timezone": {"guid": "t", "name": "CET"}}])
    sim.load("organization", [{"currency": {"guid": "eur"}, "activeCompanies": [{"guid": "1", "name": "Main"}]}])
    sim.attach("full", "a.pdf", b"1")
    return sim  # fmt: skip


OWNERS = {
    "countries": "x",
    "customers": CUSTOMER,
    "contacts": "rich",
    "projects": PROJECT,
    "invoices": "full",
    "invoice_rows": "full-row-1",
    "custom_properties": "x",
}


@pytest.mark.parametrize("listing", LISTINGS, ids=lambda each: each.path)
def test_a_list_answers_as_described(spec: Any, listing: Any) -> None:
    """Each list, bare and filled records alike, answers what the official description says, at a path that it has."""
    rows = exact(Caller(everything()).get(listing.path.replace("{}", OWNERS.get(listing.owner, ""))))
    assert rows or listing.path in ("salescases", "contactpersons/{}/addresses", "projects/{}/files")
    assert list(wrong(spec, answered(spec, documented(spec, listing.path)), rows)) == []


@pytest.mark.parametrize("resource", [each for each in RESOURCES.values() if each.item], ids=lambda each: each.path)
def test_an_item_answers_as_described(spec: Any, resource: Any) -> None:
    """Each record that can be read alone answers what the official description says."""
    shown = exact(Caller(everything()).get(f"{resource.path}/x"))
    assert list(wrong(spec, answered(spec, documented(spec, f"{resource.path}/{{}}")), shown)) == []


@pytest.mark.parametrize("single", SINGLES.values(), ids=lambda each: each.path)
def test_what_there_is_one_of_answers_as_described(spec: Any, single: Any) -> None:
    """The organisation's own three answers are as the official description says."""
    assert list(wrong(spec, answered(spec, single.path), exact(Caller(everything()).get(single.path)))) == []


@pytest.mark.parametrize("collection", NEW)
def test_what_may_be_written_is_what_is_described(spec: Any, collection: str) -> None:
    """The fields that a POST takes, and those that it must have, are those of the official description."""
    schema = spec["components"]["schemas"][NEW[collection]]
    parts = RESOURCES[collection].shape.parts
    known = {name for name, part in schema["properties"].items() if not part.get("readOnly")}
    ours = {name for name, part in parts.items() if not part.fixed} - {"organizationUnitNumber"}
    assert ours ^ known <= {"useWorktypesFromSetting"}
    assert {name for name in ours if parts[name].required} == set(schema.get("required", ()))


@pytest.mark.parametrize("resource", RESOURCES.values(), ids=lambda each: each.path)
def test_the_verbs_are_those_described(spec: Any, resource: Any) -> None:
    """Each resource has the verbs of the official description, and answers with an array where that says so."""
    for verb in sorted(resource.verbs):
        path = (resource.post_path or resource.path) if verb == "POST" else f"{resource.path}/{{}}"
        operation = spec["paths"]["/v1/" + documented(spec, path)][verb.lower()]
        if verb != "DELETE":
            schema = answered(spec, documented(spec, path), verb.lower(), "201" if verb == "POST" else "200")
            assert (schema.get("type") == "array") == (verb in resource.arrays)
        scope = f"{resource.area}:{'delete' if verb == 'DELETE' else 'write'}"
        assert [each["OAuth2"] for each in operation["security"]] == [[scope]]


@pytest.mark.parametrize("listing", LISTINGS, ids=lambda each: each.path)
def test_the_parameters_are_those_described(spec: Any, listing: Any) -> None:
    """Each parameter of a list is in the official description, apart from those that came later; so is its paging."""
    operation = spec["paths"]["/v1/" + documented(spec, listing.path)]["get"]
    known = (
        {parameter["name"] for parameter in operation["parameters"] if parameter["in"] == "query"}
        if "parameters" in operation
        else set()
    )
    assert {each.name for each in listing.filters if each.spec == "2023"} <= known
    assert (listing.paging.value in known) == bool(listing.paging.value)
    assert [each["OAuth2"] for each in operation["security"]] == [
        [f"{listing.area or RESOURCES[listing.collection].area}:read"]
    ]


def test_an_error_is_as_described(spec: Any) -> None:
    """A refusal has the nested shape of the official description."""
    answer = Caller(simulator()).get("customers", unknown=1)
    assert list(wrong(spec, {"$ref": "#/components/schemas/ExceptionModel"}, answer.json())) == []


def test_a_token_is_as_described(spec: Any) -> None:
    """A token answer has the shape of the official description."""
    ask = Caller(simulator())
    given = ask.post("token", {"client_id": "id", "client_secret": "secret"}).json()
    assert list(wrong(spec, answered(spec, "token", "post"), given)) == []
