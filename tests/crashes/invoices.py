"""Invoices are transferred: each has one document and its number, and what is refused has none."""

from __future__ import annotations

from collections.abc import Mapping

from severa_vnf.testing.worlds import World
from tests.crashes.points import Story
from tests.flows.office import HELD, Office, few


def _story(world: World) -> Story[Office]:
    return Story(lambda store: Office(world, store=store), Office.cycle, Office.until_quiet, Office.tally)


STORIES: Mapping[str, Story[Office]] = {
    "invoices: a single one": _story(few(0)),
    "invoices: one and a credit note": _story(few(0, 6)),
    "invoices: one, a credit note, one refused": _story(few(0, 6, wrong_vat=True)),
    "invoices: all": _story(few(*(place for place in range(12) if place != HELD), wrong_vat=True)),
}
