"""Text from outside as it may stand on a terminal: names and messages are data; they move no cursor, forge no line."""

from __future__ import annotations

import unicodedata

JOINERS = "\u200c\u200d"
"""They shape letters, in Persian or in emoji, and turn nothing round."""


def one_line(text: str) -> str:
    """The text in one line, all of it to be seen: a line's end is a blank; controls and bidi marks are escaped."""
    return text if text.isprintable() else "".join(map(_shown, text))


def _shown(one: str) -> str:
    if one in "\t\n\r":
        return " "
    kind = unicodedata.category(one)
    hidden = (kind[0] == "C" and one not in JOINERS) or kind in ("Zl", "Zp")
    return one.encode("unicode_escape").decode() if hidden else one
