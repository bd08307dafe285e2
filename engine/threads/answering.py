"""Lines of ours to whoever has a conversation, or had it."""

from __future__ import annotations

from datetime import datetime

from engine.models import Inbound, Member
from engine.outbox import answer_words


def answer(to: Member, inbound: Inbound, body: str, now: datetime, *, step: str = "threads") -> None:
    """Answer their words with a line of ours, once however often they are looked at."""
    answer_words(inbound, to, step, body, now, subject="Your conversations")
