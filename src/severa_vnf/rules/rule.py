"""What a rule is: a code, a sentence, a remedy, who can mend it and where, and what happens by itself then."""

from __future__ import annotations

from enum import StrEnum

from attrs import Factory, field, frozen

from severa_vnf.rules.text import Language, Text

TOLD: dict[Language, tuple[str, str, str]] = {
    "en": ("Who can mend it", "Where", "Then"),
    "nl": ("Wie het kan verhelpen", "Waar", "Daarna"),
}
"""The headings of what is told of a rule besides its sentences."""


class Who(StrEnum):
    """Who can mend it."""

    SEVERA = "a Severa user"
    VISMA_NET = "a Visma.net user"
    ADMINISTRATOR = "an administrator"
    NOBODY = "nobody: it passes by itself"

    def text(self, language: Language = "en") -> str:
        """In words."""
        return DUTCH[self] if language == "nl" else self.value


DUTCH = {
    Who.SEVERA: "een gebruiker van Severa",
    Who.VISMA_NET: "een gebruiker van Visma.net",
    Who.ADMINISTRATOR: "een beheerder",
    Who.NOBODY: "niemand: het gaat vanzelf over",
}


class Severity(StrEnum):
    """How bad it is."""

    ERROR = "error"
    """The record, or a part of it, does not cross."""
    WARNING = "warning"
    """It crosses, or is not meant to; somebody should look at it."""
    NOTICE = "notice"
    """It passes by itself, or may stay as it is."""


def _severity(rule: Rule) -> Severity:
    return Severity.NOTICE if rule.who is Who.NOBODY else Severity.ERROR


@frozen
class Rule:
    """One kind of trouble. `says` and `remedy` have the places of `Text`.

    `where` is the menu path, `then` what happens by itself afterwards.
    """

    code: str
    says: Text
    remedy: Text
    who: Who
    where: Text
    then: Text
    severity: Severity = field(default=Factory(_severity, takes_self=True))

    def besides(self, language: Language = "en") -> tuple[tuple[str, str], ...]:
        """Who can mend it, where, and what comes then: each with its heading."""
        who, where, then = TOLD[language]
        return (
            (who, self.who.text(language)),
            (where, self.where.text(language)),
            (then, self.then.text(language)),
        )
