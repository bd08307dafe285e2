"""Times of day as managers write them: 9am, 9:30 pm, 19:00, noon, midnight."""

from __future__ import annotations

import re
from datetime import time

from engine.times.errors import TimesError, phrase, whole
from engine.times.guesses import nearest

NAMED = {"noon": time(12), "midnight": time(0)}
CLOCK = phrase(r"(?P<hour>[0-9]{1,2})(?::(?P<minute>[0-9]{2}))?\s*(?P<half>am|pm|a\.m\.|p\.m\.)?")
LOOSE = phrase(r"(?P<hour>[0-9]{1,2})(?:[:.h](?P<minute>[0-9]{1,2}))?\s*(?P<half>[ap]\.?m?\.?|o'?clock)?")
FORMS = "Write it like 9am, 9:30 pm, 19:00, noon or midnight."
EVENING = range(1, 8)  # a bare 7 is more often seven in the evening, a bare 9 nine in the morning


def parse_time_of_day(text: str) -> time:
    """The time of day that `text` names; raises TimesError."""
    named = NAMED.get(text.strip().casefold())
    if named is not None:
        return named
    match = CLOCK.fullmatch(text)
    if match is None:
        raise whole(text, f'"{text.strip()}" is not a time of day. {FORMS}', _repair(text))
    hour, minute = int(match["hour"]), int(match["minute"] or 0)
    if minute > 59:
        raise whole(text, f'"{text.strip()}" is not a time of day: the minutes go up to 59.')
    if match["half"]:
        return _half_day(text, hour, minute, match["half"])
    if match["minute"] is None:
        raise whole(text, f'"{text.strip()}" could be morning or evening.', _bare(hour))
    if hour > 23:
        repair = _late(hour, minute)
        raise whole(text, f'"{text.strip()}" is not a time of day: the hours go up to 23. {FORMS}', repair)
    return time(hour, minute)


def _half_day(text: str, hour: int, minute: int, half: str) -> time:
    if not 1 <= hour <= 12:
        repair = show_time(time(hour, minute)) if hour < 24 else None
        raise whole(text, f'"{text.strip()}" is not a time of day: am and pm go with 1 to 12.', repair)
    return time(hour % 12 + (12 if half[0] in "pP" else 0), minute)


def _late(hour: int, minute: int) -> str | None:
    """24:30 is half an hour into the next day; for 25:00 the likeliest slip is the first figure."""
    if hour == 24:
        return show_time(time(0, minute))
    return f"{hour - 10}:{minute:02}" if hour < 30 else None


def _bare(hour: int) -> str | None:
    if hour == 12:
        return "noon"
    if hour == 0:
        return "midnight"
    if hour > 12:
        return f"{hour}:00" if hour < 24 else None
    return f"{hour}pm" if hour in EVENING else f"{hour}am"


def _repair(text: str) -> str | None:
    match = LOOSE.fullmatch(text)
    if match is None:
        return nearest(text, list(NAMED))
    half = (match["half"] or "").casefold()[:1].replace("o", "")
    minutes = f":{match['minute']:0>2}" if match["minute"] else ""
    if not half and not minutes:
        return _bare(int(match["hour"]))
    written = f"{int(match['hour'])}{minutes}{half + 'm' if half else ''}"
    try:
        parse_time_of_day(written)
    except TimesError:
        return None
    return written


def show_time(at: time) -> str:
    """The time as people say it: 7pm, 9:30am, noon, midnight. `parse_time_of_day` reads it back."""
    if (at.hour, at.minute) == (0, 0):
        return "midnight"
    if (at.hour, at.minute) == (12, 0):
        return "noon"
    minutes = f":{at.minute:02}" if at.minute else ""
    return f"{at.hour % 12 or 12}{minutes}{'pm' if at.hour >= 12 else 'am'}"


LOOKS_LIKE_TIME = re.compile(r"\s*(?:[0-9]|noon\b|midnight\b)", re.IGNORECASE)
