from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.contract.descriptions import npm, official
from tests.contract.prism import free_port, wait_for

pytestmark = pytest.mark.contract


def test_a_new_machine_gets_the_descriptions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both documents come from npm at the first call, and from the store at the next."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    fetched = official("severa"), official("vnf")
    assert [each["info"]["version"] for each in fetched] == ["1.0", "9.66.02.1023"]
    assert sorted(path.name for path in tmp_path.rglob("*.json")) == ["visma.com.json", "visma.net.json"]


def test_they_are_the_documents_that_were_read(shared: Path) -> None:
    """The published documents are, those from which the facts about both services were taken."""
    assert official("severa") == json.loads((shared / "specs" / "severa.json").read_text("utf-8"))
    assert official("vnf") == json.loads((shared / "specs" / "visma_net.json").read_text("utf-8"))


def test_without_npm_the_reason_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there is no npm, the judge says so instead of passing."""
    monkeypatch.setenv("PATH", "")
    with pytest.raises(RuntimeError, match="needs npm"):
        npm("--version")


def test_a_failure_of_npm_is_told() -> None:
    """What npm says of its failure is passed on."""
    with pytest.raises(RuntimeError, match="no-such-word"):
        npm("no-such-word")


def test_a_server_that_ends_is_not_waited_for() -> None:
    """A process that ends before it listens is an error at once."""
    with subprocess.Popen([sys.executable, "-c", ""]) as ended, pytest.raises(RuntimeError, match="nothing listens"):
        wait_for(free_port(), ended)
