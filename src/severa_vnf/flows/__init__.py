"""Procedures that take several exchanges: each asks typed questions and touches nothing itself.

Those that a bridge starts are imported at their first use, and with them the models and tables they work on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from severa_vnf.lazy import lazily

if TYPE_CHECKING:
    from severa_vnf.flows import clocks, company, links, preflight, problems, reconcile, rehearse, run
else:
    names = {
        "clocks": "",
        "company": "",
        "links": "",
        "preflight": "",
        "problems": "",
        "reconcile": "",
        "rehearse": "",
        "run": "",
    }
    __getattr__ = lazily(__name__, names)

__all__ = ["clocks", "company", "links", "preflight", "problems", "reconcile", "rehearse", "run"]
