from __future__ import annotations

from typing import Any

import attrs
from attrs import fields, frozen

from severa_vnf.mapping.printing import as_markdown
from severa_vnf.mapping.table import Table, always, both, left_out, made, to_severa
from severa_vnf.rules.screens import Screens
from severa_vnf.wire.unset import UNSET, Unset


@frozen
class Shoe:
    name: str
    number: int
    shop: str


@frozen
class Item:
    title: str | Unset = UNSET
    item_number: int | Unset = UNSET
    shop_id: str | Unset = UNSET
    is_shoe: bool | Unset = UNSET
    kind: str | Unset = UNSET


S, V = fields(Shoe), fields(Item)
TABLE: Table[Any, Any] = Table(
    Shoe,
    Item,
    (
        both(S.name, V.title, owner="severa"),
        attrs.evolve(both(S.name, V.title), vnf="line1, line2"),
        to_severa(S.number, V.item_number, why="It numbers them."),
        made((S.shop, "its street"), V.shop_id, lambda shoe, given: "1", once=True, why="The first one."),
        always(V.is_shoe, True, why="All are."),
        always(V.kind, "Left", why="For now."),
        left_out("size", vnf="width", why="They differ."),
        left_out(vnf="depth", why="Nobody knows."),
    ),
)
DUTCH = Screens({"name": "Naam", "shop": "Winkel", "size": "Maat"}, {"line1": "Regel 1", "line2": "Regel 2"})


def test_as_markdown() -> None:
    """A row shows both fields, their Dutch names, the way, whose value counts, and why; what is left out comes last."""
    assert as_markdown(TABLE, DUTCH).splitlines() == [
        "| Severa | in Dutch |  | Visma.net | in Dutch | owner | why |",
        "| --- | --- | --- | --- | --- | --- | --- |",
        "| `name` | Naam | ↔ | `title` |  | Severa |  |",
        "| `name` | Naam | ↔ | `line1`, `line2` | Regel 1, Regel 2 | both |  |",
        "| `number` |  | ← | `itemNumber` |  | Visma.net | It numbers them. |",
        "| `shop`, its street | Winkel | → once | `shopId` |  |  | The first one. |",
        "|  |  | → | `isShoe` |  |  | Always `true`. All are. |",
        "|  |  | → | `kind` |  |  | Always `Left`. For now. |",
        "",
        "What stays on its side:",
        "",
        "| Severa | in Dutch | Visma.net | in Dutch | why |",
        "| --- | --- | --- | --- | --- |",
        "| `size` | Maat | `width` |  | They differ. |",
        "|  |  | `depth` |  | Nobody knows. |",
    ]
