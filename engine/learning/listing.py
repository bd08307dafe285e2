"""The weekly list: once a week, to whoever is manager, else the host; nothing where everything was answered."""

from __future__ import annotations

from datetime import datetime, timedelta

from engine.learning.gathering import Question, questions
from engine.models import LearnedAnswer, Limit, Member
from engine.models.db import transaction
from engine.models.looks import Look
from engine.models.sending import DUTY
from engine.outbox import NewDelivery, queue
from engine.published import NothingPublished, live
from engine.threads.owners import MANAGER, owner_for
from engine.times import parse_every
from engine.wording.sentences import sentence

WHEN = parse_every("monday at 10am")  # by the community's own clock
WEEK = timedelta(days=7)
KEY = "unanswered"
MOST = 5
LONGEST = 90  # letters of a question that are shown


def look(now: datetime) -> bool:
    """List the week's questions where that is due and was not done; whether there were any."""
    week = _week_of(now)
    if week is None or _LISTED.any(now, week):
        return False
    person = owner_for(None, MANAGER, now)
    with transaction():
        mine = Limit.insert(key=KEY, window=week, count=1).on_conflict_ignore().returning(Limit.id)
        if not [*mine.execute()] or person is None:
            return False
        found = questions(week - WEEK, week, live())[:MOST]
        if found:
            _list(found, person, week, now)
    return bool(found)


_LISTED = Look(lambda now, week: Limit.select().where((Limit.key == KEY) & (Limit.window == week)))


def next_due(after: datetime) -> datetime | None:
    """When the next list is made."""
    try:
        return WHEN.following(after, live().community.timezone)
    except NothingPublished:
        return None


def _week_of(now: datetime) -> datetime | None:
    """The latest instant at which a list was due."""
    try:
        return WHEN.following(now - WEEK, live().community.timezone)
    except NothingPublished:
        return None


def _list(found: list[Question], person: Member, week: datetime, now: datetime) -> None:
    lines = []
    for number, question in enumerate(found, start=1):
        LearnedAnswer.create(
            asked=list(dict.fromkeys(question.asked)),
            inbounds=question.inbounds,
            times=len(question.inbounds),
            language=question.language,
            week=week,
            number=number,
            person=person,
        )
        lines.append(f"Q{number} {_line(question, person.language)}")
    body = sentence("unanswered", person.language, questions="\n".join(lines))
    queue(
        NewDelivery(
            cause=f"{KEY}:{week.isoformat()}",
            step_key="list",
            member_id=person.id,
            kind=DUTY,
            body=body,
            context={"subject": sentence("unanswered_subject", person.language)},
        ),
        now,
    )


def _line(question: Question, language: str) -> str:
    said = shortened(question.asked[0])
    times = len(question.inbounds)
    return said if times == 1 else f"{said} ({sentence('asked_times', language, count=str(times))})"


def shortened(words: str) -> str:
    """A question as it is quoted: whole where it is short."""
    return words if len(words) <= LONGEST else f"{words[: LONGEST - 3].rstrip()}..."
