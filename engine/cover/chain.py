"""Who leads a call when its host cannot: what is done next, decided from plain facts.

One after another: a text, then a ringing phone, then whoever comes next. All waiting is an instant at which the
same question is asked again, so nothing here remembers anything.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

NOT_BEGUN, ASKING, COVERED, NOBODY = "", "asking", "covered", "nobody"
ASSUMED = "assumed"  # to be led, where nobody can dial: in previews
TEXTED, RINGING, YES, NO, SILENT, LEFT = "texted", "ringing", "yes", "no", "silent", "left"
ON, SICK = "on", "sick"

SHORTEST, LONGEST = timedelta(minutes=2), timedelta(minutes=15)  # to answer a text
RING = timedelta(minutes=2)  # to answer a ringing phone
DROPPED = timedelta(minutes=3)  # a line that dropped is dialled again in less
DIAL_IN = timedelta(minutes=5)  # from a yes to the call
IN_TIME = timedelta(minutes=2)  # before the start: then those who can still act are told
TOO_LATE = timedelta(minutes=5)  # before the end nobody is asked any more
SOON = timedelta(seconds=20)  # until it is known whether a text went out at all


@dataclass(frozen=True, slots=True)
class Asked:
    """Somebody who was asked. ``lost``: what we sent last does not reach them; ``reached``: it left."""

    member_id: int
    state: str
    until: datetime | None = None
    reached: bool = False
    lost: bool = False

    @property
    def waiting(self) -> bool:
        return self.state in (TEXTED, RINGING)


@dataclass(frozen=True, slots=True)
class State:
    """A call as it stands. ``remind_at`` and ``ask_at`` are None where nothing happens by itself.

    ``present``: somebody leads in the room now; ``left_at``: when the last who did went. ``taken_at`` is when the
    stand-in who has it said yes. ``willing`` are those not asked yet, in order, from ``decent_at`` on.
    """

    starts_at: datetime
    ends_at: datetime
    remind_at: datetime | None = None
    ask_at: datetime | None = None
    cover: str = NOT_BEGUN
    host_said: str = ""
    reminded: bool = False
    warned: bool = False
    told: bool = False
    present: bool = False
    left_at: datetime | None = None
    led_by: int | None = None
    taken_at: datetime | None = None
    asked: tuple[Asked, ...] = ()
    willing: tuple[int, ...] = ()
    decent_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Remind:
    """Ask the host to say ON."""


@dataclass(frozen=True, slots=True)
class Ask:
    """Text the next one; they have until then."""

    member_id: int
    until: datetime


@dataclass(frozen=True, slots=True)
class Ring:
    """Ring whoever was texted."""

    member_id: int
    until: datetime


@dataclass(frozen=True, slots=True)
class GiveUp:
    """They said nothing in time: ``left`` where they had the call and are gone."""

    member_id: int
    left: bool = False


@dataclass(frozen=True, slots=True)
class Taken:
    """Tell the host who leads, and those still being asked (``release``) that it is taken."""

    release: tuple[Asked, ...]


@dataclass(frozen=True, slots=True)
class Warn:
    """The call is about to start and nobody leads yet: tell the host and the managers."""


@dataclass(frozen=True, slots=True)
class TellNobody:
    """Everybody was asked and nobody leads: tell the host and the managers."""


Act = Remind | Ask | Ring | GiveUp | Taken | Warn | TellNobody


@dataclass(frozen=True, slots=True)
class Decision:
    """What is to be done now, what the search is then, and when it is looked at again."""

    cover: str
    look_at: datetime
    acts: tuple[Act, ...] = ()


def decision(state: State, now: datetime) -> Decision:
    """What happens to a call that is not over."""
    if state.present:
        return _led(state)
    if now >= state.ends_at - TOO_LATE or state.cover == ASSUMED:
        return Decision(state.cover, state.ends_at)
    if state.cover == ASKING:
        return _asking(state, now)
    if state.cover == COVERED:
        return _covered(state, now)
    if state.cover == NOBODY:
        return Decision(NOBODY, state.ends_at)
    return _not_begun(state, now)


def _led(state: State) -> Decision:
    """Somebody leads: whoever is still being asked need not."""
    release = _still_asked(state)
    found = COVERED if state.cover == COVERED else NOT_BEGUN
    told = found == COVERED and not state.told
    searched = state.cover in (ASKING, NOBODY)
    return Decision(found, state.ends_at, (Taken(release),) if release or told or searched else ())


def _not_begun(state: State, now: datetime) -> Decision:
    missing_at = _missing_at(state)
    if missing_at is None:
        return Decision(NOT_BEGUN, state.ends_at)
    if now >= missing_at:
        return _asking(replace(state, cover=ASKING), now)
    if release := _still_asked(state):  # the host can after all
        return Decision(NOT_BEGUN, missing_at, (Taken(release),))
    wanted = not state.host_said and not state.reminded and state.left_at is None
    if not wanted or state.remind_at is None or state.remind_at >= missing_at:
        return Decision(NOT_BEGUN, missing_at)
    if now < state.remind_at:
        return Decision(NOT_BEGUN, state.remind_at)
    return Decision(NOT_BEGUN, missing_at, (Remind(),))


def _missing_at(state: State) -> datetime | None:
    """From when on a host who is not in the room counts as missing."""
    if state.left_at is not None:
        return state.left_at + DROPPED
    if state.ask_at is None:
        return None
    return state.starts_at + DROPPED if state.host_said == ON else state.ask_at


def _covered(state: State, now: datetime) -> Decision:
    release = _still_asked(state)
    tell: tuple[Act, ...] = () if state.told and not release else (Taken(release),)
    gone_at = max(state.starts_at + DROPPED, (state.taken_at or state.starts_at) + DIAL_IN)
    if state.left_at is not None and (state.taken_at is None or state.left_at > state.taken_at):
        gone_at = state.left_at + DROPPED
    if now < gone_at or state.led_by is None:
        return Decision(COVERED, gone_at, tell)
    rest = _asking(replace(state, cover=ASKING, warned=True), now)
    return replace(rest, acts=(GiveUp(state.led_by, left=True), *rest.acts))


def _asking(state: State, now: datetime) -> Decision:
    if state.decent_at is not None and now < state.decent_at:
        return Decision(ASKING, state.decent_at)
    current = next((one for one in state.asked if one.waiting), None)
    if current is None:
        return _next(state, now)
    until = current.until or now
    if now < until and not current.lost:
        return _warned(state, now, until if current.reached else min(until, now + SOON), ())
    if current.state == TEXTED:
        rings_until = now + RING
        return _warned(state, now, now + SOON, (Ring(current.member_id, rings_until),))
    rest = _next(state, now)
    return replace(rest, acts=(GiveUp(current.member_id), *rest.acts))


def _next(state: State, now: datetime) -> Decision:
    if not state.willing:
        return Decision(NOBODY, state.ends_at, (TellNobody(),))
    until = now + time_to_answer(state.starts_at - now, len(state.willing))
    return _warned(state, now, now + SOON, (Ask(state.willing[0], until),))


def _warned(state: State, now: datetime, look_at: datetime, acts: tuple[Act, ...]) -> Decision:
    """Shortly before the start those who can still act are told how it stands."""
    warn_at = state.starts_at - IN_TIME
    if state.warned or now >= state.starts_at:
        return Decision(ASKING, look_at, acts)
    if now < warn_at:
        return Decision(ASKING, min(look_at, warn_at), acts)
    return Decision(ASKING, look_at, (*acts, Warn()))


def _still_asked(state: State) -> tuple[Asked, ...]:
    return tuple(one for one in state.asked if one.waiting)


def time_to_answer(left: timedelta, willing: int) -> timedelta:
    """How long a text may be thought about, so that all the ``willing`` can be asked in the time ``left``."""
    each = left / willing - RING
    return min(max(each, SHORTEST), LONGEST)
