"""A plugin of pytest: every Python example of README.md and of these pages is run, each page from top to bottom."""

from __future__ import annotations

from pathlib import Path

from sybil import Sybil
from sybil.parsers.markdown import PythonCodeBlockParser, SkipParser

HERE = Path(__file__).parents[1]

pytest_collect_file = Sybil(path=str(HERE), patterns=["*.md"], parsers=[PythonCodeBlockParser(), SkipParser()]).pytest()
