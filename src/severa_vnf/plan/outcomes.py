"""What came of a run: an outcome for each record, the problems found, and how they print."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from attrs import field, frozen

from severa_vnf.errors import BridgeError
from severa_vnf.printable import one_line
from severa_vnf.rules import Language, Rule, Text
from severa_vnf.rules.words import in_words
from severa_vnf.values import Money


@frozen
class Problem:
    """One trouble with one record, in words for the person who mends it.

    `stream` and `record` say whose it is, `label` how a person knows it; `field` is the place in it, `value` what is
    wrong there.
    """

    rule: Rule
    stream: str
    record: str
    label: str
    field: str = ""
    value: str = ""

    @property
    def code(self) -> str:
        """The rule's name, for programs."""
        return self.rule.code

    @property
    def remedy(self) -> str:
        """What to do."""
        return self._filled(self.rule.remedy)

    def says(self, language: Language = "en") -> str:
        """What is wrong, in one sentence."""
        return self._filled(self.rule.says, language)

    def named(self, language: Language = "en") -> str:
        """Whose it is, as a person knows it."""
        return one_line(in_words(self.label, language))

    def text(self, language: Language = "en") -> str:
        """Whose it is, what is wrong, and what to do, in plain words."""
        return f"{self.named(language)}: {self.says(language)} {self._filled(self.rule.remedy, language)}"

    def told(self, language: Language = "en") -> str:
        """All of it, a line for each thing: who can mend it and where, and what happens by itself afterwards."""
        return "\n".join([self.text(language), *(f"{word}: {said}" for word, said in self.rule.besides(language))])

    def _filled(self, text: Text, language: Language = "en") -> str:
        field, value = in_words(self.field or "The record", language), in_words(self.value, language)
        return one_line(text.of(language, field, value, self.value))

    def __str__(self) -> str:
        return self.text()


class Trouble(BridgeError):
    """Raised by `Report.raise_for_problems`: the run left problems behind. `.problems` holds them."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(problem.text() for problem in problems))
        self.problems = problems


@frozen(kw_only=True)
class Outcome:
    """What came of one record. The subclasses say what."""

    stream: str
    record: str
    label: str
    problems: tuple[Problem, ...] = ()
    number: str | None = None
    """The number that Visma.net gave."""
    severa_total: Money | None = None
    vnf_total: Money | None = None


@frozen(kw_only=True)
class Created(Outcome):
    """Made in the other system."""


@frozen(kw_only=True)
class Adopted(Outcome):
    """Was there already, made in an earlier run or by hand: linked, not made again."""


@frozen(kw_only=True)
class Updated(Outcome):
    """Was changed on one side or both, so that they are equal again."""


@frozen(kw_only=True)
class Unchanged(Outcome):
    """Is equal on both sides."""


@frozen(kw_only=True)
class Held(Outcome):
    """Nothing was written: the problems come first. Tried again in the next run."""


@frozen(kw_only=True)
class Refused(Outcome):
    """The other system's copy is gone again, or was never made; the record says so where its users look."""


@frozen(kw_only=True)
class Deferred(Outcome):
    """Left for a later run, for want of time or certainty."""


@frozen
class Report:
    """What came of a run. `requests` counts the exchanges with each system, token requests left out."""

    outcomes: tuple[Outcome, ...] = ()
    problems: tuple[Problem, ...] = ()
    requests: Mapping[str, int] = field(factory=dict)

    @property
    def counts(self) -> dict[str, int]:
        """How many records came to which outcome."""
        return dict(Counter(type(outcome).__name__.lower() for outcome in self.outcomes))

    def raise_for_problems(self) -> None:
        """Raise `Trouble` if anything is left for a person to mend."""
        if self.problems:
            raise Trouble(self.problems)

    def __str__(self) -> str:
        rows: list[Sequence[str]] = [("outcome", "number", "Severa", "Visma.net", "record")]
        rows += [
            (
                type(outcome).__name__.lower(),
                outcome.number or "",
                str(outcome.severa_total or ""),
                str(outcome.vnf_total or ""),
                outcome.label,
            )
            for outcome in self.outcomes
        ]
        told = [f"- {problem.text()}" for problem in self.problems]
        return "\n".join([*table(rows), *told])


def table(rows: Sequence[Sequence[str]]) -> list[str]:
    """Rows as lines, each column as wide as its widest text. What stands in a cell begins no line of its own."""
    plain = [list(map(one_line, row)) for row in rows]
    widths = [max(len(row[column]) for row in plain) for column in range(len(plain[0]))]
    return ["  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)).rstrip() for row in plain]
