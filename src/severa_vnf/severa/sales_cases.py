"""Sales cases (`/salescases`): the projects whose sale is in progress. Won or lost ones are found in `/projects`."""

from __future__ import annotations

from typing import Unpack

from severa_vnf.severa.describe import listed
from severa_vnf.severa.projects import CaseFilters, Project
from severa_vnf.wire.paging import Paged


def list(**filters: Unpack[CaseFilters]) -> Paged[Project]:
    """Sales cases, all or those that the filters leave. Nothing tells which of them changed."""
    return listed(Project, "/v1/salescases", "projects:read", filters, CaseFilters)
