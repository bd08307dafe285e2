"""Keywords: a word that is the whole message."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TypeVar

from rapidfuzz.distance import OSA

from engine.understanding.normal import asks, normal

T = TypeVar("T")

# What Twilio acts on itself, by its documentation of opt-out keywords (November 2026). All in lower case.
STOP_WORDS = frozenset({"stop", "stopall", "unsubscribe", "cancel", "end", "quit", "revoke", "optout"})
START_WORDS = frozenset({"start", "yes", "unstop"})
HELP_WORDS = frozenset({"help", "info"})
RESERVED = STOP_WORDS | START_WORDS | HELP_WORDS

LONG_ENOUGH = 5
LONGEST = 60


def match_keyword(text: str, keywords: Mapping[str, T]) -> T | None:
    """What the keyword stands for that `text` is: the whole message, any case, punctuation aside.

    One typo (a letter too many, too few, wrong, or two swapped) is forgiven in words of five letters or more
    when nothing else, reserved words included, is as near.
    """
    said = normal(text)
    if not said:
        return None
    spelled = {normal(keyword): keyword for keyword in keywords}
    if said in spelled:
        return keywords[spelled[said]]
    if said in RESERVED or len(said) > LONGEST:
        return None
    near = {plain for plain in spelled.keys() | RESERVED if _one_typo(said, plain)}
    if len(near) != 1 or not near <= spelled.keys():
        return None
    return keywords[spelled[near.pop()]]


def is_keyword(text: str, keywords: Collection[str]) -> bool:
    """Whether `text` is one of the keywords and nothing else, spelled right."""
    return normal(text) in {normal(keyword) for keyword in keywords}


def match_opening(text: str, openings: Mapping[str, T]) -> tuple[T, str] | None:
    """What the opening stands for that `text` begins with, and what follows it; None where nothing does.

    Whole words only, in any case and spelled right: what goes on may be any sentence, so nothing is guessed.
    """
    for opening in sorted(openings, key=len, reverse=True):
        said = text.split(maxsplit=len(opening.split()))
        count = len(opening.split())
        rest = said[count].strip() if len(said) > count else ""
        begins = " ".join(said[:count])
        if rest and normal(begins) == normal(opening) and not asks(begins):
            return openings[opening], rest.lstrip(" \t\n:,.!-\u2013\u2014") or rest
    return None


def _one_typo(said: str, plain: str) -> bool:
    """Whether `said` is `plain` but for one slip in one of its long words, or a lost or extra blank."""
    if OSA.distance(said, plain, score_cutoff=1) > 1:
        return False
    typed, meant = said.split(), plain.split()
    if len(typed) != len(meant):
        return typed != [] and "".join(typed) == "".join(meant) and len("".join(meant)) >= LONG_ENOUGH
    wrong = [word for word, other in zip(meant, typed, strict=True) if word != other]
    return all(len(word) >= LONG_ENOUGH for word in wrong)
