"""What somebody wants to see previewed, and the moments that they name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from engine.errors import KindlingError
from engine.language.community import Community
from engine.language.findings import Finding
from engine.language.render import NO_LINES
from engine.times import (
    Duration,
    TimesError,
    UntilTime,
    UntilWeekday,
    next_time,
    next_weekday,
    parse_date,
    parse_duration,
    parse_time_of_day,
    parse_wait,
    resolve,
)

MORNING = time(9)
DATE_LENGTH = len("2026-11-01")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One preview. ``presses`` are keys, one for each call that offers any. ``members`` are public ids, numbers, addresses, names or time zones; none is a sample member.

    ``text`` is what they text to set it off; otherwise the workflow's first word, with some news after one that goes on.
    ``starting`` and ``until`` are as managers write times: ``monday 3pm``, ``2026-11-01``, ``2 weeks``.
    """

    workflow: str
    members: tuple[str, ...] = ()
    starting: str = ""
    until: str = ""
    text: str = ""
    replies: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    presses: tuple[str, ...] = ()
    draft: bool = False


class Unpreviewable(KindlingError):
    """There is nothing to preview: no such workflow, or one with errors. Then ``findings`` say which, and
    ``lines`` are the files' own."""

    def __init__(
        self, message: str, findings: tuple[Finding, ...] = (), lines: Mapping[str, Sequence[str]] = NO_LINES
    ) -> None:
        super().__init__(message)
        self.findings, self.lines = findings, lines


def begins(words: str, now: datetime, tz: str, community: Community) -> datetime:
    """The instant that ``--starting`` names, on the clock of ``tz``. Raises KindlingError."""
    return _moment("--starting", words, now, tz, community) if words.strip() else now


def ends(words: str, start: datetime, tz: str, community: Community) -> datetime | None:
    """The instant that ``--until`` names: a duration from the start on, or a time. Raises KindlingError."""
    if not words.strip():
        return None
    try:
        return parse_duration(words).after(start, tz)
    except TimesError:
        found = _moment("--until", words, start, tz, community)
    if found <= start:
        raise KindlingError(f"--until {words}: that is before the start.")
    return found


def _moment(option: str, words: str, now: datetime, tz: str, community: Community) -> datetime:
    opens = community.hours.start or MORNING
    try:
        if words.strip()[:4].isdigit():
            return _on_date(words.strip(), opens, tz)
        found = parse_wait(f"until {words.strip()}")
    except TimesError as error:
        example = 'Write it like "monday 3pm", "3pm" or "2026-11-01 3pm".'
        raise KindlingError(f"{option} {words}: {error.message} {example}") from None
    match found:
        case UntilTime(at=at):
            return next_time(now, at, tz)
        case UntilWeekday(weekday=weekday, at=at):
            return next_weekday(now, weekday, at or opens, tz)
        case Duration():
            return found.after(now, tz)
    raise KindlingError(f'{option} {words}: write it like "monday 3pm", "3pm" or "2026-11-01 3pm".')


def _on_date(words: str, opens: time, tz: str) -> datetime:
    """``2026-11-01`` (when hours open) or ``2026-11-01 3pm``."""
    day: date = parse_date(words[:DATE_LENGTH])
    rest = words[DATE_LENGTH:].strip()
    return resolve(day, parse_time_of_day(rest) if rest else opens, tz)
