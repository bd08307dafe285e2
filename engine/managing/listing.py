"""WHO is quiet, missed, is new, is paused, leads: names, as many as one text holds."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from typing import Any

from engine import audience
from engine.cover.holding import leader_of
from engine.cover.words import when
from engine.managing.calling_off import COMING, title_of
from engine.managing.manager import Manager
from engine.managing.words import say
from engine.models import Attendance, Member, Occurrence
from engine.models.people import STRANGER
from engine.models.running import PHONE_CALL
from engine.now import to_ms
from engine.understanding.managing import topic
from engine.wording.segments import count_segments, plain

QUIET, NEW, AHEAD = timedelta(days=30), timedelta(days=7), timedelta(days=8)
MOST_READ = 200
Names = tuple[Sequence[str], int]
"""Names, and how many there are in all."""


def who(manager: Manager, rest: str) -> bool:
    """The names; WHO alone says what can be asked, and any other question is for a person."""
    asked = topic(rest)
    if not asked:
        if not rest:
            manager.say("who of what")
        return not rest
    found = TOPICS[asked](manager)
    if found is None:
        manager.say("not known")
    else:
        manager.answer(listed(say(f"topic {asked}", manager.language), *found, manager.language))
    return True


def listed(topic_words: str, names: Sequence[str], count: int, language: str) -> str:
    """As many names as fit one text, and how many more there are."""
    if not names:
        return say("list none", language, topic=topic_words)
    for shown in range(len(names), 0, -1):
        key, more = ("list", 0) if shown == count else ("list more", count - shown)
        text = say(key, language, topic=topic_words, names=", ".join(names[:shown]), count=f"{more:,}")
        if shown == 1 or count_segments(plain(text)).count == 1:
            return text
    return ""


def _quiet(manager: Manager) -> Names:
    quiet = audience.heard_at() < to_ms(manager.now - QUIET)
    return _those(manager, quiet, audience.heard_at())


def _new(manager: Manager) -> Names:
    return _those(manager, Member.joined_at > manager.now - NEW, -Member.joined_at)


def _paused(manager: Manager) -> Names:
    return _those(manager, Member.paused_until > manager.now, Member.paused_until)


def _missed(manager: Manager) -> Names | None:
    """Who was not on the last call that was counted, of those who were with us then; None where that is not known."""
    call = last_call(manager)
    if call is None:
        return None
    there = Attendance.select(Attendance.member).where(
        (Attendance.occurrence == call.id) & Attendance.member.is_null(False)
    )
    return _those(manager, Member.id.not_in(there) & (Member.joined_at < call.starts_at), Member.name)


def last_call(manager: Manager) -> Occurrence | None:
    """The last call of which it is known who was there."""
    known = Occurrence.attendance_known & (Occurrence.starts_at <= manager.now)
    found: Occurrence | None = Occurrence.select().where(known).order_by(Occurrence.starts_at.desc()).first()
    return found


def _leads(manager: Manager) -> Names:
    """The leaders of the calls of the next week, with their call and its time."""
    near = Occurrence.ends_at > manager.now, Occurrence.starts_at <= manager.now + AHEAD
    calls = Occurrence.kind == PHONE_CALL
    rows = (
        Occurrence.select().where(calls, Occurrence.state.in_(COMING), *near).order_by(Occurrence.starts_at)
    )
    found = []
    for row in rows:
        leader = leader_of(row, manager.now)
        if leader is not None:
            time = when(row.starts_at, manager.now, manager.member.timezone, manager.language)
            values = {"name": manager.called(leader), "title": title_of(row), "time": time}
            found.append(say("leads", manager.language, **values))
    return found, len(found)


def _those(manager: Manager, which: Any, order: Any) -> Names:
    there = (
        Member.forgotten_at.is_null() & (Member.how != STRANGER) & (Member.id != manager.member.id) & which
    )
    if manager.among is not None:
        there &= manager.among
    rows = Member.select().where(there).order_by(order, Member.id).limit(MOST_READ)
    return [_name(one, manager) for one in rows], int(Member.select().where(there).count())


def _name(member: Member, manager: Manager) -> str:
    """First name and the last name's letter: enough to tell them apart, and short."""
    first, *others = member.name.split() or [manager.community.nameless]
    return f"{first} {others[-1][0]}" if others else first


TOPICS: Mapping[str, Callable[[Manager], Names | None]] = {
    "quiet": _quiet,
    "missed": _missed,
    "new": _new,
    "paused": _paused,
    "leads": _leads,
}
