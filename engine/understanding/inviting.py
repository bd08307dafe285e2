"""Whether a member asks for the words with which they can invite somebody. Whole messages only."""

from __future__ import annotations

from engine.understanding.normal import normal

_WAYS = frozenset(
    {
        "invite", "invite a friend", "invite friends", "invitation", "my invitation", "i want to invite a friend",
        "invitar", "invita", "invitacion", "mi invitacion", "invitar a alguien", "quiero invitar a alguien",
    }
)  # fmt: skip


def wants_to_invite(text: str) -> bool:
    """INVITE, "my invitation", "invitar"."""
    return normal(text) in _WAYS
