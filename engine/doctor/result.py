"""What one look found: whether it is well, and what to do where it is not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Level = Literal["ok", "warning", "problem"]


@dataclass(frozen=True, slots=True)
class Result:
    """``problem``: Kindling does not work, or would lose something. ``warning``: it works, with less than it could."""

    level: Level
    about: str
    words: str
    repair: str = ""


def ok(about: str, words: str) -> Result:
    return Result("ok", about, words)


def warning(about: str, words: str, repair: str) -> Result:
    return Result("warning", about, words, repair)


def problem(about: str, words: str, repair: str) -> Result:
    return Result("problem", about, words, repair)
