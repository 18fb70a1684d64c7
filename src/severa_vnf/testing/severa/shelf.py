"""Where the records of one collection stand, in the order they were made."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from severa_vnf.testing.severa.shapes import Document, values


class Shelf:
    """Records by guid and by the values of the dotted paths in `indexes`. A record is replaced, never changed."""

    def __init__(self, indexes: Iterable[str]) -> None:
        self._rows: list[Document | None] = []
        self._places: dict[str, int] = {}
        self._index: dict[str, dict[object, dict[str, None]]] = {path: {} for path in indexes}

    def put(self, document: Document) -> None:
        """Add a record, or replace the one of its guid where it stands."""
        guid = document["guid"]
        if guid in self._places:
            self._forget(guid)
            self._rows[self._places[guid]] = document
        else:
            self._places[guid] = len(self._rows)
            self._rows.append(document)
        for path, guids in self._index.items():
            for value in values(document, path):
                guids.setdefault(value, {})[guid] = None

    def remove(self, guid: str) -> None:
        """Take a record out."""
        self._forget(guid)
        self._rows[self._places.pop(guid)] = None

    def get(self, guid: object) -> Document | None:
        """The record of a guid."""
        return self._rows[self._places[guid]] if isinstance(guid, str) and guid in self._places else None

    def where(self, path: str, value: object) -> list[Document]:
        """The records that hold `value` at an indexed path, in the order they were made."""
        found = self._index[path].get(value, {})
        return [row for place in sorted(self._places[guid] for guid in found) if (row := self._rows[place])]

    def place(self, document: Document) -> int:
        """Where a record stands: a number that stays its own."""
        return self._places[document["guid"]]

    def since(self, place: int) -> Iterator[Document]:
        """The records from a place on."""
        return (row for at in range(place, len(self._rows)) if (row := self._rows[at]) is not None)

    def __iter__(self) -> Iterator[Document]:
        return self.since(0)

    def _forget(self, guid: str) -> None:
        before = self._rows[self._places[guid]]
        for path, guids in self._index.items():
            for value in values(before, path):
                guids[value].pop(guid, None)
