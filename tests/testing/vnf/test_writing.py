"""What may be written and how: wrapping, types, lines, partial updates, conditions."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from tests.testing.vnf.office import Office, detail, line, number_of, v, wrapped


def customer(**fields: Any) -> dict[str, Any]:
    """The least a new customer needs, and more."""
    return wrapped(**{"name": "New", "customerClassId": "DOMESTIC", **fields})


def test_created(office: Office) -> None:
    """A POST answers 201 with an empty body, no Content-Type, an ETag, and the address of what was made."""
    reply = office.post("/v1/customer", **customer())
    assert (reply.status_code, reply.content) == (201, b"")
    assert "Content-Type" not in reply.headers
    assert reply.headers["Location"] == "https://api.finance.visma.net/v1/customer/10002"
    assert reply.headers["ETag"] == office.client.get("/v1/customer/10002").headers["ETag"]


def test_updated(office: Office) -> None:
    """A PUT changes what it names and nothing else, and answers 204 without a body."""
    before = office.get("/v1/customer/10000")
    office.clock.sleep(1.5)
    reply = office.put("/v1/customer/10000", **wrapped(name="Acme 2"))
    after = office.get("/v1/customer/10000")
    changed = {name for name in after if after[name] != before.get(name)}
    assert (reply.status_code, reply.content) == (204, b"")
    assert changed == {"name", "lastModifiedDateTime", "timeStamp"}
    assert after["lastModifiedDateTime"] == "2026-10-30T10:00:01.5"


def test_updated_within(office: Office) -> None:
    """An object within a document is changed in part too."""
    office.put("/v1/customer/10000", invoiceAddress=v(wrapped(city="Delft")))
    address = office.get("/v1/customer/10000")["invoiceAddress"]
    assert (address["city"], address["addressLine1"]) == ("Delft", "Street 1")


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ({"name": "bare"}, 'customer.name must be written as {"value": ...}'),
        ({"name": {"value": "x", "more": 1}}, 'customer.name must be written as {"value": ...}'),
        ({"nmae": v("x")}, "customer.nmae is no field"),
        ({"mainAddress": v({"street": v("x")})}, "customer.mainAddress.street is no field"),
        ({"overrideWithClassValues": v(True)}, "is no flag"),
        ({"name": v(5)}, "customer.name: 5 is no text"),
        ({"creditLimit": v("5")}, "customer.creditLimit: '5' is no number"),
        ({"creditLimit": v(True)}, "customer.creditLimit: True is no number"),
        ({"creditDaysPastDue": v(1.5)}, "is no whole"),
        ({"printInvoices": v("true")}, "is no flag"),
        ({"name": v(None)}, "customer.name is null"),
        ({"status": v("active")}, "customer.status: 'active' is none of"),
        ({"mainAddress": v("Street 1")}, "customer.mainAddress must be an object"),
        ({"attributeLines": v([])}, "customer.attributeLines must be an array"),
        ({"number": v("10001")}, "number cannot be changed this way"),
        ({"creditTermsId": v("99")}, "Credit term '99' cannot be found in the system."),
        ({"currencyId": v("XXX")}, "Currency 'XXX' cannot be found in the system."),
    ],
)
def test_strict(office: Office, body: dict[str, Any], said: str) -> None:
    """Strict: what the service would drop, misread or not find is refused, and the place is named."""
    reply = office.put("/v1/customer/10000", **body)
    assert reply.status_code == 400
    assert said in detail(reply)
    assert office.get("/v1/customer/10000")["name"] == "Acme"


@pytest.mark.parametrize(
    ("body", "name", "value"),
    [
        ({"name": "bare"}, "name", "Acme"),
        ({"nmae": v("x")}, "name", "Acme"),
        ({"creditLimit": v("5.50")}, "creditLimit", Decimal("5.50")),
        ({"creditDaysPastDue": v("7")}, "creditDaysPastDue", 7),
        ({"vatRegistrationId": v(12)}, "vatRegistrationId", "12"),
        ({"creditTermsId": v(None)}, "creditTerms", None),
        ({"number": v("10001")}, "number", "10000"),
    ],
)
def test_lenient(body: dict[str, Any], name: str, value: Any) -> None:
    """Lenient: it is taken as the service takes it, without a word."""
    office = Office(strict=False)
    assert office.put("/v1/customer/10000", **body).status_code == 204
    assert office.get("/v1/customer/10000").get(name) == value


def test_date_with_zone(office: Office) -> None:
    """Strict: a date that names a zone is refused; lenient, it lands on the day that Oslo's clock showed."""
    late = "2026-10-30T23:30:00Z"
    assert "zone" in detail(office.invoice(documentDate=late))
    assert Office(strict=False).made(documentDate=late)["documentDate"] == "2026-10-31T00:00:00"


