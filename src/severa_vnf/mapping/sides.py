"""What the registers have in common: by what a record is told from others, and what is decided for a pair of them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from hashlib import blake2b
from typing import Any

from attrs import field, frozen

from severa_vnf.mapping.merge import Known, Verdict
from severa_vnf.mapping.table import Trouble
from severa_vnf.values import Guid
from severa_vnf.wire.call import Call


@frozen
class Facts:
    """By what a record is known and matched.

    `id` is Severa's guid or Visma.net's internal id, `number` its number or code as it stands there, without what the
    other side can't hold (leading zeros) in `key`. `group` keeps apart what may have the same name: the customer of a
    contact person. `witness` speaks for or against a match where it is known on both sides: a VAT number.
    """

    id: str
    key: str
    number: str
    name: str
    label: str
    group: str = ""
    witness: str = ""
    stays: Trouble | str = ""
    """Why a new one does not cross. Empty: it does. A text is a reason to be shown, a Trouble one to be mended."""
    apart: bool = False
    """Whether it has no twin at all, however much one looks like it: an internal customer, a template."""


@frozen
class Decision:
    """What becomes of a pair of records, with all that belongs to them.

    `fields` and `known` go by the rows' words in Visma.net, those of a part with its name in front
    (`invoiceAddress.city`). `to_vnf` are the writes there; `patch` is what changes of Severa's record itself,
    `to_severa` what changes of its parts. `parts` are the fingerprints of Severa's parts, as they are once that is
    written; those that are made then are not among them. `besides` is made in Visma.net and no field: a project's task.
    """

    fields: Mapping[str, Verdict]
    known: Mapping[str, Known]
    to_vnf: tuple[Call[Any], ...] = ()
    patch: Mapping[str, Any] = field(factory=dict)
    to_severa: tuple[Call[Any], ...] = ()
    troubles: tuple[Trouble, ...] = ()
    parts: Mapping[Guid, str] = field(factory=dict)
    besides: Mapping[str, str] = field(factory=dict)


def digest(*values: object) -> str:
    """A fingerprint of these values: 8 hex digits."""
    return blake2b(repr(values).encode(), digest_size=4).hexdigest()


def parts_unmoved(seen: Mapping[Guid, str], parts: Mapping[Guid, str], crossing: Collection[Guid]) -> bool:
    """Whether the parts are those that were seen. One that we made ourselves is not among these, but it crosses."""
    return parts.keys() <= seen.keys() and all(
        parts[guid] == mark if guid in parts else guid in crossing for guid, mark in seen.items()
    )


def folded(text: str) -> str:
    """A name or code without what two ways to write one may differ in: case and white space."""
    return " ".join(text.casefold().split())
