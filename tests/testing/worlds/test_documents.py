from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any, Literal

import pytest

from severa_vnf.testing.severa.simulator import SeveraSimulator
from severa_vnf.testing.severa.statuses import statuses
from severa_vnf.testing.ubl import ubl_files
from severa_vnf.testing.vnf.simulator import VnfSimulator
from severa_vnf.testing.worlds import World, invoices_world, load_into
from tests.testing.ubl.papers import CUSTOMER, allowance, line, paper, vat
from tests.testing.worlds.crossing import cross


@pytest.fixture
def world(tmp_path: Path):
    """Makes a world of documents, named a.xml, b.xml ... in their order."""

    def make(*contents: bytes, **options: Any) -> World:
        paths = [tmp_path / f"{'abcdefgh'[place]}.xml" for place in range(len(contents))]
        for path, content in zip(paths, contents, strict=True):
            path.write_bytes(content)
        return invoices_world(paths, **options)

    return make


def _severa(made: World, collection: str) -> list[dict[str, Any]]:
    severa = SeveraSimulator()
    load_into(made, severa, VnfSimulator())
    return severa.documents(collection)


def _vnf(made: World, collection: str) -> list[dict[str, Any]]:
    vnf = VnfSimulator()
    load_into(made, SeveraSimulator(), vnf)
    return vnf.documents(collection)


CREDIT_NOTE = paper(root="CreditNote", lines=line(root="CreditNote"))


def test_ready_to_be_transferred(world) -> None:
    """Each document waits in the status that asks for its transfer, without a number."""
    waiting = next(status["guid"] for status in statuses(1) if status["isDefaultForCreditNote"])
    invoices = _severa(world(paper(), CREDIT_NOTE), "invoices")
    assert [(invoice["status"]["guid"], invoice["number"]) for invoice in invoices] == [(waiting, None)] * 2


@pytest.mark.parametrize("setup", [1, 2, 3])
def test_status_setup(world, setup: Literal[1, 2, 3]) -> None:
    """The invoice statuses are those of the documented set-up that is asked for."""
    made = world(paper(), status_setup=setup)
    names = [status["name"] for status in _severa(made, "invoice_statuses")]
    assert names == [status["name"] for status in statuses(setup)]


def test_one_organization(world) -> None:
    """Organisation number and VAT number are equal on both sides, and the one company is the one branch."""
    made = world(paper())
    (severa,), (vnf,) = _severa(made, "organization"), _vnf(made, "branch")
    assert (severa["kvkNumber"], severa["vatNumber"]) == (vnf["corporateId"], vnf["vatRegistrationId"])
    (unit,) = _severa(made, "business_units")
    assert (unit["code"], unit["vatNumber"]) == (vnf["number"], vnf["vatRegistrationId"])
    assert [project["businessUnit"]["guid"] for project in _severa(made, "projects")] == [unit["guid"]]


def test_invoice(world) -> None:
    """An invoice has the file's dates, currency, references and total, and the term that its dates give."""
    (invoice,) = _severa(world(paper()), "invoices")
    assert [invoice[name] for name in ("date", "dueDate", "paymentTerm")] == ["2026-09-30", "2026-10-30", 30]
    assert (invoice["orderNumber"], invoice["yourReference"], invoice["ourReference"]) == ("PO 9", "Desk 4", "A1")
    amounts = [invoice[name]["amount"] for name in ("totalExcludingTax", "totalTax", "totalIncludingTax")]
    assert (amounts, invoice["currency"]["code"], invoice["isCreditNote"]) == ([100, 21, 121], "EUR", False)


def test_due_before_it_was_made(world) -> None:
    """A term is never negative."""
    (invoice,) = _severa(world(paper(due="<cbc:DueDate>2026-09-01</cbc:DueDate>")), "invoices")
    assert invoice["paymentTerm"] == 0


def test_rows(world) -> None:
    """Rows come in the file's order, each with its item, quantity, unit, price and rate."""
    content = paper(lines=line(code="ADV"), inside=allowance("1", tax=vat("E", None)), total="120")
    rows = _severa(world(content), "invoice_rows")
    names = ("sortOrder", "code", "description", "quantity", "measurementUnit", "vatRate")
    assert [[row[name] for name in names] for row in rows] == [
        [1, ["ADV"], "Advice", 2, "HUR", 21],
        [2, ["ALLOWANCE"], "Allowance", 1, None, 0],
    ]
    assert [row["unitPrice"]["amount"] for row in rows] == [50, -1]


def test_credit_note(world) -> None:
    """A credit note has negative quantities and totals, as an invoice that pays back."""
    made = world(CREDIT_NOTE)
    (invoice,), (row,) = _severa(made, "invoices"), _severa(made, "invoice_rows")
    assert (invoice["isCreditNote"], invoice["totalIncludingTax"]["amount"], row["quantity"]) == (True, -121, -2)