@pytest.mark.parametrize("date", ["2026-10-30", "2026-10-30T00:00:00", "2026-10-30T23:59:59.999"])
def test_dates(office: Office, date: str) -> None:
    """A date is the day that was written, whatever the time beside it."""
    assert office.made(documentDate=date)["documentDate"] == "2026-10-30T00:00:00"


@pytest.mark.parametrize("date", ["30-10-2026", "2026-02-30", "soon"])
def test_no_date(office: Office, date: str) -> None:
    """What is no date is refused."""
    assert office.invoice(documentDate=date).status_code == 400


@pytest.mark.parametrize("body", [b"{", b"[]", b'{"name": NaN}', b"\xff"])
def test_no_json(office: Office, body: bytes) -> None:
    """A body that is no JSON object is refused."""
    reply = office.client.put("/v1/customer/10000", content=body, headers={"Content-Type": "application/json"})
    assert reply.status_code == 400


def test_content_type(office: Office) -> None:
    """A write says that it is JSON."""
    assert office.client.put("/v1/customer/10000", content=b"{}").status_code == 415


def test_required(office: Office) -> None:
    """A new record needs what its resource demands, and every missing field is named."""
    assert detail(office.post("/v1/customer")) == "name, customerClassId cannot be empty."


def test_cleared(office: Office) -> None:
    """An empty text clears a field that leads to a register."""
    office.put("/v1/customer/10000", **wrapped(creditTermsId=""))
    assert "creditTerms" not in office.get("/v1/customer/10000")


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"quantity": 10**30}, "too large or too small"),
        ({"price": 1, "manualAmountInCurrency": 10**40}, "too large or too small"),
    ],
)
def test_too_large(office: Office, fields: dict[str, Any], said: str) -> None:
    """A number that no amount can hold is refused."""
    assert said in detail(office.invoice(line(**fields)))


def test_cannot_be_cleared(office: Office) -> None:
    """What a record needs when it is made cannot be taken away later."""
    assert detail(office.put("/v1/customer/10000", **wrapped(name=""))) == "name cannot be empty."
    office.made()
    assert "customerNumber" in detail(office.put("/v1/customerinvoice/100001", **wrapped(customerNumber="")))


class TestLines:
    """Lines are written with operations."""

    @pytest.fixture
    def number(self, office: Office) -> str:
        """An invoice with lines 1 and 2."""
        return str(office.made(line(price=1), line(price=2))["referenceNumber"])

    def prices(self, office: Office, number: str) -> dict[int, Decimal]:
        """What each line costs."""
        lines = office.get(f"/v1/customerinvoice/{number}")["invoiceLines"]
        return {row["lineNumber"]: row["unitPriceInCurrency"] for row in lines}

    def write(self, office: Office, number: str, *lines: dict[str, Any]) -> Any:
        """PUT lines."""
        return office.put(f"/v1/customerinvoice/{number}", invoiceLines=list(lines))

    def test_insert(self, office: Office, number: str) -> None:
        """Insert makes a line, with the next number or with a free one that was sent."""
        self.write(office, number, {**line(price=3), **wrapped(lineNumber=7)}, line(price=4))
        assert self.prices(office, number) == {1: 1, 2: 2, 7: 3, 8: 4}

    def test_update(self, office: Office, number: str) -> None:
        """Update changes what it names in the line of that number."""
        self.write(office, number, {"operation": "Update", **wrapped(lineNumber=2, unitPriceInCurrency=5)})
        assert self.prices(office, number) == {1: 1, 2: 5}
        assert office.get(f"/v1/customerinvoice/{number}")["amount"] == Decimal("7.26")

    def test_delete(self, office: Office, number: str) -> None:
        """Delete takes the line of that number out."""
        self.write(office, number, {"operation": "Delete", **wrapped(lineNumber=1)})
        assert self.prices(office, number) == {2: 2}

    @pytest.mark.parametrize("operation", ["Update", "Delete"])
    def test_no_such_line(self, office: Office, number: str, operation: str) -> None:
        """A line that is not there cannot be changed or deleted."""
        assert self.write(office, number, {"operation": operation, **wrapped(lineNumber=9)}).status_code == 400

    def test_doubtful(self, office: Office, number: str) -> None:
        """Strict: a line without an operation, and Insert on a number that exists, are refused."""
        assert self.write(office, number, wrapped(inventoryNumber="ADVICE")).status_code == 400
        assert self.write(office, number, {**line(), **wrapped(lineNumber=1)}).status_code == 400

    def test_doubtful_lenient(self) -> None:
        """Lenient: a line without an operation is not made, and Insert on a number that exists makes another."""
        office = Office(strict=False)
        number = office.made(line(price=1))["referenceNumber"]
        self.write(office, number, wrapped(inventoryNumber="ADVICE"), {**line(price=2), **wrapped(lineNumber=1)})
        assert self.prices(office, number) == {1: 1, 2: 2}


