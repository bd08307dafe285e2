"""What members got in a stretch of time, or did not get, each with why: one place, in words for people."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from peewee import JOIN

from engine.models import Delivery, Enrollment, Member
from engine.models.sending import (
    ANSWER,
    CRISIS,
    DUTY,
    FINAL,
    PERSON,
    REMINDER,
    SENT,
    SERVICE,
    STARTED,
    WAITING_STATES,
)
from engine.wording.say import title_from_name

KINDS = {
    STARTED: "we started it",
    REMINDER: "a reminder",
    ANSWER: "an answer to their words",
    SERVICE: "a confirmation",
    CRISIS: "urgent",
    PERSON: "a person's own words",
    DUTY: "asked as one of those who lead",
}
# What began a walk, by the first word of its cause.
BEGAN = {
    "joined": "they joined",
    "event": "something was reported of them",
    "date": "a date of theirs came",
    "every": "its day came",
    "at": "its day came",
    "quiet": "they were quiet",
    "tagged": "they were tagged",
    "inbound": "they texted its word",
    "keyword": "they texted its word",
    "by hand": "a manager put them in",
}
LONGEST = 80
_COLUMNS = (
    *(Delivery.id, Delivery.state, Delivery.kind, Delivery.channel, Delivery.subject, Delivery.body),
    *(Delivery.message, Delivery.workflow, Delivery.reason, Delivery.carried_in, Delivery.cap_day),
    *(Delivery.sent_at, Delivery.settled_at, Delivery.due_at, Delivery.enrollment),
    *(Member.id, Member.public_id, Member.name, Member.timezone, Enrollment.id, Enrollment.cause),
)


@dataclass(frozen=True, slots=True)
class Got:
    """One message of one member's. ``state`` is how it ended, or that it waits; ``counted`` under `at most`."""

    member: Member
    at: datetime
    channel: str
    state: str
    words: str
    why: str
    counted: bool

    def as_data(self) -> dict[str, str | bool]:
        """For scripts and spreadsheets: UTC."""
        return {
            "member": self.member.public_id,
            "name": self.member.name,
            "at": self.at.isoformat(),
            "channel": self.channel,
            "state": self.state,
            "words": self.words,
            "why": self.why,
            "counted": self.counted,
        }


def got(since: datetime, until: datetime, member: Member | None = None) -> Iterator[Got]:
    """Everything that ended in that time, and what waits now; member by member, oldest first, read row by row."""
    ended = Delivery.state.in_(FINAL) & Delivery.settled_at.between(since, until)
    which = ended | Delivery.state.in_(WAITING_STATES)
    if member is not None:
        which &= Delivery.member == member.id
    rows: Any = Delivery.select(*_COLUMNS).join(Member, on=Delivery.member)
    rows = rows.join_from(Delivery, Enrollment, JOIN.LEFT_OUTER, on=Delivery.enrollment)
    for row in rows.where(which).order_by(Delivery.member, Delivery.settled_at, Delivery.id).iterator():
        yield _one(row)


def _one(row: Delivery) -> Got:
    words = " ".join((row.subject if row.channel == "email" else row.body or row.message).split())
    return Got(
        member=row.member,
        at=row.sent_at or row.settled_at or row.due_at,
        channel=row.channel,
        state="waits" if row.state in WAITING_STATES else row.state,
        words=(words or row.message)[:LONGEST],
        why=why(row),
        counted=bool(row.cap_day),
    )


def why(row: Delivery) -> str:
    """What it was, what it belongs to and what began that; and why it did not go out, or with what it did."""
    parts = [KINDS.get(row.kind, row.kind)]
    if row.workflow:
        parts.append(title_from_name(row.workflow))
    walk = row.enrollment if row.enrollment_id is not None else None
    if walk is not None and row.kind == STARTED:
        head = walk.cause.partition(":")[0]
        parts += [BEGAN[head]] if head in BEGAN else []
    if row.state != SENT or row.carried_in:
        parts.append(row.reason or row.state)
    return "; ".join(parts)
