"""Newsletters: they write themselves, a person adds a paragraph and signs, and only then do they go out."""

from engine.letters.coming import LETTER, PARAGRAPH, Coming
from engine.letters.looking import assume_signed, look, next_due
from engine.letters.saying import reads_paragraph
from engine.letters.signing import (
    STANDING_IN,
    letter_said,
    paragraph_said,
    show_again,
    signer,
    title_of,
    up_for_signing,
)

__all__ = [
    "LETTER",
    "PARAGRAPH",
    "STANDING_IN",
    "Coming",
    "assume_signed",
    "letter_said",
    "look",
    "next_due",
    "paragraph_said",
    "reads_paragraph",
    "show_again",
    "signer",
    "title_of",
    "up_for_signing",
]
