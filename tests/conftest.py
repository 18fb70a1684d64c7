"""What every test may ask for."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

# Quick, and new examples each time, but for a build server: there the same code gives the same result.
settings.register_profile("default", deadline=None, max_examples=30, derandomize="CI" in os.environ)
settings.register_profile("ci", deadline=None, derandomize=True, database=None)
settings.load_profile("default")


SHARED = Path(__file__).parents[2] / "shared"


def pytest_collection_modifyitems(items: list[pytest.Function]) -> None:
    """Skip what needs the folder of real documents where there is none."""
    for item in items:
        if "shared" in item.fixturenames:
            item.add_marker(pytest.mark.skipif(not SHARED.is_dir(), reason="no folder shared/ beside the repository"))


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real documents beside the repository."""
    return SHARED
