from __future__ import annotations

import re

from severa_vnf.rules import RULES
from severa_vnf.rules.printing import as_markdown


def test_every_rule_is_printed() -> None:
    """Each rule has its heading, under the one of its topic: no two have the same code."""
    page = as_markdown()
    assert sorted(re.findall(r"^### (.+)$", page, re.MULTILINE)) == sorted(RULES)
    assert page.startswith("## What keeps an invoice from becoming a document\n\n### invoice-without-rows\n\n")


def test_a_rule_is_printed_for_people() -> None:
    """The values of a case are in italics, settings and calls are code, and it says who can mend it."""
    assert (
        "### row-without-code\n\n"
        "*field* has no product code (*value*), and a Visma.net line needs an item.\n\n"
        "Choose a product with a code, or name an item for such rows in `Settings.row_items`.\n"
        "*Who can mend it: a Severa user.*"
    ) in as_markdown()
