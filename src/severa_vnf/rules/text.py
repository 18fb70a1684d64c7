"""What is said to people, in English and in Dutch."""

from __future__ import annotations

from typing import Literal

from attrs import frozen

Language = Literal["en", "nl"]


@frozen
class Text:
    """One sentence or more, in both languages; `{field}` and `{value}` have the same places in both."""

    en: str
    nl: str

    def text(self, language: Language = "en") -> str:
        """In one of them."""
        return self.nl if language == "nl" else self.en

    def of(self, language: Language, field: str, value: str) -> str:
        """In one of them, said of a case."""
        return self.text(language).format(field=field, value=value)
