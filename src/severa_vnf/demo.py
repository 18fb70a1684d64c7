"""A whole host: `python -m severa_vnf.demo` carries invoices from Severa to Visma.net and prints what it does.

Without addresses it starts both simulators itself. With addresses it is the host alone, and run again after a crash
with the same `--store` it carries on where it stopped.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from attrs import evolve, field, frozen

from severa_vnf.bridge import Bridge
from severa_vnf.client import Severa, VismaNet
from severa_vnf.errors import LeaseLost
from severa_vnf.flows.ask import Send
from severa_vnf.flows.invoices import documents
from severa_vnf.flows.invoices.documents import Key
from severa_vnf.flows.memory import Link
from severa_vnf.mapping.invoices import severa_total
from severa_vnf.mapping.totals import total_of
from severa_vnf.plan import Deferred, Outcome, Report
from severa_vnf.send import SystemClock
from severa_vnf.settings import CustomerClasses, ItemClasses, Settings
from severa_vnf.severa import invoices
from severa_vnf.stores import MemoryStore, SqliteStore
from severa_vnf.testing.serve import Servers
from severa_vnf.testing.severa import SeveraSimulator
from severa_vnf.testing.ubl import ubl_files
from severa_vnf.testing.vnf import VnfSimulator
from severa_vnf.testing.worlds import demo_world, invoices_world, load_into, with_wrong_vat
from severa_vnf.values import Money

SETTINGS = Settings(
    lease=timedelta(seconds=5),
    settle=timedelta(seconds=5),
    max_clock_skew=timedelta(seconds=3),
    customer_classes=CustomerClasses(default="DOMESTIC"),
    item_classes=ItemClasses(products="NONSTOCK", work_types="LABOR", travel_expenses="EXPENSE"),
)
TIMEOUT = 0.9
"""Seconds for each of a call's four phases: together less than the lease."""

WAIT = 1.0
"""Seconds between two cycles while something is left to do."""


@frozen
class Places:
    """Where both services are, and from which file each invoice was read."""

    severa: str
    vnf: str
    token: str
    sources: Mapping[str, str] = field(factory=dict)


@frozen
class Line:
    """A document in the report. Amounts are in its own currency."""

    source: str | None
    severa_guid: str
    outcome: str
    vnf_number: str | None
    severa_total: Money | None
    vnf_total: Money | None
    problem: str | None

    @property
    def difference(self) -> Decimal | None:
        """Visma.net's total less Severa's, both without sign: a credit note's is negative in Severa only."""
        if self.severa_total is None or self.vnf_total is None:
            return None
        return abs(self.vnf_total.amount) - abs(self.severa_total.amount)

    def texts(self) -> dict[str, str | None]:
        """As the report has it: amounts as strings."""
        amounts = {"severa_total": self.severa_total, "vnf_total": self.vnf_total}
        return {
            "source": self.source,
            "severa_guid": self.severa_guid,
            "outcome": self.outcome,
            "vnf_number": self.vnf_number,
            **{name: str(total.amount) if total else None for name, total in amounts.items()},
            "difference": None if self.difference is None else str(self.difference),
            "problem": self.problem,
        }


