"""How far a trouble of a service reaches: one record, one list, or the whole run."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from severa_vnf.errors import ApiError, Forbidden, NotFound, Rejected, ServiceDown, Unreadable
from severa_vnf.flows.ask import Flow

T = TypeVar("T")
U = TypeVar("U")


def is_partial(error: ApiError) -> bool:
    """Whether an answer came, but none that tells anything: of this record or list alone, others may well be read.

    A service that is down, a credential that is refused and a rate that is used up are trouble with the run.
    """
    if isinstance(error, ServiceDown):
        return error.status is not None and error.status < 500
    return isinstance(error, Unreadable | Forbidden | NotFound | Rejected)


def apart(flow: Flow[T], instead: Callable[[ApiError], U]) -> Flow[T | U]:
    """A flow whose list may be unreadable while the rest of the run goes on."""
    try:
        return (yield from flow)
    except ApiError as error:
        if not is_partial(error):
            raise
        return instead(error)
