"""Votes of members: what is open to whom, and casting one."""

from engine.votes.casting import cast
from engine.votes.open import Open, asked_at, latest_over, open_to, since, unanswered

__all__ = ["Open", "asked_at", "cast", "latest_over", "open_to", "since", "unanswered"]
