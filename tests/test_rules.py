from __future__ import annotations

import re
from string import Formatter

import pytest

from severa_vnf.rules import RULES, TOPICS, Rule, Severity, Text, Who, afterwards, places

every = pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
GUID = re.compile(r"[0-9a-f]{8}-", re.IGNORECASE)


def places_in(text: str) -> set[str | None]:
    """What a sentence is filled with."""
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def words_of(text: str) -> set[str]:
    """What people type or click on, the same in every language: settings, calls, screens."""
    return set(re.findall(r"(?:Settings|bridge)\.\w+|\b[A-Z]{2}\d{6}\b|\bBtw facturatie\b|\bAutoInvoice\b", text))


@every
def test_code(rule: Rule) -> None:
    """A rule is known by a code of small words, which no other has."""
    assert re.fullmatch(r"[a-z]+(-[a-z]+)+", rule.code)
    assert RULES[rule.code] is rule


@every
def test_both_languages(rule: Rule) -> None:
    """Everything is said in whole sentences, in English and in Dutch, filled with the same things at the same calls."""
    for text in (rule.says, rule.remedy):
        assert text.en[-1] in ".}"
        assert text.nl[-1] in ".}"
        assert places_in(text.en) == places_in(text.nl) <= {"field", "value", "name"}
        assert words_of(text.en) == words_of(text.nl)
        assert text.en != text.nl or text.en == "{value}"
    assert rule.who.text("en") != rule.who.text("nl")


@every
def test_no_guid(rule: Rule) -> None:
    """No sentence has a guid in it."""
    for text in (rule.says, rule.remedy, rule.where, rule.then):
        assert not GUID.search(text.en + text.nl)


@every
def test_where_and_then(rule: Rule) -> None:
    """The menu path is one of those that are known, and what comes then is said once for all rules that share it."""
    assert rule.where in vars(places).values()
    assert rule.then in vars(afterwards).values()


@every
def test_severity(rule: Rule) -> None:
    """What nobody has to mend is a notice, and nothing else is."""
    assert (rule.severity is Severity.NOTICE) == (rule.who is Who.NOBODY)


def test_all_are_there() -> None:
    """Each rule of each topic stands under its code, no two under one."""
    assert len(RULES) == sum(isinstance(one, Rule) for topic in TOPICS for one in vars(topic).values())


def test_nothing_is_left_over() -> None:
    """Each place and each sentence of what comes then is used by a rule, and is said in both languages."""
    for module, used in ((places, "where"), (afterwards, "then")):
        there = {one for one in vars(module).values() if isinstance(one, Text)}
        assert there == {getattr(rule, used) for rule in RULES.values()}
        assert all(one.en != one.nl and words_of(one.en) == words_of(one.nl) for one in there)


@pytest.mark.parametrize("code", ["vat-differs", "total-differs"])
def test_vat(code: str) -> None:
    """A remedy for VAT names 'Btw facturatie' on the customer and the VAT of the item, as the documentation does."""
    rule = RULES[code]
    assert "'Btw facturatie'" in rule.remedy.en
    assert "VAT of the item" in rule.remedy.en
    assert "'Btw facturatie' bij de klant en de btw van " in rule.remedy.nl
    assert "Btw facturatie" in rule.where.nl
