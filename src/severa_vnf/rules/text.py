"""What is said to people, in English and in Dutch."""

from __future__ import annotations

from typing import Literal

from attrs import frozen

Language = Literal["en", "nl"]


@frozen
class Text:
    """One sentence or more, in both languages, with the same places in both.

    `{field}` and `{value}` are said in the language; `{name}` is the value as a call takes it. What a service said
    stands as `"{value}".`: in quotes, with one full stop after it.
    """

    en: str
    nl: str

    def text(self, language: Language = "en") -> str:
        """In one of them."""
        return self.nl if language == "nl" else self.en

    def of(self, language: Language, field: str, value: str, name: str = "") -> str:
        """In one of them, said of a case."""
        template = self.text(language)
        value = value.rstrip().removesuffix(".") if '"{value}".' in template else value
        return template.format(field=field, value=value, name=name)
