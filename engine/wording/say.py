"""Small helpers for saying things the way a person would."""

from __future__ import annotations

import re
from collections.abc import Sequence


def title_from_name(name: str) -> str:
    """A file's name in words: "finished-first-week" is "Finished first week"."""
    words = " ".join(re.split(r"[-_\s]+", name.strip()))
    return words[:1].upper() + words[1:]


def join_names(names: Sequence[str], word: str = "and") -> str:
    """Like "Amy", "Amy and Bob", "Amy, Bob and Cy"; nobody is the empty string."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} {word} {names[-1]}"


def plural(count: int, one: str, many: str | None = None) -> str:
    """The number with its word: "1 text", "2 texts", "1,200 replies" (given `many`)."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def short_name(name: str) -> str:
    """What members are called among each other: "Amy L."."""
    first, *others = name.split() or [""]
    return f"{first} {others[-1][0]}." if others else first


def numbered(choices: Sequence[str]) -> str:
    """What there is to choose from: "1 spruce, 2 orange"."""
    return ", ".join(f"{number} {choice}" for number, choice in enumerate(choices, start=1))
