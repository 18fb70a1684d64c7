"""Reading a written body against its shape. Strict: what the service would drop or misread is refused, loudly."""

from __future__ import annotations

import re
from datetime import tzinfo
from decimal import Decimal
from typing import Any

from attrs import frozen

from severa_vnf.testing.vnf.refusals import Refused
from severa_vnf.testing.vnf.shapes import Field, Scalar, Shape
from severa_vnf.testing.vnf.stamps import has_zone, misread_date, read_date

_NUMERAL = re.compile(r"-?\d+(\.\d+)?")
_DROPPED = object()


@frozen
class Taker:
    """Reads bodies. `take` gives plain values under the names they were written with."""

    strict: bool
    zone: tzinfo

    def take(self, shape: Shape, given: Any, at: str) -> dict[str, Any]:
        """One object. Raises Refused for what cannot be read, and in strict mode for what would be misread."""
        if not isinstance(given, dict):
            raise Refused(f"{at} must be an object.")
        plain = {}
        for name, value in given.items():
            here, known = f"{at}.{name}", shape.fields.get(name)
            if known is None:
                self.misread(f"{here} is no field that can be written; the service would drop it.")
                continue
            taken = self._field(known, value, here)
            if taken is not _DROPPED:
                plain[name] = taken
        return plain

    def misread(self, text: str) -> None:
        """Refuse, when strict, what the service would take without a word and do otherwise than meant."""
        if self.strict:
            raise Refused(text)

    def _field(self, known: Field, value: Any, at: str) -> Any:
        if known.rows:
            if not isinstance(value, list):
                raise Refused(f"{at} must be an array.")
            assert isinstance(known.kind, Shape)
            return [self.take(known.kind, row, f"{at}[{place}]") for place, row in enumerate(value)]
        if known.wrapped:
            if not isinstance(value, dict) or set(value) != {"value"}:
                self.misread(f'{at} must be written as {{"value": ...}}; the service would drop it.')
                return _DROPPED
            value = value["value"]
        if value is None:
            self.misread(f"{at} is null: what that does is not known. Leave the field out.")
            return None
        if isinstance(known.kind, Shape):
            return self.take(known.kind, value, at)
        if isinstance(known.kind, frozenset):
            if not isinstance(value, str) or value not in known.kind:
                raise Refused(f"{at}: {value!r} is none of {', '.join(sorted(known.kind))}.")
            return value
        return self._scalar(known.kind, value, at)

    def _scalar(self, kind: Scalar, value: Any, at: str) -> Any:
        match kind, value:
            case "flag", bool():
                return value
            case "whole", int() if not isinstance(value, bool):
                return value
            case "number", int() | Decimal() if not isinstance(value, bool):
                return Decimal(value)
            case "text", str():
                return value
            case "date", str():
                return self._date(value, at)
            case (("number" | "whole"), str()) if not self.strict and _NUMERAL.fullmatch(value):
                return Decimal(value) if kind == "number" else int(Decimal(value))
            case "text", int() | Decimal() if not self.strict and not isinstance(value, bool):
                return str(value)
        raise Refused(f"{at}: {value!r} is no {kind}.")

    def _date(self, value: str, at: str) -> str:
        if has_zone(value):
            self.misread(f"{at}: {value} names a zone; the service would turn it into its own, perhaps another day.")
            return misread_date(value, self.zone)
        return read_date(value, at)
