"""Lists: pages, filters, stamps."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from severa_vnf.testing.faults import Fault, Faults, Kind
from tests.testing.vnf.office import Office, detail, wrapped


def numbers(rows: list[dict[str, Any]]) -> list[str]:
    """The numbers of a page."""
    return [row["number"] for row in rows]


def many(count: int, **given: Any) -> Office:
    """An office with so many customers and no others."""
    office = Office(loaded=False, **given)
    office.sim.load("customer", [{"number": f"{place}", "name": f"Customer {place}"} for place in range(count)])
    return office


@given(count=st.integers(0, 30), cap=st.integers(1, 12), size=st.integers(1, 20))
def test_pages(count: int, cap: int, size: int) -> None:
    """Pages of at most the cap give every row once, each telling the count and the cap; then comes an empty one."""
    office = many(count, max_page_size=cap)
    seen: list[str] = []
    page = 1
    while rows := office.get("/v1/customer", pageNumber=page, pageSize=size):
        assert len(rows) <= min(cap, size)
        assert {(row["metadata"]["totalCount"], row["metadata"]["maxPageSize"]) for row in rows} == {(count, cap)}
        seen += numbers(rows)
        page += 1
    assert seen == [f"{place}" for place in range(count)]


def test_default_page() -> None:
    """Without a page size the list is cut off at the default, without a word."""
    assert len(many(120).get("/v1/customer")) == 100


def test_cap_of_one_collection() -> None:
    """The cap can differ from collection to collection."""
    office = many(5, max_page_size={"customer": 2})
    assert len(office.get("/v1/customer", pageSize=1000)) == 2
    office.sim.load("supplier", [{"number": f"{place}"} for place in range(5)])
    assert len(office.get("/v1/supplier", pageSize=1000)) == 5


@pytest.mark.parametrize("query", [{"pageSize": "many"}, {"pageSize": 0}, {"pageNumber": -1}])
def test_wrong_page(office: Office, query: dict[str, Any]) -> None:
    """A page that is no number from 1 is refused."""
    assert office.client.get("/v1/customer", params=query).status_code == 400


def test_records_envelope(office: Office) -> None:
    """Credit terms come in an envelope that carries the count."""
    page = office.get("/v1/creditTerm", pageNumber=2, pageSize=2)
    assert (page["pageNumber"], page["pageSize"], page["totalCount"]) == (2, 2, 5)
    assert [row["termsId"] for row in page["records"]] == ["14", "30"]


def test_whole_lists(office: Office) -> None:
    """An unpaged list has no metadata and takes no page."""
    assert "metadata" not in office.get("/v1/currency")[0]
    assert office.client.get("/v1/currency", params={"pageSize": 1}).status_code == 400


def test_undeclared_metadata() -> None:
    """Rows whose declared shape has no metadata carry none, unless the switch says so."""
    assert "metadata" not in Office().get("/v1/projecttask")[0]
    assert Office(metadata_undeclared=True).get("/v1/projecttask")[0]["metadata"]["totalCount"] == 1


def test_unknown_parameter(office: Office) -> None:
    """Strict: a parameter that the list does not know is refused by name."""
    reply = office.client.get("/v1/customer", params={"nmae": "Acme"})
    assert reply.status_code == 400
    assert "nmae" in detail(reply)


def test_unknown_parameter_lenient() -> None:
    """Lenient: an unknown parameter is ignored and every row answered, as the service does."""
    office = Office(strict=False)
    assert numbers(office.get("/v1/customer", nmae="Acme")) == ["10000", "10001"]
    assert office.get("/v1/customer/10000", nmae="Acme")["name"] == "Acme"


def test_unknown_parameter_of_one(office: Office) -> None:
    """Strict: a single read and a write take no parameters but those they have."""
    assert office.client.get("/v1/customer/10000", params={"expandNote": "true"}).status_code == 400
    assert office.client.put("/v1/customer/10000", params={"x": "1"}, json={}).status_code == 400
    assert "x is not known" in detail(office.client.post("/v1/customer", params={"x": "1"}, json={}))
    assert office.client.get("/v1/branch/1", params={"expandAddress": "true"}).status_code == 200


def test_filter(office: Office) -> None:
    """A filter compares one field, in any case; several must all hold."""
    assert numbers(office.get("/v1/customer", name="acme")) == ["10000"]
    assert numbers(office.get("/v1/customer", name="Acme", status="Inactive")) == []


def test_filter_repeated(office: Office) -> None:
    """A filter sent several times takes any of its values."""
    office.sim.load("inventory", [{"inventoryNumber": "HOURS", "type": "LaborItem"}])
    found = office.get("/v1/inventory", inventoryTypes=["LaborItem", "ExpenseItem"])
    assert [row["inventoryNumber"] for row in found] == ["HOURS"]


def test_filter_through_lines(office: Office) -> None:
    """A supplier invoice is found by the project of any of its lines."""
    lines = [{"project": {"id": "P1"}}, {"project": {"id": "P2"}}]
    office.sim.load("supplier_invoice", [{"referenceNumber": "1", "invoiceLines": lines}, {"referenceNumber": "2"}])
    found = office.get("/v1/supplierInvoice", project="P2")
    assert [row["referenceNumber"] for row in found] == ["1"]


def test_newer_filters() -> None:
    """Filters that came later exist only with the switch, which takes away what they replaced."""
    old, new = Office(), Office(newer_filters=True)
    assert old.client.get("/v1/inventory", params={"status": "Active"}).status_code == 400
    assert len(new.get("/v1/inventory", status="Active")) == 4
    query = {"periodId": "202610", "releasedBatch": "true"}
    assert old.client.get("/v2/journaltransaction", params=query).status_code == 200
    assert new.client.get("/v2/journaltransaction", params=query).status_code == 400


@pytest.fixture
def aged() -> Office:
    """Three customers, one made every hour from 10:00 in Oslo, 09:00 in UTC."""
    office = Office(loaded=False)
    for number in ("1", "2", "3"):
        office.sim.load("customer", [{"number": number}])
        office.clock.advance(timedelta(hours=1))
    office.sign_in()
    return office


@pytest.mark.parametrize(
    ("condition", "found"),
    [(">", ["3"]), (">=", ["2", "3"]), ("<", ["1"]), ("<=", ["1", "2"])],
)
@pytest.mark.parametrize("stamp", ["2026-10-30T11:00:00", "2026-10-30 11:00:00", "2026-10-30T11:00:00.000"])
@pytest.mark.parametrize("name", ["lastModifiedDateTime", "createdDateTime"])
def test_since(aged: Office, name: str, condition: str, found: list[str], stamp: str) -> None:
    """A moment and its condition choose rows by the server's own clock, in every format without a zone."""
    assert numbers(aged.get("/v1/customer", **{name: stamp, f"{name}Condition": condition})) == found


