"""One workflow as checked data: how it starts, for whom, and its steps."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from engine.language.conditions import EVERYONE, Conditions
from engine.language.place import Place
from engine.language.steps import Ask, Praise, Ring, Send, Step, Tell, branches
from engine.times import DateRule, Duration, Recurrence

GRACE = Duration(15, "minutes")


@dataclass(frozen=True, slots=True)
class Joined:
    """``start: joined``: by the member's own act."""


@dataclass(frozen=True, slots=True)
class ByHand:
    """``start: by hand``: only when a manager enrolls someone."""


@dataclass(frozen=True, slots=True)
class Texted:
    """``start: text LISTEN, HEAR``."""

    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tagged:
    tag: str


@dataclass(frozen=True, slots=True)
class Reported:
    """``start: event first-sale``."""

    event: str


@dataclass(frozen=True, slots=True)
class OnDate:
    """``start: 3 days before date birthday at 9am``."""

    rule: DateRule


@dataclass(frozen=True, slots=True)
class Quiet:
    duration: Duration


@dataclass(frozen=True, slots=True)
class Every:
    """``start: every friday at 9am``: each member's own zone."""

    recurrence: Recurrence


@dataclass(frozen=True, slots=True)
class Once:
    """``start: at 2026-12-01 10am``: a naive wall time of each member's own zone."""

    at: datetime


@dataclass(frozen=True, slots=True)
class Call:
    """``start: call:``; ``number``/``code`` name an outside bridge instead of our own line.

    ``record``: from the start, never, or when the leader asks for it; what is recorded is kept as a recording.
    ``notes`` is the message that a stand-in gets who takes the call.
    """

    every: Recurrence
    timezone: str
    lasts: Duration
    place: Place
    host: Conditions = EVERYONE
    stand_ins: Conditions | None = None
    ask_stand_ins: Duration | None = None
    doors_open: Duration | None = None
    muted: bool = False
    record: Literal["yes", "no", "on request"] = "no"
    grace: Duration = GRACE
    notes: str | None = None
    if_nobody_leads: Literal["latest recording"] | None = None
    skip: tuple[date, ...] = ()
    number: str | None = None
    code: str | None = None


Start = Joined | ByHand | Texted | Tagged | Reported | OnDate | Quiet | Every | Once | Call


@dataclass(frozen=True, slots=True)
class Again:
    """``again:``; ``after`` is set for ``after 90 days`` (since they left)."""

    how: Literal["never", "always", "after"]
    after: Duration | None = None


@dataclass(frozen=True, slots=True)
class Wave:
    """One entry of ``roll out:``; ``after`` counts from the start."""

    audience: Conditions
    after: Duration | None = None


@dataclass(frozen=True, slots=True)
class Workflow:
    """A checked workflow. ``stop_when`` holds conditions of which any ends a walk."""

    name: str
    title: str
    start: Start
    steps: tuple[Step, ...]
    again: Again
    place: Place
    about: str = ""
    audience: Conditions = EVERYONE
    stop_when: tuple[Conditions, ...] = ()
    urgent: bool = False
    roll_out: tuple[Wave, ...] = ()

    @property
    def call(self) -> Call | None:
        return self.start if isinstance(self.start, Call) else None

    def walk(self) -> Iterator[Step]:
        """Every step, outer before inner, in the order written."""
        return _walk(self.steps)

    def messages(self) -> frozenset[str]:
        """Every message that its call or any of its steps may need, by name (of a ``ring:`` it may be a recording's)."""
        notes = {self.call.notes} if self.call and self.call.notes else set()
        return frozenset(name for step in self.walk() for name in _named(step)) | notes


def _walk(steps: tuple[Step, ...]) -> Iterator[Step]:
    for step in steps:
        yield step
        for below in branches(step):
            yield from _walk(below)


def _named(step: Step) -> tuple[str, ...]:
    match step:
        case Ask(message=message, remind=remind):
            return (message, remind.message) if remind else (message,)
        case Send(message=message) | Praise(message=message):
            return (message,)
        case Tell(message=str(message)):
            return (message,)
        case Ring(what=what):
            return (what,)
        case _:
            return ()
