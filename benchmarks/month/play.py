"""The play: everybody does what was drawn, answers what they get, and time goes on until the end."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from benchmarks.month import replies, staff
from benchmarks.month.cast import Person
from benchmarks.month.script import DIAL, HANG_UP, LET_RING, PICK_UP, REPORT, WRITE, Act, acts
from benchmarks.month.stage import Stage, settle_cast
from benchmarks.month.watch import Hold
from engine.models import Address, Delivery


@dataclass
class Played:
    """What came of it, beside what stands in the database."""

    people: list[Person]
    begins: datetime
    ends: datetime
    acts: list[Act] = field(default_factory=list)  # as they were done, in order
    dropped: list[Act] = field(default_factory=list)  # that could not be done: nothing to answer to
    holds: Mapping[int, list[Hold]] = field(default_factory=dict)
    carried: list[tuple[str, str]] = field(default_factory=list)


def play(
    stage: Stage,
    people: list[Person],
    begins: datetime,
    ends: datetime,
    *,
    at_each: Callable[[datetime], None] = lambda instant: None,
) -> Played:
    """Play it on ``stage``, whose time is at ``begins``; ``at_each`` is told of every stop."""
    settle_cast(people, begins)
    one = _Play(stage, Played(people, begins, ends))
    one.run(at_each)
    one.played.holds, one.played.carried = stage.watch.holds, stage.carried()
    return one.played


class _Play:
    def __init__(self, stage: Stage, played: Played) -> None:
        self.stage, self.played = stage, played
        self._by_member: dict[int, Person | None] = {}
        self._at = {at: one for one in played.people for at in (one.phone, one.email) if at}
        self._agenda: list[tuple[datetime, str, int, Act]] = []
        self._count = 0
        for act in acts(played.people, played.begins, played.ends):
            self._plan(act)

    def run(self, at_each: Callable[[datetime], None]) -> None:
        """At each stop people act first, and then all that is due there is done, their words included."""
        self._react(self.stage.settle())
        while self.stage.now < self.played.ends:
            first = self._agenda[0][0] if self._agenda else self.played.ends
            self.stage.go(min(max(first, self.stage.now), self.played.ends))
            while self._agenda and self._agenda[0][0] <= self.stage.now:
                self._do(heapq.heappop(self._agenda)[-1])
            self._react(self.stage.settle())
            at_each(self.stage.now)

    def _plan(self, act: Act) -> None:
        """On the agenda, at a whole second: what is stored knows no fraction of a millisecond."""
        self._count += 1
        at = act.at.replace(microsecond=0)
        if at < self.played.ends:
            heapq.heappush(self._agenda, (at, act.person.key, self._count, act))

    def _do(self, act: Act) -> None:
        done = DOING[act.kind](self.stage, act)
        (self.played.dropped if done is False else self.played.acts).append(act)

    def _react(self, settled: list[Delivery]) -> None:
        """Everybody sees what reached them, each in their turn."""
        seen = [(self._person(one), one) for one in settled]
        for person, got in sorted(
            ((who, one) for who, one in seen if who is not None),
            key=lambda pair: (pair[0].key, pair[1].sent_at or self.stage.now, pair[1].id),
        ):
            for act in self._reactions(person, got):
                self._plan(act)

    def _reactions(self, person: Person, got: Delivery) -> list[Act]:
        now = self.stage.now
        if person.is_staff or "leader" in person.tags:
            found = list(staff.respond(person, got, now))
            if found or person.is_staff:
                return found
        answer = replies.reply(person, got, now)
        return [answer] if answer is not None else []

    def _person(self, got: Delivery) -> Person | None:
        known = self._by_member
        if got.member_id not in known:
            mine = Address.select(Address.value).where(Address.member == got.member_id)
            known[got.member_id] = next(
                (self._at[value] for value in mine.scalars() if value in self._at), None
            )
        return known[got.member_id]


DOING: Mapping[str, Callable[[Stage, Act], bool | None]] = {
    WRITE: lambda stage, act: stage.write(act.person, act.words, act.photos),
    REPORT: lambda stage, act: stage.report(act.person, act.words),
    DIAL: lambda stage, act: stage.dial(act.person),
    HANG_UP: lambda stage, act: stage.hang_up(act.person),
    PICK_UP: lambda stage, act: stage.pick_up(act.person, act.words),
    LET_RING: lambda stage, act: stage.let_ring(act.person),
}
