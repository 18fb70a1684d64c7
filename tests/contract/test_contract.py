from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Sequence

import httpx
import pytest

from severa_vnf.walk.chain import walk
from tests.contract.conftest import Court
from tests.contract.descriptions import System
from tests.contract.life import CALLS, Life, Source
from tests.contract.passage import Judges
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
    _assert_clean(court.doors)


def test_the_walk_breaks_no_rule(judges: Judges) -> None:
    """So are those of a re-billed purchase, from the supplier's invoice to the customer's last payment."""
    assert [*walk(judges.way)][-1].endswith("Both agree to the cent.")
    _assert_clean(judges.doors)


@pytest.mark.parametrize("source", ["supplier_invoices", "journal"])
def test_a_life_breaks_no_rule(judges: Judges, source: Source) -> None:
    """So are those of a company with everything turned on: files, releases, money, costs, and all that looks at it."""
    life = Life.of(judges, source)
    told = [*life.live()]
    assert all(report.counts for report in told)
    assert all(life.looked_at())
    came_by = [str(exchange) for door in judges.doors for exchange in door.exchanges]
    assert [call for call in CALLS if not any(re.match(call, each) for each in came_by)] == []
    _assert_clean(judges.doors)


def test_the_tour_breaks_no_rule(court: Court) -> None:
    """So is a call of every endpoint that the library describes."""
    tour(court.severa_url, court.vnf_url, court.vnf_token_url)
    _assert_clean(court.doors)


def _assert_clean(doors: Sequence[Door]) -> None:
    broken = {door.system: door.report() for door in doors}
    for door in doors:
        print(f"{door.system}: {len(door.exchanges)} exchanges, {len(broken[door.system])} violations")
        print(*broken[door.system], sep="\n")
    assert all(door.exchanges for door in doors)
    assert broken == {"severa": [], "vnf": []}
