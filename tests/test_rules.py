from __future__ import annotations

import re
from string import Formatter

import pytest

from severa_vnf.rules import RULES, Rule

every = pytest.mark.parametrize("rule", RULES.values(), ids=RULES)


@every
def test_code(rule: Rule) -> None:
    """A rule is known by a code of small words, which no other has."""
    assert re.fullmatch(r"[a-z]+(-[a-z]+)+", rule.code)
    assert RULES[rule.code] is rule


@every
def test_sentences(rule: Rule) -> None:
    """A rule says whole sentences, with places for the field and the value alone."""
    for text in (rule.says, rule.remedy):
        assert text[-1] in ".}"
        assert {name for _, name, _, _ in Formatter().parse(text) if name is not None} <= {"field", "value"}


def test_all_are_there() -> None:
    """The rules stand under their codes, one for each."""
    assert len(RULES) > 30
    assert all(isinstance(rule, Rule) for rule in RULES.values())
