"""Do both services agree? Every complaint is a plain sentence.

What one side can't hold, or can't be brought to, is no complaint; what a problem of the bridge names is none either,
but for that field alone.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

from severa_vnf.testing.vnf.paths import at
from tests.registers import values as read
from tests.registers.both import NUMBERS, STREAMS, TWINS, Both
from tests.registers.tables import (
    ADDRESS,
    CONTACT,
    CUSTOMER,
    DISABLED,
    ITEM,
    ITEMS,
    PRICES,
    PROJECT,
    REACHED,
    REGISTER_OF,
    USES,
    Row,
)
from tests.registers.values import NONE, SKIP, Document


def complaints(both: Both, made: Collection[str] | None = None) -> list[str]:
    """Everything on which the two do not agree. `made` are the records that no bridge made (see `People.made`)."""
    found = [*_linked_once(both), *_customers(both), *_contacts(both), *_items(both), *_projects(both), *_left(both)]
    return [*found, *(_born(both, made) if made is not None else ())]


def _linked_once(both: Both) -> Iterator[str]:
    for stream in STREAMS:
        for side in ("guid", "vnf_id"):
            counted = Counter(str(getattr(one, side)) for one in both.links[stream])
            yield from (
                f"{stream}: {side} {one} is linked {count} times" for one, count in counted.items() if count > 1
            )
        for link in both.links[stream]:
            record = both.vnf[TWINS[stream]].get(str(link.vnf_id))
            if record is None:
                yield f"{stream} {link.guid} is linked with {link.vnf_id}, which Visma.net has not"
            elif _there(both, stream, link.guid) and not _goes_by(record, NUMBERS.get(stream, ""), link.number):
                yield f"{stream} {link.guid}: its link says {link.number!r}, Visma.net {record[NUMBERS[stream]]!r}"


def _goes_by(record: Document, name: str, number: str) -> bool:
    """Whether that is its number, blanks left out, with which Visma.net fills them up. No name: it has none."""
    return not name or str(record[name]).strip() == number.strip()


def _there(both: Both, stream: str, guid: str) -> str:
    """The collection that a record of Severa's stands in, "" where it is gone."""
    names = ITEMS if stream == "items" else (stream,)
    return next((name for name in names if guid in both.severa[name]), "")


def _pairs(both: Both, stream: str) -> Iterator[tuple[str, str, str, Document, Document]]:
    """Register, guid, internal id and both records of each linked pair that is still there on both sides."""
    for guid, vnf_id in both.vnf_ids[stream].items():
        name = _there(both, stream, guid)
        if name and vnf_id in both.vnf[TWINS[stream]]:
            yield name, guid, vnf_id, both.severa[name][guid], both.vnf[TWINS[stream]][vnf_id]


def _unequal(both: Both, label: str, rows: Iterable[Row], ids: Sequence[str], ours: Any, theirs: Any) -> Iterator[str]:
    for row in rows:
        held = at(ours, row.severa), at(theirs, row.vnf)
        left, right = row.of_severa(held[0], both.codes), row.of_vnf(held[1], both.codes)
        words = (row.word, "address") if row in ADDRESS else (row.word,)
        if left is NONE and (right is None or any((one, word) in both.cleared for one in ids for word in words)):
            continue
        if left != right and SKIP not in (left, right) and not both.named(*ids, called=row.called):
            yield f"{label}: {row.word} is {held[0]!r} in Severa, {held[1]!r} in Visma.net"


def _customers(both: Both) -> Iterator[str]:
    addresses: dict[str, list[Document]] = defaultdict(list)
    for one in both.severa["addresses"].values():
        addresses[one["customer"]["guid"]].append(one)
    for _, guid, vnf_id, ours, theirs in _pairs(both, "customers"):
        label = f"customer {guid} = {theirs['number']}"
        if ours["isInternal"]:
            yield f"{label} is the organisation itself, and crossed"
        yield from _unequal(both, label, CUSTOMER, (guid, vnf_id), ours, theirs)
        for slot in USES:
            yield from _slot(both, f"{label}: {slot} address", slot, (guid, vnf_id), ours, addresses[guid], theirs)


