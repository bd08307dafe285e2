"""The phrases of ``start:``, ``again:``, ``remind:`` and ``retry:``."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime

from engine.language.parsing.reading import Reading
from engine.language.parsing.values import file_name, parsed, single
from engine.language.source.nodes import Pair, Text, inside, parts
from engine.language.steps import Remind, Retry
from engine.language.workflow import (
    Again,
    ByHand,
    Every,
    Joined,
    Once,
    OnDate,
    Quiet,
    Reported,
    Start,
    Tagged,
    Texted,
)
from engine.times import (
    TimesError,
    parse_date,
    parse_date_start,
    parse_duration,
    parse_every,
    parse_time_of_day,
)
from engine.times.guesses import nearest

STARTS = (
    "joined", "by hand", "text LISTEN", "text WIN ...", "tagged first-follower", "event first-sale", "date birthday at 9am",
    "3 days before date birthday at 9am", "60 days after date joined at 10am", "quiet for 30 days",
    "every friday at 9am", "at 2026-12-01 10am",
)  # fmt: skip
_DATE = re.compile(r"(?:.*\b(?:before|after)\s+)?date\s.*", re.IGNORECASE)
_AT = re.compile(r"(?P<date>\S+)(?:\s+(?:at\s+)?(?P<time>\S.*?))?\s*")
_REMIND = re.compile(r"(?P<message>\S+)\s+after\s+(?P<duration>\S.*?)\s*")
_RETRY = re.compile(
    r"\s*(?:(?P<times>[0-9]{1,3})\s+times?|(?P<word>once|twice))\s+after\s+(?P<duration>\S.*?)\s*",
    re.IGNORECASE,
)
_GOES_ON = re.compile(r"\s*(?:\.{2,}|\u2026)\s*$")  # "WIN ...": the message begins with the word and goes on
MOST_RETRIES = 5
_FIRST_WORDS = ("joined", "by hand", "text", "tagged", "event", "date", "quiet for", "every", "at", "call")


def rest(found: Text, start: int) -> Text:
    """What stands from offset ``start`` on, with its own place."""
    return Text(found.text[start:], inside(found, start, len(found.text) - start), found.quoted)


def start(found: Text, reading: Reading) -> Start | None:
    """What puts a member in; None where the phrase could not be read, which was reported."""
    said = " ".join(found.text.casefold().split())
    if said == "joined":
        return Joined()
    if said == "by hand":
        return ByHand()
    if _DATE.fullmatch(found.text.strip()):
        return _on_date(found, reading)
    for word, read in _STARTERS.items():
        match = re.match(rf"\s*{word.replace(' ', chr(92) + 's+')}(?:\s+|$)", found.text, re.IGNORECASE)
        if match:
            return read(rest(found, match.end()), found, reading)
    _unknown_start(found, said, reading)
    return None


def _unknown_start(found: Text, said: str, reading: Reading) -> None:
    first = said.split(maxsplit=1)[0]
    near = nearest(said, ("joined", "by hand")) or nearest(first, _FIRST_WORDS)
    start_word = near if near in ("joined", "by hand") else None
    if near and start_word is None and " " in said:
        start_word = near + found.text.strip()[len(first) :]
    message = f'"{found.text.strip()}" is not a way to start. Write one like {", ".join(STARTS[:6])}.'
    reading.report.error(found.place, message, rule="start", guess=start_word)


def _on_date(found: Text, reading: Reading) -> Start | None:
    rule = parsed(found, parse_date_start, reading)
    if rule is None:
        return None
    at = found.text.find(rule.field)
    reading.mention("date", rule.field, inside(found, max(0, at), len(rule.field)))
    return OnDate(rule)


def _texted(words: Text, whole: Text, reading: Reading) -> Start | None:
    found = parts(words)
    if not found:
        _missing(whole, "which word they text", "text LISTEN", reading)
        return None
    alone: list[str] = []
    openings: list[str] = []
    for word in found:
        opening = _GOES_ON.search(word.text)
        said = " ".join(_GOES_ON.sub("", word.text).split()).upper()
        reading.mention("keyword", said, word.place, "opening" if opening else "")
        (openings if opening else alone).append(said)
    return Texted(tuple(alone), tuple(openings))


def _tagged(words: Text, whole: Text, reading: Reading) -> Start | None:
    tag = " ".join(words.text.split())
    if not tag:
        _missing(whole, "which tag", "tagged first-follower", reading)
        return None
    reading.mention("tag", tag, words.place)
    return Tagged(tag)


def _reported(words: Text, whole: Text, reading: Reading) -> Start | None:
    event = " ".join(words.text.split())
    if not event:
        _missing(whole, "which event", "event first-sale", reading)
        return None
    return Reported(event)


def _quiet(words: Text, whole: Text, reading: Reading) -> Start | None:
    if not words.text.strip():
        _missing(whole, "for how long", "quiet for 30 days", reading)
        return None
    duration = parsed(words, parse_duration, reading)
    return Quiet(duration) if duration else None


def _every(words: Text, whole: Text, reading: Reading) -> Start | None:
    if not words.text.strip():
        _missing(whole, "when", "every friday at 9am", reading)
        return None
    recurrence = parsed(words, parse_every, reading)
    return Every(recurrence) if recurrence else None


def _once(words: Text, whole: Text, reading: Reading) -> Start | None:
    moment = wall_moment(words, reading) if words.text.strip() else None
    if not words.text.strip():
        _missing(whole, "when", "at 2026-12-01 10am", reading)
        return None
    return Once(moment) if moment else None


def wall_moment(words: Text, reading: Reading) -> datetime | None:
    """``2026-12-01 10am`` as a naive wall time."""
    match = _AT.fullmatch(words.text)
    if match is None:
        return None
    day = parsed(
        Text(match["date"], inside(words, match.start("date"), len(match["date"]))), parse_date, reading
    )
    if match["time"] is None:
        if day:
            guess = f"{match['date']} 9am"
            reading.report.error(
                words.place, "At what time? Say it after the date.", rule="time", guess=guess
            )
        return None
    clock = Text(match["time"], inside(words, match.start("time"), len(match["time"])))
    at = parsed(clock, parse_time_of_day, reading)
    return datetime.combine(day, at) if day and at is not None else None


def _missing(whole: Text, what: str, example: str, reading: Reading) -> None:
    reading.report.error(whole.place, f"Say {what}, like: {example}.", rule="start", instead=example)


_STARTERS: dict[str, Callable[[Text, Text, Reading], Start | None]] = {
    "text": _texted,
    "tagged": _tagged,
    "event": _reported,
    "quiet for": _quiet,
    "every": _every,
    "at": _once,
}


def again(pair: Pair, reading: Reading) -> Again | None:
    found = single(pair, reading)
    if found is None:
        return None
    said = found.text.strip()
    if said.casefold() == "never":
        return Again("never")
    if said.casefold() == "always":
        return Again("always")
    match = re.match(r"\s*after\s+", found.text, re.IGNORECASE)
    if match:
        duration = parsed(rest(found, match.end()), parse_duration, reading)
        return Again("after", duration) if duration else None
    message = f'"{said}" is not one of never, always or after 90 days.'
    reading.report.error(found.place, message, rule="again", guess=_again_guess(said))
    return None


def _again_guess(said: str) -> str | None:
    try:
        return f"after {parse_duration(said)}"
    except TimesError:
        return {"no": "never", "yes": "always"}.get(said.casefold()) or nearest(said, ("never", "always"))


def remind(pair: Pair, reading: Reading) -> Remind | None:
    """``still-there after 1 day``."""
    found = single(pair, reading)
    if found is None:
        return None
    match = _REMIND.fullmatch(found.text)
    if match is None:
        name = found.text.split()[0]
        message = "A reminder is a message and how long after the question it goes."
        reading.report.error(found.place, message, rule="remind", guess=f"{name} after 1 day")
        return None
    written = Text(match["message"], inside(found, match.start("message"), len(match["message"])))
    message_name = file_name(Pair(pair.key, written), reading)
    words = Text(match["duration"], inside(found, match.start("duration"), len(match["duration"])))
    duration = parsed(words, parse_duration, reading)
    if message_name is None or duration is None:
        return None
    reading.mention("message", message_name.text, message_name.place, detail="remind")
    return Remind(message_name.text, duration)


def retry(pair: Pair, reading: Reading) -> Retry | None:
    """``2 times after 20 minutes``."""
    found = single(pair, reading)
    if found is None:
        return None
    match = _RETRY.fullmatch(found.text)
    if match is None:
        message = "Say how often to ring again, and how long after: 2 times after 20 minutes."
        reading.report.error(found.place, message, rule="retry", guess=_retry_guess(found.text))
        return None
    words = Text(match["duration"], inside(found, match.start("duration"), len(match["duration"])))
    duration = parsed(words, parse_duration, reading)
    times = int(match["times"] or {"once": 1, "twice": 2}[match["word"].casefold()])
    if not 0 < times <= MOST_RETRIES:
        message = f"A phone is rung again at least once, and {MOST_RETRIES} times at most."
        guess = f"{min(max(times, 1), MOST_RETRIES)} times after {match['duration']}"
        reading.report.error(found.place, message, rule="retry", guess=guess)
        return None
    return Retry(times, duration) if duration else None


def _retry_guess(said: str) -> str:
    count = re.match(r"\s*([1-5])\b(?!\s*(?:minute|hour|day))", said)
    duration = re.search(r"[0-9]+\s*(?:minutes?|hours?|days?)", said)
    return f"{count[1] if count else 2} times after {duration[0] if duration else '20 minutes'}"
