"""The demo: a whole host, as anybody runs it."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from attrs import frozen

from severa_vnf import LeaseLost, Rejected
from severa_vnf.demo import Narrator, main
from severa_vnf.flows import lease
from severa_vnf.flows.ask import Send
from severa_vnf.ports import Put
from severa_vnf.send import SystemClock
from severa_vnf.severa import invoices
from severa_vnf.stores import SqliteStore
from severa_vnf.testing import Fault, Faults, Kind, Servers, SeveraSimulator, VnfSimulator, World, load_into
from tests.flows.office import HELD, few
from tests.testing.ubl.papers import paper

DOCUMENT = {
    "source",
    "severa_guid",
    "outcome",
    "vnf_number",
    "severa_total",
    "vnf_total",
    "difference",
    "problem",
}
"""What the report tells of a document."""


NO_FAULTS = Faults()


@frozen
class Place:
    """Both services over HTTP, and the words that lead a demo there."""

    vnf: VnfSimulator
    words: tuple[str, ...]


@contextmanager
def served(world: World, faults: Faults = NO_FAULTS) -> Iterator[Place]:
    """Both services with this world, in real time."""
    severa, vnf = SeveraSimulator(clock=SystemClock()), VnfSimulator(clock=SystemClock())
    load_into(world, severa, vnf)
    severa.faults = faults
    with Servers(severa, vnf) as servers:
        yield Place(vnf, ("--severa-url", servers.severa_url, "--vnf-url", servers.vnf_url + "/controller/api"))


def told(report: Path) -> list[dict[str, Any]]:
    """The documents of a report."""
    documents: list[dict[str, Any]] = json.loads(report.read_text("utf-8"))["documents"]
    return documents


def test_it_starts_both_services_itself(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without a word it carries a small company's invoices across, tells what it writes, and ends with a table."""
    assert main(["--report", str(tmp_path / "report.json")]) == 0
    documents = told(tmp_path / "report.json")
    assert Counter(document["outcome"] for document in documents) == {"created": 11, "refused": 1}
    assert all(document.keys() == DOCUMENT for document in documents)
    assert {document["difference"] for document in documents} == {"0.00", None}
    shown = capsys.readouterr().out
    assert "POST   /v2/customerinvoice -> 100001" in shown
    assert "refused: Invoice, 2026-10-23" in shown


def test_it_takes_a_folder_of_invoices(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The files of a folder cross; a copy with another VAT rate is refused and gone; what is no invoice is said."""
    (tmp_path / "one.xml").write_bytes(paper())
    (tmp_path / "none.xml").write_bytes(b"<nothing/>")
    assert main(["--invoices", str(tmp_path), "--report", str(tmp_path / "report.json")]) == 0
    outcomes = {document["source"]: document["outcome"] for document in told(tmp_path / "report.json")}
    assert outcomes == {"one.xml": "created", "one.xml (wrong VAT)": "refused"}
    assert "none.xml" in capsys.readouterr().err


def test_real_invoices_cross(shared: Path, tmp_path: Path) -> None:
    """All public documents end in Visma.net within 0.05 of the total that each prints; the wrong copy does not."""
    folder = shared / "data" / "invoices"
    assert main(["--invoices", str(folder), "--report", str(tmp_path / "report.json")]) == 0
    documents = told(tmp_path / "report.json")
    assert Counter(document["outcome"] for document in documents) == {"created": 29, "refused": 1}
    for document in documents:
        if document["outcome"] == "created":
            printed = re.search(rb"TaxInclusiveAmount[^>]*>([^<]+)<", (folder / document["source"]).read_bytes())
            assert printed is not None
            total = abs(Decimal(printed[1].decode()))
            assert abs(Decimal(document["vnf_total"]) - total) <= Decimal("0.05")


def test_killed_and_begun_again_it_carries_on(tmp_path: Path) -> None:
    """After a kill -9 the same store leads on: every document is there once, and the report tells of all of them."""
    store, report = str(tmp_path / "links.db"), tmp_path / "report.json"
    with served(few(0, 1, 6)) as place:
        command = [sys.executable, "-m", "severa_vnf.demo", *place.words, "--store", store]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as first:
            assert first.stdout is not None
            numbers = (line for line in first.stdout if "/v1/invoices" in line)
            assert len([*islice(numbers, 2)]) == 2
            first.send_signal(signal.SIGKILL)
        assert main([*place.words, "--store", store, "--report", str(report)]) == 0
        made = [*place.vnf.documents("customer_invoice"), *place.vnf.documents("customer_credit_note")]
    assert sorted(document["vnf_number"] for document in told(report)) == sorted(one["referenceNumber"] for one in made)
    assert len(made) == 3
    assert "unchanged" in {document["outcome"] for document in told(report)}


def test_it_waits_for_another_host(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """While another host holds the lease it waits, and says for whom."""
    store = tmp_path / "links.db"
    end = lease.End(at=(SystemClock().now() + timedelta(seconds=2)).isoformat())
    with SqliteStore(store) as links:
        holder = Put("lease", "holder", '{"name": "the other"}', None)
        links.commit("demo", [holder, Put("lease", "until", f'{{"at": "{end.at}"}}', None)])
    with served(few(HELD)) as place:
        assert main([*place.words, "--store", str(store)]) == 0
    assert "Waiting: the other works for this tenant" in capsys.readouterr().out


def test_it_tells_of_what_was_sent_alone(capsys: pytest.CaptureFixture[str]) -> None:
    """A write that failed is told; one that came too late for the lease was not sent, and is not."""
    call = invoices.patch("i", number=1)
    Narrator().answered(Send(call), LeaseLost("too late"))
    assert capsys.readouterr().out == ""
    Narrator().answered(Send(call), Rejected("no", **call.where))
    assert "PATCH  /v1/invoices/i -> failed: severa: PATCH" in capsys.readouterr().out


def test_it_goes_on_until_nothing_is_put_off(capsys: pytest.CaptureFixture[str]) -> None:
    """What could not be written in one cycle is in the next."""
    with served(few(0), Faults([Fault(Kind.SERVER_ERROR, method="PATCH", path="/invoices", nth=1)])) as place:
        assert main([*place.words]) == 0
    shown = capsys.readouterr().out
    assert "Cycle: {'deferred': 1}" in shown
    assert "Cycle: {'adopted': 1}" in shown