def test_since_a_day(aged: Office) -> None:
    """A day alone is its first moment."""
    query = {"lastModifiedDateTime": "2026-10-30", "lastModifiedDateTimeCondition": ">"}
    assert numbers(aged.get("/v1/customer", **query)) == ["1", "2", "3"]


def test_greater_includes() -> None:
    """A switch makes > mean "after and on"."""
    office = many(1, greater_includes=True)
    query = {"lastModifiedDateTime": "2026-10-30T10:00:00", "lastModifiedDateTimeCondition": ">"}
    assert numbers(office.get("/v1/customer", **query)) == ["0"]


@pytest.mark.parametrize("stamp", ["2026-10-30T11:00:00Z", "2026-10-30T11:00:00+01:00", "30.10.2026", "2026-13-01"])
def test_zone_in_filter(aged: Office, stamp: str) -> None:
    """A moment with a zone, or no moment at all, is refused."""
    query = {"lastModifiedDateTime": stamp, "lastModifiedDateTimeCondition": ">"}
    assert aged.client.get("/v1/customer", params=query).status_code == 400


@pytest.mark.parametrize(
    "query",
    [
        {"lastModifiedDateTime": "2026-10-30T11:00:00"},
        {"lastModifiedDateTimeCondition": ">"},
        {"lastModifiedDateTime": "2026-10-30T11:00:00", "lastModifiedDateTimeCondition": "=>"},
    ],
)
def test_half_a_condition(aged: Office, query: dict[str, str]) -> None:
    """Strict: a moment and its condition go together, and the condition is one of four."""
    assert aged.client.get("/v1/customer", params=query).status_code == 400
    lenient = many(2, strict=False)
    assert len(lenient.get("/v1/customer", **query)) == 2


@given(moment=st.datetimes(min_value=datetime(2020, 1, 1), max_value=datetime(2030, 1, 1), timezones=st.just(UTC)))
def test_stamps(moment: datetime) -> None:
    """A stamp is Oslo's wall clock without a zone, at most three decimals, no zeros at the end, and filters find it."""
    office = Office(loaded=False)
    office.clock.advance(moment - office.clock.now())
    office.sim.load("customer", [{"number": "1"}])
    office.sign_in()
    stamp = office.get("/v1/customer/1")["lastModifiedDateTime"]
    whole, _, fraction = stamp.partition(".")
    assert len(fraction) <= 3
    assert not fraction.endswith("0")
    shift = (datetime.fromisoformat(whole) - moment.replace(microsecond=0, tzinfo=None)).total_seconds()
    assert shift in (3600, 7200)
    query = {"lastModifiedDateTime": stamp, "lastModifiedDateTimeCondition": ">="}
    assert len(office.get("/v1/customer", **query)) == 1


