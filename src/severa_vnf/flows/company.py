"""Whether the credentials lead where they led before. A partner with thousands of them will swap two once."""

from __future__ import annotations

import re
from typing import Any

from attrs import evolve, frozen

from severa_vnf.errors import AuthError, Forbidden, Unreadable, WrongCompany
from severa_vnf.flows.ask import Commit, Flow, ask, everything, send, together
from severa_vnf.flows.memory import known, put, recall
from severa_vnf.settings import Settings
from severa_vnf.severa import organization
from severa_vnf.severa.organization import Organization
from severa_vnf.values import is_id
from severa_vnf.vnf import branch
from severa_vnf.vnf.branch import Branch
from severa_vnf.wire.mismatch import shown

SPACE, KEY = "company", "pair"
GUID = re.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
SAID = ("system", "method", "path", "status", "code", "request_id", "remedy")
"""What an error knows of its call."""


@frozen(kw_only=True, slots=False)
class Pair:
    """The Severa organisation and the Visma.net company that were met first; the latter by its branch and its number.

    `sure`: they were met twice. An answer that was garbled once must not keep the true company out for ever.
    """

    severa: str
    vnf: str
    sure: bool = True

    def __str__(self) -> str:
        return f"Severa {self.severa} with Visma.net {self.vnf}"

    def may_be(self, other: Pair) -> bool:
        """Whether nothing but the branch differs."""
        ours, theirs = (one.vnf.partition(" ")[2] for one in (self, other))
        return self.severa == other.severa and ours == theirs != ""


def check_company(settings: Settings) -> Flow[None]:
    """Compare with what was met first, and both sides' organisation numbers. Raises WrongCompany.

    AuthError where it is forbidden to look, Unreadable where an answer does not tell which company it is of.
    """
    pair = yield from _met(settings)
    record = (yield from recall(SPACE, (KEY,))).get(KEY)
    before = known(Pair, record) if record else None
    if before is None:
        yield from ask(Commit((put(SPACE, KEY, evolve(pair, sure=False), None),)))
    elif before.sure and before != pair:
        raise _wrong(before, pair)
    elif not before.sure:
        if evolve(before, sure=True) != pair and not (before.may_be(pair) and (yield from _met(settings)) == pair):
            raise _wrong(before, pair)
        yield from ask(Commit((put(SPACE, KEY, pair, record),)))


def _wrong(before: Pair, now: Pair) -> WrongCompany:
    return WrongCompany(f"this tenant joins {before}; the credentials lead to {now}")


def _met(settings: Settings) -> Flow[Pair]:
    """Where the credentials lead."""
    asked: list[Flow[Any]] = [send(organization.get()), everything(branch.list())]
    try:
        ours, rows = yield from together(asked)
    except Forbidden as error:  # without a look at where they lead no credential will do, whatever it may do besides
        raise AuthError(error.message, **{name: getattr(error, name) for name in SAID}) from error
    branches = [row for row in rows if isinstance(row, Branch)]
    main = next((row for row in branches if row.is_main_branch), branches[0] if branches else None)
    if main is None:
        raise WrongCompany("the Visma.net company has no branch that can be read")
    if not GUID.fullmatch(ours.guid) or not is_id(main.number):
        told = f"an answer does not tell which company it is of: {shown((ours.guid, main.number))}"
        raise Unreadable(told, **organization.get().where)
    compare_numbers(settings, ours, main)
    return Pair(severa=ours.guid, vnf=f"{main.number} {_digits(main.corporate_id or '')}".strip())


def compare_numbers(settings: Settings, ours: Organization, theirs: Branch) -> None:
    """The documentation joins only what has one organisation number."""
    kvk = settings.organization_number == "kvk"
    left = ours.kvk_number if kvk else ours.vat_number
    right = theirs.corporate_id if kvk else theirs.vat_registration_id
    number = _digits(left or "")
    if settings.require_equal_organizations and (not number or number != _digits(right or "")):
        raise WrongCompany(
            f"the organisation numbers differ: {left or 'none'} in Severa, {right or 'none'} in Visma.net "
            f"(Settings.organization_number: {settings.organization_number})"
        )


def _digits(number: str) -> str:
    """A number without blanks, points and dashes, in capitals."""
    return re.sub(r"[^0-9A-Z]", "", number.upper())
