"""Votes on the wall: how many have voted while one is open, what came of it when it is over, and never who for what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from engine import tallies, votes
from engine.challenges import LATELY
from engine.models import Member
from engine.published import Published
from engine.votes import Open


@dataclass(frozen=True, slots=True)
class Asked:
    """A vote. ``count`` is how many have voted; ``result`` and ``figures`` are in words, and empty while it is open.

    Where members chose among themselves they stay empty, too: whoever won is on the wall once they have said yes.
    """

    title: str
    ends_at: datetime
    is_open: bool
    count: int
    result: str = ""
    figures: str = ""


def asked(reader: Member, published: Published, language: str, now: datetime) -> tuple[Asked, ...]:
    """The votes that are open to the ``reader``, and those that closed lately, the latest first."""
    shown = votes.since(reader, published.community, now, LATELY)
    live = published.workflows
    return tuple(
        _asked(one, language, now)
        for one in shown
        if (found := live.get(one.workflow.name)) is not None and not found.paused
    )


def _asked(one: Open, language: str, now: datetime) -> Asked:
    found = tallies.tally(one.row, one.vote, language)
    title, is_open = one.workflow.title, one.ends_at > now
    if is_open or not one.vote.choices:
        return Asked(title, one.ends_at, is_open, found.total)
    figures = tallies.in_figures(found) if found.total else ""
    result = tallies.in_a_sentence(found, language)
    return Asked(title, one.ends_at, is_open, found.total, result[:1].upper() + result[1:], figures)
