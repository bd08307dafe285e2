"""What the last weeks tell of a leader's people: the one place that knows who had news, missed calls, fell silent,
let questions go by, or has not sold anything yet. Lists and reasons are made of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from engine import audience
from engine.language.community import Community
from engine.language.conditions import Condition, Conditions
from engine.language.place import Place
from engine.models import Attendance, Event, Member, Occurrence, Praise
from engine.times import Duration
from engine.worth.let_go import MOST, let_go

A_WEEK = timedelta(days=7)
QUIET = timedelta(days=21)
LATELY = timedelta(days=28)  # for this long three missed calls are a reason to call
MISSED = "missed-3"  # the event that is reported with the third call missed in a row
SALES = {"first-sale": "first_sale", "sale": "sale", "win": "win"}
_HERE = Place("", 0)
NO_SALE_YET = Conditions(
    (
        Condition("joined over", _HERE, duration=Duration(60, "days")),
        Condition("joined within", _HERE, duration=Duration(90, "days")),
        Condition("no event", _HERE, ("first-sale", "sale", "purchase")),
    )
)
"""The third month without a sale, or a purchase of their own; who sells nothing after that may like it so."""


@dataclass(frozen=True, slots=True)
class News:
    """``kind`` as in ``engine.wording.reasons``; ``words`` are those of the praise."""

    kind: str
    at: datetime
    words: str = ""


@dataclass(frozen=True, slots=True)
class Signs:
    """By members' ids: this week's latest news, and whoever shows a sign; ``silent`` for how long, of those who are quiet."""

    news: Mapping[int, News]
    missed: frozenset[int]
    silent: Mapping[int, timedelta]
    unanswered: frozenset[int]
    unsold: frozenset[int]


def signs(people: Sequence[Member], community: Community, now: datetime) -> Signs:
    """The signs of these people, in half a dozen statements however many they are."""
    ids = [one.id for one in people]
    asked = let_go(ids)
    mine = Member.id.in_(ids) & audience.query(NO_SALE_YET, now=now, community=community)
    return Signs(
        news=_news(ids, now),
        missed=_missed(ids, now),
        silent={one.id: quiet for one in people if (quiet := now - heard(one)) > QUIET},
        unanswered=frozenset(one for one in ids if asked[one] >= MOST),
        unsold=frozenset(row.id for row in Member.select(Member.id).where(mine)),
    )


def heard(member: Member) -> datetime:
    """When they were last heard from; who never wrote, when they joined."""
    return member.last_heard_at or member.joined_at


def _news(ids: Sequence[int], now: datetime) -> dict[int, News]:
    """The latest of this week: a praise that was shared, a first sale or the like that was reported."""
    praised = Praise.select().where(
        Praise.member.in_(ids), Praise.state == "approved", Praise.shared_at > now - A_WEEK
    )
    sold = Event.select().where(
        Event.member.in_(ids), Event.name.in_(list(SALES)), Event.at > now - A_WEEK, Event.at <= now
    )
    found = [(row.member_id, News(SALES[row.name], row.at)) for row in sold]
    found += [
        (row.member_id, News("praise", row.shared_at, row.said or row.words))
        for row in praised
        if row.shared_at is not None
    ]
    return dict(sorted(found, key=lambda pair: pair[1].at))


def _missed(ids: Sequence[int], now: datetime) -> frozenset[int]:
    """Of whom a third missed call in a row was reported lately, and who has not been on a later one of these calls."""
    lately = now - LATELY
    rows = list(Event.select().where(Event.member.in_(ids), Event.name == MISSED, Event.at > lately))
    theirs = Attendance.member.in_([row.member_id for row in rows]) & (Occurrence.starts_at > lately)
    there: Any = Attendance.select(Attendance.member, Occurrence.workflow, Occurrence.starts_at)
    came = list(there.join(Occurrence).where(theirs).tuples())
    return frozenset(row.member_id for row in rows if not any(_back(row, *one) for one in came))


def _back(row: Event, member: int, call: str, starts_at: datetime) -> bool:
    """Whether somebody came to the call of which they had missed three, after that was reported."""
    return member == row.member_id and call == row.data.get("call") and starts_at > row.at
