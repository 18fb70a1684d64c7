"""Costs are carried to projects: each line of a document is one fee there, and each of its files is there once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from severa_vnf import Settings
from severa_vnf.ports import MappingStore
from tests.crashes.points import Story
from tests.flows.costs.purchases import TODAY, Buyer, entry, line
from tests.flows.office import Tally

Carried = tuple[str, ...]
"""The number of a project, what a fee says, and what it costs; or the number, and the name of a file."""


def _story(happens: Callable[[Buyer], None], wanted: Mapping[Carried, int], **settings: Any) -> Story[Buyer]:
    def begin(store: MappingStore) -> Buyer:
        here = Buyer(settings=Settings(**settings), store=store)
        happens(here)
        return here

    def tally(here: Buyer) -> Tally:
        found, right = _carried(here), Counter(wanted)
        return Tally((found - right).total(), (right - found).total())

    return Story(begin, Buyer.cycle, Buyer.until_quiet, tally)


def _carried(here: Buyer) -> Counter[Carried]:
    numbers = {one["guid"]: str(one["number"]) for one in here.world.severa["projects"]}
    files = here.severa.documents("project_files")
    return Counter(
        [
            *(
                (numbers[fee["project"]["guid"]], str(fee["description"]), str(fee["unitCost"]["amount"]))
                for fee in here.fees()
            ),
            *((numbers[one["projectGuid"]], str(one["name"])) for one in files),
        ]
    )


def _released(here: Buyer) -> None:
    here.begun()
    here.bill("1", line(100), line(100), line(7, "1002", "Wood"), line(3, "X"))
    here.bill("2", line(30), documentType="DebitAdj")
    here.batch("9", entry(5, "1003"), entry(-5, None))
    here.vnf.attach("supplier_invoice", "Invoice/1", "scan.pdf", b"all of it")
    here.vnf.attach("supplier_invoice", "Invoice/1", "wood.pdf", b"of the wood", line=3)


def _one_line(here: Buyer) -> None:
    here.begun()
    here.bill("1", line(100))


def _adopted(here: Buyer) -> None:
    """The official integration was here before: of two alike lines it had carried one."""
    here.bill("1", line(100), line(100), line(7, "1002", "Wood"))
    here.vnf.attach("supplier_invoice", "Invoice/1", "scan.pdf", b"all of it")
    fee = {"project": {"guid": here.project("1001")}, "eventDate": TODAY, "quantity": 1, "description": STEEL}
    here.severa.load("project_fees", [{**fee, "unitCost": {"amount": 100, "currencyCode": "EUR"}}])


def _corrected(here: Buyer) -> None:
    """An amount changed, a line was moved to another project, and a batch was voided."""
    here.begun()
    here.bill("1", line(100), line(7, "1002", "Wood"))
    here.batch("9", entry(5, "1003"))
    here.cycle()
    here.amend("1", line(120), line(7, "1003", "Wood"))
    here.vnf.edit("journal_transaction", "ModuleGL/9", status="Voided")


STEEL, WOOD, BOOKED = "Steel, 1, 50000 Staal & Co", "Wood, 1, 50000 Staal & Co", "Steel, 9"
STORIES: Mapping[str, Story[Buyer]] = {
    "costs: released": _story(
        _released,
        {
            ("1001", STEEL, "100"): 2,
            ("1002", WOOD, "7"): 1,
            ("1001", "Steel, 2, 50000 Staal & Co", "-30"): 1,
            ("1003", BOOKED, "5"): 1,
            ("1001", "scan.pdf"): 1,
            ("1002", "scan.pdf"): 1,
            ("1002", "wood.pdf"): 1,
        },
    ),
    "costs: one line": _story(_one_line, {("1001", STEEL, "100"): 1}),
    "costs: adopted": _story(
        _adopted,
        {("1001", STEEL, "100"): 2, ("1002", WOOD, "7"): 1, ("1001", "scan.pdf"): 1, ("1002", "scan.pdf"): 1},
        go_live=date(2026, 10, 1),
    ),
    "costs: corrected": _story(
        _corrected,
        {
            ("1001", STEEL, "100"): 1,
            ("1001", STEEL, "20"): 1,
            ("1002", WOOD, "7"): 1,
            ("1002", WOOD, "-7"): 1,
            ("1003", WOOD, "7"): 1,
            ("1003", BOOKED, "5"): 1,
            ("1003", BOOKED, "-5"): 1,
        },
    ),
}
