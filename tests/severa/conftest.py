"""The official document of Severa's API, for the tests that read it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.severa.official import Official


@pytest.fixture(scope="session")
def official(shared: Path) -> Official:
    """The document, with what the API has got since."""
    return Official(json.loads((shared / "specs" / "severa.json").read_text("utf-8")))
