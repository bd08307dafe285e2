"""What a `wait:` may say: a duration, or `until` a time, a weekday, a date of the member's, an event, a word."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from rapidfuzz.distance import OSA

from engine.times.clock import LOOKS_LIKE_TIME, parse_time_of_day, show_time
from engine.times.days import ISO, SHORT, WEEKDAYS, meant_weekday, parse_weekday, resolve
from engine.times.durations import Duration, parse_duration
from engine.times.errors import TimesError, part, phrase, whole
from engine.times.zones import local

UNTIL = phrase(r"until (?P<rest>.*\S)")
EVENT = phrase(r"until event (?P<event>\S+) or (?P<otherwise>.*\S)")
TEXTED = phrase(r"until they text (?P<words>\S.*?) or (?P<otherwise>.*\S)")
BARE_TEXTED = phrase(r"until they text(?P<words> .*\S)?")
BARE_EVENT = phrase(r"until event (?P<event>\S+)(?P<more> .*\S)?")
DAY_AND_TIME = phrase(r"until (?P<day>[^\W\d_]+)(?: at)? (?P<at>(?:[0-9]|noon|midnight).*)")
TIME_ONLY = phrase(r"until (?:at )?(?P<at>.*\S)")
FIELD = phrase(r"until (?P<field>[^\W\d_][\w -]*)")
MISSPELT = phrase(r"(?P<until>untill|til|till|unitl|utnil|'til) .*")
DEFAULT_PATIENCE = "30 days"


@dataclass(frozen=True)
class UntilTime:
    """The next time the member's clock says `at`."""

    at: time

    def __str__(self) -> str:
        return f"until {show_time(self.at)}"


@dataclass(frozen=True)
class UntilWeekday:
    """The next such weekday (0 is monday), at a time or, with None, when the hours open."""

    weekday: int
    at: time | None

    def __str__(self) -> str:
        return f"until {WEEKDAYS[self.weekday]}" + (f" {show_time(self.at)}" if self.at else "")


@dataclass(frozen=True)
class UntilDate:
    """A date of the member's own, such as birthday."""

    field: str

    def __str__(self) -> str:
        return f"until {self.field}"


@dataclass(frozen=True)
class UntilEvent:
    """Until an event is reported, or `otherwise` has gone by."""

    event: str
    otherwise: Duration

    def __str__(self) -> str:
        return f"until event {self.event} or {self.otherwise}"


@dataclass(frozen=True)
class UntilTexted:
    """Until the member texts one of `words`, or `otherwise` has gone by."""

    words: tuple[str, ...]
    otherwise: Duration

    def __str__(self) -> str:
        return f"until they text {', '.join(self.words)} or {self.otherwise}"


Wait = Duration | UntilTime | UntilWeekday | UntilDate | UntilEvent | UntilTexted


def parse_wait(text: str) -> Wait:
    """What a `wait:` says; raises TimesError.

    A word that is neither a weekday nor nearly one is taken for a date of the member's: only the community
    knows which there are.
    """
    if UNTIL.fullmatch(text) is None:
        return _plain(text)
    if text.split()[1].casefold() == "event":
        return _event(text)
    if BARE_TEXTED.fullmatch(text):
        return _texted(text)
    match = DAY_AND_TIME.fullmatch(text)
    if match is not None and match["day"].casefold() != "at":
        day, at = part(match, "day", parse_weekday), part(match, "at", parse_time_of_day)
        return UntilWeekday(day, at)
    match = TIME_ONLY.fullmatch(text)
    if match is None or not LOOKS_LIKE_TIME.match(match["at"]):
        return _day(text)
    if ISO.fullmatch(match["at"]):
        message = "A wait cannot name a date: say a weekday, a date of the member's, or a duration."
        raise TimesError(message, text=text, span=match.span("at"))
    if not _is_time(match["at"]):
        raise whole(text, f'"{match["at"]}" is a duration, which goes without "until".', match["at"])
    return UntilTime(part(match, "at", parse_time_of_day))


def _plain(text: str) -> Duration:
    match = MISSPELT.fullmatch(text)
    if match is not None:
        raise TimesError(
            f'"{match["until"]}" is written "until".', text=text, span=match.span("until"), repair="until"
        )
    try:
        return parse_duration(text)
    except TimesError as error:
        if text.strip().casefold() == "until":
            raise whole(
                text, 'Until when? Say a time, a day, a date or an event: "until tuesday 10am".'
            ) from None
        raise _forgotten_until(text) or error from None


