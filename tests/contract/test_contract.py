from __future__ import annotations

import subprocess
import sys

import httpx
import pytest

from tests.contract.conftest import Court
from tests.contract.descriptions import System
from tests.contract.prism import Door
from tests.contract.tour import tour
from tests.contract.wrong import RIGHT, WRONG, Case, Parrot

pytestmark = pytest.mark.contract

Parrots = dict[System, tuple[str, Door, Parrot]]


def _judgement(case: Case, parrots: Parrots) -> list[str]:
    url, door, parrot = parrots[case.system]
    parrot.reply = case.reply
    door.exchanges.clear()
    asked = case.request
    httpx.request(asked.method, url + asked.path, params=asked.query, headers=dict(asked.headers), content=asked.body)
    return door.report()


@pytest.mark.parametrize("case", WRONG, ids=lambda case: case.name)
def test_a_wrong_exchange_is_reported(case: Case, parrots: Parrots) -> None:
    """Each known way of breaking a description is told, in words that name the fault."""
    assert case.told is not None
    assert case.told in "\n".join(_judgement(case, parrots))


@pytest.mark.parametrize("case", RIGHT, ids=lambda case: case.name)
def test_a_right_exchange_is_not_reported(case: Case, parrots: Parrots) -> None:
    """Where nothing is wrong, nothing is told."""
    assert _judgement(case, parrots) == []


def test_the_demo_breaks_no_rule(court: Court) -> None:
    """Every request of a whole run, and every simulated answer to it, is one that the official descriptions allow."""
    words = ["-m", "severa_vnf.demo", "--severa-url", court.severa_url, "--vnf-url", court.vnf_url]
    subprocess.run([sys.executable, *words, "--vnf-token-url", court.vnf_token_url], check=True)
    _assert_clean(court)


def test_the_tour_breaks_no_rule(court: Court) -> None:
    """So is a call of every endpoint that the library describes."""
    tour(court.severa_url, court.vnf_url, court.vnf_token_url)
    _assert_clean(court)


def _assert_clean(court: Court) -> None:
    broken = {door.system: door.report() for door in court.doors}
    for door in court.doors:
        print(f"{door.system}: {len(door.exchanges)} exchanges, {len(broken[door.system])} violations")
        print(*broken[door.system], sep="\n")
    assert all(door.exchanges for door in court.doors)
    assert broken == {"severa": [], "vnf": []}
