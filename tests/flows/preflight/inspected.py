"""Looking round in an office, and what is found there beyond the usual."""

from __future__ import annotations

from severa_vnf.flows.preflight import Granted, preflight
from severa_vnf.plan import Finding, Findings
from tests.flows.office import Office

USUAL = {"segmented-key-longer", "task-missing", "class-not-chosen", "row-without-code"}
"""What is worth knowing of the demo world with settings that choose nothing."""


def inspected(office: Office, granted: Granted | None = None) -> Findings:
    """What a fresh process finds."""
    return office.bridge()._driver.run(preflight(office.settings, granted))


def found(office: Office) -> list[Finding]:
    """What it finds beyond the usual."""
    return [one for one in inspected(office) if one.code not in USUAL]


def only(office: Office) -> Finding:
    """The one thing that it finds beyond the usual."""
    (one,) = found(office)
    return one


def stops(office: Office) -> list[str]:
    """The rules by which a run has to wait."""
    return [one.code for one in inspected(office) if one.stops]
