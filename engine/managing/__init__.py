"""Managers by text and keypad: what they order is proven, written down, done, and can be taken back."""

from engine.managing.book import LAPSED, SECOND
from engine.managing.calls import planned as call_to_call_off
from engine.managing.calls import write as call_off_by_phone
from engine.managing.confirming import KIND, confirm, confirmed, names_of_seconds, people_of
from engine.managing.manager import Manager, may_anything
from engine.managing.ordering import obey, word_was_wrong
from engine.managing.proving import unproven, word_for
from engine.managing.scoring import score
from engine.managing.telling import by_voice as written_by_voice
from engine.managing.telling import reach_of_words
from engine.managing.undoing import UNDOING, word_to_undo
from engine.managing.words import quote

__all__ = [
    "KIND",
    "LAPSED",
    "SECOND",
    "UNDOING",
    "Manager",
    "call_off_by_phone",
    "call_to_call_off",
    "confirm",
    "confirmed",
    "may_anything",
    "names_of_seconds",
    "obey",
    "people_of",
    "quote",
    "reach_of_words",
    "score",
    "unproven",
    "word_for",
    "word_to_undo",
    "word_was_wrong",
    "written_by_voice",
]
