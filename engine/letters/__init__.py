"""Newsletters: they write themselves, a person adds a paragraph and signs, and only then do they go out."""

from engine.letters.looking import assume_signed, look, next_due
from engine.letters.saying import reads_paragraph
from engine.letters.signing import LETTER, PARAGRAPH, letter_said, paragraph_said

__all__ = [
    "LETTER",
    "PARAGRAPH",
    "assume_signed",
    "letter_said",
    "look",
    "next_due",
    "paragraph_said",
    "reads_paragraph",
]
