"""The smallest simulated service: it counts what it did."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from severa_vnf.testing.exchange import Reply, Request, loads
from severa_vnf.testing.simulator import Simulator


class Counter(Simulator):
    """Answers every request with the number of those it has carried out."""

    name: ClassVar[str] = "counter"
    too_many_text: ClassVar[str] = "Not so fast."

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.done = 0

    def load(self, collection: str, documents: Iterable[Mapping[str, Any]]) -> None:
        """Count the documents as done."""
        self.done += len([*documents])

    def documents(self, collection: str) -> list[dict[str, Any]]:
        """One document for each thing done."""
        return [{} for _ in range(self.done)]

    def answer(self, request: Request) -> Reply:
        """Do it, and answer what was asked."""
        self.done += 1
        return Reply.of_json({"done": self.done, "asked": f"{request.method} {request.path} {request.body.decode()}"})

    def is_token(self, request: Request) -> bool:
        """Whether this is a token request."""
        return request.path == "/token"

    def validation_error(self) -> Any:
        """What a refused request is answered."""
        return {"message": "wrong"}

    def shifted(self, request: Request, reply: Reply) -> Reply:
        """The reply, with a word that it shifted."""
        return Reply.of_json({**loads(reply.body), "shifted": True})
