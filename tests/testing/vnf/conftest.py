"""What the tests of this simulator share."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.testing.vnf.office import Office


@pytest.fixture
def office() -> Office:
    """A strict company with every switch at its default."""
    return Office()


@pytest.fixture(scope="session")
def spec(shared: Path) -> dict[str, Any]:
    """The official description of the API."""
    description: dict[str, Any] = json.loads((shared / "specs" / "visma_net.json").read_text(encoding="utf-8"))
    return description
