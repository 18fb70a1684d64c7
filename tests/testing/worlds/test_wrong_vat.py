from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from severa_vnf.testing.severa.simulator import SeveraSimulator
from severa_vnf.testing.vnf.simulator import VnfSimulator
from severa_vnf.testing.worlds import NOTHING, World, demo_world, invoices_world, load_into, with_wrong_vat
from tests.testing.ubl.papers import line, paper, vat
from tests.testing.worlds.crossing import cross


def _world(folder: Path, *contents: bytes) -> World:
    paths = [folder / f"{place}.xml" for place in range(len(contents))]
    for path, content in zip(paths, contents, strict=True):
        path.write_bytes(content)
    return invoices_world(paths)


FREE = line("10", "1", "10", tax=vat("E", None))
NOTHING_SOLD = line("0", "0", "10")


def test_one_more(tmp_path: Path) -> None:
    """The copy is of the first invoice with a taxed row, and only its first taxed row has another rate."""
    notes = paper(root="CreditNote", lines=line(root="CreditNote"))
    free = paper(lines=FREE, total="10", taxes=())
    taxed = paper(lines=FREE + NOTHING_SOLD + line() + line(), total="252", taxes=[("42", "EUR")])
    world = with_wrong_vat(_world(tmp_path, notes, free, taxed))
    copy = world.severa["invoices"][-1]
    assert world.sources[copy["guid"]] == "2.xml (wrong VAT)"
    assert len(world.severa["invoices"]) == 4
    rates = [row["vatRate"] for row in world.severa["invoice_rows"] if row["invoiceGuid"] == copy["guid"]]
    assert rates == [0, 21, 9, 21]


def test_nine_becomes_twenty_one(tmp_path: Path) -> None:
    """A row of 9 % gets 21 %."""
    world = with_wrong_vat(_world(tmp_path, paper(lines=line(tax=vat("S", "9")), total="109", taxes=[("9", "EUR")])))
    assert world.severa["invoice_rows"][-1]["vatRate"] == 21


def test_in_severa_only(tmp_path: Path) -> None:
    """Severa's total matches the copy's rows; Visma.net computes what it did for the invoice itself."""
    first, copy = cross(with_wrong_vat(_world(tmp_path, paper())))
    assert (first.severa_total, first.vnf_total) == (121, 121)
    assert (copy.severa_total, copy.vnf_total) == (109, 121)


def test_all_else_is_copied(tmp_path: Path) -> None:
    """The copy differs from its invoice in guids, one rate and the totals alone."""
    severa = SeveraSimulator()
    load_into(with_wrong_vat(_world(tmp_path, paper())), severa, VnfSimulator())
    first, copy = severa.documents("invoices")
    names = {name for name in first if first[name] != copy[name]}
    assert names == {"guid", "totalTax", "totalIncludingTax"}
    first, copy = severa.documents("invoice_rows")
    assert {name for name in first if first[name] != copy[name]} == {"guid", "invoiceGuid", "vatRate"}


def test_of_the_demo() -> None:
    """A copy of an invoice that came from no file is called after the demo."""
    world = with_wrong_vat(demo_world())
    assert list(world.sources.values()) == ["demo (wrong VAT)"]
    copy = cross(world)[-1]
    assert copy.vnf_total is not None
    assert abs(copy.severa_total - copy.vnf_total) > Decimal("0.05")


def test_nothing_taxed() -> None:
    """A world without a taxed row has nothing to copy."""
    with pytest.raises(ValueError, match="no invoice has a taxed row"):
        with_wrong_vat(NOTHING)
