"""One setting that a manager may write."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Key:
    """How a setting is written (``kind``, read by ``values`` and the parsers, drawn by ``schema``), what it means
    (``help``) and which attribute of the syntax tree it becomes."""

    name: str
    kind: str
    help: str
    required: bool = False
    becomes: str = ""
    example: str = ""

    @property
    def attribute(self) -> str:
        return self.becomes or self.name.replace(" ", "_").replace("-", "_")
