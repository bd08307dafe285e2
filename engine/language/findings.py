"""What a check found: one finding has a place, the words and, where there is one, the repair."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from engine.language.place import Place


@dataclass(frozen=True, slots=True)
class Finding:
    """An error or a warning for a manager.

    ``message`` is a whole sentence, its guess included; ``repair`` is the line as it should be, where
    that can be said. ``rule`` is a short stable name, for ``--format json``.
    """

    place: Place
    message: str
    level: Literal["error", "warning"] = "error"
    repair: str | None = None
    rule: str = ""

    def order(self) -> tuple[str, int, int, str]:
        return (self.place.file, self.place.line, self.place.column, self.message)
