"""The tables beside the documentation's own, and beside the models."""

from __future__ import annotations

from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from severa_vnf.mapping import CREDIT_NOTE, INVOICE, INVOICE_LINE, Given
from severa_vnf.mapping.compiled import Step, compiled
from severa_vnf.mapping.header import Head
from severa_vnf.mapping.lines import Context
from severa_vnf.mapping.table import Row, Table, Trouble
from severa_vnf.severa.invoice_rows import InvoiceRow
from severa_vnf.severa.invoices import Invoice
from severa_vnf.severa.project_fees import ProjectFee
from severa_vnf.vnf.customer_credit_note import CustomerCreditNote
from severa_vnf.vnf.customer_invoice import CustomerInvoice
from severa_vnf.vnf.documents import Line
from severa_vnf.wire.model import parts
from severa_vnf.wire.unset import UNSET
from tests.mapping.decodable import decodable

HEADER = [
    ("customer number", "billingCustomer", "customerNumber"),
    ("customer number", "customer", "customerNumber"),
    ("customer name", "receiverCustomerName", "invoiceContact"),
    ("address", "receiverAddress", "billingAddress"),
    ("address: location", "location", "locationId"),
    ("customer's contact person", "receiverContactName", "invoiceContact"),
    ("customer's contact person", "receiverContactGuid", "contact"),
    ("invoice number", "number", "referenceNumber"),
    ("payment reference", "referenceNumber", "paymentReference"),
    ("invoice date", "date", "documentDate"),
    ("due date", "dueDate", "documentDueDate"),
    ("payment term", "paymentTerm", "creditTermsId"),
    ("our reference", "ourReference", "invoiceText"),
    ("seller's invoicing contact", "senderContactName", "invoiceText"),
    ("notes", "notes", "invoiceText"),
    ("free text above the rows", "freeText1", "invoiceText"),
    ("free text below the rows", "freeText2", "invoiceText"),
    ("your reference", "yourReference", "externalReference"),
    ("order number", "orderNumber", "customerRefNumber"),
    ("currency", "currency", "currencyId"),
    ("exchange rate", "currencyRate", "exchangeRate"),
    ("business unit", "projects", "branchNumber"),
    ("business unit", "invoiceNumberBusinessUnitGuid", "branchNumber"),
    ("projects", "projects", "project"),
    ("do not send to AutoInvoice", "", "sendToAutoInvoice"),
    ("attachment, invoice PDF", "attachments, invoice PDF", "attachment"),
    ("invoice rows", "invoice rows", "invoiceLines"),
]
LINES = [
    ("code of product, work type or travel expense", "code", "inventoryNumber"),
    ("description", "description", "description"),
    ("quantity", "quantity", "quantity"),
    ("unit price in base currency", "unit price in base currency", "unitPrice"),
    ("unit price in invoice currency", "unitPrice", "unitPriceInCurrency"),
    ("unit of measure", "measurementUnit", "uom"),
    ("business unit code", "business unit code", "branchNumber"),
    ("project task", "project task", "taskId"),
    ("projects", "project of the row", "project"),
]
ON_CREDIT_NOTES = {"billingAddress": "invoiceAddress", "invoiceLines": "lines"}
NOT_ON_CREDIT_NOTES = {"creditTermsId", "documentDueDate", "exchangeRate"}

TABLES: dict[str, tuple[Table[Any, Any], type]] = {
    "INVOICE": (INVOICE, CustomerInvoice),
    "CREDIT_NOTE": (CREDIT_NOTE, CustomerCreditNote),
    "INVOICE_LINE": (INVOICE_LINE, Line),
}
every_table = pytest.mark.parametrize(("table", "read"), TABLES.values(), ids=TABLES)


def on_the_wire(model: Any) -> dict[str, str]:
    """The fields of a model, and their names on the wire."""
    return {part.name: part.wire for part in parts(model)}


def found(table: Table[Any, Any], severa: str, vnf: str) -> Row:
    """The table's one row between these fields."""
    (row,) = (row for row in table.rows if (severa in row.severa or not severa) and row.vnf == vnf)
    return row


