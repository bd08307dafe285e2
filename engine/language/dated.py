"""What takes place on dates of its own: a call, and whatever else comes about once for everybody at one time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import ClassVar, Literal

from engine.language.conditions import EVERYONE, Conditions
from engine.language.place import Place
from engine.times import Duration, Moment, Recurrence, resolve

GRACE = Duration(15, "minutes")
ASKED = Moment(Duration(1, "days"), "before", "start", time(10))
SHOWN = Moment(Duration(3, "hours"), "before", "start", None)


@dataclass(frozen=True, slots=True)
class Goal:
    """What is to be reached together: ``200 selfies``."""

    count: int
    what: str


@dataclass(frozen=True, slots=True)
class Each:
    """How many entries of one member count: so many a day, or in all."""

    most: int
    a_day: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """A start with dates, each an ``Occurrence``; its steps say ``at:``, counted from the start or the end.

    It comes ``every`` so often and ``lasts`` for a while, or once, from ``begins`` to ``until``: wall times of
    its ``timezone``. Without a length it is over when it begins.
    """

    kind: ClassVar[str]
    reminds: ClassVar[bool] = False
    """Whether what goes out before it begins is a reminder, which ignores hours and keeps a place under ``at most``."""

    signed: ClassVar[bool] = False
    """Whether its steps wait until a person has signed what goes out."""

    lasting: ClassVar[bool] = False
    """Whether it goes on for days, so that a step may come `every` so often while it does."""

    timezone: str
    place: Place
    every: Recurrence | None = None
    lasts: Duration | None = None
    begins: datetime | None = None
    until: datetime | None = None
    skip: tuple[date, ...] = ()

    def days(self, from_day: date) -> Iterator[date]:
        """Its dates on or after ``from_day``, in order, without those that are skipped; what comes once, whenever."""
        if self.every is not None:
            yield from (day for day in self.every.days(from_day) if day not in self.skip)
        elif self.begins is not None:
            yield self.begins.date()

    def span(self, day: date) -> tuple[datetime, datetime]:
        """When it begins and ends on that date of its own, in UTC."""
        if self.every is not None:
            starts = self.every.on(day, self.timezone)
        else:
            assert self.begins is not None
            starts = resolve(self.begins.date(), self.begins.time(), self.timezone)
        if self.until is not None:
            return starts, resolve(self.until.date(), self.until.time(), self.timezone)
        return starts, self.lasts.after(starts, self.timezone) if self.lasts else starts

    def messages(self) -> frozenset[str]:
        """The messages that it names itself, beside those of its steps."""
        return frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Call(Dated):
    """``start: call:``; ``number``/``code`` name an outside bridge instead of our own line.

    ``record``: from the start, never, or when the leader asks for it; what is recorded is kept as a recording.
    ``notes`` is the message that a stand-in gets who takes the call.
    """

    kind: ClassVar[str] = "call"
    reminds: ClassVar[bool] = True

    host: Conditions = EVERYONE
    stand_ins: Conditions | None = None
    ask_stand_ins: Duration | None = None
    doors_open: Duration | None = None
    muted: bool = False
    record: Literal["yes", "no", "on request"] = "no"
    grace: Duration = GRACE
    notes: str | None = None
    if_nobody_leads: Literal["latest recording"] | None = None
    number: str | None = None
    code: str | None = None

    def messages(self) -> frozenset[str]:
        return frozenset({self.notes} if self.notes else ())


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to vote for. It is counted under its ``words``; ``others`` are what it is called in other languages,
    as pairs of a language's code and the words there."""

    words: str
    others: tuple[tuple[str, str], ...] = ()

    def said_in(self, language: str) -> str:
        """Its words for whoever reads a language ("es", "es-mx"), else those it is counted under."""
        return self.in_words_of(language) or self.words

    def in_words_of(self, language: str) -> str:
        """Its words in that very language; empty where it has none."""
        others, code = dict(self.others), language.lower()
        return others.get(code) or others.get(code.split("-")[0], "")

    @property
    def ways(self) -> tuple[str, ...]:
        """All that it is called, in whatever language."""
        return (self.words, *(words for _, words in self.others))


@dataclass(frozen=True, slots=True, kw_only=True)
class Vote(Dated):
    """``start: vote:``, open from its begin to its end. Without ``choices`` members vote for one of themselves."""

    kind: ClassVar[str] = "vote"

    choices: tuple[Choice, ...] = ()

    def said_in(self, language: str) -> tuple[str, ...]:
        """What there is to choose from, in the order of the file."""
        return tuple(choice.said_in(language) for choice in self.choices)

    def say(self, words: str, language: str) -> str:
        """What a choice that was counted is called in a language; what is none of them (any more) stays as it is."""
        named = {choice.words: choice.said_in(language) for choice in self.choices}
        return named.get(words, words)


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting(Dated):
    """``start: meeting:``: face to face at ``where``, or on the web at ``link``; nobody is counted there."""

    kind: ClassVar[str] = "meeting"
    reminds: ClassVar[bool] = True

    host: Conditions = EVERYONE
    where: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter(Dated):
    """``start: letter:``: a newsletter that writes itself, and goes out once a person has signed it.

    Whoever has the role ``signed_by`` is asked for words of their own at ``asked``, and is shown the letter when
    they have answered, at ``shown`` at the latest.
    """

    kind: ClassVar[str] = "letter"
    signed: ClassVar[bool] = True

    signed_by: str = "host"
    asked: Moment = ASKED
    shown: Moment = SHOWN


@dataclass(frozen=True, slots=True, kw_only=True)
class Challenge(Dated):
    """``start: challenge:``; ``goal`` so many of ``what`` together, counted as ``counts`` says.

    ``words`` begin an entry. ``each``: at most so many entries of one member, ``per`` day or in all; None is any
    number. ``approval``: pictures are shown only after a host's yes (they count at once). ``board``: a leaders'
    board of those who agreed to be on it.
    """

    kind: ClassVar[str] = "challenge"
    lasting: ClassVar[bool] = True

    goal: Goal
    words: tuple[str, ...]
    counts: Literal["photos", "entries", "amounts"] = "photos"
    each: Each | None = None
    approval: bool = True
    board: bool = False
