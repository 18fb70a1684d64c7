"""What every test may ask for."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("default", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True, database=None)
settings.load_profile("default")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real invoices beside the repository; a test that needs it is skipped where it is not."""
    folder = Path(__file__).parents[2] / "shared"
    if not folder.is_dir():
        pytest.skip(f"there is no folder of real documents beside the repository: {folder.name}/")
    return folder
