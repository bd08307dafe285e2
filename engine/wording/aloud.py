"""A message's words as a voice can say them: links left out, long numbers digit by digit, "7 PM", no emoji.

Whoever is rung hears the same message that others read, so nothing but what cannot be spoken is taken away.
"""

from __future__ import annotations

import re
import unicodedata

_LINK = re.compile(r"\s*[:(\[]?\s*\bhttps?://[^\s<>]*[^\s<>.,;:!?)\]]\)?", re.IGNORECASE)
_NUMBER = re.compile(r"(?<![\w+.,$])\+?(\d{6,15})\b")  # a phone's, or a PIN
_TIME = re.compile(r"(?<=\d)\s?([ap]m)\b", re.IGNORECASE)
_LETTER = re.compile(r"\w")
_GAP = re.compile(r"\s+([.,;:!?])")
_DOUBLED = re.compile(r"([.,;:])(?:\s*[.,;:])+")
_MUTE = frozenset({"So", "Sk", "Cs", "Cf", "Cn", "Co"})  # emoji, their joiners and modifiers
WORDS_A_SECOND = 2.4  # as a telephone voice speaks
BREATH = 1.0  # seconds that a line takes beyond its words


def aloud(text: str) -> str:
    """``text`` for a voice, line by line; a line of which nothing can be said is left out."""
    lines = [_line(line) for line in text.splitlines()]
    return "\n".join(line for line in lines if _LETTER.search(line))


def times_apart(text: str) -> str:
    """Times as every voice reads them well: "7pm" is "7 PM"."""
    return _TIME.sub(lambda found: f" {found[1].upper()}", text)


def _line(line: str) -> str:
    said = _NUMBER.sub(lambda found: " ".join(found[1]), _LINK.sub("", line))
    said = times_apart(said)
    said = "".join(char for char in said if unicodedata.category(char) not in _MUTE and char != "\ufe0f")
    said = _DOUBLED.sub(r"\1", _GAP.sub(r"\1", " ".join(said.split())))
    return said.strip()


def speaking_seconds(text: str) -> float:
    """About how long a voice takes to say ``text``."""
    lines = [line for line in text.splitlines() if line.strip()]
    return sum(len(line.split()) / WORDS_A_SECOND + BREATH for line in lines)
