"""Where in a manager's file a word stands."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """A span in one file: ``line`` and ``column`` count from 1, ``width`` is in characters."""

    file: str
    line: int
    column: int = 1
    width: int = 1
