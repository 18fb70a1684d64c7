"""The law of previews: a run writes what a preview showed, all of it and nothing else."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

import pytest
from attrs import field, frozen
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from severa_vnf import Settings
from severa_vnf.plan import Plan
from severa_vnf.testing.exchange import Request
from severa_vnf.testing.faults import Fault, Faults
from severa_vnf.testing.faults import Kind as Mishap
from tests.flows.costs.purchases import Buyer, line
from tests.flows.following.papers import CREDIT_NOTE, CREDITED
from tests.flows.ledger import SENT
from tests.flows.office import DRAFT, TO_TRANSFER, Kind, few

drivers = pytest.mark.parametrize("driver", ["sync", "async"])
STREAMS = ("invoices", "payments", "costs")
PLACES = (0, CREDITED, CREDIT_NOTE, 2, 3)
"""In the demo world. In the world of these tests they are 0 to 4."""
BILLS = 4

REQUESTS = {
    "document": r"vnf POST /v\d/customer(invoice|CreditNote)",
    "file": r"vnf POST /v\d/customer(invoice|CreditNote)/[^/]+/attachment",
    "mark": r"vnf PUT /v1/attachment/[^/]+",
    "application": r"vnf PUT /v1/customerCreditNote/[^/]+",
    "release": r"vnf POST /v1/customer(invoice|CreditNote)/[^/]+/action/release",
    "invoice": r"severa PATCH .*/invoices/[^/]+",
    "fee": r"severa POST .*/projectfees",
    "project file": r"severa POST .*/projects/[^/]+/files",
}
"""What a request writes, by its service, verb and path."""

CHANGES = {
    ("invoices", "", "note"): "document",
    ("invoices", "", "status"): "invoice",
    ("payments", "", "status"): "invoice",
    ("invoices", "file", "attachments"): "file",
    ("invoices", "file", "sendToAutoinvoice"): "mark",
    ("invoices", "credit", "applicationLines.1.refNbr"): "application",
    ("invoices", "release", "action"): "release",
    ("costs", "", "unitCost"): "fee",
    ("costs", "file", "name"): "project file",
}
"""What a change of a plan comes to, by its stream, its part and its row: one of a record's is enough."""


def kind_of(service: str, request: Request) -> str:
    """What a request writes. One that is not foreseen here has none."""
    told = f"{service} {request.method} {request.path}"
    (kind,) = [kind for kind, pattern in REQUESTS.items() if re.fullmatch(pattern, told)] or [told]
    return kind


def written(here: Buyer) -> Counter[str]:
    """What both services were asked to write; tokens are none."""
    asked = [(one.name, request) for one in (here.severa, here.vnf) for request in one.requests]
    return Counter(kind_of(name, one) for name, one in asked if one.method != "GET" and "token" not in one.path)


def shown(plan: Plan) -> Counter[str]:
    """What a plan says that would be written."""
    rows = [(step.stream, step.part.partition(" ")[0], one.row) for step in plan.writes for one in step.changes]
    return Counter(CHANGES[row] for row in rows if row in CHANGES)


@frozen
class Story:
    """What a company chose, and what happened to it. `late` are invoices that wait only now, `paid` those that are.

    `files` hang on invoices, by their places, and `papers` on purchases, of which so many were booked `before`. With
    `mishap` the first run could neither hang files anywhere nor release anything.
    """

    chosen: dict[str, bool]
    late: frozenset[int]
    paid: frozenset[int]
    files: tuple[int, ...]
    papers: tuple[int, ...]
    before: int
    mishap: bool = False
    world: Any = field(factory=lambda: few(*PLACES), repr=False)

    def happened(self) -> Buyer:
        """The company, after its first run and what came since."""
        chosen = Settings(**self.chosen)
        here = Buyer(world=self.world, settings=chosen, severa_switches={"rate_limit": None})
        for place, count in enumerate(self.files):
            for name in range(count):
                here.severa.attach(here.guid(place), f"{place} {name}.pdf", b"%PDF")
        for place in self.late:
            here.move(place, DRAFT)
        self._buys(here, range(self.before))
        places = "/action/release|/attachment" if self.mishap else "nowhere"
        here.vnf.faults = Faults([Fault(Mishap.SERVER_ERROR, "POST", places)])
        here.link_registers()
        here.bridge().sync(*STREAMS)
        here.vnf.faults = Faults()
        here.clock.advance(here.settings.release_wait * 5)
        for place in self.late:
            here.move(place, TO_TRANSFER)
        for place in self.paid - self.late:
            here.move(place, SENT)
            number = str(here.invoice(place)["number"])
            here.vnf.edit("customer_invoice", number, status="Open")
            here.vnf.pay(number, 1)
        self._buys(here, range(self.before, BILLS))
        here.severa.requests.clear()
        here.vnf.requests.clear()
        return here

    def _buys(self, here: Buyer, bills: range) -> None:
        for number in bills:
            here.bill(str(number), line(100 + number), line(7, "1002"))
            for name in range(self.papers[number]):
                here.vnf.attach("supplier_invoice", f"Invoice/{number}", f"{name}.pdf", b"%PDF")


FLAGS = ("attachments", "invoice_pdf", "apply_credit_notes", "release")
STORIES = st.builds(
    Story,
    chosen=st.fixed_dictionaries({name: st.booleans() for name in FLAGS}),
    late=st.frozensets(st.sampled_from(range(len(PLACES)))),
    paid=st.frozensets(st.sampled_from([0, 3, 4])),
    files=st.tuples(*(st.integers(0, 2) for _ in PLACES)),
    papers=st.tuples(*(st.integers(0, 2) for _ in range(BILLS))),
    before=st.integers(0, BILLS),
    mishap=st.booleans(),
)
ALL = dict.fromkeys(FLAGS, True)
EVERYTHING = Story(ALL, frozenset({2, 3}), frozenset({0, 3}), (2, 0, 1, 1, 0), (1, 0, 2, 0), 2)


@drivers
@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@example(EVERYTHING)
@example(Story(ALL, frozenset({1, 2}), frozenset({0}), (1,) * 5, (1,) * BILLS, 0))
@example(Story(ALL, frozenset({4}), frozenset(), (1,) * 5, (1,) * BILLS, BILLS, mishap=True))
@given(STORIES)
def test_what_is_written_was_shown(driver: Kind, story: Story) -> None:
    """Each request by which a run writes is a step of the preview before it, and each step is such a request."""
    here = story.happened()
    plan: Plan = here.using(driver, lambda bridge: bridge.preview(*STREAMS))
    assert written(here) == {}
    here.using(driver, lambda bridge: bridge.sync(*STREAMS))
    assert written(here) == shown(plan)


@drivers
@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@example(EVERYTHING)
@given(STORIES)
def test_a_plan_is_carried_out(driver: Kind, story: Story) -> None:
    """Applied, a plan writes what it shows as well; and then there is nothing to do."""
    here = story.happened()
    plan: Plan = here.using(driver, lambda bridge: bridge.preview(*STREAMS))
    here.using(driver, lambda bridge: bridge.apply(plan))
    assert written(here) == shown(plan)
    assert here.bridge().preview(*STREAMS).writes == ()


def test_the_law_sees_every_kind() -> None:
    """In one story alone everything is written that the law knows of."""
    assert shown(EVERYTHING.happened().bridge().preview(*STREAMS)).keys() == REQUESTS.keys()
