"""A challenge as merge fields."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from engine.challenges.boards import board
from engine.challenges.counting import mine, takers, total
from engine.challenges.runs import Run, lately
from engine.models import Member
from engine.published import Published
from engine.wording.challenges import bar

LEADERS = 3  # as many as a message names


def challenge_fields(run: Run, reader: Member, now: datetime, language: str, nameless: str) -> dict[str, Any]:
    """How far it is just now, what the reader has put in, and who leads of those who agreed to be named."""
    goal, count = run.challenge.goal, total(run.id)
    return {
        "title": run.workflow.title,
        "goal": goal.count,
        "what": goal.what,
        "count": count,
        "left": max(0, goal.count - count),
        "days_left": max(0, run.days_left(now)),
        "how_far": run.how_far(now, language),
        "bar": bar(count, goal.count),
        "mine": mine(run.id, reader.id),
        "reached": count >= goal.count,
        "word": run.challenge.words[0],
        "takers": takers(run.id).count(),
        "board": [{"name": one.first_name, "count": one.count} for one in board(run.id, nameless, LEADERS)],
    }


def challenges_of_the_week(
    reader: Member, published: Published, now: datetime, language: str
) -> list[dict[str, Any]]:
    """Those that go on and those that ended in the last days, for whoever they are for."""
    nameless = published.community.nameless
    return [
        challenge_fields(run, reader, now, language, nameless)
        for run in lately(published, now)
        if run.is_for(reader, published, now)
    ]
