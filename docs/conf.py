"""How Sphinx makes the pages."""

from __future__ import annotations

import re
from importlib.metadata import version as installed

project = "severa-vnf"
author = "the severa-vnf authors"
copyright = f"2026, {author}"
version = release = installed("severa-vnf")

extensions = ["myst_parser", "sphinx.ext.apidoc", "sphinx.ext.autodoc"]
exclude_patterns = ["_build"]
html_theme = "furo"
html_title = "severa-vnf"
myst_heading_anchors = 3

apidoc_modules = [
    {
        "path": "../src/severa_vnf",
        "destination": "reference/api",
        "exclude_patterns": [  # programs, and the insides of the simulators
            "**/__main__.py",
            "**/demo*",
            "**/testing/severa/[!s_]*",
            "**/testing/severa/s[!iw]*",
            "**/testing/vnf/[!s_]*",
            "**/testing/vnf/s[!iw]*",
        ],
        "separate_modules": False,
        "module_first": True,
    }
]
autodoc_member_order = "bysource"
autodoc_typehints_format = "short"
autodoc_use_type_comments = False  # there are none, and looking for them takes minutes
toc_object_entries = False  # thousands of names would stand beside each page
autodoc_default_options = {"members": True, "show-inheritance": True, "ignore-module-all": True}
# Names of other projects are not looked up: the pages are made without the network. Private ones have no page.
nitpick_ignore_regex = [
    ("py:.*", r"(?!severa_vnf\.).*"),
    ("py:.*", r"severa_vnf\..*\.(_\w+|[A-Z]|T_co|Kind|Item|Item_contra|Annotated)"),
    ("py:.*", r"severa_vnf\.testing\.(severa|vnf)\.\w+\.(Call|Routes?|World)"),  # a simulator's own insides
]
suppress_warnings = ["ref.python"]  # several resources have a field of one name


def _as_rst(app, what, name, obj, options, lines):  # type: ignore[no-untyped-def]
    """Docstrings here are written as Markdown is: `name` is code, and ``` fences a drawing."""
    drawing = False
    for place, line in enumerate(lines):
        if line.startswith("```"):
            drawing = not drawing
            lines[place] = "::\n" if drawing else ""
        elif drawing:
            lines[place] = f"    {line}"
        else:
            lines[place] = re.sub(r"(`+)(.+?)\1|\|", lambda hit: f"``{hit[2]}``" if hit[2] else r"\|", line)
    lines[:] = "\n".join(lines).split("\n")


def setup(app):  # type: ignore[no-untyped-def]
    """Tell Sphinx of it."""
    app.connect("autodoc-process-docstring", _as_rst)
