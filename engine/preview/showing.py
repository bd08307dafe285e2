"""A preview for people, in lines of 80 columns that a terminal may colour; and for scripts as JSON."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from engine.preview.head import Outlook
from engine.preview.playing import CallSeen
from engine.preview.staging import Preview, Seen
from engine.preview.timeline import Told, Tone, told
from engine.times import Duration, local, say_time, say_when, say_zone
from engine.virtual import Happening
from engine.wording.prices import CURRENCY, Price, show
from engine.wording.say import join_names, plural

WIDTH = 80
CLOCK = 9  # "10:45am" and two blanks
MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]


@dataclass(frozen=True, slots=True)
class Line:
    """One line and what it is, for whoever colours it."""

    text: str
    tone: Tone = "plain"


def lines(seen: Preview, outlook: Outlook | None = None) -> Iterator[Line]:
    """The whole preview, member by member."""
    title = f"{seen.workflow.title}{' (draft)' if seen.draft else ''}"
    yield from _wrapped(f"{title}: {seen.workflow.about}" if seen.workflow.about else title, "title")
    if outlook is not None:
        yield from _outlook(outlook)
    for member in seen.members:
        yield from _person(member, seen.of(member), seen)
    if seen.host is not None and (told_host := seen.told()):
        yield from _person(seen.host, told_host, seen, role="host")


def _outlook(outlook: Outlook) -> Iterator[Line]:
    reached = outlook.members - sum(outlook.never.values())
    yield Line(f"For {plural(outlook.members, 'member')} now; {reached} can be reached.")
    for why, count in outlook.never.items():
        yield from _wrapped(f"  {count} would never get it: {why}.", "lost")
    for one in outlook.fan_outs:
        name = one.step_key.rpartition(":")[2]
        pace = outlook.calls_rate if one.rung else outlook.rate
        rate = f"{pace:g} {'call' if one.rung else 'segment'}{'' if pace == 1 else 's'}"
        does = "ring" if one.rung else "send"
        yield from _wrapped(f"  {name} takes {lasting(one.seconds)} to {does} at {rate} a second.")


def _wrapped(text: str, tone: Tone = "plain", indent: str = "    ") -> Iterator[Line]:
    for row in textwrap.wrap(text, WIDTH, subsequent_indent=indent) or [text]:
        yield Line(row, tone)


def lasting(seconds: float) -> str:
    """Like "40 seconds", "12 minutes" or "3.5 hours"."""
    if seconds < 90:
        return plural(max(1, round(seconds)), "second")
    return f"{round(seconds / 60)} minutes" if seconds < 5400 else f"{seconds / 3600:.1f} hours"


def _person(member: Seen, happened: Sequence[Happening], seen: Preview, role: str = "") -> Iterator[Line]:
    zone = member.zone
    kind = role or ("a sample member" if member.sample else "")
    yield Line("")
    yield Line(f"{member.name}{f' ({kind})' if kind else ''}, {zone}", "title")
    yield Line(f"from {say_when(seen.start, zone)} to {say_when(seen.end, zone)}, in their own time")
    entries = [(one.at, entry) for one in happened if (entry := told(one, zone)) is not None]
    entries += [] if role else [(call.starts, _call(call)) for call in seen.calls]
    day = ""
    for at, entry in sorted(entries, key=lambda pair: pair[0]):
        if (today := _day(at, zone)) != day:
            day = today
            yield Line("")
            yield Line(day, "day")
        yield from _entry(at, entry, zone)
    yield Line("")
    yield Line(_total(happened) if entries else "Nothing happens in this time.")


def _call(call: CallSeen) -> Told:
    lasts = Duration(round((call.ends - call.starts).total_seconds() / 60), "minutes")
    when = f"{say_time(call.starts, call.zone)} {say_zone(call.starts, call.zone)}"
    return Told(f"the {call.kind}", f"begins ({when}), for {lasts}", "plain")


def _day(at: datetime, zone: str) -> str:
    """Like "Tue 3 Nov 2026, CST": the zone by its name of that day, so that a change of the clocks shows."""
    wall = local(at, zone)
    return f"{DAYS[wall.weekday()]} {wall.day} {MONTHS[wall.month - 1]} {wall.year}, {wall.tzname()}"


def _entry(at: datetime, entry: Told, zone: str) -> Iterator[Line]:
    clock = say_time(at.replace(second=0, microsecond=0), zone).rjust(CLOCK - 2)
    first = f"{clock}  {entry.verb} {entry.about}".rstrip()
    yield from _wrapped(first, entry.tone, " " * CLOCK)
    for paragraph in entry.body.splitlines():
        for row in textwrap.wrap(paragraph, WIDTH - CLOCK - 2) or [""]:
            yield Line(f"{' ' * CLOCK}| {row}".rstrip(), "words")


def _total(happened: Sequence[Happening]) -> str:
    sent = [one for one in happened if one.kind in ("sent", "rings")]
    texts = [one for one in sent if one.channel == "text"]
    emails = sum(one.channel == "email" for one in sent)
    calls = sum(one.channel == "phone" for one in sent)
    parts = []
    if texts:
        segments = sum(one.segments for one in texts)
        parts.append(f"{plural(len(texts), 'text')} ({plural(segments, 'segment')})")
    if emails:
        parts.append(plural(emails, "email"))
    if calls:
        parts.append(plural(calls, "call"))
    price = show(Price(sum(one.price_micros for one in sent), CURRENCY))
    return f"{join_names(parts)}, about {price}." if parts else "Nothing is sent."


def as_json(seen: Preview, outlook: Outlook | None = None) -> dict[str, Any]:
    """The same for scripts: instants in UTC (ISO 8601), and beside them the member's own wall clock."""
    return {
        "workflow": seen.workflow.name,
        "draft": seen.draft,
        "starting": seen.start.isoformat(),
        "until": seen.end.isoformat(),
        "audience": None if outlook is None else _audience(outlook),
        "calls": [{"starts": call.starts.isoformat(), "ends": call.ends.isoformat()} for call in seen.calls],
        "members": [
            {
                "name": one.name,
                "timezone": one.zone,
                "sample": one.sample,
                "timeline": _rows(seen.of(one), one),
            }
            for one in seen.members
        ],
        "host": None
        if seen.host is None
        else {"name": seen.host.name, "timezone": seen.host.zone, "timeline": _rows(seen.told(), seen.host)},
    }


def _audience(outlook: Outlook) -> dict[str, Any]:
    steps = [{"step": one.step_key, "seconds": one.seconds} for one in outlook.fan_outs]
    return {
        "members": outlook.members,
        "never": dict(outlook.never),
        "sender_rate": outlook.rate,
        "steps": steps,
    }


def _rows(happened: Sequence[Happening], member: Seen) -> list[dict[str, Any]]:
    return [
        {
            "at": one.at.isoformat(),
            "local": local(one.at, member.zone).isoformat(),
            "kind": one.kind,
            "words": one.words,
            "message": one.message,
            "subject": one.subject,
            "channel": one.channel,
            "to": one.to,
            "segments": one.segments,
            "price_micros": one.price_micros,
            "currency": one.currency,
            "step": one.step_key,
            "code": one.code,
            "until": one.until.isoformat() if one.until else None,
        }
        for one in happened
        if told(one, member.zone) is not None
    ]
