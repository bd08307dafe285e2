"""MY WEEK: what a member did and was given, in one text of kind words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from engine.models import Attendance, Cheer, Entry, Event, Member, Occurrence, Praise
from engine.models.challenges import COUNTS
from engine.models.running import PHONE_CALL
from engine.wording.sentences import sentence
from engine.worth.team import brought_by

A_WEEK = timedelta(days=7)
STREAK = "streak-"


@dataclass(frozen=True, slots=True)
class Own:
    """Their last seven days. ``row`` is how many calls in a row they were on (0: fewer than two)."""

    calls: int = 0
    held: int = 0
    row: int = 0
    praised: int = 0
    praised_others: int = 0
    cheers: int = 0
    entries: int = 0
    brought: int = 0


def own_week(member: Member, now: datetime) -> Own:
    """What is known of the member's own week."""
    since = now - A_WEEK
    held = Occurrence.select(Occurrence.id).where(
        Occurrence.attendance_known, Occurrence.kind == PHONE_CALL, Occurrence.starts_at.between(since, now)
    )
    there = Attendance.select().where(Attendance.member == member.id, Attendance.occurrence.in_(held))
    shared = (Praise.state == "approved") & (Praise.shared_at > since)
    praised = Praise.select().where(shared & (Praise.member == member.id))
    given = Praise.select().where(shared & (Praise.by == member.id))
    cheers = Cheer.select().join(Praise).where((Praise.member == member.id) & (Cheer.at > since))
    brought = Member.select().where(brought_by(member) & (Member.joined_at > since))
    entries = Entry.select().where(Entry.member == member.id, Entry.state.in_(COUNTS), Entry.at > since)
    calls = there.select(Attendance.occurrence).distinct().count()
    return Own(
        calls=calls,
        held=held.count(),
        row=_row(member, since) if calls else 0,
        praised=praised.count(),
        praised_others=given.count(),
        cheers=cheers.count(),
        entries=entries.count(),
        brought=brought.count(),
    )


def _row(member: Member, since: datetime) -> int:
    """The longest row of calls that was reported of them this week."""
    rows = Event.select(Event.name).where(
        Event.member == member.id, Event.name.startswith(STREAK), Event.at > since
    )
    counts = [row.name.removeprefix(STREAK) for row in rows]
    return max((int(one) for one in counts if one.isdigit()), default=0)


def own_words(own: Own, language: str) -> str:
    """One text: what there is, or kind words where there is little."""
    parts = [
        ("my_call", own.calls == 1, ""),
        ("my_calls", own.calls > 1, str(own.calls)),
        ("my_row", own.row > 1, str(own.row)),
        ("my_praise", own.praised == 1, ""),
        ("my_praises", own.praised > 1, str(own.praised)),
        ("my_given", own.praised_others > 0, ""),
        ("my_cheer", own.cheers == 1, ""),
        ("my_cheers", own.cheers > 1, str(own.cheers)),
        ("my_entry", own.entries == 1, ""),
        ("my_entries", own.entries > 1, str(own.entries)),
        ("my_guest", own.brought == 1, ""),
        ("my_guests", own.brought > 1, str(own.brought)),
    ]
    said = [sentence(key, language, count=count) for key, true, count in parts if true]
    if not said:
        return sentence("my_quiet_week", language)
    return sentence("my_week", language, words=", ".join(said))
