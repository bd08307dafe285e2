"""What is random by design, and differs from run to run, is named instead of shown: links, PINs, words to confirm."""

from __future__ import annotations

import re
from collections.abc import Iterable

from engine.confirming.words import FRIENDLY

_LINK = re.compile(r"https?://[^/\s]+/?([a-z]*)[^\s)]*")
_PIN = re.compile(r"\b\d{6}\b")
_ASKS = re.compile(rf"\b((?i:text back|responde)) ({'|'.join(FRIENDLY)})\b")


class Masks:
    """Knows the words to confirm that were ever sent: hidden where we ask for one, and where it is all that is said.

    Anywhere else such a word is one like any other: people sell candles.
    """

    def __init__(self, bodies: Iterable[str]) -> None:
        self._words = {word for body in bodies for _, word in _ASKS.findall(body)}

    def hide(self, words: str) -> str:
        if words.strip().upper() in self._words:
            return "[WORD]"
        return _ASKS.sub(r"\1 [WORD]", _PIN.sub("[PIN]", _LINK.sub(r"[link: \1]", words)))
