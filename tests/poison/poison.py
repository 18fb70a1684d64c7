"""One world lived twice: with poisoned answers, and without."""

from __future__ import annotations

import random
import traceback
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from attrs import define, evolve, field, frozen

from severa_vnf import Bridge, BridgeError
from severa_vnf.ports import Clock
from severa_vnf.testing.exchange import Reply, Request, loads
from severa_vnf.testing.simulator import Simulator
from tests.poison.company import Shape, apart, founded, held, shape_of
from tests.poison.mutations import Mutator

SHAPES = 60
"""So many different worlds there are; the poison is another for each seed."""
OFTEN = (0.0, 0.0, 0.0, 0.03, 0.1, 0.4)
"""How likely it is that an answer is changed, beside the one or two that certainly are."""
FIRST = 60
"""Of a run's first answers to a service so many may be the one that certainly is changed."""
MONTH, SINCE = "2026-10", date(2026, 8, 1)
Runs = Mapping[str, Callable[[Bridge], Any]]
RUNS: Runs = {
    "preflight": Bridge.preflight,
    "preview": Bridge.preview,
    "sync": Bridge.sync,
    "reconcile": lambda bridge: bridge.reconcile(MONTH),
    "rehearse": lambda bridge: bridge.rehearse(SINCE),
}
OFTENER = {"sync": 4}
"""How many times as often as another a run is drawn."""
PAUSE = {"minutes": 20.0}
"""Between two clean runs."""
CLEAN = 2
"""So many clean runs after the poison, and the world is as its clean twin is."""


@define
class Poisoned:
    """A service whose answers are changed on their way. `changed`: request, kind and place of each mutation."""

    service: Simulator
    mutator: Mutator
    often: float = 0.0
    sure: int = -1
    """The place of the answer that certainly is changed, counted down; below 0: none."""
    changed: list[str] = field(factory=list)
    kinds: Counter[str] = field(factory=Counter)

    @property
    def clock(self) -> Clock:
        """The service's own."""
        return self.service.clock

    def handle(self, request: Request) -> Reply:
        """The service's answer, or what becomes of it."""
        reply = self.service.handle(request)
        if reply.status not in (200, 201) or not reply.body or "json" not in reply.headers.get("Content-Type", ""):
            return reply
        answer, of = loads(reply.body), _sort(request)
        struck = self.sure == 0 or self.mutator.draw.random() < self.often
        mutated = self.mutator.mutate(of, answer) if struck else None
        self.mutator.look(of, answer)
        self.sure -= 0 if struck and mutated is None and self.sure == 0 else 1
        if mutated is None or not self.mutator.allowed():
            return reply
        self.kinds[mutated.kind] += 1
        self.changed.append(f"{self.service.name} {request.method} {request.path}: {mutated.kind}, {mutated.where}")
        return evolve(reply, body=mutated.body)

    def quiet(self) -> None:
        """From now on answers are the service's own."""
        self.often, self.sure = 0.0, -1


def _sort(request: Request) -> str:
    """The sort of record that an answer is of: without ids, so that one alone and a list are of one sort."""
    return "/".join(word for word in request.path.split("/") if word.isalpha())


@frozen
class Lived:
    """What came of a seed: mutations by kind, errors by type, and what is wrong."""

    seed: int
    shape: Shape
    runs: tuple[str, ...]
    kinds: Counter[str]
    errors: Counter[str]
    changed: Sequence[str]
    wrong: Sequence[str]

    def lines(self) -> Iterator[str]:
        """For people."""
        yield f"seed {self.seed}: {', '.join(self.runs)}; {self.shape}; {dict(self.errors)}"
        yield from (f"  changed {one}" for one in self.changed)
        yield from (f"  WRONG {one}" for one in self.wrong)


@cache
def twin(shape: Shape) -> Sequence[str]:
    """What both services hold where nobody poisoned anything."""
    company = founded(shape)
    bridge = company.bridge()
    for _ in range(CLEAN + 1):
        bridge.sync()
        company.later(**PAUSE)
    return held(company)


def live(seed: int, but: Collection[int] = (), runs: Runs = RUNS) -> Lived:
    """The world of a seed. `but`: without these of its mutations, counted from 0."""
    draw = random.Random(f"poison {seed}")
    shape = shape_of(seed % SHAPES)
    company = founded(shape)
    mutator = Mutator(draw, but)
    ways = [Poisoned(one, mutator) for one in (company.severa, company.vnf)]
    company.ways = {one.service.name: one for one in ways}
    chosen = tuple(draw.choices([*runs], [OFTENER.get(name, 1) for name in runs], k=draw.randint(1, 3)))
    often = draw.choice(OFTEN)
    errors: Counter[str] = Counter()
    wrong: list[str] = []
    bridge = company.bridge()
    for name in chosen:
        for way in ways:
            way.often = often
        draw.choice(ways).sure = draw.randrange(FIRST)
        wrong += _tried(name, runs[name], bridge, errors)
        company.later(minutes=draw.choice((1, 20, 90)))
    for way in ways:
        way.quiet()
    bridge = draw.choice((bridge, company.bridge()))
    for _ in range(CLEAN):
        clean: Counter[str] = Counter()
        company.later(**PAUSE)
        wrong += _tried("sync", RUNS["sync"], bridge, clean)
        wrong += [f"a clean run ends with {name}" for name in clean]
    wrong += [] if wrong else apart(held(company), twin(shape))
    kinds = sum((way.kinds for way in ways), Counter[str]())
    return Lived(seed, shape, chosen, kinds, errors, [line for way in ways for line in way.changed], wrong)


def _tried(name: str, run: Callable[[Bridge], Any], bridge: Bridge, errors: Counter[str]) -> list[str]:
    """Run it: typed errors are counted, any other is wrong."""
    try:
        run(bridge)
    except BridgeError as error:
        errors[type(error).__name__] += 1
    except Exception as error:  # noqa: BLE001 - that any other leaves is what is looked for
        at = traceback.extract_tb(error.__traceback__)[-1]
        return [f"{name}: {error!r} at {Path(at.filename).name}:{at.lineno}"[:400]]
    return []


def smaller(lived: Lived, runs: Runs = RUNS) -> Lived:
    """The same with as few mutations as can be found, one by one."""
    but: set[int] = set()
    for place in reversed(range(len(lived.changed))):
        tried = live(lived.seed, but | {place}, runs)
        if tried.wrong:
            but, lived = but | {place}, tried
    return lived