def _forgotten_until(text: str) -> TimesError | None:
    said = text.strip()
    if said.casefold().startswith("for "):
        return whole(text, 'A wait needs no "for".', said[4:].strip())
    words = said.split()
    if not words or not (words[0].casefold() in WEEKDAYS or words[0].casefold() == "event" or _is_time(said)):
        return None
    try:
        parse_wait(f"until {said}")
    except TimesError:
        return None
    return whole(text, f'"{said}" is not a duration.', f"until {said}")


def _is_time(text: str) -> bool:
    if not LOOKS_LIKE_TIME.match(text):
        return False
    try:
        parse_duration(text)
    except TimesError:
        return True
    return False


def _texted(text: str) -> UntilTexted:
    match = TEXTED.fullmatch(text)
    words = tuple(" ".join(word.split()) for word in match["words"].split(",")) if match is not None else ()
    if match is not None and all(words):
        return UntilTexted(words, part(match, "otherwise", parse_duration))
    bare = BARE_TEXTED.fullmatch(text)
    if bare is None or bare["words"] is None or any(not word.strip() for word in bare["words"].split(",")):
        raise whole(text, 'Until they text which word? Say it: "until they text NEXT or 3 days".')
    message = 'Say how long to wait at most: the word may never come ("or 3 days").'
    raise whole(text, message, f"{text.strip()} or 3 days")


def _event(text: str) -> UntilEvent:
    match = EVENT.fullmatch(text)
    if match is not None:
        return UntilEvent(match["event"], part(match, "otherwise", parse_duration))
    bare = BARE_EVENT.fullmatch(text)
    if bare is None:
        raise whole(text, 'Until which event? Say its name: "until event first-sale or 30 days".')
    if bare["more"] is None:
        message = 'Say how long to wait at most: an event may never come ("or 30 days").'
        raise whole(text, message, f"{text.strip()} or {DEFAULT_PATIENCE}")
    more = bare["more"].strip().casefold()
    repair = None if more == "or" else "-" + "-".join(more.split(" or ")[0].split())
    if repair is not None and " or " in more:
        repair += f" or {more.split(' or ', 1)[1]}"
    message = (
        f'After the event\'s name comes "or" and how long to wait at most, like "or {DEFAULT_PATIENCE}".'
    )
    if more == "or":
        raise whole(text, message, f"{text.strip()} {DEFAULT_PATIENCE}")
    raise TimesError(message, text=text, span=bare.span("more"), repair=repair)


def _day(text: str) -> UntilWeekday | UntilDate:
    match = FIELD.fullmatch(text)
    if match is None:
        said = text.strip()
        raise whole(
            text, f'"{said}" names no time, weekday, date of the member or event. Try "until tuesday 10am".'
        )
    word = match["field"].strip().casefold()
    if word in WEEKDAYS:
        return UntilWeekday(WEEKDAYS.index(word), None)
    if nearly_weekday(word):
        return UntilWeekday(part(match, "field", parse_weekday), None)
    if word.startswith("next ") and meant_weekday(word[5:]) is not None:
        raise TimesError(
            "Until always means the next one.", text=text, span=match.span("field"), repair=word[5:]
        )
    return UntilDate(" ".join(match["field"].split()))


def nearly_weekday(word: str) -> bool:
    """Whether a word is a weekday with a slip in it ("tuseday", "wensday") rather than a name of its own."""
    slips = (OSA.distance(word, day, score_cutoff=2) <= (2 if len(day) >= 8 else 1) for day in WEEKDAYS)
    return word in SHORT or any(slips)


def next_time(now: datetime, at: time, tz: str) -> datetime:
    """The first instant strictly later than `now` when the clock in `tz` says `at` (UTC)."""
    day = local(now, tz).date() - timedelta(days=1)
    while (instant := resolve(day, at, tz)) <= now:
        day += timedelta(days=1)
    return instant


def next_weekday(now: datetime, weekday: int, at: time, tz: str) -> datetime:
    """The first such weekday (0 is monday) at `at` in `tz`, strictly later than `now` (UTC)."""
    day = local(now, tz).date() - timedelta(days=1)
    day += timedelta(days=(weekday - day.weekday()) % 7)
    while (instant := resolve(day, at, tz)) <= now:
        day += timedelta(days=7)
    return instant


__all__ = [
    "UntilDate",
    "UntilEvent",
    "UntilTime",
    "UntilWeekday",
    "Wait",
    "nearly_weekday",
    "next_time",
    "next_weekday",
    "parse_wait",
]
