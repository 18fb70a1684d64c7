"""Every trouble that a record can be in: a code, a sentence, and what to do about it.

Sentences are filled with the values of the case. `who` can mend it: a user of Severa, one of Visma.net, an
administrator of this integration, or nobody (it passes by itself).
"""

from __future__ import annotations

from severa_vnf.rules import costs, drafts, payments, preflight, reconciling, registers, transfer
from severa_vnf.rules.rule import Rule, Who

TOPICS = (drafts, preflight, registers, transfer, payments, costs, reconciling)
"""Where they stand, in the order in which they are printed."""
RULES = {rule.code: rule for topic in TOPICS for rule in vars(topic).values() if isinstance(rule, Rule)}
"""Every rule, by its code."""

__all__ = ["RULES", "TOPICS", "Rule", "Who"]