def test_no_amount_is_minus_zero(world) -> None:
    """What is nothing has no sign on a credit note either."""
    lines = line("0", "0", root="CreditNote", tax=vat("O", None))
    made = world(paper(root="CreditNote", lines=lines, total="0", taxes=()))
    (row,), (invoice,) = made.severa["invoice_rows"], made.severa["invoices"]
    assert not row["quantity"].is_signed()
    assert not invoice["totalTax"]["amount"].is_signed()


def test_positive_credit_note(world) -> None:
    """Should Severa write credit notes with positive amounts, `credit_sign` says so."""
    made = world(CREDIT_NOTE, credit_sign=1)
    (invoice,), (row,) = _severa(made, "invoices"), _severa(made, "invoice_rows")
    assert (invoice["isCreditNote"], invoice["totalIncludingTax"]["amount"], row["quantity"]) == (True, 121, 2)


def test_customer_on_both_sides(world) -> None:
    """A customer has one number on both sides, with name, VAT number and address."""
    made = world(paper())
    (severa,), (vnf,) = _severa(made, "customers"), _vnf(made, "customer")
    assert (str(severa["number"]), severa["name"], severa["vatNumber"]) == ("10001", "Oak B.V.", "NL001234567B01")
    assert (vnf["number"], vnf["name"], vnf["vatRegistrationId"]) == ("10001", "Oak B.V.", "NL001234567B01")
    assert severa["headquarterAddress"]["addressline"] == "Dam 1\n2nd floor"
    assert [vnf["mainAddress"][name] for name in ("addressLine1", "addressLine2")] == ["Dam 1", "2nd floor"]
    assert (severa["headquarterAddress"]["country"], vnf["mainAddress"]["country"]["id"]) == ("Netherlands", "NL")


def test_customer_of_no_country(world) -> None:
    """A customer whose country is not told has none."""
    made = world(paper(customer=CUSTOMER.replace(">NL<", "><")))
    (severa,), (vnf,) = _severa(made, "customers"), _vnf(made, "customer")
    assert (severa["headquarterAddress"]["country"], vnf["mainAddress"]["country"]) == (None, None)


def test_same_customer(world) -> None:
    """Documents to one name and VAT number share one customer and one project."""
    made = world(paper(), paper(number="A2"))
    assert len({invoice["customer"]["guid"] for invoice in _severa(made, "invoices")}) == 1
    assert len(_severa(made, "projects")) == 1


def test_namesakes(world) -> None:
    """Customers of one name and different VAT numbers, or countries where there is none, are told apart by a suffix."""
    no_vat = CUSTOMER.replace(">VAT<", ">GST<")
    made = world(
        paper(),
        paper(customer=CUSTOMER.replace("NL001234567B01", "NL009999999B01")),
        paper(customer=no_vat),
        paper(customer=no_vat.replace(">NL<", ">XK<")),
    )
    names = [customer["name"] for customer in _severa(made, "customers")]
    assert names == ["Oak B.V.", "Oak B.V. (2)", "Oak B.V. (3)", "Oak B.V. (4)"]
    assert [customer["name"] for customer in _vnf(made, "customer")] == names


def test_items(world) -> None:
    """There is one item for each code, else name, and VAT; a code that another VAT has gets its own behind it."""
    lines = [line(code="ADV"), line(code="ADV"), line(code="ADV", tax=vat("E", None)), line(), line(tax=vat("S", "9"))]
    made = world(paper(lines="".join(lines), total="600", taxes=[("100", "EUR")]))
    codes = ["ADV", "ADV-E0", "ADVICE", "ADVICE-S9"]
    assert [product["code"] for product in _severa(made, "products")] == codes
    items = _vnf(made, "inventory")
    assert [item["inventoryNumber"] for item in items] == codes
    assert [item["vatCode"]["id"] for item in items] == ["S21", "E0", "S21", "S9"]
    assert [row["code"] for row in _severa(made, "invoice_rows")] == [["ADV"]] * 2 + [[code] for code in codes[1:]]


def test_odd_codes(world) -> None:
    """A code holds letters, digits and dashes, whatever the seller wrote; equal ones are numbered."""
    lines = "".join(line("0", "0", code=code) for code in ("Wi/Fi é 2", "wi-fi e 2", "WI FI E 2", "///", "x" * 40))
    made = world(paper(lines=lines, total="0", taxes=()))
    codes = ["WI-FI-E-2", "WI-FI-E-2-S21", "WI-FI-E-2-S21-2", "ITEM", "X" * 20]
    assert [product["code"] for product in _severa(made, "products")] == codes


