from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import httpx
import pytest

from severa_vnf.testing.serve import Servers, main
from severa_vnf.testing.severa.simulator import SeveraSimulator
from severa_vnf.testing.vnf.simulator import VnfSimulator
from severa_vnf.testing.worlds import World, demo_world, invoices_world, load_into
from tests.testing.ubl.papers import paper

Started = Callable[..., tuple[subprocess.Popen[str], dict[str, str]]]


@pytest.fixture
def started() -> Iterator[Started]:
    """Runs the command with some arguments, and gives the process and the addresses it printed."""
    running: list[subprocess.Popen[str]] = []

    def start(*arguments: str) -> tuple[subprocess.Popen[str], dict[str, str]]:
        command = [sys.executable, "-m", "severa_vnf.testing", "serve", "--severa-port", "0", "--vnf-port", "0"]
        process = subprocess.Popen([*command, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        running.append(process)
        assert process.stdout is not None
        return process, dict(process.stdout.readline().split() for _ in range(2))

    yield start
    for process in running:
        process.terminate()
        process.communicate()


def _severa_invoices(url: str) -> list[str]:
    """The guids of all invoices, asked for over HTTP."""
    asked = {"client_id": "id", "client_secret": "secret", "scope": "invoices:read"}
    token = httpx.post(f"{url}/v1/token", json=asked).json()["access_token"]
    headers = {"Authorization": f"Bearer {token}", "Client_Id": "id"}
    rows = httpx.get(f"{url}/v1/invoices", headers=headers, params={"rowCount": 100}).json()
    return [row["guid"] for row in rows]


def _guids(world: World) -> list[str]:
    return [invoice["guid"] for invoice in world.severa["invoices"]]


def test_both_services() -> None:
    """Inside its block both services answer at their URLs, and Visma.net gives tokens at its own."""
    severa, vnf = SeveraSimulator(), VnfSimulator()
    world = demo_world()
    load_into(world, severa, vnf)
    with Servers(severa, vnf) as servers:
        assert _severa_invoices(servers.severa_url) == _guids(world)
        asked = {"grant_type": "client_credentials", "client_id": "id", "client_secret": "secret", "tenant_id": "demo"}
        token = httpx.post(servers.token_url, data=asked).json()["access_token"]
        headers = {"Authorization": f"Bearer {token}"}
        customers = httpx.get(f"{servers.vnf_url}/v1/customer", headers=headers).json()
        assert len(customers) == len(world.vnf["customer"])
    with pytest.raises(httpx.ConnectError):
        httpx.get(servers.vnf_url)


def test_second_port_taken() -> None:
    """Where one of two ports is taken, the other is let go."""
    with Servers(SeveraSimulator(), VnfSimulator()) as servers:
        free = int(servers.vnf_url.rpartition(":")[2])
    with Servers(SeveraSimulator(), VnfSimulator()) as servers:
        taken = int(servers.severa_url.rpartition(":")[2])
        with pytest.raises(OSError, match="in use"), ExitStack() as stack:
            stack.enter_context(Servers(SeveraSimulator(), VnfSimulator(), severa_port=free, vnf_port=taken))
    with Servers(SeveraSimulator(), VnfSimulator(), severa_port=free):
        """The first port can be had again."""


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_until_a_signal(started: Started, number: int) -> None:
    """It serves until it is told to stop, and ends well."""
    process, urls = started()
    assert _severa_invoices(urls["severa"]) == _guids(demo_world())
    process.send_signal(number)
    assert process.wait(10) == 0


def test_seed(started: Started) -> None:
    """The seed is the world's."""
    _, urls = started("--seed", "7", "--world", "demo")
    assert _severa_invoices(urls["severa"]) == _guids(demo_world(7))


def test_world_of_a_file(started: Started, tmp_path: Path) -> None:
    """A world can be a JSON file."""
    (tmp_path / "world.json").write_bytes(demo_world(5).to_json())
    _, urls = started("--world", str(tmp_path / "world.json"))
    assert _severa_invoices(urls["severa"]) == _guids(demo_world(5))


def test_invoices_alone(started: Started, tmp_path: Path) -> None:
    """With a folder of invoices and no world there is nothing else."""
    (tmp_path / "a.xml").write_bytes(paper())
    _, urls = started("--invoices", str(tmp_path))
    assert _severa_invoices(urls["severa"]) == _guids(invoices_world([tmp_path / "a.xml"]))


def test_invoices_beside_a_world(started: Started, tmp_path: Path) -> None:
    """With a folder of invoices and a world there are both, and a file that cannot be read is told on stderr."""
    (tmp_path / "a.xml").write_bytes(paper())
    (tmp_path / "b.xml").write_bytes(b"no xml")
    process, urls = started("--invoices", str(tmp_path), "--world", "demo")
    world = invoices_world([tmp_path / "a.xml"], beside=demo_world())
    assert _severa_invoices(urls["severa"]) == _guids(world)
    process.terminate()
    assert process.communicate()[1].startswith("b.xml: XML is")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--world", "nowhere.json"], "nowhere.json"),
        (["--invoices", "nowhere"], "nowhere"),
        (["--world", __file__], "no world"),
    ],
)
def test_what_cannot_be_served(arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A world that is not there or none at all ends it with a sentence that names it."""
    assert main(["serve", *arguments]) == 1
    assert said in capsys.readouterr().err