class TestIfMatch:
    """If-Match, where it is honoured."""

    def put(self, office: Office, path: str, tag: str, **fields: str) -> int:
        """The status of a small PUT."""
        headers = {"If-Match": tag}
        return office.client.put(path, json=wrapped(description="New", **fields), headers=headers).status_code

    def test_always(self, office: Office) -> None:
        """A project is changed only with its present ETag, when one is sent; the new one comes back."""
        tag = office.client.get("/v1/project/P1").headers["ETag"]
        assert tag.strip('"') == office.get("/v1/project/P1")["timeStamp"]
        for sent, status in ((tag, 204), (tag, 412), (None, 204)):
            present = office.client.get("/v1/project/P1").headers["ETag"]
            assert self.put(office, "/v1/project/P1", sent or present, startDate="2026-01-01") == status

    def test_only_in_background(self, office: Office) -> None:
        """A customer's is looked at only in the background: else the last write wins."""
        body, headers = wrapped(name="New"), {"If-Match": '"old"'}
        assert office.client.put("/v1/customer/10000", json=body, headers=headers).status_code == 204
        background = {**headers, "erp-api-background": "none"}
        job = office.client.put("/v1/customer/10000", json=body, headers=background).json()["id"]
        assert office.get(f"/v1/background/{job}")["statusCode"] == 412

    def test_never(self, office: Office) -> None:
        """An item's is not looked at."""
        assert self.put(office, "/v1/inventory/BOOK", '"old"') == 204

    def test_actions_and_files(self, office: Office) -> None:
        """Where a document honours it, so do its actions and its attachments."""
        lines = [{"operation": "Insert", **wrapped(costInCurrency=1)}]
        made = office.post("/v1/supplierInvoice", **wrapped(supplierNumber="50000"), invoiceLines=lines)
        path = f"/v1/supplierInvoice/{number_of(made)}"
        old, file = {"If-Match": '"old"'}, {"v": ("a.pdf", b"x")}
        assert office.client.post(f"{path}/attachment", files=file, headers=old).status_code == 412
        assert office.client.post(f"{path}/action/release", headers=old).status_code == 412

    def test_list(self, office: Office) -> None:
        """In a list the ETag is a field."""
        [row] = office.get("/v1/project", status="Active", startDate="2026-01-01")
        assert row["timeStamp"] == office.get("/v1/project/P1")["timeStamp"]


def test_own_number(office: Office) -> None:
    """A number of one's own needs overrideNumberSeries, leaves the series alone, and cannot be used twice."""
    assert office.post("/v1/customer", **customer(number="C1")).status_code == 400
    mine = customer(number="C1", overrideNumberSeries=True)
    assert number_of(office.post("/v1/customer", **mine)) == "C1"
    assert "exists already" in detail(office.post("/v1/customer", **mine))
    assert number_of(office.post("/v1/customer", **customer())) == "10002"


def test_own_number_lenient() -> None:
    """Lenient: without overrideNumberSeries the service gives a number of its own."""
    office = Office(strict=False)
    assert number_of(office.post("/v1/customer", **customer(number="C1"))) == "10002"


def test_manual_series(office: Office) -> None:
    """A series of manual numbers gives none: the number must be sent."""
    office.sim.edit("number_sequence", "CUSTOMER", manualNumbering=True)
    assert office.post("/v1/customer", **customer()).status_code == 400
    assert number_of(office.post("/v1/customer", **customer(number="C1"))) == "C1"


def test_series_steps_over_what_exists(office: Office) -> None:
    """A number that exists is not given out again."""
    office.sim.load("customer", [{"number": "10002"}])
    assert number_of(office.post("/v1/customer", **customer())) == "10003"


def test_series_ends(office: Office) -> None:
    """A series that has come to its end gives no more numbers."""
    replies = [office.post("/v1/customer", **customer()) for _ in range(4)]
    assert [reply.status_code for reply in replies] == [201, 201, 201, 400]
    assert "end" in detail(replies[-1])


def test_refused_takes_no_number(office: Office) -> None:
    """A refused document takes no number."""
    office.invoice(line(item="NOTHING"))
    assert office.made()["referenceNumber"] == "100001"
