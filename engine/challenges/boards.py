"""The leaders' board: who has put in most, of those who said that they want to be on it."""

from __future__ import annotations

from dataclasses import dataclass

from peewee import fn

from engine.models import Entry, Member
from engine.models.challenges import COUNTS

MOST = 10


@dataclass(frozen=True, slots=True)
class Ahead:
    """One line of the board."""

    first_name: str
    count: int


def board(occurrence_id: int, nameless: str, most: int = MOST) -> list[Ahead]:
    """The first of it; who was there first is ahead of who has as much."""
    count = fn.SUM(Entry.amount)
    on = (Entry.occurrence == occurrence_id) & Entry.state.in_(COUNTS) & Member.board_yes
    rows = (
        Entry.select(Member.name, count.alias("count"))
        .join(Member, on=(Entry.member == Member.id))
        .where(on & Member.forgotten_at.is_null())
        .group_by(Member.id, Member.name)
        .order_by(count.desc(), fn.MAX(Entry.at), Member.id)
        .limit(most)
    )
    return [
        Ahead((row["name"].split() or [nameless])[0], int(row["count"])) for row in rows.dicts().iterator()
    ]
