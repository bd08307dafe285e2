"""Which known word a mistyped one was meant to be."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches

CLOSE = 0.6


def nearest(word: str, known: Sequence[str]) -> str | None:
    """The known word that `word` most resembles, or None where none is close."""
    found = get_close_matches(" ".join(word.casefold().split()), known, n=1, cutoff=CLOSE)
    return found[0] if found else None
