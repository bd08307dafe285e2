"""The week behind us and the call ahead, for newsletters: praise, recordings, new faces."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from peewee import JOIN

from engine.audience import in_reach
from engine.audience.hearing import may_hear
from engine.challenges import challenges_of_the_week
from engine.links import Links
from engine.models import LearnedAnswer, Member, Occurrence, Praise, Recording, Response
from engine.models.people import STRANGER
from engine.models.running import PHONE_CALL
from engine.outbox.fields import first_name, recording_fields
from engine.outbox.praised import in_language
from engine.published import Published
from engine.times import say_day, say_time
from engine.wording.say import title_from_name

A_WEEK = timedelta(days=7)
MOST_RESPONSES = 100


@dataclass(frozen=True)
class Week:
    """What seven days have brought, oldest first, and the call that comes next."""

    praises: tuple[Praise, ...]
    recordings: tuple[Recording, ...]
    new_members: tuple[str, ...]
    next_call: Occurrence | None
    responses: tuple[Mapping[str, str], ...] = ()
    answers: tuple[Mapping[str, str], ...] = ()


def look_back(
    now: datetime, nameless: str, *, since: datetime | None = None, until: datetime | None = None
) -> Week:
    """The week up to ``until`` (now), or all ``since`` then, and the call that comes next from now on.

    Praise counts from when it had both yeses; strangers, forgotten members and who has no name yet are nobody's news.
    """
    until = until or now
    since = since or until - A_WEEK
    heard = Recording.select().where(
        Recording.published_at > since, Recording.published_at <= until, Recording.withdrawn_at.is_null()
    )
    joined = Member.select().where(
        Member.joined_at > since,
        Member.joined_at <= until,
        Member.how != STRANGER,
        Member.forgotten_at.is_null(),
        Member.name != "",
    )
    coming = Occurrence.select().where(Occurrence.kind == PHONE_CALL, Occurrence.starts_at > now)
    return Week(
        praises=tuple(praised(until, since)),
        recordings=tuple(heard.order_by(Recording.published_at, Recording.id)),
        new_members=tuple(first_name(one, nameless) for one in joined.order_by(Member.joined_at, Member.id)),
        next_call=coming.order_by(Occurrence.starts_at, Occurrence.id).first(),
        responses=tuple(_responses(since, until)),
        answers=tuple(_answers(since, until)),
    )


def praised(until: datetime, since: datetime | None = None) -> Any:
    """What was praised in the week up to then, or ``since``, oldest first: what its member and a host said yes to.

    Of whoever has stopped since, nothing is told any more.
    """
    said = (Praise.shared_at > (since or until - A_WEEK)) & (Praise.shared_at <= until)
    shared = (Praise.state == "approved") & said & in_reach()
    return Praise.select(Praise, Member).join(Member).where(shared).order_by(Praise.shared_at, Praise.id)


def _responses(since: datetime, until: datetime) -> Iterator[Mapping[str, str]]:
    """What members answered in their own words, where these fitted no line; the latest of many, oldest first."""
    own = (
        (Response.line == "")
        & (Response.channel != "phone")
        & (Response.at >= since)
        & (Response.at <= until)
    )
    rows = Response.select(Response, Member).join(Member, JOIN.LEFT_OUTER).where(own)
    for row in reversed(list(rows.order_by(Response.id.desc()).limit(MOST_RESPONSES))):
        yield {
            "question": title_from_name(row.message),
            "name": row.member.name if row.member is not None else "",
            "words": row.words,
        }


def _answers(since: datetime, until: datetime) -> Iterator[Mapping[str, str]]:
    """What nobody could answer before, with the answer that was said yes to, oldest first: people's own words."""
    live = (
        (LearnedAnswer.state == "live") & (LearnedAnswer.live_at > since) & (LearnedAnswer.live_at <= until)
    )
    for row in LearnedAnswer.select().where(live).order_by(LearnedAnswer.live_at, LearnedAnswer.id):
        yield {"question": str(row.asked[0]), "answer": row.words}


def week_fields(
    week: Week, reader: Member, links: Links, line: str, language: str, published: Published, now: datetime
) -> dict[str, Any]:
    """The week as merge fields, its call by the reader's own clock and its recordings those that they may hear.
    Without a call ``next_call`` is empty."""
    call = week.next_call
    when = ""
    if call is not None:
        when = f"{say_day(call.starts_at, reader.timezone, language)}, {say_time(call.starts_at, reader.timezone)}"
    return {
        "praises": [in_language(one, language, published) for one in week.praises],
        "recordings": [
            recording_fields(one, links, line, reader, published)
            for one in week.recordings
            if may_hear(one, reader, now, published.community)
        ],
        "new_members": list(week.new_members),
        "challenges": challenges_of_the_week(reader, published, now, language),
        "responses": list(week.responses) if reader.role else [],  # members hear of nobody's answers
        "answers": list(week.answers),
        "next_call": when,
    }
