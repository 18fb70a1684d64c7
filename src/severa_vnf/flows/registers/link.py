"""Links of the registers: Severa's guid and Visma.net's internal id. Numbers and codes are watched, never the link."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from attrs import asdict, frozen

from severa_vnf.flows.ask import Flow
from severa_vnf.flows.engine.cursor import ANY_ZONE
from severa_vnf.flows.memory import Owner, drop, known, put, recall, unreadable, value_of
from severa_vnf.mapping.merge import Asked, Known, Sent, Still
from severa_vnf.ports import Put, Record, Write
from severa_vnf.values import Guid
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
    """Written before anything is made for a record, gone when it is linked.

    `until` is the last moment at which it was sent, `at` the first. `name`, `key` and `witness` are what it was matched
    by when it was sent: people may rename it meanwhile. They are empty where parts of it are made.
    """

    until: str
    at: str = ""
    name: str = ""
    key: str = ""
    witness: str = ""

    def sent_by(self) -> datetime:
        """`until` as a moment."""
        return datetime.fromisoformat(self.until)

    def began(self) -> datetime:
        """`at` as a moment; where that is not known, surely before it."""
        return datetime.fromisoformat(self.at) if self.at else self.sent_by() - ANY_ZONE


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
    """A link out of its record. Raises StoreError where it is none."""
    try:
        value: dict[str, Any] = value_of(record)
        held = {name: _known(one) for name, one in value["known"].items()}
        return RecordLink(**{**value, "guid": Guid(record.key), "known": held})
    except (LookupError, TypeError, AttributeError) as error:
        raise unreadable(record, error) from error


def write_link(link: RecordLink) -> str:
    """The value of a link's record."""
    value = asdict(link, recurse=False, filter=lambda one, _: one.name != "guid")
    return dumps({**value, "known": {name: _plain(one) for name, one in link.known.items()}}).decode()


def tied(spaces: Spaces, links: Sequence[tuple[RecordLink, Record | None]]) -> Flow[list[Write]]:
    """The writes that remember links, each in the place of its record, with the ways back to them.

    Those are by Visma.net's id, and by its number, which may have been another's until now.
    """
    new = [link for link, record in links if record is None]
    was = [(link, read_link(record).number if record else "") for link, record in links]
    moved = [(link, old) for link, old in was if old != link.number]
    backs = yield from recall(spaces.back, [link.vnf_id for link in new])
    numbers = yield from recall(spaces.numbers, [number for link, old in moved for number in (link.number, old)])
    taken = {link.number: Owner(guid=link.guid) for link, _ in moved if link.number}
    left = {old: numbers[old] for link, old in moved if old in numbers and known(Owner, numbers[old]).guid == link.guid}
    return [
        *(Put(spaces.links, link.guid, write_link(link), record.version if record else None) for link, record in links),
        *(put(spaces.back, link.vnf_id, Owner(guid=link.guid), backs.get(link.vnf_id)) for link in new),
        *(put(spaces.numbers, number, owner, numbers.get(number)) for number, owner in taken.items()),
        *(drop(spaces.numbers, record) for number, record in left.items() if number not in taken),
    ]


def led(followers: str, links: Sequence[RecordLink]) -> Flow[list[Write]]:
    """The writes by which a register that follows these links knows of them. Empty: none does."""
    leaders = Spaces(followers).leaders
    before = yield from recall(leaders, [link.guid for link in links])
    return [put(leaders, link.guid, link.number, before.get(link.guid)) for link in links if followers]


def _known(plain: Any) -> Known:
    if isinstance(plain, dict):
        return Sent(**plain) if "to" in plain else Still(**plain)
    return Asked(*plain) if isinstance(plain, list) else plain


def _plain(known: Known) -> Any:
    if isinstance(known, Sent | Still):
        return asdict(known)
    if not isinstance(known, Asked):
        return known
    return [known.severa, known.vnf] if known.before is UNSET else [known.severa, known.vnf, known.before]
