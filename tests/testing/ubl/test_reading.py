from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from severa_vnf.testing.ubl import UblProblem, Vat, read_files, read_ubl, ubl_files
from severa_vnf.values import rounded
from tests.testing.ubl.papers import CUSTOMER, line, paper, vat


def _problems(content: bytes) -> list[tuple[str, str]]:
    reading = read_ubl(content, "a.xml")
    assert reading.document is None
    return [(problem.field, problem.value) for problem in reading.problems]


def test_folder(tmp_path: Path) -> None:
    """A folder's .xml files are taken in the order of their names, whatever the case of the ending; others are left."""
    for name in ("b.XML", "a.xml", "readme.txt"):
        (tmp_path / name).write_bytes(paper())
    assert [path.name for path in ubl_files(tmp_path)] == ["a.xml", "b.XML"]


def test_one_bad_file(tmp_path: Path) -> None:
    """A file that cannot be read is a problem, and the others go on."""
    (tmp_path / "a.xml").write_bytes(paper())
    missing, found = read_files([tmp_path / "gone.xml", tmp_path / "a.xml"])
    assert missing.problems == (
        UblProblem("gone.xml", "file", "No such file or directory", "Give a file that can be read."),
    )
    assert found.document is not None


def test_problem_in_words() -> None:
    """A problem prints its file, field, value and remedy."""
    assert str(UblProblem("a.xml", "IssueDate", "soon", "Write a date.")) == "a.xml: IssueDate is 'soon'. Write a date."


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"invoice",
        b"<Invoice>",
        b'<?xml version="1.0" encoding="klingon"?><a/>',
        b'<?xml version="1.0" encoding="utf-16"?><a/>',
        b'<?xml version="1.0" encoding="utf-7"?><a/>',
    ],
)
def test_no_xml(content: bytes) -> None:
    """What is no XML is a problem."""
    assert [field for field, _ in _problems(content)] == ["XML"]


def test_entity_bomb() -> None:
    """A document with a DTD is refused before its entities are met, so that none can grow."""
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 30))
    bomb = f'<!DOCTYPE Invoice [<!ENTITY e0 "ha">{entities}]><Invoice>&e29;</Invoice>'
    assert _problems(bomb.encode()) == [("XML", "DTD of Invoice")]


@pytest.mark.parametrize("root", ["Invoice", "{urn:oasis:names:specification:ubl:schema:xsd:Order-2}Order"])
def test_other_document(root: str) -> None:
    """XML that is no UBL invoice or credit note is a problem that names its root."""
    space, _, name = root.rpartition("}")
    content = f'<{name} xmlns="{space.lstrip("{")}"/>'
    assert _problems(content.encode()) == [("root element", root)]


def test_every_problem_at_once() -> None:
    """All that is wrong with a document is told in one reading, each with its place."""
    content = paper(
        total="much",
        issued="2026-02-30",
        due="<cbc:DueDate>tomorrow</cbc:DueDate>",
        currency="",
        customer=CUSTOMER.replace("Oak B.V.", "").replace("Oak Trading", ""),
        lines=line("1e5", tax=vat("", None)) + line(tax=vat("S", None)),
    )
    assert _problems(content) == [
        ("LegalMonetaryTotal/TaxInclusiveAmount", "much"),
        ("DocumentCurrencyCode", ""),
        ("IssueDate", "2026-02-30"),
        ("DueDate", "tomorrow"),
        ("AccountingCustomerParty/Party/PartyName/Name", ""),
        ("InvoiceLine 7: LineExtensionAmount", "1e5"),
        ("InvoiceLine 7: Item/ClassifiedTaxCategory/ID", ""),
        ("InvoiceLine 7: Item/ClassifiedTaxCategory/Percent", ""),
    ]


def test_place_of_an_unnumbered_part() -> None:
    """A part without a number of its own is named by what it is."""
    part = "<cac:AllowanceCharge><cbc:ChargeIndicator>true</cbc:ChargeIndicator><cbc:Amount>x</cbc:Amount>"
    content = paper(inside=f"{part}<cac:TaxCategory>{vat()}</cac:TaxCategory></cac:AllowanceCharge>")
    assert _problems(content) == [("AllowanceCharge: Amount", "x")]


words = st.sampled_from(["", "0", "-1", "1e400", "NaN", f"{10**12 - 1}.5", "0.000000000001", "٣", "2026-99-99"])


@given(total=words, quantity=words, price=words, base=words, percent=words, issued=words)
def test_never_a_crash(total: str, quantity: str, price: str, base: str, percent: str, issued: str) -> None:
    """Whatever stands where a number or a date should, reading gives a document or a problem."""
    printed = line(total, quantity, price, base=base, tax=vat("S", percent))
    reading = read_ubl(paper(total=total, lines=printed, issued=issued), "a.xml")
    assert reading.document or reading.problems


def test_real_documents(shared: Path) -> None:
    """Each of the public documents is read without a problem, and its VAT by rate gives the printed VAT to the cent."""
    readings = read_files(ubl_files(shared / "data" / "invoices"))
    assert len(readings) == 29
    assert [problem for reading in readings for problem in reading.problems] == []
    for document in (reading.document for reading in readings if reading.document):
        bases: dict[Vat, Decimal] = {}
        for row in document.rows:
            bases[row.vat] = bases.get(row.vat, Decimal(0)) + row.amount
        assert sum(rounded(base * vat.rate / 100) for vat, base in bases.items()) == document.tax, document.source
