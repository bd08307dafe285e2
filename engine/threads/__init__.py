"""Conversations handed to a person: words go both ways under our number, and neither sees the other's."""

from engine.threads.accused import standing_complaint
from engine.threads.complaints import complain
from engine.threads.finding import find_owners
from engine.threads.kept import waits
from engine.threads.looking import pass_on
from engine.threads.members import by_mail, member_replied, talking_with
from engine.threads.notes import notes_about
from engine.threads.opening import open_thread
from engine.threads.owners import owner_for
from engine.threads.relay import OURS, member_wrote, owner_wrote
from engine.threads.state import (
    DAY,
    close,
    complaints_waiting,
    holding,
    last_answer_at,
    open_threads_of,
    unanswered,
    unowned,
)

__all__ = [
    "DAY",
    "OURS",
    "by_mail",
    "close",
    "complain",
    "complaints_waiting",
    "find_owners",
    "holding",
    "last_answer_at",
    "member_replied",
    "member_wrote",
    "notes_about",
    "open_thread",
    "open_threads_of",
    "owner_for",
    "owner_wrote",
    "pass_on",
    "standing_complaint",
    "talking_with",
    "unanswered",
    "unowned",
    "waits",
]
