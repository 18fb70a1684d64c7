"""Links of the registers: Severa's guid and Visma.net's internal id. Numbers and codes are watched, never the link."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from attrs import asdict, frozen

from severa_vnf.flows.memory import Owner, drop, known, put
from severa_vnf.mapping.merge import Asked, Known
from severa_vnf.ports import Put, Record, Write
from severa_vnf.values import Guid
from severa_vnf.wire.decode import loads
from severa_vnf.wire.encode import dumps
from severa_vnf.wire.unset import UNSET


@frozen(kw_only=True)
class RecordLink:
    """A record and its twin, with the numbers seen last and what is remembered of every compared field.

    `vnf_id` is Visma.net's internal id, `number` its number or code. `parts` are the fingerprints of the records that
    belong to Severa's: a customer's addresses, a person's communications.
    """

    guid: Guid
    vnf_id: str
    number: str
    severa_number: str
    known: Mapping[str, Known]
    parts: Mapping[Guid, str]


@frozen(kw_only=True, slots=False)
class Begun:
    """Written before anything is made for a record, gone when it is linked. `until`: the last moment it was sent."""

    until: str

    def sent_by(self) -> datetime:
        """`until` as a moment."""
        return datetime.fromisoformat(self.until)


@frozen(kw_only=True, slots=False)
class Waiting:
    """A record that is looked at again though nobody changed it."""


@frozen
class Spaces:
    """Where the records of a register's links stand in the store."""

    register: str

    @property
    def links(self) -> str:
        """By Severa's guid."""
        return f"links {self.register}"

    @property
    def back(self) -> str:
        """By Visma.net's internal id: whose it is."""
        return f"links back {self.register}"

    @property
    def numbers(self) -> str:
        """By Visma.net's number or code: whose it is."""
        return f"numbers {self.register}"

    @property
    def begun(self) -> str:
        """What was begun and not settled: by `severa <guid>` or `vnf <internal id>` of the record it is made from."""
        return f"begun {self.register}"

    @property
    def leaders(self) -> str:
        """Links of another register whose followers here are still to be looked at: by guid, the number."""
        return f"leaders {self.register}"

    @property
    def waiting(self) -> str:
        """Records that are looked at again though nobody changed them, by the same keys."""
        return f"waiting {self.register}"


def read_link(record: Record) -> RecordLink:
    """A link out of its record."""
    value: dict[str, Any] = loads(record.value.encode())
    held = {name: Asked(*one) if isinstance(one, list) else one for name, one in value["known"].items()}
    return RecordLink(**{**value, "guid": Guid(record.key), "known": held})


def write_link(link: RecordLink) -> str:
    """The value of a link's record."""
    value = asdict(link, recurse=False, filter=lambda one, _: one.name != "guid")
    return dumps({**value, "known": {name: _plain(one) for name, one in link.known.items()}}).decode()


def tied(
    spaces: Spaces, link: RecordLink, before: Record | None, backs: Mapping[str, Record], numbers: Mapping[str, Record]
) -> list[Write]:
    """The writes that remember a link, and the ways back to it: by Visma.net's id and by its number.

    `backs` and `numbers` are what the store has under its id and number, and under the number it had before.
    """
    writes: list[Write] = [Put(spaces.links, link.guid, write_link(link), before.version if before else None)]
    old = read_link(before) if before else None
    owner = Owner(guid=link.guid)
    if old is None or old.vnf_id != link.vnf_id:
        writes.append(put(spaces.back, link.vnf_id, owner, backs.get(link.vnf_id)))
    if link.number and (old is None or old.number != link.number):
        writes.append(put(spaces.numbers, link.number, owner, numbers.get(link.number)))
        if old is not None and old.number in numbers and known(Owner, numbers[old.number]).guid == link.guid:
            writes.append(drop(spaces.numbers, numbers[old.number]))
    return writes


def _plain(known: Known) -> Any:
    if not isinstance(known, Asked):
        return known
    return [known.severa, known.vnf] if known.before is UNSET else [known.severa, known.vnf, known.before]
