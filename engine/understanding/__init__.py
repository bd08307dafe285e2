"""What a message means, from its text alone. Pure, and never raises: the texts come from anyone."""

from __future__ import annotations

from engine.understanding.answers import best_answer
from engine.understanding.grave import grieves, is_grave
from engine.understanding.keywords import (
    HELP_WORDS,
    START_WORDS,
    STOP_WORDS,
    is_keyword,
    match_keyword,
    match_opening,
)
from engine.understanding.lines import AnswerLine, clash, expand, fit
from engine.understanding.normal import asks, normal, words
from engine.understanding.private import is_private
from engine.understanding.smalltalk import is_small_talk
from engine.understanding.stops import carrier_word, doubtful, reads_as

__all__ = [
    "HELP_WORDS",
    "START_WORDS",
    "STOP_WORDS",
    "AnswerLine",
    "asks",
    "best_answer",
    "carrier_word",
    "clash",
    "doubtful",
    "expand",
    "fit",
    "grieves",
    "is_grave",
    "is_keyword",
    "is_private",
    "is_small_talk",
    "match_keyword",
    "match_opening",
    "normal",
    "reads_as",
    "words",
]
