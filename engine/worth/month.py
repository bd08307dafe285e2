"""A month in numbers: what the organization, the members and both got of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, time
from statistics import median
from typing import Any

from dateutil.relativedelta import relativedelta
from peewee import fn

from engine.errors import KindlingError
from engine.models import Attendance, Consent, Delivery, Entry, Inbound, Member, Occurrence, Praise, Thread
from engine.models.challenges import COUNTS
from engine.models.people import STRANGER
from engine.models.running import PHONE_CALL
from engine.models.sending import PERSON, SENT
from engine.times import local, resolve

NOT_THEIRS = ("bounce", "carrier", "complaint")
MICROS = 1_000_000


class NoSuchMonth(KindlingError):
    """What was given is no month: its message says how to write one."""


@dataclass(frozen=True, slots=True)
class Month:
    """One month of the community's own zone. ``answered_within`` is the median in minutes until a person's first
    words (None: nobody asked), ``attendances`` how many times somebody was on a call, ``came`` how many people."""

    month: str
    members: int
    joined: int
    left: int
    calls: int
    attendances: int
    came: int
    questions: int
    answered: int
    answered_within: int | None
    written: int
    sent: int
    praises: int
    entries: int
    cost_micros: int
    currency: str

    def as_data(self) -> dict[str, Any]:
        return asdict(self)


def span(words: str, tz: str) -> tuple[datetime, datetime]:
    """The beginning of a month ("2026-11") and of the next one. Raises NoSuchMonth."""
    try:
        first = date.fromisoformat(f"{words.strip()}-01")
    except ValueError:
        raise NoSuchMonth(f'"{words}" is not a month. Write it like 2026-11.') from None
    after = first + relativedelta(months=1)
    return resolve(first, time(0), tz), resolve(after, time(0), tz)


def month_before(now: datetime, tz: str) -> str:
    """The last month that is over: "2026-10"."""
    return (local(now, tz).date().replace(day=1) - relativedelta(months=1)).isoformat()[:7]


def month(words: str, tz: str, currency: str, now: datetime) -> Month:
    """The numbers of a month, of one that is not over up to now; a dozen statements however many there are."""
    since, end = span(words, tz)
    until = min(end, now)
    calls = _calls(since, until)
    there = Attendance.occurrence.in_(calls) & Attendance.member.is_null(False)
    asked = list(Thread.select().where(Thread.opened_at.between(since, until), ~Thread.complaint))
    waited = _waited(asked)
    sent = Delivery.select().where(Delivery.state == SENT, Delivery.sent_at.between(since, until))
    present = (Member.how != STRANGER) & (Member.joined_at <= until)
    present &= Member.forgotten_at.is_null() | (Member.forgotten_at > until)
    return Month(
        month=words.strip(),
        members=Member.select().where(present).count(),
        joined=Member.select().where(present & (Member.joined_at >= since)).count(),
        left=_left(since, until),
        calls=len(calls),
        attendances=Attendance.select().where(there).count(),
        came=Attendance.select(Attendance.member).where(there).distinct().count(),
        questions=len(asked),
        answered=len(waited),
        answered_within=int(median(waited)) if waited else None,
        written=Inbound.select()
        .where(Inbound.received_at.between(since, until), Inbound.channel != "phone", Inbound.automatic == "")
        .count(),
        sent=sent.count(),
        praises=Praise.select()
        .where(Praise.state == "approved", Praise.shared_at.between(since, until))
        .count(),
        entries=Entry.select().where(Entry.state.in_(COUNTS), Entry.at.between(since, until)).count(),
        cost_micros=int(sent.select(fn.SUM(Delivery.price_micros)).scalar() or 0),
        currency=currency,
    )


def _calls(since: datetime, until: datetime) -> list[int]:
    held = Occurrence.attendance_known & (Occurrence.kind == PHONE_CALL)
    rows = Occurrence.select(Occurrence.id).where(held & Occurrence.starts_at.between(since, until))
    return [row.id for row in rows]


def _left(since: datetime, until: datetime) -> int:
    """How many addresses were stopped by their owners in that time and have not come back."""
    said = ~Consent.given & Consent.at.between(since, until) & Consent.how.not_in(NOT_THEIRS)
    back = Consent.alias()
    later = back.select(back.id).where(
        (back.address_key == Consent.address_key) & back.given & (back.at > Consent.at) & (back.at <= until)
    )
    stayed = Consent.select(Consent.address_key).where(said & ~fn.EXISTS(later))
    return int(stayed.distinct().count())


def _waited(asked: Sequence[Thread]) -> list[int]:
    """Minutes from each conversation's beginning to the first words of a person's in it."""
    began = {one.id: one for one in asked}
    theirs = Delivery.thread_id.in_(list(began)) & (Delivery.kind == PERSON)
    first: Any = Delivery.select(Delivery.thread_id, Delivery.member, fn.MIN(Delivery.created_at))
    return [
        int((at - began[thread].opened_at).total_seconds() // 60)
        for thread, member, at in first.where(theirs).group_by(Delivery.thread_id, Delivery.member).tuples()
        if began[thread].member_id == member
    ]
