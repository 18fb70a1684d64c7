"""The rules as the page of the documentation shows them."""

from __future__ import annotations

import re
from types import ModuleType

from severa_vnf.rules import TOPICS
from severa_vnf.rules.rule import Rule
from severa_vnf.rules.text import Language


def as_markdown() -> str:
    """Every rule under its topic: its code as a heading, then all of it in English and in Dutch."""
    found = ((topic, [rule for rule in vars(topic).values() if isinstance(rule, Rule)]) for topic in TOPICS)
    return "\n\n".join(_topic(topic, own) for topic, own in found)


def _topic(topic: ModuleType, own: list[Rule]) -> str:
    title = str(topic.__doc__).removesuffix(".")
    return "\n\n".join([f"## {title}", *map(_rule, own)])


def _rule(rule: Rule) -> str:
    return "\n\n".join([f"### {rule.code}", f"*{rule.severity.capitalize()}.*", _in(rule, "en"), _in(rule, "nl")])


def _in(rule: Rule, language: Language) -> str:
    first = f"{_shown(rule.says.text(language))} {_shown(rule.remedy.text(language))}\n\n"
    return first + "\n".join(f"- {word}: {said}" for word, said in rule.besides(language))


def _shown(text: str) -> str:
    """Settings and calls as code, the values of a case in italics."""
    code = re.sub(r"(?:Settings|bridge)\.[\w.]*\w(?:\([^()]*\))?", lambda hit: f"`{hit[0]}`", text)
    return code.format(field="*field*", value="*value*", name="Invoice 100234")
