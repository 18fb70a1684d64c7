"""Everything that is checked here, each under one name. `nox -l` lists them; words after `--` are passed on."""

from __future__ import annotations

from pathlib import Path

import nox

nox.needs_version = ">=2025.2"
nox.options.sessions = ["tests", "types", "lint", "docs"]
nox.options.reuse_venv = "yes"
nox.options.error_on_missing_interpreters = False

PYTHONS = ["3.11", "3.12", "3.13", "3.14"]
OLDEST = PYTHONS[0]
SIDE_BY_SIDE = ("--numprocesses=auto",)


@nox.session
def demo(session: nox.Session) -> None:
    """Carry invoices across between two simulated services, printed as it goes."""
    session.install(".")
    session.run("python", "-m", "severa_vnf.demo", *session.posargs)


@nox.session(python=PYTHONS)
def tests(session: nox.Session) -> None:
    """The tests, on every Python that is installed."""
    session.install(".", "--group", "tests")
    session.run("pytest", *SIDE_BY_SIDE, *session.posargs)


@nox.session(python=OLDEST)
def lowest(session: nox.Session) -> None:
    """The tests, with the oldest dependencies that pyproject.toml promises to work with."""
    promised = nox.project.load_toml()["project"]["dependencies"]
    session.install(".", "--group", "tests", *(each.replace(">=", "==") for each in promised))
    session.run("pytest", *SIDE_BY_SIDE, *session.posargs)


@nox.session(python=OLDEST)
def coverage(session: nox.Session) -> None:
    """Every test, the contract's too, and every branch of src and tests; the same examples each time. Needs npm."""
    session.install(".", "--group", "coverage")
    session.run("coverage", "erase")
    measured = ("coverage", "run", "-m", "pytest", "--hypothesis-profile=ci")
    # The order of sets is fixed too.
    session.run(*measured, *SIDE_BY_SIDE, *session.posargs, env={"PYTHONHASHSEED": "0"})
    session.run(*measured, "-m", "contract", "tests/contract")
    session.run("coverage", "combine", "--quiet")
    session.run("coverage", "report")


@nox.session(python=OLDEST)
def types(session: nox.Session) -> None:
    """What a type checker accepts, and what it must refuse."""
    session.install(".", "--group", "types")
    session.run("mypy", *session.posargs)


@nox.session
def lint(session: nox.Session) -> None:
    """Style, the floors of the house, and the pages that are printed from the code."""
    session.install(".", "--group", "lint")
    session.run("ruff", "check", ".")
    session.run("ruff", "format", "--check", ".")
    session.run("lint-imports", "--no-logo")
    printed = [str(page) for page in sorted(Path("docs").rglob("*.md")) if "[[[cog" in page.read_text("utf-8")]
    if printed:
        session.run("cog", "--check", "--diff", "-r", *printed)


@nox.session
def docs(session: nox.Session) -> None:
    """The pages, without a warning, and every example in them executed."""
    session.install(".", "--group", "docs")
    session.run("sphinx-build", "-W", "--keep-going", "-n", "-E", "-b", "html", "docs", "docs/_build/html")
    session.run("python", "-m", "pytest", "-p", "docs.examples", "README.md", "docs", *session.posargs)


@nox.session
def contract(session: nox.Session) -> None:
    """Hold four whole runs, and a call of every endpoint, against both official API descriptions. Needs npm."""
    session.install(".", "--group", "tests")
    session.run("pytest", "-s", "-m", "contract", "tests/contract", *session.posargs)


@nox.session(python=OLDEST)
def crash(session: nox.Session) -> None:
    """Stop a run at every exchange and every commit and begin it anew: all stories, or those whose names begin so."""
    session.install(".", "--group", "tests")
    session.run("python", "-m", "tests.crashes", *session.posargs)


@nox.session(python=OLDEST)
def machine(session: nox.Session) -> None:
    """Persons, faults and crashes in any order over the registers: 500 runs of 50 steps, or RUNS STEPS SEED."""
    session.install(".", "--group", "tests")
    # The same runs for the same seed: the order of sets is fixed too.
    session.run("python", "-m", "tests.registers.machine", *session.posargs, env={"PYTHONHASHSEED": "0"})


@nox.session(python=OLDEST)
def first_sync(session: nox.Session) -> None:
    """Measure an idle cycle, and the first sync of large registers (CUSTOMERS ITEMS PROJECTS), beside their bounds."""
    session.install(".", "--group", "tests")
    session.run("python", "-m", "tests.registers.idle")
    session.run("python", "-m", "benchmarks.registers.first_sync", *session.posargs)


@nox.session
def bench(session: nox.Session) -> None:
    """Measure what benchmarks/README.md lists: all of it, or the files named."""
    session.install(".", "--group", "bench")
    for script in session.posargs or sorted(map(str, Path("benchmarks").glob("*.py"))):
        session.run("python", script)


@nox.session
def walk(session: nox.Session) -> None:
    """Follow a re-billed purchase to its payment on two simulated services, with where each field is from."""
    session.install(".")
    session.run("python", "-m", "severa_vnf.walk")


@nox.session(python=OLDEST)
def year(session: nox.Session) -> None:
    """Live a year of a company, killed 200 times, and in bad weather: CUSTOMERS INVOICES LINES KILLS [SEED]."""
    session.install(".", "--group", "tests")
    session.run("python", "-m", "tests.year", *session.posargs)


@nox.session(python=OLDEST)
def swarm(session: nox.Session) -> None:
    """Hosts, people and faults of every kind in simulated worlds, judged at every step: MINUTES SEED [--only SEED]."""
    session.install(".", "--group", "tests")
    # The same worlds for the same seeds: the order of sets is fixed too.
    session.run("python", "-m", "tests.swarm", *session.posargs, env={"PYTHONHASHSEED": "0"})


@nox.session(python=OLDEST)
def mends(session: nox.Session) -> None:
    """Take each mend out of a copy of the tree, and see that the swarm finds it: MINUTES SEED."""
    session.install(".", "--group", "tests")
    session.run("python", "-m", "tests.swarm.mends", *session.posargs)


@nox.session(python=OLDEST)
def poison(session: nox.Session) -> None:
    """Live through worlds whose answers are changed on their way, beside clean twins: WORLDS SEED [--only SEED]."""
    session.install(".", "--group", "tests")
    session.run("python", "-m", "tests.poison", *session.posargs, env={"PYTHONHASHSEED": "0"})


@nox.session(python=OLDEST)
def chaos(session: nox.Session) -> None:
    """Real hosts on one SQLite file, killed and stopped amid faults of two services over HTTP: MINUTES SEED."""
    session.install(".", "--group", "tests")
    session.run("python", "-m", "tests.chaos", *session.posargs)
