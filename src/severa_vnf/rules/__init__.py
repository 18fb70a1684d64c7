"""Every trouble that a record can be in: a code, a sentence, and what to do about it.

Sentences are filled with the values of the case. `who` can mend it: a user of Severa, one of Visma.net, an
administrator of this integration, or nobody (it passes by itself).
"""

from __future__ import annotations

from severa_vnf.rules import drafts, preflight, registers, transfer
from severa_vnf.rules.rule import Rule, Who

RULES = {
    rule.code: rule
    for topic in (drafts, transfer, registers, preflight)
    for rule in vars(topic).values()
    if isinstance(rule, Rule)
}
"""Every rule, by its code."""

__all__ = ["RULES", "Rule", "Who"]