class Narrator:
    """Prints every write, as it is answered."""

    def asked(self, question: object) -> None:
        """Nothing is told before it has happened."""

    def answered(self, question: object, answer: object) -> None:
        """Tell of a write, and how it went. What came too late for the lease was not sent, and is soon tried again."""
        if isinstance(answer, LeaseLost):
            return
        if isinstance(question, Send) and question.call.method != "GET":
            name = "Severa" if question.call.system == "severa" else "Visma.net"
            went = f"failed: {answer}" if isinstance(answer, Exception) else "done"
            went = answer if isinstance(answer, str) else went
            print(f"  {name:<9} {question.call.method:<6} {question.call.path} -> {went}", flush=True)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the demo; returns 0 when every document is settled: accepted, or refused with its reason."""
    given = _parser().parse_args(arguments)
    secrets: Any = {"client_id": "id", "client_secret": "secret", "timeout": TIMEOUT}
    with ExitStack() as stack:
        places = stack.enter_context(_places(given))
        sev = stack.enter_context(Severa(base_url=places.severa, **secrets))
        fin = stack.enter_context(VismaNet(base_url=places.vnf, token_url=places.token, tenant_id="demo", **secrets))
        store = stack.enter_context(SqliteStore(given.store)) if given.store else MemoryStore()
        print(f"From Severa at {places.severa} to Visma.net at {places.vnf}", flush=True)
        bridge = Bridge(sev, fin, store=store, settings=SETTINGS, tenant="demo", observer=Narrator())
        registers = _once(bridge, "classes", "customers", "items", "projects")
        print(f"Customers, items, projects: {registers.counts or 'equal'}; {dict(registers.requests)}", flush=True)
        report = _settle(bridge)
        lines = [_line(outcome, places.sources) for outcome in report.outcomes]
        lines += _earlier(bridge, sev, fin, {line.severa_guid for line in lines}, places.sources)
    print("\n" + _table(lines))
    if given.report:
        told = {"documents": [line.texts() for line in lines], "requests": dict(report.requests)}
        given.report.write_text(json.dumps(told, indent=1), encoding="utf-8")
    return 0


def _once(bridge: Bridge, *streams: str) -> Report:
    """One cycle of these streams, once no other host holds the lease."""
    while True:
        try:
            return bridge.sync(*streams)
        except LeaseLost as error:
            print(f"Waiting: {error}", flush=True)
            time.sleep(WAIT)


def _settle(bridge: Bridge) -> Report:
    """Cycle until nothing is put off any more: the last cycle's report, with what came of the documents before."""
    settled: dict[str, Outcome] = {}
    while True:
        report = _once(bridge, "invoices")
        print(f"Cycle: {report.counts or 'nothing to do'}; exchanges: {dict(report.requests)}", flush=True)
        settled |= {outcome.record: outcome for outcome in report.outcomes}
        if not any(isinstance(outcome, Deferred) for outcome in report.outcomes):
            return evolve(report, outcomes=tuple(settled.values()))
        time.sleep(WAIT)


def _line(outcome: Outcome, sources: Mapping[str, str]) -> Line:
    return Line(
        sources.get(outcome.record),
        outcome.record,
        type(outcome).__name__.lower(),
        outcome.number,
        outcome.severa_total,
        outcome.vnf_total,
        "; ".join(problem.text() for problem in outcome.problems) or None,
    )


def _earlier(bridge: Bridge, sev: Severa, fin: VismaNet, known: set[str], sources: Mapping[str, str]) -> Iterator[Line]:
    """The documents that an earlier run, stopped before its report, has carried over."""
    for link in bridge.links("invoices"):
        assert isinstance(link, Link)
        if link.guid not in known:
            document = fin.send(documents.get(Key(link.credit_note, link.number)))
            total = severa_total(sev.send(invoices.get(link.guid)))
            yield Line(sources.get(link.guid), link.guid, "unchanged", link.number, total, total_of(document), None)


def _table(lines: Sequence[Line]) -> str:
    rows: list[tuple[str, ...]] = [("outcome", "number", "Severa", "Visma.net", "difference", "document")]
    for line in lines:
        shown = (line.vnf_number, line.severa_total, line.vnf_total, line.difference, line.source or line.severa_guid)
        rows.append((line.outcome, *("" if one is None else str(one) for one in shown)))
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    table = ["  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    reasons = [f"{line.outcome}: {line.problem}" for line in lines if line.problem]
    return "\n".join([*table, "", *reasons])


@contextmanager
def _places(given: argparse.Namespace) -> Iterator[Places]:
    """The servers that were named, or two simulators on loopback."""
    if given.severa_url:
        parts = urlsplit(given.vnf_url)
        token = given.vnf_token_url or f"{parts.scheme}://{parts.netloc}/connect/token"
        yield Places(given.severa_url, given.vnf_url, token)
        return
    world = demo_world()
    if given.invoices:
        world = with_wrong_vat(invoices_world(ubl_files(given.invoices)))
    for problem in world.problems:
        print(f"  {problem}", file=sys.stderr)
    clock = SystemClock()
    severa, vnf = SeveraSimulator(clock=clock), VnfSimulator(clock=clock)
    load_into(world, severa, vnf)
    with Servers(severa, vnf) as servers:
        yield Places(servers.severa_url, servers.vnf_url, servers.token_url, world.sources)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m severa_vnf.demo", description=__doc__)
    parser.add_argument("--invoices", type=Path, metavar="FOLDER", help="UBL invoices and credit notes to carry over")
    parser.add_argument("--severa-url", metavar="URL")
    parser.add_argument("--vnf-url", metavar="URL")
    parser.add_argument("--vnf-token-url", metavar="URL", help="by default /connect/token on the host of --vnf-url")
    parser.add_argument("--store", metavar="FILE", help="where the links are remembered (SQLite)")
    parser.add_argument("--report", type=Path, metavar="FILE.json")
    return parser


if __name__ == "__main__":
    sys.exit(main())
