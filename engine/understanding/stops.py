"""Whether a message asks us to stop, to start again, or who we are."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from engine.understanding.keywords import HELP_WORDS, START_WORDS, STOP_WORDS
from engine.understanding.normal import normal
from engine.understanding.stop_words import (
    ANYWHERE,
    BARE,
    CUES,
    GREETED,
    HELP,
    OTHER_MATTERS,
    POLITE,
    PREFACE,
    REQUESTS,
    START,
    TAKEN_BACK,
)
from engine.understanding.synonyms import known

Word = Literal["stop", "start", "help"]

LONGEST = 2_000  # who wants to be left alone does not write pages
MOST_WORDS_OF_A_REQUEST = 24
SENTENCE_ENDS = re.compile(r"[.!?\u2026\u3002]+|\n\s*\n")
SPELLED_OUT = re.compile(r"(?:\w )+\w")
POLITE_BEFORE = re.compile(rf"(?:{GREETED}|{POLITE}) ")
PREFACED = re.compile(rf"(?:{PREFACE} )+")
POLITE_AFTER = re.compile(rf" (?:{POLITE})$")
ABOUT_SOMETHING_ELSE = re.compile("|".join(OTHER_MATTERS))
CUE = re.compile(CUES)
KIDDING = re.compile(TAKEN_BACK)


def carrier_word(text: str) -> Word | None:
    """What Twilio itself acts on: one of its words as the whole body, any case, blanks around it aside.

    "STOP!" and "stop please" are none to Twilio, so for those the confirmation is ours.
    """
    said = text.strip().lower()
    if said in STOP_WORDS:
        return "stop"
    if said in START_WORDS:
        return "start"
    return "help" if said in HELP_WORDS else None


def reads_as(text: str, language: str) -> Word | None:
    """What the whole message means, in the words people use: "take me off this list" is a stop.

    A bare "yes" is no start here, though Twilio takes it for one: it is an answer first of all.
    """
    whole = _plain(text)
    if not whole:
        return None
    bare_stop, start, help_word = _bare(known(language))
    for said in (whole, _impolite(whole)):
        if bare_stop.fullmatch(said) or _requests(said):
            return "stop"
        if start.fullmatch(said):
            return "start"
        if help_word.fullmatch(said):
            return "help"
    if KIDDING.search(whole):
        return None
    sentences = [_plain(sentence) for sentence in SENTENCE_ENDS.split(text[:LONGEST])]
    return "stop" if any(_requests(said) or _requests(_impolite(said)) for said in sentences) else None


def doubtful(text: str) -> bool:
    """Whether a message that reads as no stop may still mean one, so that a person should see it first."""
    said = _plain(text)
    if "\N{OCTAGONAL SIGN}" in said:
        return True
    return reads_as(text, "en") != "stop" and CUE.search(ABOUT_SOMETHING_ELSE.sub(" - ", said)) is not None


def _plain(text: str) -> str:
    """The normal spelling, letters written one by one ("S.T.O.P") put together."""
    said = normal(text[:LONGEST])
    return said.replace(" ", "") if SPELLED_OUT.fullmatch(said) else said


def _impolite(said: str) -> str:
    """What is left of a message without its please, thanks and sorry."""
    while match := POLITE_BEFORE.match(said):
        said = said[match.end() :]
    while match := POLITE_AFTER.search(said):
        said = said[: match.start()]
    return said


def _requests(said: str) -> bool:
    if said.count(" ") >= MOST_WORDS_OF_A_REQUEST:
        return False
    prefaced = PREFACED.match(said)
    return _request().fullmatch(said) is not None or (
        prefaced is not None and _request().fullmatch(_impolite(said[prefaced.end() :])) is not None
    )


@cache
def _request() -> re.Pattern[str]:
    """Compiled when first asked for: it takes 200 ms, and a process that only records what comes needs none."""
    return re.compile("|".join(f"(?:{pattern})" for pattern in REQUESTS))


@cache
def _bare(tongue: str) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """The patterns for a message of one word or phrase: ours in English, and the member's language."""
    stop = "|".join({BARE["en"], ANYWHERE, BARE[tongue]})
    start, help_word = "|".join({START["en"], START[tongue]}), "|".join({HELP["en"], HELP[tongue]})
    return re.compile(stop), re.compile(start), re.compile(help_word)
