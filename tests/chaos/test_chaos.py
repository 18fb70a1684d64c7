from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

from severa_vnf.send import SystemClock
from severa_vnf.severa import invoices
from severa_vnf.testing.faults import Kind
from severa_vnf.testing.http_server import HttpServer
from severa_vnf.values import Guid
from severa_vnf.wire import judge
from severa_vnf.wire.call import Reply
from tests.chaos import host
from tests.chaos.__main__ import main
from tests.chaos.chaos import SECRET, SWITCHES, Came, Chaos
from tests.chaos.host import Moment, Orders
from tests.chaos.process import Process, holds
from tests.flows.office import Office, few


@pytest.fixture
def orders(tmp_path: Path) -> Iterator[Orders]:
    """For a host of a small company on two servers."""
    office = Office(
        few(0), clock=SystemClock(), severa_switches={**SWITCHES, "rate_limit": None}, vnf_switches=SWITCHES
    )
    with ExitStack() as stack:
        urls = [stack.enter_context(HttpServer(one)).url for one in (office.severa, office.vnf)]
        yield Orders("a host", False, *urls, str(tmp_path / "store.sqlite"), SECRET, cycles=1, pause=0.0)


@pytest.mark.parametrize("asynchronous", [False, True])
def test_a_host_tells_how_its_runs_end(orders: Orders, asynchronous: bool, capsys: pytest.CaptureFixture[str]) -> None:
    """Well, with its problems; or with the error that left it."""
    assert host.main(evolve(orders, asynchronous=asynchronous).to_json()) == 0
    assert host.main(evolve(orders, asynchronous=asynchronous, secret="wrong").to_json()) == 0
    begins, well, _, badly = map(json.loads, capsys.readouterr().out.splitlines())
    assert begins["begins"] <= well["begun"]
    assert (well["error"], well["problems"], well["ended"] > well["begun"]) == ("", [], True)
    assert badly["error"].startswith("AuthError")
    assert not badly["strange"]


def test_what_is_no_error_of_ours_is_told_whole(capsys: pytest.CaptureFixture[str]) -> None:
    """With its traceback."""
    host.tell(Moment.now("nobody"), ValueError("x"))
    assert "ValueError: x" in json.loads(capsys.readouterr().out)["strange"]


def _line(**told: Any) -> str:
    whole = {"begun": 10.0, "ended": 12.0, "starved": 0.0, "error": "", "strange": "", "problems": [], **told}
    return json.dumps(whole)


def test_a_process_is_listened_to(orders: Orders) -> None:
    """Runs are counted, what is strange is wrong, and one that takes too long for its deadline is."""
    one = Process(evolve(orders, severa="http://127.0.0.1:9"))
    one.kill()
    one.stopped.append((13.0, 30.0))
    one.hear("a word\n")
    one.hear(_line(error="LeaseLost: x"))
    one.hear(_line(problems=[["invoices", "1", "vat-differs"]], ended=30.0 + 12.0))
    assert (one.runs, one.wrong) == (2, [])
    one.hear(_line(strange="ValueError"))
    one.hear(_line(begun=100.0, ended=126.0, error="LeaseLost: x"))
    one.hear(_line(begun=100.0, ended=126.0, starved=20.0))
    assert one.wrong == ["a host: ValueError", "a host: a run took 26.0 s: LeaseLost: x"]


def test_a_run_that_does_not_end_is_seen(orders: Orders) -> None:
    """It counts before it has said how it ended, and when it is killed."""
    one = Process(evolve(orders, severa="http://127.0.0.1:9"))
    one.kill()
    one.look()
    one.hear(json.dumps({"begins": time.monotonic() - 16.0, "starved": 0.0}))
    one.look()
    assert [told.partition(" s: ")[2] for told in one.wrong] == ["not over yet"]


@pytest.mark.parametrize("broken", host.BROKEN)
def test_an_engine_is_broken_on_purpose(orders: Orders, broken: str) -> None:
    """In the host's own process, which works all the same while nothing goes wrong."""
    one = Process(evolve(orders, broken=broken, asynchronous=broken == "no-deadline", cycles=1))
    one._running.wait()
    one._listener.join()
    assert (one.runs, one.wrong) == (1, [])


def test_how_they_are_broken(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is proven: whatever is asked is answered at once; and a page of a gateway with a 404 is believed."""
    assert [*host._yes(), *host._no()] == []
    monkeypatch.setattr(judge, "words", judge.words)
    call = invoices.get(Guid("x"))
    before = [judge.words(call, Reply(status, {}, b"<html>")).own for status in (404, 502)]
    host._believed_404()
    after = [judge.words(call, Reply(status, {}, b"<html>")).own for status in (404, 502)]
    assert (before, after) == ([False, False], [True, False])


def test_a_secret_is_found(tmp_path: Path) -> None:
    """In a store, or in a file beside it."""
    (tmp_path / "store.sqlite-wal").write_text(f"...{SECRET}...")
    (tmp_path / "store.sqlite").write_text("nothing")
    assert holds(tmp_path / "store.sqlite", SECRET) == ["store.sqlite-wal"]


def test_hosts_are_tormented(tmp_path: Path) -> None:
    """One host is killed, one stands still, somebody works."""
    chaos = Chaos(tmp_path, 1, 1)
    chaos._hosts(["http://127.0.0.1:9"] * 2)
    for what in (chaos._kill, chaos._stop, chaos._work):
        what()
    time.sleep(0.6)
    chaos._end()
    assert (chaos.kills, chaos.stops, chaos.wrong) == (1, 1, [])
    assert [*Came(1, 2, 3, Counter({"killed": 2}), ["x"]).lines()][-1] == "1 failures"


def test_what_is_broken_is_noticed_at_once(tmp_path: Path) -> None:
    """Nothing more is done than is needed to see it; and there is more of what harms such an engine."""
    chaos = Chaos(tmp_path, 1, 1, "no-deadline")
    chaos.wrong.append("it takes too long")
    came = chaos.live(0.5)
    assert came.wrong[0] == "it takes too long"
    assert len(chaos._faults().faults) == len(Kind) + 2


def test_the_command(capsys: pytest.CaptureFixture[str]) -> None:
    """All comes to rest, and it prints what came of it."""
    assert main("0.001", "3", "1") == 0
    assert "kills" in capsys.readouterr().out
