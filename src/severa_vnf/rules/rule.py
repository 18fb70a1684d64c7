"""What a rule is: a code, a sentence, a remedy, and who can mend it."""

from __future__ import annotations

from enum import StrEnum

from attrs import frozen


class Who(StrEnum):
    """Who can mend it."""

    SEVERA = "a Severa user"
    VISMA_NET = "a Visma.net user"
    ADMINISTRATOR = "an administrator"
    NOBODY = "nobody: it passes by itself"


@frozen
class Rule:
    """One kind of trouble. `says` and `remedy` have places for `{field}` and `{value}`."""

    code: str
    says: str
    remedy: str
    who: Who
