"""Several documents may carry one invoice's mark: its answer was lost, it was sent again, and both are there."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from attrs import frozen

from severa_vnf.mapping.header import MARK
from severa_vnf.mapping.totals import AnyDocument
from severa_vnf.values import Guid, same_number

K = TypeVar("K")

_MARKED = re.compile(re.escape(MARK) + "([0-9A-Fa-f-]{36})")


@frozen
class Marked(Generic[K]):
    """The documents that carry an invoice's mark: its `own` (None: nobody can tell which), and the `twins`."""

    own: K | None
    twins: tuple[K, ...] = ()


def own_and_twins(
    marked: Sequence[K], number: Callable[[K], str], linked: str | None, in_severa: int | None
) -> Marked[K]:
    """Tell the documents of one invoice apart. `linked` is the number of its link, `in_severa` the invoice's own.

    | of the documents with its mark | its own is |
    |---|---|
    | one is linked | that one |
    | none is linked, and one has the invoice's number | that one |
    | there is one, and the invoice has neither link nor number | that one |
    | else | in doubt |

    Numbers are compared by value; of two that are written differently ("42" and "0042") the linked one counts as it is.
    """
    exact = [one for one in marked if number(one) == linked]
    by_value = [one for one in marked if same_number(number(one), linked)]
    numbered = [one for one in marked if linked is None and same_number(number(one), in_severa)]
    alone = [*marked] if linked is None and in_severa is None else []
    own = next((found[0] for found in (exact, by_value, numbered, alone) if len(found) == 1), None)
    return Marked(own, tuple(one for one in marked if one is not own))


def marks_of(document: AnyDocument) -> tuple[Guid, ...]:
    """The invoices whose mark stands in the texts of a document."""
    texts = " ".join(filter(None, (document.note, document.invoice_text)))
    return tuple(dict.fromkeys(Guid(guid.lower()) for guid in _MARKED.findall(texts)))
