"""Words that mean something by themselves, whoever's workflow they start: taken always, taken at times, or left to it."""

from __future__ import annotations

from collections.abc import Callable

from engine.understanding import is_grave, is_small_talk, reads_as
from engine.understanding.about_me import asks_known, asks_week
from engine.understanding.addressed import TO_US
from engine.understanding.complaints import WORDS as COMPLAINTS
from engine.understanding.entries import wish_of
from engine.understanding.inviting import wants_to_invite
from engine.understanding.keywords import HELP_WORDS, START_WORDS, STOP_WORDS
from engine.understanding.leading import leading
from engine.understanding.normal import normal
from engine.understanding.praising import OWN_WORDS, cheers, shares_again, takes_down, to_the_wall
from engine.understanding.presence import says_here
from engine.understanding.voting import after_vote
from engine.understanding.wishes import language_asked, wish

_STOPS, _HELPS, _STARTS = (
    "ends everything that a member gets",
    "is always answered with help",
    "brings back what a member has stopped",
)
OWNED = {
    **dict.fromkeys(STOP_WORDS, _STOPS),
    **dict.fromkeys(HELP_WORDS, _HELPS),
    **dict.fromkeys(START_WORDS, _STARTS),
    **OWN_WORDS,
    **dict.fromkeys(COMPLAINTS, "is a complaint, for somebody whom it is not about"),
    **dict.fromkeys(TO_US, "is a word of those who have conversations"),
}
"""Words as `normal` spells them, and what each does."""
_READS_AS = {"stop": _STOPS, "help": _HELPS, "start": _STARTS}
_OUR_LANGUAGES = ("en", "es")


def always(word: str) -> str:
    """What the word does before any workflow is asked; empty where it does nothing of the kind."""
    if (does := OWNED.get(normal(word))) is not None:
        return does
    if (meant := next(filter(None, (reads_as(word, one) for one in _OUR_LANGUAGES)), None)) is not None:
        return _READS_AS[meant]
    return "goes to a person at once, and is never answered by a workflow" if is_grave(word, "en") else ""


def at_times(word: str) -> str:
    """What the word does first where that is open, so that it leads to a workflow only at other times; or empty."""
    if after_vote(word) is not None:
        return "is the beginning of a vote while one is open, and is told for three days after it that it is over"
    if leading(word) is not None:
        return "is what whoever leads a call says of it on its day"
    return ""


def usually(word: str) -> str:
    """What the word does where no workflow has it; or empty."""
    for does, means in _USUALLY:
        if means(word):
            return does
    return _WISHES.get(wish(word) or "", "") or _OF_CHALLENGES.get(wish_of(word) or "", "")


_USUALLY: tuple[tuple[str, Callable[[str], object]], ...] = (
    ("changes a member's language", language_asked),
    ("tells a member about themself", lambda word: asks_known(word) or asks_week(word)),
    ("brings a member words to invite others with", wants_to_invite),
    ("says that a member was on the call, or is at the meeting", says_here),
    ("cheers for what was praised", cheers),
    ("sends the link to the wall", to_the_wall),
    ("takes praise down", takes_down),
    ("lets praise be shared again", shares_again),
    ("is small talk, and left alone", lambda word: any(is_small_talk(word, one) for one in _OUR_LANGUAGES)),
)
_WISHES = {
    "fewer": "halves what a member gets",
    "calls": "leaves a member nothing but call reminders",
    "all": "brings back what a member wanted less of",
}
_OF_CHALLENGES = {
    "how far": "tells how far a challenge is",
    "board on": "puts a member on the leaders' board",
    "board off": "takes a member off the leaders' board",
    "private": "keeps a member's pictures from others",
}