def _slot(
    both: Both,
    label: str,
    slot: str,
    ids: Sequence[str],
    ours: Document,
    addresses: Sequence[Document],
    theirs: Document,
) -> Iterator[str]:
    """A place in Visma.net holds the headquarters, or the oldest address of that use: of several as old, any."""
    part = theirs.get(f"{slot}Address") or {}
    fitting = candidates(slot, (ours["headquarterAddress"] or {}).get("guid"), addresses)
    told = [list(_part(both, label, (*ids, one["guid"]), one, part)) for one in fitting]
    named = both.named(*ids, called=tuple(f"{one}address" for one in USES))  # one may stand in several places
    excused = named or (ids[0], "address deleted") in both.cleared  # Severa tells nobody
    if not fitting:
        empty = not any(read.lines_of(part)) and not part.get("city") and not part.get("postalCode")
        main = theirs.get("mainAddress") or {}
        follows = slot != "main" and read.place(part) == read.place(main)
        left = (ids[0], "address") in both.cleared or not both.written(ids[1], slot)
        if not (empty or follows or left or excused):
            yield f"{label} stands in Visma.net only: {read.place(part)}"
    elif all(told):
        yield from [] if excused else min(told, key=len)


def candidates(slot: str, headquarters: str | None, addresses: Sequence[Document]) -> list[Document]:
    """The addresses that may stand in a place: one, unless several are as old."""
    home = [one for one in addresses if one["guid"] == headquarters]
    fitting = home if slot == "main" and home else [one for one in addresses if one[USES[slot]]]
    return oldest(fitting)


def oldest(records: Sequence[Document]) -> list[Document]:
    """Those that were made first."""
    first = min((one["createdDateTime"] for one in records), default=None)
    return [one for one in records if one["createdDateTime"] == first]


def _part(both: Both, label: str, ids: Sequence[str], ours: Document, theirs: Document) -> Iterator[str]:
    left, right = read.three(ours["addressline"]), read.lines_of(theirs)
    if left != right and not both.named(*ids, called=("addressline",)):
        yield f"{label}: lines are {left} in Severa, {right} in Visma.net"
    yield from _unequal(both, label, ADDRESS, ids, ours, theirs)


def _contacts(both: Both) -> Iterator[str]:
    reached: dict[str, list[Document]] = defaultdict(list)
    for one in both.severa["communications"].values():
        if not one["isForbiddenToUse"]:
            reached[f"{one['contact']['guid']} {one['communicationType']['type']}"].append(one)
    customers = both.customers_by_number()
    for _, guid, vnf_id, ours, theirs in _pairs(both, "contacts"):
        label = f"contact {guid} = {vnf_id}"
        owner = customers.get(theirs.get("businessAccount", ""))
        if owner != ours["customer"]["guid"] and not both.named(guid, vnf_id, called=("customer", "businessaccount")):
            yield f"{label} is of customer {ours['customer']['guid']} in Severa, of {owner} in Visma.net"
        yield from _unequal(both, label, CONTACT, (guid, vnf_id), ours, theirs)
        for row in REACHED:
            fitting = oldest(reached[f"{guid} {row.word}"]) or [{"value": None}]
            told = [list(_unequal(both, label, [row], (guid, vnf_id), one, theirs)) for one in fitting]
            if (guid, row.word) not in both.cleared:  # Severa tells nobody that a communication was deleted
                yield from min(told, key=len)


def _items(both: Both) -> Iterator[str]:
    for name, guid, vnf_id, ours, theirs in _pairs(both, "items"):
        label = f"item {guid} = {theirs['inventoryNumber']}"
        yield from _unequal(both, label, ITEM, (guid, vnf_id), ours, theirs)
        yield from _unequal(both, label, PRICES.get(name, ()), (guid, vnf_id), ours, theirs)
        if REGISTER_OF.get(theirs["type"]) != name and not both.named(guid, vnf_id):
            yield f"{label} is of type {theirs['type']}, and stands in {name}"


