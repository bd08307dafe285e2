"""Small talk: kind words that ask for nothing, and so are left alone."""

from __future__ import annotations

import re

from engine.understanding.keywords import RESERVED
from engine.understanding.normal import asks, normal
from engine.understanding.smalltalk_words import FACE, LAUGHTER, SAD_FACE, SERIOUS_EMOJI, TABLE
from engine.understanding.synonyms import known

DRAWN_OUT = re.compile(r"([a-z])\1{2,}")
NAME_AT_END = re.compile(r"(?<=\s)[^\W\d_]+\W*$")
LONGEST_PHRASE = 5
MOST_WORDS = 14


def is_small_talk(text: str, language: str) -> bool:
    """Whether the whole message is thanks, a greeting, a nod or a laugh, perhaps with a name behind it."""
    if asks(text):
        return False
    plain = normal(text)
    if not plain:
        return FACE.fullmatch(text) is not None and SAD_FACE.search(text) is None
    if not any(letter.isalnum() for letter in plain):
        return not set(plain) & SERIOUS_EMOJI
    if FACE.fullmatch(text) and SAD_FACE.search(text) is None:
        return True
    phrases = TABLE["en"] | TABLE[known(language)]
    return _made_of(plain.split(), phrases) or _made_of(_without_name(text), phrases)


def _without_name(text: str) -> list[str]:
    """The words before a capitalised last one ("Thanks Rosa!"), or none where that is no name."""
    found = NAME_AT_END.search(text)
    if found is None or not found[0][0].isupper() or found[0].isupper() or normal(found[0]) in RESERVED:
        return []
    return normal(text[: found.start()]).split()


def _made_of(said: list[str], phrases: frozenset[str]) -> bool:
    """Whether the words can be laid out, longest phrase first, in small talk alone."""
    if not 0 < len(said) <= MOST_WORDS:
        return False
    spot = 0
    while spot < len(said):
        longest = min(LONGEST_PHRASE, len(said) - spot)
        taken = next((n for n in range(longest, 0, -1) if _is_phrase(said[spot : spot + n], phrases)), 0)
        if taken == 0:
            return False
        spot += taken
    return True


def _is_phrase(said: list[str], phrases: frozenset[str]) -> bool:
    phrase = " ".join(said)
    if phrase in phrases or LAUGHTER.fullmatch(phrase):
        return True
    return DRAWN_OUT.sub(r"\1", phrase) in phrases or DRAWN_OUT.sub(r"\1\1", phrase) in phrases
