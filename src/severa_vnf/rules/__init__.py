"""Every trouble that a record can be in: a code, a sentence, a remedy, who can mend it, where, and what comes then.

All of it in English and in Dutch. Sentences are filled with the values of the case.
"""

from __future__ import annotations

from severa_vnf.rules import (
    access,
    costs,
    drafts,
    drift,
    following,
    matching,
    numbering,
    payments,
    preflight,
    refusals,
    registers,
    transfer,
)
from severa_vnf.rules.rule import Rule, Severity, Who
from severa_vnf.rules.text import Language, Text

TOPICS = (
    drafts,
    refusals,
    transfer,
    following,
    registers,
    matching,
    payments,
    drift,
    costs,
    access,
    numbering,
    preflight,
)
"""Where they stand, in the order in which they are printed."""
RULES = {rule.code: rule for topic in TOPICS for rule in vars(topic).values() if isinstance(rule, Rule)}
"""Every rule, by its code."""

__all__ = ["RULES", "TOPICS", "Language", "Rule", "Severity", "Text", "Who"]
