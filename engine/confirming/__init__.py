"""Making sure that it was they: a word to the number on file, texted back."""

from engine.confirming.asking import (
    GOOD_FOR,
    SPENT,
    end,
    enough_waiting,
    is_word,
    new_word,
    outdated,
    proven_lately,
    said,
    tried_out,
    waiting,
    waiting_for,
)

__all__ = [
    "GOOD_FOR",
    "SPENT",
    "end",
    "enough_waiting",
    "is_word",
    "new_word",
    "outdated",
    "proven_lately",
    "said",
    "tried_out",
    "waiting",
    "waiting_for",
]
