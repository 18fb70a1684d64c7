"""The rules as the page of the documentation shows them."""

from __future__ import annotations

import re
from types import ModuleType

from severa_vnf.rules import TOPICS
from severa_vnf.rules.rule import Rule


def as_markdown() -> str:
    """Every rule under its topic: its code as a heading, what it says, what to do, and who can."""
    found = ((topic, [rule for rule in vars(topic).values() if isinstance(rule, Rule)]) for topic in TOPICS)
    return "\n\n".join(_topic(topic, own) for topic, own in found)


def _topic(topic: ModuleType, own: list[Rule]) -> str:
    title = str(topic.__doc__).partition(".")[0]
    return "\n\n".join([f"## {title}", *map(_rule, own)])


def _rule(rule: Rule) -> str:
    return f"### {rule.code}\n\n{_shown(rule.says)}\n\n{_shown(rule.remedy)}\n*Who can mend it: {rule.who}.*"


def _shown(text: str) -> str:
    """Settings and calls as code, the values of a case in italics."""
    code = re.sub(r"(?:Settings|bridge)\.[\w.]*\w(?:\(\w*\))?", lambda hit: f"`{hit[0]}`", text)
    return code.format(field="*field*", value="*value*")
