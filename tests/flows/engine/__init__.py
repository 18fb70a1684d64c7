"""What every stream does in the same way."""

from __future__ import annotations
