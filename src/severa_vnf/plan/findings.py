"""What looking round before the first run found, in words for the people who mend it."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen

from severa_vnf.plan.outcomes import Problem
from severa_vnf.rules import Language, Who

HEADS: dict[Language, tuple[str, str, str]] = {
    "en": ("Nothing stands in the way.", "This has to be put right first.", "(worth knowing) "),
    "nl": ("Niets staat in de weg.", "Dit moet eerst in orde worden gebracht.", "(goed om te weten) "),
}


@frozen
class Finding(Problem):
    """Something found: `label` says where. Without `stops` it is worth knowing, and nothing has to wait for it."""

    stops: bool = True


@frozen
class Findings:
    """All that was found. `ok`: none of it stands in the way of a run. Iterates over the findings."""

    findings: tuple[Finding, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether the bridge may be started."""
        return not any(finding.stops for finding in self.findings)

    def __iter__(self) -> Iterator[Finding]:
        return iter(self.findings)

    def text(self, language: Language = "en") -> str:
        """A list for each who can mend something, what stands in the way first."""
        free, first, aside = HEADS[language]
        lines = [free if self.ok else first]
        for who in Who:
            mine = sorted((one for one in self.findings if one.rule.who is who), key=lambda one: not one.stops)
            named = who.text(language)
            lines += ["", f"{named[0].upper()}{named[1:]}"] if mine else []
            lines += [f"- {'' if one.stops else aside}{one.text(language)}" for one in mine]
        return "\n".join(lines)

    def __str__(self) -> str:
        return self.text()
