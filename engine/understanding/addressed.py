"""Whom words of somebody with conversations are for, and whether they are a word to us: DONE, NOTE, HINT."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

from engine.understanding.normal import normal, words

Command = Literal["", "done", "note", "hint"]
DONE = "done"
# A note is for nobody but us, so what is nearly one is taken for one: sent to the member it could hurt.
NOTE_WORDS = frozenset({"note", "nota", "noet", "ntoe", "onte", "noote", "notte", "notee", "nnote"})
HINT_WORDS = frozenset({"hint", "hints", "pista", "pistas", "consejo"})
TO_US = frozenset({DONE}) | NOTE_WORDS | HINT_WORDS
MOST_OF_A_HINT = 10  # words: more is a sentence for somebody, that begins with the word hint

_SURE = re.compile(r"\s*(?:#(\d{1,3})(?!\d)|(\d{1,3})[:)](?!\d))[\s:.,)\-]*(.*)", re.DOTALL)
_PLAIN = re.compile(r"\s*(\d{1,3})(?:[.,\-]+(?=\s)|(?=\s)|$)\s*(.*)", re.DOTALL)
_FIRST = re.compile(r"\s*([^\W\d_]+)(?![\w'\u2019])[\s:.,\-]*(.*)", re.DOTALL)
_DONE_FIRST = re.compile(r"\s*done\s+#?(\d{1,3})\s*[.!]?\s*", re.IGNORECASE)
# What is counted: a number before one of these is meant as a number.
_COUNTED = frozenset({
    "am", "pm", "a", "p", "oclock", "more", "of", "or", "to", "and", "percent", "minute", "hour", "day", "week",
    "month", "year", "time", "second", "sec", "secs", "min", "mins", "hr", "hrs", "moment", "box", "thing", "person",
    "people", "dollar", "bucks", "pair", "size", "out", "x", "th", "st", "nd", "rd", "hora", "dia", "semana", "mes",
    "ano", "minuto", "segundo", "de", "o", "y", "mas", "persona", "cosa", "caja", "vez", "veces", "por", "en", "in",
    "at", "left", "other", "new", "big", "small", "full", "half", "whole", "good", "great", "step", "call", "word",
})  # fmt: skip
_BEGINNERS = frozenset({
    "yes", "thanks", "this", "its", "lets", "thats", "theres", "heres", "was", "does", "has", "always", "perhaps",
    "sounds", "looks", "guess", "congrats", "unless", "whats", "hows", "whos", "shes", "hes", "besos", "gracias",
    "buenos", "buenas", "entonces", "vamos", "eres", "estas", "tus", "los", "las", "unos", "unas", "nos", "miss",
    "please", "pass", "success", "bless",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Addressed:
    """``code`` is the number it was for; None: none was said, or it may have been meant as a number."""

    words: str
    code: int | None = None
    command: Command = ""


def addressed(text: str, codes: Collection[int]) -> Addressed:
    """Read words to one of several conversations, whose numbers are ``codes``."""
    turned = _DONE_FIRST.fullmatch(text)
    if turned and int(turned[1]) in codes:
        return Addressed("", int(turned[1]), "done")
    code, rest = _numbered(text, codes)
    command, said = _command(rest)
    if command in ("note", "hint") and code is None:
        code, said = _numbered(said, codes)
    return Addressed(said, code, command)


def surely(text: str) -> int | None:
    """The number that words name for certain, whoever's it is: #3, 3:, DONE 3, NOTE #3."""
    command = _FIRST.fullmatch(text)
    if command and normal(command[1]) in TO_US - {DONE}:
        text = command[2]
    found = _SURE.fullmatch(text) or _DONE_FIRST.fullmatch(text)
    return int(next(filter(None, found.groups()))) if found else None


def _command(text: str) -> tuple[Command, str]:
    if normal(text) == DONE:
        return "done", ""
    found = _FIRST.fullmatch(text)
    first = normal(found[1]) if found else ""
    if found and first in NOTE_WORDS:
        return "note", found[2].strip()
    if found and first in HINT_WORDS and len(words(found[2])) <= MOST_OF_A_HINT:
        return "hint", found[2].strip()
    return "", text


def _numbered(text: str, codes: Collection[int]) -> tuple[int | None, str]:
    """The number that words begin with, and the words without it: surely (#3, 3:), or where nothing is counted by it
    and there are several to choose from."""
    sure = _SURE.fullmatch(text)
    if sure and (code := int(sure[1] or sure[2])) in codes:
        return code, sure[3]
    plain = _PLAIN.fullmatch(text)
    if plain and (code := int(plain[1])) in codes and (len(codes) > 1 or not plain[2].strip()):
        return (None, text) if _counts(plain[2]) else (code, plain[2])
    return None, text


def _counts(rest: str) -> bool:
    """Whether a number before these words counts them: 3 boxes, 3 pm, 3 of us."""
    first = next(iter(words(rest)), "")
    if not first:
        return bool(rest.strip())  # a sign, as of money or a share
    plural = first.endswith("s") and len(first) > 3 and first not in _BEGINNERS
    return first in _COUNTED or plural or first[0].isdigit() or rest.lstrip()[:1] in "%$/+*=<>"
