"""What no database keeps is taken out of what strangers send: NUL, and halves of surrogate pairs."""

from __future__ import annotations

from typing import Any

_DEEPEST = 20


def clean(value: Any, depth: int = 0) -> Any:
    """``value`` with all its words storable; what is nested deeper than anybody means is said as words."""
    if isinstance(value, str):
        return value.replace("\x00", "").encode("utf-8", "replace").decode("utf-8")
    if depth >= _DEEPEST and isinstance(value, dict | list | tuple):
        return "…"
    if isinstance(value, dict):
        return {clean(str(key)): clean(one, depth + 1) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [clean(one, depth + 1) for one in value]
    return value
