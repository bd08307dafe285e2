"""Who was in a call's rooms from when to when, out of callbacks in any order, some of them twice, some lost. Pure.

Every visit needs a join and a leave. Where one of them never came, the visit is put together from what else is
known: when we told the provider to connect the phone call, what the provider says when it was over, and the
end of the conference, which nobody outlasts. Who was there does not depend on what was lost.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

JOIN, LEAVE, ENDED = "participant-join", "participant-leave", "conference-end"
OF_A_CALLER = "participant-"
NEVER_CONNECTED = frozenset({"busy", "failed", "no-answer", "canceled"})


@dataclass(frozen=True, slots=True)
class Heard:
    """One conference callback. ``call`` is the phone call it speaks of, '' where it speaks of the room."""

    conference: str
    sequence: int
    event: str
    call: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Entry:
    """One phone call as the line itself knows it: when it was last told to connect, and when somebody who looked
    into the room last found it in, or gone."""

    told_at: datetime
    found_in: datetime | None = None
    found_gone: datetime | None = None


@dataclass(frozen=True, slots=True)
class Fate:
    """What the provider said of a phone call when asked; ``ended_at`` is None while it goes on."""

    status: str
    ended_at: datetime | None
    started_at: datetime | None = None

    @property
    def connected(self) -> bool:
        """Whether there was such a call at all, and somebody in it."""
        return self.status != "" and self.status not in NEVER_CONNECTED


@dataclass(frozen=True, slots=True)
class Visit:
    """One stay in the room. A time that no callback told is the best bound there is."""

    start: datetime
    end: datetime
    start_told: bool = True
    end_told: bool = True


def presences(
    heard: Iterable[Heard],
    entries: Mapping[str, Entry],
    fates: Mapping[str, Fate],
    closed_at: datetime,
) -> dict[str, tuple[Visit, ...]]:
    """Every phone call's visits, in order; a call that never was in the room has none.

    Nothing lasts beyond its conference, or beyond ``closed_at``.
    """
    told = list(dict.fromkeys(heard))
    ends = _ends(told, closed_at)
    by_call = _by_call(told)
    last = max(ends.values(), default=closed_at)
    return {
        call: _visits(by_call.get(call, []), entries.get(call), fates.get(call), ends, last)
        for call in {**entries, **by_call}
    }


def unsure(heard: Iterable[Heard], entries: Iterable[str], known: Iterable[str]) -> list[str]:
    """The phone calls of which the provider has to be asked, for a join or a leave of theirs is missing."""
    by_call = _by_call(dict.fromkeys(heard))
    asked = set(known)
    return [call for call in entries if call not in asked and not _whole(by_call.get(call, []))]


def length(visits: Iterable[Visit]) -> timedelta:
    """How long somebody was there, by however many phones at once."""
    total, until = timedelta(0), None
    for visit in sorted(visits, key=lambda one: one.start):
        start = visit.start if until is None else max(visit.start, until)
        if visit.end > start:
            total += visit.end - start
        until = visit.end if until is None else max(until, visit.end)
    return total


def _ends(told: Sequence[Heard], closed_at: datetime) -> dict[str, datetime]:
    """When each conference was over; one whose end was lost was so when the room closed."""
    ends = {one.conference: closed_at for one in told}
    ends |= {one.conference: min(one.at, closed_at) for one in told if one.event == ENDED}
    return ends


def _by_call(told: Iterable[Heard]) -> dict[str, list[Heard]]:
    """What was told of each phone call, in the order in which it happened.

    Sequence numbers count within one conference; a call's conferences follow one another by their times.
    """
    conferences: dict[str, dict[str, list[Heard]]] = {}
    for one in told:
        if one.call and one.event.startswith(OF_A_CALLER):
            conferences.setdefault(one.call, {}).setdefault(one.conference, []).append(one)
    return {call: list(_in_order(parts.values())) for call, parts in conferences.items()}


def _in_order(parts: Iterable[list[Heard]]) -> Iterator[Heard]:
    for part in sorted(parts, key=lambda one: min(told.at for told in one)):
        yield from sorted(part, key=lambda one: one.sequence)


def _whole(told: Sequence[Heard]) -> bool:
    """Whether the first that is known of it is a join and the last a leave."""
    return bool(told) and told[0].event == JOIN and told[-1].event == LEAVE


def _visits(
    told: Sequence[Heard],
    entry: Entry | None,
    fate: Fate | None,
    ends: Mapping[str, datetime],
    last: datetime,
) -> tuple[Visit, ...]:
    if not told:
        return _untold(entry, fate, last)
    found: list[Visit] = []
    since: datetime | None = None  # when the visit began that goes on
    began_told = True
    free = _earliest(entry, fate)  # since when they may have been in, without our having heard
    for one in told:
        at = min(one.at, ends[one.conference])
        if since is None and one.event != JOIN:
            since, began_told = _before(at, free), False
        elif since is not None and one.event == JOIN:
            found.append(Visit(since, at, began_told, end_told=False))
            since = None
        if one.event == JOIN:
            since, began_told = at, True
        elif one.event == LEAVE and since is not None:
            found.append(Visit(since, at, began_told))
            since, free = None, [at]
    if since is not None:
        end = _bounded(since, entry, fate, ends[told[-1].conference])
        found.append(Visit(since, end, began_told, end_told=False))
    return tuple(replace(one, end=max(one.start, one.end)) for one in found)


def _earliest(entry: Entry | None, fate: Fate | None) -> list[datetime]:
    """Since when a phone call may have been in: since it was told to connect. Told once more, it was in before that."""
    known = (entry.told_at if entry else None, fate.started_at if fate else None)
    return [at for at in known if at is not None]


def _before(at: datetime, known: Sequence[datetime]) -> datetime:
    """The first of what is known that was not later."""
    return next((one for one in known if one <= at), at)


def _untold(entry: Entry | None, fate: Fate | None, last: datetime) -> tuple[Visit, ...]:
    """Nothing was told of it at all: it was in if somebody found it in, or if it went on after it was to connect."""
    if entry is None or not (entry.found_in is not None or _went_on(entry, fate)):
        return ()
    start = min(entry.told_at, entry.found_in or entry.told_at)
    return (Visit(start, _bounded(start, entry, fate, last), start_told=False, end_told=False),)


def _went_on(entry: Entry, fate: Fate | None) -> bool:
    if fate is None or not fate.connected:
        return False
    return fate.ended_at is None or fate.ended_at > entry.told_at


def _bounded(start: datetime, entry: Entry | None, fate: Fate | None, over: datetime) -> datetime:
    """When a visit was over at the latest that nobody saw the end of."""
    bounds = [over]
    if fate is not None and fate.ended_at is not None:
        bounds.append(fate.ended_at)
    if entry is not None and entry.found_gone is not None and entry.found_gone >= max(start, entry.told_at):
        bounds.append(entry.found_gone)
    return max(start, min(bounds))
