"""Messages that a person must see at once, and no machine may answer."""

from __future__ import annotations

import re

from engine.understanding.grave_words import GRAVE, GRIEF, HARMLESS
from engine.understanding.normal import normal

HARMLESS_PHRASES = re.compile("|".join(HARMLESS))
GRAVE_WORDS = re.compile("|".join(GRAVE))
WORDS_OF_GRIEF = re.compile("|".join(GRIEF))


def is_grave(text: str, language: str) -> bool:
    """Whether there is grief, danger or self-harm in it.

    Both languages that we know the words of are looked for in every message, whatever `language` the member is
    down for: in need people speak their first one.
    """
    return GRAVE_WORDS.search(HARMLESS_PHRASES.sub(" - ", normal(text))) is not None


def grieves(text: str) -> bool:
    """Whether it speaks of a death, in either language: somebody who writes that wants nothing cheerful for a while."""
    return WORDS_OF_GRIEF.search(HARMLESS_PHRASES.sub(" - ", normal(text))) is not None
