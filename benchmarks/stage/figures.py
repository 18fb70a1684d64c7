"""How figures are printed: what was measured, its value, the bound beside it."""

from __future__ import annotations

from attrs import frozen


@frozen
class Figure:
    """One line. `bound` is what the figure is to be held against; a figure is shown, never asserted."""

    name: str
    value: str
    bound: str = ""


def show(title: str, *figures: Figure) -> None:
    """Print a table."""
    print(f"\n{title}")
    for figure in figures:
        print(f"  {figure.name:<58} {figure.value:>14}   {figure.bound}".rstrip())
