"""One workflow as checked data: how it starts, for whom, and its steps."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from engine.language.conditions import EVERYONE, Conditions
from engine.language.dated import Call, Dated
from engine.language.place import Place
from engine.language.steps import Ask, Praise, Ring, Send, Step, Tell, branches
from engine.times import DateRule, Duration, Recurrence


@dataclass(frozen=True, slots=True)
class Joined:
    """``start: joined``: by the member's own act."""


@dataclass(frozen=True, slots=True)
class ByHand:
    """``start: by hand``: only when a manager enrolls someone."""


@dataclass(frozen=True, slots=True)
class Texted:
    """``start: text LISTEN, WIN ...``: ``words`` are the whole message, with ``openings`` it begins and goes on."""

    words: tuple[str, ...]
    openings: tuple[str, ...] = ()


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


Start = Joined | ByHand | Texted | Tagged | Reported | OnDate | Quiet | Every | Once | Dated


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
    def dated(self) -> Dated | None:
        """What it is a workflow of, where that has dates: its steps then say ``at:``."""
        return self.start if isinstance(self.start, Dated) else None

    @property
    def call(self) -> Call | None:
        return self.start if isinstance(self.start, Call) else None

    def walk(self) -> Iterator[Step]:
        """Every step, outer before inner, in the order written."""
        return _walk(self.steps)

    def messages(self) -> frozenset[str]:
        """Every message that its start or any of its steps may need, by name (of a ``ring:`` it may be a recording's)."""
        own = self.dated.messages() if self.dated else frozenset()
        return frozenset(name for step in self.walk() for name in _named(step)) | own


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
