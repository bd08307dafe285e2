"""A call on our own line, its host in the cast, and a provider that can be asked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest

from engine import attendance
from engine.channels import CallFacts, PaperRooms
from engine.errors import ProviderError
from engine.models import Attendance, Member, Occurrence, database
from engine.now import machine_now
from engine.published import live
from tests.engine.runner.town import Town

CALL = """
start:
  call:
    every: tuesday 7pm
    timezone: America/Chicago
    lasts: 45 minutes
    host: {role: host}
steps:
  - at: 1 hour after the end
    for: attended
    send: thanks
  - at: 1 hour after the end
    for: missed
    send: missed
"""
BEFORE = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
START = datetime(2026, 11, 25, 1, 0, tzinfo=UTC)
END = START + timedelta(minutes=45)
COUNTED = END + timedelta(minutes=2)


@dataclass
class Provider(PaperRooms):
    """Answers about phone calls by its own clock; ``away`` it answers nothing. Never inside a transaction."""

    facts: dict[str, CallFacts] = field(default_factory=dict)
    away: bool = False
    asked_about: list[str] = field(default_factory=list)

    def call(self, call_sid: str) -> CallFacts | None:
        assert not database.in_transaction()
        if self.away:
            raise ProviderError("The provider does not answer.", permanent=False)
        self.asked_about.append(call_sid)
        return self.facts.get(call_sid)


@dataclass
class Line:
    """A town with one call of which the tests say who was on it."""

    town: Town
    provider: Provider
    call: Occurrence

    @property
    def counted(self) -> Occurrence:
        return Occurrence.get_by_id(self.call.id)

    def count(self, now: datetime = COUNTED) -> attendance.Drained:
        self.town.now = now
        kit = self.town.kit
        return attendance.drain(replace(kit, carriers=replace(kit.carriers, rooms=self.provider)), now)

    def ended(self, sid: str, at: datetime, now: datetime = COUNTED) -> None:
        """The provider knows, by its own clock, when a phone call was over."""
        self.provider.facts[sid] = CallFacts("completed", None, at - (now - machine_now()))

    def there(self) -> dict[int | None, Attendance]:
        return {
            row.member_id: row for row in Attendance.select().where(Attendance.occurrence == self.call.id)
        }


@pytest.fixture
def line(cast: SimpleNamespace) -> Line:
    """Just before the call."""
    town = Town(BEFORE)
    Member.update(joined_at=BEFORE - timedelta(days=400)).execute()
    town.publish(call=CALL)
    town.go(START - timedelta(minutes=1))
    return Line(town, Provider(), Occurrence.get(Occurrence.key == "2026-11-24"))


@pytest.fixture
def past_calls(line: Line) -> Callable[..., list[Occurrence]]:
    """Calls of the weeks before, oldest first: ``"xx-x?"`` was on, on, not on, on, and nobody knows."""

    def make(member: Member, weeks: str) -> list[Occurrence]:
        made = []
        for ago, mark in zip(range(len(weeks), 0, -1), weeks, strict=True):
            starts = START - timedelta(weeks=ago)
            row = Occurrence.create(
                workflow="call",
                revision=live().workflows["call"].revision_id,
                key=starts.date().isoformat(),
                starts_at=starts,
                ends_at=starts + timedelta(minutes=45),
                state="over",
                counted_at=starts + timedelta(hours=1),
                attendance_known=mark != "?",
            )
            if mark == "x":
                Attendance.create(occurrence=row, member=member)
            made.append(row)
        return made

    return make