@pytest.mark.parametrize(("row", "severa", "vnf"), HEADER)
def test_header(row: str, severa: str, vnf: str) -> None:
    """Each row of the documentation's table of the invoice header is mapped, or left out with a reason."""
    assert row
    mapped = found(INVOICE, severa, vnf)
    assert mapped.why if mapped.arrow == "left_out" else mapped.target or mapped.arrow == "to_severa"


@pytest.mark.parametrize(("row", "severa", "vnf"), HEADER)
def test_credit_note(row: str, severa: str, vnf: str) -> None:
    """A credit note has the same rows under its own names; what it lacks is left out with a reason."""
    assert row
    mapped = found(CREDIT_NOTE, severa, ON_CREDIT_NOTES.get(vnf, vnf))
    assert mapped.arrow == ("left_out" if vnf in NOT_ON_CREDIT_NOTES else found(INVOICE, severa, vnf).arrow)


@pytest.mark.parametrize(("row", "severa", "vnf"), LINES)
def test_lines(row: str, severa: str, vnf: str) -> None:
    """Each row of the documentation's table of the invoice lines is mapped, or left out with a reason."""
    assert row
    mapped = found(INVOICE_LINE, severa, vnf)
    assert mapped.why if mapped.arrow == "left_out" else mapped.target


@every_table
def test_no_field_forgotten(table: Table[Any, Any], read: type) -> None:
    """Every field that is read from Severa stands in a row."""
    told = {name for row in table.rows for name in row.severa}
    assert set(on_the_wire(table.source).values()) <= told


@every_table
def test_targets(table: Table[Any, Any], read: type) -> None:
    """Every field that is written exists and is written once, under its name on the wire."""
    written = [row for row in table.rows if row.make]
    wire = on_the_wire(table.target)
    assert [wire[row.target] for row in written] == [row.vnf for row in written]
    assert len({row.target for row in written}) == len(written)


@every_table
def test_coming_back(table: Table[Any, Any], read: type) -> None:
    """Every field that comes back is read on both sides."""
    back = [row for row in table.rows if row.arrow == "to_severa"]
    assert {row.vnf for row in back} <= set(on_the_wire(read).values())
    assert {name for row in back for name in row.severa} <= set(on_the_wire(table.source).values())


@every_table
def test_reasons(table: Table[Any, Any], read: type) -> None:
    """What does not simply cross has a reason."""
    assert all(row.why for row in table.rows if row.arrow != "to_vnf")


def walked(table: Table[Any, Any], record: Any, given: Any) -> tuple[Any, list[Trouble]]:
    """The table read row by row."""
    made = {row.target: row.make(record, given) for row in table.rows if row.make}
    troubles = [value for value in made.values() if isinstance(value, Trouble)]
    kept = {name: UNSET if isinstance(value, Trouble) else value for name, value in made.items()}
    return table.target(**kept), troubles


@given(decodable(Invoice))
@settings(max_examples=50)
def test_compiled_headers(invoice: Invoice) -> None:
    """The function written out of a table does what its rows say."""
    for table in (INVOICE, CREDIT_NOTE):
        assert table.map(invoice, Head(Given())) == walked(table, invoice, Head(Given()))


@given(decodable(InvoiceRow), st.sampled_from([1, -1]))
@settings(max_examples=50)
def test_compiled_lines(row: InvoiceRow, sign: int) -> None:
    """So does the one for lines."""
    context = Context(Given(), sign=sign, currency="EUR")
    assert INVOICE_LINE.map(row, context) == walked(INVOICE_LINE, row, context)


def test_twin() -> None:
    """A twin is a table of its own: the original keeps its names."""
    assert {"billing_address", "invoice_lines"} <= {row.target for row in INVOICE.rows}
    assert CREDIT_NOTE.source is INVOICE.source
    assert attrs.fields_dict(CREDIT_NOTE.target).keys() >= {row.target for row in CREDIT_NOTE.rows if row.target}


def test_a_model_that_a_table_makes_is_whole() -> None:
    """It has what every model has: nothing that a service would have sent beside it, and that its own."""
    make = compiled(ProjectFee, [Step("description", lambda record, given: record)], Trouble)
    one, other = make("one", None)[0], make("other", None)[0]
    assert (one.description, one.extra, other.extra) == ("one", {}, {})
    assert one.extra is not other.extra