@pytest.mark.parametrize(("code", "rate"), [("EUR", "1"), ("SEK", "0.0892"), ("XYZ", "1")])
def test_currency(world, code: str, rate: str) -> None:
    """A known currency has its rate on both sides, an unknown one the rate 1."""
    made = world(paper(currency=code, taxes=[("21.00", code)]))
    (invoice,) = _severa(made, "invoices")
    assert (invoice["currencyRate"], invoice["currency"]["code"]) == (Decimal(rate), code)
    assert [currency["isBaseCurrency"] for currency in _vnf(made, "currency") if currency["id"] == code] == [
        code == "EUR"
    ]


def test_sources_and_problems(world) -> None:
    """A world tells which file an invoice is from, and what was wrong with the others."""
    made = world(paper(), b"no xml", paper(total="120"))
    assert sorted(made.sources.values()) == ["a.xml", "c.xml"]
    assert [(problem.file, problem.field) for problem in made.problems] == [
        ("b.xml", "XML"),
        ("c.xml", "LegalMonetaryTotal/TaxInclusiveAmount"),
    ]
    assert [invoice["guid"] for invoice in made.severa["invoices"]] == list(made.sources)


def test_wrong_sum_is_kept(world) -> None:
    """A document whose sums do not add up has its printed total in Severa, and Visma.net's is another."""
    (crossed,) = cross(world(paper(total="120")))
    assert (crossed.severa_total, crossed.vnf_total) == (120, 121)


def test_the_same_from_run_to_run(world) -> None:
    """One seed gives one world, another seed other guids."""
    assert world(paper()).to_json() == world(paper()).to_json()
    assert world(paper(), seed=1).sources.keys().isdisjoint(world(paper()).sources)


def test_files_of_one_name(tmp_path: Path) -> None:
    """Files of one name in two folders are two documents."""
    paths = [tmp_path / folder / "a.xml" for folder in ("one", "two")]
    for path in paths:
        path.parent.mkdir()
        path.write_bytes(paper())
    made = invoices_world(paths)
    assert len({invoice["guid"] for invoice in made.severa["invoices"]}) == 2
    assert len({row["guid"] for row in made.severa["invoice_rows"]}) == 2


def test_beside_another_world(world) -> None:
    """A world beside another keeps it whole, and gives out none of its numbers, names and codes."""
    first = world(paper())
    both = world(paper(issued="2026-10-01", currency="SEK", taxes=[("21.00", "SEK")]), beside=first)
    assert [row["number"] for row in _severa(both, "customers")] == [10001, 10002]
    assert [row["name"] for row in _severa(both, "customers")] == ["Oak B.V.", "Oak B.V. (2)"]
    assert [row["number"] for row in _severa(both, "projects")] == [1001, 1002]
    assert [row["code"] for row in _severa(both, "products")] == ["ADVICE", "ADVICE-S21"]
    assert [(crossed.severa_total, crossed.vnf_total) for crossed in cross(both)] == [(121, 121)] * 2
    assert both.severa["organization"] == first.severa["organization"]
    assert len(both.vnf["branch"]) == len(both.vnf["organization"]) == 1


def test_statuses_of_the_other_world(world) -> None:
    """Beside a world with invoice statuses those are used."""
    both = world(paper(), beside=world(paper(), status_setup=2), status_setup=1)
    names = [status["name"] for status in both.severa["invoice_statuses"]]
    assert names == [status["name"] for status in statuses(2)]
    assert len({invoice["status"]["guid"] for invoice in both.severa["invoices"]}) == 1


def test_dated_long_ago(world) -> None:
    """The year of an invoice is open for posting, whenever that was."""
    (crossed,) = cross(world(paper(issued="1998-01-31")))
    assert crossed.vnf_total == 121


def test_everything_needed_is_there(world) -> None:
    """Each kind of document can be posted to Visma.net as it stands, and comes to the same total there."""
    made = world(
        paper(),
        CREDIT_NOTE,
        paper(total="-121", taxes=[("-21", "EUR")], lines=line("-100", "-2")),
        paper(lines=line(tax=vat("AE", None)), total="100", taxes=(), currency="SEK"),
        paper(inside=allowance("20", charge="true", tax=vat("S", "9")), total="142.80", taxes=[("22.80", "EUR")]),
    )
    assert [(crossed.severa_total, crossed.vnf_total) for crossed in cross(made)] == [
        (121, 121),
        (-121, 121),
        (-121, 121),
        (100, 100),
        (Decimal("142.80"), Decimal("142.80")),
    ]


def test_real_documents(shared: Path) -> None:
    """Each of the public documents comes to its printed total in Visma.net, to the cent."""
    made = invoices_world(ubl_files(shared / "data" / "invoices"))
    crossed = cross(made)
    assert len(crossed) == 29
    assert [(made.sources[one.invoice["guid"]], one.refusal) for one in crossed if one.refusal] == []
    assert [abs(one.severa_total) for one in crossed] == [one.vnf_total for one in crossed]
