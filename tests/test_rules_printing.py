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
    """The values of a case are in italics, settings and calls are code; who, where and then; in both languages."""
    assert (
        "### row-without-code\n\n"
        "*Error.*\n\n"
        "*field* has no product code (*value*), and a Visma.net line needs an item. "
        "Choose a product with a code, or name an item for such rows in `Settings.row_items`.\n\n"
        "- Who can mend it: a Severa user\n"
        "- Where: Severa: Invoices > the invoice > Invoice rows\n"
        "- Then: The next run carries the invoice over, as long as it has the status from which invoices are "
        "transferred.\n\n"
        "*field* heeft geen code van een product, werktype of reiskosten (*value*), en een regel in Visma.net heeft "
        "een artikel nodig. Kies een product met een code, of noem een artikel voor zulke regels in "
        "`Settings.row_items`.\n\n"
        "- Wie het kan verhelpen: een gebruiker van Severa\n"
        "- Waar: Severa: Facturen > de factuur > Factuurregels\n"
    ) in as_markdown()
