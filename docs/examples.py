"""A plugin of pytest: every Python example of README.md and of these pages is run, each page from top to bottom."""

from __future__ import annotations

from sybil import Sybil
from sybil.parsers.markdown import PythonCodeBlockParser, SkipParser

pages = Sybil(path="..", patterns=["*.md"], parsers=[PythonCodeBlockParser(), SkipParser()])
pytest_collect_file = pages.pytest()
