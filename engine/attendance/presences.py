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
class Fate:
    """What the provider said of a phone call when asked; ``ended_at`` is None while it goes on."""

    status: str
    ended_at: datetime | None

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
    entered: Mapping[str, datetime],
    fates: Mapping[str, Fate],
    closed_at: datetime,
) -> dict[str, tuple[Visit, ...]]:
    """Every phone call's visits, in order; a call that never was in the room has none.

    ``entered`` says when each was told to connect. Nothing lasts beyond its conference, or beyond ``closed_at``.
    """
    told = list(dict.fromkeys(heard))
    ends = _ends(told, closed_at)
    by_call = _by_call(told)
    last = max(ends.values(), default=closed_at)
    return {
        call: _visits(by_call.get(call, []), entered.get(call), fates.get(call), ends, last)
        for call in {**entered, **by_call}
    }


def unsure(heard: Iterable[Heard], entered: Mapping[str, datetime], known: Iterable[str]) -> list[str]:
    """The phone calls of which the provider has to be asked, for a join or a leave of theirs is missing."""
    by_call = _by_call(dict.fromkeys(heard))
    asked = set(known)
    return [call for call in entered if call not in asked and not _whole(by_call.get(call, []))]


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
    entered: datetime | None,
    fate: Fate | None,
    ends: Mapping[str, datetime],
    last: datetime,
) -> tuple[Visit, ...]:
    if not told:
        return _untold(entered, fate, last)
    found: list[Visit] = []
    since: datetime | None = None  # when the visit began that goes on
    began_told = True
    free = entered  # since when they may have been in again, without our having heard
    for one in told:
        at = min(one.at, ends[one.conference])
        if since is None and one.event != JOIN:
            since, began_told = min(free or at, at), False
        elif since is not None and one.event == JOIN:
            found.append(Visit(since, at, began_told, end_told=False))
            since = None
        if one.event == JOIN:
            since, began_told = at, True
        elif one.event == LEAVE and since is not None:
            found.append(Visit(since, at, began_told))
            since, free = None, at
    if since is not None:
        end = _bounded(since, fate, ends[told[-1].conference])
        found.append(Visit(since, end, began_told, end_told=False))
    return tuple(replace(one, end=max(one.start, one.end)) for one in found)


def _untold(entered: datetime | None, fate: Fate | None, last: datetime) -> tuple[Visit, ...]:
    """Nothing came of it at all: it was there if it was connected and went on after we let it in."""
    if entered is None or fate is None or not fate.connected:
        return ()
    if fate.ended_at is not None and fate.ended_at <= entered:
        return ()
    return (Visit(entered, _bounded(entered, fate, last), start_told=False, end_told=False),)


def _bounded(start: datetime, fate: Fate | None, over: datetime) -> datetime:
    ended = fate.ended_at if fate is not None else None
    return max(start, over if ended is None else min(over, ended))
