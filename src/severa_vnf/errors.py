"""Everything this library raises, in one tree.

```text
BridgeError
├── SettingsError       a setting is wrong; `.problems` names each
├── WrongCompany        the credentials lead to another organisation or company than before
├── PlanStale           what was previewed has moved since; `.moved` names it
├── LeaseLost           another host works for this tenant
├── StoreConflict       a record changed between reading and committing
└── ApiError            one of the two services
    ├── AuthError       the credential is refused
    │   └── Forbidden   this one call is refused; others may not be
    ├── RateLimited     too many calls; `.retry_after` seconds
    ├── NotFound        no such record: the service says so in its own form
    ├── Rejected        the service refuses the request, and will again
    ├── ServiceDown     the service does not answer, or something before it does; nothing was done
    ├── Unreadable      the answer is not what the API promises
    └── OutcomeUnknown  sent, and nobody knows whether it was done
```

Trouble with one record is a value (a `Problem`); only trouble with the whole run is raised.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from severa_vnf.printable import one_line


class BridgeError(Exception):
    """The root of the tree. Each error survives pickle and copy, with all that it knows."""

    def __reduce__(self) -> tuple[Any, ...]:
        return _remade, (type(self), self.args, vars(self))


def _remade(kind: type[BridgeError], args: tuple[Any, ...], known: dict[str, Any]) -> BridgeError:
    """An error as it was, whatever its constructor asks for."""
    error = kind.__new__(kind, *args)
    vars(error).update(known)
    return error


class SettingsError(BridgeError, ValueError):
    """One or more settings are wrong. `.problems` holds a sentence for each."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("; ".join(problems))
        self.problems = tuple(problems)


class WrongCompany(BridgeError):
    """The credentials lead to another Severa organisation or Visma.net company. Nothing was written."""


class PlanStale(BridgeError):
    """What was previewed has changed since. `.moved` names each record."""

    def __init__(self, moved: Sequence[str]) -> None:
        super().__init__(one_line("changed since the preview: " + ", ".join(moved)))
        self.moved = tuple(moved)


class LeaseLost(BridgeError):
    """Another host holds, or took over, the lease of this tenant. Nothing more is written by this run."""


class StoreConflict(BridgeError):
    """A commit expected a version that the store no longer holds. Nothing of it was written."""


class ApiError(BridgeError):
    """A service refused, failed or said something unreadable.

    It carries what a support desk asks for and no secret: the `system` ("severa" or "vnf"), the request's `method`
    and `path`, the `status` (None where there was no answer), the service's own `code`, `message` and `request_id`
    where it gave them, and a `remedy`: what to do.
    """

    def __init__(
        self,
        message: str,
        *,
        system: str,
        method: str,
        path: str,
        status: int | None = None,
        code: str | None = None,
        request_id: str | None = None,
        remedy: str = "",
    ) -> None:
        self.system = system
        self.method = method
        self.path = path
        self.status = status
        self.code = code
        self.message = message
        self.request_id = request_id
        self.remedy = remedy
        super().__init__(message)

    def __str__(self) -> str:
        parts = [f"{self.system}: {self.method} {self.path}"]
        parts += [str(part) for part in (self.status, self.code) if part is not None]
        told = " ".join(parts) + f": {self.message}"
        told += f" [request {self.request_id}]" if self.request_id else ""
        return one_line(told + (f" {self.remedy}" if self.remedy else ""))


class AuthError(ApiError):
    """The credential is refused: no call will do. Its kind `Forbidden` is about one call alone."""


class Forbidden(AuthError):
    """This call is refused: the credential lacks a scope or role for it, or may not see this one record."""


class RateLimited(ApiError):
    """Too many calls, for longer than retries last. `.retry_after`: seconds, None where the service did not say."""

    def __init__(self, message: str, *, retry_after: float | None = None, **where: Any) -> None:
        super().__init__(message, **where)
        self.retry_after = retry_after


class NotFound(ApiError):
    """There is no such record. It is raised only where the service says so in its own form: absence that is proven."""


class Rejected(ApiError):
    """The service refuses the request as it is; sending it again will not help."""


class ServiceDown(ApiError):
    """No answer of the service's own, or a failure before anything was done: nobody could look. Later it may work."""


class Unreadable(ApiError):
    """The answer is not what the API promises: no JSON, or a value of another kind. The message gives its path."""


class OutcomeUnknown(ApiError):
    """The request may have been carried out: its answer was lost or was a server failure. Look before you repeat."""
