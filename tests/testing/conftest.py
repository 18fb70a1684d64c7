"""Either service, for what holds of both."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.testing.talks import SeveraTalk, Talk, VnfTalk

SERVICES: dict[str, Callable[[], Talk]] = {"severa": SeveraTalk, "vnf": VnfTalk}


@pytest.fixture(params=SERVICES)
def talk(request: pytest.FixtureRequest) -> Talk:
    """Either service, with four customers."""
    return SERVICES[request.param]()
