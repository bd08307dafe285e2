"""Conversations handed to a person: words go both ways under our number, and neither sees the other's."""

from engine.threads.finding import find_owners
from engine.threads.opening import open_thread
from engine.threads.owners import owner_for
from engine.threads.relay import member_wrote, owner_wrote
from engine.threads.state import DAY, close, holding, last_answer_at, open_threads_of, unowned

__all__ = [
    "DAY",
    "close",
    "find_owners",
    "holding",
    "last_answer_at",
    "member_wrote",
    "open_thread",
    "open_threads_of",
    "owner_for",
    "owner_wrote",
    "unowned",
]
