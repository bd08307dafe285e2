"""What is random by design, and differs from run to run, is named instead of shown: links, PINs, words to confirm."""

from __future__ import annotations

import re
from collections.abc import Iterable

_LINK = re.compile(r"https?://[^/\s]+/?([a-z]*)[^\s)]*")
_PIN = re.compile(r"\b\d{6}\b")
_WORD = re.compile(r"Text back ([A-Z]+)")


class Masks:
    """Knows the words to confirm that were ever sent."""

    def __init__(self, bodies: Iterable[str]) -> None:
        words = {found.lower() for body in bodies for found in _WORD.findall(body)}
        listed = "|".join(sorted(map(re.escape, words)))
        self._words = re.compile(rf"\b({listed})\b", re.IGNORECASE) if words else None

    def hide(self, words: str) -> str:
        shown = _PIN.sub("[PIN]", _LINK.sub(r"[link: \1]", words))
        return self._words.sub("[WORD]", shown) if self._words else shown