def test_expand(office: Office) -> None:
    """A list is lean: what has an expand parameter comes only with it, and always when read alone."""
    number = office.made()["referenceNumber"]
    lean, full = office.get("/v1/customerinvoice"), office.get("/v1/customerinvoice", expandTaxDetails="true")
    assert "taxDetails" not in lean[0]
    assert full[0]["taxDetails"] == office.get(f"/v1/customerinvoice/{number}")["taxDetails"]
    assert "applications" not in full[0]


def test_nulls() -> None:
    """Fields without a value are left out, or null by a switch."""
    assert "parentRecord" not in Office().get("/v1/customer/10000")
    assert Office(omit_nulls=False).get("/v1/customer/10000")["parentRecord"] is None


def test_padded() -> None:
    """A switch pads numbers with spaces in answers; they are still found without."""
    office = Office(padded=10)
    assert office.get("/v1/customer/10000")["number"] == "10000     "
    assert isinstance(office.get("/v1/projecttask")[0]["internalId"], int)


def test_shift() -> None:
    """A shifted page has the last row of the page before it in front; the first page stays as it is."""
    office = many(6)
    office.sim.faults = Faults([Fault(Kind.SHIFT, "GET", "/customer")])
    assert numbers(office.get("/v1/customer", pageNumber=1, pageSize=2)) == ["0", "1"]
    assert numbers(office.get("/v1/customer", pageNumber=2, pageSize=2)) == ["1", "2", "3"]


def test_shift_of_records(office: Office) -> None:
    """The envelope's records shift too."""
    office.sim.faults = Faults([Fault(Kind.SHIFT, "GET", "/creditTerm")])
    page = office.get("/v1/creditTerm", pageNumber=2, pageSize=2)
    assert [row["termsId"] for row in page["records"]] == ["7", "14", "30"]


def test_validation_error_fault(office: Office) -> None:
    """The 500 that is a validation error has the service's message."""
    office.sim.faults = Faults([Fault(Kind.VALIDATION_500, "POST")])
    reply = office.post("/v1/customer", **wrapped(name="x"))
    assert (reply.status_code, "Error creating document" in reply.json()["message"]) == (500, True)


def test_customer_documents(office: Office) -> None:
    """The list of customer documents holds invoices, credit notes, payments and what else was loaded, as made."""
    office.invoice()
    office.credit_note()
    office.sim.release("100001")
    office.sim.pay("100001", 50)
    office.sim.load("customer_document", [{"documentType": "FinCharge", "referenceNumber": "F1"}])
    rows = office.get("/v1/customerdocument")
    assert [row["documentType"] for row in rows] == ["Invoice", "CreditNote", "Payment", "FinCharge"]
    assert "invoiceLines" not in rows[0]
    assert rows[0]["metadata"]["totalCount"] == 4
    assert len(office.get("/v1/customerdocument", documentType="CreditNote")) == 1
    assert [row["documentType"] for row in office.get("/v1/customer/10000/document")] == [
        "Invoice",
        "CreditNote",
        "Payment",
    ]


@pytest.mark.parametrize(("released", "found"), [("1", ["100001"]), ("0", ["100002"])])
def test_released(office: Office, released: str, found: list[str]) -> None:
    """The filter released is 1 or 0."""
    office.invoice()
    office.invoice()
    office.sim.release("100001")
    assert [row["referenceNumber"] for row in office.get("/v1/customerinvoice", released=released)] == found


def test_of_customer(office: Office) -> None:
    """A customer's own invoices and contacts are lists of their own."""
    office.invoice()
    office.post("/v1/contact", **wrapped(lastName="Jansen", businessAccount="10000"))
    assert len(office.get("/v1/customer/10000/invoice")) == 1
    assert office.get("/v1/customer/10001/invoice") == []
    assert [row["lastName"] for row in office.get("/v1/customer/10000/contact")] == ["Jansen"]


def test_loaded_is_copied(office: Office) -> None:
    """What was loaded and what is read out are copies."""
    document = {"number": "1", "attributes": [{"id": "A"}]}
    office.sim.load("customer", [document])
    office.sim.documents("customer")[-1]["attributes"].clear()
    assert office.sim.documents("customer")[-1]["attributes"] == [{"id": "A"}]


def test_loaded_again(office: Office) -> None:
    """Loading a key again replaces the document in its place, under the same internal id."""
    internal = office.get("/v1/customer/10000")["internalId"]
    office.sim.load("customer", [{"number": "10000", "name": "New"}])
    assert [row["name"] for row in office.sim.documents("customer")] == ["New", "Other"]
    assert office.get(f"/v1/customer/internal/{internal}")["name"] == "New"
