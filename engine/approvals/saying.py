"""What a person's words say to an ask: yes, no, the words as they would say them, or nothing that is clear."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from engine.approvals.states import NO, WORDS, YES
from engine.models import Approval
from engine.understanding import fit
from engine.understanding.lines import expand
from engine.understanding.normal import asks, normal

Verdict = Literal["yes", "no", "words", "unclear"]
UNCLEAR: Verdict = "unclear"

YES_NO = (("yes",), ("no",))
LEAST_WORDS = 3  # fewer are no wording but something else


def verdict(text: str, language: str, *, own_words: bool = True) -> Verdict | None:
    """What was said; None where it is no reply to an ask. ``UNCLEAR``: a yes or no with more to it than that.

    Own words are three or more and no question. What begins with a yes or a no is never taken for them: "No, I
    would rather not" must not be read to everybody.
    """
    said = fit(text, YES_NO, language)
    if said is not None:
        return YES if said == 0 else NO
    if not own_words or asks(text) or len(text.split()) < LEAST_WORDS:
        return None
    first = normal(text).split()[:1]
    if first and any(first[0] in expand(way, language) for line in YES_NO for way in line):
        return UNCLEAR
    return WORDS


def say(approval: Approval, said: Verdict, words: str, now: datetime) -> None:
    """Write down what its person said; what follows from it is the kind's own affair."""
    approval.state, approval.said_at = said, now
    approval.words = words.strip() if said == WORDS else ""
    approval.save(only=[Approval.state, Approval.said_at, Approval.words])
