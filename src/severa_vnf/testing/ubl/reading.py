"""From files to documents: one that cannot be read is a problem, and the others go on."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import localcontext
from pathlib import Path
from xml.etree.ElementTree import Element, ParseError, TreeBuilder, XMLParser

from severa_vnf.testing.ubl.document import UblProblem, UblReading
from severa_vnf.testing.ubl.sheet import LINES, Sheet


def ubl_files(folder: Path) -> list[Path]:
    """The .xml files of a folder, in the order of their names. Raises OSError where there is no such folder."""
    return sorted(path for path in folder.iterdir() if path.suffix.lower() == ".xml")


def read_files(paths: Iterable[Path]) -> tuple[UblReading, ...]:
    """Read some files, in the order given."""
    return tuple(_read_file(path) for path in paths)


def _read_file(path: Path) -> UblReading:
    try:
        content = path.read_bytes()
    except OSError as error:
        return _unread(path.name, "file", str(error.strerror), "Give a file that can be read.")
    return read_ubl(content, path.name)


def read_ubl(content: bytes, source: str) -> UblReading:
    """Read one document. Never raises; a DTD is refused before any entity of it is met."""
    parser = XMLParser(target=_WithoutDtd())  # noqa: S314 - a DTD is refused
    try:
        parser.feed(content)
        root: Element = parser.close()
    except (ParseError, LookupError, ValueError) as error:
        return _unread(source, "XML", str(error), "Give a well-formed document without a DTD.")
    if root.tag not in LINES:
        return _unread(source, "root element", root.tag, "Give a UBL 2 Invoice or CreditNote.")
    with localcontext(prec=60):
        return Sheet(source, root).read()


def _unread(source: str, where: str, value: str, remedy: str) -> UblReading:
    return UblReading(source, None, (UblProblem(source, where, value, remedy),))


class _WithoutDtd(TreeBuilder):
    def doctype(self, name: str, pubid: str | None, system: str | None) -> None:
        raise ValueError(f"DTD of {name}")
