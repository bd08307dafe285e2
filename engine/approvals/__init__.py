"""A person is asked by text for a yes before words go out: one open ask a person at a time, so a YES is never ambiguous."""

from engine.approvals.asking import ask, find_people, next_due, put_next, withdraw
from engine.approvals.open import Open, left, open_ask
from engine.approvals.saying import UNCLEAR, Verdict, say, verdict
from engine.approvals.states import ASKED, NO, WAITING, WORDS, YES

__all__ = [
    "ASKED",
    "NO",
    "UNCLEAR",
    "WAITING",
    "WORDS",
    "YES",
    "Open",
    "Verdict",
    "ask",
    "find_people",
    "left",
    "next_due",
    "open_ask",
    "put_next",
    "say",
    "verdict",
    "withdraw",
]
