"""What callers are told: when the next call is, the praise of the week, and the newest letter."""

from __future__ import annotations

from datetime import datetime

from engine.inbound.phone_line import NextCall, next_call
from engine.letters import reading
from engine.models import Praise
from engine.outbox.praised import in_language
from engine.outbox.week import praised
from engine.phone.call import Call, Turn
from engine.phone.coming import open_call
from engine.phone.saying import ANY_KEY, afterwards, aloud, goodbye, say, script, sentence
from engine.phone.script import Act, Ask, Say, Script
from engine.phone.words import spelled
from engine.phone.words.times import day_aloud, time_aloud
from engine.times.zones import say_zone

MOST_PRAISES = 5


def hear(call: Call, turn: Turn) -> Script:
    """``praise``, ``letter`` or ``next-call``."""
    if turn.rest[:1] == ("praise",):
        return afterwards(call, *_praise(call))
    if turn.rest[:1] == ("letter",):
        return afterwards(call, *_letter(call))
    if open_call(call) is not None:
        way_in = Ask("join", (say(call, "on_now"),), digits=1, finish=ANY_KEY)
        return script(call, way_in, *goodbye(call))
    return afterwards(call, *_next_call(call))


def praises(call: Call) -> tuple[str, ...]:
    """What was praised this week, newest first."""
    newest = praised(call.now).order_by(Praise.shared_at.desc(), Praise.id.desc())
    return tuple(in_language(one, call.language, call.published) for one in newest.limit(MOST_PRAISES))


def _praise(call: Call) -> tuple[Act, ...]:
    found = praises(call)
    if not found:
        return (say(call, "no_praise"),)
    return (
        say(call, "praise_this_week"),
        *(Say(sentence(words), call.language) for words in found),
    )


def _letter(call: Call) -> tuple[Act, ...]:
    """The letter that went out last, part by part; it is for members, and nobody else is read anything."""
    row = reading.newest(call.now) if call.member is not None else None
    if row is None or call.member is None:
        return (say(call, "no_letter"),)
    letter = reading.rendered(row, call.member, call.published, call.settings, call.links, call.now)
    parts = reading.paragraphs(letter) if letter is not None else ()
    said = (aloud(part) for part in parts)
    return tuple(Say(part, letter.language) for part in said if part) if letter else (say(call, "no_letter"),)


def _next_call(call: Call) -> tuple[Act, ...]:
    """By the caller's own clock; strangers hear the call's, and what that clock is called."""
    coming = next_call(call.now)
    if coming is None:
        return (say(call, "no_call"),)
    zone = call.timezone if call.member else coming.zone
    key = "next_call" if call.member else "next_call_zone"
    day, time = _when(coming.starts_at, zone, call)
    return (
        say(call, key, day=day, time=time, zone=say_zone(coming.starts_at, zone)),
        *_how_to_join(call, coming),
    )


def _when(instant: datetime, zone: str, call: Call) -> tuple[str, str]:
    return day_aloud(instant, call.now, zone, call.language), time_aloud(instant, zone, call.language)


def _how_to_join(call: Call, coming: NextCall) -> tuple[Act, ...]:
    if not coming.number:
        return (say(call, "ring_here"),)
    there = say(call, "ring_there", number=spelled(coming.number))
    return (there, say(call, "code", code=spelled(coming.code))) if coming.code else (there,)
