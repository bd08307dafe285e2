"""A leader's own people, in first names: who is new, who is quiet, who missed calls, who had a win, whom to call and why.

A leader sees only those whom they brought (whose sponsor they are), and by name only those who were told that their
leader does; the others are a number. Who is left in peace stands in no list.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from peewee import Value, fn

from engine.language.community import Community
from engine.models import Delivery, Member
from engine.models.people import STRANGER
from engine.models.sending import SENT
from engine.worth.calling import ToCall, call_these
from engine.worth.peace import left_in_peace
from engine.worth.signs import A_WEEK, signs


@dataclass(frozen=True, slots=True)
class Team:
    """First names, each list the longest there first; ``call`` are at most three. ``others`` may not be named yet."""

    new: tuple[str, ...] = ()
    quiet: tuple[str, ...] = ()
    missed: tuple[str, ...] = ()
    wins: tuple[str, ...] = ()
    call: tuple[ToCall, ...] = ()
    others: int = 0
    count: int = 0

    def as_fields(self) -> dict[str, Any]:
        """As merge fields: lists of first names, whom to call with ``name`` and ``why``, and two numbers."""
        return {
            name: list(value) if isinstance(value, tuple) else value for name, value in asdict(self).items()
        }


def team(leader: Member, community: Community, language: str, now: datetime) -> Team:
    """What a leader hears of their people this week, reasons in ``language``: a dozen statements, however many they are."""
    mine = list(Member.select().where(brought_by(leader)).order_by(Member.joined_at, Member.id))
    may_be_named = told([one.id for one in mine])
    named = [one for one in mine if one.id in may_be_named]
    peace = left_in_peace(named, leader, now)
    there = [one for one in named if one.id not in peace]
    known = signs(there, community, now)
    return Team(
        new=_names([one for one in there if one.joined_at > now - A_WEEK]),
        quiet=_names([one for one in there if one.id in known.silent]),
        missed=_names([one for one in there if one.id in known.missed]),
        wins=_names([one for one in there if one.id in known.news]),
        call=call_these(there, known, language, now),
        others=len(mine) - len(named),
        count=len(mine),
    )


def brought_by(leader: Member) -> Any:
    """Those whose sponsor somebody is, and who are still with us."""
    return (Member.sponsor == leader.id) & (Member.how != STRANGER) & Member.forgotten_at.is_null()


def told(ids: Sequence[int]) -> set[int]:
    """Whose leaders may see them by name: who was told so, and whom the telling has reached."""
    here = Member.id.in_(list(ids)) & Member.told_at.is_null(False)
    on_its_way = Delivery.select(Value(1)).where(
        (Delivery.member == Member.id) & (Delivery.cause == told_cause()) & (Delivery.state != SENT)
    )
    return {row.id for row in Member.select(Member.id).where(here & ~fn.EXISTS(on_its_way))}


def told_cause() -> Any:
    """What the one telling of each member is unique by."""
    return Value("told:").concat(Member.public_id)


def _names(people: Sequence[Member]) -> tuple[str, ...]:
    return tuple(one.name.split()[0] for one in people if one.name.strip())
