from __future__ import annotations

import pytest

from severa_vnf.rules.words import DUTCH, in_words


@pytest.mark.parametrize(
    ("english", "dutch"),
    [
        ("Invoice 100001, 2026-08-31, Acme, 1.00 EUR", "Factuur 100001, 2026-08-31, Acme, 1.00 EUR"),
        ("Invoice, 2026-08-31, Acme, 1.00 EUR", "Factuur, 2026-08-31, Acme, 1.00 EUR"),
        ("Credit note 7, 2026-08-31", "Creditfactuur 7, 2026-08-31"),
        ("Purchase Invoice 7, line 1", "Inkoopfactuur 7, line 1"),
        ("Row 3 'Advies'", "Regel 3 'Advies'"),
        ("Rowing club", "Rowing club"),
        ("vatNumber", "Btw-nummer"),
        ("addressline, city", "Adres, Plaats"),
        ("vatNumber, shoeSize", "vatNumber, shoeSize"),
        ("partly paid in Visma.net, 'Verzonden' in Severa", "gedeeltelijk betaald in Visma.net, 'Verzonden' in Severa"),
        ("", ""),
    ],
)
def test_the_beginning_is_said_in_dutch(english: str, dutch: str) -> None:
    """A name begins with a word that is known, whole; what follows it is the record's own."""
    assert in_words(english, "nl") == dutch
    assert in_words(english, "en") == english


def test_every_word_has_another() -> None:
    """No word is empty in Dutch."""
    assert all(DUTCH.values())
