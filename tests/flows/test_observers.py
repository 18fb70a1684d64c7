from __future__ import annotations

import pytest

from tests.flows.observers import Broken, happening


def test_what_goes_wrong_in_the_middle_of_a_run_is_no_observers_trouble() -> None:
    """An observer that raises is ignored by a run; a test whose own deed fails is not."""
    with pytest.raises(Broken, match="ZeroDivisionError"):
        happening(lambda: 1 / 0)
