"""Whether the credentials lead where they led before. A partner with thousands of them will swap two once."""

from __future__ import annotations

import re
from typing import Any

from attrs import frozen

from severa_vnf.errors import AuthError, Forbidden, WrongCompany
from severa_vnf.flows.ask import Commit, Flow, ask, everything, send, together
from severa_vnf.flows.memory import known, put, recall
from severa_vnf.settings import Settings
from severa_vnf.severa import organization
from severa_vnf.severa.organization import Organization
from severa_vnf.vnf import branch
from severa_vnf.vnf.branch import Branch

SPACE, KEY = "company", "pair"
SAID = ("system", "method", "path", "status", "code", "request_id", "remedy")
"""What an error knows of its call."""


@frozen(kw_only=True, slots=False)
class Pair:
    """The Severa organisation and the Visma.net company that were met first."""

    severa: str
    vnf: str


def check_company(settings: Settings) -> Flow[None]:
    """Compare with what was met first, and both sides' organisation numbers. Raises WrongCompany.

    AuthError where it is forbidden to look.
    """
    asked: list[Flow[Any]] = [send(organization.get()), everything(branch.list())]
    try:
        ours, rows = yield from together(asked)
    except Forbidden as error:  # without a look at where they lead no credential will do, whatever it may do besides
        raise AuthError(error.message, **{name: getattr(error, name) for name in SAID}) from error
    branches = [row for row in rows if isinstance(row, Branch)]
    main = next((row for row in branches if row.is_main_branch), branches[0] if branches else None)
    if main is None:
        raise WrongCompany("the Visma.net company has no branch that can be read")
    compare_numbers(settings, ours, main)
    pair = Pair(severa=ours.guid, vnf=f"{main.number} {_digits(main.corporate_id or '')}".strip())
    record = (yield from recall(SPACE, (KEY,))).get(KEY)
    if record is None:
        yield from ask(Commit((put(SPACE, KEY, pair, None),)))
    elif known(Pair, record) != pair:
        before = known(Pair, record)
        raise WrongCompany(
            f"this tenant joins Severa {before.severa} with Visma.net {before.vnf}; "
            f"the credentials lead to Severa {pair.severa} and Visma.net {pair.vnf}"
        )


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
