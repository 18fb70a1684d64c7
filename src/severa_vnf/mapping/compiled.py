"""A table's rows as one function: written out once, so that a table costs no more than code by hand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import attrs
from attrs import NOTHING, frozen

from severa_vnf.wire.model import parts
from severa_vnf.wire.unset import UNSET

FACTORY: Any = attrs.Factory


@frozen
class Step:
    """One field to be filled: `name`, in the part `within` where it has one. `empty`: its maker may answer None."""

    name: str
    make: Callable[[Any, Any], Any]
    within: str = ""
    empty: bool = False


def compiled(target: Any, steps: Sequence[Step], trouble: type) -> Callable[[Any, Any], tuple[Any, list[Any]]]:
    """A function of a record and what else is known, which makes a `target` and the list of its troubles.

    A target that keeps its fields in a dict (`slots=False`) is filled as a model is that is read.
    """
    names: dict[str, Any] = {"Trouble": trouble, "target": target, "UNSET": UNSET, "new": target.__new__}
    fields = attrs.fields(target)
    names |= {f"default_{one.name}": _default(one) for one in fields}
    lines = ["def run(record, given):", " troubles = []"]
    values = {
        one.name: f"default_{one.name}{'()' if isinstance(one.default, FACTORY) else ''}"
        for one in attrs.fields(target)
    }
    inner: dict[str, dict[str, str]] = {}
    for place, step in enumerate(steps):
        names[f"make{place}"] = step.make
        lines += [f" v{place} = make{place}(record, given)", f" if v{place}.__class__ is Trouble:"]
        lines += [f"  troubles.append(v{place})", f"  v{place} = UNSET"]
        lines += [f" elif v{place} is None: v{place} = UNSET"] if step.empty else []
        (inner.setdefault(step.within, {}) if step.within else values)[step.name] = f"v{place}"
    for part, held in inner.items():
        names[f"kind_{part}"] = kind_of(target, part)
        given = ", ".join(f"{name}={value}" for name, value in held.items())
        nothing = " and ".join(f"{value} is UNSET" for value in held.values())
        values[part] = f"UNSET if {nothing} else kind_{part}({given})"
    if target.__dictoffset__:
        names["fill"] = object.__setattr__
        state = ", ".join(f"{name!r}: {value}" for name, value in values.items())
        lines += [" made = new(target)", f" fill(made, '__dict__', {{{state}}})"]
    else:
        lines += [f" made = target({', '.join(f'{name}={value}' for name, value in values.items())})"]
    exec("\n".join([*lines, " return made, troubles"]), names)  # noqa: S102 - names of our own fields
    run: Callable[[Any, Any], tuple[Any, list[Any]]] = names["run"]
    return run


def kind_of(target: Any, name: str) -> Any:
    """The class of a part of a target."""
    return next(part.kind for part in parts(target) if part.name == name)


def _default(one: attrs.Attribute[Any]) -> Any:
    """A default's value, or what makes it anew for each target."""
    default: Any = one.default
    if isinstance(default, FACTORY):
        return default.factory
    return UNSET if default is NOTHING else default
