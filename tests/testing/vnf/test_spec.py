"""The tables against the official description, and the answers too."""

from __future__ import annotations

import re
from typing import Any

import pytest

from severa_vnf.testing.vnf.lookups import RESOURCES
from severa_vnf.testing.vnf.resource import Paging, Resource
from tests.testing.vnf.office import Office, wrapped
from tests.testing.vnf.schema import Schemas, differences

BODIES = {
    "customer": "CustomerUpdateDto",
    "contact": "ContactUpdateDto",
    "supplier": "SupplierUpdateDto",
    "inventory": "InventoryUpdateDto",
    "project": "ProjectUpdateDto",
    "project_task": "ProjectTaskUpdateDto",
    "customer_invoice": "CustomerInvoiceUpdateDto",
    "customer_credit_note": "CustomerCreditNoteUpdateDto",
    "customer_payment": "PaymentUpdateDto",
    "supplier_invoice": "SupplierInvoiceUpdateDto",
    "cash_transaction": "CashTransactionUpdateDto",
    "journal_transaction": "JournalTransactionUpdateDto",
    "project_transaction": "ProjectTransactionDocumentUpdateDto",
    "attachment": "AttachmentMetadataUpdateDto",
}


@pytest.mark.parametrize(("name", "schema"), BODIES.items())
def test_written_fields(spec: dict[str, Any], name: str, schema: str) -> None:
    """The fields that may be written, what they hold and how they are wrapped are those of the description."""
    described = {"$ref": f"#/components/schemas/{schema}"}
    assert list(differences(Schemas(spec), RESOURCES[name].shape, described, name)) == []


@pytest.mark.parametrize("resource", RESOURCES.values(), ids=list(RESOURCES))
def test_query_parameters(spec: dict[str, Any], resource: Resource) -> None:
    """Every filter and expand parameter of the tables is one that the description has."""
    operation = _operation(spec, f"/controller/api/{resource.version}/{resource.path}") or {"parameters": []}
    known = {parameter["name"] for parameter in operation["parameters"] if parameter["in"] == "query"}
    if not known:
        known = _single_parameters(spec, resource)
    assert set(resource.filters) | set(resource.expand) <= known
    assert (resource.paging is not Paging.NONE) == ("pageNumber" in known)


def _single_parameters(spec: dict[str, Any], resource: Resource) -> set[str]:
    for path, operations in spec["paths"].items():
        if re.fullmatch(rf"/controller/api/{resource.version}/{resource.path}/\{{\w+\}}", path, re.IGNORECASE):
            return {parameter["name"] for parameter in operations["get"].get("parameters", ())}
    return set()


def _operation(spec: dict[str, Any], path: str) -> dict[str, Any] | None:
    operation: dict[str, Any] | None = spec["paths"].get(path, {}).get("get")
    return operation


@pytest.fixture
def busy() -> Office:
    """An office in which every collection holds something."""
    office = Office()
    made = [
        office.post("/v1/contact", **wrapped(lastName="Jansen", businessAccount="10000")),
        office.invoice(),
        office.invoice(hold=True, project="P1"),
        office.credit_note(),
        office.post("/v1/customerPayment", **wrapped(customer="10000", paymentAmount=5)),
        office.post(
            "/v1/supplierInvoice",
            **wrapped(supplierNumber="50000"),
            invoiceLines=[{"operation": "Insert", **wrapped(transactionDescription="Paper", costInCurrency=10)}],
        ),
        office.post(
            "/v2/journaltransaction",
            journalTransactionLines=[
                {"operation": "Insert", **wrapped(accountNumber="4000", debitAmountInCurrency=10)},
                {"operation": "Insert", **wrapped(accountNumber="1920", creditAmountInCurrency=10)},
            ],
        ),
        office.post(
            "/v1/cashTransaction",
            cashTransactionDetails=[{"operation": "Insert", **wrapped(amount=10, project="P1", projectTask="10")}],
        ),
        office.post("/v1/projecttransaction", lines=[{"operation": "Insert", **wrapped(project="P1", amount=3)}]),
    ]
    assert [reply.status_code for reply in made] == [201] * len(made), [reply.text for reply in made]
    office.sim.release("100001")
    office.sim.pay("100001", 10)
    office.sim.attach("customer_invoice", "100001", "a.pdf", b"%PDF")
    office.sim.load("subaccount", [{"subaccountNumber": "1", "description": "Department"}])
    return office


QUERIES = {
    "journal_transaction": {"periodId": "202610"},
    "project_transaction": {"fromPeriod": "202601", "toPeriod": "202612"},
}


@pytest.mark.parametrize("name", [name for name in RESOURCES if name not in ("background", "attachment")])
def test_answers(spec: dict[str, Any], busy: Office, name: str) -> None:
    """Every list and every single answer fits the description."""
    resource, schemas = RESOURCES[name], Schemas(spec)
    path = f"/{resource.version}/{resource.path}"
    query = QUERIES.get(name, {}) | ({"pageSize": 1000} if resource.paging is not Paging.NONE else {})
    rows = busy.get(path, **query, **dict.fromkeys(resource.expand if name != "dimension" else (), "true"))
    assert rows
    operation = _operation(spec, f"/controller/api{path}")
    assert operation
    assert list(schemas.faults(rows, schemas.answer(operation))) == []
    for row in rows["records"] if isinstance(rows, dict) else rows:
        key = row if isinstance(row, str) else row[resource.key[-1]]
        single = _single(spec, resource)
        if single:
            assert list(schemas.faults(busy.get(f"{path}/{key}"), schemas.answer(single))) == []


def _single(spec: dict[str, Any], resource: Resource) -> dict[str, Any] | None:
    if resource.name == "customer_document":
        return None
    for path, operations in spec["paths"].items():
        if re.fullmatch(rf"/controller/api/{resource.version}/{resource.path}/\{{\w+\}}", path, re.IGNORECASE):
            return operations.get("get")
    return None
