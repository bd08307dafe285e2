"""Making sure that it was they: a word to the number on file, texted back."""

from engine.confirming.asking import (
    GOOD_FOR,
    SPENT,
    end,
    is_word,
    new_word,
    outdated,
    said,
    tried_out,
    waiting,
    waiting_for,
)

__all__ = [
    "GOOD_FOR",
    "SPENT",
    "end",
    "is_word",
    "new_word",
    "outdated",
    "said",
    "tried_out",
    "waiting",
    "waiting_for",
]