def _projects(both: Both) -> Iterator[str]:
    tasks: dict[str, set[str]] = defaultdict(set)
    for one in both.vnf["project_task"].values():
        tasks[str(one["projectInternalId"])].add(one["taskId"])
    customers = both.customers_by_number()
    for _, guid, vnf_id, ours, theirs in _pairs(both, "projects"):
        label = f"project {guid} = {theirs['projectID']}"
        yield from _unequal(both, label, PROJECT, (guid, vnf_id), ours, theirs)
        payer = customers.get((theirs["customer"] or {}).get("number", ""))
        if payer != ours["customer"]["guid"] and not both.named(guid, vnf_id, called=("customer",)):
            yield f"{label} is of customer {ours['customer']['guid']} in Severa, of {payer} in Visma.net"
        start = ours["startDate"] or ours["createdDateTime"][:10]
        if theirs["startDate"][:10] != start and not both.named(guid, vnf_id, called=("start",)):
            yield f"{label} starts on {start} in Severa, on {theirs['startDate'][:10]} in Visma.net"
        over = ours["isClosed"] or both.codes.is_lost(ours)
        if over != (theirs["status"] in DISABLED) and not both.named(guid, vnf_id, called=("status", "isclosed")):
            yield f"{label} is {'over' if over else 'open'} in Severa, {theirs['status']} in Visma.net"
        if "10" not in tasks[vnf_id]:
            yield f"{label} has no task 10"


def _left(both: Both) -> Iterator[str]:
    """What should have a twin, has none, and nobody was told why. What is not in use may stay where it is."""
    for stream, name, record in _waiting_in_severa(both):
        told = both.named(record["guid"]) or both.mentioned(record.get("code") or record["name"])
        if record["guid"] not in both.vnf_ids[stream] and not told:
            yield f"{name} {record['guid']} of Severa has no twin, and no problem says why"
    for stream, name, vnf_id in _waiting_in_vnf(both):
        record = both.vnf[TWINS[stream]][vnf_id]
        called = str(record[NUMBERS.get(stream, "displayName")])
        if vnf_id not in both.guids[stream] and not both.named(vnf_id) and not both.mentioned(called):
            yield f"{name} {vnf_id} of Visma.net has no twin, and no problem says why"


def _waiting_in_severa(both: Both) -> Iterator[tuple[str, str, Document]]:
    for one in both.severa["customers"].values():
        if one["isActive"] and not one["isInternal"]:
            yield "customers", "customer", one
    for one in both.severa["contacts"].values():
        if one["isActive"] and one["customer"]["guid"] in both.vnf_ids["customers"]:
            yield "contacts", "contact", one
    for register in ITEMS:
        yield from (("items", register, one) for one in both.severa[register].values() if one["isActive"])
    for one in both.severa["projects"].values():
        if not one["isInternal"] and not one["isClosed"] and not both.codes.is_lost(one):
            yield "projects", "project", one


def _waiting_in_vnf(both: Both) -> Iterator[tuple[str, str, str]]:
    for vnf_id, one in both.vnf["customer"].items():
        if one["status"] != "Inactive":
            yield "customers", "customer", vnf_id
    linked = both.customers_by_number()
    for vnf_id, one in both.vnf["contact"].items():
        if one["active"] and one.get("businessAccount") in linked:
            yield "contacts", "contact", vnf_id
    for vnf_id, one in both.vnf["inventory"].items():
        if one["type"] in REGISTER_OF and read.can_be_sold(one["status"], both.codes):
            yield "items", "item", vnf_id


def _born(both: Both, made: Collection[str]) -> Iterator[str]:
    """What the bridge made has a link, else it was made twice or forgotten; what belongs to a record is not double."""
    for stream, name in TWINS.items():
        for vnf_id in both.vnf[name]:
            linked = vnf_id in both.guids[stream]
            if f"{name} {vnf_id}" not in made and not linked and not both.named(vnf_id):
                yield f"{name} {vnf_id} of Visma.net was made by the bridge, and has no twin"
        for register in ITEMS if stream == "items" else (stream,):
            for guid in both.severa[register]:
                if guid not in made and guid not in both.vnf_ids[stream] and not both.named(guid):
                    yield f"{register} {guid} of Severa was made by the bridge, and has no twin"
    for name, keys in (
        ("addresses", ("customer.guid", "addressline", "postalCode", "city", *USES.values())),
        ("communications", ("contact.guid", "communicationType.type", "value")),
    ):
        counted = Counter(
            tuple(at(one, key) for key in keys) for guid, one in both.severa[name].items() if guid not in made
        )
        yield from (f"{name}: {one} was made {count} times" for one, count in counted.items() if count > 1)
