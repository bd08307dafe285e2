"""PAUSE and UNPAUSE, TAG and UNTAG: what is done to one member, by name. It is done once they are proven and can be undone."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import Any

from engine.community.called import Meant, ask_back, at_the_start
from engine.managing import book
from engine.managing.confirming import propose
from engine.managing.manager import Manager
from engine.managing.sentences import day_of, going
from engine.models import Member, Tag
from engine.now import to_ms
from engine.times import TimesError, next_weekday, parse_date, parse_duration, parse_weekday, resolve
from engine.times.zones import local
from engine.understanding.managing import PAUSE, TAG, UNPAUSE, UNTAG, until
from engine.understanding.normal import normal

LONGEST_TAG = 3  # words
TOMORROW = ("tomorrow", "manana")


def pause(manager: Manager, rest: str) -> bool:
    """PAUSE Amy until friday. Words with no end of a pause in them are no order, unless it is one for sure."""
    found = at_the_start(rest, manager.among)
    when = until(found.rest)
    if not manager.sure and not (found.members and when):
        return False
    member = _the_one(manager, found, "PAUSE")
    if member is None:
        return True
    ends_at = end_of_pause(when, manager.now, member.timezone) if when else None
    if ends_at is None:
        manager.say("until when", name=manager.called(member))
        return True
    said = day_of(ends_at, manager.now, member.timezone, manager.language)
    return _order(manager, PAUSE, member, {"until": to_ms(ends_at), "said": said})


def unpause(manager: Manager, rest: str) -> bool:
    found = at_the_start(rest, manager.among)
    if not manager.sure and (not found.members or found.rest):
        return False
    member = _the_one(manager, found, "UNPAUSE")
    if member is None:
        return True
    if member.paused_until is None or member.paused_until <= manager.now:
        manager.say("not paused", name=manager.called(member))
        return True
    return _order(manager, UNPAUSE, member, {"until": None})


def tag(manager: Manager, rest: str) -> bool:
    return _tag(manager, rest, TAG)


def untag(manager: Manager, rest: str) -> bool:
    return _tag(manager, rest, UNTAG)


def end_of_pause(when: str, now: datetime, tz: str) -> datetime | None:
    """When a pause "until friday", "until dec 1", "until tomorrow" or of "2 weeks" is over, by the member's clock."""
    said = when.removeprefix("until ")
    try:
        if said == when:
            return parse_duration(when).after(now, tz)
        if normal(said) in TOMORROW:
            return resolve(local(now, tz).date() + timedelta(days=1), time(0), tz)
        if not any(letter.isdigit() for letter in said):
            return next_weekday(now, parse_weekday(said), time(0), tz)
        ends_at = resolve(parse_date(_with_year(said, now, tz)), time(0), tz)
        return ends_at if ends_at > now else None
    except TimesError as error:
        put_right = error.guess if error.guess != error.text else None
    if put_right is None:
        return None
    return end_of_pause(f"until {put_right}" if said != when else put_right, now, tz)


def _with_year(said: str, now: datetime, tz: str) -> str:
    """A day without a year is the next one there is."""
    if re.search(r"\d{4}", said):
        return said
    today = local(now, tz).date()
    for year in (today.year, today.year + 1):
        try:
            day = parse_date(f"{said} {year}")
        except TimesError as error:
            if error.guess is None:
                raise
            day = parse_date(error.guess)
        if day > today:
            return day.isoformat()
    return said


def _tag(manager: Manager, rest: str, kind: str) -> bool:
    found = at_the_start(rest, manager.among)
    name = "-".join(found.rest.strip(" .!#").split())
    fits = bool(found.members) and 0 < len(found.rest.split()) <= LONGEST_TAG
    if not manager.sure and not fits:
        return False
    member = _the_one(manager, found, kind.upper())
    if member is None:
        return True
    who = manager.called(member)
    if not fits:
        manager.say("which tag", name=who)
        return True
    tag, has = _known(name, member)
    if has == (kind == TAG):
        manager.say("tagged already" if has else "untagged already", name=who, tag=tag)
        return True
    return _order(manager, kind, member, {"tag": tag})


def _known(name: str, member: Member) -> tuple[str, bool]:
    """The tag as it is spelled already, where it is known, and whether the member has it."""
    spelled = {normal(row.name): row.name for row in Tag.select(Tag.name).distinct()}
    tag = spelled.get(normal(name), name.lower())
    return tag, bool(Tag.select().where((Tag.member == member.id) & (Tag.name == tag)).exists())


def _the_one(manager: Manager, found: Meant, order: str) -> Member | None:
    """The one who was named; else they are told that nobody is, or asked which."""
    if found.one is not None:
        return found.one
    if found.members:
        manager.answer(ask_back(found, manager.language, digits=True))
    elif found.words:
        manager.say("nobody called", words=found.words)
    else:
        manager.say("nobody named", order=order)
    return None


def _order(manager: Manager, kind: str, member: Member, more: Mapping[str, Any]) -> bool:
    name = manager.called(member)
    words = f"{kind.upper()} {name}" + (f" {more['tag']}" if "tag" in more else "")
    detail = {"member": member.id, "name": name, "order": words, **more}
    instruction = book.write_down(manager, kind, detail=detail)
    ask = "ask pause" if kind == PAUSE else "ask small"
    if propose(manager, instruction, ask, name=name, until=str(more.get("said", ""))):
        manager.answer(going(instruction, manager))
    return True
