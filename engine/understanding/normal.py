"""One spelling for every way of typing the same thing."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

LONGEST = 20_000  # an email may be megabytes; what it means is said in its first pages
A_TEXT = 500  # what is longer is not remembered: emails would fill the memory
APOSTROPHES = re.compile(r"(?<=\w)['\u2018\u2019\u02bc`\u00b4](?=\w)")
ACCENTS = re.compile("[\u0300-\u036f]")
VARIATIONS = re.compile("[\ufe00-\ufe0f\u20e3]")
QUESTION_MARKS = re.compile("[?\u00bf\u061f\uff1f\u2753\u2754]")


def normal(text: str) -> str:
    """Words in lower case with one blank between them, without punctuation, accents and emoji.

    A text of nothing but emoji is those emoji, each once and without skin tones: a thumbs up is an answer.
    An apostrophe inside a word goes and leaves no gap: don't is dont.
    """
    return _remembered(text) if len(text) <= A_TEXT else _normal(text[:LONGEST])


def _normal(text: str) -> str:
    folded = _folded(text)[:LONGEST]
    spaced = "".join(letter if _in_word(letter) else " " for letter in APOSTROPHES.sub("", folded))
    return " ".join(spaced.split()) or _emoji(folded)


_remembered = lru_cache(maxsize=1024)(_normal)  # one text is looked at from many sides


def words(text: str) -> list[str]:
    """The words of a text as `normal` spells them."""
    return normal(text).split()


def asks(text: str) -> bool:
    """Whether there is a question mark in it, of any script."""
    return QUESTION_MARKS.search(text[:LONGEST]) is not None


def _folded(text: str) -> str:
    """Compatible forms made one, case and accents away, and nothing invisible left between the letters."""
    straight = VARIATIONS.sub("", text)
    plain = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", straight).casefold())
    bare = ACCENTS.sub("", unicodedata.normalize("NFD", plain))
    visible = "".join(letter for letter in bare if unicodedata.category(letter) not in ("Cf", "Cs"))
    return unicodedata.normalize("NFC", visible)


def _in_word(letter: str) -> bool:
    """Letters and digits, and the vowel signs that many scripts write as marks on them."""
    return letter.isalnum() or unicodedata.category(letter) in ("Mn", "Mc")


def _emoji(folded: str) -> str:
    return "".join(dict.fromkeys(letter for letter in folded if unicodedata.category(letter) == "So"))
